"""Geometry of the pictures: outlines as lists of points, and the affine map that puts a drawing in its place.

Everything here is plain arithmetic on tuples; nothing here knows colours or pixels.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]
Outline = list[Point]


@dataclass(frozen=True, slots=True)
class Affine:
    """The map (x, y) -> (a x + c y + e, b x + d y + f)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    @classmethod
    def placing(cls, x: float, y: float, scale: float = 1.0, turn: float = 0.0, flip: bool = False) -> Affine:
        """The map that mirrors (when ``flip``), scales, turns clockwise by degrees and moves to (x, y)."""
        cos, sin = math.cos(math.radians(turn)) * scale, math.sin(math.radians(turn)) * scale
        side = -1.0 if flip else 1.0
        return cls(cos * side, sin * side, -sin, cos, x, y)

    @property
    def scale(self) -> float:
        """How much lengths grow."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c))

    def __call__(self, point: Point) -> Point:
        """Where a point comes to lie."""
        x, y = point
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, first: Affine) -> Affine:
        """The map that applies ``first`` and then this one."""
        e, f = self((first.e, first.f))
        return Affine(
            self.a * first.a + self.c * first.b,
            self.b * first.a + self.d * first.b,
            self.a * first.c + self.c * first.d,
            self.b * first.c + self.d * first.d,
            e,
            f,
        )

    def inverse(self, point: Point) -> Point:
        """The point that this map sends to ``point``."""
        x, y = point[0] - self.e, point[1] - self.f
        size = self.a * self.d - self.b * self.c
        return (self.d * x - self.c * y) / size, (self.a * y - self.b * x) / size


def smooth(points: Sequence[Point], closed: bool = True, steps: int = 14) -> Outline:
    """A curve through all the points (Catmull-Rom), round everywhere."""
    count = len(points)

    def pick(index: int) -> Point:
        return points[index % count] if closed else points[min(max(index, 0), count - 1)]

    result: Outline = []
    for start in range(count if closed else count - 1):
        p0, p1, p2, p3 = pick(start - 1), pick(start), pick(start + 1), pick(start + 2)
        for step in range(steps):
            t = step / steps
            result.append((_catmull(p0[0], p1[0], p2[0], p3[0], t), _catmull(p0[1], p1[1], p2[1], p3[1], t)))
    if not closed:
        result.append(points[-1])
    return result


def _catmull(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


def bezier(start: Point, pull_1: Point, pull_2: Point, end: Point, steps: int = 24) -> Outline:
    """A cubic curve from ``start`` to ``end``."""
    result: Outline = []
    for step in range(steps + 1):
        t = step / steps
        w = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        four = (start, pull_1, pull_2, end)
        result.append(
            (sum(k * p[0] for k, p in zip(w, four, strict=True)), sum(k * p[1] for k, p in zip(w, four, strict=True)))
        )
    return result


def ellipse(x: float, y: float, rx: float, ry: float | None = None, turn: float = 0.0) -> Outline:
    """An ellipse (a circle without ``ry``), turned clockwise by degrees."""
    return arc(x, y, rx, rx if ry is None else ry, 0, 360, turn)


def arc(x: float, y: float, rx: float, ry: float, start: float, end: float, turn: float = 0.0) -> Outline:
    """Part of an ellipse, from angle to angle: 0 is the right, 90 the bottom."""
    place = Affine.placing(x, y, turn=turn)
    steps = max(6, int(abs(end - start) / 5))
    angles = (math.radians(start + (end - start) * step / steps) for step in range(steps + 1))
    return [place((rx * math.cos(angle), ry * math.sin(angle))) for angle in angles]


def rectangle(x: float, y: float, width: float, height: float, radius: float = 0.0) -> Outline:
    """A rectangle by its top left corner, its corners rounded by ``radius``."""
    if radius <= 0:
        return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    r = min(radius, width / 2, height / 2)
    right, bottom = x + width - r, y + height - r
    return [
        *arc(right, y + r, r, r, -90, 0),
        *arc(right, bottom, r, r, 0, 90),
        *arc(x + r, bottom, r, r, 90, 180),
        *arc(x + r, y + r, r, r, 180, 270),
    ]


def mirrored(half: Sequence[Point]) -> Outline:
    """A closed outline from its right half, listed from top to bottom; x is mirrored around 0."""
    return [*half, *((-x, y) for x, y in reversed(half))]


def leaf(length: float, width: float, bow: float = 0.0) -> Outline:
    """A pointed leaf from (0, 0) up to (0, -length); ``bow`` bends it sideways."""
    side = width * 0.75
    right = bezier((0, 0), (side, -length * 0.2), (side + bow, -length * 0.7), (bow, -length))
    left = bezier((bow, -length), (-side + bow, -length * 0.7), (-side, -length * 0.2), (0, 0))
    return [*right, *left]


def elbow_between(shoulder: Point, hand: Point, upper: float, fore: float, side: float) -> tuple[Point, Point]:
    """Where the elbow and the hand come to be when a hand reaches for a point.

    ``side`` is 1 or -1 and says to which side of the line from shoulder to hand the elbow bends. A hand that
    cannot reach stops on the way, so that an arm is never longer than it is.
    """
    dx, dy = hand[0] - shoulder[0], hand[1] - shoulder[1]
    distance = math.hypot(dx, dy) or 1e-6
    reach = min(max(distance, abs(upper - fore) + 1), (upper + fore) * 0.995)
    ux, uy = dx / distance, dy / distance
    along = (upper**2 - fore**2 + reach**2) / (2 * reach)
    off = math.sqrt(max(upper**2 - along**2, 0.0)) * side
    elbow = (shoulder[0] + ux * along - uy * off, shoulder[1] + uy * along + ux * off)
    return elbow, (shoulder[0] + ux * reach, shoulder[1] + uy * reach)

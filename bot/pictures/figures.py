"""People: a body that stands, sits or is seen to the waist, with arms that reach for a point.

A scene says where the hands go; the elbows follow, so no arm is ever torn off or too long. Left and right are the
viewer's. Origin: the ground between the feet; an adult is about 660 units high.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.pictures.canvas import Canvas
from bot.pictures.heads import Look, Mood, draw_head
from bot.pictures.ornaments import brocade
from bot.pictures.palette import CLOTH_WHITE, GOLD, Colour, dark, light, rgb
from bot.pictures.shapes import Affine, Outline, Point, elbow_between, ellipse, mirrored, smooth

Side = Literal["left", "right"]
Reach = Literal["down", "hip", "front", "chest", "open", "raised", "carry", "lap"]
Pose = Literal["standing", "chair", "seated"]

REACHES: dict[Reach, Point] = {
    "down": (112, -276),
    "hip": (70, -318),
    "front": (20, -352),
    "chest": (14, -428),
    "open": (176, -402),
    "raised": (150, -640),
    "carry": (44, -400),
    "lap": (60, -262),
}
"""Where a right hand rests; a left one mirrors it."""

UPPER_ARM, FOREARM = 116.0, 122.0
HIP = -290.0
DROP: dict[Pose, float] = {"standing": 0.0, "chair": 128.0, "seated": 236.0}
"""How much lower the upper body is on a chair, and cross-legged on the floor (``seated``)."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A person in a scene. ``left`` and ``right`` are where the hands go: a name, or a point of the scene."""

    look: Look
    x: float
    y: float
    scale: float = 1.0
    turn: float = 0.0
    """Where the face looks: -1 left, 0 at us, 1 right."""
    lean: float = 0.0
    """Degrees the upper body leans to the right."""
    left: Reach | Point = "down"
    right: Reach | Point = "down"
    pose: Pose = "standing"
    mood: Mood = "smile"
    nod: float = 0.0
    """Degrees the head tilts to the right."""

    def draw(self, canvas: Canvas, held: Callable[[Canvas], None] | None = None) -> None:
        """Paint the whole person; ``held`` paints, in scene units, a thing that the hands then lie upon."""
        self.body(canvas)
        for side in self.sides():
            self.arm(canvas, side)
        if held is not None:
            held(canvas)
            for side in self.sides():
                self.hand(canvas, side)

    def sides(self) -> tuple[Side, Side]:
        """The sides, the one further from us first."""
        return ("left", "right") if self.turn <= 0 else ("right", "left")

    def body(self, canvas: Canvas) -> None:
        """Paint everything but the arms."""
        ground = canvas.at(self.x, self.y, self.scale)
        upper = canvas.through(self._upper())
        if self.pose == "standing":
            _legs(ground, self.look)
            _torso(upper, self.look, -262 if self.look.top in ("shirt", "tee") else -236)
        else:
            _torso(upper, self.look, -270)
            (_lap if self.pose == "seated" else _knees)(ground, self.look)
        big = {"child": 1.2, "adult": 1.0, "elder": 1.0}[self.look.age]
        upper.stroke([(0, -548), (0, -512)], dark(self.look.skin, 0.13), 36, 40)
        _collar(upper, self.look)
        draw_head(upper.at(self.turn * 5, -600 - (big - 1) * 50, big, self.nod), self.look, self.turn, self.mood)

    def arm(self, canvas: Canvas, side: Side) -> None:
        """Paint a sleeve and its hand."""
        look = self.look
        shoulder, elbow, palm = self._joints(side)
        upper = canvas.through(self._upper())
        upper.stroke([_between(elbow, palm, 0.5), palm], look.skin, 27, 22)
        if look.top == "tee":
            upper.stroke(smooth([shoulder, elbow, _between(elbow, palm, 0.8)], closed=False), look.skin, 34, 32, 23)
            self._sleeve(upper, side, [shoulder, _between(shoulder, elbow, 0.62)], (48, 50))
            return self.hand(canvas, side)
        if look.top == "brocade":
            for share, colour in ((0.74, look.cloth), (0.67, GOLD), (0.62, look.cloth)):
                upper.stroke([_between(elbow, palm, 0.45), _between(elbow, palm, share - 0.14)], colour, 43)
        elif look.top == "shirt":
            upper.stroke([_between(elbow, palm, 0.45), _between(elbow, palm, 0.66)], light(look.colour, 0.28), 36)
        wide = (46, 41, 36) if look.top == "shirt" else (46, 43, 42)
        end = {"brocade": 0.42, "shirt": 0.58, "ba_ba": 0.6}[look.top]
        self._sleeve(upper, side, smooth([shoulder, elbow, _between(elbow, palm, end)], closed=False), wide)
        return self.hand(canvas, side)

    def _sleeve(self, upper: Canvas, side: Side, points: Outline, widths: tuple[float, ...]) -> None:
        # A shadow moved inwards and down tells the sleeve from the body without an outline.
        inward = -4 if side == "right" else 4
        upper.stroke([(x + inward, y + 3) for x, y in points], dark(self.look.colour, 0.2), *widths)
        upper.stroke(points, self.look.colour, *widths)

    def hand(self, canvas: Canvas, side: Side) -> None:
        """Paint a hand again, over what it holds."""
        _, elbow, palm = self._joints(side)
        length = math.dist(palm, elbow)
        ux, uy = (palm[0] - elbow[0]) / length, (palm[1] - elbow[1]) / length
        inward = -1 if side == "right" else 1
        across = (-uy, ux) if (-uy) * inward > 0 else (uy, -ux)
        tip = (palm[0] + ux * 15, palm[1] + uy * 15)
        upper = canvas.through(self._upper())
        upper.stroke([palm, tip], self.look.skin, 28, 23)
        thumb = (palm[0] + ux * 12 + across[0] * 17, palm[1] + uy * 12 + across[1] * 17)
        upper.stroke([(palm[0] + across[0] * 6, palm[1] + across[1] * 6), thumb], self.look.skin, 13, 10)

    def shoulder(self, side: Side) -> Point:
        """Where another's hand may rest, in scene units."""
        x, y = self._joints(side)[0]
        return self._upper()((x * 0.86, y - 16))

    def palm(self, side: Side) -> Point:
        """Where a hand really is, in scene units."""
        return self._upper()(self._joints(side)[2])

    def worn(self, canvas: Canvas) -> Canvas:
        """The canvas in the units of the upper body, for what is worn or carried on it."""
        return canvas.through(self._upper())

    def spot(self, x: float, y: float) -> Point:
        """A point of the upper body's own units, in scene units."""
        return self._upper()((x, y))

    def _upper(self) -> Affine:
        drop = DROP[self.pose]
        ground = Affine.placing(self.x, self.y + drop * self.scale, self.scale)
        return ground.after(Affine.placing(0, HIP, turn=self.lean)).after(Affine.placing(0, -HIP))

    def _joints(self, side: Side) -> tuple[Point, Point, Point]:
        sign = 1 if side == "right" else -1
        wanted = self.right if side == "right" else self.left
        if isinstance(wanted, str):
            goal = (REACHES[wanted][0] * sign, REACHES[wanted][1])
        else:
            goal = self._upper().inverse(wanted)
        shoulder = (sign * (_shoulder_of(self.look) - 20), -488.0)
        # An arm that reaches near points towards us: it looks shorter, or the elbow would stick out.
        near = min(max(math.dist(shoulder, goal) * 1.2 / (UPPER_ARM + FOREARM), 0.66), 1.0)
        options = [elbow_between(shoulder, goal, UPPER_ARM * near, FOREARM * near, bend) for bend in (1.0, -1.0)]
        elbow, palm = max(options, key=lambda option: sign * option[0][0] + 1.5 * option[0][1])
        return shoulder, elbow, palm


def _between(one: Point, other: Point, share: float) -> Point:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def _shoulder_of(look: Look) -> float:
    return 98.0 if look.broad else 84.0


def _torso_outline(look: Look, hem: float) -> Outline:
    s = _shoulder_of(look)
    waist = 4 if look.broad else 16
    side = [
        (20, -528),
        (52, -516),
        (s - 6, -500),
        (s + 2, -476),
        (s, -430),
        (s - waist, -378),
        (s - waist + 4, -330),
        (s + 4, hem),
    ]
    return mirrored(smooth(side, closed=False, steps=8))


def _torso(canvas: Canvas, look: Look, hem: float) -> None:
    outline = _torso_outline(look, hem)
    canvas.fill(outline, look.colour)
    with canvas.clip(outline) as inside:
        fold = dark(look.colour, 0.22)
        if look.top == "ba_ba":
            inside.stroke([(0, -500), (0, -220)], fold, 3)
            for y in (-466, -420, -374, -328):
                inside.disc(0, y, 5, light(look.colour, 0.6))
            for side in (-1, 1):
                inside.stroke([(side * 22, -300), (side * 64, -300), (side * 66, -250)], fold, 3)
        elif look.top == "shirt":
            inside.stroke([(0, -500), (0, -240)], fold, 3)
            for y in (-462, -412, -362, -312):
                inside.disc(0, y, 4, fold)
            inside.stroke([(30, -440), (62, -440), (62, -402), (46, -396), (30, -402), (30, -440)], fold, 3)
        elif look.top == "brocade":
            for side in (-1, 1):
                brocade(inside, (side * 34, -540), (side * 12, -230), 24, (look.cloth, GOLD, CLOTH_WHITE))
            brocade(inside, (-110, hem - 14), (110, hem - 14), 26, (look.cloth, GOLD, CLOTH_WHITE))


def _collar(canvas: Canvas, look: Look) -> None:
    skin = look.skin
    if look.top == "tee":
        canvas.fill(smooth([(-24, -530), (24, -530), (17, -512), (0, -504), (-17, -512)]), dark(skin, 0.13))
        return
    canvas.fill([(-20, -534), (20, -534), (0, -488)], dark(skin, 0.13))
    if look.top == "shirt":
        for side in (-1, 1):
            canvas.fill([(side * 16, -538), (side * 40, -520), (side * 26, -488), (0, -494)], light(look.colour, 0.28))
    else:
        for side in (-1, 1):
            edge = look.cloth if look.top == "brocade" else dark(look.colour, 0.2)
            canvas.stroke([(side * 23, -534), (0, -486)], edge, 6)


def _legs(canvas: Canvas, look: Look) -> None:
    for side in (-1, 1):
        canvas.fill(ellipse(side * 40, -8, 30, 12), dark(rgb("#6B4A35"), 0.1))
        canvas.stroke([(side * 34, -60), (side * 38, -18)], look.skin, 28, 24)
    if look.skirt:
        outline = mirrored(smooth([(60, -320), (82, -230), (98, -120), (104, -46)], closed=False))
        canvas.fill(outline, look.below)
        with canvas.clip(outline) as inside:
            brocade(inside, (-120, -66), (120, -66), 34, (look.cloth, GOLD, CLOTH_WHITE))
        return
    for side in (-1, 1):
        leg = [
            (side * 64, -310),
            (side * 78, -250),
            (side * 74, -26),
            (side * 10, -26),
            (side * 3, -222),
            (0, -240),
            (0, -310),
        ]
        canvas.fill(leg, look.below)


def _knees(canvas: Canvas, look: Look) -> None:
    canvas = canvas.through(Affine(a=1.16 if look.broad else 1.0))
    for side in (-1, 1):
        canvas.fill(ellipse(side * 54, -8, 30, 12), rgb("#5E4233"))
        canvas.stroke([(side * 52, -60), (side * 54, -18)], look.skin, 28, 24)
    if look.skirt:
        canvas.fill(smooth(mirrored([(0, -184), (70, -180), (96, -140), (98, -50)]), steps=6), look.below)
        brocade(canvas, (-98, -66), (98, -66), 30, (look.cloth, GOLD, CLOTH_WHITE))
        return
    for side in (-1, 1):
        shin = [(side * 92, -140), (side * 84, -28), (side * 22, -28), (side * 8, -120), (0, -130)]
        canvas.fill(shin, look.below)
    canvas.fill(
        smooth(mirrored([(0, -176), (54, -184), (88, -170), (94, -134), (60, -112), (0, -122)]), steps=6), look.below
    )
    canvas.stroke([(0, -170), (0, -126)], dark(look.below, 0.35), 4)


def _lap(canvas: Canvas, look: Look) -> None:
    for side in (-1, 1):
        canvas.stroke([(side * 30, -10), (side * 66, -6)], look.skin, 26, 24)
    lap: list[Point] = [(0, -92), (76, -86), (140, -58), (158, -26), (130, -6), (60, -10), (0, -20)]
    canvas.fill(smooth(mirrored(lap)), look.below)
    seam: Colour = dark(look.below, 0.35)
    canvas.stroke(smooth([(-120, -16), (-40, -34), (30, -14)], closed=False), seam, 3)

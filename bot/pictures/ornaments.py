"""A plain brocade band: diamonds on a strip, for hems, cuffs, scarves and the edge of the title band.

It hints at hand weaving in general and copies no people's own pattern.
"""

from __future__ import annotations

import math

from bot.pictures.canvas import Canvas
from bot.pictures.palette import Colour
from bot.pictures.shapes import Outline, Point

Three = tuple[Colour, Colour, Colour]
"""The strip, the large diamonds, the small ones."""


def brocade(canvas: Canvas, start: Point, end: Point, width: float, colours: Three, bow: float = 0.0) -> None:
    """Paint a band from point to point; ``bow`` bends its middle sideways by so much."""
    strip, large, small = colours
    length = math.hypot(end[0] - start[0], end[1] - start[1])
    ux, uy = (end[0] - start[0]) / length, (end[1] - start[1]) / length

    def spot(along: float, across: float) -> Point:
        lift = across + bow * math.sin(math.pi * min(max(along / length, 0), 1))
        return start[0] + ux * along - uy * lift, start[1] + uy * along + ux * lift

    steps = max(2, int(length / 12))
    edge = [spot(length * i / steps, -width / 2) for i in range(steps + 1)]
    edge += [spot(length * i / steps, width / 2) for i in range(steps, -1, -1)]
    canvas.fill(edge, strip)
    count = max(1, round(length / (width * 1.1)))
    pitch = length / count

    def diamond(middle: float, along: float, across: float) -> Outline:
        return [spot(middle - along, 0), spot(middle, -across), spot(middle + along, 0), spot(middle, across)]

    for index in range(count):
        middle = (index + 0.5) * pitch
        canvas.fill(diamond(middle, pitch * 0.38, width * 0.36), large)
        canvas.fill(diamond(middle, pitch * 0.17, width * 0.16), strip)
    for index in range(1, count):
        canvas.fill(diamond(index * pitch, pitch * 0.1, width * 0.13), small)

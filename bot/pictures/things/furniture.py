"""Furniture and light: tables, chairs, a plank bed, lamps, a box with a lock.

Each is painted around or upon (0, 0) of its canvas, about as large as beside a figure of scale 1.
"""

from __future__ import annotations

from bot.pictures.canvas import Canvas
from bot.pictures.palette import BROWN, CLOTH_WHITE, GOLD, RED, STEEL, STRAW, WOOD, Colour, dark, mix, rgb
from bot.pictures.shapes import arc, ellipse, leaf, smooth


def table(canvas: Canvas, width: float, height: float, wood: Colour = WOOD) -> None:
    """A table whose top is centred on (0, 0)."""
    for side in (-1, 1):
        canvas.box(side * (width / 2 - 44) - 13, 10, 26, height, dark(wood, 0.25))
    canvas.box(-width / 2 + 24, 14, width - 48, 26, dark(wood, 0.16))
    canvas.box(-width / 2, -8, width, 28, wood, 8)


def bamboo_table(canvas: Canvas, width: float, height: float, colour: Colour = STRAW) -> None:
    """A bamboo table whose top is centred on (0, 0)."""
    for side in (-1, 1):
        canvas.stroke([(side * (width / 2 - 34), 0), (side * (width / 2 - 50), height)], dark(colour, 0.2), 20)
    canvas.stroke([(-width / 2 + 40, 62), (width / 2 - 40, 62)], dark(colour, 0.3), 13)
    canvas.box(-width / 2, -14, width, 32, colour, 15)
    for index in range(1, round(width / 80)):
        canvas.stroke([(index * 80 - width / 2, -12), (index * 80 - width / 2, 16)], dark(colour, 0.26), 4)
    canvas.stroke([(-width / 2 + 12, 3), (width / 2 - 12, 3)], dark(colour, 0.16), 3)


def desk(canvas: Canvas, width: float, height: float, wood: Colour = WOOD) -> None:
    """A closed desk whose top is centred on (0, 0)."""
    canvas.box(-width / 2 + 22, 10, width - 44, height, dark(wood, 0.14))
    panels = max(2, round(width / 190))
    step = (width - 76) / panels
    for index in range(panels):
        canvas.box(-width / 2 + 46 + index * step, 44, step - 16, height - 60, dark(wood, 0.24), 6)
    canvas.box(-width / 2, -10, width, 28, wood, 7)


def chair(canvas: Canvas, wood: Colour = WOOD) -> None:
    """The back of a chair that stands on (0, 0), to be seen behind someone who sits."""
    for x in (-74, 66):
        canvas.box(x, -430, 16, 430, dark(wood, 0.12), 5)
    for y in (-420, -360):
        canvas.box(-74, y, 156, 24, wood, 6)


def plastic_chair(canvas: Canvas, colour: Colour) -> None:
    """The back and the legs of a plastic chair that stands on (0, 0), to be seen behind someone who sits."""
    canvas.box(-124, -390, 248, 240, colour, 56)
    for x in (-84, -42, 0, 42, 84):
        canvas.box(x - 9, -356, 18, 150, dark(colour, 0.2), 9)
    canvas.box(-98, -176, 196, 30, dark(colour, 0.08), 12)
    for side in (-1, 1):
        canvas.stroke([(side * 86, -160), (side * 98, -4)], dark(colour, 0.14), 17)


def plank_bed(canvas: Canvas, width: float, wood: Colour = BROWN) -> None:
    """A low bed of planks whose near edge is centred on (0, 0), with a mat on it."""
    canvas.fill([(-width / 2 + 40, -56), (width / 2 - 40, -56), (width / 2, 0), (-width / 2, 0)], STRAW)
    for side in (-1, 1):
        canvas.stroke([(side * (width / 2 - 60), -52), (side * (width / 2 - 28), -4)], RED, 7)
    canvas.box(-width / 2, -4, width, 34, wood, 5)
    for side in (-1, 1):
        canvas.box(side * (width / 2 - 44) - 22, 26, 44, 60, dark(wood, 0.2))


def lamp(canvas: Canvas, lit: bool = True) -> None:
    """An oil lamp that stands on (0, 0)."""
    if lit:
        canvas.glow(0, -70, 120, GOLD, 0.35)
    canvas.fill([(-30, 0), (30, 0), (18, -14), (-18, -14)], dark(BROWN, 0.2))
    canvas.fill(ellipse(0, -24, 28, 16), mix(BROWN, GOLD, 0.3))
    canvas.fill(
        smooth([(-14, -38), (-24, -66), (-12, -104), (12, -104), (24, -66), (14, -38)]), mix(GOLD, CLOTH_WHITE, 0.7)
    )
    canvas.at(0, -46).fill(leaf(38, 20), GOLD)
    canvas.at(0, -48).fill(leaf(20, 10), rgb("#EE8F4E"))


def bulb(canvas: Canvas, length: float = 120) -> None:
    """A lamp that hangs from (0, 0) on a cord."""
    canvas.glow(0, length + 28, 130, GOLD, 0.32)
    canvas.stroke([(0, 0), (0, length)], dark(BROWN, 0.3), 5)
    canvas.disc(0, length + 34, 22, mix(GOLD, CLOTH_WHITE, 0.6))
    canvas.fill([(-50, length + 26), (50, length + 26), (20, length - 10), (-20, length - 10)], dark(BROWN, 0.1))


def bench(canvas: Canvas, width: float, wood: Colour = WOOD) -> None:
    """A bench that stands on (0, 0), to be seen below those who sit on it."""
    for side in (-1, 1):
        canvas.box(side * (width / 2 - 40) - 12, -150, 24, 150, dark(wood, 0.25))
    canvas.box(-width / 2, -172, width, 30, wood, 8)


def desk_lamp(canvas: Canvas, colour: Colour) -> None:
    """A lit lamp that stands on (0, 0) and bends to the right."""
    canvas.glow(96, -150, 250, GOLD, 0.34)
    canvas.fill([(40, -196), (146, -196), (300, 0), (-60, 0)], mix(GOLD, CLOTH_WHITE, 0.5), 0.3)
    canvas.fill(ellipse(0, -8, 58, 14), dark(colour, 0.25))
    stem = smooth([(0, -10), (-14, -110), (16, -216), (70, -242), (96, -226)], closed=False)
    canvas.stroke(stem, dark(colour, 0.2), 13)
    canvas.fill(ellipse(96, -184, 26, 20), mix(GOLD, CLOTH_WHITE, 0.6))
    canvas.fill(smooth([(40, -184), (56, -226), (96, -240), (136, -226), (152, -184), (96, -178)], steps=6), colour)


def lock_box(canvas: Canvas, wood: Colour = WOOD) -> None:
    """A wooden box with a padlock that stands on (0, 0), 200 wide and 130 high."""
    canvas.box(-100, -100, 200, 100, wood, 8)
    canvas.box(-108, -130, 216, 44, dark(wood, 0.14), 12)
    for x in (-84, 68):
        canvas.box(x, -130, 16, 130, dark(wood, 0.3), 3)
    canvas.stroke(arc(0, -72, 17, 20, 180, 360), STEEL, 8)
    canvas.box(-26, -74, 52, 46, GOLD, 8)
    canvas.disc(0, -54, 6, dark(GOLD, 0.6))
    canvas.stroke([(0, -54), (0, -42)], dark(GOLD, 0.6), 5)

"""What is carried to market, washed at the well and sorted in the yard: baskets on a pole, a well, washing, dough.

Each is painted around or upon (0, 0) of its canvas, about as large as beside a figure of scale 1.
"""

from __future__ import annotations

from bot.pictures.canvas import Canvas
from bot.pictures.palette import (
    BROWN,
    CHARCOAL,
    CLOTH_WHITE,
    ENAMEL,
    INK,
    RUST,
    STEEL,
    STRAW,
    TIN,
    WOOD,
    Colour,
    dark,
    light,
    mix,
    rgb,
)
from bot.pictures.shapes import Point, arc, bezier, ellipse, leaf, smooth
from bot.pictures.things.household import basket


def shoulder_pole(canvas: Canvas, greens: Colour, fruit: Colour, span: float = 330) -> None:
    """A carrying pole laid over two baskets that stand ``span`` apart at the height of (0, 0)."""
    for side in (-1, 1):
        here = canvas.at(side * span / 2, 0, 1.1)
        if side < 0:
            for turn, length in ((-56, 96), (-28, 122), (0, 112), (28, 122), (56, 92)):
                shade = dark(greens, 0.12 if turn % 56 else 0)
                here.at(turn * 0.8, -66, turn=turn).fill(leaf(length, 62, turn * 0.2), shade)
            basket(here)
        else:
            basket(here, fruit)
        for x in (-50, 50):
            here.stroke(bezier((x, -92), (x * 1.5, -60), (x * 1.1, -20), (x * 0.9, 0)), dark(BROWN, 0.1), 5)
    pole = bezier((-span / 2 - 110, -90), (-span / 4, -100), (span / 4, -100), (span / 2 + 110, -90))
    canvas.stroke(pole, dark(STRAW, 0.3), 9, 18, 18, 9)


def winnowing_tray(canvas: Canvas, greens: Colour | None = None) -> None:
    """A flat round tray of bamboo around (0, 0), 300 wide; ``greens`` heaps leaves on it."""
    canvas.fill(ellipse(0, 10, 150, 40), dark(STRAW, 0.3))
    canvas.fill(ellipse(0, 0, 150, 40), dark(STRAW, 0.12))
    canvas.fill(ellipse(0, 0, 134, 31), light(STRAW, 0.2))
    if greens is None:
        return
    for index, (x, y) in enumerate(((-86, 6), (-50, -4), (-14, 2), (24, -6), (62, 4), (94, 2), (-34, 18), (44, 18))):
        turn = -70 + index * 21
        canvas.at(x, y + 10, turn=turn).fill(leaf(58, 36, 6), dark(greens, 0.14 if index % 2 else 0))


def stool(canvas: Canvas, colour: Colour = RUST) -> None:
    """A low stool on (0, 0), 150 wide, to be seen below someone who sits."""
    for side in (-1, 1):
        canvas.stroke([(side * 56, -60), (side * 66, -6)], dark(colour, 0.25), 20)
    canvas.box(-76, -80, 152, 26, colour, 10)


def well(canvas: Canvas, stone: Colour) -> None:
    """A round well of bricks on (0, 0), 320 wide, a bucket on its rim."""
    wall: list[Point] = [(-150, -140), (150, -140), (158, 0), (-158, 0)]
    canvas.fill(wall, stone)
    with canvas.clip(wall) as inside:
        for row in range(4):
            for column in range(-4, 5):
                x = column * 76 + row % 2 * 38
                inside.box(x - 33, -126 + row * 34, 66, 26, dark(stone, 0.07 + (column + row) % 3 * 0.03), 5)
    canvas.fill(ellipse(0, -140, 164, 36), light(stone, 0.22))
    canvas.fill(ellipse(0, -140, 128, 24), dark(stone, 0.55))
    canvas.fill(ellipse(0, -132, 108, 14), mix(stone, rgb("#5D93A8"), 0.8))
    bucket = canvas.at(110, -140)
    bucket.stroke(arc(0, -50, 30, 34, 190, 350), dark(STEEL, 0.2), 5)
    bucket.fill([(-34, -52), (34, -52), (26, 12), (-26, 12)], TIN)
    bucket.fill(ellipse(0, -52, 34, 8), dark(TIN, 0.3))


def laundry(canvas: Canvas, clothes: tuple[Colour, ...], colour: Colour = ENAMEL) -> None:
    """A basin of washing around (0, 0), 220 wide."""
    heaps = ((-52, -34, 44), (46, -34, 46), (-4, -48, 50))
    for index, (x, y, r) in enumerate(heaps):
        cloth = clothes[index % len(clothes)]
        canvas.fill(ellipse(x, y, r, r * 0.72), cloth)
        canvas.stroke(arc(x, y + 8, r * 0.6, r * 0.5, 200, 300), dark(cloth, 0.2), 5)
    fold = clothes[0]
    canvas.fill([(-110, -34), (110, -34), (80, 50), (-80, 50)], colour)
    canvas.stroke([(-112, -34), (112, -34)], dark(colour, 0.15), 13)
    canvas.fill(smooth([(-70, -42), (-30, -44), (-34, 2), (-50, 16), (-66, 0)]), dark(fold, 0.06))


def nappies(canvas: Canvas, clothes: tuple[Colour, ...], step: float = 100) -> None:
    """Nappies that hang side by side from a line at (0, 0) to the right, each pegged at two corners."""
    for index, colour in enumerate(clothes):
        left = index * step
        canvas.fill(
            [(left, 0), (left + 78, 0), *bezier((left + 78, 96), (left + 52, 108), (left + 26, 88), (left, 98))], colour
        )
        canvas.stroke([(left + 4, 74), (left + 74, 76)], dark(colour, 0.12), 5)
        for x in (left + 6, left + 72):
            canvas.box(x - 4, -11, 8, 24, WOOD, 3)


def dough(canvas: Canvas) -> None:
    """A wooden kneading trough on (0, 0), 240 wide, a lump of dough in it."""
    canvas.fill(smooth([(-84, -40), (-50, -84), (10, -92), (64, -76), (88, -40), (40, -24), (-40, -24)]), CLOTH_WHITE)
    canvas.stroke(bezier((-40, -70), (-20, -58), (6, -58), (22, -68)), dark(CLOTH_WHITE, 0.12), 5)
    canvas.fill([(-124, -46), (124, -46), (92, 0), (-92, 0)], dark(WOOD, 0.06))
    canvas.stroke([(-124, -46), (124, -46)], light(WOOD, 0.16), 12)


def rice_cakes(canvas: Canvas) -> None:
    """A plate on (0, 0) with five round cakes."""
    for x, y in ((-48, -22), (0, -22), (48, -22), (-24, -50), (24, -50)):
        canvas.fill(ellipse(x, y, 27, 19), CLOTH_WHITE if y < -30 else dark(CLOTH_WHITE, 0.06))
        canvas.disc(x, y - 10, 5, RUST)
    canvas.fill([(-92, -12), (92, -12), (58, 2), (-58, 2)], rgb("#8FB58A"))


def cat(canvas: Canvas, fur: Colour = RUST) -> None:
    """A cat asleep on (0, 0), curled up, 190 wide, its head to the left."""
    canvas.fill(smooth([(-70, 0), (-84, -34), (-30, -78), (40, -80), (92, -44), (90, -8), (40, 2)]), fur)
    for x in (0, 30, 58):
        canvas.stroke(bezier((x, -80), (x + 8, -68), (x + 8, -58), (x + 4, -50)), dark(fur, 0.3), 7)
    canvas.stroke(bezier((88, -14), (60, 6), (0, 6), (-36, -6)), dark(fur, 0.14), 22, 20, 15)
    for x, turn in ((-84, -22), (-46, 22)):
        canvas.at(x, -46, turn=turn).fill([(-17, 6), (0, -30), (17, 6)], dark(fur, 0.12))
    canvas.fill(ellipse(-64, -28, 42, 34), light(fur, 0.08))
    for x in (-82, -50):
        canvas.stroke(arc(x, -34, 8, 6, 10, 170), INK, 4)
    canvas.fill([(-71, -22), (-61, -22), (-66, -16)], dark(RUST, 0.45))
    canvas.stroke(arc(-72, -16, 6, 5, 0, 160), CHARCOAL, 3)
    canvas.stroke(arc(-60, -16, 6, 5, 20, 180), CHARCOAL, 3)

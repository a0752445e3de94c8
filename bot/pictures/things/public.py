"""What serves talk, law and public life: papers, phones, scales, a signpost, a loudspeaker.

Each is painted around or upon (0, 0) of its canvas, about as large as beside a figure of scale 1.
"""

from __future__ import annotations

from bot.pictures.canvas import Canvas
from bot.pictures.palette import CLOTH_WHITE, GOLD, INDIGO, INK, RED, TIN, WOOD, Colour, dark, light, mix, rgb
from bot.pictures.shapes import arc, bezier, ellipse, leaf, rectangle, smooth


def booklet(canvas: Canvas, cover: Colour = RED, emblem: bool = True) -> None:
    """A closed booklet around (0, 0), such as the red book of a piece of land."""
    canvas.box(-58, -42, 120, 90, dark(CLOTH_WHITE, 0.12), 4)
    canvas.box(-62, -46, 120, 90, cover, 5)
    canvas.box(-62, -46, 12, 90, dark(cover, 0.2), 3)
    if emblem:
        canvas.disc(4, -14, 15, GOLD)
        canvas.stroke([(-24, 14), (32, 14)], GOLD, 5)
        canvas.stroke([(-14, 27), (22, 27)], GOLD, 5)


def open_book(canvas: Canvas, cover: Colour = RED, lines: bool = True) -> None:
    """An open booklet around (0, 0), seen from above."""
    for side in (-1, 1):
        canvas.fill([(0, -40), (side * 92, -50), (side * 96, 46), (0, 54)], cover)
        canvas.fill(
            [(0, -40), (side * 84, -48), (side * 88, 38), (0, 46)], CLOTH_WHITE if side < 0 else dark(CLOTH_WHITE, 0.05)
        )
        for row in range(4 if lines else 0):
            y = -24 + row * 17
            canvas.stroke(
                [(side * 16, y), (side * (70 if row < 3 else 46), y - 4 * (1 if row < 3 else 0.5))], rgb("#9AA3AE"), 5
            )
    canvas.stroke([(0, -40), (0, 46)], dark(CLOTH_WHITE, 0.25), 3)


def paper(canvas: Canvas, seal: bool = False, lines: int = 5) -> None:
    """A sheet of paper around (0, 0), 110 by 150."""
    canvas.box(-55, -75, 110, 150, CLOTH_WHITE, 5)
    canvas.stroke([(-26, -52), (26, -52)], rgb("#5D6673"), 8)
    for row in range(lines):
        canvas.stroke([(-38, -28 + row * 17), (38 if row < lines - 1 else 4, -28 + row * 17)], rgb("#A9B0B8"), 5)
    if seal:
        canvas.disc(26, 50, 15, RED)
        canvas.disc(26, 50, 9, mix(RED, CLOTH_WHITE, 0.35))


def pen(canvas: Canvas, colour: Colour = INDIGO) -> None:
    """A pen that writes at (0, 0), leaning to the right."""
    canvas.stroke([(0, 0), (8, -14)], INK, 3, 7)
    canvas.stroke([(8, -14), (44, -74)], colour, 9)


def phone(canvas: Canvas, screen: Colour, body: Colour = INK) -> None:
    """A phone around (0, 0), 100 by 190."""
    canvas.box(-50, -95, 100, 190, body, 16)
    canvas.box(-42, -80, 84, 152, screen, 6)
    canvas.stroke([(-10, -87), (10, -87)], light(body, 0.4), 4)


def number_pad(canvas: Canvas, screen: Colour, key: Colour, call: Colour) -> None:
    """A phone around (0, 0) that shows its keys and a green button to call."""
    phone(canvas, screen)
    for index, label in enumerate("123456789*0#"):
        x, y = (index % 3 - 1) * 26, -50 + (index // 3) * 26
        canvas.disc(x, y, 11, key)
        canvas.text(x, y + (3 if label == "*" else 0), label, 15, INK)
    canvas.disc(0, 54, 13, call)
    canvas.stroke(arc(0, 50, 7, 7, 20, 160), CLOTH_WHITE, 5)


def vase(canvas: Canvas, colour: Colour, flower: Colour) -> None:
    """A small vase on (0, 0) with three flowers."""
    for turn, length in ((-24, 96), (2, 118), (26, 92)):
        stem = canvas.at(0, -50, turn=turn)
        stem.stroke([(0, 0), (0, -length + 40)], rgb("#4F7F45"), 5)
        stem.at(0, -20, turn=50).fill(leaf(34, 14), rgb("#5B8C4E"))
        for petal in range(5):
            stem.at(0, -length + 34, turn=petal * 72).fill(ellipse(0, -12, 9, 12), flower)
        stem.disc(0, -length + 34, 7, GOLD)
    canvas.fill(
        smooth([(-16, 0), (-32, -28), (-18, -54), (-20, -68), (20, -68), (18, -54), (32, -28), (16, 0)]), colour
    )


def scales(canvas: Canvas, colour: Colour = GOLD, left: float = 0.0) -> None:
    """A pair of scales that stands on (0, 0), 330 high; ``left`` lowers its left pan by so much."""
    shade = dark(colour, 0.2)
    canvas.fill([(-70, 0), (70, 0), (46, -22), (-46, -22)], shade)
    canvas.stroke([(0, -20), (0, -300)], colour, 18, 12)
    canvas.stroke([(-140, -286 + left), (0, -300), (140, -286 - left)], colour, 12)
    canvas.disc(0, -304, 18, shade)
    for side in (-1, 1):
        x, y = side * 140, -286 - side * left
        canvas.stroke([(x, y), (x - 52, y + 120)], shade, 4)
        canvas.stroke([(x, y), (x + 52, y + 120)], shade, 4)
        canvas.fill(arc(x, y + 118, 66, 36, 0, 180), colour)


def signpost(canvas: Canvas, left: Colour, right: Colour, height: float = 330) -> None:
    """A post on (0, 0) with two boards that point left and right."""
    canvas.stroke([(0, 0), (0, -height)], dark(WOOD, 0.12), 22)
    canvas.fill(
        [(-14, -height + 20), (150, -height + 20), (192, -height + 56), (150, -height + 92), (-14, -height + 92)], right
    )
    canvas.fill(
        [(14, -height + 112), (-150, -height + 112), (-192, -height + 148), (-150, -height + 184), (14, -height + 184)],
        left,
    )


def loudspeaker(canvas: Canvas, colour: Colour = TIN) -> None:
    """A village loudspeaker around (0, 0) that faces right."""
    canvas.fill([(-40, -16), (30, -58), (30, 58), (-40, 16)], colour)
    canvas.fill(ellipse(32, 0, 16, 60), dark(colour, 0.3))
    canvas.fill(ellipse(30, 0, 9, 48), dark(colour, 0.45))
    canvas.box(-66, -20, 34, 40, dark(colour, 0.2), 8)


def waves(canvas: Canvas, colour: Colour) -> None:
    """Three arcs of sound that go from (0, 0) to the right."""
    for r in (40, 72, 104):
        canvas.stroke(arc(0, 0, r, r, -34, 34), colour, 9)


def bubble(canvas: Canvas, width: float, height: float, colour: Colour, tail: int = 1) -> None:
    """A speech bubble around (0, 0); its tail hangs from the right (1) or the left (-1) side."""
    canvas.fill(rectangle(-width / 2, -height / 2, width, height, height * 0.38), colour)
    x = tail * width * 0.22
    canvas.fill([(x - 20, height / 2 - 4), (x + 20, height / 2 - 4), (x + tail * 26, height / 2 + 36)], colour)


def heart(canvas: Canvas, colour: Colour) -> None:
    """A heart around (0, 0), 80 wide."""
    right = bezier((0, 40), (20, 20), (44, 6), (42, -16))
    canvas.fill(
        [
            *right,
            *bezier((42, -16), (40, -42), (8, -44), (0, -18)),
            *bezier((0, -18), (-8, -44), (-40, -42), (-42, -16)),
            *bezier((-42, -16), (-44, 6), (-20, 20), (0, 40)),
        ],
        colour,
    )


def ballot_box(canvas: Canvas, colour: Colour = RED) -> None:
    """A ballot box on (0, 0)."""
    canvas.box(-80, -120, 160, 120, colour, 6)
    canvas.box(-88, -134, 176, 24, dark(colour, 0.18), 6)
    canvas.box(-34, -128, 68, 9, dark(colour, 0.55), 4)
    canvas.disc(0, -58, 22, GOLD)


def stethoscope(canvas: Canvas, colour: Colour = INDIGO) -> None:
    """A stethoscope around (0, 0)."""
    canvas.stroke(bezier((-34, -60), (-40, 10), (-6, 16), (0, 14)), colour, 8)
    canvas.stroke(bezier((34, -60), (40, 10), (6, 16), (0, 14)), colour, 8)
    canvas.stroke(bezier((0, 14), (0, 70), (54, 70), (52, 26)), colour, 8)
    canvas.disc(52, 20, 15, dark(CLOTH_WHITE, 0.25))
    canvas.disc(52, 20, 8, colour)

"""What stands in a kitchen or a yard: tea things, pots, baskets, a broom, washing, a hen.

Each is painted around or upon (0, 0) of its canvas, about as large as beside a figure of scale 1.
"""

from __future__ import annotations

from bot.pictures.canvas import Canvas
from bot.pictures.palette import (
    BROWN,
    CLAY,
    CLOTH_WHITE,
    ENAMEL,
    GOLD,
    INK,
    RED,
    RUST,
    SKY_BLUE,
    STEEL,
    STRAW,
    WOOD,
    Colour,
    dark,
    light,
    mix,
    rgb,
)
from bot.pictures.shapes import Outline, arc, bezier, ellipse, leaf, smooth


def teapot(canvas: Canvas, colour: Colour = CLOTH_WHITE) -> None:
    """A teapot that stands on (0, 0), its spout to the right."""
    shade = dark(colour, 0.16)
    canvas.stroke(arc(-46, -36, 24, 24, 90, 270), shade, 9)
    canvas.stroke(bezier((38, -30), (62, -36), (60, -60), (76, -66)), shade, 20, 10)
    canvas.fill(smooth([(-44, -6), (-52, -38), (-30, -66), (30, -66), (52, -38), (44, -6), (20, 0), (-20, 0)]), colour)
    canvas.fill(ellipse(0, -66, 28, 8), shade)
    canvas.disc(0, -78, 8, shade)
    for turn in (-40, 0, 40):
        canvas.at(0, -18, turn=turn).fill(leaf(30, 14), rgb("#6F93B5"))


def cup(canvas: Canvas, colour: Colour = CLOTH_WHITE) -> None:
    """A small cup that stands on (0, 0)."""
    canvas.fill(
        [
            (-20, -30),
            (20, -30),
            *bezier((20, -30), (18, -4), (12, 0), (0, 0)),
            *bezier((0, 0), (-12, 0), (-18, -4), (-20, -30)),
        ],
        colour,
    )
    canvas.fill(ellipse(0, -30, 20, 5), mix(rgb("#B7803F"), colour, 0.2))


def tray(canvas: Canvas, cups: int = 4) -> None:
    """A round tray around (0, 0), seen from the side, with cups on it."""
    for index in range(cups):
        cup(canvas.at((index - (cups - 1) / 2) * 50, -2, 0.95))
    canvas.fill([(-122, -8), (122, -8), (98, 16), (-98, 16)], dark(RED, 0.1))
    canvas.stroke([(-122, -8), (122, -8)], light(RED, 0.15), 9)


def bowl(canvas: Canvas, food: Colour = CLOTH_WHITE, colour: Colour = SKY_BLUE) -> None:
    """A bowl of food on (0, 0)."""
    canvas.fill(arc(0, -34, 40, 20, 180, 360), food)
    canvas.fill(arc(0, -34, 44, 36, 0, 180), colour)
    canvas.box(-18, -6, 36, 8, dark(colour, 0.2), 2)


def pot(canvas: Canvas, colour: Colour = STEEL) -> None:
    """A cooking pot on (0, 0) with its lid."""
    canvas.box(-70, -84, 140, 84, colour, 18)
    canvas.fill(arc(0, -82, 74, 30, 180, 360), dark(colour, 0.15))
    canvas.disc(0, -114, 10, dark(colour, 0.35))
    for side in (-1, 1):
        canvas.stroke(
            arc(side * 72, -58, 14, 14, -90, 90) if side > 0 else arc(-72, -58, 14, 14, 90, 270), dark(colour, 0.3), 8
        )


def basin(canvas: Canvas, colour: Colour = ENAMEL, bowls: int = 3) -> None:
    """A washing-up basin on (0, 0), 180 wide, with clean bowls in it."""
    for index in range(bowls):
        here = canvas.at((index - (bowls - 1) / 2) * 50, -56, turn=(index - (bowls - 1) / 2) * 9)
        here.box(-15, -44, 30, 12, dark(CLOTH_WHITE, 0.2), 3)
        here.fill([*arc(0, 0, 34, 36, 180, 360), (34, 20), (-34, 20)], CLOTH_WHITE)
        here.stroke(arc(0, 0, 33, 20, 200, 340), SKY_BLUE, 5)
    canvas.fill([(-90, -58), (90, -58), (66, 0), (-66, 0)], colour)
    canvas.stroke([(-92, -58), (92, -58)], dark(colour, 0.15), 12)


def jar(canvas: Canvas, colour: Colour = CLAY) -> None:
    """A big water jar on (0, 0)."""
    canvas.fill(
        smooth([(-40, 0), (-78, -60), (-62, -122), (-34, -140), (34, -140), (62, -122), (78, -60), (40, 0)]), colour
    )
    canvas.fill(ellipse(0, -138, 44, 12), dark(colour, 0.3))
    canvas.stroke(bezier((-70, -84), (-30, -72), (30, -72), (70, -84)), dark(colour, 0.16), 5)


def basket(canvas: Canvas, fill: Colour | None = None) -> None:
    """A woven basket that stands on (0, 0), 150 wide; ``fill`` heaps something in it."""
    if fill is not None:
        for x, y in ((-40, -84), (0, -94), (40, -84), (-20, -80), (22, -80)):
            canvas.disc(x, y, 24, dark(fill, 0.1 if x % 40 else 0.0))
    weave: Outline = [(-76, -84), (76, -84), (58, 0), (-58, 0)]
    canvas.fill(weave, STRAW)
    with canvas.clip(weave) as inside:
        for row in range(4):
            for column in range(-5, 6):
                inside.box(column * 30 + (row % 2) * 15 - 8, -82 + row * 22, 16, 10, dark(STRAW, 0.16), 3)
    canvas.stroke([(-78, -84), (78, -84)], dark(STRAW, 0.24), 13)


def hand_basket(canvas: Canvas, greens: Colour) -> None:
    """A basket with a handle that hangs from the hand at (0, 0), full of vegetables."""
    for turn, length in ((-50, 90), (-24, 112), (4, 104), (30, 112), (54, 86)):
        canvas.at(turn * 0.7, 96, turn=turn).fill(leaf(length, 54, turn * 0.2), dark(greens, 0.1 if turn % 4 else 0.0))
    canvas.stroke([(-52, 96), (-48, 50), *arc(0, 40, 46, 40, 190, 350), (48, 50), (52, 96)], dark(STRAW, 0.3), 10)
    basket(canvas.at(0, 164, 0.86))


def broom(canvas: Canvas) -> None:
    """A broom whose head sweeps at (0, 0), its handle upwards to (0, -330)."""
    canvas.stroke([(0, -90), (0, -330)], WOOD, 11)
    canvas.fill([(-12, -110), (12, -110), (44, 0), (-44, 0)], STRAW)
    for x in (-26, -9, 9, 26):
        canvas.stroke([(x * 0.3, -96), (x, -4)], dark(STRAW, 0.18), 3)
    canvas.stroke([(-14, -104), (14, -104)], RED, 9)


def clothes_line(canvas: Canvas, width: float, clothes: tuple[Colour, ...], sag: float = 22) -> None:
    """A line from (0, 0) to (width, 0) on which shirts dry."""
    rope = bezier((0, 0), (width * 0.3, sag), (width * 0.7, sag), (width, 0))
    canvas.stroke(rope, dark(BROWN, 0.1), 4)
    for index, colour in enumerate(clothes):
        x, y = rope[round((index + 0.75) * (len(rope) - 1) / (len(clothes) + 0.5))]
        shirt(canvas.at(x, y), colour)


def shirt(canvas: Canvas, colour: Colour) -> None:
    """A shirt that hangs from (0, 0)."""
    canvas.fill(
        [(-34, 0), (34, 0), (70, 44), (50, 62), (38, 48), (40, 120), (-40, 120), (-38, 48), (-50, 62), (-70, 44)],
        colour,
    )
    canvas.fill(arc(0, 0, 16, 14, 0, 180), dark(colour, 0.25))
    for x in (-26, 26):
        canvas.box(x - 4, -10, 8, 22, WOOD, 3)


def hen(canvas: Canvas, colour: Colour = RUST) -> None:
    """A hen that stands on (0, 0) and looks to the right."""
    for x in (-6, 12):
        canvas.stroke([(x, -24), (x, 0), (x + 12, 0)], GOLD, 5)
    canvas.fill(
        smooth(
            [
                (-66, -92),
                (-40, -66),
                (0, -62),
                (24, -98),
                (44, -100),
                (50, -70),
                (36, -30),
                (0, -16),
                (-36, -30),
                (-60, -58),
            ]
        ),
        colour,
    )
    canvas.fill(smooth([(-34, -58), (0, -56), (14, -44), (-8, -32), (-30, -40)]), dark(colour, 0.18))
    canvas.disc(36, -98, 19, colour)
    for x, y in ((26, -118), (37, -122), (47, -117)):
        canvas.disc(x, y, 8, RED)
    canvas.fill([(52, -102), (70, -95), (52, -90)], GOLD)
    canvas.disc(56, -84, 6, RED)
    canvas.disc(41, -101, 3.4, INK)

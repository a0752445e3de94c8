"""More places of a village: a shade tree, a market stall, the village hall, a bamboo gate, a bus stop.

Like ``places``, every function paints in the units of the canvas it is given.
"""

from __future__ import annotations

from bot.pictures.canvas import Canvas
from bot.pictures.palette import BROWN, CLOTH_WHITE, RED, STRAW, TILE, WOOD, Colour, dark, light, mix, rgb
from bot.pictures.shapes import arc, bezier, ellipse, leaf, smooth

TIER = (
    (-1, 0.1), (-0.7, -0.7), (-0.2, -1), (0.4, -0.9), (0.85, -0.4), (1, 0.15), (0.5, 0.5), (0, 0.34), (-0.55, 0.55),
)  # fmt: skip
"""The outline of a tier of leaves, in shares of its half width and half height."""


def almond_tree(canvas: Canvas, green: Colour) -> None:
    """A tropical almond on (0, 0), 560 high: a stout trunk and flat tiers of leaves, some of them red."""
    bark = dark(BROWN, 0.12)
    canvas.stroke(bezier((0, -40), (-14, -140), (10, -260), (0, -420)), bark, 96, 62, 56, 44)
    for foot in (-70, 66):
        canvas.stroke(bezier((foot * 0.3, -70), (foot * 0.5, -30), (foot * 0.8, -8), (foot * 1.3, 2)), bark, 46, 18)
    for x, y in ((-210, -396), (190, -410), (-90, -470)):
        canvas.stroke(bezier((0, -250), (x * 0.2, -330), (x * 0.6, y + 20), (x, y)), bark, 34, 16)
    tiers = (
        (-215, -392, 250, 62, 0.16),
        (215, -404, 250, 66, 0.12),
        (-60, -474, 290, 76, 0.04),
        (30, -548, 230, 70, 0),
    )
    for x, y, rx, ry, shade in tiers:
        tier = smooth([(x + rx * across, y + ry * down) for across, down in TIER])
        canvas.fill(tier, dark(green, shade))
        for along, turn, red in ((-0.6, -70, False), (-0.2, 60, True), (0.2, -50, False), (0.6, 70, True)):
            spot = canvas.at(x + rx * along, y - ry * 0.1, turn=turn)
            spot.fill(leaf(52, 30), mix(RED, green, 0.25) if red else light(green, 0.16))


def market_stall(canvas: Canvas, cloth: Colour, goods: tuple[Colour, ...]) -> None:
    """A stall on (0, 0), 260 wide and 250 high: a striped awning over a counter with heaps of goods."""
    for x in (-112, 100):
        canvas.box(x, -200, 12, 200, dark(STRAW, 0.2))
    for index, colour in enumerate(goods):
        middle = -84 + index * 168 / max(1, len(goods) - 1)
        canvas.fill(arc(middle, -84, 40, 34, 180, 360), colour)
    canvas.box(-126, -88, 252, 20, WOOD, 4)
    canvas.box(-112, -70, 224, 70, dark(WOOD, 0.2))
    for index in range(6):
        left, right = -150 + index * 50, -100 + index * 50
        colour = cloth if index % 2 else CLOTH_WHITE
        canvas.fill([(left * 0.82, -254), (right * 0.82, -254), (right, -196), (left, -196)], colour)
        canvas.fill(arc((left + right) / 2, -197, 25, 16, 0, 180), dark(colour, 0.06))


def village_hall(canvas: Canvas, wall: Colour, sign: Colour, letters: str) -> None:
    """The village hall on (0, 0), 560 wide and 330 high, its name on a board above the door."""
    canvas.box(-250, -230, 500, 230, wall)
    canvas.box(-250, -22, 500, 22, dark(wall, 0.14))
    canvas.fill([(-300, -224), (-226, -322), (226, -322), (300, -224)], TILE)
    for row, y in enumerate((-300, -276, -252)):
        half = 238 + row * 20
        canvas.stroke([(-half, y), (half, y)], dark(TILE, 0.16), 4)
    canvas.box(-304, -230, 608, 16, dark(TILE, 0.22), 6)
    canvas.box(-240, -330, 480, 16, dark(TILE, 0.22), 6)
    canvas.box(-66, -140, 132, 140, dark(WOOD, 0.4), 4)
    for side in (-1, 1):
        canvas.fill([(side * 66, -140), (side * 104, -132), (side * 104, 6), (side * 66, 0)], WOOD)
        x = side * 176
        canvas.box(x - 38, -140, 76, 74, mix(wall, rgb("#7FA9C4"), 0.6), 4)
        canvas.stroke([(x, -140), (x, -66)], WOOD, 6)
        canvas.stroke([(x - 38, -103), (x + 38, -103)], WOOD, 6)
    canvas.box(-132, -206, 264, 50, sign, 5)
    canvas.text(0, -180, letters, 33, CLOTH_WHITE)


def bamboo_gate(canvas: Canvas, height: float, straw: Colour = STRAW) -> None:
    """A bamboo gate on (0, 0), 230 wide, a roof of thatch on its posts and one leaf that stands open to the left."""
    thatch = mix(BROWN, straw, 0.45)
    for slat in range(7):
        x = -212 + slat * 18
        canvas.stroke([(x, -210 + slat * 4), (x, -4)], dark(straw, 0.1 if slat % 2 else 0.18), 11)
    for rail in (-170, -60):
        canvas.stroke([(-220, rail), (-96, rail + 8)], dark(straw, 0.34), 11)
    for x in (-92, 92):
        canvas.stroke([(x, 0), (x, -height + 30)], dark(straw, 0.22), 24)
        for knot in range(-int(height) + 80, 0, 74):
            canvas.stroke([(x - 11, knot), (x + 11, knot)], dark(straw, 0.4), 5)
    canvas.stroke([(-128, -height + 62), (128, -height + 62)], dark(straw, 0.3), 16)
    canvas.fill([(-170, -height + 46), (-96, -height - 44), (96, -height - 44), (170, -height + 46)], thatch)
    for share in (0.36, 0.7):
        half, y = 96 + 74 * share, -height - 44 + 90 * share
        canvas.stroke([(-half, y), (half, y)], dark(thatch, 0.14), 4)
    canvas.stroke([(-104, -height - 46), (104, -height - 46)], dark(thatch, 0.28), 13)


def fence(canvas: Canvas, width: float, straw: Colour = STRAW) -> None:
    """A bamboo fence that runs from (0, 0) to the right."""
    for y in (-92, -36):
        canvas.stroke([(0, y), (width, y)], dark(straw, 0.3), 9)
    for x in range(10, int(width), 34):
        canvas.stroke([(x, 0), (x, -128 - x % 3 * 6)], dark(straw, 0.1 + x % 2 * 0.08), 12)


def areca(canvas: Canvas, height: float, green: Colour) -> None:
    """An areca palm on (0, 0)."""
    trunk = mix(BROWN, STRAW, 0.45)
    canvas.stroke([(0, 0), (6, -height)], trunk, 20, 14)
    for y in range(40, int(height) - 40, 36):
        canvas.stroke([(-6, -y), (10, -y)], dark(trunk, 0.2), 4)
    canvas.stroke([(6, -height + 6), (6, -height - 44)], light(green, 0.15), 18)
    for turn, length in ((-112, 130), (112, 130), (-72, 150), (74, 150), (-34, 140), (36, 140), (0, 130)):
        canvas.at(6, -height - 36, turn=turn).fill(leaf(length, 28, turn * 0.3), dark(green, abs(turn) / 800))


def bus_stop(canvas: Canvas, sign: Colour, letters: str) -> None:
    """A shelter on (0, 0), 400 wide and 330 high, a bench in it and a board with letters on its roof."""
    canvas.box(-176, -270, 352, 250, mix(sign, CLOTH_WHITE, 0.72))
    for x in (-180, 164):
        canvas.box(x, -280, 18, 280, dark(WOOD, 0.2))
    canvas.box(-214, -292, 428, 26, dark(TILE, 0.08), 6)
    canvas.box(-150, -96, 300, 18, WOOD, 5)
    for x in (-128, 112):
        canvas.box(x, -80, 16, 80, dark(WOOD, 0.25))
    canvas.box(-116, -346, 232, 62, sign, 8)
    canvas.text(0, -315, letters, 42, CLOTH_WHITE)


def bus(canvas: Canvas, colour: Colour) -> None:
    """A country bus on (0, 0), 560 wide and 270 high, that faces right, its door open."""
    canvas.box(-280, -250, 560, 214, colour, 34)
    canvas.box(-280, -118, 560, 22, CLOTH_WHITE)
    canvas.box(-280, -76, 560, 40, dark(colour, 0.16), 12)
    glass = rgb("#CFE3EA")
    for x in (-254, -160, -66):
        canvas.box(x, -218, 80, 80, glass, 10)
    canvas.box(36, -222, 78, 186, dark(colour, 0.5), 6)
    canvas.box(114, -222, 16, 186, light(colour, 0.25), 4)
    canvas.fill([(152, -218), (250, -218), (272, -138), (152, -138)], glass)
    for x in (-226, -54, 176):
        canvas.stroke([(x, -150), (x + 34, -206)], light(glass, 0.5), 7)
    canvas.box(-200, -270, 300, 22, dark(colour, 0.3), 8)
    canvas.disc(268, -92, 12, rgb("#FFE39A"))
    for x in (-170, 190):
        canvas.disc(x, -38, 48, dark(colour, 0.45))
        canvas.disc(x, -38, 40, rgb("#3A3340"))
        canvas.fill(ellipse(x, -38, 17), rgb("#A9B0B8"))

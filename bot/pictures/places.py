"""Where scenes happen: sky, hills, houses, walls, a porch, bamboo and banana leaves.

Every function paints in the units of the canvas it is given; hand it ``canvas.at(...)`` to put it elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.pictures.canvas import Canvas
from bot.pictures.palette import BROWN, GOLD, TILE, WOOD, Colour, Palette, dark, light, mix, rgb
from bot.pictures.shapes import Point, arc, bezier, leaf, rectangle, smooth

WIDTH, HEIGHT = 1280, 720
FLOOR = 530
"""Where the title band begins: what matters happens above."""


def sky(canvas: Canvas, colour: Colour) -> None:
    """Cover everything with one colour."""
    canvas.box(0, 0, WIDTH, HEIGHT, colour)


def hills(canvas: Canvas, ridge: Sequence[float], colour: Colour) -> None:
    """A range of hills, by its heights (y) at even steps from left to right."""
    step = WIDTH / (len(ridge) - 1)
    line = smooth([(index * step, y) for index, y in enumerate(ridge)], closed=False)
    canvas.fill([(-10, HEIGHT), (-10, ridge[0]), *line, (WIDTH + 10, ridge[-1]), (WIDTH + 10, HEIGHT)], colour)


def terraces(canvas: Canvas, colours: Sequence[Colour], top: float, drop: float = 34) -> None:
    """Rice terraces: bands that curve one below another."""
    for index, colour in enumerate(colours):
        y = top + index * drop
        hills(canvas, [y + 26, y, y + 18, y - 8, y + 22], colour)


def sun(canvas: Canvas, x: float, y: float, r: float, palette: Palette) -> None:
    """A sun in a pale ring."""
    canvas.glow(x, y, r * 1.7, palette.glow, 0.3, rings=2)
    canvas.disc(x, y, r, palette.glow)


def cloud(canvas: Canvas, x: float, y: float, scale: float, colour: Colour) -> None:
    """A flat, long cloud."""
    here = canvas.at(x, y, scale)
    here.fill(rectangle(-90, -14, 180, 28, 14), colour)
    here.fill(rectangle(-40, -34, 100, 36, 18), colour)


def night(canvas: Canvas, colour: Colour, moon: Point | None = None) -> None:
    """A clear night: a sky of one colour, stars, a moon."""
    sky(canvas, colour)
    for x, y, r in STARS:
        canvas.disc(x, y, r, light(colour, 0.7))
    if moon is not None:
        canvas.glow(*moon, 92, light(colour, 0.5), 0.16, rings=2)
        canvas.disc(*moon, 46, rgb("#FBEBC2"))
        canvas.disc(moon[0] + 20, moon[1] - 10, 40, colour)


def rain(canvas: Canvas, colour: Colour, width: float = WIDTH) -> None:
    """Soft rain that falls as far as ``width``."""
    for index in range(70):
        x, y = (index * 197 + index * index * 41) % width, (index * 89) % FLOOR
        canvas.stroke([(x, y), (x - 9, y + 34)], colour, 3)


STARS = (
    (90, 60, 3), (180, 150, 2), (262, 44, 2.5), (350, 120, 3), (470, 52, 2), (560, 136, 2.5), (640, 40, 3),
    (742, 96, 2), (828, 48, 2.5), (930, 140, 3), (1010, 60, 2), (1100, 120, 2.5), (1190, 50, 3), (1240, 160, 2),
)  # fmt: skip


def bamboo(canvas: Canvas, height: float, colour: Colour, lean: float = 14) -> None:
    """Three culms of bamboo that rise from (0, 0), with leaves."""
    for index, (x, share) in enumerate(((0, 1.0), (30, 0.8), (-26, 0.68))):
        shade = dark(colour, 0.06 * index)
        top = (x + lean * share * 3, -height * share)
        stem = bezier((x, 0), (x, -height * 0.4 * share), (x + lean * share, -height * 0.7 * share), top)
        canvas.stroke(stem, shade, 15, 11)
        for knot in stem[4:-2:4]:
            canvas.stroke([(knot[0] - 6, knot[1]), (knot[0] + 6, knot[1])], dark(shade, 0.25), 4)
        for spot, turn in ((-1, 60), (-1, -50), (-1, 10), (-6, 75), (-6, -70), (-11, 62)):
            px, py = stem[spot]
            canvas.at(px, py, turn=turn).fill(leaf(78, 22, 8), light(shade, 0.1))


def banana(canvas: Canvas, colour: Colour, size: float = 1.0) -> None:
    """A banana plant: broad leaves that fan out from (0, 0)."""
    plant = canvas.at(0, 0, size)
    for turn, length, shade in ((-62, 210, 0.16), (60, 220, 0.16), (-30, 290, 0.08), (34, 280, 0.04), (2, 320, 0.0)):
        blade = plant.at(0, 0, turn=turn)
        bow = turn * 0.9
        blade.fill(leaf(length, 84, bow), dark(colour, shade))
        blade.stroke(
            bezier((0, 0), (0, -length * 0.4), (bow * 0.4, -length * 0.75), (bow, -length)), light(colour, 0.25), 6, 3
        )


def bush(canvas: Canvas, colour: Colour, width: float = 160) -> None:
    """A round bush that stands on (0, 0)."""
    w = width
    canvas.fill(
        smooth(
            [
                (-w / 2, 0),
                (-w * 0.52, -w * 0.2),
                (-w * 0.26, -w * 0.36),
                (0, -w * 0.46),
                (w * 0.28, -w * 0.34),
                (w * 0.52, -w * 0.18),
                (w / 2, 0),
            ]
        ),
        colour,
    )


def tiled_house(canvas: Canvas, wall: Colour, lit: Colour | None = None, door: Colour = WOOD) -> None:
    """A small house with a tile roof, 320 wide, its doorstep in the middle at (0, 0); ``lit`` windows glow."""
    canvas.box(-150, -150, 300, 150, wall)
    canvas.box(-150, -14, 300, 14, dark(wall, 0.12))
    canvas.fill([(-186, -140), (-128, -238), (128, -238), (186, -140)], TILE)
    for row, y in enumerate((-216, -190, -164)):
        half = 142 + row * 15
        canvas.stroke([(-half, y), (half, y)], dark(TILE, 0.16), 4)
    canvas.box(-190, -146, 380, 14, dark(TILE, 0.22), 6)
    canvas.box(-134, -246, 268, 14, dark(TILE, 0.22), 6)
    canvas.box(-30, -112, 60, 112, dark(door, 0.15), 4)
    for x in (-118, 58):
        canvas.box(x, -106, 60, 56, lit or mix(wall, rgb("#7FA9C4"), 0.6), 4)
        canvas.stroke([(x + 30, -106), (x + 30, -50)], door, 5)
        canvas.stroke([(x, -78), (x + 60, -78)], door, 5)


def notice_board(canvas: Canvas, width: float, height: float, ground: float, board: Colour = WOOD) -> None:
    """A wooden notice board around (0, 0) under a small roof, on two posts that stand ``ground`` below."""
    for side in (-1, 1):
        canvas.box(side * (width / 2 - 20) - 12, -height / 2, 24, height / 2 + ground, dark(board, 0.28))
    canvas.box(-width / 2, -height / 2, width, height, dark(board, 0.12), 6)
    canvas.box(-width / 2 + 16, -height / 2 + 16, width - 32, height - 32, mix(board, rgb("#F1DCBC"), 0.62), 3)
    canvas.fill(
        [
            (-width / 2 - 44, -height / 2 + 6),
            (-width / 2 + 10, -height / 2 - 40),
            (width / 2 - 10, -height / 2 - 40),
            (width / 2 + 44, -height / 2 + 6),
        ],
        TILE,
    )
    canvas.box(-width / 2 - 48, -height / 2, width + 96, 12, dark(TILE, 0.2), 5)


def flag(canvas: Canvas, height: float) -> None:
    """The national flag on a bamboo pole that stands on (0, 0)."""
    canvas.stroke([(0, 0), (0, -height)], rgb("#C9B27C"), 9, 7)
    top = -height + 8
    canvas.fill(
        [
            (4, top),
            *bezier((4, top), (44, top - 12), (74, top + 14), (118, top)),
            *bezier((118, top + 78), (74, top + 92), (44, top + 66), (4, top + 78)),
        ],
        rgb("#D5342D"),
    )
    star = [arc(60, top + 40, r, r, -90 + 36 * i, -89 + 36 * i)[0] for i, r in enumerate((26, 10) * 5)]
    canvas.fill(star, rgb("#FFD84A"))


def stilt_house(canvas: Canvas, thatch: Colour, lit: Colour | None = None) -> None:
    """A house on stilts, 420 wide and 380 high, its ground at (0, 0), stairs on the left."""
    for x in (-150, -50, 50, 150):
        canvas.stroke([(x, -130), (x, 0)], dark(BROWN, 0.2), 16)
    canvas.box(-180, -250, 360, 120, WOOD)
    for x in range(-164, 180, 28):
        canvas.stroke([(x, -244), (x, -150)], dark(WOOD, 0.13), 3)
    canvas.box(-206, -146, 412, 18, dark(BROWN, 0.15), 6)
    canvas.fill([(-236, -228), (-126, -374), (126, -374), (236, -228), (200, -216), (-200, -216)], thatch)
    for share in (0.3, 0.55, 0.8):
        y, half = -374 + 146 * share, 126 + 110 * share
        canvas.stroke([(-half, y), (half, y)], dark(thatch, 0.14), 4)
    canvas.stroke([(-134, -378), (134, -378)], dark(thatch, 0.28), 12)
    window = lit or dark(BROWN, 0.4)
    canvas.box(-136, -204, 62, 58, window, 3)
    canvas.box(62, -210, 76, 48, window, 3)
    canvas.stroke([(100, -210), (100, -162)], BROWN, 5)
    canvas.box(-32, -206, 58, 60, dark(BROWN, 0.25) if lit is None else mix(lit, BROWN, 0.25), 3)
    for side in (0, 46):
        canvas.stroke([(-128 + side, -138), (-186 + side, 0)], dark(BROWN, 0.05), 9)
    for step in range(1, 6):
        left, y = -128 - 58 * step / 6, -138 + 138 * step / 6
        canvas.stroke([(left, y), (left + 46, y)], dark(BROWN, 0.05), 8)


def room(canvas: Canvas, wall: Colour, floor: Colour, line: float = 430) -> None:
    """The inside of a house: a wall, a floor from ``line`` down."""
    sky(canvas, wall)
    canvas.box(0, line, WIDTH, HEIGHT - line, floor)
    canvas.box(0, line - 8, WIDTH, 10, dark(floor, 0.16))


def thatched_wall(canvas: Canvas, wall: Colour, thatch: Colour) -> None:
    """The front of a thatched house: a wall of split bamboo across the picture and the eaves above."""
    canvas.box(0, 0, WIDTH, 470, wall)
    for x in range(0, WIDTH, 64):
        canvas.stroke([(x, 60), (x, 470)], dark(wall, 0.07), 5)
    for y in (170, 330):
        canvas.box(0, y, WIDTH, 9, dark(wall, 0.12))
    canvas.box(0, 0, WIDTH, 74, thatch)
    for x in range(-10, WIDTH, 22):
        canvas.fill([(x, 66), (x + 24, 66), (x + 14, 96 + (x * 7) % 17)], dark(thatch, 0.05 + (x % 3) * 0.05))
        canvas.stroke([(x + 8, 0), (x + 11, 62)], dark(thatch, 0.12), 3)


def porch(canvas: Canvas, palette: Palette, wall: Colour) -> None:
    """A porch seen from the yard: wall, a beam with tiles above, two posts, a raised floor."""
    canvas.box(0, 0, WIDTH, HEIGHT, wall)
    canvas.box(0, 0, WIDTH, 34, dark(TILE, 0.2))
    for x in range(-20, WIDTH + 40, 40):
        canvas.fill(arc(x + 20, 32, 20, 20, 0, 180), TILE)
        canvas.fill(arc(x + 20, 26, 20, 14, 0, 180), light(TILE, 0.12))
    canvas.box(0, 452, WIDTH, HEIGHT, palette.sand)
    canvas.box(0, 446, WIDTH, 12, dark(palette.sand, 0.2))
    for x in (64, WIDTH - 96):
        canvas.box(x, 50, 32, 410, WOOD)
        canvas.box(x, 50, 10, 410, dark(WOOD, 0.14))
        canvas.box(x - 10, 436, 52, 26, dark(palette.sand, 0.3), 4)


def window(canvas: Canvas, width: float, height: float, outside: Colour, frame: Colour = WOOD) -> None:
    """A window around (0, 0) with two open shutters."""
    canvas.box(-width / 2, -height / 2, width, height, outside)
    for side in (-1, 1):
        edge = side * width / 2
        canvas.fill(
            [
                (edge, -height / 2),
                (edge + side * 54, -height / 2 + 16),
                (edge + side * 54, height / 2 + 16),
                (edge, height / 2),
            ],
            dark(frame, 0.1),
        )
    canvas.stroke([(0, -height / 2), (0, height / 2)], frame, 9)
    canvas.stroke([*rectangle(-width / 2, -height / 2, width, height), (-width / 2, -height / 2)], frame, 14)


def doorway(
    canvas: Canvas, width: float, height: float, inside: Colour, leaf_colour: Colour = WOOD, open_to: int = 1
) -> None:
    """A door that stands open, its threshold in the middle at (0, 0); the leaf opens to the right (1) or left (-1)."""
    canvas.box(-width / 2 - 16, -height - 16, width + 32, height + 16, dark(leaf_colour, 0.25), 4)
    canvas.box(-width / 2, -height, width, height, inside)
    hinge = open_to * width / 2
    away = hinge + open_to * width * 0.42
    panel: list[Point] = [(hinge, -height), (away, -height + 30), (away, 26), (hinge, 0)]
    canvas.fill(panel, leaf_colour)
    inset = [
        (hinge + open_to * width * f, y)
        for f, y in ((0.08, -height + 36), (0.34, -height + 52), (0.34, -height * 0.55), (0.08, -height * 0.55))
    ]
    canvas.fill(inset, dark(leaf_colour, 0.14))
    lower = [
        (hinge + open_to * width * f, y)
        for f, y in ((0.08, -height * 0.45), (0.34, -height * 0.44), (0.34, -6), (0.08, -22))
    ]
    canvas.fill(lower, dark(leaf_colour, 0.14))
    canvas.disc(away - open_to * 14, -height * 0.48, 7, GOLD)


def path(
    canvas: Canvas, near: tuple[float, float], far: Point, far_width: float, colour: Colour, sway: float = 120
) -> None:
    """A path on the ground that winds from the bottom edge (``near``: its two sides) to a point further off."""
    x, y = far
    mid = (y + HEIGHT) / 2
    left = bezier((near[0], HEIGHT), (near[0] + sway, mid + 20), (x - sway, mid - 20), (x - far_width / 2, y))
    right = bezier(
        (x + far_width / 2, y), (x + far_width / 2 - sway, mid - 10), (near[1] + sway, mid + 30), (near[1], HEIGHT)
    )
    canvas.fill([*left, *right], colour)

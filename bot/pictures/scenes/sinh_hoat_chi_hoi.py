"""The scenes of the course on meetings: a hall made ready, a ring under a tree, a market, a school gate, a lane."""

from __future__ import annotations

from bot.pictures import places, things
from bot.pictures.canvas import Canvas
from bot.pictures.figures import Figure
from bot.pictures.heads import Look
from bot.pictures.palette import (
    BROWN,
    CHARCOAL,
    CLOTH_WHITE,
    INDIGO,
    INK,
    RED,
    SKIN,
    SKY_BLUE,
    WOOD,
    Palette,
    dark,
    light,
)
from bot.pictures.scenes.register import scene


def wall_clock(c: Canvas, rim: tuple[int, int, int]) -> None:
    """A clock around (0, 0), 150 wide, at half past seven."""
    c.disc(0, 0, 76, rim)
    c.disc(0, 0, 62, CLOTH_WHITE)
    for x, y in ((0, -50), (50, 0), (0, 50), (-50, 0)):
        c.disc(x, y, 5, CHARCOAL)
    c.stroke([(0, 0), (-24, 24)], INK, 11)
    c.stroke([(0, 0), (0, 42)], INK, 7)
    c.disc(0, 0, 8, INK)


@scene("chuan-bi-buoi")
def the_hall_is_made_ready(c: Canvas, p: Palette) -> None:
    """In the hall a woman holds her sheet, a friend sets out tea under the clock, a man carries a baby by the door."""
    places.room(c, light(p.soft, 0.45), p.sand, 452)
    places.doorway(c.at(1120, 456), 180, 330, dark(WOOD, 0.42))
    wall_clock(c.at(432, 150), p.accent)
    host = Figure(
        Look("tied", colour=p.accent, below=INDIGO, skin=SKIN[0]),
        226, 590, 0.84, turn=0.6, nod=3, left=(196, 316), right=(270, 318),
    )  # fmt: skip
    host.draw(c, held=lambda canvas: things.paper(canvas.at(234, 286, 0.72, turn=-4)))
    tea = Figure(
        Look("bun", colour=p.glow, below=dark(BROWN, 0.4), skin=SKIN[2]),
        660, 566, 0.76, turn=-0.3, nod=-4, left=(574, 344), right=(730, 352),
    )  # fmt: skip
    tea.body(c)
    things.table(c.at(640, 386), 520, 190)
    things.teapot(c.at(560, 380, 0.8))
    for x in (640, 696, 752, 808):
        things.cup(c.at(x, 382))
    things.vase(c.at(440, 380, 0.8), SKY_BLUE, p.accent)
    tea.arm(c, "left")
    tea.arm(c, "right")
    father = Figure(
        Look("short", top="shirt", colour=SKY_BLUE, below=INDIGO, broad=True, skin=SKIN[1]),
        986, 592, 0.84, turn=-0.5, left=(930, 360), right="carry",
    )  # fmt: skip
    father.body(c)
    things.carrier(father.worn(c), p.main, RED)
    for side in father.sides():
        father.arm(c, side)

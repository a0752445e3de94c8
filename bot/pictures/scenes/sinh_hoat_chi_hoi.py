"""The scenes of the course on meetings: a hall made ready, a ring under a tree, a market, a school gate, a lane."""

from __future__ import annotations

from bot.pictures import places, things, village
from bot.pictures.canvas import Canvas
from bot.pictures.figures import Figure
from bot.pictures.heads import Look
from bot.pictures.palette import (
    BROWN,
    CHARCOAL,
    CLOTH_WHITE,
    GREY_HAIR,
    INDIGO,
    INK,
    RED,
    RUST,
    SKIN,
    SKY_BLUE,
    WOOD,
    Palette,
    dark,
    light,
    mix,
    rgb,
)
from bot.pictures.scenes.register import scene
from bot.pictures.shapes import ellipse, leaf

LEAF = rgb("#4F7F45")


def wall_clock(c: Canvas, rim: tuple[int, int, int]) -> None:
    """A clock around (0, 0), 150 wide, at half past seven."""
    c.disc(0, 0, 76, rim)
    c.disc(0, 0, 62, CLOTH_WHITE)
    for x, y in ((0, -50), (50, 0), (0, 50), (-50, 0)):
        c.disc(x, y, 5, CHARCOAL)
    c.stroke([(0, 0), (-24, 24)], INK, 11)
    c.stroke([(0, 0), (0, 42)], INK, 7)
    c.disc(0, 0, 8, INK)


def one_flower(c: Canvas, petals: tuple[int, int, int]) -> None:
    """One large flower on a stem that is held at (0, 0)."""
    c.stroke([(0, 26), (0, -64)], dark(LEAF, 0.1), 8)
    c.at(0, 0, turn=52).fill(leaf(46, 18), LEAF)
    for petal in range(7):
        c.at(0, -78, turn=petal * 360 / 7).fill(ellipse(0, -26, 14, 22), petals)
    c.disc(0, -78, 16, RUST)


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


@scene("thao-luan-nhom")
def a_ring_under_the_tree(c: Canvas, p: Palette) -> None:
    """Five women on low stools under a tree: one speaks with a flower in her hand, one writes, all look at her."""
    places.sky(c, p.cream)
    places.hills(c, [250, 190, 236, 180, 240, 200, 256], p.soft)
    c.box(0, 396, places.WIDTH, 140, p.sand)
    village.almond_tree(c.at(640, 420, 0.86), p.main)
    ring = (
        Figure(
            Look("bun", "scarf", colour=dark(p.main, 0.25), cloth=p.glow, age="elder", skin=SKIN[1]),
            408, 520, 0.66, turn=0.7, nod=4, pose="chair", left="lap", right="lap",
        ),
        Figure(
            Look("bob", colour=SKY_BLUE, below=INDIGO, skin=SKIN[1]),
            872, 520, 0.66, turn=-0.6, nod=-4, pose="chair", left="lap", right="lap",
        ),
    )  # fmt: skip
    for who in ring:
        things.stool(c.at(who.x, who.y - 26, 0.86))
        who.draw(c)
    things.stool(c.at(640, 506, 0.9))
    speaker = Figure(
        Look("braids", top="brocade", colour=INDIGO, below=CHARCOAL, skirt=True, cloth=p.accent, skin=SKIN[2]),
        640, 530, 0.7, turn=0.15, pose="chair", mood="talk", left="lap", right=(706, 300),
    )  # fmt: skip
    speaker.draw(c, held=lambda canvas: one_flower(canvas.at(714, 296), p.glow))
    things.stool(c.at(176, 560, 1.0))
    near = Figure(
        Look("tied", colour=p.accent, below=INDIGO, skin=SKIN[0]),
        176, 590, 0.78, turn=0.85, nod=3, pose="chair", left="lap", right="lap",
    )  # fmt: skip
    near.draw(c)
    things.stool(c.at(1104, 560, 1.0))
    writer = Figure(
        Look("bun", colour=p.glow, below=dark(BROWN, 0.4), glasses=True, skin=SKIN[0]),
        1104, 590, 0.78, turn=-0.8, nod=-5, pose="chair", left=(1060, 432), right=(1150, 424),
    )  # fmt: skip
    writer.body(c)
    things.open_book(c.at(1098, 446, 0.7), p.main)
    for side in writer.sides():
        writer.arm(c, side)
    things.pen(c.at(1140, 430, 0.7))
    writer.hand(c, "right")


@scene("tuyen-truyen-mieng")
def three_minutes_at_the_market(c: Canvas, p: Palette) -> None:
    """At the market a woman on a stool asks the greengrocer a question; a passer-by and a driver stop to listen."""
    places.sky(c, p.cream)
    places.hills(c, [240, 200, 236, 180, 226, 190, 240], p.soft)
    c.box(0, 404, places.WIDTH, 140, p.sand)
    village.market_stall(c.at(170, 412, 0.9), p.main, (p.accent, p.glow, p.main))
    village.market_stall(c.at(1110, 412, 0.9), p.accent, (p.glow, RED, p.main))
    bubble = c.at(560, 78)
    things.bubble(bubble, 180, 112, p.accent, tail=-1)
    bubble.text(0, 2, "?", 96, CLOTH_WHITE)
    driver = Figure(
        Look("short", top="shirt", colour=SKY_BLUE, below=INDIGO, broad=True, skin=SKIN[2]),
        1046, 570, 0.78, turn=-0.8, nod=-3, left="hip", right="down",
    )  # fmt: skip
    driver.draw(c)
    passer = Figure(
        Look("bun", "non_la", colour=p.glow, below=dark(BROWN, 0.4), cloth=RED, skin=SKIN[1]),
        836, 580, 0.78, turn=-0.85, lean=-4, nod=-4, left="front", right="front",
    )  # fmt: skip
    passer.draw(c, held=lambda canvas: things.hand_basket(canvas.at(832, 372, 0.8), p.main))
    things.stool(c.at(392, 548, 1.05))
    speaker = Figure(
        Look("tied", colour=p.accent, below=INDIGO, skin=SKIN[0]),
        392, 590, 0.84, turn=0.8, nod=3, pose="chair", mood="talk", left="lap", right=(480, 324),
    )  # fmt: skip
    speaker.draw(c)
    things.stool(c.at(620, 548, 1.05))
    grocer = Figure(
        Look("bun", "scarf", colour=dark(BROWN, 0.1), cloth=p.main, age="elder", hair_colour=GREY_HAIR, skin=SKIN[1]),
        620, 590, 0.8, turn=-0.75, nod=-4, pose="chair", left="lap", right="lap",
    )  # fmt: skip
    grocer.draw(c)
    things.winnowing_tray(c.at(508, 520, 0.8), p.main)


@scene("lang-nghe-tu-tuong")
def listening_at_the_school_gate(c: Canvas, p: Palette) -> None:
    """At the school a woman with a notebook bends to a mother with her baby; two others put their heads together."""
    places.sky(c, p.cream)
    places.cloud(c, 330, 70, 0.9, CLOTH_WHITE)
    places.hills(c, [230, 180, 226, 170, 230, 190, 230], p.soft)
    c.box(0, 396, places.WIDTH, 140, p.sand)
    village.village_hall(c.at(250, 400, 0.9), light(p.glow, 0.5), p.deep, "LỚP MẪU GIÁO")
    village.fence(c.at(600, 404), 680)
    bubble = c.at(1066, 72)
    things.bubble(bubble, 180, 84, p.accent)
    for x in (-46, 0, 46):
        bubble.disc(x, 0, 13, CLOTH_WHITE)
    pair = (
        Figure(
            Look("bob", colour=SKY_BLUE, below=INDIGO, skin=SKIN[0]),
            1130, 520, 0.56, turn=-0.7, lean=-5, nod=-7, mood="talk", left="front", right="down",
        ),
        Figure(
            Look("bun", colour=p.glow, below=dark(BROWN, 0.4), skin=SKIN[2]),
            1018, 520, 0.56, turn=0.7, lean=5, nod=7, mood="calm", left="down", right="front",
        ),
    )  # fmt: skip
    for who in pair:
        who.draw(c)
    mother = Figure(
        Look("tied", colour=p.accent, below=INDIGO, skin=SKIN[1]),
        780, 590, 0.82, turn=-0.75, nod=-4, mood="talk", left="carry", right="carry",
    )  # fmt: skip
    mother.draw(c, held=lambda canvas: things.baby(canvas.at(780, 306, 0.9), CLOTH_WHITE))
    listener = Figure(
        Look("tied", colour=p.main, below=CHARCOAL, glasses=True, skin=SKIN[0]),
        520, 592, 0.82, turn=0.85, lean=4, nod=6, mood="calm", left=(494, 330), right=(580, 338),
    )  # fmt: skip
    listener.draw(c, held=lambda canvas: things.booklet(canvas.at(536, 324, 0.8, turn=-5), p.glow, emblem=False))


@scene("nam-khong-ba-sach")
def the_whole_house_sweeps_the_lane(c: Canvas, p: Palette) -> None:
    """On a clean lane a man sweeps and a boy carries greens; a young mother talks with the visiting branch head."""
    places.sky(c, p.cream)
    places.sun(c, 640, 92, 44, p)
    places.hills(c, [250, 190, 240, 180, 236, 200, 250], p.soft)
    c.box(0, 404, places.WIDTH, 140, p.main)
    places.path(c, (60, 1240), (690, 404), 190, p.sand, 60)
    places.tiled_house(c.at(1070, 412, 1.2), light(p.glow, 0.55))
    places.stilt_house(c.at(190, 420, 0.86), mix(BROWN, p.glow, 0.3))
    places.bush(c.at(1240, 440), dark(p.main, 0.12), 150)
    sweeper = Figure(
        Look("short", top="tee", colour=SKY_BLUE, below=INDIGO, broad=True, skin=SKIN[2]),
        330, 580, 0.84, turn=0.4, lean=5, nod=4, left=(372, 302), right=(404, 372),
    )  # fmt: skip
    sweeper.body(c)
    things.broom(c.at(420, 520, 1.0, turn=-9))
    sweeper.arm(c, "left")
    sweeper.arm(c, "right")
    boy = Figure(
        Look("short", top="tee", colour=p.glow, below=CHARCOAL, age="child", skin=SKIN[1]),
        570, 560, 0.56, turn=0.3, left="down", right=(634, 402),
    )  # fmt: skip
    boy.body(c)
    boy.arm(c, "left")
    things.hand_basket(c.at(*boy.palm("right"), 0.7), p.main)
    boy.arm(c, "right")
    mother = Figure(
        Look("tied", colour=mix(p.blush, p.accent, 0.3), below=INDIGO, skin=SKIN[0]),
        780, 584, 0.8, turn=0.5, left="carry", right="carry",
    )  # fmt: skip
    mother.body(c)
    things.carrier(mother.worn(c), p.glow, RED)
    for side in mother.sides():
        mother.arm(c, side)
    visitor = Figure(
        Look("bun", "non_la", colour=p.accent, below=CHARCOAL, cloth=RED, skin=SKIN[1]),
        1030, 590, 0.78, turn=-0.8, nod=-3, mood="talk", left=(936, 336), right="down",
    )  # fmt: skip
    visitor.draw(c)

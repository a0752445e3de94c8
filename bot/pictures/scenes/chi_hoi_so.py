"""The scenes of the course on the branch online and its livelihoods: a bench, a late call, a vote, a stall, a box."""

from __future__ import annotations

from dataclasses import replace

from bot.pictures import places, things, village
from bot.pictures.canvas import Canvas
from bot.pictures.figures import Figure
from bot.pictures.heads import Look
from bot.pictures.palette import (
    BROWN,
    CLOTH_WHITE,
    GREY_HAIR,
    INDIGO,
    RED,
    SKIN,
    SKY_BLUE,
    STRAW,
    TILE,
    WOOD,
    Colour,
    Palette,
    dark,
    light,
    mix,
    rgb,
)
from bot.pictures.scenes.register import scene
from bot.pictures.shapes import rectangle

GREY = rgb("#A9B0B8")


def _message(c: Canvas, width: float, colour: Colour, tail: int) -> None:
    """A speech bubble with two lines in it, as a message in a group."""
    things.bubble(c, width, 84, colour, tail)
    for row, share in enumerate((0.34, 0.2)):
        c.stroke([(-width * 0.34, -14 + row * 28), (width * share, -14 + row * 28)], CLOTH_WHITE, 9)


@scene("nhom-zalo-an-toan")
def one_phone_on_a_bench(c: Canvas, p: Palette) -> None:
    """Under an almond tree three women on a bench look at one phone, messages above it; a man joins in."""
    places.sky(c, p.cream)
    places.hills(c, [300, 240, 290, 230, 280, 250, 300], p.soft)
    c.box(0, 404, places.WIDTH, 136, p.sand)
    village.almond_tree(c.at(130, 470, 0.86), p.main)
    places.banana(c.at(1250, 420), mix(p.main, p.soft, 0.2), 0.8)
    things.bench(c.at(560, 552, 0.86), 700)
    left = Figure(
        Look("bun", colour=p.glow, below=dark(BROWN, 0.4), skin=SKIN[2]),
        370, 560, 0.84, turn=0.7, nod=6, pose="chair", left="lap", right="lap",
    )  # fmt: skip
    right = Figure(
        Look("bob", colour=RED, below=INDIGO, skin=SKIN[0]),
        770, 560, 0.84, turn=-0.7, nod=-6, pose="chair", mood="talk", left="lap", right="lap",
    )  # fmt: skip
    middle = Figure(
        Look("tied", top="brocade", colour=INDIGO, cloth=RED, below=dark(BROWN, 0.4), skin=SKIN[1]),
        570, 556, 0.84, turn=0.1, pose="chair", left=(532, 362), right=(608, 362),
    )  # fmt: skip
    for who in (left, right):
        who.draw(c)
    middle.draw(c, held=lambda canvas: things.phone(canvas.at(570, 340, 0.62), p.blush))
    for y, x, width, colour in ((312, 562, 30, p.accent), (336, 578, 30, p.main), (360, 562, 30, p.accent)):
        c.box(x - width / 2, y - 8, width, 15, colour, 7)
    man = Figure(
        Look("short", top="shirt", colour=p.accent, below=INDIGO, broad=True, skin=SKIN[1]),
        1010, 586, 0.8, turn=-0.8, nod=-4, mood="talk", left=(884, 306), right="hip",
    )  # fmt: skip
    man.draw(c)
    _message(c.at(690, 66), 190, p.accent, -1)
    _message(c.at(466, 70), 170, p.deep, 1)


@scene("bay-lua-tinh-tien")
def a_late_call_declined(c: Canvas, p: Palette) -> None:
    """By lamplight a woman holds her phone away and turns to an old neighbour, whose hand is on her shoulder."""
    wall = mix(mix(p.glow, BROWN, 0.62), p.sand, 0.3)
    places.room(c, wall, dark(BROWN, 0.3), 462)
    places.window(c.at(1080, 196), 210, 200, INDIGO, BROWN)
    with c.clip(rectangle(981, 102, 198, 188)) as view:
        places.night(view, INDIGO, moon=(1126, 150))
        places.hills(view, [300, 260, 290, 250, 236, 262], mix(INDIGO, p.main, 0.4))
    c.stroke([(1080, 98), (1080, 294)], BROWN, 8)
    things.bulb(c.at(620, 0), 22)
    friend = Figure(
        Look("bun", colour=p.glow, below=dark(BROWN, 0.5), hair_colour=GREY_HAIR, age="elder", skin=SKIN[1]),
        800, 560, 0.86, turn=-0.7, nod=-4, pose="chair", mood="calm", right="lap",
    )  # fmt: skip
    woman = Figure(
        Look("tied", colour=p.accent, below=INDIGO, skin=SKIN[0]),
        580, 560, 0.86, turn=0.7, nod=5, pose="chair", mood="calm", left=(398, 318), right="lap",
    )  # fmt: skip
    friend = replace(friend, left=woman.shoulder("right"))
    for who in (friend, woman):
        things.chair(c.at(who.x, who.y, 0.86))
    friend.body(c)
    woman.draw(c)
    friend.arm(c, "right")
    friend.arm(c, "left")
    things.table(c.at(300, 410), 420, 140)
    things.teapot(c.at(200, 402, 0.8))
    things.phone(c.at(392, 282, 0.66, turn=-14), p.blush)
    woman.hand(c, "left")
    things.bubble(c.at(250, 120), 220, 130, p.blush, 1)
    things.heart(c.at(206, 120, 0.8), RED)
    c.disc(296, 120, 34, p.glow)
    c.text(296, 121, "đ", 44, dark(p.glow, 0.6))


@scene("to-tiet-kiem-vay-von")
def hands_raised_at_the_hall(c: Canvas, p: Palette) -> None:
    """Before the hall women and a man sit at a table, two with a hand raised; one stands and writes it down."""
    places.sky(c, p.cream)
    places.hills(c, [220, 170, 220, 160, 210, 180, 220], p.soft)
    c.box(0, 384, places.WIDTH, 160, p.sand)
    places.bamboo(c.at(1246, 392), 250, p.main, -14)
    village.village_hall(c.at(584, 388, 1.0), light(p.glow, 0.5), p.deep, "NHÀ VĂN HÓA")
    first = Figure(
        Look("bun", colour=p.glow, below=dark(BROWN, 0.4), skin=SKIN[2]),
        170, 562, 0.78, turn=0.7, pose="chair", left="lap", right=(258, 132),
    )  # fmt: skip
    second = Figure(
        Look("short", top="shirt", colour=p.accent, below=INDIGO, broad=True, skin=SKIN[1]),
        376, 562, 0.78, turn=0.6, pose="chair", mood="talk", left=(332, 392), right=(426, 392),
    )  # fmt: skip
    third = Figure(
        Look("bun", "scarf", colour=p.blush, cloth=p.main, below=INDIGO, age="elder", hair_colour=GREY_HAIR),
        842, 562, 0.78, turn=-0.5, pose="chair", left=(750, 132), right=(888, 392),
    )  # fmt: skip
    for who in (first, second, third):
        things.plastic_chair(c.at(who.x, who.y - 8, who.scale), RED if who is second else SKY_BLUE)
        who.body(c)
    things.bamboo_table(c.at(510, 412), 830, 130)
    for who in (first, second, third):
        for side in who.sides():
            who.arm(c, side)
    things.teapot(c.at(600, 404, 0.8))
    for x in (270, 500, 700, 790):
        things.cup(c.at(x, 404, 0.78))
    writer = Figure(
        Look("tied", colour=RED, skin=SKIN[0], glasses=True),
        1060, 590, 0.84, turn=-0.6, nod=-5, left=(1012, 330), right=(1098, 322),
    )  # fmt: skip
    writer.draw(c, held=lambda canvas: things.open_book(canvas.at(1040, 308, 0.74), p.deep))
    things.pen(c.at(1078, 314, 0.7))
    writer.hand(c, "right")
    things.hen(c.at(1206, 506, 0.9, flip=True))


@scene("von-khoi-nghiep")
def the_cake_stall(c: Canvas, p: Palette) -> None:
    """At the market a woman at her stall writes in a book, her husband brings dough; a woman in a hat reads along."""
    places.sky(c, p.cream)
    places.hills(c, [250, 200, 240, 190, 250, 210, 260], p.soft)
    c.box(0, 400, places.WIDTH, 140, p.sand)
    village.market_stall(c.at(150, 410, 0.9), p.accent, (RED, p.main, p.glow))
    village.market_stall(c.at(1130, 406, 0.84), p.main, (p.glow, RED, p.main))
    husband = Figure(
        Look("short", top="shirt", colour=p.accent, below=INDIGO, broad=True, skin=SKIN[2]),
        320, 580, 0.82, turn=0.7, nod=3, left=(262, 330), right=(378, 330),
    )  # fmt: skip
    husband.draw(c, held=lambda canvas: things.dough(canvas.at(320, 352, 0.66)))
    seller = Figure(
        Look("bun", colour=p.glow, below=dark(BROWN, 0.4), skin=SKIN[2]),
        640, 560, 0.86, turn=0.25, nod=5, pose="chair", left=(586, 384), right=(690, 376),
    )  # fmt: skip
    things.stool(c.at(640, 548, 1.1), STRAW)
    seller.body(c)
    things.table(c.at(680, 412), 560, 140)
    for side in seller.sides():
        seller.arm(c, side)
    things.open_book(c.at(640, 392, 0.6), p.deep)
    things.pen(c.at(682, 384, 0.7))
    seller.hand(c, "right")
    things.pot(c.at(486, 406, 0.9), mix(TILE, p.sand, 0.2))
    things.rice_cakes(c.at(824, 404, 0.86))
    friend = Figure(
        Look("tied", "non_la", colour=RED, cloth=p.main, below=INDIGO, skin=SKIN[0]),
        990, 584, 0.8, turn=-0.8, lean=-6, nod=-4, mood="talk", left=(836, 316), right="hip",
    )  # fmt: skip
    friend.draw(c)


@scene("giu-du-lieu-hoi-vien")
def a_box_with_a_lock(c: Canvas, p: Palette) -> None:
    """Indoors a woman sits with a book and a locked box; a young woman shows her a photo on a phone and asks."""
    places.room(c, mix(p.blush, p.cream, 0.5), p.sand, 452)
    places.doorway(c.at(1130, 456), 150, 320, light(p.glow, 0.4))
    places.window(c.at(690, 132), 120, 130, light(p.soft, 0.2))
    c.box(90, 170, 250, 14, WOOD, 4)
    things.vase(c.at(290, 172, 0.7), p.accent, RED)
    for index, colour in enumerate((p.deep, p.glow, RED, p.main)):
        c.box(108 + index * 32, 106 + index % 2 * 8, 27, 64 - index % 2 * 8, colour, 3)
    keeper = Figure(
        Look("bob", colour=p.main, below=INDIGO, skin=SKIN[1], glasses=True),
        500, 560, 0.9, turn=0.5, nod=4, pose="chair", left=(424, 372), right=(592, 360),
    )  # fmt: skip
    things.chair(c.at(500, 560, 0.9))
    keeper.body(c)
    things.table(c.at(470, 408), 660, 150)
    things.lock_box(c.at(300, 400, 1.05))
    keeper.arm(c, "left")
    keeper.arm(c, "right")
    things.booklet(c.at(560, 380, 0.8), p.accent, emblem=False)
    keeper.hand(c, "right")
    girl = Figure(
        Look("tied", top="tee", colour=RED, below=INDIGO, skin=SKIN[0]),
        900, 586, 0.82, turn=-0.7, nod=-4, mood="talk", left=(780, 282), right="down",
    )  # fmt: skip
    girl.draw(c)
    things.phone(c.at(770, 256, 0.74, turn=-6), p.blush)
    c.at(770, 256, 0.74, turn=-6).disc(0, -24, 24, SKIN[1])
    girl.hand(c, "left")

"""The scenes of the course on gender equality: women and men at the same work, at the same table."""

from __future__ import annotations

from bot.pictures import places, things
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
    WOOD,
    Palette,
    dark,
    light,
    mix,
)
from bot.pictures.scenes.register import scene


@scene("gioi-va-dinh-kien")
def a_father_with_his_baby(c: Canvas, p: Palette) -> None:
    """A farmer walks by with a baby on his chest and a basket of greens; grandmother smiles from the doorstep."""
    places.sky(c, p.cream)
    places.sun(c, 586, 112, 50, p)
    places.hills(c, [250, 190, 236, 170, 240, 210, 260], p.soft)
    places.terraces(c, [mix(p.main, p.soft, t) for t in (0.6, 0.3, 0.1)], 300)
    c.box(0, 446, places.WIDTH, 90, p.sand)
    c.box(0, 0, 392, 470, light(p.sand, 0.35))
    c.box(0, 0, 430, 36, dark(WOOD, 0.1))
    places.doorway(c.at(150, 452), 170, 330, dark(WOOD, 0.45), open_to=-1)
    c.box(40, 448, 390, 42, dark(p.sand, 0.16), 6)
    c.box(16, 486, 440, 50, dark(p.sand, 0.26), 6)
    grandmother = Look(
        "bun", colour=p.accent, below=dark(BROWN, 0.35), age="elder", hair_colour=GREY_HAIR, skin=SKIN[0]
    )
    Figure(grandmother, 318, 540, 0.78, turn=0.9, pose="chair", left=(286, 424), right=(356, 424)).draw(c)
    places.banana(c.at(1230, 470), p.main, 0.9)
    father = Figure(
        Look("short", top="shirt", colour=SKY_BLUE, below=INDIGO, broad=True, skin=SKIN[2]),
        800, 580, 0.82, turn=-0.35, left="carry", right=(900, 350),
    )  # fmt: skip
    father.body(c)
    things.carrier(father.worn(c), p.glow, RED)
    father.arm(c, "left")
    things.hand_basket(c.at(*father.palm("right"), 0.95), p.main)
    father.arm(c, "right")


@scene("tam-linh-vuc")
def the_village_rules_on_the_board(c: Canvas, p: Palette) -> None:
    """A farmer in glasses reads a sheet on the wooden notice board; a man in a leaf hat comes to look with her."""
    places.sky(c, p.cream)
    places.hills(c, [220, 150, 210, 150, 226, 170, 230], p.soft)
    places.cloud(c, 180, 70, 1, CLOTH_WHITE)
    c.box(0, 430, places.WIDTH, 110, p.sand)
    places.tiled_house(c.at(236, 436, 1.25), light(p.glow, 0.55))
    places.flag(c.at(1070, 436), 380)
    places.bamboo(c.at(1226, 440), 250, p.main)
    places.notice_board(c.at(690, 226), 330, 230, 300)
    things.paper(c.at(650, 226, 1.25), seal=True)
    things.paper(c.at(782, 196, 0.7), lines=4)
    c.at(782, 284).box(-40, -22, 80, 44, p.blush, 4)
    woman = Look("tied", colour=p.accent, glasses=True, skin=SKIN[1])
    man = Look("short", "mu_la", "shirt", p.main, dark(BROWN, 0.3), skin=SKIN[2], broad=True)
    Figure(woman, 480, 596, 0.82, turn=0.9, lean=3, left="hip", right=(606, 282)).draw(c)
    Figure(man, 910, 606, 0.82, turn=-0.9, lean=-4, left="front", right="down").draw(c)


@scene("viec-nha-tien-dat")
def housework_money_land(c: Canvas, p: Palette) -> None:
    """A couple reads the red land book together on the porch; clean bowls and a hen beside the table."""
    places.porch(c, p, light(p.soft, 0.45))
    places.window(c.at(1070, 200), 130, 150, light(SKY_BLUE, 0.55))
    places.bamboo(c.at(176, 452), 300, p.main)
    wife = Figure(
        Look(colour=p.accent), 428, 552, 0.9, turn=0.6, nod=6, lean=3, pose="chair", left=(398, 326), right=(528, 318)
    )
    husband = Figure(
        Look("short", top="shirt", colour=SKY_BLUE, below=INDIGO, broad=True, skin=SKIN[2]),
        846, 552, 0.9, turn=-0.6, nod=-6, lean=-3, pose="chair", left=(748, 314), right=(880, 326),
    )  # fmt: skip
    for who in (wife, husband):
        things.chair(c.at(who.x, 560))
        who.body(c)
    things.table(c.at(637, 348), 780, 200)
    things.open_book(c.at(637, 282, 1.2))
    for who in (wife, husband):
        who.arm(c, "left")
        who.arm(c, "right")
    things.teapot(c.at(972, 340, 0.72))
    things.cup(c.at(300, 340))
    things.basin(c.at(176, 520, 0.95))
    things.hen(c.at(1120, 520, 1.15, flip=True))


@scene("nam-gioi-dong-hanh")
def a_man_serves_tea_and_tells(c: Canvas, p: Palette) -> None:
    """On the porch of the village hall a farmer brings a tray of cups; two women on plastic chairs listen to him."""
    places.porch(c, p, light(p.glow, 0.62))
    places.doorway(c.at(640, 452), 190, 330, dark(WOOD, 0.4))
    places.window(c.at(1050, 210), 130, 150, light(SKY_BLUE, 0.55))
    places.banana(c.at(30, 470), p.main, 0.8)
    man = Figure(
        Look("short", top="shirt", colour=p.main, below=INDIGO, broad=True, skin=SKIN[2]),
        360, 600, 0.84, turn=0.6, nod=3, mood="talk", left=(286, 306), right=(438, 306),
    )  # fmt: skip
    man.draw(c, held=lambda canvas: things.tray(canvas.at(362, 298, 0.85)))
    listeners = (
        (760, Look("tied", colour=p.accent, below=dark(BROWN, 0.4), skin=SKIN[0]), SKY_BLUE),
        (990, Look("bun", colour=p.blush, below=dark(BROWN, 0.4)), RED),
    )
    for x, look, seat in listeners:
        things.plastic_chair(c.at(x, 548, 0.86), seat)
        Figure(look, x, 556, 0.86, turn=-0.75, nod=-4, pose="chair", left="lap", right="lap").draw(c)


@scene("muc-phat-to-cao")
def two_women_at_the_commune_desk(c: Canvas, p: Palette) -> None:
    """Two farmers stand at the desk of the commune office; a woman official writes in her book; a vase of flowers."""
    places.room(c, light(p.soft, 0.5), p.sand, 452)
    places.window(c.at(1120, 196), 150, 170, light(SKY_BLUE, 0.55))
    c.box(640, 76, 190, 150, dark(WOOD, 0.1), 6)
    c.box(654, 90, 162, 122, p.cream, 3)
    for row in range(4):
        c.stroke([(676, 118 + row * 22), (794 if row < 3 else 740, 118 + row * 22)], mix(p.main, p.cream, 0.45), 7)
    things.chair(c.at(900, 556, 0.86))
    official = Figure(
        Look("bob", top="shirt", colour=CLOTH_WHITE, below=INDIGO),
        900, 556, 0.86, turn=-0.5, nod=-4, pose="chair", left=(822, 338), right=(940, 316),
    )  # fmt: skip
    official.body(c)
    things.desk(c.at(880, 362), 560, 200)
    things.open_book(c.at(868, 340, 0.8))
    official.arm(c, "left")
    official.arm(c, "right")
    things.pen(c.at(906, 346, 0.8))
    official.hand(c, "right")
    things.vase(c.at(1082, 354, 0.95), SKY_BLUE, p.accent)
    farmer = Look("bun", "scarf", colour=p.glow, below=dark(BROWN, 0.4), cloth=p.main, skin=SKIN[2])
    Figure(farmer, 250, 596, 0.84, turn=0.7, nod=3, left="front", right="front").draw(c)
    speaker = Figure(
        Look("tied", colour=p.accent), 466, 600, 0.84, turn=0.8, mood="talk", left="down", right=(624, 312)
    )
    speaker.draw(c)

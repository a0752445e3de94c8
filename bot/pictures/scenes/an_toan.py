"""The scenes of the course on safety: a lit window, an open door, a hand on a shoulder; never harm, never fear."""

from __future__ import annotations

from dataclasses import replace

from bot.pictures import places, things
from bot.pictures.canvas import Canvas
from bot.pictures.figures import Figure
from bot.pictures.heads import Look
from bot.pictures.palette import BROWN, GREY_HAIR, INDIGO, RED, SKIN, WOOD, Palette, dark, light, mix, rgb
from bot.pictures.scenes.register import scene
from bot.pictures.shapes import rectangle


@scene("nam-viec-dau-tien")
def a_door_opened_in_the_rain(c: Canvas, p: Palette) -> None:
    """On a rainy night a woman opens her lit house and lays a shawl on a young mother's shoulders."""
    places.sky(c, p.deep)
    places.hills(c, [330, 260, 320, 250, 330], mix(p.deep, p.main, 0.35))
    places.rain(c, mix(p.deep, p.soft, 0.45))
    c.box(0, 470, places.WIDTH, 60, mix(p.deep, p.sand, 0.28))
    c.glow(880, 290, 560, p.glow, 0.3, rings=2)
    c.box(620, 60, 700, 440, mix(p.blush, p.sand, 0.4))
    c.fill([(560, 96), (650, -30), (1300, -30), (1300, 96)], dark(p.accent, 0.38))
    c.box(556, 88, 760, 18, dark(p.accent, 0.55), 6)
    places.doorway(c.at(850, 486), 250, 356, light(p.glow, 0.35))
    things.bulb(c.at(910, 130, 0.6), 20)
    places.window(c.at(1170, 250), 130, 130, light(p.glow, 0.2), BROWN)
    c.box(660, 484, 420, 46, dark(p.sand, 0.24), 6)
    aunt = Figure(Look(colour=p.main, below=dark(BROWN, 0.4), skin=SKIN[1]), 820, 590, 0.84, turn=-0.7, nod=-6, lean=-5)
    mother = Figure(
        Look("tied", colour=p.soft, skin=SKIN[0]),
        560,
        600,
        0.82,
        turn=0.5,
        nod=6,
        mood="calm",
        left=(500, 318),
        right=(600, 326),
    )
    aunt = replace(aunt, left=mother.shoulder("right"), right=(1010, 300))
    aunt.body(c)
    mother.body(c)
    for side in mother.sides():
        mother.arm(c, side)
    things.shawl(mother.worn(c), p.accent, p.glow)
    things.baby(c.at(556, 292, 0.95), p.cream)
    for side in mother.sides():
        mother.hand(c, side)
    aunt.arm(c, "right")
    aunt.arm(c, "left")


@scene("nhan-dien-bao-luc")
def an_empty_purse_on_the_steps(c: Canvas, p: Palette) -> None:
    """A woman on the steps of a thatched house looks down at an empty purse; one in a conical hat sits and listens."""
    places.thatched_wall(c, mix(p.blush, p.sand, 0.55), mix(BROWN, p.sand, 0.45))
    places.doorway(c.at(236, 462), 190, 330, dark(BROWN, 0.35), open_to=-1)
    places.window(c.at(1096, 268), 150, 140, light(p.soft, 0.45), BROWN)
    c.box(0, 462, places.WIDTH, 80, p.sand)
    c.box(130, 402, 1020, 74, dark(p.sand, 0.13), 8)
    c.box(90, 470, 1100, 70, dark(p.sand, 0.24), 8)
    things.jar(c.at(1180, 520, 0.9))
    sad = Figure(
        Look("tied", colour=p.soft, below=INDIGO, skin=SKIN[0]),
        520, 556, 0.86, turn=0.25, nod=5, pose="chair", mood="down", left=(466, 358), right=(576, 350),
    )  # fmt: skip
    friend = Figure(
        Look("bun", "non_la", colour=p.main, below=dark(BROWN, 0.4), cloth=RED),
        736, 556, 0.86, turn=-0.8, nod=-3, pose="chair", mood="calm", left=sad.shoulder("right"), right=(792, 418),
    )  # fmt: skip
    friend.body(c)
    sad.draw(c, held=lambda canvas: things.purse(canvas.at(521, 344, 0.9, turn=-4), p.accent, RED))
    friend.arm(c, "right")
    friend.arm(c, "left")


@scene("bao-ai-goi-so-nao")
def a_call_in_the_evening(c: Canvas, p: Palette) -> None:
    """In the evening a woman by the window calls, her other arm around the shoulders of a girl with braids."""
    wall = mix(p.blush, BROWN, 0.45)
    c.box(0, 0, places.WIDTH, places.HEIGHT, wall)
    for y in range(70, 470, 66):
        c.box(0, y, places.WIDTH, 5, dark(wall, 0.1))
    c.box(0, 462, places.WIDTH, 80, dark(BROWN, 0.1))
    evening = c.at(330, 230)
    places.window(evening, 330, 290, p.deep, BROWN)
    with c.clip(rectangle(178, 96, 304, 268)) as view:
        places.night(view, p.deep, moon=(410, 150))
        places.hills(view, [330, 270, 290, 250, 300, 330], mix(p.deep, p.main, 0.6))
    c.stroke([(330, 88), (330, 372)], BROWN, 9)
    things.bulb(c.at(1010, 0), 40)
    things.table(c.at(1080, 396), 250, 140)
    things.teapot(c.at(1060, 388, 0.72))
    things.cup(c.at(1150, 388, 0.9))
    girl = Figure(
        Look("braids", top="tee", colour=p.accent, below=INDIGO, cloth=RED, skin=SKIN[0], age="child"),
        790, 572, 0.56, turn=-0.3, left="down", right="front",
    )  # fmt: skip
    woman = Figure(Look("bob", colour=p.main, below=dark(BROWN, 0.4)), 630, 600, 0.86, turn=0.2, nod=4, mood="talk")
    woman = replace(woman, left=woman.spot(-74, -574), right=girl.shoulder("right"))
    woman.body(c)
    woman.arm(c, "right")
    girl.draw(c)
    woman.hand(c, "right")
    things.phone(c.at(*woman.spot(-62, -596), 0.42, turn=-12), p.soft)
    woman.arm(c, "left")


@scene("cam-tiep-xuc-tam-lanh")
def a_warm_room_with_the_door_closed(c: Canvas, p: Palette) -> None:
    """A woman with her child sits on a plank bed in a warm, lit room; an older woman closes the wooden door."""
    places.room(c, mix(p.glow, p.cream, 0.5), mix(p.sand, BROWN, 0.28), 440)
    c.glow(640, 90, 330, light(p.glow, 0.5), 0.5, rings=3)
    things.bulb(c.at(640, 0), 30)
    places.window(c.at(170, 210), 150, 150, p.deep, BROWN)
    c.box(906, 76, 250, 380, dark(BROWN, 0.3), 4)
    c.box(924, 94, 214, 362, p.deep)
    c.fill([(1138, 94), (960, 106), (960, 474), (1138, 456)], WOOD)
    c.fill([(1114, 124), (984, 132), (984, 266), (1114, 262)], dark(WOOD, 0.14))
    c.fill([(1114, 292), (984, 298), (984, 440), (1114, 430)], dark(WOOD, 0.14))
    things.plank_bed(c.at(410, 452), 640)
    mother = Figure(
        Look("tied", colour=p.accent, below=INDIGO, skin=SKIN[0]),
        410, 452, 0.92, turn=0.35, nod=8, pose="seated", left=(366, 372), right=(462, 376),
    )  # fmt: skip
    mother.draw(c, held=lambda canvas: things.baby(canvas.at(412, 342, 1.05), p.cream))
    things.lamp(c.at(640, 420, 0.9))
    aunt = Figure(
        Look("bun", colour=p.main, below=dark(BROWN, 0.4), age="elder", hair_colour=GREY_HAIR),
        846, 584, 0.82, turn=-0.3, lean=2, left="down", right=(978, 300),
    )  # fmt: skip
    aunt.draw(c)


@scene("hoa-giai-duoc-khong")
def three_cups_of_tea(c: Canvas, p: Palette) -> None:
    """A couple sits at two sides of a bamboo table in the yard, a woman between them listens; a pot, three cups."""
    places.sky(c, p.cream)
    places.sun(c, 1090, 104, 50, p)
    places.hills(c, [240, 180, 250, 200, 260, 190, 240], light(p.soft, 0.25))
    places.hills(c, [330, 290, 340, 300, 350, 290, 320], p.soft)
    c.box(0, 430, places.WIDTH, 110, p.sand)
    places.stilt_house(c.at(150, 436, 0.8), mix(BROWN, p.sand, 0.4))
    places.banana(c.at(1226, 440), mix(p.main, rgb("#5B8C4E"), 0.45), 0.75)
    wife = Figure(
        Look("bun", colour=p.accent, below=INDIGO),
        358, 560, 0.86, turn=0.6, nod=3, pose="chair", mood="talk", left=(306, 418), right=(470, 336),
    )  # fmt: skip
    husband = Figure(
        Look("short", top="shirt", colour=light(p.soft, 0.1), below=dark(BROWN, 0.3), broad=True, skin=SKIN[2]),
        922, 560, 0.86, turn=-0.6, nod=-3, pose="chair", mood="calm", left=(806, 338), right=(978, 418),
    )  # fmt: skip
    listener = Figure(
        Look("tied", colour=p.main, skin=SKIN[0]),
        640,
        530,
        0.84,
        turn=-0.3,
        nod=-5,
        pose="chair",
        left=(584, 336),
        right=(700, 336),
    )
    for who in (listener, wife, husband):
        things.chair(c.at(who.x, who.y, 0.86))
        who.body(c)
    things.bamboo_table(c.at(640, 362), 430, 180)
    for who in (listener, wife, husband):
        who.arm(c, "left")
        who.arm(c, "right")
    things.teapot(c.at(640, 354, 0.66))
    for x in (508, 556, 750):
        things.cup(c.at(x, 354, 0.8))

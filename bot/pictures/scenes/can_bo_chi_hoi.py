"""The scenes of the course for branch cadres: the market, the hall, a doorstep, a well, a desk at night."""

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
    WOOD,
    Palette,
    dark,
    light,
    mix,
    rgb,
)
from bot.pictures.scenes.register import scene
from bot.pictures.shapes import rectangle

GROUP = (
    Look("bun", below=INDIGO, skin=SKIN[0]),
    Look("tied", below=dark(BROWN, 0.4), skin=SKIN[1]),
    Look("bob", below=INDIGO, skin=SKIN[2]),
)
"""Three women who sit together; each group gives them its own colours."""


@scene("hoi-la-ai")
def a_question_beside_the_greens(c: Canvas, p: Palette) -> None:
    """Under a tree at the market a woman in a conical hat bends to an old greengrocer; a young mother listens."""
    places.sky(c, p.cream)
    places.hills(c, [250, 200, 240, 190, 250, 210, 260], p.soft)
    c.box(0, 400, places.WIDTH, 140, p.sand)
    village.market_stall(c.at(130, 412, 0.92), p.accent, (p.glow, RED, p.main))
    village.market_stall(c.at(480, 404, 0.78), p.main, (RED, p.main, p.glow))
    village.almond_tree(c.at(1096, 470, 0.88), p.main)
    mother = Figure(
        Look("tied", colour=p.blush, below=INDIGO, skin=SKIN[0]),
        944, 588, 0.78, turn=-0.7, nod=-3, left="carry", right=(968, 340),
    )  # fmt: skip
    mother.body(c)
    things.carrier(mother.worn(c), p.glow, RED)
    for side in mother.sides():
        mother.arm(c, side)
    things.stool(c.at(370, 548, 1.1))
    elder = Figure(
        Look("bun", "scarf", colour=dark(BROWN, 0.1), cloth=p.main, age="elder", hair_colour=GREY_HAIR),
        370, 590, 0.8, turn=0.75, nod=4, pose="chair", mood="talk", left="lap", right=(508, 326),
    )  # fmt: skip
    visitor = Figure(
        Look("bun", "non_la", colour=p.accent, cloth=RED, skin=SKIN[1]),
        640, 588, 0.78, turn=-0.85, lean=-11, nod=-4, left=(540, 338), right=(676, 330),
    )  # fmt: skip
    elder.draw(c)
    visitor.draw(c)
    things.shoulder_pole(c.at(330, 534, 0.94), p.main, RED, 330)


@scene("thon-moi-xa-hai-cap")
def two_benches_before_the_hall(c: Canvas, p: Palette) -> None:
    """Before the village hall a woman with a book talks with the hamlet head and his bicycle; two groups sit behind."""
    places.sky(c, p.cream)
    places.cloud(c, 150, 70, 0.9, CLOTH_WHITE)
    places.hills(c, [230, 170, 220, 160, 226, 180, 230], p.soft)
    c.box(0, 386, places.WIDTH, 150, p.sand)
    places.bamboo(c.at(60, 392), 240, p.main)
    village.village_hall(c.at(618, 392, 1.04), light(p.glow, 0.5), p.deep, "NHÀ VĂN HÓA")
    places.flag(c.at(1020, 392), 330)
    for middle, colours in ((152, (p.accent, p.blush, p.main)), (1140, (SKY_BLUE, p.glow, p.accent))):
        things.bench(c.at(middle, 470, 0.52), 560)
        for index, colour in enumerate(colours):
            look = replace(GROUP[index], colour=colour)
            turn = 0.7 if middle < 640 else -0.7
            Figure(look, middle - 90 + index * 90, 474, 0.48, turn=turn, pose="chair", left="lap", right="lap").draw(c)
    head = Figure(
        Look("short", top="shirt", colour=SKY_BLUE, below=INDIGO, broad=True, hair_colour=GREY_HAIR, skin=SKIN[2]),
        896, 560, 0.78, turn=-0.8, nod=-3, mood="talk", left=(850, 308), right=(962, 326),
    )  # fmt: skip
    head.draw(c)
    things.bicycle(c.at(902, 522, 0.98, flip=True), p.accent)
    for side in head.sides():
        head.arm(c, side)
    leader = Figure(
        Look("tied", colour=p.accent, skin=SKIN[0]), 400, 588, 0.82, turn=0.85, nod=3, left=(366, 318), right=(438, 314)
    )
    leader.draw(c, held=lambda canvas: things.booklet(canvas.at(404, 302, 0.9, turn=-4), p.main, emblem=False))


@scene("hoi-vien-cua-minh")
def a_call_on_the_doorstep(c: Canvas, p: Palette) -> None:
    """On the doorstep a woman smiles into her phone, her book open on her lap; a young bride kneads dough nearby."""
    places.thatched_wall(c, mix(p.blush, p.sand, 0.7), mix(BROWN, p.sand, 0.45))
    places.doorway(c.at(400, 440), 210, 320, dark(BROWN, 0.35), open_to=-1)
    places.window(c.at(1050, 230), 150, 130, light(p.soft, 0.45), BROWN)
    c.box(0, 452, places.WIDTH, 90, p.sand)
    c.box(196, 428, 440, 52, dark(p.sand, 0.14), 8)
    c.box(156, 474, 520, 66, dark(p.sand, 0.25), 8)
    things.jar(c.at(96, 520, 0.85))
    caller = Figure(
        Look("bob", colour=p.main, below=dark(BROWN, 0.4)), 420, 560, 0.9, turn=0.3, nod=-5, pose="chair", mood="smile"
    )
    caller = replace(caller, left=caller.spot(-74, -574), right=(474, 392))
    caller.body(c)
    things.open_book(c.at(424, 396, 0.86), p.accent)
    caller.arm(c, "right")
    things.phone(c.at(*caller.spot(-62, -596), 0.42, turn=-12), p.soft)
    caller.arm(c, "left")
    bride = Figure(
        Look("tied", top="ba_ba", colour=p.accent, below=INDIGO, skin=SKIN[0]),
        846, 552, 0.88, turn=-0.45, nod=-6, pose="chair", left=(806, 352), right=(884, 350),
    )  # fmt: skip
    bride.body(c)
    things.bamboo_table(c.at(870, 408), 500, 130)
    things.dough(c.at(846, 402, 0.96))
    bride.arm(c, "left")
    bride.arm(c, "right")
    things.rice_cakes(c.at(1046, 398, 0.86))


@scene("dao-duc-ung-xu")
def at_the_village_well(c: Canvas, p: Palette) -> None:
    """At the well a woman stands still with her washing, two others put heads together; one comes back, hat in hand."""
    places.sky(c, p.cream)
    places.hills(c, [220, 170, 226, 160, 220, 180, 240], light(p.soft, 0.2))
    places.hills(c, [320, 290, 330, 280, 330, 300, 320], p.soft)
    c.box(0, 410, places.WIDTH, 130, p.sand)
    places.path(c, (820, 1120), (1150, 400), 60, light(p.sand, 0.4), 60)
    village.areca(c.at(90, 420), 230, p.main)
    village.areca(c.at(170, 414), 170, p.main)
    places.banana(c.at(1250, 430), p.main, 0.7)
    returning = Figure(
        Look("tied", colour=p.main, below=INDIGO, skin=SKIN[1]),
        1066, 492, 0.54, turn=-0.7, nod=-7, mood="down", left=(1046, 306), right=(1090, 302),
    )  # fmt: skip
    returning.draw(c, held=lambda canvas: things.conical_hat(canvas.at(1066, 322, 0.56)))
    pair = (
        Figure(
            Look("bun", colour=p.glow, below=dark(BROWN, 0.4), skin=SKIN[2]),
            640, 566, 0.8, turn=0.7, lean=4, nod=6, mood="talk", left="hip", right=(706, 146),
        ),
        Figure(
            Look("bob", colour=SKY_BLUE, below=INDIGO, skin=SKIN[0]),
            806, 566, 0.8, turn=-0.6, lean=-4, nod=-6, mood="calm", left=(776, 330), right=(846, 330),
        ),
    )  # fmt: skip
    for who in (pair[1], pair[0]):
        who.draw(c)
    things.well(c.at(736, 536, 1.0), mix(p.accent, p.sand, 0.4))
    alone = Figure(
        Look("tied", colour=p.accent, skin=SKIN[1]),
        330, 590, 0.84, turn=-0.3, nod=-6, mood="down", left=(236, 344), right=(424, 344),
    )  # fmt: skip
    alone.draw(c, held=lambda canvas: things.laundry(canvas.at(330, 348, 0.86), (p.blush, SKY_BLUE, p.glow)))


@scene("bao-cao-mot-trang")
def one_page_by_lamplight(c: Canvas, p: Palette) -> None:
    """At night a woman in glasses writes on a sheet under a desk lamp; her notebook, a cup, a cat asleep beside her."""
    wall = mix(p.deep, BROWN, 0.35)
    places.room(c, wall, dark(BROWN, 0.35), 462)
    places.window(c.at(1060, 190), 220, 210, INDIGO, BROWN)
    with c.clip(rectangle(957, 92, 206, 196)) as view:
        places.night(view, INDIGO, moon=(1106, 150))
        places.hills(view, [300, 260, 290, 250, 236, 262], mix(INDIGO, p.main, 0.4))
    c.stroke([(1060, 88), (1060, 292)], BROWN, 8)
    c.box(110, 112, 220, 14, WOOD, 4)
    for x, height, colour in ((140, 78, p.accent), (168, 66, p.soft), (194, 84, p.glow), (222, 70, p.blush)):
        c.box(x, 112 - height, 24, height, colour, 3)
    c.glow(470, 260, 420, p.glow, 0.3, rings=3)
    things.chair(c.at(640, 580, 0.95))
    writer = Figure(
        Look("bun", colour=p.accent, below=INDIGO, glasses=True),
        640, 580, 0.95, turn=-0.25, nod=-7, pose="chair", left=(568, 388), right=(700, 384),
    )  # fmt: skip
    writer.body(c)
    things.table(c.at(640, 412), 920, 180)
    things.desk_lamp(c.at(320, 408, 0.92), p.main)
    c.fill([(566, 366), (706, 366), (728, 410), (544, 410)], CLOTH_WHITE)
    for row in range(3):
        c.stroke([(578 - row * 5, 376 + row * 10), (660 + row * 4, 376 + row * 10)], rgb("#A9B0B8"), 4)
    writer.arm(c, "left")
    writer.arm(c, "right")
    things.pen(c.at(694, 400, 0.8))
    writer.hand(c, "right")
    things.booklet(c.at(478, 388, 0.6, turn=0), p.accent, emblem=False)
    things.cup(c.at(790, 404, 1.1))
    things.cat(c.at(960, 404, 0.94), mix(p.accent, STRAW, 0.55))

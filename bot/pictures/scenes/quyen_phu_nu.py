"""The scenes of the course on women's rights: a signature, a school bag, greens in a tray, an office, a bus stop."""

from __future__ import annotations

from bot.pictures import places, things, village
from bot.pictures.canvas import Canvas
from bot.pictures.figures import Figure
from bot.pictures.heads import Look
from bot.pictures.palette import (
    BROWN,
    CLOTH_WHITE,
    GOLD,
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


@scene("ket-hon-tai-san-ly-hon")
def a_couple_signs(c: Canvas, p: Palette) -> None:
    """A young couple stands at the desk of the commune office and signs one paper; she holds a bunch of daisies."""
    places.room(c, light(p.soft, 0.5), p.sand, 452)
    places.window(c.at(170, 200), 150, 170, light(SKY_BLUE, 0.55))
    things.bunting(c.at(330, 20), 640, (p.accent, p.glow, p.main, p.blush))
    places.doorway(c.at(1090, 456), 160, 320, light(p.glow, 0.45))
    bride = Figure(
        Look("tied", colour=p.accent, below=CLOTH_WHITE, skin=SKIN[0]),
        500, 610, 0.88, turn=0.5, nod=7, left=(444, 286), right=(592, 352),
    )  # fmt: skip
    groom = Figure(
        Look("short", top="shirt", colour=CLOTH_WHITE, below=INDIGO, broad=True, skin=SKIN[1]),
        780, 610, 0.88, turn=-0.5, nod=-7, left=(696, 352), right=(846, 352),
    )  # fmt: skip
    for who in (bride, groom):
        who.body(c)
    things.desk(c.at(640, 382), 700, 200)
    c.fill([(584, 346), (706, 346), (726, 388), (562, 388)], CLOTH_WHITE)
    for row in range(3):
        c.stroke([(598 - row * 6, 354 + row * 9), (690 + row * 6 - row * 20, 354 + row * 9)], rgb("#A9B0B8"), 4)
    c.disc(694, 378, 8, RED)
    for who in (bride, groom):
        who.arm(c, "left")
        who.arm(c, "right")
    things.pen(c.at(618, 372, 0.8, flip=True))
    bride.hand(c, "right")
    things.pen(c.at(670, 372, 0.8))
    groom.hand(c, "left")
    things.bouquet(c.at(446, 276, 0.86, turn=-10))
    bride.hand(c, "left")
    things.vase(c.at(938, 374, 0.9), SKY_BLUE, p.accent)


@scene("tao-hon-ep-cuoi")
def a_pupil_at_the_gate(c: Canvas, p: Palette) -> None:
    """A girl with her school bag stands at a bamboo gate; in the yard a woman talks gently with her parents at tea."""
    places.sky(c, p.cream)
    places.sun(c, 800, 90, 44, p)
    places.hills(c, [240, 180, 250, 190, 250, 190, 240], light(p.soft, 0.25))
    places.hills(c, [320, 290, 330, 300, 340, 290, 320], p.soft)
    c.box(0, 410, places.WIDTH, 130, p.sand)
    places.stilt_house(c.at(170, 418, 0.86), mix(BROWN, p.sand, 0.4))
    village.fence(c.at(720, 424), 200)
    village.fence(c.at(1120, 424), 170)
    village.bamboo_gate(c.at(1000, 470), 400)
    mother = Figure(
        Look("bun", colour=p.glow, below=dark(BROWN, 0.4), skin=SKIN[2]),
        180, 556, 0.76, turn=0.7, nod=3, pose="chair", mood="calm", left=(132, 430), right=(232, 424),
    )  # fmt: skip
    father = Figure(
        Look("short", top="shirt", colour=SKY_BLUE, below=INDIGO, broad=True, skin=SKIN[2]),
        640, 556, 0.76, turn=-0.7, nod=-3, pose="chair", mood="calm", left=(584, 426), right=(696, 430),
    )  # fmt: skip
    friend = Figure(
        Look("tied", colour=p.main, skin=SKIN[0]),
        408, 536, 0.76, turn=0.45, nod=5, pose="chair", mood="talk", left=(350, 386), right=(478, 340),
    )  # fmt: skip
    for who in (friend, mother, father):
        things.chair(c.at(who.x, who.y, 0.76))
        who.body(c)
    things.bamboo_table(c.at(410, 408), 330, 130)
    for who in (friend, mother, father):
        who.arm(c, "left")
        who.arm(c, "right")
    things.teapot(c.at(404, 400, 0.66))
    for x in (310, 480, 522):
        things.cup(c.at(x, 400, 0.78))
    girl = Figure(
        Look("braids", top="shirt", colour=CLOTH_WHITE, below=INDIGO, cloth=RED, skin=SKIN[1]),
        1000, 588, 0.74, turn=-0.6, mood="calm", left=(960, 268), right="down",
    )  # fmt: skip
    things.rucksack_behind(girl.worn(c), p.accent)
    girl.body(c)
    things.rucksack_straps(girl.worn(c), p.accent)
    things.neckerchief(girl.worn(c), RED)
    for side in girl.sides():
        girl.arm(c, side)


@scene("mang-thai-sinh-con")
def three_women_pick_greens(c: Canvas, p: Palette) -> None:
    """On the porch three women pick greens, one with child, one in a conical hat, one with a baby; he hangs nappies."""
    places.porch(c, p, light(p.glow, 0.66))
    places.doorway(c.at(700, 452), 170, 300, dark(WOOD, 0.4))
    c.stroke([(90, 62), (640, 84), (1190, 62)], dark(BROWN, 0.1), 5)
    things.nappies(c.at(788, 78), (p.soft, p.blush), 90)
    husband = Figure(
        Look("short", top="shirt", colour=p.main, below=INDIGO, broad=True, skin=SKIN[2]),
        1128, 560, 0.72, turn=-0.6, nod=-4, left=(1050, 84), right="hip",
    )  # fmt: skip
    husband.body(c)
    things.nappies(c.at(970, 72), (light(SKY_BLUE, 0.4),))
    husband.arm(c, "left")
    husband.arm(c, "right")
    worker = Figure(
        Look("tied", top="shirt", colour=SKY_BLUE, below=INDIGO, skin=SKIN[0]),
        240, 560, 0.86, turn=0.6, nod=4, pose="chair", left=(226, 366), right=(346, 396),
    )  # fmt: skip
    farmer = Figure(
        Look("bun", "non_la", colour=p.accent, cloth=RED, below=dark(BROWN, 0.4), skin=SKIN[2]),
        500, 552, 0.84, turn=0.1, nod=0, pose="chair", mood="talk", left=(448, 396), right=(556, 396),
    )  # fmt: skip
    mother = Figure(
        Look("bob", colour=p.glow, below=INDIGO, skin=SKIN[1]),
        780, 560, 0.86, turn=-0.55, nod=-4, pose="chair", left=(738, 376), right=(836, 374),
    )  # fmt: skip
    for who, seat in ((worker, RED), (farmer, SKY_BLUE), (mother, p.main)):
        things.plastic_chair(c.at(who.x, who.y - 8, who.scale), seat)
        who.body(c)
    things.belly(worker.worn(c), SKY_BLUE)
    worker.arm(c, "right")
    worker.arm(c, "left")
    things.stool(c.at(480, 540, 1.2), STRAW)
    things.winnowing_tray(c.at(460, 438, 1.0), p.main)
    farmer.arm(c, "left")
    farmer.arm(c, "right")
    worker.hand(c, "right")
    for side in mother.sides():
        mother.arm(c, side)
    things.baby(c.at(786, 356, 0.95, flip=True), CLOTH_WHITE)
    for side in mother.sides():
        mother.hand(c, side)


@scene("tro-giup-phap-ly")
def an_office_that_costs_nothing(c: Canvas, p: Palette) -> None:
    """Two women sit side by side at a desk, papers in a cloth bag and a book in hand; the officer opposite listens."""
    places.room(c, light(p.blush, 0.45), p.sand, 452)
    places.doorway(c.at(640, 458), 180, 330, light(p.glow, 0.4))
    c.box(24, 150, 210, 14, WOOD, 4)
    for index, colour in enumerate((p.deep, p.accent, p.main, p.glow, p.deep, SKY_BLUE)):
        c.box(30 + index * 33, 76 + index % 3 * 6, 28, 74 - index % 3 * 6, colour, 3)
    places.window(c.at(1130, 196), 140, 150, light(SKY_BLUE, 0.55))
    things.chair(c.at(316, 556, 0.86))
    officer = Figure(
        Look("short", top="shirt", colour=CLOTH_WHITE, below=INDIGO, broad=True, skin=SKIN[1]),
        316, 556, 0.86, turn=0.6, nod=5, pose="chair", left=(274, 346), right=(384, 342),
    )  # fmt: skip
    officer.body(c)
    things.desk(c.at(310, 368), 500, 200)
    officer.arm(c, "left")
    officer.arm(c, "right")
    things.open_book(c.at(452, 344, 0.62))
    things.vase(c.at(118, 360, 0.85), SKY_BLUE, p.accent)
    client = Figure(
        Look("bun", colour=p.glow, below=dark(BROWN, 0.4), skin=SKIN[2]),
        720, 556, 0.86, turn=-0.7, nod=-3, pose="chair", mood="talk", left=(672, 366), right=(772, 366),
    )  # fmt: skip
    friend = Figure(
        Look("tied", colour=p.accent, below=INDIGO, skin=SKIN[0]),
        964, 556, 0.86, turn=-0.6, nod=-5, pose="chair", left=(926, 372), right=(1004, 370),
    )  # fmt: skip
    for who in (friend, client):
        things.chair(c.at(who.x, who.y, 0.86))
    friend.draw(c, held=lambda canvas: things.booklet(canvas.at(966, 358, 0.9), p.main, emblem=False))
    client.draw(c, held=lambda canvas: things.cloth_bag(canvas.at(722, 352, 0.86), p.main, RED))


@scene("phong-mua-ban-quay-roi")
def a_question_at_the_bus_stop(c: Canvas, p: Palette) -> None:
    """Two girls with a small rucksack wait at a country bus stop; an older woman in a hat comes up and asks."""
    places.sky(c, p.cream)
    places.sun(c, 1140, 96, 46, p)
    places.hills(c, [230, 180, 240, 170, 240, 190, 230], p.soft)
    places.terraces(c, [mix(p.main, p.soft, t) for t in (0.6, 0.35)], 320)
    c.box(0, 412, places.WIDTH, 130, p.sand)
    village.bus(c.at(210, 462, 0.98), p.main)
    village.bus_stop(c.at(812, 440, 0.98), p.deep, "BẾN XE")
    places.banana(c.at(1250, 440), mix(p.main, rgb("#5B8C4E"), 0.45), 0.7)
    first = Figure(
        Look("braids", top="tee", colour=p.glow, below=INDIGO, cloth=p.accent, skin=SKIN[0]),
        520, 584, 0.72, turn=0.6, left=(490, 352), right=(554, 350),
    )  # fmt: skip
    second = Figure(
        Look("tied", colour=p.blush, below=dark(BROWN, 0.3), skin=SKIN[1]),
        668, 584, 0.72, turn=0.7, mood="calm", left="down", right=(694, 350),
    )  # fmt: skip
    first.draw(c)
    things.rucksack_behind(second.worn(c), p.accent)
    second.body(c)
    things.rucksack_straps(second.worn(c), p.accent)
    for side in second.sides():
        second.arm(c, side)
    woman = Figure(
        Look("bun", "non_la", colour=p.deep, below=dark(BROWN, 0.4), cloth=GOLD, skin=SKIN[1]),
        1000, 590, 0.78, turn=-0.8, lean=-4, nod=-3, mood="talk", left=(862, 290), right=(1056, 300),
    )  # fmt: skip
    woman.draw(c)
    things.phone(c.at(1062, 284, 0.4, turn=8), light(p.soft, 0.3))
    woman.hand(c, "right")

"""A sheet that shows every thing of the kit with its name, for whoever composes a new scene.

It is looked at, not shipped.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image

from bot.pictures import things
from bot.pictures.canvas import Canvas
from bot.pictures.palette import CLOTH_WHITE, INK, RED, SKY_BLUE, light, palette_of

CELL = 300
COLUMNS = 8

_P = palette_of("binh-dang-gioi")
# Those that need more than a canvas.
ARGUMENTS: dict[str, Callable[[Canvas], None]] = {
    "baby": lambda c: things.baby(c, CLOTH_WHITE),
    "bamboo_table": lambda c: things.bamboo_table(c, 360, 150),
    "bubble": lambda c: things.bubble(c, 200, 110, _P.accent),
    "carrier": lambda c: things.carrier(c.at(0, 360), _P.glow, RED),
    "chair": lambda c: things.chair(c.at(0, 100, 0.6)),
    "clothes_line": lambda c: things.clothes_line(c.at(-180, -60), 360, (RED, SKY_BLUE, _P.main)),
    "desk": lambda c: things.desk(c, 360, 150),
    "hand_basket": lambda c: things.hand_basket(c.at(0, -90), _P.main),
    "heart": lambda c: things.heart(c, _P.accent),
    "number_pad": lambda c: things.number_pad(c, _P.deep, CLOTH_WHITE, _P.main),
    "phone": lambda c: things.phone(c, SKY_BLUE),
    "plank_bed": lambda c: things.plank_bed(c, 360),
    "plastic_chair": lambda c: things.plastic_chair(c.at(0, 100, 0.6), SKY_BLUE),
    "purse": lambda c: things.purse(c, _P.accent, RED),
    "shawl": lambda c: things.shawl(c.at(0, 420), _P.glow, RED),
    "shirt": lambda c: things.shirt(c, SKY_BLUE),
    "signpost": lambda c: things.signpost(c.at(0, 100, 0.7), _P.main, _P.accent),
    "scales": lambda c: things.scales(c.at(0, 100, 0.7), left=20),
    "broom": lambda c: things.broom(c.at(0, 100, 0.7)),
    "belly": lambda c: things.belly(c.at(0, 330), SKY_BLUE),
    "bench": lambda c: things.bench(c.at(0, 80), 360),
    "bicycle": lambda c: things.bicycle(c.at(0, 100, 0.9), _P.accent),
    "bunting": lambda c: things.bunting(c.at(-170, -20), 340, (RED, SKY_BLUE, _P.main)),
    "cloth_bag": lambda c: things.cloth_bag(c, _P.main, RED),
    "desk_lamp": lambda c: things.desk_lamp(c.at(-40, 110), _P.main),
    "laundry": lambda c: things.laundry(c, (RED, SKY_BLUE, _P.main)),
    "nappies": lambda c: things.nappies(c.at(-140, -40), (CLOTH_WHITE, SKY_BLUE, CLOTH_WHITE)),
    "neckerchief": lambda c: things.neckerchief(c.at(0, 460), RED),
    "rucksack_behind": lambda c: things.rucksack_behind(c.at(0, 400), _P.accent),
    "rucksack_straps": lambda c: things.rucksack_straps(c.at(0, 430), _P.accent),
    "shoulder_pole": lambda c: things.shoulder_pole(c.at(0, 60, 0.7), _P.main, RED),
    "well": lambda c: things.well(c.at(0, 60), _P.sand),
    "winnowing_tray": lambda c: things.winnowing_tray(c, _P.main),
    "table": lambda c: things.table(c, 360, 150),
    "vase": lambda c: things.vase(c.at(0, 60), SKY_BLUE, _P.accent),
    "waves": lambda c: things.waves(c, _P.accent),
}


def draw_catalogue(font: Path | None) -> Image.Image:
    """All things, eight a row, their names below them."""
    names = things.__all__
    rows = -(-len(names) // COLUMNS)
    sheet = Canvas.blank(COLUMNS * CELL // 2, rows * CELL // 2, light(_P.soft, 0.4), font)
    for index, name in enumerate(names):
        cell = sheet.at((index % COLUMNS + 0.5) * CELL / 2, (index // COLUMNS + 0.5) * CELL / 2, 0.36)
        paint = ARGUMENTS.get(name) or getattr(things, name)
        paint(cell)
        cell.text(0, 180, name, 32, INK)
    return sheet.finished()

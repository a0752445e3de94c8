"""Things that people use, gathered under one name so that a scene says ``things.teapot``.

A thing knows neither people nor scenes; the catalogue (``python -m bot.pictures --catalogue``) shows them all.
"""

from __future__ import annotations

from bot.pictures.things.carried import baby, carrier, purse, shawl
from bot.pictures.things.furniture import bamboo_table, bulb, chair, desk, lamp, plank_bed, plastic_chair, table
from bot.pictures.things.household import (
    basin,
    basket,
    bowl,
    broom,
    clothes_line,
    cup,
    hand_basket,
    hen,
    jar,
    pot,
    shirt,
    teapot,
    tray,
)
from bot.pictures.things.public import (
    ballot_box,
    booklet,
    bubble,
    heart,
    loudspeaker,
    number_pad,
    open_book,
    paper,
    pen,
    phone,
    scales,
    signpost,
    stethoscope,
    vase,
    waves,
)

__all__ = [
    "baby",
    "ballot_box",
    "bamboo_table",
    "basin",
    "basket",
    "booklet",
    "bowl",
    "broom",
    "bubble",
    "bulb",
    "carrier",
    "chair",
    "clothes_line",
    "cup",
    "desk",
    "hand_basket",
    "heart",
    "hen",
    "jar",
    "lamp",
    "loudspeaker",
    "number_pad",
    "open_book",
    "paper",
    "pen",
    "phone",
    "plank_bed",
    "plastic_chair",
    "pot",
    "purse",
    "scales",
    "shawl",
    "shirt",
    "signpost",
    "stethoscope",
    "table",
    "teapot",
    "tray",
    "vase",
    "waves",
]

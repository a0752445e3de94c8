"""The colours: a small palette for each course, and the skin, hair and cloth that people wear in all of them.

A course without a palette of its own gets the first one, so that a new course can be drawn at once.
"""

from __future__ import annotations

from dataclasses import dataclass

Colour = tuple[int, int, int]


def rgb(code: str) -> Colour:
    """The colour of a code such as ``#F4A261``."""
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """``one`` with a ``share`` (0 to 1) of ``other`` in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


WHITE = rgb("#FFFFFF")
INK = rgb("#2E2230")


def dark(colour: Colour, share: float = 0.14) -> Colour:
    """A shade of the colour, for folds and for what lies behind."""
    return mix(colour, INK, share)


def light(colour: Colour, share: float = 0.3) -> Colour:
    """A tint of the colour."""
    return mix(colour, WHITE, share)


@dataclass(frozen=True, slots=True)
class Palette:
    """What a scene of one course is painted with."""

    deep: Colour
    """The title band and the darkest large shapes."""
    main: Colour
    """Hills, leaves, the first garment."""
    soft: Colour
    """A tint of ``main`` for far hills and quiet shapes."""
    accent: Colour
    """What the eye should find first."""
    blush: Colour
    """A tint of ``accent``."""
    cream: Colour
    """The sky by day and the letters of the title."""
    sand: Colour
    """Ground, walls, tables."""
    glow: Colour
    """Lamps, windows, the sun."""


PALETTES = {
    "can-bo-chi-hoi": Palette(
        deep=rgb("#7A3320"),
        main=rgb("#7D8F3F"),
        soft=rgb("#C6CC93"),
        accent=rgb("#D2603A"),
        blush=rgb("#F4C7A4"),
        cream=rgb("#FFF5E3"),
        sand=rgb("#F0DAB3"),
        glow=rgb("#F6BE4F"),
    ),
    "sinh-hoat-chi-hoi": Palette(
        deep=rgb("#1F5A41"),
        main=rgb("#6A9E58"),
        soft=rgb("#BFD8AC"),
        accent=rgb("#DF5B45"),
        blush=rgb("#F7C8B4"),
        cream=rgb("#FFF8E6"),
        sand=rgb("#EFDFB9"),
        glow=rgb("#F5C246"),
    ),
    "quyen-phu-nu": Palette(
        deep=rgb("#343A72"),
        main=rgb("#5C8F7B"),
        soft=rgb("#B2CDBB"),
        accent=rgb("#D4567A"),
        blush=rgb("#F4C3CB"),
        cream=rgb("#FFF6EC"),
        sand=rgb("#EFDDC3"),
        glow=rgb("#F7C35F"),
    ),
    "chi-hoi-so": Palette(
        deep=rgb("#1F4A38"),
        main=rgb("#6B9A4F"),
        soft=rgb("#BBD3A4"),
        accent=rgb("#3B76A8"),
        blush=rgb("#BCD6E8"),
        cream=rgb("#FFF7E6"),
        sand=rgb("#F1DFBE"),
        glow=rgb("#F5BE52"),
    ),
    "binh-dang-gioi": Palette(
        deep=rgb("#5A2450"),
        main=rgb("#5B8C4E"),
        soft=rgb("#A9C48F"),
        accent=rgb("#8E3B76"),
        blush=rgb("#D9A3BF"),
        cream=rgb("#FCF4E2"),
        sand=rgb("#EDD9B2"),
        glow=rgb("#F2B84B"),
    ),
    "an-toan": Palette(
        deep=rgb("#0E4654"),
        main=rgb("#2B7A83"),
        soft=rgb("#8FBDB8"),
        accent=rgb("#EE8F4E"),
        blush=rgb("#F8CDA4"),
        cream=rgb("#FFF5E6"),
        sand=rgb("#F1DCBC"),
        glow=rgb("#FFD27A"),
    ),
}


def palette_of(course_id: str) -> Palette:
    """The palette of a course."""
    return PALETTES.get(course_id, PALETTES["binh-dang-gioi"])


SKIN = (rgb("#F3C9A2"), rgb("#E5AE82"), rgb("#CE9164"))
"""From light to tanned."""
BLACK_HAIR = rgb("#2B2128")
GREY_HAIR = rgb("#B9B2B0")
INDIGO = rgb("#2C3358")
BROWN = rgb("#8A5A3B")
WOOD = rgb("#A8714A")
RED = rgb("#C2413A")
CLOTH_WHITE = rgb("#FBF7EF")
SKY_BLUE = rgb("#7FA9C4")
TILE = rgb("#C0603F")
GOLD = rgb("#F2B84B")
STRAW = rgb("#D9B36C")
CLAY = rgb("#B5653F")
PLUM = rgb("#8E3B76")
CHARCOAL = rgb("#3A3340")
STEEL = rgb("#5E6B75")
TIN = rgb("#8A949C")
ENAMEL = rgb("#8FB6C9")
RUST = rgb("#C98244")

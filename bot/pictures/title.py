"""The calm band at the foot of every picture, with the title of the module in large letters.

Letters come from a bold font of the system that has every Vietnamese letter; none is shipped, and a picture is
never drawn with a font that would leave a diacritic out.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from bot.pictures.canvas import Canvas, type_of
from bot.pictures.ornaments import brocade
from bot.pictures.palette import Palette, light, mix
from bot.pictures.places import FLOOR, HEIGHT, WIDTH
from bot.pictures.shapes import leaf

FONTS = (
    Path("/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf"),
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"),
)
LARGEST, SMALLEST = 92, 64
"""Letter sizes in pixels of the full picture; 64 is still readable when the picture is shown 320 wide."""
ROOM = 1046
LINE = 1.12

Two = tuple[str, str]


class NoFontError(Exception):
    """No bold font with Vietnamese letters was found."""

    def __init__(self) -> None:
        super().__init__(
            "No bold font with Vietnamese letters found. On Debian or Ubuntu: apt install fonts-noto-core "
            "(or fonts-dejavu-core)."
        )


class TitleTooLongError(Exception):
    """The title does not fit the band."""

    def __init__(self, title: str) -> None:
        super().__init__(f"«{title}» does not fit on two lines of {SMALLEST} px: shorten the title.")


def find_font(chosen: Path | None = None) -> Path:
    """The font that titles are written in, the chosen one or the system's; NoFontError when it is not there."""
    for font in FONTS if chosen is None else (chosen,):
        if font.is_file():
            return font
    raise NoFontError


def draw_title(canvas: Canvas, title: str, palette: Palette) -> None:
    """Paint the band and the title on it, on one line or two."""
    canvas.box(0, FLOOR, WIDTH, HEIGHT - FLOOR, palette.deep)
    brocade(
        canvas,
        (0, FLOOR + 11),
        (WIDTH, FLOOR + 11),
        22,
        (mix(palette.deep, palette.accent, 0.45), palette.glow, palette.cream),
    )
    for turn, shade in ((-38, palette.soft), (30, palette.glow)):
        canvas.at(1196, 672, turn=turn).fill(leaf(92, 40, turn * 0.25), shade)
    canvas.stroke([(1196, 672), (1196, 690)], light(palette.deep, 0.45), 6)
    if canvas.font is None:
        raise NoFontError
    size, lines = fit(title, canvas.font)
    middle = FLOOR + 22 + (HEIGHT - FLOOR - 22) / 2
    for index, line in enumerate(lines):
        # The line through the middle of small letters lies a third of their size above the base line.
        base = middle + (index - (len(lines) - 1) / 2) * size * LINE + size * 0.32
        canvas.text(56, base, line, size, palette.cream, anchor="ls")


def fit(title: str, font: Path) -> tuple[int, list[str]]:
    """The largest size at which the title fits, and its one or two lines.

    Letters are composed (NFC) first, for only so does plain layout put every diacritic in its place.
    """
    words = unicodedata.normalize("NFC", title).split()
    for size in range(LARGEST, SMALLEST - 1, -2):
        if type_of(font, size).getlength(" ".join(words)) <= ROOM:
            return size, [" ".join(words)]
    for size in range(68, SMALLEST - 1, -2):
        face = type_of(font, size)
        splits: list[Two] = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
        fitting = [two for two in splits if max(face.getlength(two[0]), face.getlength(two[1])) <= ROOM]
        if fitting:
            best = min(range(len(fitting)), key=lambda index: _raggedness(fitting[index], title))
            return size, list(fitting[best])
    raise TitleTooLongError(title)


def _raggedness(two: Two, title: str) -> float:
    # A break after punctuation reads better than two lines of the same length.
    pause = 12 if two[0][-1] in ":,;?–" else 0
    return abs(len(two[0]) - len(two[1])) - pause + (3 if len(two[1]) < len(title) / 4 else 0)

"""Draw the title pictures: read which modules want one, paint each scene, write a small PNG.

A picture that an author supplied herself is recognised by the missing mark and never overwritten. The same
module gives the same bytes, so a picture changes in the repository only when its drawing or its title does.
"""

from __future__ import annotations

import hashlib
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, PngImagePlugin

from bot.pictures.canvas import Canvas
from bot.pictures.palette import palette_of
from bot.pictures.places import HEIGHT, WIDTH
from bot.pictures.scenes import SCENES
from bot.pictures.title import draw_title

MARK = "chihoi pictures"
HEAVIEST = 120 * 1024
"""Bytes: a title picture must arrive over a weak network."""
TITLE_KEYS = ("ten", "title")
PICTURE_KEYS = ("tranh", "picture")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A module that names a title picture."""

    module_id: str
    course_id: str
    title: str
    path: Path
    """Where the picture belongs."""


def wanted_pictures(content: Path) -> Iterator[Wanted]:
    """The modules under ``content/courses`` whose front matter names a picture, course after course."""
    for file in sorted((content / "courses").glob("*/[0-9]*-*.md")):
        if "." in file.stem:
            # A translation shows the picture of its original.
            continue
        head = front_matter(file.read_text(encoding="utf-8"))
        picture = next((head[key] for key in PICTURE_KEYS if head.get(key)), None)
        if picture is not None:
            title = next((head[key] for key in TITLE_KEYS if key in head), "")
            module_id = file.stem.split("-", 1)[1]
            yield Wanted(module_id, file.parent.name, unicodedata.normalize("NFC", title), file.parent / picture)


def front_matter(text: str) -> dict[str, str]:
    """The ``key: value`` lines between the first two ``---``, keys in lower case and without diacritics."""
    parts = text.lstrip("\ufeff").split("---", 2)
    lines = (line.partition(":") for line in (parts[1] if len(parts) == 3 else "").splitlines() if ":" in line)
    return {_folded(key): value.strip() for key, _, value in lines}


def _folded(key: str) -> str:
    plain = unicodedata.normalize("NFD", key.strip().lower().replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def paint(wanted: Wanted, font: Path) -> Image.Image:
    """The picture of a module, in full colour; KeyError when it has no scene."""
    palette = palette_of(wanted.course_id)
    canvas = Canvas.blank(WIDTH, HEIGHT, palette.cream, font)
    SCENES[wanted.module_id](canvas, palette)
    draw_title(canvas, wanted.title, palette)
    return canvas.finished()


def as_png(image: Image.Image, title: str, font: Path | None) -> bytes:
    """A palette PNG that carries our mark, its title and which font it was written with."""
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Software", MARK)
    notes.add_itxt("Title", title)
    if font is not None:
        notes.add_text("Font", digest_of(font))
    buffer = io.BytesIO()
    _with_palette(image).save(buffer, "PNG", optimize=True, pnginfo=notes)
    return buffer.getvalue()


def _with_palette(image: Image.Image) -> Image.Image:
    # Colours of large areas stay exact; only the soft edges between them are rounded to what is left of 256.
    counted = [(n, colour) for n, colour in image.getcolors(WIDTH * HEIGHT) or [] if isinstance(colour, tuple)]
    exact = [colour for n, colour in sorted(counted, reverse=True) if n >= 60][:160]
    rest = image.quantize(256 - len(exact), method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    softened = rest.getpalette() or []
    table = Image.new("P", (1, 1))
    table.putpalette([part for colour in exact for part in colour] + softened[: 3 * (256 - len(exact))])
    return image.quantize(palette=table, dither=Image.Dither.NONE)


def digest_of(font: Path) -> str:
    """The font's name and the start of its SHA-256, by which a test knows whether letters can be compared."""
    return f"{font.name} {hashlib.sha256(font.read_bytes()).hexdigest()[:16]}"


def is_ours(path: Path) -> bool:
    """Whether a file was drawn here, and so may be drawn anew."""
    with Image.open(path) as image:
        return image.info.get("Software") == MARK


def build(wanted: Wanted, font: Path) -> str:
    """Draw one picture and say what was done with it, in one line."""
    name = f"{wanted.course_id}/{wanted.path.name}"
    if wanted.path.exists() and not is_ours(wanted.path):
        return f"{name}: the author's own picture, left as it is"
    data = as_png(paint(wanted, font), wanted.title, font)
    if wanted.path.exists() and wanted.path.read_bytes() == data:
        return f"{name}: unchanged"
    wanted.path.parent.mkdir(parents=True, exist_ok=True)
    wanted.path.write_bytes(data)
    return f"{name}: drawn, {len(data) / 1024:.0f} KB"

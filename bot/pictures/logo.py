"""The mark of the bot: two leaves that are two speech bubbles, one answering the other.

It fills a square and keeps clear of the corners, because chat programs crop it to a circle.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from bot.pictures.build import as_png
from bot.pictures.canvas import Canvas
from bot.pictures.palette import palette_of
from bot.pictures.shapes import Outline, arc, bezier

SIDE = 512


def draw_logo() -> Image.Image:
    """The logo, 512 by 512."""
    p = palette_of("binh-dang-gioi")
    square = Canvas.blank(SIDE, SIDE, p.deep)
    c = square.at(16, -14)
    c.stroke(bezier((256, 326), (256, 356), (252, 380), (242, 408)), p.soft, 17, 12)
    c.at(253, 330, flip=True).fill(_bubble(98), p.soft)
    c.at(259, 330).fill(_bubble(82), p.glow)
    for x in (-44, 0, 44):
        c.disc(155 + x, 232, 15, p.deep)
    c.stroke(bezier((264, 325), (302, 294), (338, 258), (366, 214)), p.deep, 10, 6)
    return square.finished()


def _bubble(r: float) -> Outline:
    # Round on three corners, pointed at the lower left: a leaf and a speech bubble at once.
    return [(0, 0), *arc(r, -r, r, r, 180, 450)]


def build_logo(path: Path) -> str:
    """Write the logo and say so, in one line."""
    data = as_png(draw_logo(), "Chị Hội", None)
    if path.exists() and path.read_bytes() == data:
        return f"{path}: unchanged"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return f"{path}: drawn, {len(data) / 1024:.0f} KB"

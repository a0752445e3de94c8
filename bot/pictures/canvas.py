"""The surface: pictures are painted four times too large and shrunk, so that every edge comes out smooth.

A canvas is an image together with the map from drawing units to pixels. It paints flat shapes only: no brush,
no bitmap from elsewhere, no chance, hence the same bytes for the same drawing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bot.pictures.palette import Colour
from bot.pictures.shapes import Affine, Outline, Point, ellipse, rectangle

OVERSAMPLING = 4


@dataclass(frozen=True, slots=True)
class Canvas:
    """Where shapes are painted; ``at`` gives the same surface with other units."""

    image: Image.Image
    font: Path | None = None
    """The bold font for letters in the picture."""
    place: Affine = field(default_factory=lambda: Affine(a=OVERSAMPLING, d=OVERSAMPLING))

    @classmethod
    def blank(cls, width: int, height: int, background: Colour, font: Path | None = None) -> Canvas:
        """A fresh surface that will come out ``width`` by ``height`` pixels."""
        return cls(Image.new("RGB", (width * OVERSAMPLING, height * OVERSAMPLING), background), font)

    def at(self, x: float, y: float, scale: float = 1.0, turn: float = 0.0, flip: bool = False) -> Canvas:
        """The same surface, its origin at (x, y), scaled, turned clockwise by degrees, mirrored."""
        return self.through(Affine.placing(x, y, scale, turn, flip))

    def through(self, map_: Affine) -> Canvas:
        """The same surface, drawn on through a map."""
        return replace(self, place=self.place.after(map_))

    def fill(self, outline: Sequence[Point], colour: Colour, opacity: float = 1.0) -> None:
        """Paint the inside of an outline; ``opacity`` below 1 lets what is below shine through."""
        points = [self.place(point) for point in outline]
        if opacity >= 1:
            ImageDraw.Draw(self.image).polygon(points, fill=colour)
            return
        box = _box_of(points, self.image.size)
        if box is None:
            return
        mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
        ImageDraw.Draw(mask).polygon([(x - box[0], y - box[1]) for x, y in points], fill=round(255 * opacity))
        self.image.paste(colour, box, mask)

    def disc(self, x: float, y: float, r: float, colour: Colour, opacity: float = 1.0) -> None:
        """Paint a circle."""
        self.fill(ellipse(x, y, r), colour, opacity)

    def box(self, x: float, y: float, width: float, height: float, colour: Colour, radius: float = 0.0) -> None:
        """Paint a rectangle by its top left corner, with rounded corners."""
        self.fill(rectangle(x, y, width, height, radius), colour)

    def stroke(self, points: Sequence[Point], colour: Colour, *widths: float) -> None:
        """Paint a line with round ends; with several widths it swells and thins evenly along its points."""
        draw = ImageDraw.Draw(self.image)
        placed = [self.place(point) for point in points]
        radii = [radius * self.place.scale / 2 for radius in _spread(widths, len(placed))]
        for (x, y), r in zip(placed, radii, strict=True):
            draw.ellipse((x - r, y - r, x + r, y + r), fill=colour)
        for (p, r), (q, s) in zip(
            zip(placed, radii, strict=True), list(zip(placed, radii, strict=True))[1:], strict=False
        ):
            length = ((q[0] - p[0]) ** 2 + (q[1] - p[1]) ** 2) ** 0.5
            if length:
                nx, ny = (p[1] - q[1]) / length, (q[0] - p[0]) / length
                corners = [
                    (p[0] + nx * r, p[1] + ny * r),
                    (q[0] + nx * s, q[1] + ny * s),
                    (q[0] - nx * s, q[1] - ny * s),
                    (p[0] - nx * r, p[1] - ny * r),
                ]
                draw.polygon(corners, fill=colour)

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float = 0.5, rings: int = 4) -> None:
        """Light around a lamp: a few flat rings, each brighter than the one around it."""
        for ring in range(rings, 0, -1):
            self.disc(x, y, radius * ring / rings, colour, strength / rings)

    @contextmanager
    def clip(self, outline: Outline) -> Iterator[Canvas]:
        """A canvas whose paint shows inside the outline only."""
        layer = self.image.copy()
        yield replace(self, image=layer)
        mask = Image.new("L", self.image.size)
        ImageDraw.Draw(mask).polygon([self.place(point) for point in outline], fill=255)
        self.image.paste(layer, (0, 0), mask)

    def text(self, x: float, y: float, words: str, size: float, colour: Colour, anchor: str = "mm") -> None:
        """Write upright letters; ``anchor`` is Pillow's (``mm`` middle, ``ls`` left on the line)."""
        if self.font is None:
            return
        draw = ImageDraw.Draw(self.image)
        draw.text(
            self.place((x, y)), words, font=type_of(self.font, size * self.place.scale), fill=colour, anchor=anchor
        )

    def finished(self) -> Image.Image:
        """The picture at its real size."""
        return self.image.reduce(OVERSAMPLING)


def type_of(font: Path, size: float) -> ImageFont.FreeTypeFont:
    """The font at a size in pixels, laid out plainly, letter after letter, so that every system agrees."""
    return ImageFont.truetype(str(font), size, layout_engine=ImageFont.Layout.BASIC)


def _box_of(points: Sequence[Point], size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    left, top = max(int(min(x for x, _ in points)) - 1, 0), max(int(min(y for _, y in points)) - 1, 0)
    right = min(int(max(x for x, _ in points)) + 2, size[0])
    bottom = min(int(max(y for _, y in points)) + 2, size[1])
    return (left, top, right, bottom) if left < right and top < bottom else None


def _spread(widths: Sequence[float], count: int) -> list[float]:
    if len(widths) == 1 or count == 1:
        return [widths[0]] * count
    result = []
    for index in range(count):
        where = index / (count - 1) * (len(widths) - 1)
        left = min(int(where), len(widths) - 2)
        result.append(widths[left] + (widths[left + 1] - widths[left]) * (where - left))
    return result

"""What is worn or carried on a body: a baby, a sling, a shawl, a purse.

Each is painted around or upon (0, 0) of its canvas, about as large as beside a figure of scale 1.
"""

from __future__ import annotations

from bot.pictures.canvas import Canvas
from bot.pictures.ornaments import brocade
from bot.pictures.palette import CLOTH_WHITE, GOLD, INK, RED, SKIN, Colour, dark
from bot.pictures.shapes import arc, bezier, smooth


def baby(canvas: Canvas, cloth: Colour, skin: Colour = SKIN[0]) -> None:
    """A baby wrapped in cloth, about 150 long, its middle at (0, 0), its head to the right."""
    canvas.fill(smooth([(-86, 10), (-60, -28), (0, -44), (52, -48), (78, -10), (56, 36), (0, 44), (-62, 36)]), cloth)
    canvas.disc(54, -20, 38, dark(cloth, 0.12))
    canvas.disc(56, -18, 31, skin)
    canvas.fill(arc(56, -24, 30, 26, 200, 330), INK)
    for x in (44, 66):
        canvas.stroke(arc(x, -14, 5, 4, 10, 170), INK, 3)
    canvas.stroke(arc(55, -5, 6, 4, 20, 160), RED, 3)
    canvas.stroke(bezier((-70, 12), (-30, 30), (20, 34), (60, 26)), dark(cloth, 0.2), 4)


def carrier(canvas: Canvas, cloth: Colour, trim: Colour) -> None:
    """A cloth that ties a sleeping baby to a chest; in the units of the upper body that wears it."""
    for side in (-1, 1):
        canvas.stroke([(side * 40, -520), (side * 50, -440), (side * 46, -330)], cloth, 24, 30, 40)
        canvas.stroke([(side * 40, -350), (side * 86, -320)], dark(cloth, 0.12), 34, 26)
    canvas.disc(-8, -438, 42, INK)
    canvas.disc(-4, -428, 37, SKIN[0])
    for x in (-18, 8):
        canvas.stroke(arc(x, -428, 6, 5, 10, 170), INK, 3.4)
    canvas.stroke(arc(-5, -414, 7, 4, 20, 160), RED, 3.4)
    wrap = smooth([(-62, -412), (0, -402), (62, -412), (74, -350), (60, -290), (0, -272), (-60, -290), (-74, -350)])
    canvas.fill(wrap, cloth)
    with canvas.clip(wrap) as inside:
        brocade(inside, (-80, -384), (80, -384), 24, (trim, GOLD, CLOTH_WHITE), bow=8)


def shawl(canvas: Canvas, cloth: Colour, trim: Colour) -> None:
    """A shawl laid around shoulders; in the units of the upper body that wears it."""
    for side in (-1, 1):
        drape = smooth(
            [
                (side * 22, -536),
                (side * 70, -524),
                (side * 108, -480),
                (side * 116, -400),
                (side * 96, -352),
                (side * 52, -372),
                (side * 34, -440),
            ]
        )
        canvas.fill(drape, dark(cloth, 0.07 if side > 0 else 0))
        canvas.stroke(
            bezier((side * 30, -520), (side * 56, -480), (side * 60, -420), (side * 62, -374)), dark(cloth, 0.16), 4
        )
        canvas.stroke(bezier((side * 54, -374), (side * 80, -350), (side * 100, -360), (side * 114, -404)), trim, 9)


def purse(canvas: Canvas, cloth: Colour, trim: Colour) -> None:
    """A flat cloth purse around (0, 0), its zip pulled open over an empty inside."""
    canvas.box(-76, -44, 152, 88, cloth, 12)
    brocade(canvas, (-76, 20), (76, 20), 24, (trim, GOLD, CLOTH_WHITE))
    edges = [bezier((-62, -26), (-36, -26 + part), (6, -26 + part), (30, -26)) for part in (-16, 16)]
    canvas.fill([*edges[0], *reversed(edges[1])], dark(cloth, 0.6))
    for edge in edges:
        canvas.stroke(edge, GOLD, 5)
    canvas.stroke([(30, -26), (64, -26)], GOLD, 5)
    canvas.stroke([(30, -26), (38, -6)], dark(GOLD, 0.2), 6, 11)

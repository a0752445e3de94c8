"""What goes along on a way: a bicycle, a rucksack, a schoolgirl's scarf, a bag of papers, flowers for a wedding.

What is worn is painted in the units of the upper body that wears it, the rest around or upon (0, 0).
"""

from __future__ import annotations

from bot.pictures.canvas import Canvas
from bot.pictures.ornaments import brocade
from bot.pictures.palette import CHARCOAL, CLOTH_WHITE, GOLD, INK, RED, STRAW, TIN, Colour, dark, light, rgb
from bot.pictures.shapes import Outline, arc, bezier, ellipse, leaf, mirrored, smooth


def bicycle(canvas: Canvas, colour: Colour) -> None:
    """A bicycle on (0, 0), 400 wide and 230 high, that faces right, a basket before its handlebar."""
    for x in (-118, 118):
        canvas.stroke(ellipse(x, -82, 76), CHARCOAL, 11)
        for turn in range(0, 180, 30):
            spoke = canvas.at(x, -82, turn=turn)
            spoke.stroke([(-70, 0), (70, 0)], TIN, 2)
        canvas.disc(x, -82, 10, TIN)
    canvas.stroke([(-118, -82), (-14, -82), (84, -186), (-46, -172), (-118, -82)], colour, 11)
    canvas.stroke([(-14, -82), (-52, -190)], colour, 11)
    canvas.stroke([(118, -82), (80, -206)], colour, 11)
    canvas.stroke([(-178, -168), (-60, -168)], dark(TIN, 0.2), 8)
    canvas.stroke([(-160, -168), (-118, -82)], dark(TIN, 0.2), 6)
    canvas.disc(-14, -82, 20, dark(TIN, 0.3))
    canvas.stroke([(-14, -82), (6, -52), (24, -52)], CHARCOAL, 8)
    canvas.stroke([(-90, -200), (-60, -204), (-26, -196)], CHARCOAL, 18, 20, 12)
    canvas.fill([(92, -212), (176, -212), (164, -144), (104, -144)], STRAW)
    for y in (-192, -170):
        canvas.stroke([(98, y), (172, y)], dark(STRAW, 0.2), 5)
    canvas.stroke([(80, -206), (74, -224), (38, -226)], CHARCOAL, 11)


def rucksack_behind(canvas: Canvas, colour: Colour) -> None:
    """The part of a rucksack that shows behind a back; painted before the body."""
    canvas.box(-122, -500, 244, 218, dark(colour, 0.14), 54)
    canvas.stroke(arc(0, -500, 26, 22, 180, 360), dark(colour, 0.3), 10)


def rucksack_straps(canvas: Canvas, colour: Colour) -> None:
    """The straps of a rucksack over both shoulders; painted after the body, before the arms."""
    for side in (-1, 1):
        canvas.stroke([(side * 48, -520), (side * 58, -470), (side * 62, -400), (side * 82, -340)], colour, 20, 20, 15)


def neckerchief(canvas: Canvas, colour: Colour = RED) -> None:
    """The scarf of a pupil, knotted on the breast."""
    for side in (-1, 1):
        canvas.fill([(side * 34, -534), (side * 50, -514), (side * 6, -462), (0, -486)], colour)
        canvas.fill([(0, -474), (side * 10, -468), (side * 36, -396), (side * 8, -410)], dark(colour, 0.1))
    canvas.disc(0, -470, 13, dark(colour, 0.16))


def belly(canvas: Canvas, colour: Colour) -> None:
    """The round belly of a woman with child who sits, over her own shirt."""
    half: Outline = [(0, -404), (66, -392), (88, -326), (66, -270), (0, -254)]
    canvas.fill(smooth(mirrored(half)), colour)
    canvas.stroke(arc(0, -322, 76, 62, 25, 155), dark(colour, 0.18), 4, 6, 4)
    canvas.stroke([(0, -404), (5, -362), (4, -300), (0, -262)], dark(colour, 0.22), 3)
    for y in (-362, -312):
        canvas.disc(4, y, 4, dark(colour, 0.22))


def cloth_bag(canvas: Canvas, cloth: Colour, trim: Colour) -> None:
    """A cloth bag around (0, 0), 150 wide, papers looking out of it."""
    for x, turn in ((-26, -7), (22, 6)):
        sheet = canvas.at(x, -54, turn=turn)
        sheet.box(-42, -62, 84, 120, CLOTH_WHITE if x < 0 else dark(CLOTH_WHITE, 0.07), 4)
        for row in range(3):
            sheet.stroke([(-28, -44 + row * 15), (28, -44 + row * 15)], rgb("#A9B0B8"), 5)
    canvas.box(-78, -58, 156, 130, cloth, 14)
    brocade(canvas, (-78, 34), (78, 34), 26, (trim, GOLD, CLOTH_WHITE))
    canvas.stroke([(-76, -56), (76, -56)], dark(cloth, 0.16), 9)


def bouquet(canvas: Canvas, flower: Colour = GOLD) -> None:
    """A small bunch of daisies held at (0, 0)."""
    for turn in (-52, -18, 18, 52):
        canvas.at(0, 0, turn=turn).fill(leaf(86, 34), rgb("#5B8C4E"))
    canvas.fill([(-34, -34), (34, -34), (12, 46), (-12, 46)], CLOTH_WHITE)
    canvas.stroke([(-16, 8), (16, 8)], RED, 9)
    for x, y, r in ((-38, -52, 21), (38, -52, 21), (0, -46, 22), (-20, -84, 21), (22, -84, 21)):
        for petal in range(8):
            canvas.at(x, y, turn=petal * 45).fill(ellipse(0, -r * 0.62, r * 0.3, r * 0.5), flower)
        canvas.disc(x, y, r * 0.4, dark(flower, 0.22) if flower == GOLD else GOLD)


def bunting(canvas: Canvas, width: float, colours: tuple[Colour, ...]) -> None:
    """Small flags on a string from (0, 0) to (width, 0)."""
    count = max(3, round(width / 74))
    for index in range(count):
        x = (index + 0.5) * width / count
        y = 44 * (1 - ((x - width / 2) / (width / 2)) ** 2)
        canvas.fill([(x - 24, y), (x + 24, y), (x, y + 46)], colours[index % len(colours)])
    string = [(width * i / 20, 44 * (1 - (i / 10 - 1) ** 2)) for i in range(21)]
    canvas.stroke(string, light(INK, 0.3), 4)


def conical_hat(canvas: Canvas, colour: Colour = STRAW) -> None:
    """A conical hat held before the body, its brim around (0, 0), 220 wide."""
    pale = light(colour, 0.3)
    canvas.fill([(0, -104), *bezier((112, 0), (70, 24), (-70, 24), (-112, 0))], pale)
    canvas.fill([(0, -104), *bezier((112, 0), (80, 14), (50, 16), (26, 16))], dark(pale, 0.1))
    for share in (0.4, 0.62, 0.83):
        y, half, sag = -104 + 104 * share, 112 * share, 18 * share
        canvas.stroke(bezier((-half, y), (-half * 0.6, y + sag), (half * 0.6, y + sag), (half, y)), dark(pale, 0.2), 3)

"""Heads: face, hair and what is worn on it, drawn around the middle of the face.

A face is two dots and a small smile on purpose: anyone may recognise a neighbour in it, and nobody is drawn hurt
or afraid.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.pictures.canvas import Canvas
from bot.pictures.ornaments import brocade
from bot.pictures.palette import (
    BLACK_HAIR,
    CHARCOAL,
    CLOTH_WHITE,
    GOLD,
    INDIGO,
    INK,
    PLUM,
    RED,
    SKIN,
    Colour,
    dark,
    light,
    mix,
    rgb,
)
from bot.pictures.shapes import arc, bezier, ellipse, mirrored, smooth

Hair = Literal["bun", "short", "tied", "bob", "child", "braids"]
Headgear = Literal["none", "scarf", "non_la", "mu_la", "turban"]
Top = Literal["ba_ba", "shirt", "brocade", "tee"]
Age = Literal["child", "adult", "elder"]
Mood = Literal["smile", "calm", "talk", "down"]


@dataclass(frozen=True, slots=True)
class Look:
    """What a person looks like, wherever she stands."""

    hair: Hair = "bun"
    headgear: Headgear = "none"
    top: Top = "ba_ba"
    colour: Colour = PLUM
    below: Colour = CHARCOAL
    skirt: bool = False
    skin: Colour = SKIN[1]
    hair_colour: Colour = BLACK_HAIR
    cloth: Colour = RED
    """The headscarf, and the band that holds a conical hat."""
    age: Age = "adult"
    broad: bool = False
    """Wider shoulders and a straight waist."""
    glasses: bool = False


FACE = mirrored([(0, -60), (26, -57), (45, -34), (49, -4), (43, 28), (25, 52), (0, 60)])


def draw_head(canvas: Canvas, look: Look, turn: float, mood: Mood = "smile") -> None:
    """Paint a head around (0, 0), a face 98 wide and 120 high; ``turn`` from -1 (left) to 1 (right) moves the gaze."""
    if look.headgear == "scarf":
        canvas.fill(ellipse(0, 2, 60, 72), dark(look.cloth, 0.25))
    else:
        _hair_behind(canvas, look, turn)
    for side in (-1, 1):
        if side * turn < 0.55:
            canvas.fill(ellipse(side * (48 - 3 * side * turn), 6, 9, 13), dark(look.skin, 0.06))
    canvas.fill(smooth(FACE, steps=8), look.skin)
    _face(canvas, look, turn, mood)
    _hair_before(canvas, look, turn)
    if look.glasses:
        _glasses(canvas, turn)
    if look.headgear == "non_la":
        _non_la(canvas, look)
    elif look.headgear == "mu_la":
        _mu_la(canvas)
    elif look.headgear == "scarf":
        _scarf(canvas, look, turn)
    elif look.headgear == "turban":
        _turban(canvas, look)


def _face(canvas: Canvas, look: Look, turn: float, mood: Mood) -> None:
    dx = turn * 15
    blush = mix(look.skin, rgb("#E0604F"), 0.3)
    for side in (-1, 1):
        squeeze = 1 - 0.25 * max(0.0, side * turn)
        x = dx + side * 19 * squeeze
        canvas.fill(ellipse(dx + side * 28 * squeeze, 22, 9.5 * squeeze, 6.5), blush, 0.75)
        if mood == "down":
            canvas.stroke(arc(x, 2, 8, 6, 15, 165), INK, 3.6)
        else:
            canvas.fill(ellipse(x, 3, 4.6, 5.4), INK)
        brow = look.hair_colour if look.age != "elder" else dark(look.hair_colour, 0.25)
        canvas.stroke(arc(x, -6, 9 * squeeze, 7, 215, 325), mix(brow, look.skin, 0.25), 3.2)
        if look.age == "elder":
            canvas.stroke(
                arc(x + side * 5, 7, 10, 8, 20, 60) if side > 0 else arc(x - 5, 7, 10, 8, 120, 160),
                dark(look.skin, 0.3),
                2,
            )
    canvas.stroke(
        bezier((dx * 1.35 - 3, 15), (dx * 1.35, 19), (dx * 1.35 + 3, 18), (dx * 1.35 + 4, 14)),
        dark(look.skin, 0.26),
        2.6,
    )
    lips = mix(dark(look.skin, 0.3), RED, 0.45)
    if mood == "talk":
        canvas.fill(arc(dx * 1.1, 30, 10, 10, 0, 180), lips)
    else:
        depth = 9 if mood == "smile" else 4
        canvas.stroke(arc(dx * 1.1, 31 - depth / 2, 12, depth, 15, 165), lips, 3.4)


def _hair_behind(canvas: Canvas, look: Look, turn: float) -> None:
    hair = look.hair_colour
    if look.hair == "bun" and look.headgear in ("none", "turban"):
        canvas.disc(-turn * 40, -66 if look.headgear == "none" else -58, 24, dark(hair, 0.1))
    if look.hair == "bob":
        canvas.fill(smooth(mirrored([(0, -70), (40, -60), (58, -20), (60, 30), (50, 58), (20, 62)])), dark(hair, 0.1))
    if look.hair == "tied":
        away = -1 if turn >= 0 else 1
        tail = smooth([(away * 36, 0), (away * 62, 50), (away * 60, 104)], closed=False)
        canvas.stroke(tail, dark(hair, 0.1), 34, 36, 12)
    if look.hair == "child":
        for side in (-1, 1):
            canvas.stroke(smooth([(side * 44, -28), (side * 66, -14), (side * 66, 26)], closed=False), hair, 22, 24, 10)
            canvas.disc(side * 52, -26, 8, look.cloth)
    if look.hair == "braids":
        for side in (-1, 1):
            for y, r in ((34, 15), (54, 14), (73, 12), (90, 10)):
                canvas.fill(ellipse(side * (50 + y * 0.06), y, r, r * 0.92), dark(hair, 0.1 if r in (15, 12) else 0))
            canvas.fill(ellipse(side * 55, 106, 7, 6), look.cloth)
            canvas.stroke([(side * 55, 110), (side * 55, 122)], hair, 12, 5)
    canvas.fill(smooth(mirrored([(0, -69), (30, -64), (52, -40), (55, -6), (47, 14), (20, 10)])), hair)


def _hair_before(canvas: Canvas, look: Look, turn: float) -> None:
    hair, part = look.hair_colour, turn * 22
    if look.hair == "short":
        crown = arc(0, -8, 54, 62, 172, 368)
        fringe = [
            (48, -16),
            (42, -34),
            *bezier((34, -34), (18, -24), (part, -30), (part - 20, -40)),
            (-40, -30),
            (-48, -16),
        ]
        canvas.fill([*crown, *fringe], hair)
        return
    crown = arc(0, -8, 53, 62, 170, 370)
    right = bezier((50, 6), (46, -22), (34, -34), (part, -50))
    left = bezier((part, -50), (-34, -34), (-46, -22), (-50, 6))
    canvas.fill([*crown, *right, *left], hair)
    shine = mix(hair, light(hair, 0.5), 0.45)
    canvas.stroke(arc(0, -6, 43, 50, 232, 262), shine, 3, 4, 3)


def _non_la(canvas: Canvas, look: Look) -> None:
    straw = rgb("#EBCB8B")
    for side in (-1, 1):
        canvas.stroke(bezier((side * 47, -26), (side * 52, 20), (side * 30, 56), (0, 64)), look.cloth, 4)
    canvas = canvas.at(0, -11)
    tip, brim = (0.0, -132.0), bezier((112, -28), (70, -8), (-70, -8), (-112, -28))
    canvas.fill([tip, *brim], straw)
    canvas.fill([tip, *bezier((112, -28), (80, -14), (50, -13), (26, -13))], dark(straw, 0.1))
    for share in (0.4, 0.62, 0.83):
        y, half, sag = -132 + 104 * share, 112 * share, 15 * share
        canvas.stroke(
            bezier((-half, y), (-half * 0.6, y + sag), (half * 0.6, y + sag), (half, y)), dark(straw, 0.2), 2.4
        )


def _glasses(canvas: Canvas, turn: float) -> None:
    rim = rgb("#5A4650")
    for side in (-1, 1):
        squeeze = 1 - 0.25 * max(0.0, side * turn)
        x = turn * 15 + side * 20 * squeeze
        canvas.stroke(ellipse(x, 4, 15 * squeeze, 14), rim, 3.2)
        canvas.stroke([(x + side * 15 * squeeze, 2), (side * 47, -2)], rim, 3.2)
    canvas.stroke(arc(turn * 15, 3, 5, 5, 190, 350), rim, 3.2)


def _mu_la(canvas: Canvas) -> None:
    straw = rgb("#DDB978")
    canvas.fill(arc(0, -34, 52, 58, 180, 360), straw)
    for x in (-26, 0, 26):
        canvas.stroke(bezier((x, -36), (x, -60), (x * 0.6, -80), (x * 0.3, -90)), dark(straw, 0.16), 3)
    canvas.fill(ellipse(0, -34, 98, 20), straw)
    canvas.fill(arc(0, -34, 98, 20, 0, 180), dark(straw, 0.12))
    canvas.stroke(arc(0, -42, 52, 14, 8, 172), rgb("#8A5A3B"), 9)


def _scarf(canvas: Canvas, look: Look, turn: float) -> None:
    cloth = look.cloth
    outer = arc(0, 0, 61, 74, 140, 400)
    inner = bezier((44, 36), (58, -6), (34, -46), (turn * 12, -44))
    inner += bezier((turn * 12, -44), (-34, -46), (-58, -6), (-44, 36))
    canvas.fill([*outer, *inner], cloth)
    canvas.stroke(bezier((50, 34), (44, 62), (22, 66), (0, 68)), cloth, 16)
    canvas.stroke(bezier((-50, 34), (-44, 62), (-22, 66), (0, 68)), cloth, 16)
    canvas.stroke([(0, 68), (-16, 92)], dark(cloth), 12, 18)
    canvas.stroke([(0, 68), (14, 94)], dark(cloth, 0.08), 12, 18)
    canvas.disc(0, 68, 10, cloth)
    for angle in range(-60, 61, 30):
        x, y = arc(0, 0, 52, 61, 270 + angle, 271 + angle)[0]
        canvas.disc(x, y, 3.6, light(cloth, 0.65))


def _turban(canvas: Canvas, look: Look) -> None:
    cloth = INDIGO
    top = smooth([(-57, -24), (-50, -62), (-8, -84), (44, -70), (58, -26), (30, -40), (0, -44), (-30, -40)])
    canvas.fill(top, cloth)
    with canvas.clip(top) as inside:
        brocade(inside, (-60, -34), (60, -34), 22, (look.cloth, CLOTH_WHITE, GOLD), bow=-16)
    canvas.stroke(bezier((-44, -62), (-10, -58), (20, -66), (46, -66)), light(cloth, 0.18), 3)

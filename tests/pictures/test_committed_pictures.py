"""The committed title pictures: one for every module that names one, light, and the same as the code draws."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from bot.pictures.build import HEAVIEST, Wanted, as_png, digest_of, is_ours, paint, wanted_pictures
from bot.pictures.logo import draw_logo
from bot.pictures.places import FLOOR, HEIGHT, WIDTH
from bot.pictures.scenes import SCENES
from bot.pictures.title import NoFontError, find_font

ROOT = Path(__file__).parents[2]
WANTED = list(wanted_pictures(ROOT / "content"))
OURS = [wanted for wanted in WANTED if not wanted.path.exists() or is_ours(wanted.path)]


def name_of(wanted: Wanted) -> str:
    return wanted.module_id


def a_font() -> Path:
    try:
        return find_font()
    except NoFontError as fault:
        pytest.skip(str(fault))


def share_that_differs(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels of which some channel differs by more than 24 of 255."""
    red, green, blue = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).split()
    worst = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return sum(worst.histogram()[25:]) / (one.width * one.height)


def test_the_content_names_pictures() -> None:
    assert WANTED


@pytest.mark.parametrize("wanted", WANTED, ids=name_of)
def test_every_picture_that_a_module_names_is_there_large_enough_and_light(wanted: Wanted) -> None:
    assert wanted.path.is_file(), f"{wanted.path.name} is missing: run `make pictures`"
    assert wanted.path.stat().st_size <= HEAVIEST
    with Image.open(wanted.path) as image:
        assert image.size == (WIDTH, HEIGHT)


@pytest.mark.parametrize("wanted", OURS, ids=name_of)
def test_every_drawn_picture_has_a_scene_and_bears_the_title_of_today(wanted: Wanted) -> None:
    assert wanted.module_id in SCENES, f"add a scene for {wanted.module_id} in bot/pictures/scenes"
    with Image.open(wanted.path) as image:
        assert image.info["Title"] == wanted.title, "the title has changed: run `make pictures`"


def test_no_scene_is_left_without_its_module() -> None:
    assert set(SCENES) <= {wanted.module_id for wanted in WANTED}


@pytest.mark.parametrize("wanted", OURS, ids=name_of)
def test_drawing_again_gives_the_committed_picture(wanted: Wanted) -> None:
    font = a_font()
    drawn = Image.open(io.BytesIO(as_png(paint(wanted, font), wanted.title, font))).convert("RGB")
    with Image.open(wanted.path) as committed:
        # Another font, or another edition of it, sets other letters: then only what is above the title compares.
        same_font = committed.info["Font"] == digest_of(font)
        whole = (0, 0, WIDTH, HEIGHT if same_font else FLOOR)
        difference = share_that_differs(drawn.crop(whole), committed.convert("RGB").crop(whole))
    assert difference < (0.0002 if same_font else 0.01), "the drawing has changed: run `make pictures`"


def test_the_same_module_gives_the_same_bytes() -> None:
    font, wanted = a_font(), OURS[0]
    first, second = (as_png(paint(wanted, font), wanted.title, font) for _ in range(2))
    assert first == second


def test_the_committed_logo_is_the_one_the_code_draws() -> None:
    with Image.open(ROOT / "docs" / "logo.png") as committed:
        assert committed.size == (512, 512)
        assert share_that_differs(draw_logo(), committed) < 0.001

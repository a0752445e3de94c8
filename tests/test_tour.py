"""The tour of an organiser's day: the page, its pictures and the table they come from agree, and they are light."""

from __future__ import annotations

import re

from PIL import Image

from bot.settings import PROJECT
from tests.tour import FOLDER, PAGE, read_tour, written

HEAVIEST = 80_000
TOLD_BY = PROJECT / "tests" / "organisers_days.py", PROJECT / "tests" / "tour.py"


def test_the_page_says_what_the_table_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == written(read_tour()), "write it anew: make screenshots"


def test_every_caption_has_its_picture_and_every_picture_its_caption() -> None:
    named = [one.name for one in read_tour().pictures]
    assert named == sorted(set(named))
    assert {file.stem for file in FOLDER.iterdir()} == set(named)


def test_every_picture_is_taken_somewhere_in_the_story() -> None:
    story = "".join(file.read_text(encoding="utf-8") for file in TOLD_BY)
    taken = re.findall(r'(?:shows|keeps)\(\s*"(\d\d-[\w-]+)"', story)
    assert sorted(taken) == [one.name for one in read_tour().pictures]


def test_the_pictures_are_light_and_as_wide_as_a_phone_at_twice_its_sharpness() -> None:
    for file in FOLDER.glob("*.png"):
        assert file.stat().st_size <= HEAVIEST, file.name
        with Image.open(file) as picture:
            assert picture.width >= 360, file.name


def test_both_readmes_lead_to_it() -> None:
    for name in ("README.md", "README.vi.md"):
        assert "docs/TOUR.md" in (PROJECT / name).read_text(encoding="utf-8"), name

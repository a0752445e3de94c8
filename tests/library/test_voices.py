"""The languages to hear, from ``voices.yaml``, and the fingerprint that a recording belongs to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.curriculum import Card, Citation, Picture
from bot.library.revisions import card_revision
from tests.library.builder import Content

GOOD = "- id: ede\n  name: tiếng Ê Đê\n- mã: tay\n  tên: tiếng Tày\n"


def test_without_the_file_there_is_nothing_to_hear(tmp_path: Path) -> None:
    reading = Content(tmp_path).read()
    assert reading.library is not None
    assert reading.library.voices == ()


def test_the_languages_stand_in_their_order(tmp_path: Path) -> None:
    content = Content(tmp_path)
    content.write("voices.yaml", GOOD)
    library = content.read().library
    assert library is not None
    assert [(one.id, one.name) for one in library.voices] == [("ede", "tiếng Ê Đê"), ("tay", "tiếng Tày")]
    assert library.voice("tay") == library.voices[1]
    assert library.voice("mong") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("- id: Ê Đê\n  name: tiếng Ê Đê\n", "id"),
        ("- id: mot-ma-qua-dai\n  name: tiếng gì\n", "voice"),
        ("- id: ede\n", "voice"),
        (f"- id: ede\n  name: {'x' * 31}\n", "voice"),
        (GOOD + "- id: ede\n  name: tiếng khác\n", "voice-twice"),
        (GOOD + "- id: ede2\n  name: Tiếng E De\n", "voice-twice"),
        ("ede: tiếng Ê Đê\n", "yaml-shape"),
    ],
)
def test_what_would_not_fit_a_button_or_stands_twice_is_told(tmp_path: Path, text: str, code: str) -> None:
    content = Content(tmp_path)
    content.write("voices.yaml", text)
    reading = content.read()
    assert reading.library is None
    assert code in {problem.code for problem in reading.errors() if problem.file == "voices.yaml"}


def test_a_cards_fingerprint_is_of_what_is_read_aloud() -> None:
    card = Card("mot", "Việc nhà", "Ai về trước\nthì nấu.")
    same = replace(
        card,
        id="hai",
        text="Ai  về trước thì nấu.",
        picture=Picture("a.png", "0", "Bếp"),
        citations=(Citation("luat"),),
    )
    assert card_revision(same) == card_revision(card)
    assert card_revision(replace(card, text="Ai về trước thì giặt.")) != card_revision(card)
    assert card_revision(replace(card, title="Việc nước")) != card_revision(card)

"""What is shipped can be taught."""

from __future__ import annotations

from pathlib import Path

from bot.domain.danger import speaks_of_danger
from bot.library import read_library, report
from tests.library.builder import TODAY

CONTENT = Path(__file__).parents[2] / "content"


def test_the_shipped_content_has_no_error() -> None:
    reading = read_library(CONTENT, today=TODAY)
    assert reading.errors() == (), report(reading)
    assert reading.library is not None


def test_the_shipped_phrases_hear_a_cry_for_help_and_leave_ordinary_talk_alone() -> None:
    library = read_library(CONTENT, today=TODAY).library
    assert library is not None
    for cry in ("chồng em đánh em chị ơi", "chong em danh em chi oi", "cứu em với", "em muốn chết"):
        assert speaks_of_danger(cry, library.danger_phrases, library.danger_exceptions), cry
    for talk in ("vợ chồng dành dụm mua xe", "vo chong danh dum mua xe", "chuẩn bị danh sách", "chào em", "bài 3"):
        assert not speaks_of_danger(talk, library.danger_phrases, library.danger_exceptions), talk

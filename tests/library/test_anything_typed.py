"""Whatever an author types, the check answers with problems and never breaks."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.library import report
from tests.library.builder import COURSE, MODULE, MODULE_TEXT, Content

MARKS = [
    "---",
    "# Thẻ",
    "## x",
    "### Bước 1",
    "### Bước 2",
    "- [x] a → bước 1",
    "- [ ] b",
    "  > c",
    "> d",
    "1. e",
    "mã: f",
    "nguồn:",
    "giải thích: g",
    "loại: tình huống",
    "xem lại: h",
    "![i](media/bep.png)",
    "<b>",
    "**",
    "```",
    "| a | b |",
    "    - j",
    "\t",
    "",
    "k: l",
    "tranh:",
    "# Bộ sinh hoạt",
    "mở đầu: n",
    "giơ tay:",
    "[m](n)",
    "\\",
    "&amp;",
    "***",
    "===",
    "* * *",
    "-",
    "+ o",
]
lines = st.lists(st.one_of(st.sampled_from(MARKS), st.text(max_size=20)), max_size=25)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Content:
    return Content(tmp_path_factory.mktemp("typed"))


@settings(max_examples=150, deadline=None)
@given(typed=lines, place=st.integers(0, MODULE_TEXT.count("\n")))
def test_lines_put_anywhere_never_break_the_check(shared: Content, typed: list[str], place: int) -> None:
    whole = MODULE_TEXT.split("\n")
    shared.write(MODULE, "\n".join([*whole[:place], *typed, *whole[place:]]).encode("utf-8", "replace").decode())
    assert report(shared.read())


@settings(max_examples=100, deadline=None)
@given(
    text=st.text(max_size=200), file=st.sampled_from([MODULE, COURSE, "sources.yaml", "emergency.yaml", "danger.yaml"])
)
def test_any_file_may_hold_anything(shared: Content, text: str, file: str) -> None:
    before = shared.text(file)
    shared.write_bytes(file, text.encode("utf-8", "replace"))
    assert report(shared.read())
    shared.write(file, before)


@pytest.mark.parametrize(
    "typed",
    [
        "[" * 100_000,
        "*a " * 30_000,
        "> " * 50_000,
        "- " * 50_000,
        "](" * 50_000,
        "`" * 100_000,
        "a: b\n" * 20_000,
        "![a](" * 20_000,
        "<b" * 50_000,
        "**a_" * 25_000,
        "mã: x\n" * 15_000,
        "- [x] a → bước 2\n" * 5_000,
        "# Bộ sinh hoạt\n" + "mở đầu: x.\n" * 8_000,
        "# Bộ sinh hoạt\n" + "x.\na: b\n" * 15_000,
        "# a\nb: c\n" * 12_000,
        "a-" * 60_000,
        "a.b-" * 30_000,
        "##a\n" * 30_000,
        "-[x]\n" * 20_000,
    ],
)
def test_hostile_text_of_the_largest_size_takes_seconds_at_most(content: Content, typed: str) -> None:
    content.change("- Nấu cơm", typed)
    started = time.perf_counter()
    assert content.read().library is None
    assert time.perf_counter() - started < 20

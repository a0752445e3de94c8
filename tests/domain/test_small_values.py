"""Invitations, units, sources and folded text: the small values everything else rests on."""

from __future__ import annotations

import random
import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.curriculum import Source
from bot.domain.folding import fold, fold_keeping_marks
from bot.domain.invitation import hash_of, new_token
from bot.domain.unit import Level, Unit
from tests.domain.builders import a_library

text = st.text(max_size=80)


@given(st.integers(0, 2**32))
def test_a_token_fits_a_link_and_only_its_hash_is_kept(seed: int) -> None:
    token = new_token(random.Random(seed))
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", token)
    assert token not in hash_of(token)
    assert hash_of(token) == hash_of(token)


@given(text)
def test_folding_twice_is_folding_once(typed: str) -> None:
    assert fold(fold(typed)) == fold(typed)
    assert fold_keeping_marks(fold_keeping_marks(typed)) == fold_keeping_marks(typed)


@given(text)
def test_a_folded_text_holds_letters_and_single_spaces_only(typed: str) -> None:
    folded = fold(typed)
    assert folded == " ".join(folded.split())
    assert all(letter.isalnum() or letter == " " for letter in folded)


def test_people_find_a_word_with_or_without_marks_and_in_either_unicode_form() -> None:
    assert fold("Học Tiếp ▸") == fold("hoc tiep") == fold("Ho\u0323c Tie\u0302\u0301p") == "hoc tiep"
    assert fold("Đồi Chè") == "doi che"
    assert fold_keeping_marks("hoà") == fold_keeping_marks("hòa")


def test_only_a_branch_or_a_group_takes_learners() -> None:
    takes = {level for level in Level if Unit(1, "k", None, level, "Tên").takes_learners}
    assert takes == {Level.BRANCH, Level.GROUP}


def test_a_law_holds_from_its_first_day_to_its_last() -> None:
    law = Source("luat", "Luật", "1/2026", True, date(2026, 1, 1), date(2026, 12, 31))
    assert [law.is_in_force(day) for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31))] == [
        False,
        True,
        True,
    ]
    assert not law.is_in_force(date(2027, 1, 1))


def test_a_library_knows_what_it_teaches_and_says_none_to_the_rest() -> None:
    library = a_library("bai-1", "bai-2")
    assert [module.id for module in library.modules()] == ["bai-1", "bai-2"]
    assert library.module("bai-9") is None
    assert library.course("khoa-9") is None

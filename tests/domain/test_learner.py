"""Names and the steps of joining."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.learner import MAX_NAME, JoiningStep, Learner, clean_name, next_step
from tests.domain.builders import MONDAY

anything = st.text(st.characters(), max_size=200)
nasty = st.text(
    st.sampled_from("aĐ ễ\u0301.\n\r\t\x00\x1b\u200b\u200d\u200e\u202a\u202e\u2066\u2069\ufeff\u2028\ue000👩\u0600"),
    max_size=90,
)


@given(anything | nasty)
def test_a_clean_name_is_one_short_line_with_a_letter_in_it(text: str) -> None:
    name = clean_name(text)
    if name is None:
        return
    assert 1 <= len(name) <= MAX_NAME
    assert name == " ".join(name.split())
    assert any(letter.isalpha() for letter in name)
    assert {unicodedata.category(letter) for letter in name}.isdisjoint({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
    assert {unicodedata.bidirectional(letter) for letter in name}.isdisjoint(
        {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    )
    assert clean_name(name) == name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Nguyễn   Thị\nMận ", "Nguyễn Thị Mận"),
        ("H'Bia Êban", "H'Bia Êban"),
        ("Lan\u202enaL", "Lan naL"),
        ("Y\u200b Moan", "Y Moan"),
        ("😊", None),
        ("0912 345 678", None),
        ("", None),
        ("\u202e\u200f", None),
        ("." * 80 + "Lan", None),
    ],
)
def test_names_people_type(typed: str, kept: str | None) -> None:
    assert clean_name(typed) == kept


def a_learner(unit_id: int | None = None) -> Learner:
    return Learner(1, "Mận", unit_id, None, None, MONDAY, None)


def test_joining_asks_each_step_once_and_in_order() -> None:
    step, asked = JoiningStep.CONSENT, []
    while step is not JoiningStep.JOINED:
        asked.append(step)
        step = next_step(a_learner(), step)
    assert asked == [JoiningStep.CONSENT, JoiningStep.UNIT, JoiningStep.ROLE, JoiningStep.NAME, JoiningStep.PHONE]


def test_a_unit_known_from_the_invitation_is_not_asked_again() -> None:
    assert next_step(a_learner(unit_id=7), JoiningStep.CONSENT) is JoiningStep.ROLE
    assert next_step(None, JoiningStep.CONSENT) is JoiningStep.UNIT
    assert next_step(a_learner(), JoiningStep.JOINED) is JoiningStep.JOINED

"""Names are folded as everything else is, only quicker."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.folding import fold, fold_name


@given(st.text())
def test_a_name_is_folded_as_any_text_is(name: str) -> None:
    assert fold_name(name) == fold(name)


@pytest.mark.parametrize("name", ["Nguyễn  Thị\u00a0Mận", "Lê-Thị (Na)", " ", "Đỗ\u0301 Đào", "Trần Thị \u0301Hoà"])
def test_vietnamese_names_too(name: str) -> None:
    assert fold_name(name) == fold(name)

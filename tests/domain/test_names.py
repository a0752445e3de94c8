"""How she is called to her face."""

from __future__ import annotations

import pytest

from bot.domain.learner import given_name

FAMILIES = frozenset({"thị", "nguyễn", "lý", "niê"})


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Nguyễn Thị Mận", "Mận"),
        ("Mận Nguyễn", "Mận"),
        ("Hoa Thị Mận", "Mận"),
        ("Mận Nguyễn Thị", "Mận"),
        ("Nguyễn Lý", "Lý"),
        ("H'Lúa Niê", "H'Lúa"),
        ("Mận", "Mận"),
        ("", ""),
    ],
)
def test_she_is_called_by_her_given_name(name: str, called: str) -> None:
    assert given_name(name, FAMILIES) == called

"""What the page's own files promise: nothing from outside, and no text that turns into markup."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.sandbox.play import PAGE

FILES = sorted(path for path in PAGE.iterdir() if path.suffix in {".html", ".css", ".js"})


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_file_turns_text_into_markup(path: Path) -> None:
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|\beval\("

    assert re.search(forbidden, path.read_text(encoding="utf-8")) is None


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_file_loads_anything_from_elsewhere(path: Path) -> None:
    loads = (
        r"""(?:src|href)=["'](?:https?:)?//|@import|url\(["']?(?:https?:)?//|(?:import|from|fetch\()\s*["'`]https?:"""
    )

    assert re.search(loads, path.read_text(encoding="utf-8")) is None


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 300

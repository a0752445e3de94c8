"""A table: a row of headings and rows of cells, whatever file it came from or goes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

Cell = str | int | float | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet. ``notes`` go above the headings when it is written; ``total`` below the last row."""

    name: str
    headings: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    notes: tuple[str, ...] = ()
    total: Sequence[Cell] = ()
    is_prose: bool = False
    """Its cells are sentences: they wrap, and Excel is to take whatever is typed into them as text."""
    marked: frozenset[tuple[int, int]] = frozenset()
    """Row and column, from 0, of cells to be coloured because something in them is to be corrected."""


class SheetError(Exception):
    """A file that is not read: ``key`` names the sentence that tells her why."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)

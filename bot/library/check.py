"""``chihoi check``: what an author reads after writing, one line a problem, and a table when all is well."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TextIO

from bot.library.problems import Problem
from bot.library.reader import read_library
from bot.library.reading import Reading
from bot.library.table import table


def check(folder: Path, today: date, out: TextIO, *, with_table: bool = False) -> int:
    """Read the folder, write the report, and tell the exit code: 0 when the content can be used, else 1."""
    reading = read_library(folder, today=today)
    out.write(report(reading, with_table=with_table))
    return 0 if reading.library is not None else 1


def report(reading: Reading, *, with_table: bool = False) -> str:
    """The problems by file, then one sentence of conclusion; the table between them when it hides no fault.

    Under faults it would push them out of the window: ``with_table`` asks for it all the same.
    """
    parts = [
        file_lines(reading.folder.resolve().name, group)
        for _, group in groupby(reading.problems, lambda each: each.file)
    ]
    if reading.measures and (with_table or not reading.errors()):
        parts.append(table(reading.measures))
    parts.append(_conclusion(reading))
    return "\n\n".join(parts) + "\n"


def file_lines(folder: str, problems: Iterable[Problem]) -> str:
    """A line for each problem, the way an author reads them."""
    return "\n".join(
        f"{folder}/{each.file}:{each.line}  {'(nên xem) ' if each.is_warning else ''}{each.message} → {each.advice}"
        for each in problems
    )


def _conclusion(reading: Reading) -> str:
    errors, warnings = len(reading.errors()), len(reading.warnings())
    if errors:
        return f"Còn {errors} chỗ phải sửa và {warnings} chỗ nên xem. Chị sửa từ trên xuống rồi kiểm tra lại nhé."
    if warnings:
        return f"Nội dung dùng được. Có {warnings} chỗ nên xem."
    return "Nội dung dùng được, không có gì phải sửa."

"""``chihoi check``: what an author reads after writing, one line a problem, then a table of all modules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TextIO

from bot.domain.curriculum import QuestionKind
from bot.library.keys import KINDS_SHOWN
from bot.library.measures import ModuleMeasure
from bot.library.problems import Problem
from bot.library.reader import read_library
from bot.library.reading import Reading

_HEADINGS = (
    *("Bài", "Thẻ", "Câu hỏi", *KINDS_SHOWN.values(), "Nguồn", "Từ/câu", "Từ/câu sinh hoạt"),
    *("Phút", "Vị trí đúng", "Đúng dài nhất"),
)


def check(folder: Path, today: date, out: TextIO) -> int:
    """Read the folder, write the report, and tell the exit code: 0 when the content can be used, else 1."""
    reading = read_library(folder, today=today)
    out.write(report(reading))
    return 0 if reading.library is not None else 1


def report(reading: Reading) -> str:
    """The problems by file, then the table, then one sentence of conclusion."""
    parts = [
        _file_lines(reading.folder.resolve().name, group)
        for _, group in groupby(reading.problems, lambda each: each.file)
    ]
    if reading.measures:
        parts.append(_table(reading.measures))
    parts.append(_conclusion(reading))
    return "\n\n".join(parts) + "\n"


def _file_lines(folder: str, problems: Iterable[Problem]) -> str:
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


def _table(measures: Sequence[ModuleMeasure]) -> str:
    rows: list[Sequence[str]] = [_HEADINGS]
    for course_id, group in groupby(measures, lambda each: each.course_id):
        modules = list(group)
        rows += [_row(f"{course_id}/{each.module_id}", [each]) for each in modules]
    courses = len({each.course_id for each in measures})
    rows.append(_row(f"Cộng: {courses} khóa, {len(measures)} bài", measures))
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEADINGS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    rule = "-" * max(len(line) for line in lines)
    return "\n".join([lines[0], rule, *lines[1:-1], rule, lines[-1]])


def _row(name: str, measures: Sequence[ModuleMeasure]) -> list[str]:
    kinds: Counter[QuestionKind] = Counter()
    for each in measures:
        kinds.update(each.kinds)
    positions = Counter(place for each in measures for place in each.right_positions)
    longest, asked = sum(each.longest_right for each in measures), positions.total()
    return [
        name,
        str(sum(each.cards for each in measures)),
        str(kinds.total()),
        *(_kind_cell(kind, kinds[kind], measures) for kind in KINDS_SHOWN),
        str(len({source for each in measures for source in each.sources})),
        _average(sum(each.sentence_words for each in measures), sum(each.sentences for each in measures)),
        _average(sum(each.kit_words for each in measures), sum(each.kit_sentences for each in measures)),
        str(sum(each.minutes for each in measures)),
        " ".join(f"{place}:{positions[place]}" for place in sorted(positions)) or "-",
        f"{longest}/{asked} ({longest * 100 // asked}%)" if asked else "-",
    ]


def _average(words: int, sentences: int) -> str:
    return f"{words / sentences:.1f}".replace(".", ",") if sentences else "-"


def _kind_cell(kind: QuestionKind, count: int, measures: Sequence[ModuleMeasure]) -> str:
    """The number; of true and false statements also how many are true."""
    if kind is QuestionKind.TRUE_FALSE and count:
        return f"{count} ({sum(each.true_statements for each in measures)} đúng)"
    return str(count)

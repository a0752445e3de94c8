"""The table under a report: every module in a line, every course's answers at a glance, at most a hundred columns wide.

Wider would wrap in the window of whoever writes lessons, and a wrapped table is read by nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from bot.domain.curriculum import QuestionKind
from bot.library import limits
from bot.library.keys import KINDS_SHOWN
from bot.library.measures import ModuleMeasure

WIDTH = 100
_HEADINGS = ("Bài", "Thẻ", "Câu", "Loại", "Đúng ở", "Dài nhất", "Nguồn", "Từ/câu", "Sinh hoạt", "Phút")
_LEGEND = (
    f"Loại: số câu {', '.join(KINDS_SHOWN.values())}.",
    "Đúng ở: câu một đáp án viết ý đúng thứ mấy. Dài nhất: mấy câu trong đó có ý đúng dài nhất.",
    "Từ/câu: trong bài; Sinh hoạt: trong bộ sinh hoạt.",
)


def table(measures: Sequence[ModuleMeasure]) -> str:
    """The measures as text: courses with their modules, then the sum."""
    grouped = [(course, list(group)) for course, group in groupby(measures, lambda each: each.course_id)]
    rows = [_HEADINGS, *(_row(each) for each in measures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEADINGS))]
    heading = _line(_HEADINGS, widths)
    rule = "-" * len(heading)
    lines = [heading, rule]
    for course, modules in grouped:
        lines += [course, *(_line(_row(each), widths) for each in modules)]
        lines += [f"  = {len(modules)} bài, {_answers(modules)}", ""]
    lines[-1] = rule
    kinds = _kinds(measures)
    lines += [
        f"Cộng: {len(grouped)} khóa, {len(measures)} bài, {sum(each.cards for each in measures)} thẻ, "
        f"{sum(each.minutes for each in measures)} phút, {len(_sources(measures))} nguồn",
        f"{kinds.total()} câu hỏi: {', '.join(_kind(kind, kinds[kind], measures) for kind in KINDS_SHOWN)}",
        f"Cả thư viện: {_answers(measures)}",
        *_LEGEND,
    ]
    # What does not fit belongs to a module with far too many questions, which is told above.
    return "\n".join(line[:WIDTH] for line in lines)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    """The name to the left, all else to the right."""
    name, *cells = row
    return "  ".join(
        [name.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))]
    )


def _row(each: ModuleMeasure) -> tuple[str, ...]:
    kinds = _kinds([each])
    return (
        f"  {each.module_id[: limits.ID]}",
        str(each.cards),
        str(kinds.total()),
        "-".join(str(kinds[kind]) for kind in KINDS_SHOWN),
        "".join(str(place) for place in each.right_positions) or "-",
        f"{each.longest_right}/{len(each.right_positions)}" if each.right_positions else "-",
        str(len(each.sources)),
        _average(each.sentence_words, each.sentences),
        _average(each.kit_words, each.kit_sentences),
        str(each.minutes),
    )


def _answers(measures: Sequence[ModuleMeasure]) -> str:
    """Whether answers could be guessed: where the right ones stand in the files, and how often they are the longest."""
    places = Counter(place for each in measures for place in each.right_positions)
    if not places:
        return "không có câu một đáp án"
    stand = ", ".join(f"thứ {place}: {places[place]}" for place in range(1, max(places) + 1))
    longest = sum(each.longest_right for each in measures)
    return f"ý đúng đứng {stand}; đúng dài nhất {longest}/{places.total()} ({longest * 100 // places.total()}%)"


def _kinds(measures: Sequence[ModuleMeasure]) -> Counter[QuestionKind]:
    kinds: Counter[QuestionKind] = Counter()
    for each in measures:
        kinds.update(each.kinds)
    return kinds


def _kind(kind: QuestionKind, count: int, measures: Sequence[ModuleMeasure]) -> str:
    """The number; of true and false statements also how many are true."""
    if kind is QuestionKind.TRUE_FALSE and count:
        return f"{count} {KINDS_SHOWN[kind]} ({sum(each.true_statements for each in measures)} câu Đúng)"
    return f"{count} {KINDS_SHOWN[kind]}"


def _sources(measures: Sequence[ModuleMeasure]) -> set[str]:
    return {source for each in measures for source in each.sources}


def _average(words: int, sentences: int) -> str:
    return f"{words / sentences:.1f}".replace(".", ",") if sentences else "-"

"""The words of a report, once the figures are there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from bot.domain.curriculum import Course, Rich
from bot.domain.report import Week
from bot.screens.parts import day, paragraphs
from bot.texts import Texts

Figure = Callable[[str, str], int | None]
"""A figure of a place by step and course; None is «under five»."""
STEPS = ("started", "finished", "passed")


def few(texts: Texts, count: int | None) -> str:
    """A figure, or that it is under five; these words stay on one line."""
    return texts.plain("report.few").replace(" ", "\u00a0") if count is None else str(count)


def overview(texts: Texts, name: str, at: str, courses: Iterable[Course], figure: Figure) -> Rich:
    """A unit at a glance."""
    taught = list(courses)
    told = [one for one in taught if any(figure(step, one.id) is not None for step in STEPS)]
    lines = [texts("report.course", course=one.title, **_steps(texts, one.id, figure)) for one in told]
    if len(told) < len(taught):
        lines.append(texts("report.other_courses" if told else "report.no_courses"))
    joined = texts("report.joined", count=few(texts, figure("joined", "")))
    return paragraphs(texts("report.title", unit=name, at=at), joined, "\n".join(lines), texts("report.note"))


def places(texts: Texts, name: str, course: Course, shown: Sequence[tuple[str, Figure]], own: Figure | None) -> Rich:
    """Units side by side in one course; ``own`` are those who belong to the unit itself."""
    lines = []
    for number, (place, figure) in enumerate(shown, start=1):
        if all(figure(step, course.id if step in STEPS else "") is None for step in ("joined", *STEPS)):
            lines.append(texts("report.place_few", number=number, unit=place))
            continue
        values = _steps(texts, course.id, figure)
        joined = few(texts, figure("joined", ""))
        lines.append(texts("report.place", number=number, unit=place, joined=joined, **values))
    if own is not None:
        joined = few(texts, own("joined", ""))
        lines.append(texts("report.own_place", joined=joined, **_steps(texts, course.id, own)))
    title = texts("report.places_title", unit=name, course=course.title)
    return paragraphs(title, "\n".join(lines), texts("report.places_hint"), texts("report.note"))


def _steps(texts: Texts, course_id: str, figure: Figure) -> dict[str, str]:
    return {step: few(texts, figure(step, course_id)) for step in STEPS}


def weeks(texts: Texts, name: str, listed: Iterable[tuple[Week, int | None, int | None, int | None]]) -> Rich:
    """The last weeks, oldest first."""
    lines = []
    for week, *counts in listed:
        first, last = (day(one).rsplit("/", 1)[0] for one in (week.monday, week.sunday))
        if counts == [None, None, None]:
            lines.append(texts("report.week_few", from_day=first, to_day=last))
            continue
        joined, active, passed = (few(texts, count) for count in counts)
        lines.append(texts("report.week", from_day=first, to_day=last, joined=joined, active=active, passed=passed))
    return paragraphs(texts("report.weeks_title", unit=name), "\n".join(lines), texts("report.note"))

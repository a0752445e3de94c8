"""The Monday digest, and its switch."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from bot.screens.codes import encode
from bot.screens.organising.digest_actions import OpenDigest, SwitchDigest
from bot.screens.organising.home_actions import OpenManagement
from bot.screens.organising.report_words import few
from bot.screens.organising.reports_actions import ChooseReport
from bot.screens.parts import day, paragraphs
from bot.screens.screen import Screen, button
from bot.texts import Texts


class Due(Protocol):
    """A deadline as it was counted; ``finished`` None is «under five»."""

    @property
    def day(self) -> date:
        """The day."""
        ...

    @property
    def finished(self) -> int | None:
        """How many."""
        ...


Pair = tuple[int | None, int | None]
"""Last week, and the week before."""


def unit_lines(texts: Texts, name: str, joined: Pair, active: Pair, passed: Pair) -> list[str]:
    """A unit's last week, compared with the one before."""
    lines = [texts("digest.unit", unit=name)]
    pairs = (("digest.joined", joined), ("digest.active", active), ("digest.passed", passed))
    lines += [texts(key, count=few(texts, now), before=few(texts, before)) for key, (now, before) in pairs]
    return lines


def due_line(texts: Texts, course: str, one: Due, place: str, *, is_over: bool) -> str:
    """A deadline, and how many have finished; ``place`` is empty for the unit itself."""
    where = texts.plain("digest.due_place", unit=place) if place else ""
    key = "digest.was_due" if is_over else "digest.due"
    return texts(key, course=course, day=day(one.day).rsplit("/", 1)[0], place=where, count=few(texts, one.finished))


def rest_lines(texts: Texts, more_due: int, questions: int, waits_days: int) -> list[str]:
    """Deadlines that are only counted, and questions that wait; nothing where there are none."""
    lines = [texts("digest.more_due", count=more_due)] if more_due else []
    if questions and waits_days:
        lines.append(texts("digest.questions_wait", count=questions, days=waits_days))
    elif questions:
        lines.append(texts("digest.questions", count=questions))
    return lines


def digest(texts: Texts, called: str, days: tuple[str, str], units: Iterable[list[str]]) -> Screen:
    """What she gets on Monday morning."""
    title = texts("digest.title", name=called, from_day=days[0], to_day=days[1])
    rows = (
        (button(texts.plain("button.manage_results"), ChooseReport()),),
        (button(texts.plain("button.digest_off"), SwitchDigest(0)),),
    )
    return Screen(paragraphs(title, *("\n".join(lines) for lines in units)), rows, is_new=True)


def switch(texts: Texts, *, is_on: bool) -> Screen:
    """Whether it is on, and one tap to the other."""
    key, label = ("digest.is_on", "button.digest_off") if is_on else ("digest.is_off", "button.digest_on")
    rows = (
        (button(texts.plain(label), SwitchDigest(int(not is_on))),),
        (button(texts.plain("button.management"), OpenManagement()),),
    )
    return Screen(texts(key), rows, again=encode(OpenDigest()))

"""What authors are told on Monday: sources that end, whether a correction stands ready, and lessons read long ago."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.curriculum import Library, Module, Source
from bot.domain.managing import Grant, Right, has_right
from bot.library import limits
from bot.library.modules import months_before


@dataclass(frozen=True, slots=True)
class Ending:
    """A source that has ended or soon will, and what still rests on it."""

    source: Source
    last_day: date
    cards: int
    questions: int
    has_correction: bool


@dataclass(frozen=True, slots=True)
class ContentNews:
    """What there is to do about the lessons; false where there is nothing."""

    endings: tuple[Ending, ...] = ()
    """The first that ends comes first."""
    long_unread: tuple[Module, ...] = ()
    """Nobody has reviewed them for a year."""

    def __bool__(self) -> bool:
        return bool(self.endings or self.long_unread)


def content_news(library: Library, today: date) -> ContentNews:
    """What there is to do about the lessons on that day."""
    soon, old = today + timedelta(days=limits.ENDING_DAYS), months_before(today, limits.REVIEW_MONTHS)
    ending = sorted(
        (last_day, source.id)
        for source in library.sources.values()
        if (last_day := source.in_force_until) is not None and last_day <= soon
    )
    found = (_ending(library, library.sources[source_id], last_day) for last_day, source_id in ending)
    unread = (one for one in library.modules() if one.reviewed_on is not None and one.reviewed_on < old)
    return ContentNews(tuple(one for one in found if one.cards or one.questions), tuple(unread))


def _ending(library: Library, source: Source, last_day: date) -> Ending:
    cards = [card.citations for module in library.modules() for card in module.cards]
    questions = [question.citations for module in library.modules() for question in module.questions]
    counted = [sum(any(each.source_id == source.id for each in one) for one in group) for group in (cards, questions)]
    return Ending(source, last_day, counted[0], counted[1], library.correction(source.id) is not None)


def writes(grants: Iterable[Grant]) -> bool:
    """Whether she is told of the lessons."""
    return has_right(grants, Right.WRITE)

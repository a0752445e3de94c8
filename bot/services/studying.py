"""Studying: opening modules, reading cards, finding her place again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.attempt import Attempt, Result, result_of
from bot.domain.curriculum import Card, Library, Module
from bot.domain.learner import Learner
from bot.domain.progress import (
    ModuleProgress,
    Standing,
    next_after,
    progress_in,
    progress_through,
    where_to_continue,
)
from bot.errors import StaleButtonError
from bot.storage.records import Records

LONGEST_TRAIL = 3
"""How many of her results in a module are shown side by side."""


@dataclass(frozen=True, slots=True)
class CardView:
    """A card in its module; ``index`` counts from 0."""

    module: Module
    index: int

    @property
    def card(self) -> Card:
        """The card itself."""
        return self.module.cards[self.index]


def overview(records: Records, learner: Learner, library: Library) -> tuple[ModuleProgress, ...]:
    """How she stands in every module."""
    return progress_through(library, records.study.bookmarks(learner.id), records.study.attempts(learner.id))


def place_to_continue(records: Records, learner: Learner, library: Library) -> ModuleProgress | None:
    """The module that «Học tiếp» opens; None when she has passed everything.

    A quiz whose module was taken out meanwhile is opened, and its result, as long as nothing came after it.
    """
    bookmarks, attempts = records.study.bookmarks(learner.id), records.study.attempts(learner.id)
    taught = progress_through(library, bookmarks, attempts)
    untaught = [_left_open(records, attempt) for attempt in attempts if library.module(attempt.module_id) is None]
    touched = [item for item in (*taught, *untaught) if item is not None and item.last_at is not None]
    last = max(touched, key=lambda item: item.last_at.timestamp() if item.last_at else 0.0, default=None)
    return last if last is not None and last in untaught else where_to_continue(taught)


def _left_open(records: Records, attempt: Attempt) -> ModuleProgress | None:
    """An attempt under way or with a result not looked at, in the wording it began with."""
    if attempt.finished_at is not None and not attempt.has_unseen_result:
        return None
    module = records.study.module_at(attempt.module_id, attempt.module_revision)
    return progress_in(module, (), (attempt,)) if module is not None else None


def passed_before(records: Records, learner: Learner, library: Library) -> tuple[ModuleProgress, ...]:
    """The modules she passed that are not taught any more, as they were worded when she was last at them."""
    attempts = records.study.attempts(learner.id)
    gone = dict.fromkeys(attempt.module_id for attempt in attempts if library.module(attempt.module_id) is None)
    found = []
    for module_id in gone:
        last = [attempt for attempt in attempts if attempt.module_id == module_id][-1]
        module = records.study.module_at(module_id, last.module_revision)
        item = progress_in(module, (), attempts) if module is not None else None
        if item is not None and item.standing is Standing.PASSED:
            found.append(item)
    return tuple(found)


def trails(records: Records, learner: Learner) -> dict[str, tuple[Result, ...]]:
    """Her last results in each module, oldest first; once passed, up to her best: what came after was practice."""
    found: dict[str, tuple[Result, ...]] = {}
    for attempt in records.study.attempts(learner.id):
        if attempt.finished_at is not None and attempt.out_of:
            found[attempt.module_id] = (*found.get(attempt.module_id, ()), result_of(attempt))
    return {module_id: _up_to_best(results)[-LONGEST_TRAIL:] for module_id, results in found.items()}


def _up_to_best(results: tuple[Result, ...]) -> tuple[Result, ...]:
    best = max(results, key=lambda result: result.percent)
    return results[: results.index(best) + 1] if best.is_passed else results


def module_after(records: Records, learner: Learner, library: Library, module_id: str) -> ModuleProgress | None:
    """The module that comes after this one for her; None when there is nothing else to pass."""
    return next_after(overview(records, learner, library), module_id)


def settle_in(records: Records, learner: Learner, library: Library, module_id: str, now: datetime) -> ModuleProgress:
    """She went on to that module, so it is her place from now on, with the card or question she had reached in it."""
    progress = see_module(records, learner, library, module_id)
    if progress.standing is Standing.PASSED and progress.open_attempt is None:
        return progress
    card_id = progress.bookmark.card_id if progress.bookmark is not None and progress.is_reading else None
    records.study.set_bookmark(learner.id, module_id, card_id, now)
    return see_module(records, learner, library, module_id)


def open_module(records: Records, learner: Learner, library: Library, module_id: str, now: datetime) -> ModuleProgress:
    """Open a module. It becomes her place unless she is in the middle of another, which she only looked up from."""
    place = place_to_continue(records, learner, library)
    is_free = place is not None and place.standing is not Standing.UNDER_WAY and place.open_attempt is None
    if place is not None and is_free and place.module.id != module_id:
        return settle_in(records, learner, library, module_id, now)
    return see_module(records, learner, library, module_id)


def see_module(records: Records, learner: Learner, library: Library, module_id: str) -> ModuleProgress:
    """How she stands in a module; StaleButtonError when it is not taught any more."""
    module = library.module(module_id)
    if module is None:
        raise StaleButtonError
    return progress_in(module, records.study.bookmarks(learner.id), records.study.attempts(learner.id), library.ended)


def read_card(
    records: Records, learner: Learner, library: Library, module_id: str, card_id: str, now: datetime
) -> CardView:
    """Turn to a card and remember that she is there; StaleButtonError when the card is gone."""
    view = see_card(library, module_id, card_id)
    records.study.enrol(learner.id, view.module.course_id, now)
    records.study.set_bookmark(learner.id, view.module.id, card_id, now)
    return view


def see_card(library: Library, module_id: str, card_id: str) -> CardView:
    """A card, and nothing is remembered; StaleButtonError when it is gone."""
    module = library.module(module_id)
    if module is None:
        raise StaleButtonError
    index = next((place for place, card in enumerate(module.cards) if card.id == card_id), None)
    if index is None:
        raise StaleButtonError
    return CardView(module, index)


def card_to_continue(progress: ModuleProgress) -> CardView | None:
    """The card she was at; None when she has read none, or it was taken out."""
    if progress.bookmark is None:
        return None
    for index, card in enumerate(progress.module.cards):
        if card.id == progress.bookmark.card_id:
            return CardView(progress.module, index)
    return None

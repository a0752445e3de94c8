"""Progress: derived from bookmarks and attempts every time it is shown, never stored, never edited."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.attempt import Attempt, Result, result_of
from bot.domain.curriculum import Course, Library, Module


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Where she last was in a module; None for ``card_id`` means its opening."""

    module_id: str
    card_id: str | None
    at: datetime


class Standing(enum.StrEnum):
    """How she stands in a module."""

    NEW = "new"
    UNDER_WAY = "under_way"
    """She is answering, or reading, perhaps once more after a result that was not enough."""
    FAILED = "failed"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class ModuleProgress:
    """What is known of one learner in one module."""

    module: Module
    standing: Standing
    best: Result | None
    bookmark: Bookmark | None
    open_attempt: Attempt | None
    last_at: datetime | None
    is_reading: bool = False
    """The last thing she did in it was to turn to a card."""


def progress_in(module: Module, bookmarks: Iterable[Bookmark], attempts: Iterable[Attempt]) -> ModuleProgress:
    """How she stands in ``module``; bookmarks and attempts of other modules are passed over."""
    bookmark = next((mark for mark in bookmarks if mark.module_id == module.id), None)
    mine = [attempt for attempt in attempts if attempt.module_id == module.id]
    finished = [attempt for attempt in mine if attempt.finished_at is not None]
    results = [result_of(attempt) for attempt in finished]
    best = max(results, key=lambda result: result.percent, default=None)
    under_way = [attempt for attempt in mine if attempt.finished_at is None]
    open_attempt = max(under_way, key=lambda attempt: attempt.id, default=None)
    touched = [_touched_at(attempt) for attempt in mine]
    is_reading = bookmark is not None and all(bookmark.at > at for at in touched)
    if any(result.is_passed for result in results):
        standing = Standing.PASSED
    elif open_attempt is not None or is_reading:
        standing = Standing.UNDER_WAY
    else:
        standing = Standing.NEW if best is None else Standing.FAILED
    if bookmark is not None:
        touched.append(bookmark.at)
    return ModuleProgress(module, standing, best, bookmark, open_attempt, max(touched, default=None), is_reading)


def _touched_at(attempt: Attempt) -> datetime:
    """When she last did something in the attempt."""
    return max((attempt.finished_at or attempt.started_at, *(answer.at for answer in attempt.answers)))


def progress_through(
    library: Library, bookmarks: Iterable[Bookmark], attempts: Iterable[Attempt]
) -> tuple[ModuleProgress, ...]:
    """How she stands in every module that is taught, in the library's order."""
    marks, goes = tuple(bookmarks), tuple(attempts)
    return tuple(progress_in(module, marks, goes) for module in library.modules())


def where_to_continue(progress: Iterable[ModuleProgress]) -> ModuleProgress | None:
    """The module that «Học tiếp» opens: the one she touched last and has not finished, else the next unpassed one.

    After a finished module the next one of the library follows, then whatever was left out before it. None when
    everything is passed.
    """
    everything = tuple(progress)
    touched = [item for item in everything if item.last_at is not None]
    last = max(touched, key=lambda item: (item.last_at is not None and item.last_at.timestamp(), 0), default=None)
    if last is not None and (last.open_attempt is not None or last.standing is Standing.UNDER_WAY):
        return last
    start = everything.index(last) + 1 if last is not None else 0
    waiting = (*everything[start:], *everything[:start])
    unfinished = (item for item in waiting if item.standing is not Standing.PASSED)
    return next(unfinished, None)


def passed_in(course: Course, progress: Iterable[ModuleProgress]) -> int:
    """How many modules of ``course`` are passed."""
    passed = {item.module.id for item in progress if item.standing is Standing.PASSED}
    return sum(module.id in passed for module in course.modules)

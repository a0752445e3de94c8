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


def progress_in(module: Module, bookmarks: Iterable[Bookmark], attempts: Iterable[Attempt]) -> ModuleProgress:
    """How she stands in ``module``; bookmarks and attempts of other modules are passed over."""
    bookmark = next((mark for mark in bookmarks if mark.module_id == module.id), None)
    mine = [attempt for attempt in attempts if attempt.module_id == module.id]
    finished = [result_of(attempt) for attempt in mine if attempt.finished_at is not None]
    best = max(finished, key=lambda result: result.percent, default=None)
    under_way = [attempt for attempt in mine if attempt.finished_at is None]
    open_attempt = max(under_way, key=lambda attempt: attempt.id, default=None)
    if best is not None and any(result.is_passed for result in finished):
        standing = Standing.PASSED
    elif open_attempt is not None:
        standing = Standing.UNDER_WAY
    elif best is not None:
        standing = Standing.FAILED
    else:
        standing = Standing.UNDER_WAY if bookmark is not None else Standing.NEW
    moments = [attempt.finished_at or attempt.started_at for attempt in mine]
    if bookmark is not None:
        moments.append(bookmark.at)
    return ModuleProgress(module, standing, best, bookmark, open_attempt, max(moments, default=None))


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

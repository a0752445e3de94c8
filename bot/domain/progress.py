"""Progress: derived from bookmarks and attempts every time it is shown, never stored, never edited."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.attempt import Attempt, Result, result_of
from bot.domain.curriculum import Course, Library, Module, Question


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Where she last was in a module; None for ``card_id`` means that she went to its opening."""

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
    finished: Attempt | None = None
    """The attempt she finished last."""
    is_at_result: bool = False
    """The last thing she did in it was to finish that attempt."""
    ended_sources: frozenset[str] = frozenset()
    """Sources that hold no more: what rests on them is not asked again."""

    @property
    def is_result_waiting(self) -> bool:
        """Whether her last answer ended a quiz whose result she has not looked at."""
        return self.is_at_result and self.finished is not None and self.finished.has_unseen_result

    @property
    def to_retry(self) -> tuple[Question, ...]:
        """The questions she may try again, because the last result was not enough: wrong, and still asked."""
        if self.standing is not Standing.FAILED or self.finished is None:
            return ()
        return asked_again(self.module, self.finished, self.ended_sources)


def asked_again(module: Module, attempt: Attempt, ended_sources: frozenset[str]) -> tuple[Question, ...]:
    """The questions of ``module`` as it is worded now that were wrong in ``attempt`` and still hold."""
    wrong_ids = {attempt.drawn[position].question_id for position in result_of(attempt).wrong_positions}
    return tuple(
        question for question in module.questions if question.id in wrong_ids and question.holds(ended_sources)
    )


def progress_in(
    module: Module,
    bookmarks: Iterable[Bookmark],
    attempts: Iterable[Attempt],
    ended_sources: frozenset[str] = frozenset(),
) -> ModuleProgress:
    """How she stands in ``module``; bookmarks and attempts of other modules are passed over."""
    bookmark = next((mark for mark in bookmarks if mark.module_id == module.id), None)
    mine = [attempt for attempt in attempts if attempt.module_id == module.id]
    # Where every question went with its law, there was nothing to pass or fail.
    results = [result_of(attempt) for attempt in mine if attempt.finished_at is not None and attempt.out_of]
    best = max(results, key=lambda result: result.percent, default=None)
    under_way = [attempt for attempt in mine if attempt.finished_at is None]
    open_attempt = max(under_way, key=lambda attempt: attempt.id, default=None)
    ended = [(attempt.finished_at, attempt.id, attempt) for attempt in mine if attempt.finished_at is not None]
    finished = max(ended, default=(None, 0, None))[2]
    touched = [_touched_at(attempt) for attempt in mine]
    has_turned = bookmark is not None and all(bookmark.at > at for at in touched)
    is_reading = has_turned and bookmark is not None and bookmark.card_id is not None
    if any(result.is_passed for result in results):
        standing = Standing.PASSED
    elif open_attempt is not None or is_reading:
        standing = Standing.UNDER_WAY
    else:
        standing = Standing.NEW if best is None else Standing.FAILED
    if bookmark is not None:
        touched.append(bookmark.at)
    return ModuleProgress(
        module,
        standing,
        best,
        bookmark,
        open_attempt,
        max(touched, default=None),
        is_reading,
        finished,
        is_at_result=finished is not None and open_attempt is None and not has_turned,
        ended_sources=ended_sources,
    )


def _touched_at(attempt: Attempt) -> datetime:
    """When she last did something in the attempt."""
    return max((attempt.finished_at or attempt.started_at, *(answer.at for answer in attempt.answers)))


def progress_through(
    library: Library, bookmarks: Iterable[Bookmark], attempts: Iterable[Attempt]
) -> tuple[ModuleProgress, ...]:
    """How she stands in every module that is taught, in the library's order."""
    marks, goes = tuple(bookmarks), tuple(attempts)
    return tuple(progress_in(module, marks, goes, library.ended) for module in library.modules())


def where_to_continue(progress: Iterable[ModuleProgress]) -> ModuleProgress | None:
    """The module that «Học tiếp» opens: the one she touched last, unless she is done with it, else the next unpassed.

    She is done with a module once it is passed and its result looked at. A result that was not enough keeps her
    there, to try again what was wrong, until she goes on to another module. None when everything is passed.
    """
    everything = tuple(progress)
    touched = [item for item in everything if item.last_at is not None]
    last = max(touched, key=lambda item: (item.last_at is not None and item.last_at.timestamp(), 0), default=None)
    if last is None:
        return next_after(everything, None)
    is_done = last.standing is Standing.PASSED and last.open_attempt is None and not last.is_result_waiting
    return next_after(everything, last.module.id) if is_done else last


def next_after(progress: Iterable[ModuleProgress], module_id: str | None) -> ModuleProgress | None:
    """The next module of the library that is not passed, then whatever was left out before it; never the same one."""
    everything = tuple(progress)
    start = next((place for place, item in enumerate(everything, start=1) if item.module.id == module_id), 0)
    waiting = (item for item in (*everything[start:], *everything[:start]) if item.module.id != module_id)
    return next((item for item in waiting if item.standing is not Standing.PASSED), None)


def passed_in(course: Course, progress: Iterable[ModuleProgress]) -> int:
    """How many modules of ``course`` are passed."""
    passed = {item.module.id for item in progress if item.standing is Standing.PASSED}
    return sum(module.id in passed for module in course.modules)

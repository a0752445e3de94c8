"""Trying a draft: the same quiz as a learner's, kept apart from everything that counts."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime

from bot.domain.attempt import Attempt
from bot.domain.authoring import Draft, DraftState
from bot.domain.curriculum import Card, Library, Question
from bot.domain.progress import ModuleProgress, asked_again, progress_in
from bot.domain.quiz import draw, moment_of
from bot.errors import StaleButtonError
from bot.services.quizzing import Marked, QuizView, marked_tap
from bot.storage.records import Records


def seen_by(records: Records, draft_id: int, learner_id: int) -> Draft:
    """A draft of hers, or another's that waits for an author to agree; StaleButtonError for any other."""
    draft = records.authoring.draft(draft_id)
    if draft is None or (draft.learner_id != learner_id and draft.state is not DraftState.ASKED):
        raise StaleButtonError
    return draft


def progress(records: Records, draft: Draft, learner_id: int, library: Library) -> ModuleProgress:
    """How she stands in it, as a learner's opening screen shows it."""
    attempt = records.authoring.trial(draft.id, learner_id)
    return progress_in(draft.module, (), () if attempt is None else (attempt,), library.ended)


def see(records: Records, draft: Draft, learner_id: int, *, lock: bool = False) -> QuizView:
    """Where she is in the quiz; StaleButtonError when she has not begun."""
    attempt = records.authoring.trial(draft.id, learner_id, lock=lock)
    if attempt is None:
        raise StaleButtonError
    return QuizView(attempt, draft.module, moment_of(draft.module, attempt))


def begin(
    records: Records, draft: Draft, learner_id: int, library: Library, now: datetime, dice: random.Random
) -> QuizView:
    """Begin the quiz, anew when it is finished, or go on with it."""
    under_way = records.authoring.trial(draft.id, learner_id)
    if under_way is not None and under_way.finished_at is None:
        return see(records, draft, learner_id)
    return _start(records, draft, learner_id, (library.asked(draft.module), 0), now, dice)


def retry(
    records: Records, draft: Draft, learner_id: int, library: Library, now: datetime, dice: random.Random
) -> QuizView:
    """Only what was wrong, again."""
    view = see(records, draft, learner_id)
    questions = asked_again(draft.module, view.attempt, library.ended)
    if view.attempt.finished_at is None or not questions:
        raise StaleButtonError
    return _start(records, draft, learner_id, (questions, view.result.right), now, dice)


def _start(
    records: Records,
    draft: Draft,
    learner_id: int,
    asked: tuple[tuple[Question, ...], int],
    now: datetime,
    dice: random.Random,
) -> QuizView:
    questions, carried = asked
    if not questions:
        raise StaleButtonError
    module, drawn = draft.module, draw(questions, dice)
    attempt = Attempt(
        draft.id, learner_id, module.id, module.revision, drawn, (), (), carried, carried + len(drawn),
        module.pass_percent, now, None,
    )  # fmt: skip
    records.authoring.keep_trial(attempt)
    return QuizView(attempt, module, moment_of(module, attempt))


def pick(records: Records, draft: Draft, learner_id: int, place: tuple[int, int, int], now: datetime) -> Marked:
    """Mark a tap; ``place`` is position, part and choice as shown."""
    marked = marked_tap(see(records, draft, learner_id, lock=True), place, now)
    if not marked.is_repeat:
        records.authoring.keep_trial(marked.view.attempt)
    return marked


def clear_order(records: Records, draft: Draft, learner_id: int, position: int) -> QuizView:
    """Take back the choices placed so far."""
    view = see(records, draft, learner_id, lock=True)
    if view.moment is None or view.moment.position != position:
        raise StaleButtonError
    view = replace(view, attempt=replace(view.attempt, picked=()))
    records.authoring.keep_trial(view.attempt)
    return view


def card_for(view: QuizView, position: int) -> Card | None:
    """The card that explains the question at ``position``."""
    question = view.question(position)
    wanted = question.card_id if question is not None else None
    return next((card for card in view.module.cards if card.id == wanted), None)

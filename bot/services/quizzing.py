"""Quizzes: starting, answering, finishing, trying again what was wrong."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.attempt import Answer, Attempt, Result, result_of
from bot.domain.curriculum import Card, Library, Module, Question, QuestionKind
from bot.domain.learner import Learner
from bot.domain.progress import asked_again
from bot.domain.quiz import Moment, draw, mark, moment_of, question_at, without_ended
from bot.domain.translating import as_written
from bot.errors import StaleButtonError
from bot.storage.records import Records


@dataclass(frozen=True, slots=True)
class QuizView:
    """An attempt, the wording it was drawn from, and where she stands in it (None: all is answered)."""

    attempt: Attempt
    module: Module
    moment: Moment | None

    @property
    def result(self) -> Result:
        """How it came out so far."""
        return result_of(self.attempt)

    @property
    def last_answer(self) -> Answer | None:
        """What she answered last; None before the first answer."""
        standing = [answer for answer in self.attempt.answers if answer.position not in self.attempt.dropped]
        return max(standing, key=lambda answer: (answer.at, answer.position, answer.part), default=None)

    def question(self, position: int) -> Question | None:
        """The question at a place of the attempt."""
        return question_at(self.module, self.attempt, position)


@dataclass(frozen=True, slots=True)
class Marked:
    """What a tap came to. ``answer`` is None while an order is still being placed."""

    view: QuizView
    answer: Answer | None
    is_repeat: bool = False
    """The tap answered what was answered already; the first answer stands."""
    is_dropped: bool = False
    """The tap answered what is not asked any more, because its law has ended."""


def _view(
    records: Records, learner: Learner, library: Library, attempt_id: int, now: datetime, *, lock: bool = False
) -> QuizView:
    attempt = records.study.attempt(attempt_id, lock=lock)
    if attempt is None or attempt.learner_id != learner.id:
        raise StaleButtonError
    return _view_of(records, library, attempt, now)


def _view_of(records: Records, library: Library, attempt: Attempt, now: datetime) -> QuizView:
    module = library.module(attempt.module_id)
    if module is None or module.revision != attempt.module_revision:
        # The module was edited or taken out since: she goes on with the wording she began with.
        module = records.study.module_at(attempt.module_id, attempt.module_revision)
    if module is None:
        raise StaleButtonError
    left = without_ended(module, attempt, library.ended)
    if left is not attempt:
        records.study.drop_questions(left)
    moment = moment_of(module, left)
    if moment is None and left.finished_at is None:
        # What was still to be answered went with its law.
        records.study.finish_attempt(left.id, now, result_of(left))
        left = replace(left, finished_at=now)
    return QuizView(left, module, moment)


def see_quiz(records: Records, learner: Learner, library: Library, attempt_id: int, now: datetime) -> QuizView:
    """An attempt of hers, without what rests on a law that has ended; StaleButtonError when it is not, or no more."""
    return _view(records, learner, library, attempt_id, now)


def see_result(records: Records, view: QuizView, now: datetime) -> None:
    """Note that she looked at the result, once; until then «Học tiếp» leads back to it."""
    if view.attempt.has_unseen_result:
        records.study.see_result(view.attempt.id, now)


def start_quiz(
    records: Records, learner: Learner, library: Library, module_id: str, now: datetime, dice: random.Random
) -> QuizView:
    """Begin the quiz of a module, or go on with the attempt under way."""
    module = library.module(module_id)
    if module is None:
        raise StaleButtonError
    under_way = _under_way(records, learner, module_id)
    if under_way is not None:
        return _view_of(records, library, under_way, now)
    questions = library.asked(module)
    if not questions:
        raise StaleButtonError
    records.study.enrol(learner.id, module.course_id, now)
    records.study.keep_revision(as_written(library, module), now)
    attempt = records.study.start_attempt(learner.id, module, draw(questions, dice), now)
    return QuizView(attempt, module, moment_of(module, attempt))


def _under_way(records: Records, learner: Learner, module_id: str) -> Attempt | None:
    attempts = records.study.attempts(learner.id)
    return next((one for one in attempts if one.module_id == module_id and one.finished_at is None), None)


def answer_question(
    records: Records,
    learner: Learner,
    library: Library,
    attempt_id: int,
    place: tuple[int, int, int],
    now: datetime,
) -> Marked:
    """Mark a tap. ``place`` is position, part and choice as shown; the part of an order counts what is placed.

    A tap that comes twice changes nothing and shows the same; StaleButtonError for a question that is not the
    one she is at.
    """
    view = _view(records, learner, library, attempt_id, now, lock=True)
    marked = marked_tap(view, place, now)
    if not marked.is_repeat and not marked.is_dropped:
        _keep(records, view.attempt, marked)
    return marked


def marked_tap(view: QuizView, place: tuple[int, int, int], now: datetime) -> Marked:
    """What a tap comes to, and how she stands then; nothing is kept."""
    position, part, choice = place
    moment, attempt = view.moment, view.attempt
    if position in attempt.dropped:
        return Marked(view, None, is_dropped=True)
    if moment is None or moment.position != position:
        return _repeated(view, position)
    is_order = moment.question.kind is QuestionKind.ORDER
    asked_part = len(attempt.picked) if is_order else moment.part
    if part != asked_part:
        if part < asked_part:
            return Marked(view, None if is_order else attempt.answers_to(position)[-1], is_repeat=True)
        raise StaleButtonError
    marked = mark(moment, choice, attempt.picked, now)
    if marked is None:
        if is_order:
            return Marked(view, None, is_repeat=True)
        raise StaleButtonError
    if not isinstance(marked, Answer):
        return Marked(replace(view, attempt=replace(attempt, picked=marked)), None)
    attempt = replace(attempt, answers=(*attempt.answers, marked), picked=())
    moment = moment_of(view.module, attempt)
    if moment is None:
        attempt = replace(attempt, finished_at=now)
    return Marked(QuizView(attempt, view.module, moment), marked)


def _keep(records: Records, before: Attempt, marked: Marked) -> None:
    after = marked.view.attempt
    if marked.answer is None:
        records.study.set_picked(after.id, after.picked)
        return
    records.study.add_answer(before, marked.answer)
    if before.picked:
        records.study.set_picked(after.id, ())
    if after.finished_at is not None:
        records.study.finish_attempt(after.id, after.finished_at, result_of(after))


def _repeated(view: QuizView, position: int) -> Marked:
    """A tap on the question answered last shows its explanation again; on any other it is stale."""
    given = view.attempt.answers_to(position)
    last = view.last_answer
    if not given or last is None or last.position != position:
        raise StaleButtonError
    return Marked(view, given[-1], is_repeat=True)


def clear_order(
    records: Records, learner: Learner, library: Library, attempt_id: int, position: int, now: datetime
) -> QuizView:
    """Take back the choices placed so far."""
    view = _view(records, learner, library, attempt_id, now, lock=True)
    if view.moment is None or view.moment.position != position:
        raise StaleButtonError
    records.study.set_picked(attempt_id, ())
    return replace(view, attempt=replace(view.attempt, picked=()))


def retry_wrong(
    records: Records, learner: Learner, library: Library, attempt_id: int, now: datetime, dice: random.Random
) -> QuizView:
    """A new attempt at the questions that were wrong, in today's wording; the right ones are carried over."""
    view = _view(records, learner, library, attempt_id, now)
    module = library.module(view.attempt.module_id)
    if view.attempt.finished_at is None or module is None:
        raise StaleButtonError
    under_way = _under_way(records, learner, module.id)
    if under_way is not None:
        return _view_of(records, library, under_way, now)
    questions = questions_to_retry(view, library)
    if not questions:
        raise StaleButtonError
    records.study.keep_revision(as_written(library, module), now)
    attempt = records.study.start_attempt(
        learner.id,
        module,
        draw(questions, dice),
        now,
        carried=view.result.right,
        retry_of=view.attempt.id,
    )
    return QuizView(attempt, module, moment_of(module, attempt))


def questions_to_retry(view: QuizView, library: Library) -> tuple[Question, ...]:
    """The questions that were wrong and are still asked, in today's wording."""
    module = library.module(view.attempt.module_id)
    return asked_again(module, view.attempt, library.ended) if module is not None else ()


def card_for(view: QuizView, library: Library, position: int) -> tuple[Module, Card] | None:
    """The card that explains the question at ``position``, as it is worded today if it still is."""
    question = view.question(position)
    if question is None or question.card_id is None:
        return None
    for module in (library.module(view.module.id), view.module):
        card = next((card for card in module.cards if card.id == question.card_id), None) if module else None
        if module is not None and card is not None:
            return module, card
    return None

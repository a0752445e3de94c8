"""Quizzes: a question, an answer, why, and on to the result."""

from __future__ import annotations

from bot.domain.attempt import Answer
from bot.domain.curriculum import Card
from bot.errors import StaleButtonError
from bot.screens import actions
from bot.screens import quizzing as screens
from bot.screens import studying as study_screens
from bot.screens.screen import Reply, Screen, show
from bot.services import quizzing as services
from bot.services.quizzing import QuizView
from bot.services.studying import module_after
from bot.services.visit import Visit
from handlers.listening import sounds_of


def current_screen(visit: Visit, view: QuizView, *, retells: bool = False) -> Screen:
    """The question she is at, or the result when all is answered; ``retells`` when she has been away from it."""
    if view.moment is not None:
        return screens.question_screen(visit.texts, view.attempt, view.module, view.moment, retells=retells)
    return _result_screen(visit, view)


def place_screen(visit: Visit, view: QuizView) -> Screen:
    """The same, but why the last answer was right or not comes before a result that she has not looked at."""
    answer = view.last_answer
    if view.attempt.has_unseen_result and answer is not None:
        return _answered_screen(visit, view, answer)
    return current_screen(visit, view, retells=True)


def see_place(visit: Visit, action: actions.NextQuestion | actions.ShowResult) -> Reply:
    """Where she is in a quiz; nothing changes by it but what a law that ended has changed."""
    view = services.see_quiz(visit.records, visit.her, visit.library, action.attempt, visit.now)
    return show(place_screen(visit, view))


def start_quiz(visit: Visit, action: actions.StartQuiz) -> Reply:
    """Begin the quiz, or go on with it."""
    view = services.start_quiz(visit.records, visit.her, visit.library, action.module, visit.now, visit.dice)
    return show(current_screen(visit, view, retells=True))


def pick_choice(visit: Visit, action: actions.PickChoice) -> Reply:
    """She answered. The screen says what came of it; a word at the button would only hide the screen."""
    place = (action.position, action.part, action.choice)
    marked = services.answer_question(visit.records, visit.her, visit.library, action.attempt, place, visit.now)
    view, answer = marked.view, marked.answer
    if answer is None:
        toast = visit.texts.plain("toast.law_ended") if marked.is_dropped else ""
        return show(current_screen(visit, view), toast=toast)
    toast = visit.texts.plain("toast.answered") if marked.is_repeat else ""
    moment = view.moment
    if moment is not None and moment.position == answer.position and not moment.question.steps:
        return show(current_screen(visit, view), toast=toast)
    return show(_answered_screen(visit, view, answer), toast=toast)


def _answered_screen(visit: Visit, view: QuizView, answer: Answer) -> Screen:
    is_last_part = view.moment is None or view.moment.position != answer.position
    return screens.answered_screen(
        visit.texts, visit.library, view.attempt, view.module, answer, is_last_part=is_last_part
    )


def clear_order(visit: Visit, action: actions.ClearOrder) -> Reply:
    """Begin the order anew."""
    view = services.clear_order(visit.records, visit.her, visit.library, action.attempt, action.position, visit.now)
    return show(current_screen(visit, view))


def next_question(visit: Visit, action: actions.NextQuestion) -> Reply:
    """On to the next question, or to the result."""
    view = services.see_quiz(visit.records, visit.her, visit.library, action.attempt, visit.now)
    return show(current_screen(visit, view))


def show_result(visit: Visit, action: actions.ShowResult) -> Reply:
    """How it came out; an attempt still under way shows its question instead."""
    view = services.see_quiz(visit.records, visit.her, visit.library, action.attempt, visit.now)
    return show(current_screen(visit, view))


def _result_screen(visit: Visit, view: QuizView) -> Screen:
    services.see_result(visit.records, view, visit.now)
    reread: dict[str, tuple[int, Card]] = {}
    for position in view.result.wrong_positions:
        found = services.card_for(view, visit.library, position)
        if found is not None:
            reread.setdefault(found[1].id, (position, found[1]))
    return screens.result_screen(
        visit.texts,
        view.attempt,
        view.module,
        view.result,
        tuple(reread.values()),
        to_retry=len(services.questions_to_retry(view, visit.library)),
        after=module_after(visit.records, visit.her, visit.library, view.module.id),
    )


def reread(visit: Visit, action: actions.Reread) -> Reply:
    """The card a wrong answer points to, with the way back."""
    view = services.see_quiz(visit.records, visit.her, visit.library, action.attempt, visit.now)
    found = services.card_for(view, visit.library, action.position)
    if found is None:
        raise StaleButtonError
    back = screens.back_to_result(visit.texts, view.attempt)
    sounds = sounds_of(visit, *found)
    return show(study_screens.reread_screen(visit.texts, visit.library, *found, back, action, sounds))


def retry_wrong(visit: Visit, action: actions.RetryWrong) -> Reply:
    """Only what was wrong, again."""
    view = services.retry_wrong(visit.records, visit.her, visit.library, action.attempt, visit.now, visit.dice)
    return show(current_screen(visit, view))

"""Trying a draft: an author goes through it as a learner will, and nothing of it counts."""

from __future__ import annotations

from bot.domain.attempt import Answer
from bot.domain.authoring import Draft
from bot.domain.curriculum import Card
from bot.domain.managing import Right
from bot.errors import NotAllowedError, StaleButtonError
from bot.screens import actions as a
from bot.screens import quizzing as quiz_screens
from bot.screens import studying as study_screens
from bot.screens.organising import authoring_actions as z
from bot.screens.organising.trying import tried
from bot.screens.screen import Reply, Screen, show
from bot.services import trying as services
from bot.services.quizzing import QuizView
from bot.services.visit import Visit


def draft_of(visit: Visit, draft_id: int) -> Draft:
    """The draft of that number, as far as she may see it; NotAllowedError for who writes nowhere."""
    if not visit.may(Right.WRITE):
        raise NotAllowedError
    return services.seen_by(visit.records, draft_id, visit.her.id)


def _show(visit: Visit, draft: Draft, screen: Screen, toast: str = "") -> Reply:
    return show(tried(visit.texts, screen, draft.id, draft.module), toast=toast)


def try_opening(visit: Visit, action: z.TryOpening) -> Reply:
    """The opening of the module."""
    draft = draft_of(visit, action.draft)
    progress = services.progress(visit.records, draft, visit.her.id, visit.library)
    return _show(visit, draft, study_screens.opening(visit.texts, progress, None))


def try_card(visit: Visit, action: z.TryCard) -> Reply:
    """A card."""
    draft = draft_of(visit, action.draft)
    if action.card >= len(draft.module.cards):
        raise StaleButtonError
    return _show(visit, draft, study_screens.card_screen(visit.texts, visit.library, draft.module, action.card))


def try_kit(visit: Visit, action: z.TryKit) -> Reply:
    """The meeting kit."""
    draft = draft_of(visit, action.draft)
    if draft.module.kit is None:
        raise StaleButtonError
    return _show(visit, draft, study_screens.kit_screen(visit.texts, draft.module, draft.module.kit))


def try_quiz(visit: Visit, action: z.TryQuiz) -> Reply:
    """Begin the quiz, or go on with it."""
    draft = draft_of(visit, action.draft)
    view = services.begin(visit.records, draft, visit.her.id, visit.library, visit.now, visit.dice)
    return _show(visit, draft, _current(visit, view, retells=True))


def try_pick(visit: Visit, action: z.TryPick) -> Reply:
    """She answered."""
    draft = draft_of(visit, action.draft)
    place = (action.position, action.part, action.choice)
    marked = services.pick(visit.records, draft, visit.her.id, place, visit.now)
    view, answer = marked.view, marked.answer
    if answer is None:
        return _show(visit, draft, _current(visit, view))
    toast = visit.texts.plain("toast.answered") if marked.is_repeat else ""
    moment = view.moment
    if moment is not None and moment.position == answer.position and not moment.question.steps:
        return _show(visit, draft, _current(visit, view), toast)
    return _show(visit, draft, _answered(visit, view, answer), toast)


def try_clear(visit: Visit, action: z.TryClear) -> Reply:
    """Begin the order anew."""
    draft = draft_of(visit, action.draft)
    view = services.clear_order(visit.records, draft, visit.her.id, action.position)
    return _show(visit, draft, _current(visit, view))


def try_next(visit: Visit, action: z.TryNext) -> Reply:
    """On to the next question, or to the result."""
    draft = draft_of(visit, action.draft)
    return _show(visit, draft, _current(visit, services.see(visit.records, draft, visit.her.id)))


def try_reread(visit: Visit, action: z.TryReread) -> Reply:
    """The card a wrong answer points to."""
    draft = draft_of(visit, action.draft)
    view = services.see(visit.records, draft, visit.her.id)
    card = services.card_for(view, action.position)
    if card is None:
        raise StaleButtonError
    back = quiz_screens.back_to_result(visit.texts, view.attempt)
    again = a.Reread(draft.id, action.position)
    return _show(visit, draft, study_screens.reread_screen(visit.texts, visit.library, draft.module, card, back, again))


def try_retry(visit: Visit, action: z.TryRetry) -> Reply:
    """Only what was wrong, again."""
    draft = draft_of(visit, action.draft)
    view = services.retry(visit.records, draft, visit.her.id, visit.library, visit.now, visit.dice)
    return _show(visit, draft, _current(visit, view))


def _current(visit: Visit, view: QuizView, *, retells: bool = False) -> Screen:
    if view.moment is not None:
        return quiz_screens.question_screen(visit.texts, view.attempt, view.module, view.moment, retells=retells)
    reread: dict[str, tuple[int, Card]] = {}
    for position in view.result.wrong_positions:
        card = services.card_for(view, position)
        if card is not None:
            reread.setdefault(card.id, (position, card))
    wrong = len(view.result.wrong_positions)
    return quiz_screens.result_screen(
        visit.texts, view.attempt, view.module, view.result, tuple(reread.values()), to_retry=wrong, after=None
    )


def _answered(visit: Visit, view: QuizView, answer: Answer) -> Screen:
    is_last_part = view.moment is None or view.moment.position != answer.position
    return quiz_screens.answered_screen(
        visit.texts, visit.library, view.attempt, view.module, answer, is_last_part=is_last_part
    )

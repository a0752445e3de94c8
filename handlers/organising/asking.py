"""«Câu hỏi»: what learners asked, answered in the chat by who has their unit in hand."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.asking import LONGEST_ANSWER, REFUSALS, AskedQuestion
from bot.domain.danger import speaks_of_danger
from bot.domain.learner import Awaiting, given_name
from bot.domain.managing import Right
from bot.errors import StaleButtonError
from bot.screens.general import unit_name
from bot.screens.incoming import Act, Said
from bot.screens.organising import asking as screens
from bot.screens.organising.asking_actions import (
    AskWhyNot,
    DeclineQuestion,
    ListQuestions,
    PassUp,
    PreviewAnswer,
    SeeQuestion,
    SendAnswer,
    WriteAnswer,
)
from bot.screens.organising.home import short_name
from bot.screens.screen import Reply, Screen, show
from bot.services import asking as services
from bot.services.visit import Visit

A_PAGE = 6


def list_questions(visit: Visit, action: ListQuestions) -> Reply:
    """What waits in her units: what is hers to answer first, then what stands below her."""
    return show(_listed(visit, action.page))


def _listed(visit: Visit, page: int = 0) -> Screen:
    units, questions = visit.units_where(Right.CONTACT), visit.records.questions
    found = questions.waiting(units, A_PAGE + 1, page * A_PAGE)
    lines = [(one, _place(visit, one.stands_at)) for one in found[:A_PAGE]]
    count = questions.count_waiting(units, own=False)
    return screens.listed(visit.texts, lines, count, page, visit.now, has_more=len(found) > A_PAGE)


def see_question(visit: Visit, action: SeeQuestion) -> Reply:
    """One of them."""
    return show(_screen(visit, _question(visit, action.question)))


def _screen(visit: Visit, question: AskedQuestion) -> Screen:
    if not question.is_open:
        return _closed(visit, question)
    learner = visit.records.learners.get(question.learner_id)
    who = given_name(learner.name, visit.texts.family_names) if learner is not None else ""
    path = visit.records.units.path(question.unit_id) if question.unit_id is not None else ()
    can_pass = services.desk_above(visit, question) is not None
    unit, stands = unit_name(visit.texts, path[-1:]), _place(visit, question.stands_at)
    return screens.one(visit.texts, question, who, unit, stands, visit.now, can_pass=can_pass)


def _closed(visit: Visit, question: AskedQuestion) -> Screen:
    """What somebody else said, or she herself before."""
    by = visit.records.learners.get(question.answered_by) if question.answered_by is not None else None
    name = given_name(by.name, visit.texts.family_names) if by is not None else visit.texts.plain("questions.somebody")
    return screens.closed(visit.texts, question, name)


def write_answer(visit: Visit, action: WriteAnswer) -> Reply:
    """She will type it."""
    question = _question(visit, action.question)
    if not question.is_open:
        return show(_closed(visit, question))
    visit.chat = replace(visit.chat, awaiting=Awaiting.ANSWER, subject=str(question.id))
    return show(screens.write(visit.texts, question))


def asked_screen(visit: Visit) -> Screen:
    """What asks for it."""
    return screens.write(visit.texts, _subject(visit))


def take_answer(visit: Visit, act: Act) -> Reply:
    """She typed it, and is shown it before it is sent."""
    question = _subject(visit)
    if not question.is_open:
        visit.chat = replace(visit.chat, awaiting=Awaiting.NOTHING, subject="")
        return show(replace(_closed(visit, question), is_new=True))
    if not isinstance(act, Said) or not any(letter.isalnum() for letter in act.text):
        return show(screens.write(visit.texts, question, visit.texts("questions.only_words")))
    if len(act.text) > LONGEST_ANSWER:
        return show(screens.write(visit.texts, question, visit.texts("ask.too_long", most=LONGEST_ANSWER)))
    visit.chat = replace(visit.chat, awaiting=Awaiting.NOTHING, subject="")
    visit.records.questions.draft(question.id, visit.her.id, act.text.strip(), visit.now)
    return show(_preview(visit, question, act.text.strip(), is_new=True))


def _preview(visit: Visit, question: AskedQuestion, answer: str, *, is_new: bool = False) -> Screen:
    """The answer as it will be read. Words of danger are hers to send; the numbers are offered to her all the same."""
    phrases, exceptions = visit.library.danger_phrases, visit.library.danger_exceptions
    in_danger = speaks_of_danger(answer, phrases, exceptions)
    return screens.preview(visit.texts, question, answer, is_new=is_new, in_danger=in_danger)


def _subject(visit: Visit) -> AskedQuestion:
    if not visit.chat.subject.isdecimal():
        raise StaleButtonError
    return _question(visit, int(visit.chat.subject))


def preview_answer(visit: Visit, action: PreviewAnswer) -> Reply:
    """What she typed, once more."""
    question = _question(visit, action.question)
    answer = visit.records.questions.drafted(question.id, visit.her.id)
    if not question.is_open or not answer:
        return show(_screen(visit, question))
    return show(_preview(visit, question, answer))


def send_answer(visit: Visit, action: SendAnswer) -> Reply:
    """It is sent, unless somebody was quicker; then she is shown what that one said."""
    question = _question(visit, action.question)
    answer = visit.records.questions.drafted(question.id, visit.her.id)
    if question.is_open and not answer:
        return show(_screen(visit, question))
    if services.answer(visit, question, answer):
        return show(_listed(visit), toast=visit.texts.plain("toast.answer_sent"))
    return _too_late(visit, question)


def _too_late(visit: Visit, question: AskedQuestion) -> Reply:
    anew = _question(visit, question.id)
    is_hers = anew.answered_by == visit.her.id
    toast = "" if is_hers else visit.texts.plain("toast.answered_before")
    return show(_closed(visit, anew), toast=toast)


def pass_up(visit: Visit, action: PassUp) -> Reply:
    """The level above has it before it now."""
    question = _question(visit, action.question)
    if services.pass_up(visit, question):
        return show(_listed(visit), toast=visit.texts.plain("toast.passed_up"))
    return show(_screen(visit, question), toast=visit.texts.plain("toast.not_passed_up"))


def ask_why_not(visit: Visit, action: AskWhyNot) -> Reply:
    """Why it cannot be answered."""
    question = _question(visit, action.question)
    return show(screens.why_not(visit.texts, question) if question.is_open else _closed(visit, question))


def decline_question(visit: Visit, action: DeclineQuestion) -> Reply:
    """She who asked is told so, kindly, and why."""
    question = _question(visit, action.question)
    reason = next((one for one in REFUSALS if one.value == action.reason), None)
    if reason is None:
        raise StaleButtonError
    if services.decline(visit, question, reason):
        return show(_listed(visit), toast=visit.texts.plain("toast.answer_sent"))
    return _too_late(visit, question)


def _question(visit: Visit, question_id: int) -> AskedQuestion:
    """A question that was sent and stands where she may answer."""
    question = visit.records.questions.get(question_id)
    if question is None or question.sent_at is None:
        raise StaleButtonError
    visit.must(Right.CONTACT, question.stands_at)
    return question


def _place(visit: Visit, unit_id: int | None) -> str:
    return short_name(visit.texts, visit.records.units.path(unit_id) if unit_id is not None else ())

"""«Hỏi đáp»: what a learner types is looked up first, and goes to people when she says so."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.asking import LONGEST_QUESTION, MOST_OPEN, AskedQuestion
from bot.domain.learner import Awaiting, given_name
from bot.errors import StaleButtonError
from bot.screens import asking as screens
from bot.screens.asking_actions import AskPeople, AskQuestion, LookUp, OpenHit, SeeHits, SendQuestion
from bot.screens.general import unit_name
from bot.screens.incoming import Act, Said
from bot.screens.parts import moment
from bot.screens.screen import Reply, Screen, show
from bot.services import asking as services
from bot.services import studying
from bot.services.sending import Sending
from bot.services.visit import Visit


def ask_question(visit: Visit, _action: AskQuestion) -> Reply:
    """She will type it."""
    visit.chat = replace(visit.chat, awaiting=Awaiting.QUESTION, subject="")
    return show(screens.ask(visit.texts))


def asked_screen(visit: Visit) -> Screen:
    """What asks for it."""
    return screens.ask(visit.texts)


def take_question(visit: Visit, act: Act) -> Reply:
    """She typed it: what may answer already is shown first."""
    fault = _fault(visit, act)
    return show(screens.ask(visit.texts, fault)) if fault else _looked_up(visit, act, is_lookup=False)


def look_up(visit: Visit, _action: LookUp) -> Reply:
    """She will type what she looks for."""
    visit.chat = replace(visit.chat, awaiting=Awaiting.LOOKUP, subject="")
    return show(screens.ask_lookup(visit.texts))


def lookup_screen(visit: Visit) -> Screen:
    """What asks for it."""
    return screens.ask_lookup(visit.texts)


def take_lookup(visit: Visit, act: Act) -> Reply:
    """She typed it; nobody is asked."""
    fault = _fault(visit, act)
    return show(screens.ask_lookup(visit.texts, fault)) if fault else _looked_up(visit, act, is_lookup=True)


def _fault(visit: Visit, act: Act) -> str:
    if not isinstance(act, Said) or not any(letter.isalnum() for letter in act.text):
        return visit.texts("ask.only_words")
    is_long = len(act.text) > LONGEST_QUESTION
    return visit.texts("ask.too_long", most=LONGEST_QUESTION) if is_long else ""


def _looked_up(visit: Visit, act: Act, *, is_lookup: bool) -> Reply:
    visit.chat = replace(visit.chat, awaiting=Awaiting.NOTHING)
    text = act.text.strip() if isinstance(act, Said) else ""
    question = visit.records.questions.begin(visit.her.id, text, visit.now, is_lookup=is_lookup)
    return show(_hits(visit, question, is_new=True))


def _hits(visit: Visit, question: AskedQuestion, *, is_new: bool = False) -> Screen:
    return screens.hits(visit.texts, question, services.hits(visit.library, question.text), is_new=is_new)


def see_hits(visit: Visit, _action: SeeHits) -> Reply:
    """What she typed last, once more; StaleButtonError when it was sent, or is too old."""
    question = visit.records.questions.unsent_of(visit.her.id)
    if question is None:
        raise StaleButtonError
    return show(_hits(visit, question))


def open_hit(visit: Visit, action: OpenHit) -> Reply:
    """A card that may answer."""
    view = studying.see_card(visit.library, action.module, action.card)
    return show(screens.hit(visit.texts, visit.library, view.module, view.card))


def ask_people(visit: Visit, action: AskPeople) -> Reply:
    """She is told what is sent before it is sent."""
    question = services.own(visit, action.question)
    if question.sent_at is not None:
        return show(screens.sent(visit.texts))
    path = visit.records.units.path(visit.her.unit_id) if visit.her.unit_id is not None else ()
    name = given_name(visit.her.name, visit.texts.family_names)
    return show(screens.confirm(visit.texts, question, name, unit_name(visit.texts, path[-1:])))


def send_question(visit: Visit, action: SendQuestion) -> Reply:
    """It goes to people; a second tap sends nothing."""
    question = services.own(visit, action.question)
    if question.sent_at is None:
        waiting = visit.records.questions.count_open_of(visit.her.id)
        if waiting >= MOST_OPEN:
            return show(screens.too_many(visit.texts, waiting))
        services.send(visit, question)
    return show(screens.sent(visit.texts))


def compose_answer(sending: Sending) -> Reply | None:
    """The answer to her question; None when its words are gone."""
    question = sending.records.questions.get(sending.delivery.subject)
    return show(screens.answer(sending.texts, question)) if question is not None and question.text else None


def about_asking(visit: Visit) -> list[str]:
    """What is kept of her questions, and of the answers she wrote, for the file with everything about her."""
    say, zone, questions = visit.texts.plain, visit.zone, visit.records.questions
    lines = []
    for one in questions.of(visit.her.id):
        lines.append(say("data.question_asked", at=moment(one.typed_at, zone), text=one.text or say("data.erased")))
        if one.sent_at is None:
            lines.append(say("data.question_unsent"))
        elif one.answered_at is not None:
            said = one.answer or say(f"askreason.{one.outcome.value}") if one.text else say("data.erased")
            lines.append(say("data.question_answer", at=moment(one.answered_at, zone), text=said))
        else:
            lines.append(say("data.question_waits"))
    for at, text in questions.answers_by(visit.her.id):
        lines.append(say("data.answer_given", at=moment(at, zone), text=text))
    for at, text in questions.drafts_of(visit.her.id):
        lines.append(say("data.answer_begun", at=moment(at, zone), text=text))
    return ["", say("data.questions"), *lines] if lines else []

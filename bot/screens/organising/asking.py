"""The organisers' screens about questions: what waits, one of them, the answer before it is sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.asking import REFUSALS, AskedQuestion
from bot.screens.actions import ShowEmergency
from bot.screens.asking import shortened
from bot.screens.codes import encode
from bot.screens.organising import asking_actions as a
from bot.screens.organising.home import management_row
from bot.screens.parts import paragraphs
from bot.screens.screen import Button, Screen, button
from bot.texts import Texts

SHOWN_IN_LIST = 80
SHOWN_ON_BUTTON = 22


def waited(texts: Texts, since: datetime | None, now: datetime) -> str:
    """How long it waits, as one says it."""
    span = now - since if since is not None else timedelta()
    if span < timedelta(hours=1):
        return texts.plain("questions.just_now")
    if span < timedelta(days=1):
        return texts.plain("questions.hours", count=span // timedelta(hours=1))
    return texts.plain("questions.days", count=span.days)


def listed(
    texts: Texts, lines: Iterable[tuple[AskedQuestion, str]], count: int, page: int, now: datetime, *, has_more: bool
) -> Screen:
    """What waits; beside each question the unit in which it stands."""
    said: list[str] = []
    rows: list[tuple[Button, ...]] = []
    for number, (one, unit) in enumerate(lines, start=1):
        text, since = shortened(one.text, SHOWN_IN_LIST), waited(texts, one.sent_at, now)
        said.append(texts("questions.line", number=number, text=text, waited=since, unit=unit))
        label = texts.plain("button.open_question", number=number, text=shortened(one.text, SHOWN_ON_BUTTON))
        rows.append((button(label, a.SeeQuestion(one.id)),))
    if has_more:
        rows.append((button(texts.plain("button.later_questions"), a.ListQuestions(page + 1)),))
    if page:
        rows.append((button(texts.plain("button.first_questions"), a.ListQuestions(0)),))
    title = texts("questions.title", count=count) if said else texts("questions.none")
    return Screen(paragraphs(title, *said), (*rows, management_row(texts)), again=encode(a.ListQuestions(page)))


def one(
    texts: Texts, question: AskedQuestion, who: str, unit: str, stands: str, now: datetime, *, can_pass: bool
) -> Screen:
    """A question, who asks, and what can be done with it."""
    since = waited(texts, question.sent_at, now)
    text = texts("questions.one", text=question.text, name=who, unit=unit, waited=since, stands=stands)
    rows = [(button(texts.plain("button.write_answer"), a.WriteAnswer(question.id)),)]
    if can_pass:
        rows.append((button(texts.plain("button.pass_up"), a.PassUp(question.id)),))
    rows.append((button(texts.plain("button.cannot_answer"), a.AskWhyNot(question.id)),))
    return Screen(text, (*rows, to_list(texts)), again=encode(a.SeeQuestion(question.id)))


def closed(texts: Texts, question: AskedQuestion, by: str) -> Screen:
    """Somebody has answered it already."""
    if question.answer:
        text = texts("questions.answered_by", name=by, text=shortened(question.text), answer=question.answer)
    else:
        text = texts("questions.closed_by", name=by)
    return Screen(text, (to_list(texts),), again=encode(a.SeeQuestion(question.id)))


def write(texts: Texts, question: AskedQuestion, fault: str = "") -> Screen:
    """She is asked to type the answer."""
    text = paragraphs(fault, texts("questions.write", text=question.text))
    rows = ((button(texts.plain("button.to_this_question"), a.SeeQuestion(question.id)),),)
    return Screen(text, rows, is_new=bool(fault), again=encode(a.SeeQuestion(question.id)))


def preview(
    texts: Texts, question: AskedQuestion, answer: str, *, is_new: bool = False, in_danger: bool = False
) -> Screen:
    """The answer as she will read it; where it speaks of danger, the numbers are one tap away."""
    text = texts("questions.preview", text=question.text, answer=answer)
    text = paragraphs(text, texts("questions.in_danger") if in_danger else "")
    rows = (
        (button(texts.plain("button.send_answer"), a.SendAnswer(question.id)),),
        (button(texts.plain("button.rewrite_answer"), a.WriteAnswer(question.id)),),
        (button(texts.plain("button.to_this_question"), a.SeeQuestion(question.id)),),
        *([(button(texts.plain("button.emergency"), ShowEmergency()),)] if in_danger else []),
    )
    return Screen(text, rows, is_new=is_new, again=encode(a.PreviewAnswer(question.id)))


def why_not(texts: Texts, question: AskedQuestion) -> Screen:
    """The reasons to choose from; she reads the sentence behind the one chosen."""
    rows = [
        (button(texts.plain(f"askwhy.{reason.value}"), a.DeclineQuestion(question.id, reason.value)),)
        for reason in REFUSALS
    ]
    rows.append((button(texts.plain("button.to_this_question"), a.SeeQuestion(question.id)),))
    text = texts("questions.why_not", text=shortened(question.text))
    return Screen(text, tuple(rows), again=encode(a.AskWhyNot(question.id)))


def to_list(texts: Texts) -> tuple[Button, ...]:
    """The way back to what waits, as a row of its own."""
    return (button(texts.plain("button.to_questions"), a.ListQuestions(0)),)

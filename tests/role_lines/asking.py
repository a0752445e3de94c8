"""Questions: asked by anybody who has joined, answered by who has their unit in hand."""

from __future__ import annotations

from bot.domain.asking import Outcome
from bot.domain.learner import Awaiting
from bot.domain.managing import Right
from bot.screens import asking_actions as q
from bot.screens.codes import Action
from bot.screens.incoming import Said
from bot.screens.organising import asking_actions as h
from handlers.access import Open
from tests.role_lines.line import AskedLine, Line, Spot, reads


def question_here(spot: Spot) -> int:
    """The number of a question that stands in the unit, asked by somebody else; she has begun an answer."""
    questions = spot.records.questions
    question = questions.begin(spot.giver, "Xin hỏi việc này?", spot.now, is_lookup=False)
    questions.send(question.id, spot.unit, spot.unit, spot.now)
    questions.draft(question.id, spot.her, "Trả lời thế này.", spot.now)
    return question.id


def typed(spot: Spot) -> int:
    """The number of a question that she has typed herself."""
    return spot.records.questions.begin(spot.her, "Xin hỏi việc này?", spot.now, is_lookup=False).id


def _seen(spot: Spot) -> Action:
    typed(spot)
    return q.SeeHits()


LINES: dict[type[Action], Line] = {
    q.AskQuestion: reads(Open.JOINED, q.AskQuestion()),
    q.LookUp: reads(Open.JOINED, q.LookUp()),
    q.SeeHits: Line(Open.JOINED, _seen, names_unit=False),
    q.OpenHit: reads(Open.JOINED, q.OpenHit("nhan-dien-bao-luc", "")),
    q.AskPeople: Line(Open.JOINED, lambda spot: q.AskPeople(typed(spot)), names_unit=False),
    q.SendQuestion: Line(Open.JOINED, lambda spot: q.SendQuestion(typed(spot)), names_unit=False),
    h.ListQuestions: reads(Right.CONTACT, h.ListQuestions(0)),
    h.SeeQuestion: Line(Right.CONTACT, lambda spot: h.SeeQuestion(question_here(spot))),
    h.WriteAnswer: Line(Right.CONTACT, lambda spot: h.WriteAnswer(question_here(spot))),
    h.PreviewAnswer: Line(Right.CONTACT, lambda spot: h.PreviewAnswer(question_here(spot))),
    h.SendAnswer: Line(Right.CONTACT, lambda spot: h.SendAnswer(question_here(spot)), "question.answered"),
    h.PassUp: Line(Right.CONTACT, lambda spot: h.PassUp(question_here(spot)), "question.passed"),
    h.AskWhyNot: Line(Right.CONTACT, lambda spot: h.AskWhyNot(question_here(spot))),
    h.DeclineQuestion: Line(
        Right.CONTACT, lambda spot: h.DeclineQuestion(question_here(spot), Outcome.UNCLEAR.value), "question.declined"
    ),
}

ASKED_LINES: dict[Awaiting, AskedLine] = {
    Awaiting.QUESTION: AskedLine(Open.JOINED, Said("Làm sao kết nạp hội viên mới?"), names_unit=False),
    Awaiting.LOOKUP: AskedLine(Open.JOINED, Said("kết nạp"), names_unit=False),
    Awaiting.ANSWER: AskedLine(Right.CONTACT, Said("Trả lời thế này."), lambda spot: str(question_here(spot))),
}

"""What the buttons about learners' questions ask for."""

from __future__ import annotations

from dataclasses import dataclass

from bot.screens.codes import Action


@dataclass(frozen=True)
class ListQuestions(Action):
    """Show the questions that wait, a page at a time."""

    code = "hl"
    page: int


@dataclass(frozen=True)
class SeeQuestion(Action):
    """Show one of them."""

    code = "hq"
    question: int


@dataclass(frozen=True)
class WriteAnswer(Action):
    """Type the answer."""

    code = "hy"
    question: int


@dataclass(frozen=True)
class PreviewAnswer(Action):
    """Show the answer as it will be sent."""

    code = "hv"
    question: int


@dataclass(frozen=True)
class SendAnswer(Action):
    """Send it."""

    code = "hs"
    question: int


@dataclass(frozen=True)
class PassUp(Action):
    """Hand the question to the level above."""

    code = "hu"
    question: int


@dataclass(frozen=True)
class AskWhyNot(Action):
    """It cannot be answered: choose why."""

    code = "hn"
    question: int


@dataclass(frozen=True)
class DeclineQuestion(Action):
    """Tell her that it is not answered, and why."""

    code = "hr"
    question: int
    reason: str

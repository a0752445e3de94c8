"""What the buttons of a learner's question ask for."""

from __future__ import annotations

from dataclasses import dataclass

from bot.screens.codes import Action


@dataclass(frozen=True)
class AskQuestion(Action):
    """Type a question."""

    code = "ha"


@dataclass(frozen=True)
class LookUp(Action):
    """Type what to look up in the lessons."""

    code = "hk"


@dataclass(frozen=True)
class SeeHits(Action):
    """Show once more what she typed, and the cards that may answer."""

    code = "hb"


@dataclass(frozen=True)
class OpenHit(Action):
    """Open one of those cards."""

    code = "hc"
    module: str
    card: str


@dataclass(frozen=True)
class AskPeople(Action):
    """None of them: show what is sent to whom, before it is sent."""

    code = "hf"
    question: int


@dataclass(frozen=True)
class SendQuestion(Action):
    """Send it."""

    code = "hg"
    question: int

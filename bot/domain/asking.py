"""A learner's free question, from what she typed to the answer of who has her unit in hand."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST_QUESTION = 1000
LONGEST_ANSWER = 1500
MOST_OPEN = 5
"""Questions of one learner that may wait at the same time."""
TEXT_LASTS = timedelta(days=90)
"""After the answer; then the words go, and only that something was asked and answered stays."""
DRAFT_LASTS = timedelta(days=1)
ANSWER_DRAFT_LASTS = timedelta(days=7)


class Outcome(enum.StrEnum):
    """What became of a question."""

    OPEN = ""
    ANSWERED = "answered"
    BEYOND = "beyond"
    """It is not for the Union to answer."""
    IN_PERSON = "in_person"
    """She had better come and talk about it."""
    UNCLEAR = "unclear"
    """What she means is not clear; she may ask once more."""


REFUSALS = (Outcome.BEYOND, Outcome.IN_PERSON, Outcome.UNCLEAR)
"""Reasons not to answer."""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question. Until ``sent_at`` nobody but she sees it; a look-up never goes further than that."""

    id: int
    learner_id: int
    text: str
    typed_at: datetime
    is_lookup: bool
    sent_at: datetime | None
    unit_id: int | None
    """Where she belonged when she sent it."""
    stands_at: int | None
    """The unit whose organisers have it before them; None for those of the whole tree."""
    outcome: Outcome
    answer: str
    answered_by: int | None
    answered_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.sent_at is not None and self.outcome is Outcome.OPEN

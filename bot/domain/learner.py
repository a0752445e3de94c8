"""The learner: who studies, where she belongs, and how far she has come in joining.

A chat is only where she is reached; before she has agreed there is a chat and no learner.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime


class Role(enum.StrEnum):
    """What she does in the Union; asked because lessons and invitations differ by it."""

    BRANCH_HEAD = "branch_head"
    BRANCH_DEPUTY = "branch_deputy"
    GROUP_HEAD = "group_head"
    MEMBER = "member"
    OTHER = "other"


class JoiningStep(enum.StrEnum):
    """What she is asked next while joining, in this order."""

    CONSENT = "consent"
    UNIT = "unit"
    ROLE = "role"
    NAME = "name"
    PHONE = "phone"
    JOINED = "joined"


class Awaiting(enum.StrEnum):
    """What the next free text from her is taken for."""

    NOTHING = ""
    NAME = "name"
    PHONE = "phone"
    UNIT_NAME = "unit_name"
    UNIT_FILE = "unit_file"
    ROSTER = "roster"
    DEADLINE = "deadline"
    BROADCAST = "broadcast"
    """What she wants to say to many."""
    BROADCAST_TIME = "broadcast_time"
    BROADCAST_WHY = "broadcast_why"
    """Why she does not agree to another's broadcast."""
    QUESTION = "question"
    LOOKUP = "lookup"
    ANSWER = "answer"
    PRIVATE = "private"
    """What she says in her private thread."""
    PRIVATE_ANSWER = "private_answer"
    """What the person named for it answers there."""
    RECORDING = "recording"
    """Her voice, reading a card."""
    RECORDING_WHY = "recording_why"
    """Why another's recording is to be made once more."""
    MODULE = "module"
    """A module as a file, from an author."""
    MODULE_WHY = "module_why"
    """Why she does not agree to another author's module."""


@dataclass(frozen=True, slots=True)
class Learner:
    """A person studying."""

    id: int
    name: str
    unit_id: int | None
    role: Role | None
    phone: str | None
    created_at: datetime
    joined_at: datetime | None


@dataclass(frozen=True, slots=True)
class Chat:
    """Where a person is reached, and what was last shown there. ``id`` is the lane of her updates."""

    id: str
    """Channel and address, «telegram:1001»."""
    learner_id: int | None
    step: JoiningStep
    awaiting: Awaiting
    invited_to: int | None
    """The unit of the invitation she came by, until she has joined."""
    choices: tuple[str, ...]
    """The codes of the buttons shown last, in reading order, so that «2» means the second."""
    last_tap: str = ""
    """The message and button tapped last, so that a trembling finger's second tap is told from a first."""
    subject: str = ""
    """What the next free text from her is about: the number of a unit, a broadcast, a question."""
    last_screen: str = ""
    """The code of the action that shows the screen shown last once more; empty for her place in learning."""
    last_album: str = ""
    """The album whose pictures were answered last: they arrive one by one and are answered together."""
    wanted: str = ""
    """The code of what she came for, until it is done: it waits for her consent, and for her answer to an offer."""
    is_reachable: bool = True
    seen_at: datetime | None = None
    language: str = "vi"
    """The language she chose to be spoken to in."""


def next_step(learner: Learner | None, after: JoiningStep) -> JoiningStep:
    """The first step past ``after`` that still has to be asked; a unit known from an invitation is not."""
    steps = list(JoiningStep)
    for step in steps[steps.index(after) + 1 :]:
        if step is JoiningStep.UNIT and learner is not None and learner.unit_id is not None:
            continue
        return step
    return JoiningStep.JOINED


def given_name(name: str, family_names: frozenset[str]) -> str:
    """What she is called to her face: the last word, as names are written here; the first where the family's is last.

    Telegram keeps given and family name apart, and many fill them in the foreign order: «Lan Nguyễn».
    ``family_names`` are in lower case.
    """
    words = name.split()
    if len(words) > 1 and words[-1].lower() in family_names and words[0].lower() not in family_names:
        return words[0]
    return words[-1] if words else name


MAX_NAME = 60


def clean_name(text: str) -> str | None:
    """A name fit to be shown: one line, single spaces, at most 60 characters; None when nothing is left.

    Control and formatting characters go, because they can turn a line of a report around.
    """
    words = "".join(letter if letter.isprintable() else " " for letter in text).split()
    name = " ".join(words)[:MAX_NAME].strip()
    return name if any(letter.isalpha() for letter in name) else None

"""What a GIFT file holds, as values: questions, categories, and blocks that are neither."""

from __future__ import annotations

import enum
from dataclasses import dataclass

FORMATS = ("html", "moodle", "plain", "markdown")


class GiftKind(enum.Enum):
    """What GIFT knows to ask."""

    DESCRIPTION = enum.auto()
    ESSAY = enum.auto()
    NUMBER = enum.auto()
    SHORT = enum.auto()
    MATCH = enum.auto()
    TRUE_FALSE = enum.auto()
    SINGLE = enum.auto()
    SEVERAL = enum.auto()


@dataclass(frozen=True, slots=True)
class Marked:
    """A text in one of the FORMATS, its escapes resolved."""

    text: str
    format: str = "moodle"


@dataclass(frozen=True, slots=True)
class GiftAnswer:
    """An answer; of a matching pair ``match`` is the right side."""

    text: Marked
    weight: float
    feedback: Marked | None = None
    match: str = ""


@dataclass(frozen=True, slots=True)
class Comments:
    """What the comment lines of a question say: its id, its tags, and every line as it stands."""

    id: str = ""
    tags: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GiftQuestion:
    """A question; for true and false the first answer is «true», the second «false»."""

    line: int
    kind: GiftKind
    title: str
    text: Marked
    answers: tuple[GiftAnswer, ...] = ()
    general: Marked | None = None
    comments: Comments = Comments()


@dataclass(frozen=True, slots=True)
class GiftCategory:
    """A line ``$CATEGORY``."""

    line: int
    name: str


@dataclass(frozen=True, slots=True)
class GiftFault:
    """A block that is no question, and why."""

    line: int
    title: str
    why: str


Entry = GiftQuestion | GiftCategory | GiftFault

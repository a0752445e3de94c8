"""Certificates: one for each course of which every module is passed, with a code by which anybody can verify it.

A certificate is for one name: when she corrects her name she gets a new code, and the old one is valid no more.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.curriculum import Course

LETTERS = "23456789ACDEFHJKMNPQRTVWXY"
"""No two look alike: of 8 and B, 5 and S, 2 and Z, 6 and G, V and U only the first is there; I, L, O, 0, 1 are not."""
LENGTH = 12
"""Letters of a code: 56 random bits."""
LINK = "cc_"
"""Before the code in a deep link."""
PREFIX = "CH"
MOST_WRONG = 5
WRONG_FOR = timedelta(hours=1)
"""After so many wrong codes within so long, she waits."""
_MEANT = str.maketrans("BSZGU", "8526V")
_CODE = re.compile(rf"(?:{PREFIX})?([{LETTERS}]{{{LENGTH}}})")


@dataclass(frozen=True, slots=True)
class Certificate:
    """What stands on a certificate, as it was when it was made out."""

    code: str
    learner_id: int
    course_id: str
    name: str
    course_title: str
    unit: str
    earned_at: datetime
    """When the last module that was missing was passed."""


def new_code(dice: random.Random) -> str:
    """A code; ``dice`` must be ``random.SystemRandom`` in production."""
    return "".join(dice.choice(LETTERS) for _ in range(LENGTH))


def spelled(code: str) -> str:
    """The code as people read it: «CH-7K3M-9QXP-4TWN»."""
    return "-".join((PREFIX, *(code[place : place + 4] for place in range(0, LENGTH, 4))))


def read_code(text: str) -> str | None:
    """The code in what somebody typed, copied or scanned; None when it can be none."""
    letters = re.sub(r"[\s\-–—_.]", "", text.strip().removeprefix(LINK)).upper()
    found = _CODE.fullmatch(letters.removeprefix(PREFIX).translate(_MEANT))
    return found[1] if found else None


def looks_like_code(text: str) -> bool:
    """Whether somebody typed a code and nothing else: with its beginning, so that no word is ever taken for one.

    One with letters that no code has is a code, too: whoever asks about a forged paper is to hear that there is none.
    """
    return re.fullmatch(rf"\s*{PREFIX}(?:\s*[-–—]\s*[A-Z0-9]{{4}}){{3}}\s*", text.upper()) is not None


def earned_at(course: Course, passed_at: dict[str, datetime]) -> datetime | None:
    """When every module of the course was passed, from when each first was; None while one is missing."""
    times = [passed_at.get(module.id) for module in course.modules]
    known = [at for at in times if at is not None]
    return max(known) if known and len(known) == len(times) else None

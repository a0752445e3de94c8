"""Private threads: what a woman writes to the one person named for it in her commune. Kept little, and not for long."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.delivery import DeliveryKind
from bot.domain.unit import Level

THREAD_LASTS = timedelta(days=30)
"""After the last message; then its rows are deleted."""
LONGEST = 3000
MOST_NAMED = 2
"""People who may be named in one unit."""
ROOM_LASTS = timedelta(hours=1)
"""Whoever did nothing for so long is not in the thread any more: what is typed then is not taken for it."""
PRESENT = timedelta(minutes=10)
"""Whoever was in the thread so lately is in it now, and is answered at any hour."""
TOLD_AGAIN_AFTER = timedelta(hours=1)
"""While something waits unread, nobody is told of more of it sooner."""
PRIVATE_KINDS = frozenset({DeliveryKind.PRIVATE, DeliveryKind.PRIVATE_END})
"""Deliveries that tell of a thread: in no list and no file, and deleted with it."""


class Way(enum.StrEnum):
    """How it is safe to answer her."""

    HERE = "here"
    IN_PERSON = "person"
    """She will come herself; nothing is sent to her phone."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A private thread. Whoever is named by ``grant_id`` reads it, as long as she holds that role."""

    id: int
    learner_id: int
    grant_id: int | None
    reader_id: int | None
    """Who may read it now; None when her role was withdrawn, or she left."""
    way: Way
    opened_at: datetime
    last_at: datetime
    """When something was last said; looking at it prolongs nothing."""

    def is_over(self, now: datetime) -> bool:
        """Whether it has expired."""
        return now >= ends_at(self.last_at)


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """One message of a thread."""

    id: int
    thread_id: int
    author_id: int
    text: str
    said_at: datetime
    read_at: datetime | None


def ends_at(last_at: datetime) -> datetime:
    """When a thread expires in which something was last said then."""
    return last_at + THREAD_LASTS


def can_be_named_at(level: Level) -> bool:
    """Whether somebody may be named for units of that level: who reads is to be near, so never for a province."""
    return level.rank >= Level.COMMUNE.rank


def is_present(is_in_thread: bool, seen_at: datetime | None, now: datetime) -> bool:
    """Whether somebody is in the conversation right now."""
    return is_in_thread and seen_at is not None and now - seen_at <= PRESENT


def needs_word(latest_unread: datetime | None, now: datetime) -> bool:
    """Whether word of something new is needed, when the latest that waits unread was said then."""
    return latest_unread is None or now - latest_unread >= TOLD_AGAIN_AFTER

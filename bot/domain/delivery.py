"""What is sent without being asked for: one delivery is one message to one person.

Kinds differ in what happens when an answer of Telegram is missing: a broadcast may be sent again, at most three
times and later; a nudge never is.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime


class DeliveryKind(enum.StrEnum):
    """What is sent. ``subject`` of a delivery is the number of the broadcast, deadline, answer … or the day."""

    BROADCAST = "broadcast"
    REMINDER = "reminder"
    DEADLINE = "deadline"
    CORRECTION = "correction"
    """A law she was taught has changed."""
    ANSWER = "answer"
    """An organiser answered her question."""
    DIGEST = "digest"
    """An organiser's Monday morning."""
    NOTICE = "notice"
    """To an organiser, about something she has in hand."""
    BROADCAST_NOTE = "broadcast_note"
    """To an organiser, about a broadcast: ``bot.domain.notes`` says how ``subject`` holds which, and what of it."""
    TAKE_BACK = "take_back"
    """Nothing is sent: the messages of a broadcast are deleted again."""


class DeliveryState(enum.StrEnum):
    """Where a delivery stands. The last five are final."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


COUNTED = frozenset({DeliveryKind.BROADCAST, DeliveryKind.REMINDER, DeliveryKind.DEADLINE, DeliveryKind.CORRECTION})
"""Taken from the weekly contact budget. An answer to her own question is not; nor what an organiser gets as such."""
REPEATABLE = frozenset(
    {
        DeliveryKind.BROADCAST,
        DeliveryKind.ANSWER,
        DeliveryKind.NOTICE,
        DeliveryKind.BROADCAST_NOTE,
        DeliveryKind.TAKE_BACK,
    }
)
"""May be sent again after a try whose outcome is unknown."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one person."""

    id: int
    kind: DeliveryKind
    subject: int
    learner_id: int
    state: DeliveryState
    is_urgent: bool
    counts: bool
    not_before: datetime
    expires_at: datetime | None
    tries: int
    epoch: int
    sent_at: datetime | None = None
    message_ids: tuple[int, ...] = ()
    reason: str = ""
    tapped_at: datetime | None = None

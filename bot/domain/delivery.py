"""What is sent without being asked for: one delivery is one message to one person.

Kinds differ in what happens when an answer of Telegram is missing: a broadcast may be sent again, at most three
times and later; a nudge never is.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.budget import room_at
from bot.domain.quiet import QuietHours


class DeliveryKind(enum.StrEnum):
    """What is sent. ``subject`` of a delivery is the number of the broadcast, deadline, answer … or the day."""

    BROADCAST = "broadcast"
    REMINDER = "reminder"
    DEADLINE = "deadline"
    """A course is to be finished soon; ``subject`` is the day, so that nobody gets two on one day."""
    DEADLINE_COUNT = "deadline_count"
    """To the organiser who set a deadline: how many have finished."""
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
    PRIVATE = "private"
    """Something was said in a private thread; ``subject`` is its line. The message says nothing of it."""
    PRIVATE_END = "private_end"
    """Her private thread has ended, or who read it reads it no more; ``subject`` is the thread."""
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
        DeliveryKind.DEADLINE_COUNT,
        DeliveryKind.BROADCAST_NOTE,
        DeliveryKind.PRIVATE,
        DeliveryKind.PRIVATE_END,
        DeliveryKind.TAKE_BACK,
    }
)
"""May be sent again after a try whose outcome is unknown."""
NUDGES = frozenset({DeliveryKind.REMINDER, DeliveryKind.DEADLINE, DeliveryKind.DIGEST})
"""The newest of a kind speaks for the older ones: after an outage one catch-up comes, not one a day."""
DISTURBING = frozenset({DeliveryKind.BROADCAST})
"""Not for who asked for peace, unless it is urgent. Her nudges are not planned then; what answers her comes."""
SOUNDLESS = frozenset({DeliveryKind.TAKE_BACK})
"""Nothing arrives: it disturbs nobody, so nothing else has to keep its distance from it."""
AT_ONCE = SOUNDLESS | {DeliveryKind.BROADCAST_NOTE, DeliveryKind.PRIVATE}
"""Does not wait for its minute: an organiser who has a broadcast in hand acts on it, whatever else has just come, and
whoever is in a private thread waits for the answer."""

OF_OFFICE = frozenset(
    {DeliveryKind.DEADLINE_COUNT, DeliveryKind.DIGEST, DeliveryKind.NOTICE, DeliveryKind.BROADCAST_NOTE}
)
"""What an organiser gets as such, whether she has begun to learn or only took her role by its link."""

MOST_TRIES = 3
MOST_TRIES_AFTER_A_CRASH = 2
"""What was under way when the process was killed twice is not tried a third time."""
APART = timedelta(minutes=1)
"""From one message to the next to the same person, unless that is of a kind that comes at once."""
AGAIN_AFTER = (timedelta(minutes=1), timedelta(minutes=5))
UNDER_WAY = timedelta(minutes=1)
"""How long a try may take until its message arrives."""
BLOCKED, PAUSED = "blocked", "paused"
MOST_REASON = 64


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


@dataclass(frozen=True, slots=True)
class Rules:
    """What the operator set for everything that is sent unasked."""

    quiet: QuietHours
    weekly_budget: int


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How she stands at the instant at which a delivery could be sent."""

    has_joined: bool
    is_reachable: bool
    contacts: tuple[datetime, ...] = ()
    """When she was, or may have been, sent something that counts, in the last week; one for each try."""
    last_contact_at: datetime | None = None
    """The last that reached her, or may have, whether it counts or not; without what is soundless."""
    is_newer_due: bool = False
    """Whether a newer nudge of the same kind is due as well."""
    is_paused: bool = False
    """Whether she asked for peace, for a week or for good, and it lasts."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to become of a delivery: SENDING means now, PENDING not before that instant, the others are final."""

    state: DeliveryState
    not_before: datetime
    reason: str = ""


def judge(delivery: Delivery, circumstances: Circumstances, rules: Rules, now: datetime) -> Verdict:
    """What is to become of a delivery that is due. Nothing is moved to an instant at which it would have expired."""
    if not circumstances.has_joined and delivery.kind not in OF_OFFICE:
        return Verdict(DeliveryState.CANCELLED, now, "not joined")
    if not circumstances.is_reachable:
        return Verdict(DeliveryState.FAILED, now, BLOCKED)
    if delivery.kind in DISTURBING and circumstances.is_paused and not delivery.is_urgent:
        return Verdict(DeliveryState.CANCELLED, now, PAUSED)
    if delivery.expires_at is not None and delivery.expires_at <= now:
        return Verdict(DeliveryState.EXPIRED, now, "late")
    if delivery.kind in NUDGES and circumstances.is_newer_due:
        return Verdict(DeliveryState.EXPIRED, now, "newer")
    return _in_time(delivery, circumstances, rules, now)


def _in_time(delivery: Delivery, circumstances: Circumstances, rules: Rules, now: datetime) -> Verdict:
    at, reason = now, ""
    last = circumstances.last_contact_at if delivery.kind not in AT_ONCE else None
    if last is not None and last + APART > at:
        at, reason = last + APART, "apart"
    if delivery.counts and not delivery.is_urgent:
        room = room_at(circumstances.contacts, rules.weekly_budget, now)
        if room is None:
            return Verdict(DeliveryState.EXPIRED, now, "budget")
        if room > at:
            at, reason = room, "budget"
    if not delivery.is_urgent and rules.quiet.holds(at):
        at, reason = rules.quiet.over_at(at), reason if at > now else "quiet"
    if at <= now:
        return Verdict(DeliveryState.SENDING, now)
    if delivery.expires_at is not None and at >= delivery.expires_at:
        return Verdict(DeliveryState.EXPIRED, now, reason)
    return Verdict(DeliveryState.PENDING, at, reason)


class Came(enum.StrEnum):
    """What came of a try."""

    SENT = "sent"
    NOT_SENT = "not sent"
    """Surely: there was no connection, or Telegram said wait."""
    REFUSED = "refused"
    BLOCKED = "blocked"
    AMBIGUOUS = "ambiguous"
    """It left, and no answer came."""
    CRASHED = "crashed"
    """The process ended in the middle of it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a try. ``message_ids`` are those of the parts that were surely sent."""

    came: Came
    message_ids: tuple[int, ...] = ()
    reason: str = ""
    seconds: float = 0.0
    """How long Telegram asks to wait."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """The row of a delivery after a try. ``sent_at`` stands wherever it was sent or may have been."""

    state: DeliveryState
    not_before: datetime
    tries: int
    sent_at: datetime | None = None
    reason: str = ""


def settle(delivery: Delivery, outcome: Outcome, now: datetime) -> Settlement:
    """What becomes of a delivery after a try; ``delivery`` is as it was claimed, with this try counted."""
    tries, began = delivery.tries, delivery.sent_at or now
    reason = outcome.reason[:MOST_REASON]
    # An earlier try may have reached her, whatever became of this one.
    earlier = began if tries > 1 else None
    match outcome.came:
        case Came.SENT:
            return Settlement(DeliveryState.SENT, delivery.not_before, tries, now, reason)
        case Came.NOT_SENT if not outcome.message_ids:
            # That was no try: she cannot have got it.
            later = now + timedelta(seconds=max(outcome.seconds, 1.0))
            return Settlement(DeliveryState.PENDING, later, tries - 1, earlier)
        case Came.REFUSED:
            at = now if outcome.message_ids else earlier
            return Settlement(DeliveryState.FAILED, delivery.not_before, tries, at, reason)
        case Came.BLOCKED:
            return Settlement(DeliveryState.FAILED, delivery.not_before, tries, earlier, BLOCKED)
    at = min(now, began + UNDER_WAY)
    most = MOST_TRIES_AFTER_A_CRASH if outcome.came is Came.CRASHED else MOST_TRIES
    if delivery.kind not in REPEATABLE or tries >= most or outcome.message_ids:
        return Settlement(DeliveryState.UNKNOWN, delivery.not_before, tries, at, reason or outcome.came.value)
    return Settlement(DeliveryState.PENDING, now + AGAIN_AFTER[min(tries, len(AGAIN_AFTER)) - 1], tries, at)

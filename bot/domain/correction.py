"""Corrections: who was taught the old rule, and when she is told what holds now.

One a day at the most, in her hour, once for each law; who was taught the new rule meanwhile is told nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.curriculum import Citation, Correction, Module
from bot.domain.reminder import Quiet, ReminderPlan, end_of, first_slot

GIVE_UP = timedelta(days=60)
"""Whom no message has reached by then finds the new rule in the lessons."""
PEACE = timedelta(days=7)
"""How long until somebody is looked at again who wants no messages now, or cannot be reached."""


@dataclass(frozen=True, slots=True)
class Amends:
    """What one learner is to be told about one law that ended, was told, and answered."""

    learner_id: int
    source_id: str
    noted_at: datetime
    next_at: datetime | None
    """When to look at it next; None once she was told, or it is too late."""
    given_on: date | None = None
    """The day of the message that worded it, whether that reached her or not."""
    revision: str = ""
    """The wording she was told in."""
    shown: tuple[int, ...] = ()
    """The choices in the order in which they were shown."""
    asked: str = ""
    chosen: str = ""
    is_right: bool | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a look comes to: when to send today, if at all, and when to look again."""

    send_at: datetime | None
    next_at: datetime | None


def decide(
    one: Amends, plan: ReminderPlan, now: datetime, zone: ZoneInfo, quiet: Quiet, *, is_reachable: bool, has_come: bool
) -> Decision:
    """Look at what is due. ``has_come``: the message that worded it reached her, or may have."""
    if has_come or one.answered_at is not None or now - one.noted_at > GIVE_UP:
        return Decision(None, None)
    is_silent = plan.is_off or plan.next_at is None
    today = now.astimezone(zone).date()
    at = None if is_silent or not is_reachable else first_slot(plan, today, now, zone, quiet)
    if at is None:
        return Decision(None, now + PEACE)
    day = at.astimezone(zone).date()
    if day > today:
        return Decision(None, end_of(day - timedelta(days=1), zone))
    return Decision(max(at, now), end_of(today, zone))


@dataclass(frozen=True, slots=True)
class Taught:
    """Where a rule was taught that has ended, and where the new one is; all as (module, revision or card)."""

    wordings: frozenset[tuple[str, str]]
    """Wordings of modules that rest on the old rule."""
    cards: frozenset[tuple[str, str]]
    """The cards that teach it, and those after them."""
    anew: frozenset[tuple[str, str]]
    """Wordings of the same modules that teach the new rule."""


def where_taught(correction: Correction, wordings: Iterable[Module]) -> Taught:
    """Gone through from every wording that was ever taught from, and today's."""
    known = tuple(wordings)
    old = frozenset({correction.source_id})
    resting = [module for module in known if rests_on(module, old)]
    ids = {module.id for module in resting}
    cards = set()
    for module in resting:
        first = next((n for n, card in enumerate(module.cards) if _cites(card.citations, old)), None)
        cards |= {(module.id, card.id) for card in module.cards[first:]} if first is not None else set()
    return Taught(
        frozenset((module.id, module.revision) for module in resting),
        frozenset(cards),
        frozenset(
            (module.id, module.revision)
            for module in known
            if module.id in ids and rests_on(module, correction.teaches)
        ),
    )


def rests_on(module: Module, sources: frozenset[str]) -> bool:
    """Whether a card or a question of it cites one of them."""
    cited = [one.citations for one in module.cards] + [one.citations for one in module.questions]
    return any(_cites(citations, sources) for citations in cited)


def _cites(citations: Iterable[Citation], sources: frozenset[str]) -> bool:
    return any(each.source_id in sources for each in citations)

"""Whom an audience holds now: counted, told by unit, and planned, always by the database and never in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    distinct,
    exists,
    false,
    func,
    literal,
    not_,
    null,
    or_,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.audience import Audience, Trait
from bot.domain.delivery import BLOCKED, PAUSED, DeliveryKind, DeliveryState
from bot.storage.records.units import subtree
from bot.storage.tables import Instant, attempt, chat, delivery, enrolment, learner, reminder_plan, unit

WEEK = timedelta(days=7)
KIND = DeliveryKind.BROADCAST.value


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many an audience holds, and how many of them will not get it, or not at once."""

    people: int
    blocked: int
    paused: int
    """Who asked for peace: nothing that can wait is sent to her."""
    over_budget: int
    by_unit: tuple[tuple[int | None, int], ...]
    """Units right below the audience's, the largest first; None for those who belong to none of them."""


class Audiences:
    """``modules`` are the ids of what is taught, without which nobody can have finished."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self, audience: Audience, modules: Sequence[str], now: datetime) -> int:
        """How many people it holds."""
        statement = _people(audience, modules, now, func.count())
        return int(self._connection.execute(statement).scalar_one())

    def headcount(self, audience: Audience, modules: Sequence[str], now: datetime, budget: int) -> Headcount:
        """The same with everything an organiser should know before she sends."""
        recent = (delivery.c.learner_id == learner.c.id, delivery.c.sent_at > now - WEEK, delivery.c.counts)
        sent = select(func.count()).where(*recent, delivery.c.state == DeliveryState.SENT.value).scalar_subquery()
        is_paused = wants_peace(now)
        over = case((and_(chat.c.is_reachable, not_(is_paused), sent >= budget), 1))
        paused = case((and_(chat.c.is_reachable, is_paused), 1))
        blocked = case((not_(chat.c.is_reachable), 1))
        counts = (func.count(), func.count(blocked), func.count(paused), func.count(over))
        people, unreachable, resting, over_budget = self._connection.execute(
            _people(audience, modules, now, *counts)
        ).one()
        by_unit = self._by_unit(audience, modules, now)
        others = int(people) - sum(count for _, count in by_unit)
        listed = (*by_unit, *([(audience.unit_id, others)] if others else []))
        return Headcount(int(people), int(unreachable), int(resting), int(over_budget), listed)

    def _by_unit(self, audience: Audience, modules: Sequence[str], now: datetime) -> tuple[tuple[int | None, int], ...]:
        top = unit.c.parent_id.is_(None) if audience.unit_id is None else unit.c.parent_id == audience.unit_id
        part = select(unit.c.id.label("root"), unit.c.id.label("id")).where(top).cte("part", recursive=True)
        part = part.union_all(select(part.c.root, unit.c.id).where(unit.c.parent_id == part.c.id))
        statement = _people(audience, modules, now, part.c.root, func.count().label("people"))
        statement = statement.join(part, part.c.id == learner.c.unit_id).group_by(part.c.root)
        rows = self._connection.execute(statement.order_by(func.count().desc(), part.c.root))
        return tuple((int(row.root), int(row.people)) for row in rows)

    def plan(
        self,
        broadcast_id: int,
        audience: Audience,
        modules: Sequence[str],
        as_of: datetime,
        now: datetime,
        expires_at: datetime,
        most: int,
        *,
        is_urgent: bool,
    ) -> int:
        """Plan the next deliveries of a broadcast, in the order of the learners' numbers, at most so many.

        Fewer than ``most`` means that these were the last. Who has blocked the bot gets a row that has failed already,
        and who asked for peace one that is cancelled, so that every report adds up. Silence is counted back from
        ``as_of``.
        """
        mine = (delivery.c.kind == KIND, delivery.c.subject == broadcast_id)
        last = self._connection.execute(select(func.max(delivery.c.learner_id)).where(*mine)).scalar_one() or 0
        blocked = not_(chat.c.is_reachable)
        states, reasons = [(blocked, DeliveryState.FAILED.value)], [(blocked, BLOCKED)]
        if not is_urgent:
            is_paused = wants_peace(now)
            states.append((is_paused, DeliveryState.CANCELLED.value))
            reasons.append((is_paused, PAUSED))
        values: dict[str, Any] = {
            "kind": literal(KIND),
            "subject": literal(broadcast_id, delivery.c.subject.type),
            "learner_id": learner.c.id,
            "state": case(*states, else_=DeliveryState.PENDING.value),
            "is_urgent": literal(is_urgent),
            "counts": literal(not is_urgent),
            "not_before": literal(now, Instant()),
            "expires_at": literal(expires_at, Instant()),
            "tries": literal(0),
            "epoch": literal(0, delivery.c.epoch.type),
            "message_ids": literal("[]"),
            "reason": case(*reasons, else_=""),
        }
        people = _people(audience, modules, as_of, *values.values()).where(learner.c.id > last)
        source = people.order_by(learner.c.id).limit(most)
        return copy_into_deliveries(self._connection, values, source)


def copy_into_deliveries(connection: Connection, names: Iterable[str], source: Select[Any]) -> int:
    """Insert what a query gives, row by row unless it is there already; how many were new.

    They are counted by what comes back: neither driver tells the number for every shape of the query.
    """
    maker = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = maker(delivery).from_select(list(names), source).on_conflict_do_nothing()
    return len(connection.execute(statement.returning(delivery.c.learner_id)).all())


def wants_peace(now: datetime) -> ColumnElement[bool]:
    """Whether a learner asked for peace, and it lasts: true or false, never unknown, wherever her row is at hand.

    The silence after nudges that nobody answered is none: she did not ask for it.
    """
    asked = or_(reminder_plan.c.is_off, reminder_plan.c.paused_until > now)
    return exists(select(null()).where(reminder_plan.c.learner_id == learner.c.id, asked))


def _people(audience: Audience, modules: Sequence[str], now: datetime, *columns: Any) -> Select[Any]:
    """Those columns of everybody in the audience."""
    statement = select(*columns).select_from(learner).join(chat, chat.c.learner_id == learner.c.id)
    if audience.unit_id is not None:
        below = subtree(audience.unit_id)
        statement = statement.where(learner.c.unit_id.in_(select(below.c.id)))
    return statement.where(learner.c.joined_at.is_not(None), *_marks(audience, modules, now))


def _marks(audience: Audience, modules: Sequence[str], now: datetime) -> list[ColumnElement[bool]]:
    roles, not_roles = audience.roles()
    must, must_not = audience.traits()
    found: list[ColumnElement[bool]] = []
    if roles:
        found.append(learner.c.role.in_(sorted(roles)))
    if not_roles:
        found.append(or_(learner.c.role.is_(None), learner.c.role.not_in(sorted(not_roles))))
    silent_since = now - timedelta(days=audience.silent_days)
    found += [_trait(trait, modules, silent_since) for trait in sorted(must)]
    found += [not_(_trait(trait, modules, silent_since)) for trait in sorted(must_not)]
    return found


def _trait(trait: Trait, modules: Sequence[str], silent_since: datetime) -> ColumnElement[bool]:
    has_started = exists(select(null()).where(enrolment.c.learner_id == learner.c.id))
    hers = (attempt.c.learner_id == learner.c.id, attempt.c.module_id.in_(modules))
    passed = select(func.count(distinct(attempt.c.module_id))).where(*hers, attempt.c.is_passed).scalar_subquery()
    has_finished = passed == len(modules) if modules else false()
    if trait is Trait.NOT_STARTED:
        return not_(has_started)
    if trait is Trait.UNDER_WAY:
        return and_(has_started, not_(has_finished))
    if trait is Trait.FINISHED:
        return has_finished
    if trait is Trait.SILENT:
        return chat.c.seen_at < silent_since
    better = attempt.alias()
    has_passed_since = exists(
        select(null()).where(
            better.c.module_id == attempt.c.module_id, better.c.learner_id == attempt.c.learner_id, better.c.is_passed
        )
    )
    return exists(select(null()).where(*hers, attempt.c.is_passed.is_(False), not_(has_passed_since)))

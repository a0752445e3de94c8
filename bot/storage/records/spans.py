"""The one place where a unit changes: what is so today and what was so when are written together.

A span is closed at the instant where the next one begins. Every change gets an instant of its own, later than all
before it on the same unit, so that no span is ever empty or rewritten.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, func, insert, select, update

from bot.domain.tree import Change, State
from bot.storage.tables import unit, unit_span

T = TypeVar("T")

AT_ONCE = 1000
"""How many numbers go into one statement; SQLite takes some thirty thousand, PostgreSQL twice that."""
INSTANT = timedelta(microseconds=1)


def chunks(values: Collection[T]) -> Iterator[list[T]]:
    """The values in portions that fit a statement."""
    listed = list(values)
    for start in range(0, len(listed), AT_ONCE):
        yield listed[start : start + AT_ONCE]


def after_all(now: datetime, instants: Iterable[datetime | None]) -> datetime:
    """Now, or the smallest instant after all of these, if clocks were set back or hands are very quick."""
    known = [instant for instant in instants if instant is not None]
    return max([now, *(instant + INSTANT for instant in known)])


def last_instants(connection: Connection, unit_ids: Collection[int]) -> list[datetime | None]:
    """When these units last changed."""
    found: list[datetime | None] = []
    for some in chunks(unit_ids):
        latest = select(func.max(unit_span.c.since), func.max(unit_span.c.until)).where(unit_span.c.unit_id.in_(some))
        found += connection.execute(latest).one()
    return found


def change_units(connection: Connection, changes: Sequence[Change], at: datetime) -> dict[int, int]:
    """Make the changes as of ``at``, which no span may have reached yet; the numbers that new units were given."""
    numbers = _add(connection, [change for change in changes if change.before is None], at)
    known = [change for change in changes if change.before is not None and change.before != change.after]
    after = {change.unit_id: _placed(change.after, numbers) for change in known}
    _close_spans(connection, [change.unit_id for change in known if change.before and change.before.is_open], at)
    _open_spans(connection, {number: state for number, state in after.items() if state.is_open}, at)
    rows = [
        {"b_id": number, **_columns(state), "closed_at": None if state.is_open else at}
        for number, state in after.items()
    ]
    if rows:
        connection.execute(update(unit).where(unit.c.id == bindparam("b_id")), rows)
    return numbers


def _placed(state: State, numbers: Mapping[int, int]) -> State:
    """The state with the number its parent was given."""
    if state.parent_id is None or state.parent_id > 0:
        return state
    return State(numbers[state.parent_id], state.level, state.name, state.is_open)


def _columns(state: State) -> dict[str, Any]:
    return {"parent_id": state.parent_id, "level": state.level.value, "name": state.name}


def _add(connection: Connection, new: list[Change], at: datetime) -> dict[int, int]:
    """Add units, those above before those below."""
    numbers: dict[int, int] = {}
    waiting = new
    while waiting:
        wave = [
            change
            for change in waiting
            if change.after.parent_id is None or change.after.parent_id > 0 or change.after.parent_id in numbers
        ]
        if not wave:
            raise ValueError("units that stand below each other")
        states = {change.unit_id: _placed(change.after, numbers) for change in wave}
        keys = _keys(connection, wave)
        rows = [
            {"key": keys[change.unit_id], **_columns(states[change.unit_id]), "closed_at": change.until}
            for change in wave
        ]
        added = insert(unit).returning(unit.c.id, sort_by_parameter_order=True)
        given = connection.execute(added, rows).scalars().all()
        numbers |= {change.unit_id: int(number) for change, number in zip(wave, given, strict=True)}
        spans = [
            {
                "unit_id": numbers[change.unit_id],
                "since": change.since or at,
                "until": change.until,
                **_columns(states[change.unit_id]),
            }
            for change in wave
        ]
        connection.execute(insert(unit_span), spans)
        waiting = [change for change in waiting if change.unit_id not in numbers]
    return numbers


def _keys(connection: Connection, wave: list[Change]) -> dict[int, str]:
    """The key of each; a unit added by hand is called by the next number that is free."""
    keys = {change.unit_id: change.key for change in wave}
    number = int(connection.execute(select(func.coalesce(func.max(unit.c.id), 0))).scalar_one())
    for change in wave:
        while not keys[change.unit_id]:
            number += 1
            key = f"dv-{number}"
            is_taken = connection.execute(select(unit.c.id).where(unit.c.key == key)).first() is not None
            keys[change.unit_id] = "" if is_taken or key in keys.values() else key
    return keys


def _close_spans(connection: Connection, unit_ids: Collection[int], at: datetime) -> None:
    for some in chunks(unit_ids):
        is_current = (unit_span.c.unit_id.in_(some), unit_span.c.until.is_(None))
        connection.execute(update(unit_span).where(*is_current).values(until=at))


def _open_spans(connection: Connection, states: Mapping[int, State], at: datetime) -> None:
    rows = [{"unit_id": number, "since": at, **_columns(state)} for number, state in states.items()]
    if rows:
        connection.execute(insert(unit_span), rows)

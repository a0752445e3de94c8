"""The deeds that change the tree, and what hangs on it.

Nothing here asks whether a deed makes sense, or whether somebody may do it: the services do.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Row, Select, and_, func, insert, literal, select, update

from bot.domain.tree import Arrangement, Change, Deed, PeopleMove, Rearrangement, State, Touched
from bot.domain.unit import Level
from bot.storage.records.history import History
from bot.storage.records.insert import upsert
from bot.storage.records.memberships import last_changes, settle
from bot.storage.records.spans import after_all, change_units, chunks, last_instants
from bot.storage.records.units import subtrees
from bot.storage.tables import (
    invitation,
    learner,
    lease,
    membership,
    metadata,
    rearrangement,
    role_grant,
    succession,
    unit,
)

DEADLINES = "deadline"
"""The table of deadlines; its rows hang on units by ``unit_id``."""


class Tree(History):
    """History and deeds."""

    # What is so now.

    def people_below(self, unit_ids: Collection[int]) -> dict[int, int]:
        """How many belong to each of these units with all under it."""
        top = select(unit.c.id.label("root"), unit.c.id).where(unit.c.id.in_(unit_ids)).cte("tops", recursive=True)
        all_below = top.union_all(select(top.c.root, unit.c.id).where(unit.c.parent_id == top.c.id))
        counted = select(all_below.c.root, func.count()).join(learner, learner.c.unit_id == all_below.c.id)
        return {root: int(count) for root, count in self._connection.execute(counted.group_by(all_below.c.root))}

    def height(self, unit_id: int) -> int:
        """How many units stand in the longest line down from this one, itself counted."""
        top = select(unit.c.id, literal(1).label("depth")).where(unit.c.id == unit_id).cte("depths", recursive=True)
        is_below = (unit.c.parent_id == top.c.id, unit.c.closed_at.is_(None))
        depths = top.union_all(select(unit.c.id, top.c.depth + 1).where(*is_below))
        return int(self._connection.execute(select(func.max(depths.c.depth))).scalar() or 0)

    def people_in(self, unit_id: int) -> tuple[tuple[int, str], ...]:
        """Number and name of those who belong to the unit itself, by name."""
        hers = select(learner.c.id, learner.c.name).where(learner.c.unit_id == unit_id)
        rows = self._connection.execute(hers.order_by(learner.c.name, learner.c.id))
        return tuple((row.id, row.name) for row in rows)

    def touched(self, unit_ids: Collection[int], now: datetime) -> Touched:
        """What hangs on these units and on all under them."""
        below = subtrees(unit_ids)
        is_open = and_(invitation.c.withdrawn_at.is_(None), invitation.c.expires_at > now)
        deadlines = metadata.tables.get(DEADLINES)

        def count(statement: Select[Any]) -> int:
            return int(self._connection.execute(statement).scalar_one())

        def those(table: Any, *conditions: Any) -> Select[Any]:
            return select(func.count()).select_from(table).join(below, below.c.id == table.c.unit_id).where(*conditions)

        open_units = select(func.count()).select_from(unit).join(below, below.c.id == unit.c.id)
        return Touched(
            units=count(open_units.where(unit.c.closed_at.is_(None))),
            people=count(those(learner)),
            invitations=count(those(invitation, is_open)),
            deadlines=count(those(deadlines)) if deadlines is not None else 0,
            roles=count(those(role_grant, role_grant.c.withdrawn_at.is_(None))),
        )

    # Deeds.

    def carry_out(
        self,
        deed: Deed,
        unit_id: int | None,
        made_by: int | None,
        arrangement: Arrangement,
        needs: Collection[int],
        now: datetime,
    ) -> Rearrangement:
        """Do all of it, at one instant, and keep what was so before. ``unit_id`` None: the first new unit."""
        people = [
            replace(move, learner_ids=self._who(move.from_id) if move.learner_ids is None else move.learner_ids)
            for move in arrangement.people
        ]
        self._alone(now)
        at = self._instant(arrangement.changes, people, now)
        numbers = change_units(self._connection, arrangement.changes, at)
        done = _numbered(arrangement, numbers)
        for move in people:
            settle(self._connection, move.learner_ids or (), numbers.get(move.to_id, move.to_id), at)
        if done.successors:
            rows = [{"from_id": old, "to_id": new, "at": at} for old, new in done.successors]
            self._connection.execute(insert(succession), rows)
        about = unit_id if unit_id is not None else done.changes[0].unit_id
        values = {"kind": deed.value, "unit_id": about, "made_by": made_by, "made_at": at, "detail": _told(done, needs)}
        stored = insert(rearrangement).values(**values).returning(rearrangement.c.id)
        number = int(self._connection.execute(stored).scalar_one())
        return Rearrangement(number, deed, about, made_by, at, None, done, tuple(needs))

    def undo(self, done: Rearrangement, now: datetime) -> None:
        """Make it as it was: units again as before, new ones closed, and people back who are still where they went."""
        people = [PeopleMove(move.to_id, move.from_id, self.came_with(done, move)) for move in done.arrangement.people]
        back = [
            Change(change.unit_id, change.after, change.before or replace(change.after, is_open=False))
            for change in done.arrangement.changes
        ]
        self._alone(now)
        at = self._instant(back, people, now)
        change_units(self._connection, back, at)
        for move in people:
            settle(self._connection, move.learner_ids or (), move.to_id, at)
        undone = update(rearrangement).where(rearrangement.c.id == done.id).values(undone_at=at)
        self._connection.execute(undone)

    def came_with(self, done: Rearrangement, move: PeopleMove) -> tuple[int, ...]:
        """Those whom the deed brought from the one unit to the other, and who are still there."""
        left, came = membership.alias("went"), membership.alias("came")
        went = and_(left.c.unit_id == move.from_id, left.c.until == done.made_at)
        is_there = and_(came.c.unit_id == move.to_id, came.c.since == done.made_at, came.c.until.is_(None))
        both = select(came.c.learner_id).join(left, left.c.learner_id == came.c.learner_id).where(went, is_there)
        return tuple(self._connection.execute(both).scalars())

    def depending_on(
        self, new: Collection[int], known: Collection[int], brought: Collection[int], now: datetime
    ) -> tuple[str, int] | None:
        """What hangs on units that were new and is not the deed's own: «units», «people»… and where; None: nothing.

        ``known`` are the units the deed changed, ``brought`` the people it brought.
        """
        open_invitation = and_(invitation.c.withdrawn_at.is_(None), invitation.c.expires_at > now)
        deadlines = metadata.tables.get(DEADLINES)
        for some in chunks(new):
            below = select(unit.c.id, unit.c.parent_id).where(unit.c.parent_id.in_(some), unit.c.closed_at.is_(None))
            for row in self._connection.execute(below):
                if row.id not in known:
                    return "units", row.parent_id
            for row in self._connection.execute(
                select(learner.c.id, learner.c.unit_id).where(learner.c.unit_id.in_(some))
            ):
                if row.id not in brought:
                    return "people", row.unit_id
            hanging = [
                ("invitations", invitation, open_invitation),
                ("roles", role_grant, role_grant.c.withdrawn_at.is_(None)),
            ]
            hanging += [("deadlines", deadlines, literal(True))] if deadlines is not None else []
            for key, table, condition in hanging:
                held = select(table.c.unit_id).where(table.c.unit_id.in_(some), condition).limit(1)
                where = self._connection.execute(held).scalar()
                if where is not None:
                    return key, where
        return None

    def rearrangement(self, number: int) -> Rearrangement | None:
        """The deed of that number."""
        row = self._connection.execute(select(rearrangement).where(rearrangement.c.id == number)).one_or_none()
        return _rearrangement(row) if row is not None else None

    def recent(self, unit_id: int | None, since: datetime, count: int) -> tuple[Rearrangement, ...]:
        """The newest deeds in a unit and below (None: everywhere) that still stand."""
        statement = select(rearrangement).where(rearrangement.c.made_at > since, rearrangement.c.undone_at.is_(None))
        if unit_id is not None:
            below = subtrees((unit_id,))
            statement = statement.where(rearrangement.c.unit_id.in_(select(below.c.id)))
        rows = self._connection.execute(statement.order_by(rearrangement.c.id.desc()).limit(count))
        return tuple(_rearrangement(row) for row in rows)

    def _alone(self, now: datetime) -> None:
        """Two deeds at once: the second meets a row it has not seen, and is done again on the tree as it then is."""
        upsert(self._connection, lease, {"name": "tree"}, {"epoch": 0, "until": now})

    def _who(self, unit_id: int) -> tuple[int, ...]:
        return tuple(self._connection.execute(select(learner.c.id).where(learner.c.unit_id == unit_id)).scalars())

    def _instant(self, changes: Sequence[Change], people: Sequence[PeopleMove], now: datetime) -> datetime:
        """Now, or just after the last change of anything that changes."""
        moved = [number for move in people for number in move.learner_ids or ()]
        units = [change.unit_id for change in changes if change.before is not None]
        return after_all(now, [*last_instants(self._connection, units), *last_changes(self._connection, moved)])


def _numbered(arrangement: Arrangement, numbers: dict[int, int]) -> Arrangement:
    """The same with the numbers that new units were given; who went is not repeated, the memberships tell it."""

    def state(value: State) -> State:
        return replace(value, parent_id=numbers.get(value.parent_id or 0, value.parent_id))

    return Arrangement(
        tuple(
            replace(change, unit_id=numbers.get(change.unit_id, change.unit_id), after=state(change.after))
            for change in arrangement.changes
        ),
        tuple(PeopleMove(move.from_id, numbers.get(move.to_id, move.to_id)) for move in arrangement.people),
        tuple((old, numbers.get(new, new)) for old, new in arrangement.successors),
    )


class _Stored(msgspec.Struct):
    """How a deed is kept: numbers and names of units, and nobody's name."""

    units: list[tuple[int, tuple[int | None, str, str, bool] | None, tuple[int | None, str, str, bool]]]
    people: list[tuple[int, int]]
    successors: list[tuple[int, int]]
    needs: list[int]


def _told(done: Arrangement, needs: Collection[int]) -> str:
    def state(value: State) -> tuple[int | None, str, str, bool]:
        return value.parent_id, value.level.value, value.name, value.is_open

    stored = _Stored(
        [(each.unit_id, state(each.before) if each.before else None, state(each.after)) for each in done.changes],
        [(move.from_id, move.to_id) for move in done.people],
        list(done.successors),
        list(needs),
    )
    return msgspec.json.encode(stored).decode()


def _rearrangement(row: Row[tuple[object, ...]]) -> Rearrangement:
    stored = msgspec.json.decode(row.detail, type=_Stored)

    def state(value: tuple[int | None, str, str, bool]) -> State:
        return State(value[0], Level(value[1]), value[2], value[3])

    arrangement = Arrangement(
        tuple(Change(number, state(old) if old else None, state(new)) for number, old, new in stored.units),
        tuple(PeopleMove(old, new) for old, new in stored.people),
        tuple(stored.successors),
    )
    needs = tuple(stored.needs)
    return Rearrangement(
        row.id, Deed(row.kind), row.unit_id, row.made_by, row.made_at, row.undone_at, arrangement, needs
    )

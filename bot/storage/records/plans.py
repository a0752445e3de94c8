"""Deeds on the tree while they are put together; who drops one, or lets it lie for a day, leaves nothing."""

from __future__ import annotations

from datetime import datetime

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from bot.domain.tree import Deed, Plan
from bot.domain.unit import Level
from bot.storage.tables import tree_plan, tree_plan_person


class _Detail(msgspec.Struct, omit_defaults=True):
    """What she has chosen so far."""

    name: str = ""
    level: Level | None = None
    target_id: int | None = None
    has_target: bool = False
    sources: tuple[int, ...] = ()
    parts: tuple[str, ...] = ()
    placed: tuple[tuple[int, int], ...] = ()


class Plans:
    """One row a plan."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, deed: Deed, unit_id: int | None, made_by: int, now: datetime, content: bytes | None = None) -> Plan:
        """A new plan."""
        values = {"made_by": made_by, "made_at": now, "deed": deed.value, "unit_id": unit_id, "detail": "{}"}
        added = insert(tree_plan).values(**values, content=content).returning(tree_plan.c.id)
        number = int(self._connection.execute(added).scalar_one())
        return Plan(number, made_by, now, deed, unit_id)

    def get(self, number: int) -> Plan | None:
        """The plan of that number."""
        row = self._connection.execute(select(tree_plan).where(tree_plan.c.id == number)).one_or_none()
        if row is None:
            return None
        detail = msgspec.json.decode(row.detail, type=_Detail)
        return Plan(
            row.id,
            row.made_by,
            row.made_at,
            Deed(row.deed),
            row.unit_id,
            detail.name,
            detail.level,
            detail.target_id,
            detail.has_target,
            detail.sources,
            detail.parts,
            detail.placed,
            row.done_id,
        )

    def save(self, plan: Plan) -> Plan:
        """Write what she has chosen."""
        detail = _Detail(plan.name, plan.level, plan.target_id, plan.has_target, plan.sources, plan.parts, plan.placed)
        encoded = msgspec.json.encode(detail).decode()
        self._connection.execute(update(tree_plan).where(tree_plan.c.id == plan.id).values(detail=encoded))
        return plan

    def content(self, number: int) -> bytes:
        """What was in the file of a plan."""
        kept = self._connection.execute(select(tree_plan.c.content).where(tree_plan.c.id == number)).scalar()
        return bytes(kept or b"")

    def finish(self, number: int, done_id: int) -> None:
        """It has become a deed; the choices are not needed any more."""
        hers = tree_plan_person.c.plan_id == number
        self._connection.execute(delete(tree_plan_person).where(hers))
        values = {"done_id": done_id, "content": None, "detail": "{}"}
        self._connection.execute(update(tree_plan).where(tree_plan.c.id == number).values(**values))

    def drop(self, number: int) -> None:
        """She does not want it."""
        self._connection.execute(delete(tree_plan).where(tree_plan.c.id == number))

    def forget(self, before: datetime) -> None:
        """Drop what was begun before."""
        self._connection.execute(delete(tree_plan).where(tree_plan.c.made_at < before))

    def people(self, number: int) -> dict[int, int]:
        """Who goes to which new unit."""
        rows = self._connection.execute(select(tree_plan_person).where(tree_plan_person.c.plan_id == number))
        return {row.learner_id: row.part for row in rows}

    def place(self, number: int, learner_id: int, part: int | None) -> None:
        """She goes to that new unit; for None she stays."""
        hers = (tree_plan_person.c.plan_id == number, tree_plan_person.c.learner_id == learner_id)
        self._connection.execute(delete(tree_plan_person).where(*hers))
        if part is not None:
            values = {"plan_id": number, "learner_id": learner_id, "part": part}
            self._connection.execute(insert(tree_plan_person).values(**values))

"""What is known of the past stays known: any changes of the tree, in any order, and every earlier day as it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.domain.tree import Deed, Plan, TreeError
from bot.domain.unit import Level
from bot.errors import StaleButtonError
from bot.services import tree as services
from bot.settings import VIETNAM
from bot.storage.database import make_engine
from bot.storage.migrations import migrate
from bot.storage.records import Records
from bot.storage.tables import learner, membership, unit, unit_span
from tests.chatting import MONDAY_EVENING

UNITS, PEOPLE = 7, 4


@contextmanager
def records_of(folder: Path) -> Iterator[Records]:
    """A small tree with people in it, in a transaction that is undone at the end."""
    engine = make_engine(f"sqlite:///{folder}/history.db")
    migrate(engine)
    with engine.connect() as connection, connection.begin() as transaction:
        records = Records(connection)
        top = records.units.put("t", None, Level.PROVINCE, "Tỉnh", MONDAY_EVENING)
        communes = [records.units.put(f"x{n}", top.id, Level.COMMUNE, f"Xã {n}", MONDAY_EVENING) for n in range(2)]
        branches = [
            records.units.put(f"c{n}", communes[n % 2].id, Level.BRANCH, f"Chi hội {n}", MONDAY_EVENING)
            for n in range(UNITS - 3)
        ]
        for n in range(PEOPLE):
            records.learners.add(f"Chị {n}", branches[n % len(branches)].id, MONDAY_EVENING)
        yield records
        transaction.rollback()
    engine.dispose()


deed = st.tuples(
    st.sampled_from([*Deed, "join", "undo", "erase"]),
    st.integers(0, 9),
    st.integers(0, 9),
    st.integers(0, 3),
)


Known = dict[int, tuple[tuple[str, ...], frozenset[int]]]


def units_of(records: Records) -> list[int]:
    """The numbers of all units there ever were."""
    return list(records.connection.execute(select(unit.c.id).order_by(unit.c.id)).scalars())


def people_of(records: Records) -> list[int]:
    """The numbers of those who have not left."""
    return list(records.connection.execute(select(learner.c.id).order_by(learner.c.id)).scalars())


def known_at(records: Records, at: datetime) -> Known:
    """The whole tree as it was at an instant: each unit that was open, its path, and who was there."""
    told = {}
    for number in units_of(records):
        path = tuple(each.name for each in records.tree.path_at(number, at))
        if path:
            told[number] = (path, frozenset(records.tree.who_belonged(number, at)))
    return told


def act(records: Records, what: str, one: int, other: int, person: int, step: int) -> None:
    """One change, if it makes sense."""
    now = MONDAY_EVENING + timedelta(hours=step // 2)
    numbers, people = units_of(records), people_of(records)
    here, there = numbers[one % len(numbers)], numbers[other % len(numbers)]
    if what == "join":
        standing = records.units.standing(here)
        if people and standing is not None:
            records.learners.settle(people[person % len(people)], standing.id, now)
    elif what == "erase":
        if len(people) > 2:
            records.learners.erase(people[person % len(people)])
    elif what == "undo":
        recent = services.recent(records, None, now)
        if recent:
            services.undo(records, services.undoable(records, recent[other % len(recent)].id, now), now)
    elif what != Deed.LOAD:
        services.carry_out(records, a_plan(records, Deed(what), here, there, person, step), now, VIETNAM)


def a_plan(records: Records, what: Deed, here: int, there: int, person: int, step: int) -> Plan:
    """Everything such a deed needs."""
    plan = services.begin(records, people_of(records)[0], what, here, MONDAY_EVENING + timedelta(hours=step // 2))
    plan = replace(plan, name=f"Nơi {step}", level=Level.BRANCH if person % 2 else Level.GROUP)
    if what in (Deed.MOVE, Deed.CLOSE):
        plan = replace(plan, target_id=there, has_target=True)
    if what is Deed.MERGE:
        plan = replace(plan, sources=(there,))
    if what is Deed.SPLIT:
        placed = tuple((each.id, 0) for each in records.units.children(here)[:1])
        plan = replace(plan, parts=(f"Nơi {step}",), placed=placed)
        for number, _ in records.tree.people_in(here)[: person or 1]:
            records.plans.place(plan.id, number, 0)
    return records.plans.save(plan)


def spans_are_whole(records: Records) -> None:
    """Spans of a unit, and stays of a person, follow each other without overlap, and the last tells what is so now."""
    rows = records.connection.execute(select(unit_span).order_by(unit_span.c.unit_id, unit_span.c.since)).all()
    stays = records.connection.execute(select(membership).order_by(membership.c.learner_id, membership.c.since)).all()
    for before, after in pairwise(rows):
        if before.unit_id == after.unit_id:
            assert before.until is not None
            assert before.since < before.until <= after.since
    for earlier, later in pairwise(stays):
        if earlier.learner_id == later.learner_id:
            assert earlier.since < earlier.until == later.since
    for each in records.units.everything(None):
        (*closed, last) = [row for row in rows if row.unit_id == each.id]
        assert (last.until is None) == each.is_open
        assert (last.name, last.parent_id, last.level) == (each.name, each.parent_id, each.level)
        if last.until is not None:
            assert last.until == each.closed_at
        above = records.units.get(each.parent_id) if each.parent_id else None
        assert not each.is_open or above is None or above.is_open
        assert all(row.until is not None for row in closed)
    for person in records.connection.execute(select(learner)):
        (current,) = [stay for stay in stays if stay.learner_id == person.id and stay.until is None]
        assert current.unit_id == person.unit_id
        home = records.units.get(person.unit_id)
        assert home is not None
        assert home.is_open


@given(st.lists(deed, max_size=14))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_no_later_change_alters_what_was_so_on_an_earlier_day(
    tmp_path: Path, deeds: list[tuple[str, int, int, int]]
) -> None:
    with records_of(tmp_path) as records:
        remembered: list[tuple[datetime, Known]] = []
        for step, (what, one, other, person) in enumerate(deeds):
            with records.connection.begin_nested() as savepoint:
                try:
                    act(records, what, one, other, person, step)
                except (TreeError, StaleButtonError):
                    savepoint.rollback()
            spans_are_whole(records)
            if step % 2:
                # Two changes share an hour; half an hour after them, all is settled.
                at = MONDAY_EVENING + timedelta(hours=step // 2, minutes=30)
                remembered.append((at, known_at(records, at)))
        stayed = frozenset(people_of(records))
        for at, known in remembered:
            assert known_at(records, at) == {number: (path, who & stayed) for number, (path, who) in known.items()}

"""The roster: checked whole before anything is taken, taken once, and known again when she comes."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import msgspec

from bot.domain.folding import fold_name
from bot.domain.learner import Role
from bot.domain.roster import (
    Column,
    Difference,
    Entry,
    Fault,
    Person,
    Places,
    columns_of,
    compare,
    name_of,
    phone_key,
    phone_of,
    role_of,
)
from bot.domain.unit import Unit
from bot.sheets.table import Cell, SheetTable
from bot.storage.records import Records
from bot.storage.records.roster import Tops

CHECK_LASTS = timedelta(days=1)
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Correction:
    """What is to be corrected in a row, at which cell; ``line`` is the line it repeats, 0 when there is none."""

    row: int
    column: int
    fault: Fault
    line: int = 0


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of checking a file."""

    people: tuple[Person, ...]
    corrections: tuple[Correction, ...]
    difference: Difference
    state: str

    @property
    def wrong_rows(self) -> int:
        """How many rows are to be corrected."""
        return len({correction.row for correction in self.corrections})


def make_ready(records: Records, dice: random.Random) -> None:
    """Have the key of telephone numbers made: a file is looked at where nothing can be written."""
    records.roster.key(dice.randbytes(KEY_BYTES))


def check(records: Records, table: SheetTable, tops: Tops, dice: random.Random) -> Checked:
    """Look at every row of a roster; nothing is changed. ``tops`` are the units she may enrol into."""
    units = records.roster.units(tops)
    above = {unit.id: unit for unit in records.roster.units((None,))}
    key = records.roster.key(dice.randbytes(KEY_BYTES))
    people, corrections = _look(table, Places(units, above), key)
    entries = records.roster.entries(tops)
    difference = compare(people, entries)
    return Checked(people, corrections, difference, _state(units, entries))


def _look(table: SheetTable, places: Places, key: bytes) -> tuple[tuple[Person, ...], tuple[Correction, ...]]:
    columns = columns_of(table.headings)
    first_line = len(table.notes) + 2
    people: list[Person] = []
    corrections: list[Correction] = []
    lines: dict[tuple[int, str, str], int] = {}
    phones: dict[str, int] = {}
    for number, row in enumerate(table.rows):
        if not any(cell is not None for place, cell in enumerate(row) if place in columns.values()):
            continue
        person, faults = _person(row, columns, places, key)
        if person is not None:
            same = lines.setdefault((person.unit_id, person.name_key, person.phone_key), number)
            phoned = phones.setdefault(person.phone_key, number) if person.phone_key else number
            if same != number:
                faults = [Correction(number, columns[Column.NAME], Fault.TWICE, same + first_line)]
            elif phoned != number:
                faults = [Correction(number, columns[Column.PHONE], Fault.SAME_PHONE, phoned + first_line)]
            else:
                people.append(person)
        corrections += [Correction(number, fault.column, fault.fault, fault.line) for fault in faults]
    return tuple(people), tuple(corrections)


def _person(
    row: Sequence[Cell], columns: Mapping[Column, int], places: Places, key: bytes
) -> tuple[Person | None, list[Correction]]:
    """The person of a row; None with what is to be corrected."""

    def cell(column: Column) -> Cell:
        place = columns.get(column, len(row))
        return row[place] if place < len(row) else None

    def said(column: Column) -> str:
        value = cell(column)
        return "" if value is None else str(value)

    faults: list[Correction] = []
    name, role, phone = name_of(said(Column.NAME)), role_of(said(Column.ROLE)), phone_of(cell(Column.PHONE))
    if name is None:
        fault = Fault.STRANGE_NAME if said(Column.NAME) else Fault.NO_NAME
        faults.append(Correction(0, columns[Column.NAME], fault))
    code = said(Column.CODE)
    words = (code,) if code else (said(Column.COMMUNE), said(Column.UNIT), said(Column.GROUP))
    unit = places.find(*words)
    if isinstance(unit, Fault):
        place = next(columns[one] for one in (Column.UNIT, Column.CODE, Column.GROUP) if one in columns)
        faults.append(Correction(0, columns[Column.CODE] if code else place, unit))
    if role is None and said(Column.ROLE):
        faults.append(Correction(0, columns[Column.ROLE], Fault.UNKNOWN_ROLE))
    if isinstance(phone, Fault):
        faults.append(Correction(0, columns[Column.PHONE], phone))
    if faults or name is None or isinstance(unit, Fault):
        return None, faults
    return Person(unit.id, name, role, phone_key(key, str(phone))), []


def _state(units: Sequence[Unit], entries: Sequence[Entry]) -> str:
    """A digest of what a file was checked against: the tree where she may enrol, and the roster there.

    Somebody on it who comes in the meantime changes nothing for the file.
    """
    seen = hashlib.sha256()
    for unit in units:
        seen.update(f"{unit.id}|{unit.key}|{unit.parent_id}|{unit.level}|{unit.name}\n".encode())
    for entry in entries:
        seen.update(f"{entry.id}|{entry.unit_id}|{entry.name}|{entry.role}\n".encode())
    return seen.hexdigest()


class _KeptPerson(msgspec.Struct, array_like=True):
    """A person as a checked file keeps her."""

    unit_id: int
    name: str
    role: str
    phone_key: str


class _Kept(msgspec.Struct, array_like=True):
    people: list[_KeptPerson]
    wrong_rows: int


def keep(records: Records, checked: Checked, made_by: int, now: datetime) -> int:
    """Keep what was checked until she says yes; its number."""
    people = [_KeptPerson(one.unit_id, one.name, one.role or "", one.phone_key) for one in checked.people]
    body = msgspec.json.encode(_Kept(people, checked.wrong_rows))
    return records.roster.keep_check(made_by, checked.state, body, now)


@dataclass(frozen=True, slots=True)
class Review:
    """A checked file that still holds: what it would bring, and where."""

    difference: Difference
    wrong_rows: int
    by_unit: tuple[tuple[Unit, int], ...]
    """How many new people in which unit, the most first."""


def review(records: Records, check_id: int, made_by: int, tops: Tops, now: datetime) -> Review | None:
    """What a checked file would bring now; None when it is gone, or the tree or the roster is another by now."""
    kept = records.roster.check(check_id, made_by)
    units, entries = records.roster.units(tops), records.roster.entries(tops)
    if kept is None or kept.made_at + CHECK_LASTS < now or _state(units, entries) != kept.state:
        return None
    body = msgspec.json.decode(kept.body, type=_Kept)
    people = [Person(one.unit_id, one.name, Role(one.role) if one.role else None, one.phone_key) for one in body.people]
    difference = compare(people, entries)
    return Review(difference, body.wrong_rows, by_unit(records, difference, tops))


def by_unit(records: Records, difference: Difference, tops: Tops) -> tuple[tuple[Unit, int], ...]:
    """How many new people a file brings to which unit, the most first."""
    units = {unit.id: unit for unit in records.roster.units(tops)}
    new = Counter(person.unit_id for person in difference.new)
    return tuple((units[number], count) for number, count in new.most_common())


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken: new people, corrected entries, and how many of all have come already; what was left out."""

    new: int
    changed: int
    joined: int
    wrong_rows: int = 0


def take_kept(
    records: Records, check_id: int, made_by: int, tops: Tops, now: datetime, dice: random.Random
) -> Taken | None:
    """Take what was checked and is still so; None when it is not, and it is forgotten either way."""
    reviewed = review(records, check_id, made_by, tops, now)
    if records.roster.check(check_id, made_by) is not None:
        records.roster.drop_check(made_by)
    if reviewed is None:
        return None
    taken = take(records, reviewed.difference, made_by, tops, now, dice)
    return replace(taken, wrong_rows=reviewed.wrong_rows)


def take(
    records: Records, difference: Difference, made_by: int | None, tops: Tops, now: datetime, dice: random.Random
) -> Taken:
    """Put on the roster what differs, and find among the learners who has come already."""
    records.roster.add(difference.new, made_by, now)
    for entry, person in difference.changed:
        records.roster.change(entry.id, person, keeps_phone=entry.learner_id is None)
    return Taken(len(difference.new), len(difference.changed), _find_learners(records, tops, now, dice))


def _find_learners(records: Records, tops: Tops, now: datetime, dice: random.Random) -> int:
    """Match the expected with learners of these units, by number or by a name that only one has there."""
    learners = records.roster.unlisted(tops)
    if not learners:
        return 0
    missing = records.roster.entries(tops, only_missing=True)
    key = records.roster.key(dice.randbytes(KEY_BYTES))
    by_phone, by_name = {}, {}
    names = Counter((entry.unit_id, entry.name_key) for entry in missing)
    called = Counter((one.unit_id, fold_name(one.name)) for one in learners)
    for one in learners:
        by_name[one.unit_id, fold_name(one.name)] = one
        if one.phone:
            by_phone[phone_key(key, one.phone)] = one
    found: set[int] = set()
    for entry in missing:
        place = (entry.unit_id, entry.name_key)
        learner = by_phone.get(entry.phone_key) if entry.phone_key else None
        if learner is None and names[place] == called[place] == 1:
            learner = by_name[place]
        if learner is not None and learner.id not in found:
            found.add(learner.id)
            records.roster.match(entry.id, learner.id, now)
    return len(found)

"""A file of units beside the tree of today: what is new, renamed, moved or as it was, and what does not fit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.tree import DEEPEST, Change, State, may_stand_under, state_of
from bot.domain.unit import Level, Unit
from bot.storage.records import Records

COLUMNS = ("column.key", "column.name", "column.level", "column.parent", "column.opened", "column.closed")
"""The keys of their headings, the first of which is the one that is written."""
KEY, NAME, LEVEL, PARENT, OPENED, CLOSED = COLUMNS


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row as it was read; ``number`` counts the rows below the headings from 0, ``line`` is Excel's."""

    number: int
    line: int
    key: str
    name: str
    level: Level
    parent_key: str
    opened: date | None = None
    closed: date | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to correct: ``key`` names the sentence. Row -1 is the file as a whole."""

    row: int
    column: str
    key: str
    values: dict[str, Any] = field(default_factory=dict)


def fault_at(row: int, column: str, sentence: str, /, **values: object) -> Fault:
    """A fault with the values that its sentence takes."""
    return Fault(row, column, sentence, values)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a file would change, sorted by kind; ``twins`` are rows whose name stands twice below the same unit."""

    changes: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()
    added: tuple[FileRow, ...] = ()
    renamed: tuple[tuple[FileRow, str], ...] = ()
    """With the name it had."""
    moved: tuple[FileRow, ...] = ()
    reopened: tuple[FileRow, ...] = ()
    unchanged: int = 0
    twins: tuple[FileRow, ...] = ()


def compare(
    records: Records, scope: int | None, rows: tuple[FileRow, ...], now: datetime, zone: ZoneInfo
) -> Comparison:
    """The rows beside the tree; only units of ``scope`` and below can be touched."""
    return _Comparing(records, scope, rows, now, zone).result()


class _Comparing:
    """Everything looked up once: 33,000 rows are compared in memory."""

    def __init__(
        self, records: Records, scope: int | None, rows: tuple[FileRow, ...], now: datetime, zone: ZoneInfo
    ) -> None:
        self._records = records
        self._scope = records.units.get(scope) if scope is not None else None
        self._rows = rows
        self._now = now
        self._zone = zone
        self._today = now.astimezone(zone).date()
        self._known = {unit.key: unit for unit in records.units.everything(scope)}
        self._keys = {unit.id: unit.key for unit in self._known.values()}
        openings = records.tree.openings(self._keys)
        self._opened = {self._keys[number]: at.astimezone(zone).date() for number, at in openings.items()}
        self._by_key: dict[str, FileRow] = {}
        self._faults: list[Fault] = []
        self._placeholders: dict[str, int] = {}

    def result(self) -> Comparison:
        self._index()
        foreign = self._records.units.taken_keys(set(self._by_key) - self._known.keys())
        for row in self._by_key.values():
            if row.key in foreign:
                self._fault(row, KEY, "treefile.foreign_key", code=row.key)
            elif self._is_settled(row):
                continue
            elif self._parent_fits(row):
                self._line_fits(row)
            self._dates_fit(row)
        if self._faults:
            return Comparison(faults=tuple(sorted(self._faults, key=lambda fault: fault.row)))
        return self._sorted()

    def _fault(self, row: FileRow, column: str, sentence: str, /, **values: object) -> None:
        self._faults.append(Fault(row.number, column, sentence, values))

    def _index(self) -> None:
        for row in self._rows:
            if row.key in self._by_key:
                line = self._by_key[row.key].line
                self._fault(row, KEY, "treefile.twice", code=row.key, line=line)
            else:
                self._by_key[row.key] = row
        new = [row for row in self._by_key.values() if row.key not in self._known]
        self._placeholders = {row.key: -1 - place for place, row in enumerate(new)}

    def _is_settled(self, row: FileRow) -> bool:
        """Whether the row tells of a unit that is closed, and stays so: nothing of it changes."""
        unit = self._known.get(row.key)
        if unit is None or unit.closed_at is None or row.closed is None:
            return False
        return row.closed == unit.closed_at.astimezone(self._zone).date()

    def _is_top(self, row: FileRow) -> bool:
        return self._scope is not None and row.key == self._scope.key

    def _parent_fits(self, row: FileRow) -> bool:
        """Whether the unit above is there, is open, and is high enough."""
        if self._is_top(row) or (not row.parent_key and self._scope is None):
            return True
        if not row.parent_key:
            self._fault(row, PARENT, "treefile.no_parent")
            return False
        above, unit = self._by_key.get(row.parent_key), self._known.get(row.parent_key)
        if above is None and unit is None:
            self._fault(row, PARENT, "treefile.unknown_parent", code=row.parent_key)
            return False
        is_closed = above.closed is not None if above is not None else unit is not None and not unit.is_open
        if is_closed and row.closed is None:
            self._fault(row, PARENT, "treefile.closed_parent", code=row.parent_key)
            return False
        level = above.level if above is not None else unit.level if unit is not None else None
        if not may_stand_under(row.level, level):
            self._fault(row, LEVEL, "treefile.wrong_level", name=row.name)
            return False
        return True

    def _line_fits(self, row: FileRow) -> None:
        """Going up from the row ends, and not too late."""
        seen = [row.key]
        key = self._above(row.key)
        while key is not None:
            if key in seen:
                self._fault(row, PARENT, "treefile.cycle", code=row.key)
                return
            seen.append(key)
            key = self._above(key)
        higher = len(self._records.units.path(self._scope.id)) - 1 if self._scope is not None else 0
        if len(seen) + higher > DEEPEST:
            self._fault(row, PARENT, "treefile.too_deep", most=DEEPEST)

    def _above(self, key: str) -> str | None:
        row = self._by_key.get(key)
        if row is not None and not self._is_top(row):
            return row.parent_key or None
        unit = self._known.get(key)
        return self._keys.get(unit.parent_id or 0) if unit is not None else None

    def _dates_fit(self, row: FileRow) -> None:
        unit = self._known.get(row.key)
        opened = self._opened.get(row.key)
        if unit is not None and row.opened is not None and row.opened != opened:
            self._fault(row, OPENED, "treefile.opening_stays", date=_said(opened))
        if unit is not None and row.closed is not None:
            self._fault(row, CLOSED, "treefile.close_in_chat")
        if unit is not None:
            return
        if row.opened is not None and row.opened > self._today:
            self._fault(row, OPENED, "treefile.not_yet", date=_said(row.opened))
        if row.closed is not None and (row.opened is None or not row.opened <= row.closed <= self._today):
            self._fault(row, CLOSED, "treefile.closing_before", date=_said(row.closed))
        above = self._by_key.get(row.parent_key)
        since = self._opened.get(row.parent_key) or ((above.opened or self._today) if above is not None else None)
        if row.opened is not None and since is not None and row.opened < since:
            self._fault(row, OPENED, "treefile.before_parent", date=_said(since))

    # What it comes to.

    def _sorted(self) -> Comparison:
        changes: list[Change] = []
        added, moved, reopened = [], [], []
        renamed: list[tuple[FileRow, str]] = []
        for row in self._by_key.values():
            unit = self._known.get(row.key)
            if unit is None:
                changes.append(self._new(row))
                added.append(row)
            elif not self._is_settled(row):
                before, after = state_of(unit), self._after(row, unit)
                if before != after:
                    changes.append(Change(unit.id, before, after))
                if not unit.is_open:
                    reopened.append(row)
                if before.parent_id != after.parent_id:
                    moved.append(row)
                if (before.name, before.level) != (after.name, after.level):
                    renamed.append((row, unit.name))
        unchanged = len(self._by_key) - len(changes)
        twins = self._twins(changes)
        return Comparison(
            tuple(changes), (), tuple(added), tuple(renamed), tuple(moved), tuple(reopened), unchanged, twins
        )

    def _after(self, row: FileRow, unit: Unit) -> State:
        return State(unit.parent_id if self._is_top(row) else self._parent_id(row), row.level, row.name)

    def _parent_id(self, row: FileRow) -> int | None:
        if not row.parent_key:
            return None
        unit = self._known.get(row.parent_key)
        return unit.id if unit is not None else self._placeholders[row.parent_key]

    def _new(self, row: FileRow) -> Change:
        since = datetime.combine(row.opened, time(), self._zone) if row.opened else None
        until = None
        if row.closed is not None:
            until = min(datetime.combine(row.closed + timedelta(days=1), time(), self._zone), self._now)
            until -= timedelta(microseconds=1)
        state = State(self._parent_id(row), row.level, row.name, until is None)
        return Change(self._placeholders[row.key], None, state, row.key, since, until)

    def _twins(self, changes: list[Change]) -> tuple[FileRow, ...]:
        """Rows that change something and now share a name with a neighbour."""
        states = {unit.id: state_of(unit) for unit in self._known.values()}
        states |= {change.unit_id: change.after for change in changes}
        names: dict[tuple[int | None, str], int] = {}
        for state in states.values():
            if state.is_open:
                place = (state.parent_id, state.name)
                names[place] = names.get(place, 0) + 1
        numbers = {number: key for key, number in self._placeholders.items()}
        doubled = [change for change in changes if names.get((change.after.parent_id, change.after.name), 0) > 1]
        return tuple(self._by_key[numbers.get(change.unit_id) or self._keys[change.unit_id]] for change in doubled)


def _said(value: date | None) -> str:
    return f"{value.day}/{value.month}/{value.year}" if value is not None else ""

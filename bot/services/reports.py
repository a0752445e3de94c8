"""Reports on a unit: what may be shown of the counts at and below it. It reads long, so it belongs on a snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.domain.alphabet import alphabetical
from bot.domain.curriculum import Library
from bot.domain.report import Week, last_weeks, own_part, publish
from bot.domain.unit import Unit
from bot.storage.records import Records
from bot.storage.records.reports import NOWHERE, Person

JOINED = ("joined", "")
STARTED, FINISHED, PASSED = "started", "finished", "passed"
STEPS = (STARTED, FINISHED, PASSED)
Column = tuple[str, str]
"""What is counted, and the course it is counted in."""
PLACES_A_PAGE = 6


@dataclass(frozen=True, slots=True)
class Tree:
    """The units at and below one, and who belongs to a unit itself where others are below it, as parts of their own."""

    root: int
    units: Mapping[int, Unit]
    children: Mapping[int, tuple[int, ...]]

    def shown(self, counts: Mapping[int, int]) -> dict[int, int | None]:
        """What may be shown at every part, from counts by unit."""
        return publish(self.children, {self.part(unit_id): count for unit_id, count in counts.items()}, self.root)

    def part(self, unit_id: int) -> int:
        """Where those are counted who belong to the unit itself."""
        return own_part(unit_id) if self.children.get(unit_id) else unit_id


@dataclass(frozen=True, slots=True)
class Report:
    """What may be shown of a unit and of everything below it; None is «under five»."""

    tree: Tree
    figures: Mapping[Column, Mapping[int, int | None]]

    def of(self, column: Column, part: int | None = None) -> int | None:
        """A figure of a part, or of the whole."""
        return self.figures[column].get(self.tree.root if part is None else part)


@dataclass(frozen=True, slots=True)
class Trend:
    """How many joined, did a quiz, and how many modules were passed, week by week; None is «under five»."""

    weeks: tuple[Week, ...]
    joined: tuple[int | None, ...]
    active: tuple[int | None, ...]
    passed: tuple[int | None, ...]


def modules_by_course(library: Library) -> dict[str, tuple[str, ...]]:
    """The courses taught, and the modules of each."""
    return {course.id: tuple(module.id for module in course.modules) for course in library.courses}


def tree_of(records: Records, root: int, joined: Mapping[int, int]) -> Tree:
    """The tree at and below a unit (0: everything), without units that are closed and empty."""
    known = [unit for unit, is_open in records.reports.units(root) if is_open or joined.get(unit.id)]
    units = {unit.id: unit for unit in known}
    children: dict[int, list[int]] = {}
    for unit in known:
        if unit.id != root:
            parent = unit.parent_id if unit.parent_id in units else root
            children.setdefault(parent, []).append(unit.id)
    for number, below in children.items():
        one = units.get(number)
        # Anybody may have told no unit, and belong to a branch that has groups; elsewhere only whom a move left behind.
        if one is None or one.takes_learners or joined.get(number):
            below.append(own_part(number))
    return Tree(root, units, {number: tuple(below) for number, below in children.items()})


def report_on(records: Records, library: Library, root: int) -> Report:
    """The whole report on a unit."""
    joined = records.reports.joined(root)
    tree = tree_of(records, root, joined)
    modules = modules_by_course(library)
    counts: dict[Column, dict[int, int]] = {(step, course): {} for course in modules for step in STEPS}
    for row in records.reports.courses(root, modules):
        counts[STARTED, row.course_id][row.unit_id] = row.started
        counts[FINISHED, row.course_id][row.unit_id] = row.finished
        counts[PASSED, row.course_id][row.unit_id] = row.passed
    shown = {column: tree.shown(by_unit) for column, by_unit in counts.items()}
    return Report(tree, {JOINED: tree.shown(joined), **shown})


def trend_of(records: Records, root: int, today: date, zone: ZoneInfo, weeks: int = 8) -> Trend:
    """The last weeks of a unit, the one that is under way last."""
    listed = last_weeks(today, weeks)
    starts = [week.begins_at(zone) for week in (*listed, listed[-1].before(-1))]
    tree = tree_of(records, root, records.reports.joined(root))
    columns = {}
    for name, by_place in records.reports.weekly(root, starts).items():
        by_week: list[dict[int, int]] = [{} for _ in listed]
        for (unit_id, number), count in by_place.items():
            by_week[number][unit_id] = count
        columns[name] = tuple(tree.shown(counts)[root] for counts in by_week)
    return Trend(listed, **columns)


@dataclass(frozen=True, slots=True)
class Places:
    """A page of the open units right below one, by the alphabet."""

    units: tuple[Unit, ...]
    page: int
    has_more: bool


def places(records: Records, unit_id: int, page: int) -> Places:
    """The page of that number; the first where there is no such page."""
    below = sorted(records.reports.open_below(unit_id), key=lambda unit: (alphabetical(unit.name), unit.id))
    if page * PLACES_A_PAGE >= len(below):
        page = 0
    start = page * PLACES_A_PAGE
    return Places(tuple(below[start : start + PLACES_A_PAGE]), page, start + PLACES_A_PAGE < len(below))


def names_of(records: Records, library: Library, root: int) -> list[tuple[Person, tuple[Unit, ...]]]:
    """Everybody at and below a unit with her unit's path, sorted by place and name; modules passed, never scores."""
    units = {unit.id: unit for unit, _ in records.reports.units(root)}
    paths: dict[int, tuple[Unit, ...]] = {NOWHERE: ()}
    for number in units:
        paths[number] = _path(units, number)
    order = {number: tuple(alphabetical(unit.name) for unit in path) for number, path in paths.items()}
    found = [
        (person, paths.get(person.unit_id, ())) for person in records.reports.people(root, modules_by_course(library))
    ]
    found.sort(key=lambda pair: (order.get(pair[0].unit_id, ()), _given_first(pair[0].name)))
    return found


def _path(units: Mapping[int, Unit], number: int | None) -> tuple[Unit, ...]:
    found: list[Unit] = []
    while number is not None and number in units and units[number] not in found:
        found.insert(0, units[number])
        number = units[number].parent_id
    return tuple(found)


def _given_first(name: str) -> tuple[str, str]:
    """Names are looked up by the last word; for a hundred thousand of them plain order has to do."""
    return name.rsplit(" ", 1)[-1].casefold(), name.casefold()

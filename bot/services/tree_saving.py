"""The tree of units as a table that officials keep in Excel, of today or of an earlier day."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.unit import Unit
from bot.services.comparing import COLUMNS
from bot.sheets.table import SheetTable
from bot.sheets.writing import csv_file, workbook
from bot.storage.records import Records
from bot.texts import Texts


def words_of(texts: Texts, key: str) -> list[str]:
    """The words of a sentence that lists several, the first of which is the one that is written."""
    return [word.strip() for word in texts.plain(key).split(",")]


def tree_table(
    records: Records, scope: int | None, texts: Texts, zone: ZoneInfo, at: datetime | None = None
) -> SheetTable:
    """The unit with all that is or was under it, those above before those below; for ``at``, as it was then."""
    units = records.units.everything(scope) if at is None else records.tree.everything_at(at)
    keys = {unit.id: unit.key for unit in units}
    if scope is not None and (path := records.units.path(scope)):
        keys |= {unit.id: unit.key for unit in path}
    openings = records.tree.openings(keys)
    rows = [
        (
            unit.key,
            unit.name,
            texts.plain(f"level.{unit.level.value}"),
            keys.get(unit.parent_id or 0, ""),
            openings[unit.id].astimezone(zone).date(),
            unit.closed_at.astimezone(zone).date() if unit.closed_at else None,
        )
        for unit in _in_order(units)
    ]
    headings = tuple(words_of(texts, column)[0] for column in COLUMNS)
    return SheetTable(texts.plain("tree.sheet"), headings, rows)


def _in_order(units: tuple[Unit, ...]) -> list[Unit]:
    """Depth first, by name; closed ones after the open."""
    known = {unit.id for unit in units}
    below: dict[int | None, list[Unit]] = {}
    for unit in units:
        below.setdefault(unit.parent_id if unit.parent_id in known else None, []).append(unit)
    ordered: list[Unit] = []
    waiting = sorted(below.get(None, ()), key=_by_name, reverse=True)
    while waiting:
        unit = waiting.pop()
        ordered.append(unit)
        waiting += sorted(below.get(unit.id, ()), key=_by_name, reverse=True)
    return ordered


def _by_name(unit: Unit) -> tuple[bool, str, int]:
    return not unit.is_open, unit.name, unit.id


def saved_tree(
    records: Records, scope: int | None, kind: str, texts: Texts, zone: ZoneInfo, at: datetime | None = None
) -> tuple[bytes, int]:
    """The unit with all below it as «xlsx» or «csv», and how many rows that is; for ``at``, as it was then."""
    table = tree_table(records, scope, texts, zone, at)
    return workbook([table]) if kind == "xlsx" else csv_file(table), len(table.rows)

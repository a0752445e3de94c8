"""The tree of units: loading it from a file, and inviting into it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from bot.domain.invitation import hash_of, new_token
from bot.domain.unit import Level, Unit
from bot.storage.records import Records

INVITATION_LASTS = timedelta(days=180)
DEEPEST = 8
"""Province, commune, branch and group are four; a file that names itself would have no end."""


class UnitsFileError(Exception):
    """A file of units is not fit to be loaded; the message names every fault."""


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A unit as a file names it, with what is below it."""

    key: str
    level: Level
    name: str
    units: tuple[UnitEntry, ...] = ()


def read_units(file: Path) -> tuple[UnitEntry, ...]:
    """The units of a YAML file (nested ``key``, ``name``, ``level``, ``units``); UnitsFileError names every fault."""
    faults: list[str] = []
    keys: set[str] = set()
    try:
        raw = yaml.safe_load(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{file.name}, line {mark.line + 1}" if mark is not None else file.name
        raise UnitsFileError(f"{place} cannot be read: {type(error).__name__}") from error
    entries = _entries(raw, file.name, faults, keys)
    if faults or not entries:
        raise UnitsFileError("\n".join(faults or [f"{file.name}: no units"]))
    return entries


def _entries(raw: Any, place: str, faults: list[str], keys: set[str], depth: int = 1) -> tuple[UnitEntry, ...]:
    if raw is None:
        return ()
    if not isinstance(raw, list):
        faults.append(f"{place}: a list of units is expected")
        return ()
    if depth > DEEPEST:
        faults.append(f"{place}: more than {DEEPEST} units within each other")
        return ()
    found = []
    for number, item in enumerate(raw, start=1):
        here = f"{place}, unit {number}"
        values = item if isinstance(item, dict) else {}
        key, name, level = (str(values.get(field) or "").strip() for field in ("key", "name", "level"))
        if not key or not name or len(key) > 64 or len(name) > 120:
            faults.append(f"{here}: key (up to 64 letters) and name (up to 120) are needed")
        if key and key in keys:
            faults.append(f"{here}: the key {key} stands twice")
        keys.add(key)
        is_level = level in Level.__members__.values()
        if not is_level:
            faults.append(f"{here}: level must be one of {', '.join(Level)}")
        below = _entries(values.get("units"), f"{here} ({key})", faults, keys, depth + 1)
        if is_level:
            found.append(UnitEntry(key, Level(level), name, below))
    return tuple(found)


def load_units(records: Records, entries: tuple[UnitEntry, ...], now: datetime, parent_id: int | None = None) -> int:
    """Add or update the units by their keys; how many there were. Doing it twice changes nothing."""
    count = 0
    for entry in entries:
        unit = records.units.put(entry.key, parent_id, entry.level, entry.name, now)
        count += 1 + load_units(records, entry.units, now, unit.id)
    return count


def invite(records: Records, key: str, now: datetime, dice: random.Random) -> tuple[Unit, str] | None:
    """A new invitation to the unit of that key: the unit and the token, which is not stored. None when unknown."""
    unit = records.units.by_key(key)
    if unit is None or not unit.takes_learners:
        return None
    token = new_token(dice)
    records.units.invite(hash_of(token), unit.id, now, now + INVITATION_LASTS)
    return unit, token

"""Changes of the tree: what a deed does to units and people, told as values before and after it is done.

Every deed, a whole file too, comes to the same thing: units that were so and become so, and people who go from one
unit to another. Because both sides are kept, undoing is the same deed the other way round.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.unit import Level, Unit

DEEPEST = 8
"""Province, commune, branch and group are four; the rest is for what comes."""
LONGEST_NAME = 120
UNDO_WITHIN = timedelta(hours=24)


class Deed(enum.StrEnum):
    """What can be done to the tree."""

    ADD = "add"
    RENAME = "rename"
    MOVE = "move"
    MERGE = "merge"
    SPLIT = "split"
    CLOSE = "close"
    LOAD = "load"


class TreeError(Exception):
    """A deed that cannot be done; ``key`` names the sentence that tells her why."""

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(key)


@dataclass(frozen=True, slots=True)
class State:
    """Everything about a unit that can change."""

    parent_id: int | None
    level: Level
    name: str
    is_open: bool = True


def state_of(unit: Unit) -> State:
    """The unit as it is."""
    return State(unit.parent_id, unit.level, unit.name, unit.is_open)


@dataclass(frozen=True, slots=True)
class Change:
    """A unit before and after; a new one has no before, and a negative number until it gets its own."""

    unit_id: int
    before: State | None
    after: State
    key: str = ""
    """The key of a new unit; empty for one that is made up."""
    since: datetime | None = None
    """When a new unit was opened, if a file told it."""
    until: datetime | None = None
    """When it was closed again, likewise."""


@dataclass(frozen=True, slots=True)
class PeopleMove:
    """Those of one unit who go to another: ``learner_ids``, or everybody for None."""

    from_id: int
    to_id: int
    learner_ids: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Arrangement:
    """All that a deed does. ``successors`` says which unit stands in for which closed one."""

    changes: tuple[Change, ...]
    people: tuple[PeopleMove, ...] = ()
    successors: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A deed she is putting together: it is done only when she agrees, and once.

    ``unit_id`` is what it is about: the unit above for ADD, the one that stays for MERGE, the top of the file for LOAD;
    None is the top of the whole tree. ``parts`` are the names of a split's new units, ``placed`` says which unit
    below goes to which of them.
    """

    id: int
    made_by: int
    made_at: datetime
    deed: Deed
    unit_id: int | None
    name: str = ""
    level: Level | None = None
    target_id: int | None = None
    has_target: bool = False
    sources: tuple[int, ...] = ()
    parts: tuple[str, ...] = ()
    placed: tuple[tuple[int, int], ...] = ()
    done_id: int | None = None
    """The rearrangement it has become."""


@dataclass(frozen=True, slots=True)
class Rearrangement:
    """A deed that was done. ``needs`` are the units in which one must be allowed to undo it (0: the whole tree)."""

    id: int
    deed: Deed
    unit_id: int
    made_by: int | None
    made_at: datetime
    undone_at: datetime | None
    arrangement: Arrangement
    needs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Touched:
    """What hangs on units that are about to change."""

    units: int
    people: int
    invitations: int
    deadlines: int
    roles: int


def may_stand_under(level: Level, parent: Level | None) -> bool:
    """Whether a unit of that level can be put below one of that other level; equal levels can nest."""
    return parent is None or parent.rank <= level.rank


def levels_below(parent: Level | None) -> tuple[Level, ...]:
    """The levels offered for a new unit; the lowest can have its like below it."""
    if parent is None:
        return tuple(Level)
    return tuple(level for level in Level if level.rank > parent.rank) or (parent,)


def clean_unit_name(text: str) -> str | None:
    """A unit's name on one line with single spaces; None when it has no letter or digit, or is too long."""
    name = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    has_word = any(letter.isalnum() for letter in name)
    return name if has_word and len(name) <= LONGEST_NAME else None


def has_cycle(parents: Mapping[int, int | None], start: int) -> bool:
    """Whether going up from ``start`` comes back to where it has been."""
    seen = set()
    current: int | None = start
    while current is not None:
        if current in seen:
            return True
        seen.add(current)
        current = parents.get(current)
    return False

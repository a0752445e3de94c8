"""The Union's tree: provinces, communes, branches and groups."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime


class Level(enum.StrEnum):
    """How high a unit stands. The depth of the tree is free; levels only say what a node is called."""

    PROVINCE = "province"
    COMMUNE = "commune"
    BRANCH = "branch"
    GROUP = "group"

    @property
    def rank(self) -> int:
        """0 for the highest."""
        return list(Level).index(self)


@dataclass(frozen=True, slots=True)
class Unit:
    """A node of the tree. ``key`` is the name by which imports recognise it again."""

    id: int
    key: str
    parent_id: int | None
    level: Level
    name: str
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is in the tree of today."""
        return self.closed_at is None

    @property
    def takes_learners(self) -> bool:
        """Whether a cadre can belong to it directly."""
        return self.is_open and self.level in (Level.BRANCH, Level.GROUP)


@dataclass(frozen=True, slots=True)
class UnitPage:
    """Some of the units below ``parent``, and whether there are more before and after."""

    parent: Unit | None
    units: tuple[Unit, ...]
    page: int
    has_more: bool
    opens: frozenset[int] = frozenset()
    """The numbers of those that have others below them."""

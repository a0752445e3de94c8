"""A making: what is given to make the rest of a screen, when it is shown and outside every transaction that writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.domain.curriculum import Library
from bot.domain.managing import Right, has_right, has_right_in
from bot.storage.records import Records
from bot.texts import Texts

Snapshot = Records
"""Records of which none can be changed."""


@dataclass(frozen=True)
class Making:
    """The recipe's values, and what is taught and known now; ``records`` can only be read."""

    records: Snapshot
    values: Mapping[str, int | str]
    library: Library
    texts: Texts
    now: datetime
    zone: ZoneInfo
    first_admins: frozenset[str]
    folder: Path
    """Where the content lies."""

    @property
    def today(self) -> date:
        """The date where the learners live."""
        return self.now.astimezone(self.zone).date()

    def number(self, name: str) -> int:
        """A value that is a number."""
        return int(self.values[name])

    def may(self, right: Right) -> bool:
        """Whether who asked still holds the right in the unit (0: the whole tree): it may be made long after."""
        if str(self.values["chat"]) in self.first_admins:
            return True
        unit_id = self.number("unit")
        path = {unit.id for unit in self.records.units.path(unit_id)} if unit_id else set()
        return has_right_in(self.records.grants.of(self.number("learner")), right, path)

    def holds(self, right: Right) -> bool:
        """Whether who asked still holds the right anywhere."""
        is_first = str(self.values["chat"]) in self.first_admins
        return is_first or has_right(self.records.grants.of(self.number("learner")), right)

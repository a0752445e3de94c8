"""The audience of a broadcast: a unit with what is below it, narrowed by marks that must, or must not, be there.

Marks are joined by «and»; each may be turned into «not». Several roles that are wanted are alternatives, because
nobody has two.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace

from bot.domain.learner import Role


class Trait(enum.StrEnum):
    """How she stands in learning as a whole."""

    NOT_STARTED = "not_started"
    """She never opened a module."""
    UNDER_WAY = "under_way"
    """She began, and has not passed everything."""
    FINISHED = "finished"
    """She passed every module that is taught."""
    FAILED = "failed"
    """The result of some module was not enough, and she has not passed it since."""
    SILENT = "silent"
    """Nothing was heard from her for some days."""


Mark = Trait | Role
SILENT_DAYS = (7, 14, 30)


def mark_of(word: str) -> Mark | None:
    """The mark that a button names; None for anything else."""
    for kind in (Trait, Role):
        if word in kind.__members__.values():
            return kind(word)
    return None


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a broadcast is for; ``unit_id`` None is the whole tree."""

    unit_id: int | None = None
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    silent_days: int = 14

    def turned(self, mark: Mark) -> Audience:
        """The same after a tap on a mark: from «either» to «must be», to «must not be», and back."""
        wanted = [each for each in self.wanted if each != mark.value]
        unwanted = [each for each in self.unwanted if each != mark.value]
        if mark.value in self.wanted:
            unwanted.append(mark.value)
        elif mark.value not in self.unwanted:
            wanted.append(mark.value)
        return replace(self, wanted=tuple(sorted(wanted)), unwanted=tuple(sorted(unwanted)))

    def with_next_silence(self) -> Audience:
        """The same with the next number of days that count as silence."""
        place = SILENT_DAYS.index(self.silent_days) if self.silent_days in SILENT_DAYS else -1
        return replace(self, silent_days=SILENT_DAYS[(place + 1) % len(SILENT_DAYS)])

    def roles(self) -> tuple[frozenset[Role], frozenset[Role]]:
        """The roles wanted (none: all) and unwanted."""
        known = set(Role.__members__.values())
        return (
            frozenset(Role(word) for word in self.wanted if word in known),
            frozenset(Role(word) for word in self.unwanted if word in known),
        )

    def traits(self) -> tuple[frozenset[Trait], frozenset[Trait]]:
        """The traits that must be there, and those that must not."""
        known = set(Trait.__members__.values())
        return (
            frozenset(Trait(word) for word in self.wanted if word in known),
            frozenset(Trait(word) for word in self.unwanted if word in known),
        )

    def takes(self, role: Role | None, traits: frozenset[Trait]) -> bool:
        """Whether somebody of the unit with that role and these traits belongs to it."""
        roles, not_roles = self.roles()
        must, must_not = self.traits()
        has_role = (not roles or role in roles) and role not in not_roles
        return has_role and must <= traits and not must_not & traits

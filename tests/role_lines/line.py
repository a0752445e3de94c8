"""What a line of the role matrix is, and where its action is tried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.invitation import hash_of
from bot.domain.managing import AdminRole, Right
from bot.screens.codes import Action, encode
from bot.screens.incoming import Act
from bot.screens.organising import roles_actions as ra
from bot.storage.records import Records
from handlers.access import Open


@dataclass
class Spot:
    """Where an action is tried: in a unit, by somebody who holds a role in perhaps another one."""

    records: Records
    now: datetime
    unit: int
    her: int
    """The learner she is."""
    her_grant: int
    """The number of the role she herself holds; 0 when she holds none."""
    giver: int
    """A learner who is not she; a first administrator."""
    wanted: str = ""
    """What her chat remembers that she came for."""

    def grant_here(self) -> int:
        """The number of a role that somebody else holds in the unit."""
        return self.records.grants.give(self.giver, self.unit, AdminRole.VIEWER, None, self.now).id

    def link_here(self) -> int:
        """The number of a link that offers a role in the unit."""
        until = self.now.replace(year=self.now.year + 1)
        token_hash = hash_of(f"link in {self.unit}")
        return self.records.role_links.add(token_hash, self.unit, AdminRole.AUTHOR, self.giver, self.now, until)

    def opened_link(self) -> int:
        """The same, when she has opened it."""
        link = self.link_here()
        self.wanted = encode(ra.SeeOffer(link))
        return link


@dataclass(frozen=True)
class Line:
    """One action. ``deed`` is what it writes into the audit; empty when it only reads."""

    access: Open | Right
    example: Callable[[Spot], Action]
    deed: str = ""
    names_unit: bool = True
    """Whether the action carries, directly or by what it is about, a unit in which the right has to be held."""
    drafts: frozenset[str] = frozenset()
    """Tables it may change without a deed: what is only begun, and hers alone."""
    also: tuple[str, ...] = ()
    """Deeds that follow from it by themselves, and are written down before it."""


@dataclass(frozen=True)
class AskedLine:
    """Something she is asked to type or to send; ``subject`` is what the chat remembers that it is about."""

    access: Open | Right
    says: Act
    subject: Callable[[Spot], str] = lambda _spot: ""
    names_unit: bool = True


def reads(access: Open | Right, example: Action) -> Line:
    """What only shows something and names no unit."""
    return Line(access, lambda _spot: example, names_unit=False)

"""Who may do what: an admin role in a unit gives rights in that unit and in everything below it.

The roles are few and fixed, so the whole matrix fits a screen. A unit of ``None`` is the whole tree.
"""

from __future__ import annotations

import enum
import random
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.invitation import new_token

ROLE_LINK_LASTS = timedelta(days=7)
ROLE_MARK = "quyen-"
"""What the token of a role begins with, so that it is never taken for an invitation into a unit."""

COMMAND_LINE = "command line"
"""In the audit, in the place of a chat: the operator did it on the server."""

OWN_ACCORD = "bot"
"""The same, where nobody did it: the bot noticed something by itself."""


class AdminRole(enum.StrEnum):
    """What somebody was entrusted with."""

    OWNER = "owner"
    ORGANISER = "organiser"
    AUTHOR = "author"
    VIEWER = "viewer"
    CONFIDANT = "confidant"
    """Women of the unit may write to her in private. It gives no other right, and no other role gives this one."""


class Right(enum.StrEnum):
    """One kind of thing that can be done with a unit."""

    SEE_RESULTS = "see_results"
    """Read counts and results of a unit."""
    CONTACT = "contact"
    """Send broadcasts, set deadlines, answer questions."""
    ENROL = "enrol"
    """Load the roster, invite, print posters."""
    ARRANGE = "arrange"
    """Change the tree."""
    WRITE = "write"
    """Change what is taught, and see how its questions do."""
    APPOINT = "appoint"
    """Give and withdraw admin roles."""
    AUDIT = "audit"
    """Read what was done."""
    CONFIDE = "confide"
    """Read the private threads that were opened with oneself."""


RIGHTS: dict[AdminRole, frozenset[Right]] = {
    AdminRole.OWNER: frozenset(Right) - {Right.WRITE, Right.CONFIDE},
    AdminRole.ORGANISER: frozenset({Right.SEE_RESULTS, Right.CONTACT, Right.ENROL}),
    AdminRole.AUTHOR: frozenset({Right.WRITE}),
    AdminRole.VIEWER: frozenset({Right.SEE_RESULTS}),
    AdminRole.CONFIDANT: frozenset({Right.CONFIDE}),
}
"""The matrix. An owner who also writes is given both roles, so that the audit can tell them apart."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held in a unit; ``unit_id`` None is the whole tree. ``id`` 0 is an administrator of ``ADMIN_IDS``."""

    id: int
    learner_id: int
    unit_id: int | None
    role: AdminRole
    granted_at: datetime


def grants_of_first_admin(learner_id: int, since: datetime) -> tuple[Grant, ...]:
    """What the operator's settings entrust the first administrators with; nothing of it is stored."""
    return tuple(Grant(0, learner_id, None, role, since) for role in (AdminRole.OWNER, AdminRole.AUTHOR))


def has_right(grants: Iterable[Grant], right: Right) -> bool:
    """Whether the right is held anywhere at all."""
    return any(right in RIGHTS[grant.role] for grant in grants)


def has_right_in(grants: Iterable[Grant], right: Right, path: Collection[int]) -> bool:
    """Whether the right is held in a unit, given the numbers of the unit and of all above it.

    An empty ``path`` asks for the whole tree.
    """
    return any(right in RIGHTS[grant.role] and (grant.unit_id is None or grant.unit_id in path) for grant in grants)


def units_with_right(grants: Iterable[Grant], right: Right) -> tuple[int | None, ...]:
    """Where the right is held: numbers of units, each once; ``(None,)`` when it is held in the whole tree."""
    held = [grant.unit_id for grant in grants if right in RIGHTS[grant.role]]
    return (None,) if None in held else tuple(dict.fromkeys(held))


@dataclass(frozen=True, slots=True)
class RoleLink:
    """A role offered by a link that holds once, for a week; ``created_by`` None when the giver has left."""

    id: int
    unit_id: int | None
    role: AdminRole
    created_by: int | None
    created_at: datetime
    expires_at: datetime
    is_spent: bool
    """Whether it was used or withdrawn."""

    def is_open(self, now: datetime) -> bool:
        """Whether somebody can still accept it."""
        return not self.is_spent and self.created_by is not None and now < self.expires_at


def new_role_token(dice: random.Random) -> str:
    """The token of a role link: the mark and 128 random bits. ``dice`` must be a ``SystemRandom`` in production."""
    return ROLE_MARK + new_token(dice)


def is_role_token(token: str) -> bool:
    """Whether a deep link offers a role, and not a place in a unit."""
    return token.startswith(ROLE_MARK)


@dataclass(frozen=True, slots=True)
class OwnMenu:
    """The command menu of one chat, where it is not everybody's: in her language, with the organisers' command."""

    language: str
    is_organiser: bool


class MenuTold(enum.Enum):
    """What came of telling a channel which commands a chat is offered."""

    DONE = "done"
    UNREACHABLE = "unreachable"
    NOT_NOW = "not_now"

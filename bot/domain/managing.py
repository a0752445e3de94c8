"""Who may do what: an admin role in a unit gives rights in that unit and in everything below it.

The roles are few and fixed, so the whole matrix fits a screen. A unit of ``None`` is the whole tree.
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime


class AdminRole(enum.StrEnum):
    """What somebody was entrusted with."""

    OWNER = "owner"
    ORGANISER = "organiser"
    AUTHOR = "author"
    VIEWER = "viewer"


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


RIGHTS: dict[AdminRole, frozenset[Right]] = {
    AdminRole.OWNER: frozenset(Right) - {Right.WRITE},
    AdminRole.ORGANISER: frozenset({Right.SEE_RESULTS, Right.CONTACT, Right.ENROL}),
    AdminRole.AUTHOR: frozenset({Right.WRITE}),
    AdminRole.VIEWER: frozenset({Right.SEE_RESULTS}),
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

"""A shift: what a regular job is given to work with."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.domain.curriculum import Library
from bot.domain.house import HouseRules
from bot.domain.managing import MenuTold, OwnMenu
from bot.screens.screen import Screen
from bot.storage.database import Database
from bot.texts import Texts


@dataclass(frozen=True)
class Shift:
    """The database, what is taught, what time it is, and what the operator set."""

    database: Database
    clock: Clock
    dice: random.Random
    zone: ZoneInfo
    library: Callable[[], Library]
    texts: Callable[[str], Texts]
    """The sentences of a language."""
    quiet_from: time
    quiet_until: time
    weekly_budget: int
    bulk_per_second: int
    first_admins: frozenset[str]
    """The chats of the first administrators."""
    menu_wording: Callable[[OwnMenu], str]
    """A mark of how a chat's own menu reads now."""
    set_menu: Callable[[str, OwnMenu | None], Awaitable[MenuTold]]
    """Tells the channel which menu of its own a chat has; none: everybody's."""
    broadcast_agreement: int
    """How many people one organiser may write to alone."""
    edit: Callable[[str, int, Screen], Awaitable[bool]]
    """Puts a screen in the place of a message in a chat; False when that cannot be done now."""

    @property
    def house(self) -> HouseRules:
        """What the operator set for everything that is sent unasked."""
        return HouseRules(
            self.quiet_from, self.quiet_until, self.weekly_budget, self.bulk_per_second, self.broadcast_agreement
        )

    @property
    def now(self) -> datetime:
        """The instant it is."""
        return self.clock.now()

    @property
    def today(self) -> date:
        """The date where the learners live."""
        return self.clock.now().astimezone(self.zone).date()


@dataclass(frozen=True)
class Job:
    """Something done every so many seconds; ``work`` returns how many things it did."""

    name: str
    seconds: int
    work: Callable[[Shift], Awaitable[int]]

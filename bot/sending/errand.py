"""What the sender is given from outside, and one delivery in its hands. It knows no channel and no handler by name."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.domain.curriculum import Library
from bot.domain.delivery import Delivery, DeliveryKind, Outcome, Rules
from bot.domain.house import HouseRules
from bot.screens.screen import Reply
from bot.services.sending import Sending
from bot.storage.database import Database
from bot.texts import Texts


class TicketLike(Protocol):
    """Leave to send one message."""

    def give_back(self) -> None:
        """Nothing was sent after all."""
        ...


class MeterLike(Protocol):
    """Whoever gives leave."""

    async def bulk_within(self, rest: float) -> TicketLike | None:
        """Wait until one more message may leave; None when nothing may for longer than ``rest`` seconds."""
        ...

    def rest(self, seconds: float) -> None:
        """Let nothing leave for so long."""
        ...


Uploads = list[tuple[str, str]]
Send = Callable[[int, Reply, Any], Awaitable[tuple[Outcome, Uploads]]]
"""Sends to an address, with the ticket of the same channel's meter."""


async def nothing(_kind: DeliveryKind, _subject: int) -> None:
    """Nobody is told of many failures."""


@dataclass(frozen=True)
class Errands:
    """The ends of the sender's wires, one a field."""

    database: Database
    clock: Clock
    dice: random.Random
    zone: ZoneInfo
    library: Callable[[], Library]
    texts: Callable[[str], Texts]
    """The sentences of a language."""
    rules: Rules
    house: HouseRules
    composers: Mapping[DeliveryKind, Callable[[Sending], Reply | None]]
    bot_id: int
    address_of: Callable[[str], int | None]
    meter: MeterLike
    send: Send
    on_many_failures: Callable[[DeliveryKind, int], Awaitable[None]] = nothing
    """Told when most of the last fifty outcomes of one thing were failures that are not hers."""
    first_admins: frozenset[str] = frozenset()
    """The chats of the first administrators."""
    batch: int = 25
    """How many are looked at in one transaction."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that is being sent: where to, and in which words."""

    delivery: Delivery
    chat_id: str
    address: int
    reply: Reply

"""What the desk and the replies are given from outside: the channel, the handlers, the content, time and chance.

They know none of it by name, so that another channel is another wiring.
"""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.domain.curriculum import Library
from bot.domain.files import SentFile
from bot.domain.house import HouseRules
from bot.domain.learner import Chat
from bot.screens.incoming import Incoming
from bot.screens.screen import Outgoing, Reply
from bot.services.visit import Visit
from bot.texts import Languages

Answer = Callable[[Visit, Incoming], Reply]


class ShownLike(Protocol):
    """What showing a reply tells: uploads to remember, and whether she is out of reach."""

    uploads: list[tuple[str, str]]
    is_unreachable: bool


@dataclass(frozen=True)
class Wiring:
    """The ends of the wires, one a field."""

    bot_id: int
    private_link: str
    lane_of: Callable[[dict[str, Any]], str]
    address_of: Callable[[str], int | None]
    """Where a lane's person is reached; None when there is nobody who waits for an answer."""
    read: Callable[[dict[str, Any]], Incoming | None]
    show: Callable[[Outgoing], Awaitable[ShownLike]]
    answer: Answer
    library: Callable[[], Library]
    texts: Languages
    clock: Clock
    dice: random.Random
    zone: ZoneInfo
    grace: float
    """Seconds after a start before anything is tried again that may have ended the process."""
    house: HouseRules
    first_admins: frozenset[str]
    """The chats of the first administrators."""
    fetch: Callable[[SentFile], Awaitable[bytes | None]]
    """What is in a file; None when it is too big or cannot be had."""
    reads_files: Callable[[Chat], bool]
    """Whether a file sent in that chat is to be fetched, because it was asked for."""
    examine: Callable[[Chat, SentFile, bytes], object]
    """What comes of such a file before the transaction; it may take seconds, and runs beside everything else."""
    look: Callable[[Visit, object], object]
    """What that comes to beside what is known, on a snapshot that cannot be changed."""
    not_now: tuple[type[Exception], ...]
    """Errors of ``show`` after which the reply stays in the outbox; after any other it never can be shown."""
    told_to_wait: Callable[[Exception], float]
    """Seconds before which such an error forbids another try."""

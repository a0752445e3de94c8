"""Who may: how every line of the tables says to whom it is open."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.domain.managing import Right
from bot.errors import NotAllowedError
from bot.screens.incoming import Act, Said, SentSomething
from bot.screens.screen import Reply, Screen
from bot.services.drafting import Bench
from bot.services.visit import Visit

Handler = Callable[[Visit, Any], Reply]


class Open(enum.Enum):
    """Anybody, who has agreed, who has joined, who holds any admin role. A ``Right`` in its place asks for that."""

    ANYBODY = 0
    AGREED = 1
    JOINED = 2
    ORGANISER = 3


@dataclass(frozen=True)
class Asked:
    """Something she was asked to type or to send, in a conversation of her own."""

    access: Open | Right
    screen: Callable[[Visit], Screen]
    """What asks for it, shown again when she asks where she is."""
    take: Callable[[Visit, Act], Reply]
    """Takes what she said (``Said``) or sent (``SentSomething``)."""
    reads_files: bool = False
    """Whether what is in a file is to be fetched before."""
    examine: Callable[[Bench, str, str, bytes], object] | None = None
    """What is done with the file before the transaction, because it takes its time; given the chat's subject, the
    file's name and what is in it."""
    look: Callable[[Visit, Any], object] | None = None
    """What ``examine`` found beside what is known: on a snapshot, before the transaction. Whoever takes it trusts
    nothing that has changed since, and looks herself where it was not done."""
    is_for_others: bool = False
    """Whether it is meant for others: words of danger in it are taken too, and the numbers to call shown beside."""
    hears_danger: bool = False
    """Whether words of danger belong in it: they are taken as they are, and its own screens lead to the numbers."""

    def is_said_there(self, act: Act) -> bool:
        """Whether words of danger in what she did belong where she is, and open nothing."""
        return self.hears_danger and isinstance(act, Said | SentSomething)


def must_be_open(visit: Visit, access: Open | Right) -> None:
    """NotAllowedError where it takes an admin role that she does not hold anywhere."""
    if (isinstance(access, Right) and not visit.may(access)) or (access is Open.ORGANISER and not visit.grants):
        raise NotAllowedError

"""Who may: how every line of the tables says to whom it is open."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.domain.managing import Right
from bot.errors import NotAllowedError, StaleButtonError
from bot.screens.incoming import Act
from bot.screens.screen import Reply, Screen
from bot.services.file_look import FileLook
from bot.services.visit import Visit

Handler = Callable[[Visit, Any], Reply]


class Open(enum.Enum):
    """Anybody, who has agreed, who has joined, who holds any admin role. A ``Right`` in its place asks for that."""

    ANYBODY = 0
    AGREED = 1
    JOINED = 2
    ORGANISER = 3


Opened = TypeVar("Opened")
Found = TypeVar("Found")


@dataclass(frozen=True)
class Asked:
    """Something she was asked to type or to send, in a conversation of her own."""

    access: Open | Right
    screen: Callable[[Visit], Screen]
    """What asks for it, shown again when she asks where she is."""
    take: Callable[[Visit, Act], Reply]
    """Takes what she said (``Said``) or sent (``SentSomething``)."""
    file: FileLook | None = None
    """How a file is opened and looked at before; None where none is to be fetched."""
    is_for_others: bool = False
    """Whether it is meant for others: words of danger in it are taken too, and the numbers to call shown beside."""


def looked_at(open_file: Callable[[str, bytes], Opened], look: Callable[[Visit, Opened], Found]) -> FileLook:
    """Open and look at a file before it is taken; what is refused is refused when it is taken."""

    def beforehand(visit: Visit, opened: Opened) -> Found | None:
        try:
            return look(visit, opened)
        except (NotAllowedError, StaleButtonError):
            return None

    return FileLook(open_file, beforehand)


def must_be_open(visit: Visit, access: Open | Right) -> None:
    """NotAllowedError where it takes an admin role that she does not hold anywhere."""
    if (isinstance(access, Right) and not visit.may(access)) or (access is Open.ORGANISER and not visit.grants):
        raise NotAllowedError

"""Misfortunes that can be ordered: what goes wrong with the next calls, and how.

A fault without a method strikes any call but ``getUpdates``, which polls all the time and would swallow it; name the
method to strike that one, or ``MESSAGES`` to strike whatever speaks to people. Faults are used up in the order they
were ordered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.wire import Json

KINDS = (
    "429",
    "500",
    "502",
    "timeout_before",
    "timeout_after",
    "reset_before",
    "reset_after",
    "redeliver",
    "slow",
)
MESSAGES = "messages"
"""In the place of a method: every method that writes, changes or answers something a person sees."""
_SPEAKING = ("send", "edit", "copy", "forward", "delete", "answercallbackquery")
_SILENT = ("sendchataction", "deletewebhook", "deletemycommands")


@dataclass(slots=True)
class Fault:
    """One misfortune, ``times`` times over; ``seconds`` is how long a connection is held or an answer is late."""

    kind: str
    times: int = 1
    method: str | None = None
    chat_id: int | None = None
    retry_after: int = 3
    seconds: float = 30.0

    def strikes(self, method: str, chat_id: int | None) -> bool:
        """Whether it befalls this call."""
        if self.kind == "redeliver" or self.chat_id not in (None, chat_id):
            return False
        if self.method is None:
            return method.lower() != "getupdates"
        name = method.lower()
        if self.method == MESSAGES:
            return name.startswith(_SPEAKING) and name not in _SILENT
        return name == self.method.lower()


class Faults:
    """The faults that are still to come."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._waiting: list[Fault] = []
        self._changed = changed

    def add(
        self,
        kind: str | int,
        times: int = 1,
        method: str | None = None,
        chat_id: int | None = None,
        *,
        retry_after: int = 3,
        seconds: float | None = None,
    ) -> Fault:
        """Order a fault; ValueError for a kind that does not exist or a number that makes no sense."""
        if str(kind) not in KINDS:
            raise ValueError(f"unknown kind of fault {kind!r}; there are {', '.join(KINDS)}")
        if times < 1 or retry_after < 1 or (seconds is not None and seconds < 0):
            raise ValueError("times and retry_after are at least 1, seconds at least 0")
        lasts = seconds if seconds is not None else (1.0 if str(kind) == "slow" else 30.0)
        fault = Fault(str(kind), times, method, chat_id, retry_after, lasts)
        self._waiting.append(fault)
        self._changed()
        return fault

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault that befalls this call, counted down, or None."""
        return self._use(next((fault for fault in self._waiting if fault.strikes(method, chat_id)), None))

    def take_redelivery(self) -> bool:
        """Whether an update that was just acknowledged is to be given once more."""
        return self._use(next((fault for fault in self._waiting if fault.kind == "redeliver"), None)) is not None

    def clear(self) -> None:
        """Cancel whatever was ordered."""
        self._waiting.clear()
        self._changed()

    def as_json(self) -> list[Json]:
        """What is still to come, for the page."""
        return [{"kind": fault.kind, "times": fault.times, "method": fault.method} for fault in self._waiting]

    def _use(self, fault: Fault | None) -> Fault | None:
        if fault is None:
            return None
        fault.times -= 1
        if fault.times == 0:
            self._waiting.remove(fault)
        self._changed()
        return fault

"""What the bot called and what came of it, for the page and for tests that count."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime

from bot.sandbox.wire import Json

_ERRORS_KEPT = 20
_CALLS_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Called:
    """One call: when, what, for which chat, and the status it got (0 when it got no answer)."""

    at: datetime
    method: str
    chat_id: int | None
    status: int


class Journal:
    """The calls so far."""

    def __init__(self) -> None:
        self.count = 0
        self.calls: deque[Called] = deque(maxlen=_CALLS_KEPT)
        self.errors: deque[Json] = deque(maxlen=_ERRORS_KEPT)

    def note(self, called: Called, description: str = "") -> Json | None:
        """Write a call down; returns what is told of it if it was refused."""
        self.count += 1
        self.calls.append(called)
        if called.status < 400:
            return None
        error: Json = {"method": called.method, "code": called.status, "description": description}
        self.errors.append(error)
        return error

    def accepted(self, *methods: str) -> list[Called]:
        """The calls of these methods that were answered with success."""
        return [called for called in self.calls if called.status == 200 and called.method in methods]

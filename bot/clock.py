"""The clock: the only place that asks what time it is.

Instants are UTC; ``Asia/Ho_Chi_Minh`` (or what the operator set) appears at the edge only. The sandbox moves
its clock forward; nothing else may.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What everything that needs the time is given."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait that long."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - this is the one place

    async def sleep(self, seconds: float) -> None:
        """Wait that long."""
        await asyncio.sleep(seconds)


class MovableClock:
    """The machine's clock plus an offset that only grows: for the sandbox, where next week can be seen now."""

    def __init__(self, base: Clock | None = None) -> None:
        self._base = base or SystemClock()
        self._offset = timedelta()

    def now(self) -> datetime:
        """The shifted instant, in UTC."""
        return self._base.now() + self._offset

    async def sleep(self, seconds: float) -> None:
        """Wait that long in real time: a moved clock does not make the network faster."""
        await self._base.sleep(seconds)

    def move(self, by: timedelta) -> None:
        """Move forward; ValueError for a step back, because stored instants would lie in the future."""
        if by < timedelta():
            raise ValueError("a clock moves forward only")
        self._offset += by


class FrozenClock:
    """A clock that stands still until it is moved, for tests."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        """The instant it stands at, in UTC."""
        return self._at

    async def sleep(self, seconds: float) -> None:
        """Let the others run, and let that much time have passed."""
        self._at += timedelta(seconds=seconds)
        await asyncio.sleep(0)

    def move(self, by: timedelta) -> None:
        """Move forward by ``by``; ValueError for a step back."""
        if by < timedelta():
            raise ValueError("a clock moves forward only")
        self._at += by

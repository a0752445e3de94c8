"""A clock that runs faster than the machine's, by the same measure in every process that is told its beginning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import SystemClock


@dataclass(frozen=True)
class HurryingClock:
    """Counts ``speed`` seconds for one of the machine's, since ``since``."""

    since: datetime
    speed: float

    def now(self) -> datetime:
        """The hurried instant, in UTC."""
        passed = (SystemClock().now() - self.since).total_seconds()
        return self.since + timedelta(seconds=passed * self.speed)

    async def sleep(self, seconds: float) -> None:
        """Wait that long by this clock."""
        await SystemClock().sleep(seconds / self.speed)

"""Quiet hours: the part of the day, where she lives, in which nothing is sent unasked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one time of day until another, perhaps over midnight; none at all when both are the same."""

    begins: time
    ends: time
    zone: ZoneInfo

    def holds(self, at: datetime) -> bool:
        """Whether it is quiet at that instant."""
        clock = at.astimezone(self.zone).time()
        if self.begins <= self.ends:
            return self.begins <= clock < self.ends
        return clock >= self.begins or clock < self.ends

    def over_at(self, at: datetime) -> datetime:
        """The first instant, in UTC, from ``at`` on at which speaking is allowed again; ``at`` itself outside them.

        The end of a quiet night may not exist, or come twice, when the clocks are changed.
        """
        if not self.holds(at):
            return at
        day = at.astimezone(self.zone).date()
        ends = (
            datetime.combine(day + timedelta(days=later), self.ends, self.zone).replace(fold=fold).astimezone(UTC)
            for later in range(3)
            for fold in (0, 1)
        )
        return next(end for end in ends if end > at and not self.holds(end))

"""The weekly contact budget: how often she is spoken to unasked in any seven days, by all levels together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

WEEK = timedelta(days=7)


def room_at(contacts: Iterable[datetime], budget: int, now: datetime) -> datetime | None:
    """When one more contact fits: ``now``, or once the oldest that stands in the way is a week old.

    ``contacts`` are those that reached her or may have. None when the budget is nothing.
    """
    if budget <= 0:
        return None
    recent = sorted(at for at in contacts if at > now - WEEK)
    return now if len(recent) < budget else recent[-budget] + WEEK

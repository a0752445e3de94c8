"""How many messages Telegram takes: 30 in any second in all, about one a second in one chat, 20 a minute in a group.

Only what makes a new message counts. Edits, deletions, chat actions and answers to taps do not: Telegram limits
those elsewhere and far more widely, and publishes no number.
"""

from __future__ import annotations

import math
from collections import deque
from datetime import datetime, timedelta

PER_SECOND = 30
BURST_IN_CHAT = 5
PER_MINUTE_IN_GROUP = 20
_SECOND = timedelta(seconds=1)
_MINUTE = timedelta(minutes=1)


class RateLimits:
    """The log of what was taken lately; ``is_on`` switches the limits off."""

    def __init__(self, *, is_on: bool = True) -> None:
        self.is_on = is_on
        self._overall: deque[datetime] = deque()
        self._groups: dict[int, deque[datetime]] = {}
        self._chats: dict[int, tuple[float, datetime]] = {}

    def seconds_to_wait(self, chat_id: int, now: datetime, messages: int = 1) -> int:
        """Take the messages and say 0, or say how many whole seconds to wait and take nothing."""
        if not self.is_on:
            return 0
        waits = [_wait(self._overall, now, _SECOND, PER_SECOND, messages), self._wait_in_chat(chat_id, now, messages)]
        group = self._groups.setdefault(chat_id, deque()) if chat_id < 0 else None
        if group is not None:
            waits.append(_wait(group, now, _MINUTE, PER_MINUTE_IN_GROUP, messages))
        if longest := max(waits):
            return math.ceil(longest)
        self._overall.extend([now] * messages)
        left, _ = self._bucket(chat_id, now)
        self._chats[chat_id] = (left - messages, now)
        if group is not None:
            group.extend([now] * messages)
        return 0

    def _bucket(self, chat_id: int, now: datetime) -> tuple[float, datetime]:
        left, at = self._chats.get(chat_id, (float(BURST_IN_CHAT), now))
        return min(BURST_IN_CHAT, left + (now - at).total_seconds()), now

    def _wait_in_chat(self, chat_id: int, now: datetime, messages: int) -> float:
        """An album is taken as long as one message would be: it is one act of the sender."""
        left, _ = self._bucket(chat_id, now)
        return 0.0 if left >= min(messages, 1) else 1.0 - left


def _wait(taken: deque[datetime], now: datetime, span: timedelta, limit: int, messages: int) -> float:
    while taken and taken[0] <= now - span:
        taken.popleft()
    surplus = len(taken) + messages - limit
    if surplus <= 0:
        return 0.0
    return (taken[min(surplus, len(taken)) - 1] + span - now).total_seconds()

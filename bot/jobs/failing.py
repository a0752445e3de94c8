"""The table of what is to happen when most deliveries of one thing fail for reasons that are not the people's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.domain.delivery import DeliveryKind
from bot.jobs.shift import Shift

ManyFailures = Callable[[Shift, int], Awaitable[None]]
"""Is given the subject of the deliveries: the number of the broadcast, for one."""

MANY_FAILURES: dict[DeliveryKind, ManyFailures] = {}

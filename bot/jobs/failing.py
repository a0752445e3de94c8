"""The table of what is to happen when most deliveries of one thing fail for reasons that are not the people's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.domain.delivery import DeliveryKind
from bot.jobs.shift import Shift
from bot.services.broadcasting import pause_for_failures

ManyFailures = Callable[[Shift, int], Awaitable[None]]
"""Is given the subject of the deliveries: the number of the broadcast, for one."""


async def _pause_broadcast(shift: Shift, broadcast_id: int) -> None:
    await shift.database.run(pause_for_failures, broadcast_id, shift.now)


MANY_FAILURES: dict[DeliveryKind, ManyFailures] = {DeliveryKind.BROADCAST: _pause_broadcast}

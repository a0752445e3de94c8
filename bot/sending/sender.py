"""The sender: sweeps what is due. Leave of the meter, commit «sending», send, commit the outcome.

A crash loses nothing, and what was between two of these commits at that instant is the most that can come twice.
Only whoever holds the lease sends.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict, deque
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.delivery import BLOCKED, Came, DeliveryKind, DeliveryState, Outcome, Settlement, Verdict
from bot.metrics import Metrics
from bot.patience import Patience
from bot.sending.errand import Claimed, Errands, TicketLike, Uploads
from bot.sending.steps import claim, give_up, note, recover, sort_out
from bot.storage.records import Records
from bot.trouble import log_trouble

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=15)
RENEWED_BEFORE = timedelta(seconds=10)
LONGEST_REST = 5.0
"""A longer pause ends the sweep; the next one finds what is still due."""
SWEEP_SECONDS = 1.0
TAKING_OVER = 1.0
GOODBYE_SECONDS = 5.0
LATEST, MOST_WATCHED = 50, 100


class Sender:
    """One for a process."""

    def __init__(self, errands: Errands, metrics: Metrics) -> None:
        self.errands = errands
        self._metrics = metrics
        self._patience = Patience(errands.database, errands.clock)
        self._turn = asyncio.Lock()
        self._landed = asyncio.Event()
        self._in_hand: dict[int, int] = {}
        self._epoch = 0
        self._held_until: datetime | None = None
        self._is_stopping = False
        self._done = 0
        self._latest: OrderedDict[tuple[DeliveryKind, int], deque[bool]] = OrderedDict()

    async def run(self) -> None:
        """Sweep every second, for ever."""
        while not self._is_stopping:
            try:
                await self.sweep()
            except Exception as error:
                log_trouble(logger, "a sweep", error, self.errands.dice)
            await self.errands.clock.sleep(SWEEP_SECONDS)

    async def sweep(self) -> int:
        """Send, move or end everything that is due; how many that were. 0 where another process holds the lease."""
        async with self._turn:
            before = self._done
            async with asyncio.TaskGroup() as group:
                while not self._is_stopping and await self._round(group):
                    pass
            since = await self._patience.run(_waiting_since, self.errands.clock.now())
            now = self.errands.clock.now()
            self._metrics.behind.set((now - since).total_seconds() if since is not None else 0)
            if self._done > before:
                logger.info("deliveries: %d", self._done - before)
            return self._done - before

    async def stop(self) -> None:
        """Begin nothing more, let what is under way come to its end, and give the lease away."""
        self._is_stopping = True
        try:
            async with asyncio.timeout(GOODBYE_SECONDS), self._turn:
                if self._held_until is not None:
                    await self.errands.database.run(_let_go, self._epoch, self.errands.clock.now())
        except Exception as error:  # a lease that is not given away ends by itself
            logger.info("the sender stopped without a goodbye: %s", type(error).__name__)

    async def _round(self, group: asyncio.TaskGroup) -> bool:
        """Begin the next few; False when there is nothing more to begin."""
        if not await self._holds():
            return False
        sorted_out = await self._patience.run(sort_out, self.errands, self._epoch, tuple(self._in_hand))
        self._note_moved(sorted_out.moved)
        # Two to the same person, claimed at once by two database threads, would not see each other.
        free = [one for one in sorted_out.ready if one.learner_id not in self._in_hand.values()]
        for one in free:
            ticket = await self.errands.meter.bulk_within(LONGEST_REST)
            if ticket is None:
                return False
            if self._is_stopping or not await self._holds():
                ticket.give_back()
                return False
            self._in_hand[one.id] = one.learner_id
            group.create_task(self._deliver(one.id, ticket))
        if free or sorted_out.moved:
            return True
        if not self._in_hand:
            return False
        self._landed.clear()
        await self._landed.wait()
        return True

    async def _holds(self) -> bool:
        """Whether the lease is ours; it is renewed in good time."""
        now = self.errands.clock.now()
        if self._held_until is not None and self._held_until - now > RENEWED_BEFORE:
            return True
        epoch = await self._patience.run(_hold, self._epoch, now, now + LEASE)
        if epoch is None:
            self._held_until = None
            return False
        self._held_until = now + LEASE
        if epoch != self._epoch:
            self._epoch = epoch
            # What the one before has sent in this second counts for Telegram, and nobody here knows how much it was.
            self.errands.meter.rest(TAKING_OVER)
            await self._recover()
        return True

    async def _recover(self) -> None:
        while left := await self._patience.run(recover, self._epoch, tuple(self._in_hand), self.errands.clock.now()):
            logger.warning("%d deliveries were under way when a process ended", len(left))
            for settlement in left:
                self._count(settlement)

    async def _deliver(self, delivery_id: int, ticket: TicketLike) -> None:
        """One delivery from its claim to its outcome. Its ticket is used or given back, whatever happens."""
        try:
            claimed = await self._claimed(delivery_id)
            if not isinstance(claimed, Claimed):
                ticket.give_back()
                self._note_moved([claimed] if claimed is not None else [])
                return
            outcome, uploads = await self._send(claimed, ticket)
            now = self.errands.clock.now()
            settlement = await self._patience.run(note, claimed, outcome, uploads, self.errands.bot_id, now)
            if settlement is not None:
                self._count(settlement)
                await self._watch(claimed.delivery.kind, claimed.delivery.subject, settlement)
        except Exception as error:
            log_trouble(logger, "a delivery", error, self.errands.dice)
        finally:
            self._in_hand.pop(delivery_id, None)
            self._landed.set()

    async def _claimed(self, delivery_id: int) -> Claimed | Verdict | None:
        try:
            return await self._patience.run(claim, self.errands, self._epoch, delivery_id)
        except Exception as error:  # the composer's fault: it would come again with every sweep
            code = log_trouble(logger, "wording a delivery", error, self.errands.dice)
            now = self.errands.clock.now()
            await self._patience.run(give_up, delivery_id, f"code {code}", now)
            return Verdict(DeliveryState.FAILED, now, f"code {code}")

    async def _send(self, claimed: Claimed, ticket: TicketLike) -> tuple[Outcome, Uploads]:
        try:
            return await self.errands.send(claimed.address, claimed.reply, ticket)
        except Exception as error:  # a fault of ours in making the message: no try will mend it
            code = log_trouble(logger, "making a message", error, self.errands.dice)
            return Outcome(Came.REFUSED, reason=f"code {code}"), []

    def _note_moved(self, moved: Sequence[Verdict]) -> None:
        self._done += len(moved)
        for verdict in moved:
            name = "moved" if verdict.state is DeliveryState.PENDING else verdict.state.value
            self._metrics.deliveries.labels(name).inc()

    def _count(self, settlement: Settlement) -> None:
        self._done += 1
        name = "again" if settlement.state is DeliveryState.PENDING else settlement.state.value
        self._metrics.deliveries.labels(name).inc()

    async def _watch(self, kind: DeliveryKind, subject: int, settlement: Settlement) -> None:
        """Tell when most of the latest outcomes of one thing were failures that are not hers."""
        if settlement.state is DeliveryState.PENDING:
            return
        latest = self._latest.setdefault((kind, subject), deque(maxlen=LATEST))
        self._latest.move_to_end((kind, subject))
        if len(self._latest) > MOST_WATCHED:
            self._latest.popitem(last=False)
        latest.append(settlement.state is DeliveryState.FAILED and settlement.reason != BLOCKED)
        if len(latest) == LATEST and sum(latest) * 2 > LATEST:
            latest.clear()
            logger.warning("most of the last %d deliveries of one %s failed", LATEST, kind.value)
            await self.errands.on_many_failures(kind, subject)


def _hold(records: Records, epoch: int, now: datetime, until: datetime) -> int | None:
    return records.claims.hold(epoch, now, until)


def _let_go(records: Records, epoch: int, now: datetime) -> None:
    records.claims.let_go(epoch, now)


def _waiting_since(records: Records, now: datetime) -> datetime | None:
    return records.deliveries.waiting_since(now)

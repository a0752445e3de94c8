"""The transactions of the sender: each is whole in itself, and none of them waits for the network."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.domain.delivery import BLOCKED, Came, Delivery, DeliveryState, Outcome, Settlement, Verdict, judge, settle
from bot.domain.translating import in_language as library_in
from bot.screens.screen import in_language
from bot.sending.errand import Claimed, Errands, Uploads
from bot.services.sending import Sending
from bot.storage.records import Records
from bot.storage.records.claims import Due


@dataclass(frozen=True, slots=True)
class Sorted:
    """What is due: ready to be sent, and what was moved or ended instead."""

    ready: tuple[Delivery, ...]
    moved: tuple[Verdict, ...]


def sort_out(records: Records, errands: Errands, epoch: int, in_hand: Collection[int]) -> Sorted:
    """Look at the next that are due; what cannot be sent now is moved or ended at once. One of each person is ready."""
    now = errands.clock.now()
    if not records.claims.is_held(epoch, now):
        return Sorted((), ())
    ready: dict[int, Delivery] = {}
    moved = []
    for due in records.claims.due(now, errands.batch, in_hand):
        verdict = judge(due.delivery, due.circumstances, errands.rules, now)
        if verdict.state is DeliveryState.SENDING:
            ready.setdefault(due.delivery.learner_id, due.delivery)
        else:
            records.claims.displace(due.delivery, verdict)
            moved.append(verdict)
    return Sorted(tuple(ready.values()), tuple(moved))


def claim(records: Records, errands: Errands, epoch: int, delivery_id: int) -> Claimed | Verdict | None:
    """Look once more, word it and note that it is being sent; None when it is not ours to send any more."""
    now = errands.clock.now()
    if not records.claims.is_held(epoch, now):
        return None
    due = records.claims.one(delivery_id, epoch, now)
    if due is None:
        return None
    if due.delivery.state is not DeliveryState.SENDING:
        verdict = judge(due.delivery, due.circumstances, errands.rules, now)
        if verdict.state is not DeliveryState.SENDING:
            records.claims.displace(due.delivery, verdict)
            return verdict
    return _claim(records, errands, epoch, due, now)


def _claim(records: Records, errands: Errands, epoch: int, due: Due, now: datetime) -> Claimed | Verdict:
    claimed = records.claims.claim(due.delivery, epoch, now)
    composer = errands.composers.get(claimed.kind)
    learner = records.learners.get(claimed.learner_id)
    chat = records.chats.get(due.chat_id) if due.chat_id is not None else None
    address = errands.address_of(due.chat_id) if due.chat_id is not None else None
    reply, reason = None, "not needed"
    if composer is None:
        reason = "no composer"
    elif learner is not None and chat is not None:
        worded = composer(
            Sending(
                records,
                claimed,
                learner,
                chat,
                library_in(errands.library(), chat.language),
                errands.texts(chat.language),
                now,
                errands.zone,
                errands.dice,
                errands.house,
                errands.first_admins,
            )
        )
        reply = in_language(worded, chat.language) if worded is not None else None
    if reply is None or not reply.screens or due.chat_id is None or address is None:
        verdict = Verdict(DeliveryState.CANCELLED, claimed.not_before, reason)
        records.claims.settle(
            claimed, Settlement(verdict.state, claimed.not_before, due.delivery.tries, None, reason), ()
        )
        return verdict
    return Claimed(claimed, due.chat_id, address, reply)


def give_up(records: Records, delivery_id: int, reason: str, now: datetime) -> None:
    """It cannot even be worded."""
    one = records.deliveries.get(delivery_id)
    if one is not None:
        records.claims.displace(one, Verdict(DeliveryState.FAILED, now, reason))


def note(
    records: Records, claimed: Claimed, outcome: Outcome, uploads: Uploads, bot_id: int, now: datetime
) -> Settlement | None:
    """Commit how a try came out; None when another epoch has settled it."""
    settlement = settle(claimed.delivery, outcome, now)
    records.media.remember(bot_id, uploads)
    if not records.claims.settle(claimed.delivery, settlement, outcome.message_ids):
        return None
    if settlement.reason == BLOCKED:
        records.chats.set_reachable(claimed.chat_id, is_reachable=False)
    elif settlement.state is DeliveryState.SENT and (codes := claimed.reply.codes()):
        records.chats.set_choices(claimed.chat_id, codes)
    return settlement


def recover(records: Records, epoch: int, in_hand: Collection[int], now: datetime) -> tuple[Settlement, ...]:
    """Settle what earlier epochs left under way: nobody knows whether it arrived."""
    if not records.claims.is_held(epoch, now):
        return ()
    settled = []
    for one in records.claims.left_under_way(epoch, in_hand):
        settlement = settle(one, Outcome(Came.CRASHED), now)
        records.claims.settle(one, settlement, one.message_ids)
        settled.append(settlement)
    return tuple(settled)

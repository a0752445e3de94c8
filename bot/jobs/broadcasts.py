"""Broadcasts on their way: begins what is due, plans on, holds back or cancels the rest, finishes, shows progress.

Every transaction is small; what is left is found again in the next round, also after a restart.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from bot.domain.broadcast import LASTS, Broadcast, BroadcastState
from bot.jobs.shift import Job, Shift
from bot.screens.organising import broadcast_steering as screens
from bot.screens.screen import Screen
from bot.services import broadcast_views as views
from bot.services import broadcasting as services
from bot.services.broadcasting import CHUNK, Frame
from bot.storage.records import Records
from bot.texts import Texts

SECONDS = 3
REFRESH, REFRESH_MANY = timedelta(seconds=5), timedelta(seconds=15)
MANY = 20_000
"""Counting so many costs more, so it is done less often."""
FOLLOWED = timedelta(hours=1)
"""So long after a broadcast was taken back, messages that were on their way then are taken back, too."""


async def tend(shift: Shift) -> int:
    """One round; how many rows and broadcasts were touched."""
    modules = tuple(module.id for module in shift.library().modules())
    frame = Frame(shift.now, shift.zone, shift.house, modules, shift.first_admins)
    done = 0
    for one in await shift.database.run(_due, frame.now):
        done += await shift.database.run(services.start_if_due, one.id, frame)
    in_hand = await shift.database.run(_in_hand)
    for one in in_hand:
        done += await _go_on(shift, one, frame)
    for one in await shift.database.run(_taken_back, frame.now):
        done += await _all_of(shift, partial(_plan_taking_back, broadcast_id=one.id, now=frame.now))
    for one in in_hand:
        await _show_progress(shift, one)
    return done


async def _go_on(shift: Shift, one: Broadcast, frame: Frame) -> int:
    """What is left to do of one broadcast, in pieces."""
    done = 0
    if one.state is BroadcastState.RUNNING:
        if one.planned_at is None:
            done += await _all_of(shift, lambda records: _plan(records, one.id, frame))
        done += await _all_of(shift, lambda records: _bring_back(records, one.id, frame.now))
        done += await shift.database.run(_finish, one.id, frame.now)
    elif one.state is BroadcastState.PAUSED:
        done += await _all_of(shift, lambda records: _put_aside(records, one.id))
    else:
        done += await _all_of(shift, lambda records: records.announcing.cancel(one.id, CHUNK))
        done += await shift.database.run(_close, one.id, frame.now)
    return done


async def _all_of(shift: Shift, piece: Callable[[Records], int]) -> int:
    """Do it in as many transactions as it takes."""
    done = 0
    while count := await shift.database.run(piece):
        done += count
        if count < CHUNK:
            break
    return done


def _due(records: Records, now: datetime) -> tuple[Broadcast, ...]:
    return records.broadcasts.due(now)


def _in_hand(records: Records) -> tuple[Broadcast, ...]:
    return records.broadcasts.in_hand()


def _taken_back(records: Records, now: datetime) -> tuple[Broadcast, ...]:
    return records.broadcasts.taken_back(now - FOLLOWED)


def _plan(records: Records, broadcast_id: int, frame: Frame) -> int:
    one = records.broadcasts.get(broadcast_id)
    is_wanted = one is not None and one.state is BroadcastState.RUNNING and one.planned_at is None
    return services.plan_some(records, one, frame) if one is not None and is_wanted else 0


def _bring_back(records: Records, broadcast_id: int, now: datetime) -> int:
    one = records.broadcasts.get(broadcast_id)
    if one is None or one.state is not BroadcastState.RUNNING:
        return 0
    return records.announcing.bring_back(broadcast_id, now, now + LASTS, CHUNK)


def _put_aside(records: Records, broadcast_id: int) -> int:
    one = records.broadcasts.get(broadcast_id)
    if one is None or one.state is not BroadcastState.PAUSED:
        return 0
    return records.announcing.put_aside(broadcast_id, CHUNK)


def _plan_taking_back(records: Records, broadcast_id: int, now: datetime) -> int:
    return records.announcing.plan_taking_back(broadcast_id, now, CHUNK)


def _finish(records: Records, broadcast_id: int, now: datetime) -> int:
    one = records.broadcasts.get(broadcast_id)
    return int(one is not None and services.finish_if_done(records, one, now))


def _close(records: Records, broadcast_id: int, now: datetime) -> int:
    """What was broken off is put away once nothing of it is on its way."""
    if records.announcing.is_open(broadcast_id):
        return 0
    records.broadcasts.note(broadcast_id, finished_at=now)
    return 1


async def _show_progress(shift: Shift, one: Broadcast) -> None:
    """Edit the one message that tells how far it has come, not more often than every few seconds."""
    made = await shift.database.run(_progress, one.id, shift.texts, shift.now)
    if made is None:
        return
    chat_id, message_id, screen = made
    await shift.edit(chat_id, message_id, screen)


def _progress(
    records: Records, broadcast_id: int, speak: Callable[[str], Texts], now: datetime
) -> tuple[str, int, Screen] | None:
    one = records.broadcasts.get(broadcast_id)
    if one is None or one.progress_message is None:
        return None
    # The last word is not put off, because nobody looks here again.
    is_over = one.state not in (BroadcastState.RUNNING, BroadcastState.PAUSED)
    age = REFRESH_MANY if is_over or one.progress_at is None else now - one.progress_at
    if age < REFRESH:
        return None
    chat = records.chats.get(one.progress_chat)
    texts = speak(chat.language if chat is not None else "")
    seen = views.account(records, one, now)
    if seen.tally.total > MANY and age < REFRESH_MANY:
        return None
    unit = records.units.get(one.audience.unit_id) if one.audience.unit_id is not None else None
    name = unit.name if unit is not None else texts.plain("manage.everywhere")
    screen = screens.standing(
        texts, one, seen.tally, seen.taken, name, again=seen.again, can_take_back=seen.can_take_back
    )
    digest = hashlib.sha256(repr((screen.text, screen.rows)).encode()).hexdigest()
    records.broadcasts.note(one.id, progress_at=now, progress_digest=digest)
    if digest == one.progress_digest:
        return None
    return one.progress_chat, one.progress_message, screen


BROADCASTS = Job("broadcasts", SECONDS, tend)

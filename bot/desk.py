"""The desk: how an update becomes an effect and a reply, exactly once.

In: kept in the inbox and committed before Telegram is told. Work: the effect, the inbox entry and the reply are
one commit. Out: shown after the commit, from the outbox. What a crash leaves behind is found at the next start.
An update that fails three times is set aside, so that the person goes on.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import msgspec

from bot.domain.learner import Chat
from bot.domain.translating import in_language as library_in
from bot.lanes import Lanes
from bot.metrics import Metrics
from bot.patience import Patience
from bot.replies import Kept, Replies, apology, keep_reply
from bot.screens.actions import decode
from bot.screens.incoming import ChangedReach, Incoming, SentSomething, SpokeInGroup, Tapped
from bot.screens.screen import Outgoing, Reply, Target, in_language
from bot.services.visit import Visit
from bot.storage.database import Database, DatabaseUnavailableError
from bot.storage.records import Records
from bot.storage.records.chats import fresh_chat
from bot.storage.records.mail import Received
from bot.trouble import log_trouble
from bot.wiring import Wiring

logger = logging.getLogger(__name__)

MOST_TRIES = 3
KEEP_NUMBERS = timedelta(days=1)


class BroughtDownError(Exception):
    """The process ended in the middle of an update, at every try."""


class Desk:
    """Takes updates in, works them in lanes, and shows what they come to."""

    def __init__(self, database: Database, lanes: Lanes, metrics: Metrics, wiring: Wiring) -> None:
        self._database = database
        self._patience = Patience(database, wiring.clock)
        self._lanes = lanes
        self._metrics = metrics
        self._wired = wiring
        self._in_hand: set[int] = set()
        self.replies = Replies(self._patience, lanes, metrics, wiring)

    async def receive(self, raws: Sequence[dict[str, Any]]) -> None:
        """Keep updates and commit; once this returns, Telegram may forget them. Then work them.

        One that was kept before but is in nobody's hand is worked too: its commit may have been reported as lost.
        """
        now = self._wired.clock.now()
        arrived = [
            Received(self._wired.bot_id, int(raw["update_id"]), self._wired.lane_of(raw), msgspec.json.encode(raw))
            for raw in raws
        ]
        fresh, waiting = await self._database.run(_keep, arrived, now)
        self._metrics.received.inc(fresh)
        self._metrics.known.inc(len(arrived) - fresh)
        for received in waiting:
            if received.update_id not in self._in_hand:
                self._in_hand.add(received.update_id)
                self._lanes.put(received.lane, partial(self._work, received, now))

    async def recover(self) -> None:
        """Work the updates and show the replies that an earlier process left, before anything new is taken in.

        One update at a time, each try counted before it begins, so that the one that brought the process down can be
        told. What is under suspicion waits, in its own lane, until the start is well over: whoever kills the process
        early again and again never meets it, and nothing is blamed that merely stood in line.
        """
        suspected: set[str] = set()
        for received in await self._patience.run(_waiting, self._wired.bot_id):
            if received.tries or received.lane in suspected:
                suspected.add(received.lane)
                self._in_hand.add(received.update_id)
                self._lanes.put(received.lane, partial(self._work_late, received))
            else:
                tries = await self._patience.run(_count_try, received)
                await self._take_effect(replace(received, tries=tries))
        await self.replies.show_left(older_than=timedelta())

    async def _work_late(self, received: Received) -> None:
        since = self._wired.clock.now()
        if not received.tries:
            await self._work(received, since)
            return
        await self._wired.clock.sleep(self._wired.grace)
        tries = await self._patience.run(_count_try, received)
        if tries <= MOST_TRIES:
            await self._work(replace(received, tries=tries), since)
            return
        code = log_trouble(logger, "every try of an update", BroughtDownError(), self._wired.dice)
        await self.replies.show(received.lane, await self._set_aside(received, None, code), since)
        self._in_hand.discard(received.update_id)

    async def tidy(self) -> int:
        """Forget the numbers of updates done a day ago, and chats that never answered the consent."""
        return await self._database.run(_tidy, self._wired.clock.now() - KEEP_NUMBERS)

    async def _work(self, received: Received, since: datetime) -> None:
        try:
            kept = await self._take_effect(received)
            if kept:
                await self.replies.show(received.lane, kept, since)
        finally:
            self._in_hand.discard(received.update_id)

    async def _take_effect(self, received: Received) -> tuple[Kept, ...]:
        """Commit the effect; what there is to show of it, by number and content."""
        began = self._wired.clock.now()
        incoming: Incoming | None = None
        tries = received.tries
        while True:
            try:
                incoming = self._wired.read(msgspec.json.decode(received.payload))
                incoming = await self._with_content(incoming)
                kept = await self._patience.run(self._effect, received, incoming)
            except Exception as error:
                self._metrics.failed.inc()
                tries = tries or await self._patience.run(_count_try, received)
                code = log_trouble(logger, f"try {tries} of an update", error, self._wired.dice)
                if tries >= MOST_TRIES:
                    kept = await self._set_aside(received, incoming, code)
                    self._log(received, incoming, began, f"set aside, {len(kept)} to show")
                    return kept
                tries = 0
                continue
            self._metrics.done.inc()
            self._log(received, incoming, began, f"done, {len(kept)} to show")
            return kept

    def _log(self, received: Received, incoming: Incoming | None, began: datetime, outcome: str) -> None:
        """One line an update, for whoever asked for more: what kind of thing was done, never who or which words.

        The number is written with a letter before it, or it would be struck out as a telephone's.
        """
        taken = (self._wired.clock.now() - began).total_seconds() * 1000
        logger.debug("update u%d: %s, %.0f ms, %s", received.update_id, _kind_of(incoming), taken, outcome)

    async def _set_aside(self, received: Received, incoming: Incoming | None, code: str) -> tuple[Kept, ...]:
        """Give an update up, and tell the person so; what could not even be read is answered where it came from."""
        logger.error("update set aside after %d tries: code %s", MOST_TRIES, code)
        self._metrics.aside.inc()
        outgoing = None
        address = self._wired.address_of(received.lane)
        language = await self._patience.run(_language_of, received.lane)
        if incoming is not None and not isinstance(incoming.act, ChangedReach):
            outgoing = apology(self._wired, incoming.target, code, language)
        elif incoming is None and address is not None:
            outgoing = apology(self._wired, Target(address), code, language)
        return await self._patience.run(_set_aside, received, outgoing, self._wired.clock.now())

    async def _with_content(self, incoming: Incoming | None) -> Incoming | None:
        """The same with what is in its file, where one was asked for.

        It is fetched, opened and looked at before the transaction begins: a long table takes seconds, and everybody
        would wait. What could not be looked at here is looked at by whoever takes it.
        """
        act = incoming.act if incoming is not None else None
        if incoming is None or not isinstance(act, SentSomething) or act.file is None:
            return incoming
        chat = await self._patience.run(_chat_reading_files, incoming.chat_id, self._wired.reads_files)
        if chat is None:
            return incoming
        content = await self._wired.fetch(act.file)
        if content is None:
            return incoming
        examined = await asyncio.to_thread(self._wired.examine, chat, act.file, content)
        act = replace(act, content=content, examined=examined)
        try:
            act = replace(act, found=await self._database.read(self._look, incoming, examined))
        except DatabaseUnavailableError as error:
            logger.info("a file was not looked at beforehand (%s)", type(error).__name__)
        return replace(incoming, act=act)

    def _look(self, records: Records, incoming: Incoming, examined: object) -> object:
        return self._wired.look(self._visit(records, incoming), examined)

    def _visit(self, records: Records, incoming: Incoming) -> Visit:
        """Who is here, and what is known and taught now."""
        chat = records.chats.get(incoming.chat_id) or fresh_chat(incoming.chat_id)
        return Visit(
            records,
            chat,
            records.learners.get(chat.learner_id) if chat.learner_id is not None else None,
            library_in(self._wired.library(), chat.language),
            self._wired.texts(chat.language),
            self._wired.clock.now(),
            self._wired.zone,
            self._wired.dice,
            incoming.profile_name,
            self._wired.private_link,
            message_id=incoming.target.message_id,
            said_id=incoming.said_id,
            shown=incoming.shown,
            house=self._wired.house,
            first_admins=self._wired.first_admins,
            languages=self._wired.texts,
            phone_language=incoming.phone_language,
        )

    def _effect(self, records: Records, received: Received, incoming: Incoming | None) -> tuple[Kept, ...]:
        """One transaction: the inbox entry done, what she did done, the reply kept. No network in here."""
        now = self._wired.clock.now()
        if not records.inbox.finish(received, now) or incoming is None:
            return ()
        is_known = records.chats.get(incoming.chat_id) is not None
        visit = self._visit(records, incoming)
        reply = in_language(self._wired.answer(visit, incoming), visit.chat.language)
        if is_known or not isinstance(incoming.act, ChangedReach | SpokeInGroup):
            _keep_chat(records, visit, incoming, reply)
        if not reply.screens and incoming.target.tap_id is None:
            return ()
        return keep_reply(records, received.lane, Outgoing(incoming.target, reply), now)


def _kind_of(incoming: Incoming | None) -> str:
    """What was done in one word: the kind of act, of a button its two letters."""
    if incoming is None:
        return "nothing of ours"
    if isinstance(incoming.act, Tapped):
        action = decode(incoming.act.code)
        return f"Tapped {action.code if action and not action.is_private else 'unknown'}"
    return type(incoming.act).__name__


def _keep(records: Records, arrived: list[Received], now: datetime) -> tuple[int, list[Received]]:
    """Keep what is new; how many were, and which of all are not finished."""
    fresh, waiting = 0, []
    for received in arrived:
        is_fresh = records.inbox.receive(received, now)
        fresh += is_fresh
        if is_fresh or records.inbox.is_waiting(received):
            waiting.append(received)
    return fresh, waiting


def _chat_reading_files(records: Records, chat_id: str, reads_files: Callable[[Chat], bool]) -> Chat | None:
    """The chat, where a file is asked for in it."""
    chat = records.chats.get(chat_id)
    return chat if chat is not None and reads_files(chat) else None


def _language_of(records: Records, chat_id: str) -> str:
    chat = records.chats.get(chat_id)
    return chat.language if chat is not None else ""


def _waiting(records: Records, bot_id: int) -> tuple[Received, ...]:
    return records.inbox.waiting(bot_id)


def _count_try(records: Records, received: Received) -> int:
    return records.inbox.count_try(received)


def _set_aside(records: Records, received: Received, outgoing: Outgoing | None, now: datetime) -> tuple[Kept, ...]:
    if not records.inbox.set_aside(received, now) or outgoing is None:
        return ()
    return keep_reply(records, received.lane, outgoing, now)


def _keep_chat(records: Records, visit: Visit, incoming: Incoming, reply: Reply) -> None:
    """The chat as it is now. Speaking to the bot shows that she can be reached again."""
    if visit.is_gone:
        return
    codes = reply.codes() or visit.chat.choices
    again = reply.again()
    last_screen = visit.chat.last_screen if again is None else again
    is_reachable = visit.chat.is_reachable if isinstance(incoming.act, ChangedReach) else True
    chat = replace(visit.chat, choices=codes, last_screen=last_screen, is_reachable=is_reachable)
    records.chats.save(chat, visit.now)


def _tidy(records: Records, before: datetime) -> int:
    return records.inbox.forget_done(before) + records.chats.forget_undecided(before)

"""An update that cannot be worked is tried three times and set aside; she is told so and goes on."""

from __future__ import annotations

import logging
import re

import msgspec
import pytest

from bot.sandbox.updates import Update
from bot.screens.incoming import Incoming, Said
from bot.screens.screen import Reply
from bot.services.visit import Visit
from bot.storage.tables import inbox, outbox
from tests.chatting import MONDAY_EVENING
from tests.promises.wired import Onlooker, echo, logging_to_a_string, restart, stage

POISON = "nước độc"
CODE = re.compile(r"[23456789A-HJKMNP-Z]{5}")


class Taster:
    """Echoes, counts what it tastes, and falls over poison as long as it is told to."""

    def __init__(self) -> None:
        self.tasted = 0
        self.is_ill = True

    def __call__(self, visit: Visit, incoming: Incoming) -> Reply:
        if isinstance(incoming.act, Said) and incoming.act.text == POISON:
            self.tasted += 1
            if self.is_ill:
                raise ValueError(incoming.act.text)
        return echo(visit, incoming)


async def test_after_three_tries_she_gets_an_apology_with_a_code_and_goes_on(
    database_url: str, onlooker: Onlooker
) -> None:
    taster = Taster()
    with logging_to_a_string(logging.DEBUG) as log:
        async with stage(database_url, answer=taster) as met:
            lan, hoa = met.person("Lan"), met.person("Hoa")
            lan.person.says(POISON)
            lan.person.says("và sau đó")
            hoa.person.says("chào")
            await met.quiet()
            assert taster.tasted == 3
            apology, onward = lan.from_bot
            assert onward["text"] == "và sau đó"
            hoa.sees("chào")
            code = CODE.search(apology["text"])
            assert code is not None
            assert code[0] in log.getvalue()
            states = {(row["state"], row["payload"], row["lane"]) for row in onlooker.rows(inbox)}
            assert states == {("aside", None, None), ("done", None, None)}
            assert onlooker.rows(outbox) == []
    assert POISON not in log.getvalue()


async def test_a_fault_that_passes_is_never_noticed(database_url: str) -> None:
    taster = Taster()

    def once(visit: Visit, incoming: Incoming) -> Reply:
        taster.is_ill = taster.tasted == 0
        return taster(visit, incoming)

    async with stage(database_url, answer=once) as met:
        lan = met.person("Lan")
        await lan.types(POISON)
        assert [message["text"] for message in lan.from_bot] == [POISON]


async def test_what_cannot_even_be_read_is_answered_where_it_came_from(database_url: str, onlooker: Onlooker) -> None:
    async with stage(database_url, answer=echo) as met:
        lan = met.person("Lan")
        await lan.types("chào")
        broken = {"message_id": 9, "chat": {"id": lan.person.id}, "date": "hôm qua"}
        met.world.updates.add("message", broken, lan.person.id, met.clock.now())
        met.world.changes.ring()
        await lan.types("tạm biệt")
        await met.quiet()
        assert [row["state"] for row in onlooker.rows(inbox)] == ["done", "aside", "done"]
        assert any(CODE.search(message["text"]) for message in lan.from_bot)
        assert any("tạm biệt" in message["text"] for message in lan.from_bot)


async def test_nobody_apologises_to_a_group_for_what_cannot_be_read(sqlite_url: str) -> None:
    async with stage(sqlite_url, answer=echo) as met:
        lan = met.person("Lan")
        group = met.world.add_group("Chi hội", lan.person)
        await met.quiet()
        broken = {"message_id": 9, "chat": {"id": group.chat.id}, "date": "hôm qua"}
        met.world.updates.add("message", broken, group.chat.id, met.clock.now())
        met.world.changes.ring()
        await met.quiet()
        assert [posted for posted in group.chat.posted.values() if posted.by_bot] == []


@pytest.mark.parametrize("tries", [1, 2, 3])
async def test_what_was_under_suspicion_is_tried_late_and_in_its_turn(
    database_url: str, onlooker: Onlooker, tries: int
) -> None:
    """What an earlier process left after it died in the middle: one suspect, and those who merely stood in line."""
    async with stage(database_url, answer=echo) as met:
        lan, hoa = met.person("Lan"), met.person("Hoa")
        await met.app.stop()
        for talker in (lan, hoa):
            talker.person.says("một")
            talker.person.says("hai")
        keep_waiting(onlooker, met.app.bot.id, met.world.updates.batch(10, met.clock.now()), tries)
        await restart(met, echo)
        said = [message["text"] for message in lan.from_bot]
        assert said[1:] == ["hai"]
        assert said[0] == "một" if tries < 3 else CODE.search(said[0])
        assert [message["text"] for message in hoa.from_bot] == ["một", "hai"]
        assert [row["state"] for row in onlooker.rows(inbox)].count("aside") == (0 if tries < 3 else 1)
        assert onlooker.rows(outbox) == []


def keep_waiting(onlooker: Onlooker, bot_id: int, updates: list[Update], tries: int) -> None:
    """The inbox as a process leaves it that was killed: everything waiting, the first tried that often."""
    rows = []
    for place, update in enumerate(updates):
        told = update.as_json()
        rows.append(
            {
                "bot_id": bot_id,
                "update_id": told["update_id"],
                "lane": f"telegram:{told['message']['chat']['id']}",
                "payload": msgspec.json.encode(told),
                "state": "waiting",
                "tries": tries if place == 0 else 0,
                "received_at": MONDAY_EVENING,
            }
        )
    onlooker.insert(inbox, rows)

"""Housekeeping: what was said is forgotten when it is answered, and its number a day later."""

from __future__ import annotations

from bot.screens.incoming import Incoming, Said
from bot.screens.screen import Reply
from bot.services.visit import Visit
from bot.storage.tables import chat, inbox, outbox
from tests.chatting import Meeting
from tests.promises.wired import Onlooker, echo, stage


async def test_what_she_wrote_is_erased_as_soon_as_it_is_done(met: Meeting) -> None:
    lan = await met.learner()
    await lan.types("chuyện riêng của em")
    rows = await met.rows(inbox)
    names = [column.name for column in inbox.columns]
    for row in rows:
        kept = dict(zip(names, row, strict=True))
        assert (kept["state"], kept["payload"], kept["lane"]) == ("done", None, None)
        assert kept["done_at"] == met.clock.now()
    assert len(rows) == 6
    assert await met.rows(outbox) == []
    assert await met.traces("chuyện riêng") == set()


async def test_what_is_set_aside_is_erased_as_well(database_url: str, onlooker: Onlooker) -> None:
    def fails(_visit: Visit, incoming: Incoming) -> Reply:
        raise ValueError(incoming.act.text if isinstance(incoming.act, Said) else "")

    async with stage(database_url, answer=fails) as met:
        await met.person("Lan").types("chuyện riêng của em")
        (row,) = onlooker.rows(inbox)
        assert (row["state"], row["payload"], row["lane"]) == ("aside", None, None)
        assert await met.traces("chuyện riêng") == set()


async def test_numbers_are_kept_for_a_day_and_then_forgotten(met: Meeting) -> None:
    lan = await met.learner()
    await met.passes(hours=12)
    await lan.types("/hoc")
    assert len(await met.rows(inbox)) == 6
    await met.passes(hours=12)
    assert len(await met.rows(inbox)) == 6
    await met.passes(seconds=1)
    assert len(await met.rows(inbox)) == 1
    await met.passes(hours=24)
    assert await met.rows(inbox) == []


async def test_nothing_that_waits_is_forgotten(database_url: str, onlooker: Onlooker) -> None:
    async with stage(database_url, answer=echo) as met:
        told = {"lane": "telegram:1", "payload": b"{}", "state": "waiting", "tries": 0, "received_at": met.clock.now()}
        onlooker.insert(inbox, [{"bot_id": met.app.bot.id, "update_id": 1, **told}])
        await met.passes(days=30)
        assert [row["state"] for row in onlooker.rows(inbox)] == ["waiting"]


async def test_who_never_answers_the_consent_is_forgotten_after_a_day(met: Meeting) -> None:
    await met.learner("Lan")
    await met.person("Hoa").starts()
    assert len(await met.rows(chat)) == 2
    await met.passes(hours=23)
    assert len(await met.rows(chat)) == 2
    await met.passes(hours=2)
    assert len(await met.rows(chat)) == 1

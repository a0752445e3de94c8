"""Updates in: kept before they are acknowledged, worked once, each person's in order, nobody waiting for another."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
import pytest

from bot.screens.incoming import Incoming, Said, SentSomething, SharedContact
from bot.screens.screen import Reply
from bot.services.visit import Visit
from bot.storage.records import Records
from bot.storage.records.mail import Received
from bot.storage.tables import answer, chat, inbox, learner, outbox
from handlers.reception import answer as reception
from tests.chatting import MONDAY_EVENING, Meeting, Talker
from tests.promises.wired import Onlooker, comes_true, echo, posted_to, restart, stage


def _nothing(_records: Records) -> None:
    """A transaction."""


async def test_a_polled_update_is_acknowledged_only_once_it_is_kept(database_url: str, onlooker: Onlooker) -> None:
    async with stage(database_url, answer=echo) as met:
        lan = met.person("Lan")
        with onlooker.locks("inbox"):
            lan.person.says("chào")
            await comes_true(lambda: not met.world.polls.is_waiting)
            assert met.world.updates_pending == 1
            assert onlooker.rows(inbox) == []
        await met.quiet()
        assert [row["state"] for row in onlooker.rows(inbox)] == ["done"]
        lan.sees("chào")


async def test_a_posted_update_is_answered_only_once_it_is_kept(database_url: str, onlooker: Onlooker) -> None:
    async with stage(database_url, answer=echo, **posted_to()) as met:
        lan = met.person("Lan")
        with onlooker.locks("inbox"):
            lan.person.says("chào")
            await comes_true(lambda: met.server.is_posting)
            assert met.world.updates_pending == 1
            assert onlooker.rows(inbox) == []
        await met.quiet()
        lan.sees("chào")


async def test_effect_inbox_and_reply_are_one_commit(database_url: str, onlooker: Onlooker) -> None:
    seen: list[tuple[str, list[str], int, int]] = []

    def look(when: str) -> None:
        states = [row["state"] for row in onlooker.rows(inbox)]
        seen.append((when, states, len(onlooker.rows(chat)), len(onlooker.rows(outbox))))

    def watched(visit: Visit, incoming: Incoming) -> Reply:
        reply = reception(visit, incoming)
        look("in the handler")
        return reply

    async with stage(database_url, answer=watched) as met:
        lan = met.person("Lan")
        lan.person.starts()
        met.world.changes.listen(lambda event: look("shown") if event.get("method") == "sendMessage" else None)
        await met.quiet()
        assert seen == [("in the handler", ["waiting"], 0, 0), ("shown", ["done"], 1, 1)]
        assert onlooker.rows(outbox) == []


async def test_a_handler_that_fails_leaves_nothing_of_its_effect(database_url: str, onlooker: Onlooker) -> None:
    def half(visit: Visit, incoming: Incoming) -> Reply:
        reply = reception(visit, incoming)
        if isinstance(incoming.act, Said):
            raise RuntimeError(incoming.act.text)  # noqa: TRY004 - any error will do
        return reply

    async with stage(database_url) as met:
        lan = met.person("Lan", "Hoa Mơ")
        await lan.starts()
        await lan.taps("Tôi đồng ý")
        await restart(met, half)
        await lan.taps("Chi hội")
        before = onlooker.rows(chat), onlooker.rows(learner)
        await lan.types("Sim Hoa Sen")
        lan.sees("Em bị vấp")
        assert (onlooker.rows(chat), onlooker.rows(learner)) == before


async def test_what_telegram_sends_again_has_one_effect_and_one_reply(met: Meeting) -> None:
    lan = await met.learner()
    await lan.taps("Học ngay")
    await start_quiz(met, lan)
    met.world.faults.add("redeliver", times=2)
    said = len(lan.from_bot)
    await lan.answers(right=True)
    await lan.types("xin chào")
    await comes_true(lambda: met.app.metrics.registry.get_sample_value("chihoi_updates_known_total") == 2)
    await met.quiet()
    parts = await met.rows(answer)
    assert len(parts) == len({row[:3] for row in parts}) > 0
    assert len(lan.from_bot) == said + 1


async def start_quiz(met: Meeting, lan: Talker) -> None:
    await lan.taps("Bắt đầu")
    for _ in met.library.modules()[0].cards:
        await lan.taps("Làm bài kiểm tra" if any("Làm bài kiểm tra" in label for label in lan.buttons) else "Tiếp")


async def test_a_second_finger_has_no_effect(met: Meeting) -> None:
    lan = await met.learner()
    await lan.taps("Học ngay")
    await start_quiz(met, lan)
    code = lan.codes[0]
    number = lan.messages[-1]["message_id"]
    for _ in range(3):
        lan.person.taps(number, code, stale=True)
    await met.quiet()
    rows = await met.rows(answer)
    assert len(rows) <= 1
    picked = (await met.attempts(lan))[0]
    assert len(picked.answers) + len(picked.picked) == 1


async def test_one_persons_acts_are_worked_in_their_order(database_url: str) -> None:
    async with stage(database_url, answer=echo) as met:
        lan, hoa = met.person("Lan"), met.person("Hoa")
        words = [str(number) for number in range(20)]
        for word in words:
            lan.person.says(word)
            hoa.person.says(word)
        await met.quiet()
        assert [message["text"] for message in lan.from_bot] == words
        assert [message["text"] for message in hoa.from_bot] == words


async def test_a_slow_answer_to_one_does_not_delay_another_nor_the_database(database_url: str) -> None:
    async with stage(database_url, answer=echo) as met:
        lan, hoa = met.person("Lan"), met.person("Hoa")
        met.world.faults.add("slow", chat_id=lan.person.id, seconds=0.5)
        lan.person.says("một")
        lan.person.says("hai")
        await comes_true(lambda: not met.world.faults.as_json())
        hoa.person.says("ba")
        await met.world.until(lambda: len(hoa.from_bot) == 1)
        # Lan's reply is on the wire all this while, and no transaction is open for it.
        await met.app.database.run(_nothing)
        assert lan.from_bot == []
        await met.quiet()
        assert [message["text"] for message in lan.from_bot] == ["một", "hai"]


async def test_no_transaction_is_open_while_telegram_is_spoken_to(met: Meeting) -> None:
    pool: Any = met.app.database.engine.pool
    open_then: list[int] = []
    met.world.changes.listen(
        lambda event: (
            open_then.append(pool.checkedout()) if event.get("method") in ("sendMessage", "sendPhoto") else None
        )
    )
    lan = await met.learner()
    await lan.taps("Học ngay")
    assert len(open_then) >= 5
    assert set(open_then) == {0}


@pytest.mark.parametrize("kind", ["sends_sticker", "sends_voice", "sends_video", "sends_location", "shares_contact"])
async def test_whatever_she_sends_is_taken_in(sqlite_url: str, kind: str) -> None:
    taken: list[object] = []

    def note(_visit: Visit, incoming: Incoming) -> Reply:
        taken.append(incoming.act)
        return Reply()

    async with stage(sqlite_url, answer=note) as met:
        getattr(met.person("Lan").person, kind)()
        await met.quiet()
    assert [type(act) for act in taken] in ([SentSomething], [SharedContact])


async def test_an_update_known_as_waiting_but_in_nobodys_hand_is_worked(database_url: str) -> None:
    """A commit may be reported as lost and have happened: then what is sent again is known, and still not done."""
    async with stage(database_url, answer=echo) as met:
        lan = met.person("Lan")
        number = 77
        update = {
            "update_id": number,
            "message": {"message_id": 5, "date": 0, "chat": {"id": lan.person.id, "type": "private"}, "text": "chào"},
        }
        lan.person.has_started = True
        await met.app.database.run(_keep_only, met.app.bot.id, number, f"telegram:{lan.person.id}", update)
        assert met.app.desk is not None
        await asyncio.gather(met.app.desk.receive([update]), met.app.desk.receive([update]))
        await met.app.idle()
        assert [message["text"] for message in lan.from_bot] == ["chào"]


def _keep_only(records: Records, bot_id: int, number: int, lane: str, update: dict[str, Any]) -> None:
    assert records.inbox.receive(Received(bot_id, number, lane, msgspec.json.encode(update)), MONDAY_EVENING)

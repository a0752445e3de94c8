"""Monday morning: a few lines to each organiser, once, unless she switched it off."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from bot.domain.delivery import Delivery
from bot.screens.screen import Reply
from bot.services.sending import Sending
from bot.settings import VIETNAM
from bot.storage import tables
from bot.storage.records import Records
from bot.storage.records.deliveries import delivery_of
from handlers.composers import COMPOSERS
from tests.chatting import Meeting
from tests.conversations.results_school import entrusted, people
from tests.conversations.roles_school import an_owner_by_settings, unit_id
from tests.conversations.roles_school import entrusted as entrusted_by_link

COMMUNE = "mau-suoi-may"
MONDAY = datetime(2026, 11, 30, 8, tzinfo=VIETNAM)


def _weeks(records: Records, met: Meeting) -> None:
    """Six in the week before last with a module each; eight in the last week with two each."""
    modules = met.library.courses[0].modules
    start = MONDAY - timedelta(days=7)
    people(records, "mau-suoi-may-mit", 6, start - timedelta(days=1), {modules[0].id: True}, modules)
    people(records, "mau-suoi-may-mit", 8, start, {one.id: True for one in modules[:2]}, modules)
    people(records, "mau-doi-che-lua", 9, start, {modules[0].id: True}, modules)


async def comes(met: Meeting, at: datetime) -> None:
    """That instant comes, and the regular chores run."""
    await met.passes(seconds=(at - met.clock.now()).total_seconds())


def _worded(records: Records, met: Meeting) -> list[tuple[Delivery, Reply | None]]:
    """Every planned delivery and what would be sent, were it sent now."""
    found = []
    for row in records.connection.execute(tables.delivery.select().order_by(tables.delivery.c.id)):
        planned = delivery_of(row)
        learner = records.learners.get(planned.learner_id)
        chat_id = records.connection.execute(
            tables.chat.select().where(tables.chat.c.learner_id == planned.learner_id)
        ).one()[0]
        chat = records.chats.get(chat_id)
        assert learner is not None
        assert chat is not None
        sending = Sending(
            records, planned, learner, chat, met.library, met.app.texts, met.clock.now(), VIETNAM, random.Random(1)
        )
        found.append((planned, COMPOSERS[planned.kind](sending)))
    return found


async def worded(met: Meeting) -> list[tuple[Delivery, Reply | None]]:
    return await met.app.database.run(_worded, met)


async def test_on_monday_at_eight_an_organiser_is_told_of_her_week(met: Meeting) -> None:
    await entrusted(met, "Sen", COMMUNE)
    await met.app.database.run(_weeks, met)
    await comes(met, MONDAY - timedelta(minutes=1))
    assert await met.rows(tables.delivery) == []
    await comes(met, MONDAY)
    ((planned, reply),) = await worded(met)
    assert (planned.kind, planned.subject, planned.counts) == ("digest", 202649, False)
    assert (planned.not_before, planned.expires_at) == (MONDAY, MONDAY + timedelta(days=2))
    assert reply is not None
    text = reply.screens[0].text
    for line in (
        "chị Sen", "(23/11 đến 29/11)", "<b>Xã Suối Mây</b>", "vào học: <b>8</b> (tuần trước nữa 6)",
        "làm bài: <b>8</b> (tuần trước nữa 6)", "lượt bài đạt: <b>16</b> (tuần trước nữa 6)",
    ):  # fmt: skip
        assert line in text, text
    assert len(text.splitlines()) <= 25
    assert [row[0].label for row in reply.screens[0].rows] == ["📊 Kết quả", "Tắt bản tin này"]


async def test_it_is_planned_once_also_after_a_restart_and_again_next_week(met: Meeting) -> None:
    await entrusted(met, "Sen", COMMUNE)
    await comes(met, MONDAY)
    await met.passes(minutes=1)
    await met.restarts()
    await met.passes(hours=5)
    assert len(await met.rows(tables.delivery)) == 1
    await comes(met, MONDAY + timedelta(days=7))
    assert [row[2] for row in await met.rows(tables.delivery)] == [202649, 202650]


async def test_after_an_outage_it_comes_until_wednesday_and_not_later(met: Meeting) -> None:
    await entrusted(met, "Sen", COMMUNE)
    await comes(met, MONDAY + timedelta(days=2))
    assert await met.rows(tables.delivery) == []
    await comes(met, MONDAY + timedelta(days=9, hours=-1))
    assert [row[2] for row in await met.rows(tables.delivery)] == [202650]


async def test_learners_get_none(met: Meeting) -> None:
    await met.learner("Lan")
    await comes(met, MONDAY)
    assert await met.rows(tables.delivery) == []


async def test_one_tap_switches_it_off_and_one_on_again(met: Meeting) -> None:
    sen = await entrusted(met, "Sen", COMMUNE)
    await sen.types("/quantri")
    await sen.taps("Bản tin thứ Hai")
    sen.sees("đang bật")
    await sen.taps("Tắt bản tin này")
    sen.sees("đang tắt")
    await comes(met, MONDAY)
    assert await met.rows(tables.delivery) == []
    await sen.types("/riengtu")
    await sen.taps("Xem dữ liệu của tôi")
    await sen.taps_code("vg")
    await sen.taps("Bật bản tin")
    sen.sees("đang bật")
    await met.passes(minutes=1)
    assert len(await met.rows(tables.delivery)) == 1
    assert await met.rows(tables.digest_off) == []
    met.is_well()


async def test_switching_off_stops_what_is_to_come_and_an_old_button_changes_nothing(met: Meeting) -> None:
    sen = await entrusted(met, "Sen", COMMUNE)
    await sen.taps_code("vd:0")
    sen.sees("đang tắt")
    await sen.taps_code("vd:0")
    await comes(met, MONDAY)
    assert await worded(met) == []
    await sen.taps_code("vd:7")
    assert "đã cũ" in sen.toast
    assert len(await met.rows(tables.digest_off)) == 1


def _withdraw(records: Records, met: Meeting) -> None:
    records.grants.withdraw(1, met.clock.now())


async def test_who_lost_her_role_is_told_nothing_any_more(met: Meeting) -> None:
    sen = await entrusted(met, "Sen", COMMUNE)
    await comes(met, MONDAY)
    await met.app.database.run(_withdraw, met)
    ((_, reply),) = await worded(met)
    assert reply is None
    await sen.taps_code("vd:0")
    assert "quyền" in sen.toast
    assert await met.rows(tables.digest_off) == []


async def test_leaving_takes_digest_and_switch_along(met: Meeting) -> None:
    sen = await entrusted(met, "Sen", COMMUNE)
    await comes(met, MONDAY)
    await sen.taps_code("vd:0")
    for step in ("/riengtu", "Rời đi và xóa hết", "Vâng, xóa hết"):
        await (sen.types(step) if step.startswith("/") else sen.taps(step))
    for table in (tables.digest, tables.digest_off, tables.delivery):
        assert await met.rows(table) == []


async def test_who_only_took_her_role_by_its_link_gets_the_digest_too(met: Meeting) -> None:
    owner = await an_owner_by_settings(met)
    sen = await entrusted_by_link(met, owner, "Hương", await unit_id(met, COMMUNE), "organiser")
    await met.app.database.run(_weeks, met)
    await comes(met, MONDAY)
    await met.passes(minutes=1)
    sen.sees("Chào buổi sáng chị Hương", "Xã Suối Mây")

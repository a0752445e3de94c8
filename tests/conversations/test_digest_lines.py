"""Monday morning, below the figures: deadlines and waiting questions, where there are any; and who gets it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import insert, select

from bot.domain.asking import Outcome
from bot.domain.managing import AdminRole
from bot.jobs.digest import plan_digests
from bot.storage import tables
from bot.storage.records import Records
from tests.chatting import Meeting, Talker, words_of
from tests.conversations.results_school import entrusted, people
from tests.conversations.test_results_digest import COMMUNE, MONDAY, comes

BRANCH, OTHER = "mau-suoi-may-mit", "mau-doi-che"


async def arrives(met: Meeting) -> None:
    """Monday, eight o'clock, and what was planned is sent."""
    await comes(met, MONDAY)
    await met.passes(minutes=1)


def digest_of(talker: Talker) -> list[str]:
    """The lines of the last digest she got."""
    return next((words_of(each).splitlines() for each in reversed(talker.from_bot) if "🗞" in words_of(each)), [])


def due_lines(talker: Talker) -> list[str]:
    return [line for line in digest_of(talker) if "hạn" in line]


def _set(records: Records, key: str, course: str, day: date) -> None:
    unit = records.units.by_key(key)
    assert unit is not None
    records.deadlines.add(unit.id, course, day, 1, MONDAY - timedelta(days=20), is_operators=False)


def _learned(records: Records, met: Meeting, key: str, count: int) -> None:
    modules = met.library.courses[0].modules
    people(records, key, count, MONDAY - timedelta(days=10), {one.id: True for one in modules}, modules)


def _asks(records: Records, key: str, sent_at: datetime, answered_at: datetime | None = None) -> None:
    unit = records.units.by_key(key)
    assert unit is not None
    asker = records.connection.execute(select(tables.learner.c.id)).scalars().first()
    values = {"learner_id": asker, "text": "?", "typed_at": sent_at, "sent_at": sent_at, "unit_id": unit.id}
    rest = {"stands_at": unit.id, "outcome": Outcome.OPEN.value, "answer": "", "is_lookup": False}
    records.connection.execute(insert(tables.question_asked).values(**values, **rest, answered_at=answered_at))


async def test_deadlines_of_last_week_and_of_this_one_say_how_many_have_finished(met: Meeting) -> None:
    sen = await entrusted(met, "Sen", COMMUNE)
    course, run = met.library.courses[0], met.app.database.run
    await run(_learned, met, BRANCH, 6)
    await run(_learned, met, OTHER + "-lua", 7)
    for key, day in (
        (COMMUNE, date(2026, 12, 6)), (BRANCH, date(2026, 11, 28)), (COMMUNE, date(2026, 12, 7)),
        (COMMUNE, date(2026, 11, 22)), (OTHER, date(2026, 12, 1)),
    ):  # fmt: skip
        await run(_set, key, course.id, day)
    await arrives(met)
    assert due_lines(sen) == [
        f"• sắp đến hạn 6/12: {course.title}, 6 chị đã học xong",
        f"• đã qua hạn 28/11: {course.title} (Chi hội Thôn Mít), 6 chị đã học xong",
    ]
    met.is_well()


async def test_a_deadline_from_above_is_counted_in_her_own_unit_and_four_are_not_told(met: Meeting) -> None:
    sen, man = await entrusted(met, "Sen", COMMUNE), await entrusted(met, "Mận", OTHER)
    course, run = met.library.courses[0], met.app.database.run
    await run(_learned, met, BRANCH, 4)
    await run(_learned, met, OTHER + "-lua", 5)
    await run(_set, "mau", course.id, date(2026, 12, 2))
    await arrives(met)
    assert due_lines(sen) == [f"• sắp đến hạn 2/12: {course.title}, dưới\u00a05 chị đã học xong"]
    assert due_lines(man) == [f"• sắp đến hạn 2/12: {course.title}, 5 chị đã học xong"]


async def test_of_many_deadlines_the_nearest_are_told_and_the_others_counted(met: Meeting) -> None:
    sen = await entrusted(met, "Sen", COMMUNE)
    await entrusted(met, "Hoa", COMMUNE)
    for day in range(1, 6):
        await met.app.database.run(_set, COMMUNE, met.library.courses[0].id, date(2026, 12, day))
    await arrives(met)
    told = due_lines(sen)
    assert [line[:20] for line in told[:3]] == [f"• sắp đến hạn {day}/12: "[:20] for day in (1, 2, 3)]
    assert told[3] == "• và 2 hạn học nữa, chị xem ở mục Hạn học"
    assert len(digest_of(sen)) <= 25


async def test_who_has_several_units_is_told_of_one_deadline_each(met: Meeting) -> None:
    sen = await entrusted(met, "Sen", COMMUNE)
    await met.app.database.run(_entrust_more, met)
    for key in (COMMUNE, OTHER):
        for day in (1, 2):
            await met.app.database.run(_set, key, met.library.courses[0].id, date(2026, 12, day))
    await arrives(met)
    assert [line for line in due_lines(sen) if "1/12" in line or "nữa" in line] == due_lines(sen)
    assert len(due_lines(sen)) == 4


def _entrust_more(records: Records, met: Meeting) -> None:
    unit = records.units.by_key(OTHER)
    assert unit is not None
    records.grants.give(1, unit.id, AdminRole.ORGANISER, None, met.clock.now())


async def test_questions_that_wait_are_counted_and_how_long_the_oldest_has(met: Meeting) -> None:
    sen, man, na = [await entrusted(met, *one) for one in (("Sen", COMMUNE), ("Mận", OTHER), ("Na", BRANCH))]
    run = met.app.database.run
    await run(_asks, BRANCH, MONDAY - timedelta(days=9, hours=1))
    await run(_asks, COMMUNE, MONDAY - timedelta(days=2))
    await run(_asks, COMMUNE, MONDAY - timedelta(days=12), MONDAY - timedelta(days=11))
    await run(_asks, OTHER, MONDAY - timedelta(hours=20))
    await arrives(met)
    assert digest_of(sen)[-1] == "• câu hỏi đang chờ trả lời: 2, câu lâu nhất đã chờ 9 ngày"
    assert digest_of(man)[-1] == "• câu hỏi đang chờ trả lời: 1"
    assert digest_of(na)[-1] == "• câu hỏi đang chờ trả lời: 1, câu lâu nhất đã chờ 9 ngày"


async def test_where_there_is_nothing_of_it_there_is_no_line(met: Meeting) -> None:
    sen = await entrusted(met, "Sen", COMMUNE)
    await arrives(met)
    assert len(digest_of(sen)) == 6
    assert not due_lines(sen)
    assert "câu hỏi" not in "".join(digest_of(sen))


async def test_a_first_administrator_who_has_joined_gets_it_and_can_switch_it_off(met: Meeting) -> None:
    stranger = await met.administrator("Tím")
    sen = await met.administrator("Sen")
    await sen.joins()
    assert [row[2] for row in await met.rows(tables.role_grant)] == []
    await arrives(met)
    assert "Tất cả các đơn vị" in "".join(digest_of(sen))
    assert digest_of(stranger) == []
    await sen.taps("Tắt bản tin này")
    await comes(met, MONDAY + timedelta(days=7))
    assert [row[2] for row in await met.rows(tables.delivery) if row[1] == "digest"] == [202649]
    met.is_well()


async def test_a_first_administrator_who_only_organises_gets_it_too(met: Meeting) -> None:
    sen = await met.administrator("Sen")
    await sen.types("/quantri")
    await sen.taps("Tôi đồng ý")
    await arrives(met)
    assert "Tất cả các đơn vị" in "".join(digest_of(sen))


async def test_a_first_administrator_who_is_named_no_more_is_told_nothing(met: Meeting) -> None:
    sen = await met.administrator("Sen")
    await sen.joins()
    met.world.advance(MONDAY - met.clock.now())
    assert await plan_digests(met.app._shift) == 1
    await met.restarts(())
    await met.passes(minutes=1)
    assert digest_of(sen) == []

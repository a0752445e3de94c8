"""Monday morning for authors: sources that end, what rests on them, whether a correction stands ready."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime
from pathlib import Path

import pytest_asyncio

from bot.domain.managing import AdminRole
from bot.services.author_digest import content_news
from bot.settings import VIETNAM
from bot.storage import tables
from tests.chatting import Meeting, Talker, words_of
from tests.conversations.law_school import OLD, law_evening, mend, second_law
from tests.conversations.results_school import entrusted
from tests.conversations.school import School
from tests.library.builder import MODULE

MONDAY = datetime(2026, 11, 30, 8, tzinfo=VIETNAM)
Class = tuple[Meeting, School]


@pytest_asyncio.fixture
async def lesson(database_url: str, tmp_path: Path) -> AsyncIterator[Class]:
    async with law_evening(database_url, tmp_path) as opened:
        yield opened


async def monday_comes(met: Meeting, at: datetime = MONDAY) -> None:
    """That Monday, eight o'clock, and what was planned is sent."""
    await met.passes(seconds=(at - met.clock.now()).total_seconds())
    await met.passes(minutes=1)


def digests_of(talker: Talker) -> list[str]:
    """The digests she got."""
    return [words for message in talker.from_bot if "Chào buổi sáng" in (words := words_of(message))]


async def test_an_author_is_told_what_ended_what_rests_on_it_and_what_is_lacking(lesson: Class) -> None:
    met, school = lesson
    second_law(school)
    await met.app.watch_content()
    (school.root / "corrections/luat-hai.md").unlink()
    await met.app.watch_content()
    sim = await entrusted(met, "Sim", None, AdminRole.AUTHOR)
    await monday_comes(met)
    (words,) = digests_of(sim)
    assert "chị Sim" in words
    assert (
        "Luật Bình đẳng giới 2006 đã hết hiệu lực sau 24/11/2026: còn 1 thẻ, 1 câu hỏi dựa vào. "
        "Đã có tin đính chính." in words
    )
    assert "Luật thứ hai đã hết hiệu lực sau 24/11/2026: còn 1 thẻ, 0 câu hỏi dựa vào. Chưa có" in words
    assert "Tuần qua" not in words
    assert sim.buttons == ["Tắt bản tin này"]


async def test_who_is_both_gets_one_message_with_both(lesson: Class) -> None:
    met, _ = lesson
    sim = await entrusted(met, "Sim", "mau-suoi-may")
    unit = await met.app.database.run(lambda records: records.units.by_key("mau-suoi-may"))
    assert unit is not None
    now = met.clock.now()
    await met.app.database.run(lambda records: records.grants.give(1, unit.id, AdminRole.AUTHOR, None, now))
    await monday_comes(met)
    (words,) = digests_of(sim)
    assert "Xã Suối Mây" in words
    assert "Bài học cần xem" in words
    assert len(words.splitlines()) <= 25
    assert sim.buttons == ["📊 Kết quả", "Tắt bản tin này"]
    await sim.types("/quantri")
    assert sum("Bản tin" in label for label in sim.buttons) == 1


async def test_an_organiser_who_writes_nothing_hears_nothing_of_it(lesson: Class) -> None:
    met, _ = lesson
    sen, lan = await entrusted(met, "Sen", "mau-suoi-may"), await met.learner("Lan")
    await monday_comes(met)
    (words,) = digests_of(sen)
    assert "Bài học cần xem" not in words
    assert digests_of(lan) == []


async def test_where_nothing_is_to_be_done_an_author_gets_none_and_nothing_is_planned(lesson: Class) -> None:
    met, school = lesson
    mend(school)
    await met.app.watch_content()
    sim = await entrusted(met, "Sim", None, AdminRole.AUTHOR)
    await monday_comes(met)
    assert digests_of(sim) == []
    assert [row for row in await met.rows(tables.delivery) if row[1] == "digest"] == []


async def test_an_author_switches_hers_off_and_who_is_one_no_more_gets_none(lesson: Class) -> None:
    met, _ = lesson
    sim, dao = (
        await entrusted(met, "Sim", None, AdminRole.AUTHOR),
        await entrusted(met, "Đào", None, AdminRole.AUTHOR),
    )
    await sim.types("/quantri")
    await sim.taps("Bản tin thứ Hai")
    await sim.taps("Tắt bản tin này")
    sim.sees("đang tắt")
    now = met.clock.now()
    await met.app.database.run(lambda records: records.grants.withdraw(2, now))
    await monday_comes(met)
    assert digests_of(sim) == []
    assert digests_of(dao) == []


async def test_lessons_that_nobody_reviewed_for_a_year_are_named(lesson: Class) -> None:
    met, school = lesson
    mend(school)
    await met.app.watch_content()
    news = content_news(met.library.on(date(2027, 11, 2)), date(2027, 11, 2))
    assert [module.title for module in news.long_unread] == [module.title for module in met.library.modules()]
    assert not content_news(met.library, date(2027, 11, 1)).long_unread
    assert "đã duyệt: 2026-11-01" in school.text(MODULE)


async def test_sixty_days_before_it_ends_it_is_told_and_not_earlier(lesson: Class) -> None:
    met, _ = lesson
    library = met.library
    assert [one.source.id for one in content_news(library, date(2026, 9, 25)).endings] == [OLD]
    assert not content_news(library, date(2026, 9, 24))

"""The law changes: whoever was taught the old rule is told once what holds now, kindly, with one question."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.storage import tables
from tests.chatting import Meeting
from tests.conversations.law_school import (
    HEAD,
    OLD,
    evenings,
    law_evening,
    mend,
    second_law,
    studies,
    told,
    write_correction,
)
from tests.conversations.school import ONE, TWO, School

Class = tuple[Meeting, School]


@pytest_asyncio.fixture
async def lesson(database_url: str, tmp_path: Path) -> AsyncIterator[Class]:
    async with law_evening(database_url, tmp_path) as opened:
        yield opened


async def rows(met: Meeting) -> list[tuple[object, ...]]:
    return await met.rows(tables.correction)


async def kinds(met: Meeting, kind: str = "correction") -> list[tuple[object, ...]]:
    return [row for row in await met.rows(tables.delivery) if row[1] == kind]


async def test_who_was_taught_the_old_rule_is_told_on_the_day_it_holds_no_more(lesson: Class) -> None:
    met, _ = lesson
    lan = await met.learner("Lan")
    await studies(met, lan)
    await evenings(met)
    assert told(lan) == []
    await met.passes(hours=12)
    assert told(lan) == []
    await met.passes(hours=12)
    (words,) = told(lan)
    assert "chị Lan" in words
    for said in ("Từ 25/11/2026, ai về trước", "Luật Bình đẳng giới mới", "Điều 3", "Ai nấu cơm?", "không tính điểm"):
        assert said in words, words
    assert sorted(label[3:] for label in lan.buttons) == ["Người chồng nấu", "Người vợ nấu"]
    ((*_,),) = await kinds(met)
    await evenings(met, 3)
    assert len(told(lan)) == 1
    met.is_well()


async def test_her_answer_is_explained_at_once_kept_for_her_and_counts_for_nothing(lesson: Class) -> None:
    met, _ = lesson
    lan = await met.learner("Lan")
    await studies(met, lan)
    await evenings(met, 2)
    before = await met.attempts(lan)
    code = next(code for label, code in zip(lan.buttons, lan.codes, strict=True) if "vợ" in label)
    await lan.taps("Người vợ nấu")
    lan.sees("Chưa đúng, không sao", "Thế là theo nếp cũ", "Câu đúng: Người chồng nấu", "Điều mới nói thế")
    await lan.taps_code(code.replace(code[-1], str(1 - int(code[-1]))))
    assert "trả lời rồi" in lan.toast
    lan.sees("Chưa đúng", "Chị chọn: Người vợ nấu")
    assert await met.attempts(lan) == before
    await lan.types("/riengtu")
    await lan.taps("Xem dữ liệu của tôi")
    stored = met.world.files.get(lan.from_bot[-1]["document"]["file_id"])
    assert stored is not None
    text = stored.content.decode("utf-8-sig")
    assert "Luật Bình đẳng giới 2006: em đã nói lại" in text
    assert "Người vợ nấu (chưa đúng" in text
    for step in ("/riengtu", "Rời đi và xóa hết", "Vâng, xóa hết"):
        await (lan.types(step) if step.startswith("/") else lan.taps(step))
    assert await rows(met) == []
    met.is_well()


async def test_a_law_whose_name_tells_of_violence_is_named_by_its_number_until_she_taps(lesson: Class) -> None:
    met, school = lesson
    name = "Luật Phòng, chống bạo lực gia đình"
    school.change("name: Luật Bình đẳng giới mới", f"name: {name}", "sources.yaml")
    await met.app.watch_content()
    lan = await met.learner("Lan")
    await studies(met, lan)
    await evenings(met, 2)
    (words,) = told(lan)
    assert "Nguồn: Văn bản số 1/2026/QH16, Điều 3, hiệu lực từ 25/11/2026" in words
    assert "bạo lực" not in words
    await lan.taps("Người vợ nấu")
    lan.sees("Chưa đúng", name)


async def test_a_typed_number_answers_and_a_restart_changes_nothing(lesson: Class) -> None:
    met, _ = lesson
    lan = await met.learner("Lan")
    await studies(met, lan)
    await evenings(met, 2)
    await met.restarts()
    number = next(label[0] for label in lan.buttons if "chồng" in label)
    await lan.types(number)
    lan.sees("Đúng rồi chị!", "Điều mới nói thế")
    await met.restarts()
    await evenings(met, 2)
    assert HEAD not in lan.screen
    assert len(await kinds(met)) == 1
    await lan.taps_code(f"kb:{OLD}")
    lan.sees("Đúng rồi chị!")
    met.is_well()


async def test_reading_the_card_is_being_taught_and_other_lessons_are_not(lesson: Class) -> None:
    met, _ = lesson
    lan, mai, sim, dao = [await met.learner(name) for name in ("Lan", "Mai", "Sim", "Đào")]
    module = met.library.module(ONE)
    assert module is not None
    await lan.taps_code(f"rc:{ONE}:{module.cards[0].id}")
    await studies(met, mai, TWO)
    await sim.taps_code(f"om:{ONE}")
    await evenings(met, 2)
    assert [len(told(one)) for one in (lan, mai, sim, dao)] == [1, 0, 0, 0]
    assert len(await rows(met)) == 1
    await studies(met, dao)
    await evenings(met, 2)
    assert told(dao) == []


async def test_who_has_finished_the_module_as_it_reads_now_is_told_nothing(lesson: Class) -> None:
    met, school = lesson
    lan, mai = await met.learner("Lan"), await met.learner("Mai")
    await studies(met, lan)
    await studies(met, mai)
    mend(school)
    await met.app.watch_content()
    assert all(each.source_id != OLD for card in met.library.modules()[0].cards for each in card.citations)
    await studies(met, mai)
    await evenings(met, 3)
    assert [len(told(one)) for one in (lan, mai)] == [1, 0]
    assert len(await rows(met)) == 1


async def test_who_finishes_it_between_the_plan_and_the_hour_is_told_nothing_either(lesson: Class) -> None:
    met, school = lesson
    lan = await met.learner("Lan")
    await studies(met, lan)
    mend(school)
    await met.app.watch_content()
    await evenings(met)
    await met.passes(hours=12)
    assert len(await kinds(met)) == 1
    await studies(met, lan)
    await met.passes(hours=12)
    await evenings(met, 3)
    assert told(lan) == []
    assert len(await kinds(met)) == 1


async def test_two_laws_that_end_on_one_day_come_on_two_evenings_also_after_an_outage(lesson: Class) -> None:
    met, school = lesson
    second_law(school)
    await met.app.watch_content()
    lan = await met.learner("Lan")
    await studies(met, lan)
    await met.passes(days=6)
    (first,) = told(lan)
    assert "Nhớ nhé" in first
    await met.passes(hours=1)
    assert len(told(lan)) == 1
    await met.passes(hours=23)
    assert "luật thứ hai" in told(lan)[1]
    await evenings(met, 4)
    assert len(told(lan)) == 2
    met.is_well()


async def test_a_correction_written_after_the_day_goes_out_then(lesson: Class) -> None:
    met, school = lesson
    (school.root / f"corrections/{OLD}.md").unlink()
    await met.app.watch_content()
    lan = await met.learner("Lan")
    await studies(met, lan)
    await evenings(met, 3)
    assert await rows(met) == []
    mend(school)
    write_correction(school)
    await met.app.watch_content()
    await evenings(met)
    assert len(told(lan)) == 1


async def test_a_pause_is_kept_and_so_is_her_hour(lesson: Class) -> None:
    met, _ = lesson
    lan, mai = await met.learner("Lan"), await met.learner("Mai")
    for one in (lan, mai):
        await studies(met, one)
    await lan.types("/caidat")
    await lan.taps("Giờ nhắc")
    await lan.taps("Nghỉ nhắc một tuần")
    await mai.types("/caidat")
    await mai.taps("Giờ nhắc")
    await mai.taps("Đổi giờ nhắc")
    await mai.taps("7:00")
    await evenings(met)
    await met.passes(hours=11)
    assert not told(mai)
    await met.passes(hours=1)
    assert len(told(mai)) == 1
    await evenings(met, 4)
    assert not told(lan)
    await evenings(met, 4)
    assert len(told(lan)) == 1


async def test_what_an_author_changes_meanwhile_is_asked_anew(lesson: Class) -> None:
    met, school = lesson
    lan = await met.learner("Lan")
    await studies(met, lan)
    mend(school)
    await met.app.watch_content()
    await evenings(met, 2)
    write_correction(school, word="Em viết rõ hơn.")
    await met.app.watch_content()
    await lan.taps("Người chồng nấu")
    lan.sees("Em viết rõ hơn.")
    assert "sửa lại" in lan.toast
    await lan.taps("Người chồng nấu")
    lan.sees("Đúng rồi chị!")


async def test_buttons_that_were_never_hers_or_lead_nowhere_are_old(lesson: Class) -> None:
    met, _ = lesson
    lan, mai = await met.learner("Lan"), await met.learner("Mai")
    await studies(met, lan)
    await evenings(met, 2)
    (code, *_) = lan.codes
    for tried in (code, f"kb:{OLD}", "kb:luat-la"):
        await mai.taps_code(tried)
        assert "đã cũ" in mai.toast
    for tried in (f"{code[:-1]}7", f"ka:{OLD}:000000000000:0"):
        await lan.taps_code(tried)
        assert "đã cũ" in lan.toast
    assert [row[-1] for row in await rows(met)] == [None]
    met.is_well()


async def test_on_the_evening_of_a_correction_the_everyday_nudge_stays_away(lesson: Class) -> None:
    met, _ = lesson
    lan = await met.learner("Lan")
    await studies(met, lan)
    await evenings(met, 2)
    ((*_, subject),) = [row[:3] for row in await kinds(met)]
    nudges = [row for row in await kinds(met, "reminder") if row[2] == subject]
    assert all(row[4] != "sent" for row in nudges)
    assert len(told(lan)) == 1

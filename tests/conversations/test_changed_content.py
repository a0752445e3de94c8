"""Content is edited while she studies: what she began goes on as she began it, and nothing is lost."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.domain.curriculum import QuestionKind
from bot.screens.actions import OpenModule, ReadCard, ShowResult, StartQuiz, encode
from bot.storage.tables import answer, attempt, media, module_revision
from tests.chatting import Meeting, Talker
from tests.conversations.school import FIRST_TITLE, ONE, SECOND_TITLE, Pupil, School, school_evening
from tests.library.builder import MODULE, PICTURE, a_picture

OLD, NEW = "Ai nấu cơm thì hợp lẽ?", "Cơm tối nhà mình, ai nấu thì phải?"
OLD_CHOICE, NEW_CHOICE = "Ai về trước thì nấu", "Ai về trước thì vào bếp"
REMOVED = """## Người chồng rửa bát là chuyện thường.
mã: rua-bat"""
REPLACED = """## Con trai quét nhà là chuyện thường.
mã: quet-nha"""
Class = tuple[Meeting, School, Talker, Pupil]


@pytest_asyncio.fixture
async def lesson(database_url: str, tmp_path: Path) -> AsyncIterator[Class]:
    """Lan at the first question of a quiz, and the folder it was read from."""
    async with school_evening(database_url, tmp_path) as (met, school):
        lan = await met.learner("Lan")
        pupil = Pupil(met, lan)
        await pupil.begins()
        yield met, school, lan, pupil


async def revision_of(met: Meeting, question_id: str) -> str:
    """The revision of the wording that is taught now."""
    module = met.library.module(ONE)
    assert module is not None
    return next(question.revision for question in module.questions if question.id == question_id)


async def test_an_attempt_under_way_goes_on_with_the_wording_it_began_with(lesson: Class) -> None:
    met, school, lan, pupil = lesson
    before = await revision_of(met, "ai-nau")
    school.change(OLD, NEW)
    school.change(OLD_CHOICE, NEW_CHOICE)
    await met.app.watch_content()
    assert await revision_of(met, "ai-nau") != before
    await met.restarts()
    await lan.types("/hoc")
    await pupil.comes_to(QuestionKind.SINGLE)
    lan.sees(OLD)
    lan.does_not_see(NEW, NEW_CHOICE)
    await pupil.picks(OLD_CHOICE)
    lan.sees(f"Chị chọn: {OLD_CHOICE}", "Đúng rồi chị!")
    if "Xem kết quả ▸" not in lan.buttons:
        await lan.taps("Câu tiếp theo")
    await pupil.finishes()
    lan.sees("Đúng 5/5 câu (100%)")
    kept = {row[3]: row[4] for row in await met.rows(answer)}
    assert kept["ai-nau"] == before


async def test_a_new_attempt_gets_the_new_wording_and_its_answers_say_so(lesson: Class) -> None:
    met, school, lan, pupil = lesson
    school.change(OLD, NEW)
    school.change(OLD_CHOICE, NEW_CHOICE)
    await met.app.watch_content()
    hoa = await met.learner("Hoa")
    other = Pupil(met, hoa)
    await other.begins()
    await other.comes_to(QuestionKind.SINGLE)
    hoa.sees(NEW)
    await other.picks(NEW_CHOICE)
    hoa.sees("Đúng rồi chị!")
    await lan.types("/hoc")
    await pupil.comes_to(QuestionKind.SINGLE)
    await pupil.judged(right=True)
    worded = {row[0]: row[4] for row in await met.rows(answer) if row[3] == "ai-nau"}
    mine, hers = (await pupil.attempt()).id, (await other.attempt()).id
    assert worded[hers] == await revision_of(met, "ai-nau")
    assert worded[mine] != worded[hers]
    assert len(await met.rows(module_revision)) == 2


async def test_a_question_taken_out_is_still_asked_of_who_was_to_answer_it(lesson: Class) -> None:
    met, school, lan, pupil = lesson
    school.change(REMOVED, REPLACED)
    await met.app.watch_content()
    await lan.types("/hoc")
    await pupil.finishes(wrong={QuestionKind.SINGLE, QuestionKind.TRUE_FALSE})
    lan.sees("Đúng 3/5 câu (60%)")
    assert "rua-bat" in {row[3] for row in await met.rows(answer)}
    assert any("Làm lại 1 câu" in label for label in lan.buttons)
    await lan.taps("Làm lại 1 câu")
    assert [one.question_id for one in (await pupil.attempt()).drawn] == ["ai-nau"]


async def test_where_nothing_that_was_wrong_is_asked_any_more_there_is_nothing_to_try_again(lesson: Class) -> None:
    met, school, lan, pupil = lesson
    await pupil.finishes(wrong={QuestionKind.TRUE_FALSE})
    old = lan.codes
    assert any("Làm lại 1 câu" in label for label in lan.buttons)
    school.change(REMOVED, REPLACED)
    await met.passes(minutes=1)
    await lan.taps_code(encode(ShowResult((await pupil.attempt()).id)))
    lan.sees("Đúng 4/5 câu")
    assert not any("Làm lại" in label for label in lan.buttons)
    (again,) = [code for code in old if code.startswith("rw:")]
    await lan.taps_code(again)
    assert "Nút này đã cũ" in lan.toast


async def test_trying_again_asks_in_todays_wording(lesson: Class) -> None:
    met, school, lan, pupil = lesson
    await pupil.finishes(wrong={QuestionKind.SINGLE, QuestionKind.ORDER})
    finished, answered = await met.rows(attempt), await met.rows(answer)
    school.change(OLD, NEW)
    await met.app.watch_content()
    await lan.taps("Làm lại 2 câu")
    await pupil.comes_to(QuestionKind.SINGLE)
    lan.sees(NEW)
    await pupil.finishes()
    lan.sees("Đúng 5/5 câu (100%)")
    assert (await met.rows(attempt))[:1] == finished
    assert (await met.rows(answer))[: len(answered)] == answered


async def test_an_old_result_shows_what_it_showed(lesson: Class) -> None:
    met, school, lan, pupil = lesson
    await pupil.finishes(wrong={QuestionKind.SINGLE})
    result, buttons = lan.screen, lan.buttons
    old = encode(ShowResult((await pupil.attempt()).id))
    school.change(OLD, NEW)
    school.change("## Thẻ thứ nhất", "## Thẻ mở đầu")
    await met.app.watch_content()
    await lan.types("/ketqua")
    lan.sees(f"✓ {FIRST_TITLE}: đúng 4/5")
    await lan.taps_code(old)
    assert lan.screen.replace("Thẻ mở đầu", "Thẻ thứ nhất") == result
    assert lan.buttons == buttons


async def test_a_module_taken_out_is_finished_by_who_is_in_its_quiz(lesson: Class) -> None:
    met, school, lan, pupil = lesson
    await pupil.answers(right=False)
    here = lan.screen
    (school.folder / MODULE).unlink()
    await met.app.watch_content()
    assert met.library.module(ONE) is None
    await met.passes(days=1)
    await met.restarts()
    await lan.types("/hoc")
    assert lan.screen == here
    await lan.types("/start")
    lan.sees("đang học dở", FIRST_TITLE)
    await lan.taps("Học tiếp ▸")
    assert lan.screen == here
    await pupil.finishes(wrong=set(QuestionKind))
    lan.sees(FIRST_TITLE, "Đúng 0/5 câu")
    assert not any("Làm lại" in label for label in lan.buttons)
    await lan.taps("Đọc lại thẻ 1")
    lan.sees("Thẻ thứ nhất", "1/4")
    await lan.taps("Về kết quả")
    await lan.taps("Học bài tiếp theo")
    lan.sees(SECOND_TITLE)
    assert len(await met.rows(answer)) == 8


async def test_a_module_taken_out_stays_among_her_results_under_the_title_it_had(lesson: Class) -> None:
    met, school, lan, pupil = lesson
    await pupil.finishes(wrong={QuestionKind.SINGLE})
    hoa = await met.learner("Hoa")
    other = Pupil(met, hoa)
    await other.begins()
    await other.finishes(wrong=set(QuestionKind))
    (school.folder / MODULE).unlink()
    await met.app.watch_content()
    await met.restarts()
    await lan.types("/ketqua")
    lan.sees(f"Bài chị đã đạt trước đây\n✓ {FIRST_TITLE}: đúng 4/5", "Chưa học: Việc nhà")
    lan.does_not_see("Chị chưa làm bài nào")
    await hoa.types("/ketqua")
    hoa.does_not_see(FIRST_TITLE, "Bài chị đã đạt trước đây")


async def test_a_result_not_looked_at_is_shown_though_its_module_was_taken_out(lesson: Class) -> None:
    met, school, lan, pupil = lesson
    for _ in range(5):
        await pupil.answers(right=True)
    (school.folder / MODULE).unlink()
    await met.app.watch_content()
    await met.restarts()
    await lan.types("/hoc")
    assert lan.buttons == ["Xem kết quả ▸"]
    await lan.taps("Xem kết quả")
    lan.sees(FIRST_TITLE, "Đúng 5/5 câu (100%)")
    await lan.types("/hoc")
    lan.sees(SECOND_TITLE)


async def test_the_buttons_of_a_module_taken_out_say_kindly_that_they_are_old(lesson: Class) -> None:
    met, school, _, _ = lesson
    hoa = await met.learner("Hoa")
    (school.folder / MODULE).unlink()
    await met.app.watch_content()
    for action in (OpenModule(ONE), ReadCard(ONE, "the-mot"), StartQuiz(ONE)):
        await hoa.taps_code(encode(action))
        assert "Nút này đã cũ" in hoa.toast
        hoa.sees(SECOND_TITLE)


async def test_the_card_she_was_at_is_taken_out(lesson: Class) -> None:
    met, school, _, _ = lesson
    hoa = await met.learner("Hoa")
    await hoa.taps_code(encode(ReadCard(ONE, "the-tu")))
    school.change("## Thẻ thứ tư\nmã: the-tu", "## Thẻ cuối\nmã: the-cuoi")
    await met.app.watch_content()
    await hoa.types("/hoc")
    hoa.sees(FIRST_TITLE, "4 thẻ")
    assert hoa.buttons[0] == "Đọc từ đầu ▸"
    await hoa.taps_code(encode(ReadCard(ONE, "the-tu")))
    assert "Nút này đã cũ" in hoa.toast


async def test_a_card_is_read_in_todays_wording_at_once(lesson: Class) -> None:
    met, school, _, _ = lesson
    hoa = await met.learner("Hoa")
    await hoa.taps_code(encode(ReadCard(ONE, "the-mot")))
    school.change("- Giặt áo", "- Quét sân")
    await met.app.watch_content()
    await hoa.types("/hoc")
    hoa.sees("Quét sân")


async def test_a_new_picture_is_uploaded_once_more(lesson: Class) -> None:
    met, school, _, _ = lesson
    lan, hoa = await met.learner("Mai"), await met.learner("Hoa")
    await lan.taps("Học ngay")
    assert met.world.files.uploads_by_bot == 1
    school.write_bytes(PICTURE, a_picture(9, 9))
    await met.app.watch_content()
    await hoa.taps("Học ngay")
    await lan.types("/hoc")
    assert met.world.files.uploads_by_bot == 2
    assert len(await met.rows(media)) == 2


async def test_a_broken_edit_is_not_taken_and_the_log_says_where(
    lesson: Class, caplog: pytest.LogCaptureFixture
) -> None:
    met, school, lan, pupil = lesson
    taught = met.library
    school.change("- [x] Ai về trước thì nấu", "- [ ] Ai về trước thì nấu")
    with caplog.at_level(logging.INFO):
        await met.app.watch_content()
    assert met.library is taught
    (said,) = [record.getMessage() for record in caplog.records if "content_kept_old" in record.getMessage()]
    assert f"{MODULE}:{school.line_of(OLD)} none-right" in said
    assert OLD not in said
    await pupil.comes_to(QuestionKind.SINGLE)
    lan.sees(OLD)
    school.change(OLD, NEW)
    school.change("- [ ] Ai về trước thì nấu", "- [x] Ai về trước thì nấu")
    await met.app.watch_content()
    assert met.library is not taught


async def test_what_did_not_change_is_not_read_again_unless_it_is_asked_for(
    lesson: Class, caplog: pytest.LogCaptureFixture
) -> None:
    met, _, _, _ = lesson
    with caplog.at_level(logging.INFO):
        await met.app.watch_content()
        assert not [record for record in caplog.records if "content_" in record.getMessage()]
        await met.app.watch_content(is_forced=True)
        assert [record for record in caplog.records if "content_reloaded" in record.getMessage()]


async def test_a_new_module_comes_after_what_she_has_done(lesson: Class) -> None:
    met, school, lan, pupil = lesson
    await pupil.finishes()
    text = school.text(MODULE).replace(FIRST_TITLE, "Đi chợ cùng nhau")
    school.write("courses/viec-nha/03-di-cho.md", text)
    await met.app.watch_content()
    await lan.types("khóa học")
    lan.sees("1/3 bài đạt")
    await pupil.begins("nau-com")
    await pupil.finishes()
    await lan.taps("Học bài tiếp theo")
    lan.sees("Đi chợ cùng nhau")


async def test_a_higher_pass_mark_fails_nobody_who_has_passed(lesson: Class) -> None:
    met, school, lan, pupil = lesson
    await pupil.finishes(wrong={QuestionKind.SINGLE})
    lan.sees("Chị đạt rồi!", "mức đạt 70%")
    school.change("tranh: media/bep.png", "điểm đạt: 100\ntranh: media/bep.png")
    await met.app.watch_content()
    await lan.taps("Làm lại 1 câu")
    await lan.types("/ketqua")
    lan.sees(f"✓ {FIRST_TITLE}: đúng 4/5")
    await lan.types("/hoc")
    await pupil.finishes()
    lan.sees("mức đạt 100%", "Đúng 5/5 câu")

"""Where she is: «chị đang ở đây» shows what she looked at last, also after a restart, and moves nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.domain.curriculum import QuestionKind
from bot.screens import actions as a
from bot.screens.actions import decode, encode
from bot.storage import tables
from handlers.place import SHOWN_AGAIN
from handlers.routes import ROUTES
from tests.chatting import Meeting, Talker
from tests.conversations.school import FIRST_TITLE, ONE, SECOND_TITLE, TWO, Pupil, School, school_evening
from tests.library.builder import MODULE

LOST = "Em chưa hiểu ý chị. Chị bấm nút bên dưới"
OLD = "Nút này đã cũ"
NEVER = (a.ShowEmergency, a.HideEmergency, a.AgreeToConsent, a.PickChoice, a.StartQuiz, a.RetryWrong, a.Leave)
Class = tuple[Meeting, School, Talker, Pupil]


@pytest_asyncio.fixture
async def lesson(database_url: str, tmp_path: Path) -> AsyncIterator[Class]:
    """Lan, who has joined a small school."""
    async with school_evening(database_url, tmp_path) as (met, school):
        lan = await met.learner("Lan")
        yield met, school, lan, Pupil(met, lan)


async def facts(met: Meeting) -> dict[str, list[tuple[Any, ...]]]:
    """Every row but those of the post and of the chat itself."""
    return {name: rows for name, rows in (await met.everything()).items() if name not in ("inbox", "chat")}


async def last_screen(met: Meeting) -> str:
    """What the only chat remembers."""
    (row,) = await met.rows(tables.chat)
    return str(row[tables.chat.columns.keys().index("last_screen")])


async def is_found_here(met: Meeting, talker: Talker) -> None:
    """Check that, lost, she is told where she is with the very buttons, that a restart is not noticed, and nothing has
    moved; an old button shows the whole screen again."""
    screen, buttons, before = talker.screen, talker.buttons, await facts(met)
    await talker.types("ờ ờ")
    talker.sees(LOST)
    assert screen in talker.screen or len(talker.screen.splitlines()) <= 3
    assert talker.buttons == buttons
    await met.restarts()
    talker.person.sends_sticker()
    await met.quiet()
    talker.sees("Dễ thương quá")
    assert talker.buttons == buttons
    await talker.taps_code("zz:old")
    assert OLD in talker.toast
    assert (talker.screen, talker.buttons) == (screen, buttons)
    assert await facts(met) == before


async def test_lost_anywhere_she_is_shown_the_screen_she_had(lesson: Class) -> None:
    met, _, lan, _ = lesson
    await lan.taps("Học ngay")
    await lan.taps("Bắt đầu")
    for typed in ("/caidat", "/ketqua", "/trogiup", "/riengtu", "trang chính", "khóa học", "/hoc"):
        await lan.types(typed)
        await is_found_here(met, lan)
    for action in (
        a.OpenCourse("viec-nha"),
        a.OpenModule(TWO),
        a.ReadConsent(),
        a.BrowseUnits(0, 0),
        a.AskRole(),
        a.ReadCard(ONE, "the-hai"),
    ):
        await lan.types("trang chính")
        await lan.taps_code(encode(action))
        assert isinstance(decode(await last_screen(met)), type(action))
        await is_found_here(met, lan)
    met.is_well()


async def test_nonsense_in_the_settings_shows_the_settings_and_a_number_still_means_their_button(lesson: Class) -> None:
    met, _, lan, _ = lesson
    await lan.types("/caidat")
    await lan.types("sao lại thế")
    lan.sees(LOST, "Cài đặt")
    lan.does_not_see("Tên: Lan")
    await met.restarts()
    await lan.types("đổi việc ở hội")
    lan.sees("Ở Hội, chị đang làm việc gì?")
    await lan.types("4")
    lan.sees("Việc ở Hội: Hội viên")
    await is_found_here(met, lan)


async def test_a_result_and_a_card_read_again_from_it_are_where_she_is(lesson: Class) -> None:
    met, _, lan, pupil = lesson
    await pupil.begins()
    await is_found_here(met, lan)
    question = lan.codes[0]
    await pupil.finishes(wrong={QuestionKind.SINGLE})
    await is_found_here(met, lan)
    result = lan.screen
    await lan.taps_code(question)
    assert lan.toast == "Nút này đã cũ. Em mở lại chỗ chị đang xem nhé."
    assert lan.screen == result
    await lan.taps("Đọc lại thẻ 1")
    await is_found_here(met, lan)
    await lan.taps("Về kết quả")
    assert lan.screen == result


async def test_the_explanation_that_ends_a_quiz_is_shown_again_until_she_has_seen_the_result(lesson: Class) -> None:
    met, _, lan, pupil = lesson
    await pupil.begins()
    for _ in range(5):
        await pupil.answers(right=True)
    await is_found_here(met, lan)
    assert lan.buttons == ["Xem kết quả ▸"]
    await lan.types("xem kết quả")
    lan.sees("Đúng 5/5 câu (100%)")
    await is_found_here(met, lan)


async def test_the_emergency_numbers_never_come_back_by_themselves(met: Meeting) -> None:
    lan = await met.learner("Lan")
    for opens in ("/khancap", "chồng tôi đánh tôi"):
        for hides in (False, True):
            await lan.types("/caidat")
            await lan.types(opens)
            lan.sees("113")
            if hides:
                await lan.taps("Ẩn tin này")
            assert await last_screen(met) == encode(a.OpenSettings())
            await met.restarts()
            await lan.types("ờ ờ")
            lan.sees(LOST, "Cài đặt")
            lan.does_not_see("113")


async def test_the_question_that_erases_everything_is_never_put_unasked(lesson: Class) -> None:
    met, _, lan, _ = lesson
    await lan.types("/riengtu")
    await lan.taps("Rời đi và xóa hết")
    await met.restarts()
    await lan.types("ờ ờ")
    lan.sees(LOST, "Dữ liệu của chị")
    assert "Vâng, xóa hết" not in lan.buttons


async def test_where_the_screen_is_gone_her_place_in_learning_is_shown(lesson: Class) -> None:
    met, school, lan, _ = lesson
    await lan.taps_code(encode(a.OpenModule(ONE)))
    (school.folder / MODULE).unlink()
    await met.app.watch_content()
    await met.restarts()
    await lan.types("ờ ờ")
    lan.sees(LOST, SECOND_TITLE)


async def test_in_joining_the_list_she_had_opened_is_shown_again_and_forgotten_once_she_has_chosen(
    met: Meeting,
) -> None:
    lan = met.person("Lan")
    await lan.starts()
    await lan.taps("Tôi đồng ý")
    await lan.taps("Xã Suối Mây")
    await lan.taps("Xem thêm")
    await is_found_here(met, lan)
    await lan.taps("Chưa thấy chi hội của tôi")
    await is_found_here(met, lan)
    lan.sees("Ở Hội, chị đang làm việc gì?")
    for label in ("Hội viên", "Đúng rồi", "Bỏ qua"):
        await lan.taps(label)
    await is_found_here(met, lan)
    lan.sees("bài tiếp theo")


async def test_every_screen_names_an_action_that_may_show_it_again(lesson: Class) -> None:
    met, _, lan, pupil = lesson
    named = set()
    for typed in ("/caidat", "/ketqua", "/trogiup", "/riengtu", "trang chính", "khóa học"):
        await lan.types(typed)
        named.add(await last_screen(met))
    await pupil.begins()
    named.add(await last_screen(met))
    await pupil.finishes(wrong={QuestionKind.SINGLE})
    named.add(await last_screen(met))
    assert {type(decode(code)) for code in named} <= set(SHOWN_AGAIN)
    assert len(named) == 8
    assert set(SHOWN_AGAIN) <= set(ROUTES)
    assert not set(SHOWN_AGAIN) & set(NEVER)


# After a result.


async def fails(met: Meeting, pupil: Pupil, module: str = ONE) -> None:
    """She answers everything wrong and looks at the result; then a while goes by."""
    await pupil.begins(module)
    await pupil.finishes(wrong=set(QuestionKind))
    await met.passes(minutes=1)


@pytest.mark.parametrize("way", ["/hoc", "📖 Học tiếp", "/start"])
async def test_after_a_module_not_passed_trying_again_is_offered_first(lesson: Class, way: str) -> None:
    met, _, lan, pupil = lesson
    await fails(met, pupil)
    await met.restarts()
    await met.passes(days=1)
    await lan.types(way)
    lan.sees(FIRST_TITLE)
    assert lan.buttons[0] == "Làm lại 5 câu chưa đúng ▸"
    assert "Học bài tiếp theo ▸" in lan.buttons
    await lan.taps("Làm lại 5 câu")
    await pupil.finishes()
    lan.sees("Đúng 5/5 câu (100%)")
    await met.passes(minutes=1)
    await lan.types("/hoc")
    lan.sees(SECOND_TITLE, "4 thẻ")


@pytest.mark.parametrize("way", ["/hoc", "/start"])
async def test_who_goes_on_without_having_passed_is_not_asked_again(lesson: Class, way: str) -> None:
    met, _, lan, pupil = lesson
    await fails(met, pupil)
    await lan.types(way)
    await lan.taps("Học bài tiếp theo")
    lan.sees(SECOND_TITLE, "4 thẻ")
    await met.restarts()
    await met.passes(days=1)
    await lan.types("/start")
    lan.sees("bài tiếp theo", SECOND_TITLE)
    await lan.types("/hoc")
    lan.sees(SECOND_TITLE, "4 thẻ")
    await pupil.begins(TWO)
    await pupil.finishes()
    await met.passes(minutes=1)
    await lan.taps("Học bài tiếp theo")
    lan.sees(FIRST_TITLE, "4 thẻ")
    assert lan.buttons == ["Làm lại 5 câu chưa đúng ▸", "Đọc từ đầu ▸", "◂ Các bài trong khóa"]


async def test_who_opens_another_module_from_the_list_after_such_a_result_is_there(lesson: Class) -> None:
    met, _, lan, pupil = lesson
    await fails(met, pupil)
    await lan.types("khóa học")
    await lan.taps("1. Việc nhà")
    await lan.taps("○ 2.")
    await met.passes(minutes=1)
    await met.restarts()
    await lan.types("/hoc")
    lan.sees(SECOND_TITLE, "4 thẻ")


async def test_her_file_names_a_module_she_only_opened(lesson: Class) -> None:
    met, _, lan, pupil = lesson
    await fails(met, pupil)
    await lan.taps("Học bài tiếp theo")
    await lan.types("/riengtu")
    await lan.taps("Xem dữ liệu")
    stored = met.world.files.get(lan.from_bot[-1]["document"]["file_id"])
    assert stored is not None
    assert f"- {SECOND_TITLE}, trang đầu, lúc " in stored.content.decode("utf-8")


async def test_looking_up_another_module_in_the_middle_of_a_quiz_keeps_the_question(lesson: Class) -> None:
    met, _, lan, pupil = lesson
    await pupil.begins()
    question = lan.screen
    await met.passes(minutes=1)
    await lan.taps_code(encode(a.OpenModule(TWO)))
    await met.passes(minutes=1)
    await lan.types("/hoc")
    assert lan.screen == question


@pytest.mark.parametrize("right", [True, False])
async def test_a_result_never_looked_at_waits_for_her(lesson: Class, *, right: bool) -> None:
    met, _, lan, pupil = lesson
    await pupil.begins()
    for _ in range(5):
        await pupil.answers(right=right)
    explained = lan.screen
    await met.restarts()
    await met.passes(days=2)
    await lan.types("/start")
    lan.sees("vừa trả lời hết câu hỏi", FIRST_TITLE)
    await lan.taps("Học tiếp ▸")
    assert lan.screen == explained
    await met.restarts()
    await lan.types("/hoc")
    assert lan.screen == explained
    await lan.taps("Xem kết quả")
    lan.sees("Đúng 5/5 câu" if right else "Đúng 0/5 câu")
    await met.passes(minutes=1)
    await lan.types("/hoc")
    lan.sees(SECOND_TITLE if right else FIRST_TITLE)
    assert ("Bắt đầu ▸" if right else "Làm lại 5 câu chưa đúng ▸") in lan.buttons


async def test_who_went_elsewhere_is_not_led_back_to_a_result_she_did_not_look_at(lesson: Class) -> None:
    met, _, lan, pupil = lesson
    await pupil.begins()
    for _ in range(5):
        await pupil.answers(right=False)
    await met.passes(minutes=1)
    await lan.taps_code(encode(a.ReadCard(TWO, "the-mot")))
    await met.restarts()
    await lan.types("/hoc")
    lan.sees(SECOND_TITLE, "1/4")


async def test_the_button_to_a_module_passed_meanwhile_leads_to_her_place(lesson: Class) -> None:
    met, _, lan, pupil = lesson
    await fails(met, pupil)
    old = encode(a.GoOnTo(TWO))
    assert old in lan.codes
    await pupil.begins(TWO)
    await pupil.finishes()
    await met.passes(minutes=1)
    await lan.taps_code(old)
    lan.sees(FIRST_TITLE)
    assert "Làm lại 5 câu chưa đúng ▸" in lan.buttons

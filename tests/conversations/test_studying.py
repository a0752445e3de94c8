"""Studying: courses, modules, cards, and one button that goes on from everywhere."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.storage.tables import bookmark, enrolment, media
from tests.chatting import Meeting, Talker, words_of
from tests.conversations.school import FIRST_TITLE, ONE, PICTURED, SECOND_TITLE, Pupil, School, school_evening

Evening = tuple[Meeting, School]


@pytest_asyncio.fixture
async def evening(database_url: str, tmp_path: Path) -> AsyncIterator[Evening]:
    async with school_evening(database_url, tmp_path) as together:
        yield together


def number_of(talker: Talker) -> int:
    """The number of the newest message from the bot."""
    number: int = talker.from_bot[-1]["message_id"]
    return number


async def test_the_courses_and_modules_show_how_far_she_is(evening: Evening) -> None:
    met, _ = evening
    lan = await met.learner()
    await lan.taps("Các khóa học")
    lan.sees("Việc nhà", "0/2 bài đạt")
    await lan.taps("1. Việc nhà")
    lan.sees("Chia việc nhà cho vừa sức", "○ chưa học")
    assert lan.buttons == [f"○ 1. {FIRST_TITLE}", f"○ 2. {SECOND_TITLE}", "Các khóa học"]
    await Pupil(met, lan).begins()
    await lan.types("khóa học")
    await lan.taps("1. Việc nhà")
    assert lan.buttons[0] == f"◐ 1. {FIRST_TITLE}"
    await lan.taps("◐ 1.")
    await lan.taps("Làm tiếp bài kiểm tra")
    await Pupil(met, lan).finishes()
    await lan.types("các khóa học")
    lan.sees("1/2 bài đạt")
    await lan.taps("1. Việc nhà")
    assert lan.buttons[:2] == [f"✓ 1. {FIRST_TITLE}", f"○ 2. {SECOND_TITLE}"]


async def test_the_opening_has_a_picture_and_says_what_she_will_be_able_to_do(evening: Evening) -> None:
    met, _ = evening
    lan = await met.learner()
    await lan.taps("Học ngay")
    assert lan.from_bot[-1]["photo"]
    lan.sees(FIRST_TITLE, "Nói được ba cách chia việc nhà", "4 thẻ · 5 câu hỏi")
    assert lan.buttons == ["Bắt đầu ▸", "◂ Các bài trong khóa"]


async def test_a_picture_is_uploaded_once_and_then_sent_by_its_name(evening: Evening) -> None:
    met, _ = evening
    files = met.world.files
    lan, hoa = await met.learner("Lan"), await met.learner("Hoa")
    await lan.taps("Học ngay")
    assert files.uploads_by_bot == 1
    await hoa.taps("Học ngay")
    await lan.taps("Học tiếp")
    assert files.uploads_by_bot == 1
    assert hoa.from_bot[-1]["photo"] == lan.from_bot[-1]["photo"]
    assert len(await met.rows(media)) == 1


async def test_after_a_restart_the_picture_is_not_uploaded_again(evening: Evening) -> None:
    met, _ = evening
    lan = await met.learner()
    await lan.taps("Học ngay")
    await met.restarts()
    await lan.taps("Học tiếp")
    assert lan.from_bot[-1]["photo"]
    assert met.world.files.uploads_by_bot == 1


async def test_cards_follow_each_other_in_one_message(evening: Evening) -> None:
    met, _ = evening
    lan = await met.learner()
    await lan.taps("Học ngay")
    opening = number_of(lan)
    await lan.taps("Bắt đầu")
    lan.sees("Thẻ thứ nhất", "1/4", FIRST_TITLE)
    assert lan.buttons == ["Tiếp ▸"]
    first = number_of(lan)
    assert first > opening
    await lan.taps("Tiếp")
    lan.sees("Thẻ thứ hai", "2/4")
    assert lan.buttons == ["Tiếp ▸", "◂ Thẻ trước"]
    assert number_of(lan) == first
    await lan.taps("Thẻ trước")
    lan.sees("Thẻ thứ nhất", "1/4")


async def test_texts_edit_each_other_in_place_both_ways(met: Meeting) -> None:
    lan = await met.learner()
    await lan.taps("Học ngay")
    await lan.taps("Bắt đầu")
    module = met.library.modules()[0]
    number = number_of(lan)
    for index in range(1, len(module.cards)):
        await lan.taps("Tiếp")
        lan.sees(module.cards[index].title, f"{index + 1}/{len(module.cards)}")
        assert number_of(lan) == number
    assert lan.buttons == ["Làm bài kiểm tra ▸", "◂ Thẻ trước"]
    for index in reversed(range(len(module.cards) - 1)):
        await lan.taps("Thẻ trước")
        lan.sees(f"{index + 1}/{len(module.cards)}")
        assert number_of(lan) == number


async def test_a_card_with_a_picture_takes_the_place_of_a_text_and_gives_way_to_a_new_message(
    evening: Evening,
) -> None:
    met, _ = evening
    lan = await met.learner()
    await lan.taps("Học ngay")
    await lan.taps("Bắt đầu")
    number = number_of(lan)
    await lan.taps("Tiếp")
    assert lan.from_bot[-1]["photo"]
    assert PICTURED in words_of(lan.from_bot[-1])
    assert number_of(lan) == number
    await lan.taps("Tiếp")
    lan.sees("Thẻ thứ ba")
    assert number_of(lan) > number
    pictured = next(message for message in lan.messages if message["message_id"] == number)
    assert "reply_markup" not in pictured


async def test_only_the_newest_of_her_lessons_has_buttons(evening: Evening) -> None:
    met, _ = evening
    lan = await met.learner()
    await lan.taps("Học ngay")
    opening = number_of(lan)
    await lan.taps("Bắt đầu")
    left = next(message for message in lan.messages if message["message_id"] == opening)
    assert "reply_markup" not in left


async def test_the_next_module_begins_with_a_message_of_its_own(evening: Evening) -> None:
    met, _ = evening
    lan = await met.learner()
    pupil = Pupil(met, lan)
    await pupil.begins()
    await pupil.finishes()
    result = number_of(lan)
    await lan.taps("Học bài tiếp theo")
    lan.sees(SECOND_TITLE, "4 thẻ")
    assert number_of(lan) > result
    old = next(message for message in lan.messages if message["message_id"] == result)
    assert "Chị trả lời đúng hết" in words_of(old)


async def test_a_card_that_states_a_law_names_it_with_the_article_and_the_day_it_came_into_force(
    evening: Evening,
) -> None:
    met, _ = evening
    lan = await met.learner()
    await lan.taps("Học ngay")
    await lan.taps("Bắt đầu")
    lan.sees("Nguồn: Luật Bình đẳng giới 2006 (73/2006/QH11), Điều 18 khoản 5, hiệu lực từ 1/7/2007")
    await lan.taps("Tiếp")
    lan.does_not_see("Nguồn:")


async def test_every_way_of_going_on_opens_the_card_she_was_at(evening: Evening) -> None:
    met, _ = evening
    lan = await met.learner()
    await lan.taps("Học ngay")
    await lan.taps("Bắt đầu")
    await lan.taps("Tiếp")
    await lan.taps("Tiếp")

    async def comes_back() -> None:
        lan.sees("Thẻ thứ ba", "3/4")

    await lan.taps("📖 Học tiếp")
    await comes_back()
    for typed in ("/hoc", "học", "hoc tiep", "Tiếp tục", "📖 Học tiếp"):
        await lan.types(typed)
        await comes_back()
    for way in ("/start", "/ketqua", "/trogiup"):
        await lan.types(way)
        await lan.taps("Học tiếp ▸")
        await comes_back()
    await lan.types("/khancap")
    await lan.taps("Ẩn tin này")
    await lan.taps("Học tiếp ▸")
    await comes_back()


async def test_going_on_from_home_says_that_her_place_was_kept(evening: Evening) -> None:
    met, _ = evening
    lan = await met.learner()
    lan.sees("bài tiếp theo là", FIRST_TITLE)
    await lan.taps("Học ngay")
    await lan.taps("Bắt đầu")
    await lan.types("trang chính")
    lan.sees("đang học dở", FIRST_TITLE, "Em vẫn giữ chỗ cho chị")


async def test_a_finished_module_is_followed_by_the_next_and_the_last_by_a_kind_word(evening: Evening) -> None:
    met, _ = evening
    lan = await met.learner()
    pupil = Pupil(met, lan)
    await pupil.begins()
    await pupil.finishes()
    await lan.types("/start")
    lan.sees("bài tiếp theo là", SECOND_TITLE)
    await pupil.begins("nau-com")
    await pupil.finishes()
    assert "Học bài tiếp theo ▸" not in lan.buttons
    await lan.types("/hoc")
    lan.sees("đã học xong tất cả các bài")
    await lan.types("/ketqua")
    lan.sees("2/2 bài đạt", f"✓ {FIRST_TITLE}: đúng 5/5")


async def test_a_passed_module_can_be_read_again_from_its_opening(evening: Evening) -> None:
    met, _ = evening
    lan = await met.learner()
    pupil = Pupil(met, lan)
    await pupil.begins()
    await pupil.finishes()
    await lan.types("khóa học")
    await lan.taps("1. Việc nhà")
    await lan.taps("✓ 1.")
    assert lan.buttons == ["Đọc từ đầu ▸", "Làm bài kiểm tra ▸", "🗣 Bàn ở chi hội, 10 phút", "◂ Các bài trong khóa"]
    await lan.taps("Đọc từ đầu")
    lan.sees("Thẻ thứ nhất")


async def test_the_opening_of_a_module_under_way_offers_the_card_she_was_at(evening: Evening) -> None:
    met, _ = evening
    lan = await met.learner()
    await lan.taps("Học ngay")
    await lan.taps("Bắt đầu")
    await lan.taps("Tiếp")
    await lan.types("khóa học")
    await lan.taps("1. Việc nhà")
    await lan.taps("◐ 1.")
    assert lan.buttons == ["Đọc tiếp thẻ 2/4 ▸", "Đọc từ đầu ▸", "◂ Các bài trong khóa"]
    await lan.taps("Đọc tiếp thẻ 2/4")
    lan.sees("Thẻ thứ hai")


async def test_reading_writes_one_bookmark_a_module_and_one_enrolment_a_course(evening: Evening) -> None:
    met, _ = evening
    lan = await met.learner()
    await lan.taps("Học ngay")
    await lan.taps("Bắt đầu")
    for _ in range(3):
        await lan.taps("Tiếp")
    ((_, module_id, card_id, _),) = await met.rows(bookmark)
    assert (module_id, card_id) == (ONE, "the-tu")
    assert len(await met.rows(enrolment)) == 1


async def test_two_learners_have_each_their_own_place(evening: Evening) -> None:
    met, _ = evening
    lan, hoa = await met.learner("Lan"), await met.learner("Hoa")
    await lan.taps("Học ngay")
    await lan.taps("Bắt đầu")
    await lan.taps("Tiếp")
    await hoa.taps("Học ngay")
    hoa.sees("4 thẻ")
    await lan.types("/hoc")
    lan.sees("Thẻ thứ hai")


async def test_a_button_of_something_that_never_was_is_old_and_she_stays_where_she_is(evening: Evening) -> None:
    met, _ = evening
    lan = await met.learner()
    await lan.taps("Học ngay")
    await lan.taps("Bắt đầu")
    gone = (
        "oc:khong-co",
        "om:khong-co",
        f"rc:{ONE}:khong-co",
        "rc:khong-co:the-mot",
        "sq:khong-co",
        "nq:999",
        "sr:999",
        "rr:999:0",
        "rw:999",
        "co:999:0",
        "pc:999:0:0:0",
    )
    for code in gone:
        await lan.taps_code(code)
        assert lan.toast == "Nút này đã cũ. Em mở lại chỗ chị đang xem nhé.", code
        lan.sees("Thẻ thứ nhất", "1/4")


async def test_her_results_say_where_she_is_and_name_untouched_courses_in_one_line(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.types("/ketqua")
    lan.sees("Chị chưa làm bài nào")
    lan.does_not_see("0/5", "Chưa học:")
    module = met.library.modules()[0]
    await lan.taps_code(f"rc:{module.id}:{module.cards[2].id}")
    await lan.types("/ketqua")
    lan.sees(f"◐ {module.title}: đang đọc thẻ 3/{len(module.cards)}", "Chưa học: ")
    await lan.taps_code(f"sq:{module.id}")
    await lan.answers(right=True)
    await lan.types("/ketqua")
    lan.sees(f"◐ {module.title}: đang làm câu 2/", "Chưa học: ")
    lan.does_not_see("Chị chưa làm bài nào")
    assert lan.screen.count("bài đạt") == 1
    met.is_well()

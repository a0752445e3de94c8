"""Two languages: chosen by her, at any time, and then spoken everywhere, without anything else being different."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.screens.incoming import Incoming, Said
from bot.screens.screen import Reply
from bot.services.visit import Visit
from bot.storage import tables
from handlers.reception import answer as reception
from tests.chatting import Meeting, words_of
from tests.conversations.broadcasts_school import Union, union
from tests.conversations.english_school import joins_in_english, switches, visitor
from tests.conversations.reminders_school import passes_module
from tests.conversations.roles_school import menu_of
from tests.promises.wired import restart, stage

ENGLISH_KEYS = ["📖 Continue", "📊 Results", "❓ Help", "🆘 Emergency"]
VIETNAMESE_KEYS = ["📖 Học tiếp", "📊 Kết quả", "❓ Trợ giúp", "🆘 Khẩn cấp"]


@pytest_asyncio.fixture
async def hoi(database_url: str) -> AsyncIterator[Union]:
    """The Union of a commune."""
    async with union(database_url) as together:
        yield together


async def test_a_phone_set_to_english_is_offered_it_and_given_nothing_unasked(met: Meeting) -> None:
    anna = visitor(met)
    await anna.starts(met.token)
    anna.sees("Chào chị", "Chị đồng ý không?")
    assert anna.buttons == ["Tôi đồng ý", "Đọc kỹ hơn", "Thôi, tôi không tham gia", "English"]
    await anna.taps("English")
    anna.sees("Hello!", "Chi hội Thôn Bưởi", "Do you agree?")
    assert anna.buttons == ["I agree", "Read more closely", "No, I do not take part", "Tiếng Việt"]
    assert len(anna.from_bot) == 1
    assert await met.rows(tables.learner) == []
    await anna.taps("Tiếng Việt")
    anna.sees("Chị đồng ý không?")
    met.is_well()


@pytest.mark.parametrize("phone_is_in", ["vi", "vi-VN", ""])
async def test_a_phone_set_to_vietnamese_is_offered_nothing(met: Meeting, phone_is_in: str) -> None:
    lan = visitor(met, "Lan", phone_is_in=phone_is_in)
    await lan.starts(met.token)
    assert lan.buttons == ["Tôi đồng ý", "Đọc kỹ hơn", "Thôi, tôi không tham gia"]


async def test_she_joins_learns_and_takes_a_quiz_in_english(met: Meeting) -> None:
    anna = await joins_in_english(met)
    anna.sees("Anna, your next lesson is")
    assert anna.keys == ENGLISH_KEYS
    assert words_of(anna.from_bot[-2]).startswith("Done. Welcome, Anna!")
    await anna.taps("Start learning")
    await anna.taps("Begin")
    module = met.library.modules()[0]
    for _ in module.cards[1:]:
        await anna.taps("Next")
    await anna.taps("Take the quiz")
    for _ in range(100):
        if not (onward := [label for label in anna.buttons if label[:4] in ("Next", "And ", "See ")]):
            await anna.answers(right=True)
        elif onward == ["See the result ▸"]:
            break
        else:
            await anna.taps(onward[0])
    await anna.taps("See the result")
    anna.sees("You got everything right. Wonderful!", "To do this week:")
    await anna.presses("Results")
    anna.sees("Your results", "1/")
    met.is_well()


async def test_a_translated_module_is_taught_asked_and_kept_like_its_original(met: Meeting) -> None:
    anna = await joins_in_english(met)
    await anna.types("courses")
    await anna.taps("Safety for women and children")
    await anna.taps("Violence is more than a slap")
    anna.sees("You recognise violence at home", "6 cards")
    anna.does_not_see("This lesson is in Vietnamese")
    await anna.taps("Begin")
    anna.sees("Nhài has no bruise", "That is not violence, is it?", "Source: Luật Phòng, chống bạo lực gia đình")
    await anna.taps_code("sq:nhan-dien-bao-luc")
    assert any(label in anna.screen for label in ("Nhài", "Tre", "Mít", "Domestic violence"))
    # In the middle of the quiz she changes the language: the same question, the same buttons, other words.
    codes = anna.codes
    await anna.types("/ngonngu")
    await anna.taps("Tiếng Việt")
    assert anna.codes == codes
    anna.sees("Bạo lực không chỉ là cái tát")
    await anna.answers(right=True)
    await anna.types("/ngonngu")
    await anna.taps("English")
    # What was drawn is kept in its authors' words, whoever was the first to draw it.
    ((_, _, body, _),) = await met.rows(tables.module_revision)
    assert "Nhài has no bruise" not in body.decode()
    assert "Bạo lực không chỉ là cái tát" in body.decode()
    (attempt,) = await met.attempts(anna)
    module = met.library.module("nhan-dien-bao-luc")
    assert module is not None
    assert attempt.module_revision == module.revision
    met.is_well()


async def test_a_module_that_is_not_translated_says_so_once_and_kindly(met: Meeting) -> None:
    anna, lan = await joins_in_english(met), await met.learner("Lan")
    await anna.taps_code("om:bao-ai-goi-so-nao")
    anna.sees("This lesson is in Vietnamese")
    await anna.taps("Begin")
    anna.does_not_see("This lesson is in Vietnamese")
    await lan.taps_code("om:bao-ai-goi-so-nao")
    lan.does_not_see("Bài này viết bằng tiếng Việt")


async def test_the_emergency_numbers_are_in_english_with_every_number(met: Meeting) -> None:
    anna = visitor(met)
    await anna.starts()
    await anna.taps("English")
    await anna.types("emergency")
    anna.sees("113 · Beaten or threatened", "111", "115 · Wounded", "1900 969 680 · Peace House", "114", "112")
    await anna.types("cứu em với")
    anna.sees("113 · Police", "1900 969 680 · Peace House, somebody who listens")


async def test_a_lesson_is_found_by_english_words(met: Meeting) -> None:
    anna = await joins_in_english(met)
    await anna.types("/tracuu")
    await anna.types("keeps all the money, is that violence")
    anna.sees("I found these pages")
    assert any("money" in label.lower() for label in anna.buttons)


async def test_a_certificate_is_vietnamese_whatever_she_speaks(met: Meeting) -> None:
    lan = await met.learner("Lan")
    for module in met.library.courses[3].modules:
        await passes_module(met, lan, module.id)
    await switches(lan)
    await lan.types("/ketqua")
    await lan.taps("Certificate: Safety for women")
    assert "Your certificate" in words_of(lan.from_bot[-2])
    assert "An toàn cho phụ nữ và trẻ em" in words_of(lan.from_bot[-2])


async def test_a_switch_in_the_middle_of_a_lesson_keeps_her_place(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.taps("Học ngay")
    await lan.taps("Bắt đầu")
    await lan.taps("Tiếp ▸")
    second = met.library.modules()[0].cards[1]
    lan.sees(second.title)
    await switches(lan)
    assert words_of(lan.from_bot[-2]) == "All right, from now on I speak English with you."
    lan.sees("Settings", "Name: Lan")
    assert lan.keys == ENGLISH_KEYS
    await lan.presses("Continue")
    assert "Next ▸" in lan.buttons
    place = lan.codes
    # Typed where she reads, it comes back to the very card.
    await lan.types("đổi ngôn ngữ")
    lan.sees("Which language")
    await lan.taps("Tiếng Việt")
    lan.sees(second.title)
    assert "Tiếp ▸" in lan.buttons
    assert lan.codes == place
    assert lan.keys == VIETNAMESE_KEYS
    met.is_well()


async def test_a_question_stays_on_the_screen_when_she_changes_the_language(met: Meeting) -> None:
    anna = await joins_in_english(met)
    module = met.library.modules()[0]
    await anna.taps_code(f"sq:{module.id}")
    codes = anna.codes
    await anna.types("/ngonngu")
    await anna.taps("Tiếng Việt")
    anna.sees("Câu 1/")
    assert anna.codes == codes
    await anna.answers(right=True)
    met.is_well()


async def test_vietnamese_is_understood_in_english_too(met: Meeting) -> None:
    anna = await joins_in_english(met)
    await anna.types("khóa học")
    anna.sees("Courses")
    await anna.types("trang chinh")
    anna.sees("your next lesson is")
    await anna.types("học ngay")
    await anna.types("bắt đầu")
    await anna.types("next")
    await anna.types("thẻ trước")
    await anna.types("what is this")
    anna.sees("I did not understand", "You are here")
    await anna.types("chồng tôi đánh tôi")
    anna.sees("Please do not bear it alone", "113")
    await anna.taps("Hide this")
    anna.sees("I am here when you need me")


async def test_it_is_kept_over_a_restart_told_in_her_data_and_gone_when_she_leaves(met: Meeting) -> None:
    anna = await joins_in_english(met)
    await met.restarts()
    await anna.types("/riengtu")
    anna.sees("Your data is yours")
    await anna.taps("See my data")
    file = met.world.files.get(anna.from_bot[-1]["document"]["file_id"])
    assert file is not None
    assert "Language: English" in file.content.decode("utf-8-sig")
    await anna.taps("Leave and erase")
    await anna.taps("Yes, erase everything")
    anna.sees("Thank you for learning with me")
    assert anna.keys == []
    await anna.starts(met.token)
    anna.sees("Chị đồng ý không?")


async def test_the_menu_of_commands_is_in_her_language(met: Meeting) -> None:
    anna = await joins_in_english(met)
    await met.passes(seconds=20)

    def described() -> str:
        commands = met.world.profile.commands_for(anna.person.id, "en")
        return next(str(entry["description"]) for entry in commands if entry["command"] == "hoc")

    assert described() == "Go on where I stopped"
    assert "quantri" not in menu_of(met, anna)
    await switches(anna, "Tiếng Việt")
    await met.passes(seconds=20)
    assert described() == "Học tiếp chỗ đang dở"
    assert await met.rows(tables.shown_menu) == []


async def test_a_language_that_nobody_speaks_is_an_old_button(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.taps_code("uc:fr")
    assert lan.toast.startswith("Nút này đã cũ")
    lan.sees("Chị Lan ơi")


async def test_a_group_is_answered_in_vietnamese_whoever_asks(met: Meeting) -> None:
    anna = await joins_in_english(met)
    group = met.world.add_group("Chi hội Thôn Bưởi", anna.person)
    anna.person.writes_in_group(f"@{met.world.username} hello", group)
    await met.quiet()
    said = [words_of(posted.message) for posted in group.chat.posted.values() if posted.by_bot]
    assert said == ["Em chỉ trò chuyện riêng để giữ kín cho chị. Chị bấm nút dưới đây nhé."]


async def test_a_reminder_comes_in_the_language_of_whom_it_reaches(met: Meeting) -> None:
    anna, lan = await joins_in_english(met), await met.learner("Lan")
    await met.passes(days=1)
    assert anna.buttons == ["Open the lesson ▸", "Other hour, or a rest"]
    assert lan.buttons == ["Mở bài ▸", "Đổi giờ, nghỉ nhắc"]
    await anna.taps("Other hour")
    anna.sees("Reminders", "Days off: none")


async def test_an_organiser_works_in_english_and_learners_get_her_words(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    (lan,) = await hoi.learners("Lan")
    await switches(sen)
    await hoi.met.passes(seconds=20)
    assert "quantri" in menu_of(hoi.met, sen)
    await sen.types("/quantri")
    sen.sees("Management", "You look after: Xã Suối Mây")
    for label in ("Announcements", "Write a new one"):
        await sen.taps(label)
    await sen.types("Mời chị em họp lúc 19 giờ.")
    for label in ("Done", "Check before sending", "Send now"):
        await sen.taps(label)
    sen.sees("Being sent", "0/2 people")
    await hoi.post.runs()
    assert lan.screen == "Mời chị em họp lúc 19 giờ."
    # The one message that tells how far it has come is edited by a job, and still speaks English.
    assert any("Received: 2" in words_of(each) for each in sen.from_bot)
    sen.sees("Your announcement has been sent.")
    hoi.met.is_well()


async def test_a_report_that_is_made_when_it_is_shown_is_made_in_her_language(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    await switches(sen)
    await sen.types("/quantri")
    await sen.taps("Results")
    sen.sees("Have joined:", "under 5")
    await sen.taps("Excel table")
    assert sen.from_bot[-1]["document"]["file_name"].startswith("results-")


async def test_an_apology_is_in_her_language_too(database_url: str) -> None:
    def stumbles(visit: Visit, incoming: Incoming) -> Reply:
        if isinstance(incoming.act, Said):
            raise RuntimeError("stumbled")  # noqa: TRY004 - any error will do
        return reception(visit, incoming)

    async with stage(database_url) as met:
        anna = visitor(met)
        await anna.starts()
        await anna.taps("English")
        await restart(met, stumbles)
        await anna.types("hello")
        anna.sees("I stumbled, and I am sorry")

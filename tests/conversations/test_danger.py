"""Danger: who writes of violence is shown whom to call, at once, and her words are kept nowhere."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from bot.logs import TALKATIVE, set_up_logging
from bot.storage import tables
from tests.chatting import Meeting, Talker, a_photo, words_of

KIND = "Xin đừng chịu một mình"
NUMBERS = ("Công an xã", "113", "111", "115", "1900 969 680")
"""What somebody in danger is shown, in this order."""
OTHER_NUMBERS = ("114", "112")


async def test_speaking_of_danger_opens_the_card_with_and_without_diacritics(met: Meeting) -> None:
    lan = await met.learner("Lan")
    for words in (
        "Chồng tôi đánh tôi",
        "chong toi danh toi",
        "CHỒNG TÔI ĐÁNH",
        "em ơi, ck nó đánh e đau lắm",
        "nó cầm dao dọa giết tôi",
        "cuu toi voi",
        "tôi không muốn sống nữa",
        "con tôi bị xâm hại",
        "học học học chồng lại đánh",
    ):
        await lan.types(words)
        lan.sees(KIND, *NUMBERS)
        assert lan.buttons == ["Ẩn tin này"], words
    met.is_well()


async def test_the_card_is_short_and_the_nearest_help_comes_first(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.types("chồng tôi đánh tôi")
    places = [lan.screen.index(number) for number in (KIND, *NUMBERS)]
    assert places == sorted(places)
    lan.sees("Công an xã · Gọi số đã lưu, hoặc nhờ người chạy tới")
    lan.does_not_see(*OTHER_NUMBERS, "?", "hòa giải", "nhẫn nhịn")
    assert len(lan.screen.splitlines()) <= 9
    assert len(lan.screen) <= 300


async def test_the_card_is_the_same_whoever_is_in_danger_and_tells_a_stranger_nothing(met: Meeting) -> None:
    lan = await met.learner("Lan")
    cards = set()
    for words in (
        "chồng tôi đánh tôi",
        "vợ tôi hay đánh tôi",
        "con bị bố đánh cô ơi",
        "hàng xóm đánh con dã man",
        "em không muốn sống nữa",
        "con trai tôi đòi giết tôi",
    ):
        await lan.types(words)
        cards.add(lan.screen)
    assert len(cards) == 1
    lan.does_not_see("chị ơi", "Chị ", "chồng", "đánh", "bạo lực", "bị hại", "chết")
    lan.sees("Tin vừa gõ em không lưu", "«Ẩn tin này» là tin ấy cũng mất")


async def test_an_exaggeration_is_no_cry_unless_there_is_one_beside_it(met: Meeting) -> None:
    lan = await met.learner("Lan")
    for words in ("mệt muốn chết", "doi muon chet", "buồn cười muốn chết", "chồng em đánh cờ", "cầm dao thái rau"):
        await lan.types(words)
        lan.sees("Em chưa hiểu ý chị")
    await lan.types("mệt muốn chết, chồng lại đánh em")
    lan.sees(KIND, *NUMBERS)


async def test_one_tap_puts_something_harmless_in_its_place(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.types("chồng tôi đánh tôi")
    before = len(lan.from_bot)
    await lan.taps("Ẩn tin này")
    assert len(lan.from_bot) == before
    assert lan.screen == "Em ở đây khi chị cần."
    assert not any("113" in words_of(message) for message in lan.from_bot)
    await lan.taps("Học tiếp")
    lan.sees("Học xong bài này")


async def test_the_card_is_put_away_by_a_typed_number_too(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.types("chồng tôi đánh tôi")
    await lan.types("1")
    lan.sees("Em ở đây khi chị cần.")


async def test_the_numbers_are_one_tap_away_for_whoever_asks(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.presses("🆘 Khẩn cấp")
    lan.sees("Số cần gọi khi nguy hiểm", *NUMBERS, *OTHER_NUMBERS, "Người bị hại không có lỗi")
    lan.does_not_see("vừa gõ", KIND)


async def test_before_consent_and_at_every_step_of_joining_danger_comes_first(met: Meeting) -> None:
    lan = met.person("Lan")
    await lan.types("cứu tôi với")
    lan.sees(KIND, *NUMBERS)
    await lan.taps("Ẩn tin này")
    assert (lan.screen, lan.buttons) == ("Em ở đây khi chị cần.", ["Tiếp tục"])
    assert [words_of(message) for message in lan.messages] == [lan.screen]
    await lan.taps("Tiếp tục")
    lan.sees("Em giữ:")
    await lan.starts(met.token)
    for label, question in (
        ("Tôi đồng ý", "Ở Hội, chị đang làm việc gì?"),
        ("Chi hội trưởng", "Em gọi chị là Lan"),
        ("Đúng rồi", "số điện thoại"),
    ):
        await lan.taps(label)
        await lan.types("chồng tôi đánh tôi")
        lan.sees(KIND, *NUMBERS)
        await lan.taps("Ẩn tin này")
        assert not any("113" in words_of(message) for message in lan.from_bot)
        lan.sees(question)
    await lan.taps("Bỏ qua")
    lan.sees("bài tiếp theo")
    met.is_well()


async def test_a_cry_for_help_is_no_name(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.types("/caidat")
    await lan.taps("Sửa tên")
    await lan.types("chồng tôi đánh tôi")
    lan.sees(KIND)
    await lan.types("/caidat")
    lan.sees("Tên: Lan")


async def test_danger_is_heard_in_a_caption_and_in_a_corrected_message(met: Meeting) -> None:
    lan = await met.learner("Lan")
    lan.person.sends_photo(a_photo(), caption="chồng tôi đánh chảy máu")
    await met.quiet()
    lan.sees(KIND, *NUMBERS)
    lan.person.sends_document("don.pdf", b"%PDF-1.4", caption="em bi chong danh")
    await met.quiet()
    lan.sees(KIND, *NUMBERS)
    number = lan.person.says("hôm nay")
    await met.quiet()
    lan.does_not_see("113")
    lan.person.edits(number, "hôm nay chồng tôi đánh tôi")
    await met.quiet()
    lan.sees(KIND, *NUMBERS)
    met.is_well()


async def test_in_the_middle_of_a_quiz_danger_comes_first_and_the_quiz_waits(met: Meeting) -> None:
    lan = await met.learner("Lan")
    module = met.library.modules()[0]
    await lan.taps_code(f"sq:{module.id}")
    question = lan.screen
    await lan.types("tôi bị bạo lực")
    lan.sees(KIND)
    await lan.taps("Ẩn tin này")
    await lan.taps("Học tiếp")
    assert lan.screen == question


async def test_words_of_a_lesson_do_not_open_it(met: Meeting) -> None:
    lan = await met.learner("Lan")
    for words in (
        "bạo lực gia đình là gì",
        "bao luc gia dinh la gi",
        "mức phạt khi đánh vợ",
        "chuẩn bị danh sách hội viên",
        "vợ chồng dành dụm",
        "phòng chống đuối nước",
        "tư vấn cho hội viên",
        "ghi danh tôi vào lớp",
        "từ từ đã em",
        "chị Oanh bận",
    ):
        await lan.types(words)
        lan.sees("Em chưa hiểu ý chị")
        lan.does_not_see("113")


# Her own words on the screen.


async def test_hiding_the_card_takes_her_words_off_the_screen_too(met: Meeting) -> None:
    lan = await met.learner("Lan")
    for words in ("ck danh e", "chồng tôi đánh tôi"):
        await lan.types(words)
        assert any(words in words_of(message) for message in lan.messages)
        await lan.taps("Ẩn tin này")
        assert lan.screen == "Em ở đây khi chị cần."
        assert not any(words in words_of(message) for message in lan.messages)
    lan.person.sends_photo(a_photo(), caption="chồng tôi đánh chảy máu")
    await met.quiet()
    await lan.taps("Ẩn tin này")
    assert not any("chảy máu" in words_of(message) for message in lan.messages)
    met.is_well()


async def test_words_older_than_two_days_stay_and_hiding_works_all_the_same(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.types("chồng tôi đánh tôi")
    await met.passes(hours=49)
    await lan.taps("Ẩn tin này")
    lan.sees("Em ở đây khi chị cần.")
    assert any("đánh tôi" in words_of(message) for message in lan.messages)
    met.is_well()


async def test_a_hide_button_of_before_still_hides_and_numbers_asked_for_delete_nothing(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.types("/khancap")
    assert lan.codes == ["he"]
    await lan.taps("Ẩn tin này")
    lan.sees("Em ở đây khi chị cần.")
    assert any(words_of(message) == "/khancap" for message in lan.messages)
    met.is_well()


# Short cries, and sadness that is none.


@pytest.mark.parametrize(
    "words",
    ["chồng em say rượu đập đồ, em sợ quá", "cứu", "cuu", "giup em voi", "cứu em với", "cứuuu", "CỨUUU!!!", "cuu cuu"],
)
async def test_a_short_cry_opens_the_card(met: Meeting, words: str) -> None:
    lan = await met.learner("Lan")
    await lan.types(words)
    lan.sees(KIND, *NUMBERS)


async def test_sadness_gets_a_kind_word_the_way_to_the_numbers_and_her_place(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.types("học")
    for words in ("em buồn lắm", "em buon lam", "chán đời", "em muốn khóc"):
        await lan.types(words)
        lan.sees("Em nghe chị đây", "Trang đầu bài")
        lan.does_not_see("Em chưa hiểu", "113", "đúng")
        assert lan.buttons == ["Bắt đầu ▸", "◂ Các bài trong khóa", "🆘 Số khẩn cấp"]
    await lan.types("3")
    lan.sees("Số cần gọi khi nguy hiểm", *NUMBERS)
    met.is_well()


async def test_who_has_no_keys_yet_is_told_the_command(met: Meeting) -> None:
    lan = met.person("Lan")
    await lan.types("chào em")
    lan.sees("Em chưa hiểu ý chị", "gõ /khancap")
    lan.does_not_see("«Khẩn cấp»")


# In a group.


async def test_in_a_group_the_numbers_are_said_in_one_line_and_nobody_is_exposed(met: Meeting) -> None:
    lan = await met.learner("Lan")
    group = met.world.add_group("Chi hội Thôn Bưởi", lan.person)
    name = met.world.username
    asked = (f"/khancap@{name}", f"@{name} chồng em đánh em", f"@{name} cứu", f"/Khancap@{name} ạ")
    for text in asked:
        lan.person.writes_in_group(text, group)
        await met.quiet()
    said = [posted.message for posted in group.chat.posted.values() if posted.by_bot]
    assert len(said) == len(asked)
    for message in said:
        words = words_of(message)
        assert all(number in words for number in ("113", "111", "115", "1900 969 680"))
        assert len(words.splitlines()) == 1
        assert not any(word in words for word in ("Lan", "chồng", "đánh", "chị"))
        (row,) = message["reply_markup"]["inline_keyboard"]
        assert row[0]["url"] == f"https://t.me/{name}"
    lan.person.writes_in_group(f"@{name} chào em", group)
    await met.quiet()
    assert "113" not in words_of([posted.message for posted in group.chat.posted.values() if posted.by_bot][-1])
    met.is_well()


# What is kept, and what is logged.


HER_WORDS = "đêm qua Zưng uống rượu rồi chồng tôi đánh tôi trước mặt cu Zít"
SECRET_WORDS = ("Zưng", "Zít", "uống rượu", "đánh tôi")


async def says_it_everywhere(met: Meeting) -> Talker:
    """Somebody who writes of it in every way there is, the bot stopping in between."""
    lan = met.person("Lan", phone="+84000999888")
    await lan.types(HER_WORDS)
    await lan.joins()
    await lan.types(HER_WORDS)
    lan.person.sends_photo(a_photo(), caption=HER_WORDS)
    number = lan.person.says("chào em")
    await met.quiet()
    lan.person.edits(number, HER_WORDS)
    await met.quiet()
    await lan.types("/caidat")
    await lan.taps("Sửa tên")
    await lan.types(HER_WORDS)
    await lan.taps("Ẩn tin này")
    await met.restarts()
    await lan.types(HER_WORDS)
    return lan


async def test_her_words_are_stored_nowhere(met: Meeting) -> None:
    lan = await says_it_everywhere(met)
    lan.sees(KIND)
    assert await met.traces(*SECRET_WORDS) == set()
    assert {row[tables.inbox.columns.keys().index("payload")] for row in await met.rows(tables.inbox)} == {None}
    # Nor does anything tell later that she was shown the numbers.
    await lan.taps("Ẩn tin này")
    await lan.types("/hoc")
    assert await met.traces('"he"', ":he", "hw:") == set()


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged at the most talkative level, as the operator would have it written."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in TALKATIVE}
    access_was_off = logging.getLogger("aiohttp.access").disabled
    stream = io.StringIO()
    set_up_logging(logging.DEBUG, stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)
    logging.getLogger("aiohttp.access").disabled = access_was_off


async def test_neither_words_nor_phone_nor_token_are_logged_at_any_level(log: io.StringIO, met: Meeting) -> None:
    lan = await says_it_everywhere(met)
    await lan.types("/caidat")
    await lan.taps("Chia sẻ số điện thoại")
    await lan.shares_contact()
    lan.sees("đã chia sẻ")
    met.world.faults.add("500", 2, "sendMessage")
    met.world.faults.add("429", 1, "sendMessage")
    await lan.types(HER_WORDS)
    await lan.taps_code("pc:1:1:1:1")
    written = log.getvalue()
    assert "taking updates in by polling" in written
    assert "is tried again" in written
    for secret in (
        *SECRET_WORDS,
        "000999888",
        met.world.token,
        met.world.token.partition(":")[2],
        met.token,
        HER_WORDS,
    ):
        assert secret not in written

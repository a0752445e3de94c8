"""Typing: whoever does not tap gets everywhere all the same, by numbers, by words and by commands."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from bot.domain.curriculum import QuestionKind
from bot.domain.learner import Chat
from bot.storage import tables
from bot.storage.records import Records
from tests.chatting import Meeting, Talker, words_of
from tests.conversations.school import Pupil, school_evening


def _chat(records: Records, chat_id: str) -> Chat | None:
    return records.chats.get(chat_id)


async def numbered(met: Meeting, talker: Talker) -> list[str]:
    """The labels a number may stand for now, after checking that each number stands for its button."""
    chat = await met.app.database.run(_chat, f"telegram:{talker.person.id}")
    assert chat is not None
    if talker.codes:
        # What is placed in an order keeps its number, and none of the others moves.
        assert [code for code in chat.choices if code] == talker.codes
        labels = dict(zip(talker.codes, talker.buttons, strict=True))
        return [labels.get(code, "") for code in chat.choices]
    # The keys below the writing line: the first is no choice, because only a tap can share a number.
    assert len(chat.choices) == len(talker.keys) - 1
    return talker.keys[1:]


async def types_number_of(met: Meeting, talker: Talker, label: str) -> None:
    """Type the number of the button that says ``label``, and nothing is tapped."""
    labels = await numbered(met, talker)
    place = next(place for place, one in enumerate(labels, start=1) if label in one)
    await talker.types(str(place))


# Numbers.


async def test_joining_can_be_typed_from_beginning_to_end(met: Meeting) -> None:
    lan = met.person("Lan")
    await lan.starts()
    for label, expected in (
        ("Đọc kỹ hơn", "91/2025/QH15"),
        ("Tôi đồng ý", "Chị đang sinh hoạt ở đâu?"),
        ("Xã Suối Mây", "Xã Suối Mây"),
        ("Xem thêm", "Xã Suối Mây"),
        ("Về đầu", "Xã Suối Mây"),
        ("Trở lên", "Chị đang sinh hoạt ở đâu?"),
        ("Xã Đồi Chè", "Xã Đồi Chè"),
        ("Thôn Ngô", "Ở Hội, chị đang làm việc gì?"),
        ("Chi hội phó", "Em gọi chị là Lan"),
        ("Sửa tên", "Chị gõ tên"),
        ("Giữ tên cũ", "số điện thoại"),
        ("Bỏ qua", "bài tiếp theo"),
    ):
        await types_number_of(met, lan, label)
        lan.sees(expected)
    assert lan.person.toasts == []
    met.is_well()


async def test_every_screen_of_learning_is_answered_by_a_number(database_url: str, tmp_path: Path) -> None:
    async with school_evening(database_url, tmp_path) as (met, _):
        lan = await met.learner("Lan")
        await met.passes(seconds=5)
        taps = len(lan.person.toasts)
        for label, expected in (
            ("Các khóa học", "Các khóa học"),
            ("1. ", "○ chưa học"),
            ("1. ", "Học xong bài này"),
            ("Các bài trong khóa", "○ chưa học"),
            ("Các khóa học", "Các khóa học"),
            ("Trang chính", "bài tiếp theo"),
            ("Học ngay", "Học xong bài này"),
            ("Bắt đầu", "1/"),
            ("Tiếp", "2/"),
            ("Thẻ trước", "1/"),
        ):
            await types_number_of(met, lan, label)
            lan.sees(expected)
        while "Làm bài kiểm tra ▸" not in await numbered(met, lan):
            await types_number_of(met, lan, "Tiếp")
        await types_number_of(met, lan, "Làm bài kiểm tra")
        kinds = await _answers_all_by_typing(met, lan)
        assert kinds == set(QuestionKind)
        await types_number_of(met, lan, "Đọc lại")
        await types_number_of(met, lan, "Về kết quả")
        await types_number_of(met, lan, "Làm lại")
        await numbered(met, lan)
        assert len(lan.person.toasts) == taps
        met.is_well()


async def _answers_all_by_typing(met: Meeting, talker: Talker) -> set[QuestionKind]:
    """Answer the quiz with ones until its result stands there; which kinds of question were asked."""
    pupil = Pupil(met, talker)
    kinds: set[QuestionKind] = set()
    for _ in range(100):
        labels = await numbered(met, talker)
        if "mức đạt" in talker.screen:
            return kinds
        if not any(onward in label for label in labels for onward in ("Câu tiếp theo", "Xem kết quả", "Rồi sao nữa")):
            kinds.add((await pupil.question()).kind)
        await talker.types(str(next(place for place, label in enumerate(labels, start=1) if label)))
    raise AssertionError("the quiz does not end")


async def test_an_order_can_be_begun_anew_by_a_number(database_url: str, tmp_path: Path) -> None:
    async with school_evening(database_url, tmp_path) as (met, _):
        pupil = Pupil(met, await met.learner("Lan"))
        lan = pupil.talker
        await pupil.begins()
        await pupil.comes_to(QuestionKind.ORDER)
        await lan.types("1")
        lan.sees("Chị đã xếp")
        await types_number_of(met, lan, "Xếp lại từ đầu")
        lan.does_not_see("Chị đã xếp")


async def test_in_an_order_a_letter_or_number_means_the_same_from_first_to_last(
    database_url: str, tmp_path: Path
) -> None:
    async with school_evening(database_url, tmp_path) as (met, _):
        pupil = Pupil(met, await met.learner("Lan"))
        lan = pupil.talker
        await pupil.begins()
        await pupil.comes_to(QuestionKind.ORDER)
        order = (await pupil.moment()).drawn.order
        await lan.types("b")
        assert (await pupil.attempt()).picked == (order[1],)
        await lan.types("2")
        lan.sees("Việc ấy chị đã xếp rồi", "Chị đã xếp")
        await lan.types("B")
        lan.sees("Việc ấy chị đã xếp rồi")
        await lan.types(str(len(order) + 1))
        lan.does_not_see("Chị đã xếp")
        await lan.types("3")
        assert (await pupil.attempt()).picked == (order[2],)
        met.is_well()


async def test_the_screens_around_the_lessons_are_answered_by_numbers(met: Meeting) -> None:
    lan = await met.learner("Lan")
    for command, label, expected in (
        ("/trogiup", "Học tiếp", "Học xong bài này"),
        ("/trogiup", "Số khẩn cấp", "113"),
        ("/trogiup", "Cài đặt", "Cài đặt"),
        ("/trogiup", "Dữ liệu của tôi", "Dữ liệu của chị"),
        ("/ketqua", "Trang chính", "Chị Lan ơi"),
        ("/khancap", "Ẩn tin này", "Em ở đây khi chị cần"),
        ("/caidat", "Sửa tên", "Chị gõ tên"),
        ("/caidat", "Đổi đơn vị", "Chị đang sinh hoạt ở đâu"),
        ("/caidat", "Đổi việc ở Hội", "Ở Hội, chị đang làm việc gì?"),
        ("/caidat", "Chia sẻ số điện thoại", "số điện thoại"),
        ("/caidat", "Trang chính", "Chị Lan ơi"),
        ("/riengtu", "Xem dữ liệu", "Đây là mọi thứ"),
        ("/riengtu", "Sửa thông tin", "Cài đặt"),
        ("/riengtu", "Đọc lại điều em đã hứa", "91/2025/QH15"),
        ("/riengtu", "Rời đi và xóa hết", "Chị muốn rời đi thật ạ?"),
    ):
        await lan.types(command)
        await types_number_of(met, lan, label)
        lan.sees(expected)
    await types_number_of(met, lan, "Không, tôi ở lại")
    lan.sees("Chị Lan ơi")
    met.is_well()


@pytest.mark.parametrize("is_restarted", [False, True])
async def test_a_number_is_understood_however_it_is_written(met: Meeting, *, is_restarted: bool) -> None:
    lan = await met.learner("Lan")
    for two in ("2", "2.", "2)", "(2)", " 2 ", "02", "số 2", "SO 2", "2️⃣", "２"):
        await lan.types("/riengtu")
        if is_restarted and two == "2.":
            await met.restarts()
        await lan.types(two)
        lan.sees("Cài đặt")
    met.is_well()


async def test_a_number_that_is_not_there_is_answered_kindly(met: Meeting) -> None:
    lan = await met.learner("Lan")
    for number in ("9", "0", "99", "00"):
        await lan.types("/riengtu")
        await lan.types(number)
        lan.sees("Ở đây không có số ấy", "Dữ liệu của chị")
        assert lan.buttons
    for no_number in ("1 2", "12345", "2 chị em", "-", "1/2", "3,5"):
        await lan.types(no_number)
        lan.sees("Em chưa hiểu ý chị")
    met.is_well()


# Words.


WORDS = {
    "hoc": "Học xong bài này",
    "Học": "Học xong bài này",
    "HỌC TIẾP": "Học xong bài này",
    "hoc tiep": "Học xong bài này",
    "📖 Học tiếp": "Học xong bài này",
    "📖Học tiếp.": "Học xong bài này",
    "khóa học": "Các khóa học",
    "Khoa hoc": "Các khóa học",
    "KẾT QUẢ": "Kết quả của chị",
    "ket qua": "Kết quả của chị",
    unicodedata.normalize("NFD", "kết quả"): "Kết quả của chị",
    "📊 Kết quả": "Kết quả của chị",
    "tro giup": "Em giúp được gì?",
    "Trợ giúp!": "Em giúp được gì?",
    "❓ Trợ giúp": "Em giúp được gì?",
    "khan cap": "Số cần gọi khi nguy hiểm",
    "🆘 Khẩn cấp": "Số cần gọi khi nguy hiểm",
    "113": "Số cần gọi khi nguy hiểm",
    "cai dat": "Cài đặt",
    "đổi tên": "Cài đặt",
    "rieng tu": "Dữ liệu của chị là của chị",
    "Xóa dữ liệu": "Dữ liệu của chị là của chị",
    "trang chu": "Chị Lan ơi",
    "Menu": "Chị Lan ơi",
}


async def test_a_word_opens_what_it_says_with_and_without_diacritics(met: Meeting) -> None:
    lan = await met.learner("Lan")
    for word, expected in WORDS.items():
        await lan.types(word)
        lan.sees(expected)
        lan.does_not_see("Em chưa hiểu")
    met.is_well()


async def test_a_button_can_be_written_out(met: Meeting) -> None:
    lan = met.person("Lan")
    await lan.starts(met.token)
    for typed, expected in (
        ("toi dong y", "Ở Hội, chị đang làm việc gì?"),
        ("chi hội trưởng", "Em gọi chị là Lan"),
        ("Đúng rồi", "số điện thoại"),
        ("bỏ qua", "bài tiếp theo"),
        ("hoc ngay", "Học xong bài này"),
        ("bắt đầu", "1/"),
        ("tiếp", "2/"),
        ("tiep", "3/"),
        ("thẻ trước", "2/"),
    ):
        await lan.types(typed)
        lan.sees(expected)
    assert lan.person.toasts == []
    met.is_well()


@pytest.mark.parametrize("yes", ["dong y", "đồng ý", "Có", "vâng", "DẠ", "ok", "có."])
async def test_yes_to_the_consent_is_understood_in_any_words(met: Meeting, yes: str) -> None:
    lan = met.person("Lan")
    await lan.starts(met.token)
    await lan.types(yes)
    lan.sees("Ở Hội, chị đang làm việc gì?")


@pytest.mark.parametrize("no", ["không", "khong", "thôi", "Không đồng ý"])
async def test_no_to_the_consent_is_understood_in_any_words(met: Meeting, no: str) -> None:
    lan = met.person("Lan")
    await lan.starts(met.token)
    await lan.types(no)
    lan.sees("Vâng, em không giữ lại gì của chị cả")
    assert await met.rows(tables.learner) == []


async def test_what_people_say_for_a_button_is_understood_where_it_stands(met: Meeting) -> None:
    lan = met.person("Lan")
    await lan.starts(met.token)
    for typed, expected in (
        ("có", "Ở Hội, chị đang làm việc gì?"),
        ("tổ phó", "Em gọi chị là Lan"),
        ("đúng", "số điện thoại"),
        ("không", "bài tiếp theo"),
        ("học", "Học xong bài này"),
        ("bắt đầu", "1/"),
        ("tiếp", "2/"),
        ("quay lại", "1/"),
        ("/riengtu", "Dữ liệu của chị là của chị"),
        ("rời đi và xóa hết", "Chị muốn rời đi thật ạ?"),
        ("không", "Chị Lan ơi"),
    ):
        await lan.types(typed)
        lan.sees(expected)
    met.is_well()


async def test_yes_and_no_answer_a_statement(database_url: str, tmp_path: Path) -> None:
    async with school_evening(database_url, tmp_path) as (met, _):
        pupil = Pupil(met, await met.learner("Lan"))
        await pupil.begins()
        await pupil.comes_to(QuestionKind.SEVERAL)
        for said, chosen in (("có", 1), ("không", 0), ("đúng", 1), ("sai", 0)):
            if pupil.talker.buttons != ["Có", "Không"]:
                break
            await pupil.talker.types(said)
            assert (await pupil.attempt()).answers[-1].chosen[1] == chosen
        met.is_well()


async def test_the_words_of_a_button_that_is_not_on_the_screen_do_nothing(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.types("Vâng, xóa hết")
    lan.sees("Em chưa hiểu ý chị")
    assert len(await met.rows(tables.learner)) == 1


async def test_what_is_not_understood_is_answered_with_where_she_is(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.types("học")
    await lan.taps("Bắt đầu")
    card = lan.screen
    for nonsense in ("asdf qwer zxcv", "học " * 1024, "a" * 4096, "🌸🌸🌸", "\u3164", "\u2800\u2800", "?!", "/"):
        await lan.types(nonsense)
        lan.sees("Em chưa hiểu ý chị", "Thẻ 1/6: ")
        assert len(lan.screen) < len(card)
        assert "Tiếp ▸" in lan.buttons
    before = len(lan.from_bot)
    await lan.types("b" * 5000)
    assert len(lan.from_bot) == before + 2
    met.is_well()


async def test_before_joining_nonsense_is_answered_with_the_step_she_is_at(met: Meeting) -> None:
    lan = met.person("Lan")
    await lan.types("chào em")
    lan.sees("Em chưa hiểu ý chị", "Em giữ:")
    await lan.taps("Tôi đồng ý")
    await lan.types("chào em")
    lan.sees("Chị đang sinh hoạt ở đâu?")
    await lan.starts(met.token)
    await lan.types("gì vậy")
    lan.sees("Ở Hội, chị đang làm việc gì?")
    await lan.taps("Hội viên")
    await lan.types("gì vậy")
    lan.sees("Em gọi chị là Lan")
    await lan.taps("Đúng rồi")
    await lan.types("gì vậy")
    lan.sees("số điện thoại")
    assert "Bỏ qua" in lan.keys


# Commands.


async def test_every_command_is_answered_also_with_the_name_of_the_bot(met: Meeting) -> None:
    lan = await met.learner("Lan")
    for command, expected in (
        ("hoc", "Học xong bài này"),
        ("ketqua", "Kết quả của chị"),
        ("trogiup", "Em giúp được gì?"),
        ("help", "Em giúp được gì?"),
        ("khancap", "113"),
        ("caidat", "Cài đặt"),
        ("riengtu", "Dữ liệu của chị là của chị"),
        ("start", "Chị Lan ơi"),
    ):
        for typed in (f"/{command}", f"/{command}@{met.world.username}", f"/{command.upper()} nhé", f"/{command}\n"):
            await lan.types(typed)
            lan.sees(expected)
    met.is_well()


async def test_a_command_may_be_misspelt_in_the_ways_people_misspell(met: Meeting) -> None:
    lan = await met.learner("Lan")
    for typed in ("/khẩncấp", "/khan cap", "/Khẩn cấp", "/ khancap"):
        await lan.types(typed)
        lan.sees("Số cần gọi khi nguy hiểm")


async def test_an_unknown_command_tells_where_help_is(met: Meeting) -> None:
    lan = await met.learner("Lan")
    for typed in ("/choi", "/xyz@khac_bot", "/" + "a" * 300, "/🌸"):
        await lan.types(typed)
        lan.sees("Lệnh này em chưa biết", "/trogiup", "Trang chính")
    met.is_well()


async def test_help_and_numbers_are_there_before_she_has_agreed(met: Meeting) -> None:
    lan = met.person("Lan")
    await lan.types("/trogiup")
    assert "Em đưa chị từng bài học ngắn" in words_of(lan.from_bot[-2])
    lan.sees("Em giữ:")
    await lan.types("/khancap")
    lan.sees("Số cần gọi khi nguy hiểm", "113", "1900 969 680")
    await lan.types("/hoc")
    lan.sees("Em giữ:")

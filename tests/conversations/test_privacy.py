"""Her data are hers: she sees all of it, and when she leaves nothing stays."""

from __future__ import annotations

from typing import Any

from bot.domain.curriculum import QuestionKind
from bot.screens.parts import plain
from bot.storage import tables
from tests.chatting import Meeting, Talker, words_of

HERS = (tables.learner, tables.consent, tables.chat, tables.bookmark, tables.enrolment, tables.attempt, tables.answer)


async def has_studied(met: Meeting, first_name: str, *, wrong: int = 0) -> Talker:
    """A learner with a number, who has read a module and done its quiz, and begun another."""
    talker = met.person(first_name, phone=f"+8400012{first_name.encode().hex()[:4]}")
    await talker.starts(met.token)
    for label in ("Tôi đồng ý", "Chi hội phó", "Đúng rồi"):
        await talker.taps(label)
    await talker.shares_contact()
    first, second = (course.modules[0] for course in met.library.courses[:2])
    await talker.taps_code(f"rc:{first.id}:{first.cards[-1].id}")
    await talker.taps("Làm bài kiểm tra")
    await talker.finishes_quiz(wrong=wrong)
    await talker.taps_code(f"rc:{second.id}:{second.cards[1].id}")
    await talker.taps_code(f"sq:{second.id}")
    await talker.answers(right=True)
    return talker


async def data_of(met: Meeting, talker: Talker) -> str:
    """The file she is given, as her phone opens it."""
    await talker.types("/riengtu")
    await talker.taps("Xem dữ liệu của tôi")
    message = talker.from_bot[-1]
    stored = met.world.files.get(message["document"]["file_id"])
    assert stored is not None
    return stored.content.decode("utf-8-sig")


async def rows_of_hers(met: Meeting) -> dict[str, int]:
    """How many rows each table holds that tells of people."""
    return {table.name: len(await met.rows(table)) for table in HERS}


async def test_privacy_is_one_command_and_says_what_she_can_do(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.types("/riengtu")
    lan.sees("Dữ liệu của chị là của chị")
    assert lan.buttons == [
        "Xem dữ liệu của tôi", "Sửa thông tin", "Tin nhắn riêng", "Đọc lại điều em đã hứa", "Rời đi và xóa hết",
        "Trang chính",
    ]  # fmt: skip
    await lan.taps("Sửa thông tin")
    lan.sees("Cài đặt")


async def test_before_she_agreed_privacy_is_the_consent_in_full(met: Meeting) -> None:
    lan = met.person("Lan")
    await lan.types("/riengtu")
    lan.sees("91/2025/QH15", "Quyền của chị")


async def test_the_promise_can_be_read_again(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.types("/riengtu")
    await lan.taps("Đọc lại điều em đã hứa")
    lan.sees("91/2025/QH15")
    await lan.taps("Dữ liệu của tôi")
    lan.sees("Dữ liệu của chị là của chị")


async def test_her_file_holds_everything_that_is_kept_of_her(met: Meeting) -> None:
    lan = await has_studied(met, "Lan", wrong=2)
    text = await data_of(met, lan)
    first, second = (course.modules[0] for course in met.library.courses[:2])
    for expected in (
        "Tên: Lan", "Chi hội Thôn Bưởi, Xã Suối Mây", "Chi hội phó", lan.person.phone.lstrip("+"),
        f"telegram:{lan.person.id}", "Đồng ý bản 2026-11 lúc 19:30 23/11/2026", "Vào học: 19:30 23/11/2026",
        "Lần gần đây nhất: 19:30 23/11/2026",
        first.title, second.title, first.cards[-1].title, second.cards[1].title,
        *(course.title for course in met.library.courses[:2]), "đang làm dở",
    ):  # fmt: skip
        assert expected in text
    attempts = await met.attempts(lan)
    assert text.count("      Chị chọn") == sum(len(attempt.answers) for attempt in attempts)
    words = " ".join(text.split())
    assert all(" ".join(plain(question.text).split()) in words for question in first.questions)
    turns = [line for line in text.splitlines() if "(bước " in line]
    situations = [one for one in first.questions if one.kind is QuestionKind.SITUATION]
    assert len(turns) >= sum(len(one.steps) > 1 for one in situations) > 0
    listed = text[text.index("Lượt làm bài") :].splitlines()[1:]
    assert all(line.startswith(("- ", "    • ", "      ")) for line in listed if line)
    for verdict, is_right in (("(đúng, ", True), ("(chưa đúng, ", False)):
        given = [answer for attempt in attempts for answer in attempt.answers if answer.is_right is is_right]
        assert text.count(verdict) == len(given) > 0


async def test_her_file_holds_nothing_of_anybody_else(met: Meeting) -> None:
    man = await has_studied(met, "Mận", wrong=3)
    lan = await met.learner("Lan")
    text = await data_of(met, lan)
    assert "Mận" not in text
    assert man.person.phone.lstrip("+") not in text
    assert str(man.person.id) not in text
    assert "Chị chọn" not in text
    assert text.count("- chưa có") == 3


async def test_her_file_stays_on_her_phone_and_opens_anywhere(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await data_of(met, lan)
    message: dict[str, Any] = lan.from_bot[-1]
    assert message["has_protected_content"] is True
    assert message["document"]["file_name"] == "du-lieu-cua-chi-23-11-2026.txt"
    stored = met.world.files.get(message["document"]["file_id"])
    assert stored is not None
    assert stored.content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in stored.content
    lan.sees("Đây là mọi thứ em đang giữ về chị")


async def test_a_strange_name_stands_in_the_file_as_it_is(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.types("/caidat")
    await lan.taps("Sửa tên")
    await lan.types("<b>Lan</b> & Mơ")
    assert "Tên: <b>Lan</b> & Mơ" in await data_of(met, lan)


async def test_leaving_is_asked_twice_and_the_first_button_stays(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.types("/riengtu")
    await lan.taps("Rời đi và xóa hết")
    lan.sees("Chị muốn rời đi thật ạ?", "không lấy lại được")
    assert lan.buttons == ["Không, tôi ở lại", "Vâng, xóa hết"]
    assert len(await met.rows(tables.learner)) == 1
    await lan.taps("Không, tôi ở lại")
    lan.sees("Chị Lan ơi")
    assert len(await met.rows(tables.learner)) == 1


async def test_leaving_erases_every_row_of_hers_and_none_of_others(met: Meeting) -> None:
    man = await has_studied(met, "Mận")
    mans = {table.name: await met.rows(table) for table in HERS}
    lan = await has_studied(met, "Lan", wrong=2)
    both = await rows_of_hers(met)
    assert all(both[name] > len(rows) > 0 for name, rows in mans.items())
    await lan.types("/riengtu")
    await lan.taps("Rời đi và xóa hết")
    await lan.taps("Vâng, xóa hết")
    assert [words_of(message) for message in lan.from_bot[-2:]] == [
        "Em đã xóa hết dữ liệu của chị.",
        "Cảm ơn chị đã học cùng em.\n\nMuốn quay lại, chị gõ /start.",
    ]
    assert lan.keys == []
    assert {table.name: await met.rows(table) for table in HERS} == mans
    assert await met.rows(tables.outbox) == []
    assert await met.traces(str(lan.person.id), "Lan", lan.person.phone.lstrip("+")) == set()
    await man.types("/ketqua")
    man.sees("1/5 bài đạt")
    met.is_well()


async def test_old_buttons_of_who_has_left_lead_to_the_consent(met: Meeting) -> None:
    lan = await has_studied(met, "Lan", wrong=2)
    codes = ["cl", "st", "re", "md", "al", "lv", "pv", "pr", "nk", "pa", "sr:1", "rw:1", "ro:member", *lan.codes]
    await lan.types("/riengtu")
    await lan.taps("Rời đi và xóa hết")
    await lan.taps("Vâng, xóa hết")
    for code in codes:
        await lan.taps_code(code)
        lan.sees("Em giữ:")
        assert "Tôi đồng ý" in lan.buttons
    assert await met.rows(tables.learner) == []
    met.is_well()


async def test_coming_back_begins_anew(met: Meeting) -> None:
    lan = await has_studied(met, "Lan")
    await lan.types("/riengtu")
    await lan.taps("Rời đi và xóa hết")
    await lan.taps("Vâng, xóa hết")
    await lan.joins()
    lan.sees("bài tiếp theo là", met.library.modules()[0].title)
    await lan.types("/ketqua")
    lan.sees("Chị chưa làm bài nào")
    assert len(await met.rows(tables.consent)) == 1


async def test_who_leaves_in_the_middle_of_joining_is_erased_too(met: Meeting) -> None:
    lan = met.person("Lan")
    await lan.starts(met.token)
    await lan.taps("Tôi đồng ý")
    await lan.types("/riengtu")
    await lan.taps("Rời đi và xóa hết")
    await lan.taps("Vâng, xóa hết")
    assert set((await rows_of_hers(met)).values()) == {0}


async def test_a_trembling_finger_on_the_last_yes_erases_once_and_asks_nothing(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.types("/riengtu")
    await lan.taps("Rời đi và xóa hết")
    lan.touches("Vâng, xóa hết")
    lan.touches("Vâng, xóa hết")
    await met.quiet()
    assert await met.rows(tables.learner) == []
    met.is_well()


async def test_leaving_survives_a_restart_between_the_two_questions(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.types("/riengtu")
    await lan.taps("Rời đi và xóa hết")
    await met.restarts()
    await lan.taps("Vâng, xóa hết")
    await met.restarts()
    assert set((await rows_of_hers(met)).values()) == {0}
    await lan.types("/hoc")
    lan.sees("Em giữ:")

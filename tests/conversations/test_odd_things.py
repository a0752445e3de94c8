"""Odd things: whatever a person sends, and whatever becomes of a message, she has an answer and nothing breaks."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from bot.storage import tables
from tests.chatting import Meeting, Talker, a_photo, words_of


@pytest.fixture(autouse=True)
def calm(met: Meeting, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """After every test: no update failed, no reply was refused, nothing was logged as an error."""
    yield
    met.is_well()
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []


async def is_answered(met: Meeting, talker: Talker, act: Callable[[], object]) -> None:
    """Check that something is said to her when she does this: a message, new or changed, or a word at the button."""
    before, toasts = [words_of(message) for message in talker.from_bot], len(talker.person.toasts)
    act()
    await met.quiet()
    said = [toast.text for toast in talker.person.toasts[toasts:] if toast.text]
    assert said or [words_of(message) for message in talker.from_bot] != before, "she is left without an answer"


async def a_tap_is_answered(met: Meeting, talker: Talker, code: str) -> None:
    """The same for a tap on a button that her screen does not show."""
    await is_answered(met, talker, partial(talker.person.taps, talker.messages[-1]["message_id"], code, stale=True))


async def at_a_card(met: Meeting) -> Talker:
    """A learner who reads the second card of a module."""
    lan = await met.learner("Lan")
    for label in ("Học ngay", "Bắt đầu", "Tiếp"):
        await lan.taps(label)
    return lan


POLL = {
    "id": "7", "question": "Họp lúc nào?", "options": [{"text": "Sáng", "voter_count": 0, "persistent_id": "0"}],
    "total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular",
    "allows_multiple_answers": False, "allows_revoting": True, "members_only": False,
}  # fmt: skip
PLACE = {"latitude": 21.0, "longitude": 105.8}
FILE = {"file_id": "x1", "file_unique_id": "y1", "duration": 3}
CONTENTS: tuple[tuple[dict[str, Any], str], ...] = (
    ({"poll": POLL}, "Cái này em chưa đọc được"),
    ({"dice": {"emoji": "🎲", "value": 3}}, "Dễ thương quá"),
    ({"venue": {"location": PLACE, "title": "Nhà văn hóa", "address": "Thôn Bưởi"}}, "Em không cần biết chị ở đâu"),
    ({"video_note": {**FILE, "length": 240}}, "Em chưa nghe được tin thoại"),
    ({"audio": FILE}, "Em chưa nghe được tin thoại"),
    ({"story": {"chat": {"id": 5, "type": "private"}, "id": 1}}, "Cái này em chưa đọc được"),
    ({"game": {"title": "Cờ", "description": "Cờ", "photo": []}}, "Cái này em chưa đọc được"),
)


async def test_whatever_she_sends_is_answered_and_she_sees_where_she_is(met: Meeting) -> None:
    lan = await at_a_card(met)
    her, here = lan.person, "Thẻ 2/6: Hội là ai?"
    sent: list[tuple[Callable[[], object], str]] = [
        (her.sends_sticker, "Dễ thương quá"),
        (her.sends_voice, "Em chưa nghe được tin thoại"),
        (lambda: her.sends_photo(a_photo()), "Em chưa xem được ảnh"),
        (lambda: her.sends_photo(a_photo(), "sân nhà văn hóa"), "Em chưa xem được ảnh"),
        (her.sends_video, "Em chưa xem được ảnh"),
        (lambda: her.sends_document("ds.xlsx", b"PK", "danh sách"), "Em chưa đọc được tệp"),
        (her.sends_location, "Em không cần biết chị ở đâu"),
        (her.shares_contact, "Em chưa cần số điện thoại"),
    ]
    for act, expected in sent:
        await is_answered(met, lan, act)
        lan.sees(expected, here)
        lan.does_not_see("Luật kể năm tổ chức")
        assert "Tiếp ▸" in lan.buttons
    for content, expected in CONTENTS:
        met.world.post_by_person(her, content, None)
        await met.quiet()
        lan.sees(expected, here)
    assert await met.traces("sân nhà văn hóa", "danh sách", "Họp lúc nào", "105.8", "Nhà văn hóa") <= {
        "module_revision.body"
    }


async def sends_album(met: Meeting, talker: Talker, album: str, *captions: str) -> None:
    """Photos of one album, each an update of its own, as Telegram sends them; the bot restarts between them."""
    for place, caption in enumerate(captions):
        sizes = [{"file_id": f"p{place}", "file_unique_id": f"q{place}", "width": 4, "height": 3}]
        content = {"photo": sizes, "media_group_id": album, **({"caption": caption} if caption else {})}
        met.world.post_by_person(talker.person, content, None)
        await met.quiet()
        await met.restarts()


async def test_an_album_is_answered_once_though_its_photos_come_one_by_one(met: Meeting) -> None:
    lan = await at_a_card(met)
    for album in ("13800000000000001", "13800000000000002"):
        before = len(lan.from_bot)
        await sends_album(met, lan, album, "", "", "sân nhà văn hóa")
        assert len(lan.from_bot) == before + 1
        lan.sees("Em chưa xem được ảnh", "2/")
    before = len(lan.from_bot)
    lan.person.sends_photo(a_photo())
    lan.person.sends_photo(a_photo())
    await met.quiet()
    assert len(lan.from_bot) == before + 2


async def test_danger_in_the_caption_of_any_photo_of_an_album_is_heard_and_nothing_covers_it(met: Meeting) -> None:
    lan = await at_a_card(met)
    await sends_album(met, lan, "13800000000000001", "chồng tôi đánh tôi", "", "")
    lan.sees("có người giúp được ngay", "113")
    await sends_album(met, lan, "13800000000000002", "", "", "chồng tôi đánh tôi")
    lan.sees("có người giúp được ngay", "113")


async def test_the_same_before_she_has_agreed_asks_for_her_consent(met: Meeting) -> None:
    lan = met.person("Lan")
    for act in (lan.person.sends_sticker, lan.person.sends_voice, lan.person.sends_location, lan.person.shares_contact):
        await is_answered(met, lan, act)
        lan.sees("Em giữ:")
        assert "Tôi đồng ý" in lan.buttons
    assert await met.rows(tables.learner) == []


async def test_a_note_of_telegrams_own_needs_no_answer(met: Meeting) -> None:
    lan = await at_a_card(met)
    before = len(lan.from_bot)
    pinned = {"pinned_message": {"message_id": 1, "date": 1, "chat": {"id": lan.person.id, "type": "private"}}}
    met.world.post_by_person(lan.person, pinned, None)
    await met.quiet()
    assert len(lan.from_bot) == before


async def test_a_corrected_message_is_answered_once(met: Meeting) -> None:
    lan = await at_a_card(met)
    number = lan.person.says("chào em")
    await met.quiet()
    await is_answered(met, lan, lambda: lan.person.edits(number, "chào em nhé"))
    lan.sees("Em đã trả lời tin trước", "Chị gửi tin mới")
    assert "Tiếp ▸" in lan.buttons


# Groups and channels.


async def test_in_a_group_the_bot_answers_only_to_its_name_and_shows_the_way_to_a_private_chat(met: Meeting) -> None:
    lan = met.person("Lan")
    group = met.world.add_group("Chi hội Thôn Bưởi", lan.person)
    await met.quiet()
    before = await met.everything()
    for text in ("chào cả nhà", "chồng tôi đánh tôi", "/hoc", "/hoc@khac_bot", "113"):
        lan.person.writes_in_group(text, group)
        await met.quiet()
    assert [posted for posted in group.chat.posted.values() if posted.by_bot] == []
    for number, text in enumerate((f"/start@{met.world.username}", f"@{met.world.username} ơi"), start=1):
        lan.person.writes_in_group(text, group)
        await met.quiet()
        answers = [posted.message for posted in group.chat.posted.values() if posted.by_bot]
        assert len(answers) == number
        assert "Em chỉ trò chuyện riêng" in answers[-1]["text"]
        ((link,),) = answers[-1]["reply_markup"]["inline_keyboard"]
        assert link["url"] == f"https://t.me/{met.world.username}"
    met.world.remove_bot(group, lan.person)
    await met.quiet()
    after = await met.everything()
    del before["inbox"], after["inbox"]
    assert after == before
    assert await met.traces(str(group.chat.id), str(lan.person.id)) == set()


async def test_posts_in_channels_and_other_updates_are_passed_over(met: Meeting) -> None:
    lan = await at_a_card(met)
    before = await met.everything()
    channel = {"id": -1001234567890, "type": "channel", "title": "Tin Hội"}
    post = {"message_id": 5, "date": 1, "chat": channel, "text": "/start"}
    her = lan.person.as_json()
    raws: tuple[dict[str, Any], ...] = (
        {"channel_post": post},
        {"edited_channel_post": {**post, "edit_date": 2}},
        {"message": {**post, "sender_chat": channel}},
        {"poll_answer": {"poll_id": "7", "user": her, "option_ids": [0], "option_persistent_ids": ["0"]}},
        {"inline_query": {"id": "1", "from": her, "query": "", "offset": ""}},
        {"something_new": {"chat": channel}},
    )
    assert met.app.desk is not None
    await met.app.desk.receive([{"update_id": number, **raw} for number, raw in enumerate(raws, start=1)])
    await met.quiet()
    after = await met.everything()
    del before["inbox"], after["inbox"]
    assert after == before


# Blocking, deleting, losing the signal.


def _is_reachable(rows: list[tuple[Any, ...]]) -> list[bool]:
    return [row[tables.chat.columns.keys().index("is_reachable")] for row in rows]


async def test_blocking_is_noted_and_unblocking_too(met: Meeting) -> None:
    lan = await at_a_card(met)
    lan.person.blocks()
    await met.quiet()
    assert _is_reachable(await met.rows(tables.chat)) == [False]
    lan.person.unblocks()
    await met.quiet()
    assert _is_reachable(await met.rows(tables.chat)) == [True]
    await lan.taps("Tiếp")
    lan.sees("3/")


async def test_a_block_before_the_answer_arrives_harms_nobody(met: Meeting) -> None:
    lan = await at_a_card(met)
    lan.person.says("/ketqua")
    lan.person.blocks()
    await met.quiet()
    assert _is_reachable(await met.rows(tables.chat)) == [False]
    await lan.starts()
    assert _is_reachable(await met.rows(tables.chat)) == [True]
    lan.sees("Chị Lan ơi")


async def test_who_never_spoke_and_blocks_leaves_no_row(met: Meeting) -> None:
    lan = met.person("Lan")
    lan.person.blocks()
    await met.quiet()
    lan.person.unblocks()
    await met.quiet()
    assert await met.rows(tables.chat) == []


async def test_a_tap_on_a_deleted_message_is_answered_with_a_new_one(met: Meeting) -> None:
    lan = await at_a_card(met)
    message, code = lan.from_bot[-1]["message_id"], lan.codes[0]
    met.world.delete(lan.person.cloud, message)
    before = len(lan.from_bot)
    lan.person.taps(message, code, stale=True)
    await met.quiet()
    lan.sees("3/")
    assert len(lan.from_bot) == before + 1


async def test_a_tap_on_a_message_of_last_week_is_answered_with_a_new_one(met: Meeting) -> None:
    lan = await at_a_card(met)
    await met.passes(hours=49)
    before = len(lan.from_bot)
    await lan.taps("Tiếp")
    lan.sees("3/")
    assert len(lan.from_bot) == before + 1


async def test_without_a_signal_nothing_is_lost(met: Meeting) -> None:
    lan = await at_a_card(met)
    before = lan.screen
    lan.person.offline = True
    lan.touches("Tiếp")
    lan.person.says("ket qua")
    await met.quiet()
    assert lan.screen == before
    await met.passes(minutes=20)
    lan.person.offline = False
    await met.quiet()
    lan.sees("Kết quả của chị")
    assert any("3/" in words_of(message) for message in lan.from_bot)
    await lan.types("học")
    lan.sees("3/")


async def test_an_answer_that_comes_while_she_has_no_signal_waits_for_her(met: Meeting) -> None:
    lan = await at_a_card(met)
    lan.touches("Tiếp")
    lan.person.offline = True
    await met.quiet()
    lan.sees("2/")
    lan.person.offline = False
    lan.sees("3/")


# Old and forged buttons.


async def test_a_button_of_a_question_long_answered_is_stale_and_says_so(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.taps_code(f"sq:{met.library.modules()[0].id}")
    first = lan.codes[0]
    await lan.answers(right=True)
    while "Câu tiếp theo ▸" not in lan.buttons:
        await lan.taps(lan.buttons[0])
        await lan.answers(right=True)
    await lan.taps("Câu tiếp theo")
    await lan.answers(right=True)
    given = await met.rows(tables.answer)
    await a_tap_is_answered(met, lan, first)
    assert lan.toast == "Nút này đã cũ. Em mở lại chỗ chị đang xem nhé."
    assert await met.rows(tables.answer) == given
    assert lan.buttons


async def test_a_button_of_somebody_elses_quiz_opens_nothing(met: Meeting) -> None:
    man, lan = await met.learner("Mận"), await at_a_card(met)
    await man.taps_code(f"sq:{met.library.modules()[0].id}")
    question, before = man.screen, await met.everything()
    for code in (*man.codes, "nq:1", "sr:1", "rr:1:0", "rw:1", "co:1:0"):
        await a_tap_is_answered(met, lan, code)
        lan.does_not_see(question)
        assert lan.toast == "Nút này đã cũ. Em mở lại chỗ chị đang xem nhé."
    after = await met.everything()
    assert (after["attempt"], after["answer"]) == (before["attempt"], before["answer"])


FORGED = (
    "", ":", "::::", "zz", "pc", "pc:", "pc:1", "pc:1:0:0", "pc:1:0:0:0:0", "pc:a:b:c:d", "pc:-1:0:0:0", "pc:+1:0:0:0",
    "pc:1e3:0:0:0", "pc:٣:0:0:0", f"pc:{2**63}:0:0:0", f"pc:{2**63 - 1}:0:0:0", f"pc:1:{2**62}:{2**62}:{2**62}",
    f"un:{10**18}", "un:0x1", f"bu:{10**18}:0", "ro:admin", f"bu:0:{10**18}", "ro:", "oc:../..", "om:", "rc::", "sq:'",
    "ag:9999", "lv:1", "\x00", "pc:\x00", "st\x00", "ho\n", "🌸" * 16, "a" * 64, "x" * 400, "pv; DROP TABLE learner",
)  # fmt: skip


async def test_forged_buttons_change_nothing_and_are_answered(met: Meeting) -> None:
    lan = await at_a_card(met)
    dice = random.Random(5)
    noise = ["".join(chr(dice.randrange(1, 0x2FF)) for _ in range(dice.randrange(1, 60))) for _ in range(20)]
    before = {name: rows for name, rows in (await met.everything()).items() if name not in ("inbox", "chat")}
    for code in (*FORGED, *noise):
        await lan.types("học")
        await a_tap_is_answered(met, lan, code)
        assert lan.buttons, repr(code)
    after = {name: rows for name, rows in (await met.everything()).items() if name not in ("inbox", "chat")}
    assert after == before
    await lan.types("học")
    lan.sees("2/")


async def test_forged_buttons_before_consent_lead_to_the_consent(met: Meeting) -> None:
    lan = met.person("Lan")
    await lan.types("chào em")
    for code in (*FORGED[:12], "lv", "md", "un:1", "ro:member", "nk", "ps", "pa"):
        await a_tap_is_answered(met, lan, code)
        assert "Tôi đồng ý" in lan.buttons, repr(code)
    assert await met.rows(tables.learner) == []


async def test_a_letter_that_no_database_takes_does_no_harm(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.types("a\x00b")
    lan.sees("Em chưa hiểu ý chị")
    await lan.types("/caidat")
    await lan.taps("Sửa tên")
    await lan.types("Lan\x00Mơ")
    lan.sees("Tên: Lan Mơ")
    await lan.starts()
    await lan.types("/start a\x00b")
    lan.sees("Chị Mơ ơi")

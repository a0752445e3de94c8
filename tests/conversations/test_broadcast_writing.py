"""What an organiser may say to many: words with formats, pictures, sounds, albums; and what is kindly refused."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.sandbox.entities import Entity
from bot.sandbox.wire import UploadedFile
from tests.chatting import Talker, a_photo, buttons_of, words_of
from tests.conversations.broadcasts_school import Union, union


@pytest_asyncio.fixture
async def hoi(database_url: str) -> AsyncIterator[Union]:
    """The Union of a commune."""
    async with union(database_url) as together:
        yield together


async def begins(hoi: Union, talker: Talker) -> None:
    """Come as far as the words."""
    await talker.types("/quantri")
    await talker.taps("Thông báo")
    await talker.taps("Soạn thông báo mới")


async def sends(hoi: Union, talker: Talker) -> None:
    """Send what was written to everybody of the commune."""
    await talker.taps("Xong")
    await talker.taps("Xem lại trước khi gửi")
    await talker.taps("Gửi ngay")
    await hoi.post.runs()


async def test_bold_and_what_looks_like_markup_arrive_as_they_were_written(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    (lan,) = await hoi.learners("Lan")
    await begins(hoi, sen)
    sen.person.says("Họp <b>tối nay</b> & mai", entities=[Entity("bold", 0, 3)])
    await hoi.met.quiet()
    await sends(hoi, sen)
    got = lan.from_bot[-1]
    assert got["text"] == "Họp <b>tối nay</b> & mai"
    assert [(one["type"], one["offset"], one["length"]) for one in got["entities"]] == [("bold", 0, 3)]
    hoi.met.is_well()


@pytest.mark.parametrize("kind", ["photo", "video", "voice", "audio", "animation", "document"])
async def test_one_file_arrives_as_what_it_is_with_its_words_and_button(hoi: Union, kind: str) -> None:
    sen = await hoi.organiser("Sen")
    (lan,) = await hoi.learners("Lan")
    await begins(hoi, sen)
    content = a_photo() if kind == "photo" else b"\0\0\0\x18ftypmp42"
    sen.person.sends_file(kind, UploadedFile("tep.bin", content), "Chị em xem nhé")
    await hoi.met.quiet()
    sen.sees("1 ảnh, phim hoặc tệp")
    await sen.taps("Xong")
    await sen.taps("Xem lại trước khi gửi")
    await sen.taps("Nút mở bài")
    await sen.taps(hoi.met.library.courses[0].title)
    await sen.taps(hoi.met.library.courses[0].modules[0].title)
    await sen.taps("Gửi ngay")
    await hoi.post.runs()
    got = lan.from_bot[-1]
    assert kind in got
    assert words_of(got) == "Chị em xem nhé"
    assert buttons_of(got)[0]["callback_data"].startswith("bb:")
    hoi.met.is_well()


async def test_looking_at_the_words_again_loses_no_picture(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    (lan,) = await hoi.learners("Lan")
    await begins(hoi, sen)
    sen.person.sends_file("photo", UploadedFile("anh.png", a_photo()), "Họp 19 giờ")
    await hoi.met.quiet()
    await sen.taps("Xong")
    await sen.taps("Xem lại trước khi gửi")
    await sen.taps("Sửa lời")
    sen.sees("Em đã ghi lời: 10 chữ cái", "1 ảnh, phim hoặc tệp")
    await sen.types("Họp 20 giờ")
    await sends(hoi, sen)
    assert "photo" in lan.from_bot[-1]
    assert words_of(lan.from_bot[-1]) == "Họp 20 giờ"
    hoi.met.is_well()


async def test_an_album_is_collected_picture_by_picture_and_answered_once(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    (lan,) = await hoi.learners("Lan")
    await begins(hoi, sen)
    said = len(sen.from_bot)
    pictures = [("photo", UploadedFile(f"{n}.jpg", a_photo())) for n in range(4)]
    sen.person.sends_album(pictures, "Ảnh buổi họp")
    await hoi.met.quiet()
    assert len(sen.from_bot) == said + 1
    sen.sees("Em đang nhận album")
    await sen.taps("Xong")
    await sen.taps("Xem lại trước khi gửi")
    await sen.taps("Nút mở bài")
    await sen.taps(hoi.met.library.courses[0].title)
    await sen.taps(hoi.met.library.courses[0].modules[0].title)
    await sen.taps("Gửi ngay")
    await hoi.post.runs()
    *album, below = lan.from_bot[-5:]
    assert len({one["media_group_id"] for one in album}) == 1
    assert [words_of(one) for one in album] == ["Ảnh buổi họp", "", "", ""]
    assert "Bài học đi cùng" in words_of(below)
    assert buttons_of(below)
    await sen.taps("Xem thông báo")
    await sen.taps("Thu hồi tin")
    await sen.taps("Vâng, thu hồi")
    await hoi.post.runs()
    assert not [one for one in lan.messages if "media_group_id" in one or "Bài học đi cùng" in words_of(one)]
    hoi.met.is_well()


async def test_words_below_a_picture_that_are_too_long_are_told_by_how_much(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    await begins(hoi, sen)
    sen.person.sends_photo(a_photo())
    await hoi.met.quiet()
    await sen.types("á" * 1030)
    sen.sees("đang dài quá 6")
    await sen.taps("Xong")
    sen.sees("đang dài quá 6")
    await sen.types("Ngắn thôi")
    sen.sees("Em đã ghi lời: 9 chữ cái")
    await sen.taps("Xong")
    sen.sees("Ai sẽ nhận?")


async def test_a_text_that_her_phone_cuts_in_two_is_told_too_long_and_loses_nothing(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    await begins(hoi, sen)
    await sen.types("chị " * 1050)
    sen.sees("Lời nhắn dài quá 102 chữ cái")
    await sen.taps("Xong")
    sen.sees("Lời nhắn dài quá 102 chữ cái")
    await sen.types("chị " * 1000)
    await sen.taps("Xong")
    sen.sees("Ai sẽ nhận?")


async def test_what_cannot_go_together_is_not_taken_and_what_was_before_stays(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    await begins(hoi, sen)
    sen.person.sends_photo(a_photo())
    sen.person.sends_voice()
    await hoi.met.quiet()
    sen.sees("không đi chung một tin được", "1 ảnh, phim hoặc tệp")
    sen.person.sends_location()
    await hoi.met.quiet()
    sen.sees("Loại này em chưa gửi đi được")
    await sen.taps("Làm lại từ đầu")
    sen.sees("Chị muốn nói gì với chị em?")
    assert "✅ Xong" not in sen.buttons


async def test_words_of_danger_show_the_numbers_and_are_taken_all_the_same(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    await begins(hoi, sen)
    await sen.types("Chồng đánh vợ là phạm luật, chị em gọi 111 nhé")
    card = words_of(sen.from_bot[-2])
    assert "113" in card
    sen.sees("Em đã ghi lời")
    await sen.taps("Xong")
    sen.sees("Ai sẽ nhận?")


async def test_a_restart_in_the_middle_of_writing_loses_nothing(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    await begins(hoi, sen)
    await sen.types("Mai họp nhé")
    await hoi.met.restarts()
    sen.person.sends_photo(a_photo())
    await hoi.met.quiet()
    sen.sees("Em đã ghi lời: 11 chữ cái", "1 ảnh")


async def test_a_draft_is_found_again_in_the_list_and_thrown_away(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    await begins(hoi, sen)
    await sen.types("Mai họp nhé")
    await sen.types("/quantri")
    await sen.taps("Thông báo")
    sen.sees("1. Bản nháp · Mai họp nhé")
    await sen.types("1")
    sen.sees("Xem lại trước khi gửi")
    assert words_of(sen.from_bot[-2]) == "Mai họp nhé"
    await sen.taps("Bỏ thông báo này")
    await sen.taps("Vâng, bỏ đi")
    sen.sees("Đã bỏ")


async def test_a_new_one_inherits_nothing_from_an_emptied_draft(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    await hoi.writes(sen)
    await sen.taps("Chi hội trưởng")
    await sen.taps("Xem lại trước khi gửi")
    await sen.taps("Mỗi tuần")
    await sen.taps("Sửa lời")
    await sen.taps("Làm lại từ đầu")
    await begins(hoi, sen)
    await sen.types("Tin khác")
    await sen.taps("Xong")
    sen.sees("Tất cả học viên của đơn vị")
    await sen.taps("Xem lại trước khi gửi")
    assert "🔁 Mỗi tuần: không" in sen.buttons


async def test_the_count_follows_every_tap_on_a_mark(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    lan, _man = await hoi.learners("Lan", "Mận")
    module = hoi.met.library.modules()[0]
    await lan.taps_code(f"rc:{module.id}:{module.cards[0].id}")
    await hoi.writes(sen)
    sen.sees("Bây giờ là 3 chị")
    await sen.taps("Chưa bắt đầu")
    sen.sees("Chỉ: chưa bắt đầu", "Bây giờ là 2 chị")
    await sen.taps("Chưa bắt đầu")
    sen.sees("Trừ: chưa bắt đầu", "Bây giờ là 1 chị")
    await sen.taps("Chi hội trưởng")
    sen.sees("Chỉ: Chi hội trưởng", "Bây giờ là 1 chị")
    await hoi.met.passes(seconds=3)
    await sen.taps("Chi hội trưởng")
    sen.sees("Bây giờ là 0 chị")
    await sen.taps("Xem lại trước khi gửi")
    sen.sees("bây giờ chưa có ai")
    assert "📤 Gửi ngay" not in sen.buttons


async def test_she_chooses_among_the_units_she_was_entrusted_with_and_no_others(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    await hoi.writes(sen)
    await sen.taps("Chọn đơn vị khác")
    assert sen.buttons == ["Xã Suối Mây", "◂ Về người nhận"]
    await sen.taps("Xã Suối Mây")
    await sen.taps("Chi hội Thôn Mít")
    await sen.taps("✓ Cả Chi hội Thôn Mít")
    sen.sees("Đơn vị: Chi hội Thôn Mít", "Bây giờ là 0 chị")
    await sen.taps_code("bp:1:1")
    assert "quyền" in sen.toast
    await sen.taps_code("bp:1:0")
    assert "quyền" in sen.toast


async def test_a_button_s_number_typed_while_writing_is_that_button_and_not_her_words(hoi: Union) -> None:
    sen = await hoi.organiser("Sen")
    await begins(hoi, sen)
    await sen.types("Mai họp nhé")
    await sen.types("7")
    sen.sees("Em đã ghi lời: 1 chữ cái")
    await sen.types("Mai họp nhé")
    sen.person.sends_sticker()
    await hoi.met.quiet()
    sen.sees("Loại này em chưa gửi đi được", "Em đã ghi lời: 11 chữ cái")
    await sen.types("1")
    sen.sees("Ai sẽ nhận?")
    await sen.taps("Xem lại trước khi gửi")
    assert words_of(sen.from_bot[-2]) == "Mai họp nhé"
    await sen.taps("Hẹn giờ")
    await sen.taps("Ngày giờ khác")
    await sen.types("1")
    sen.sees("Xem lại trước khi gửi")

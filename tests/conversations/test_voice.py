"""Cards read aloud: recorded by one author, agreed to by another, heard by who chose the language, never outdated."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.screens.actions import encode
from bot.screens.listening_actions import Hear, SeeRecording, WithdrawRecording
from bot.screens.organising.recording_actions import AgreeToRecording, RecordCard, SubmitRecording
from bot.storage.tables import listening, media
from tests.conversations.reminders_school import loses_every_role
from tests.conversations.roles_school import an_owner_by_settings
from tests.conversations.school import ONE
from tests.conversations.test_privacy import data_of
from tests.conversations.voice_school import EDE, KHMER, VoiceSchool, labels_of, voice_evening, voices_of

OLD, NEW = "Giặt áo", "Phơi áo"


@pytest_asyncio.fixture
async def school(database_url: str, tmp_path: Path) -> AsyncIterator[VoiceSchool]:
    """An evening at a school whose cards can be heard."""
    async with voice_evening(database_url, tmp_path) as evening:
        yield evening


async def test_a_card_is_read_heard_by_a_second_author_and_then_by_a_learner(school: VoiceSchool) -> None:
    y_mai, sen, lan = await school.author("Mai"), await school.author("Sen"), await school.met.learner("Lan")
    await school.comes_to_card(y_mai)
    y_mai.sees("Chị đọc bằng tiếng nào?")
    assert "🎙 Đọc tiếng Ê Đê" in y_mai.buttons
    await y_mai.taps(EDE)
    y_mai.sees("Chị đọc thẻ này bằng tiếng Ê Đê", "giữ nút hình micrô", "Chị rút lại lúc nào cũng được")
    await school.speaks(y_mai, 4)
    assert voices_of(y_mai)[-1]["voice"]["duration"] == 4
    y_mai.sees("tiếng Ê Đê", "chưa gửi đi duyệt", "Lời trên thẻ")
    assert y_mai.buttons == ["Gửi đi duyệt", "🎙 Đọc lại", "Bỏ bản này", "◂ Trở lại"]
    await y_mai.taps("Gửi đi duyệt")
    y_mai.sees("Em gửi đi duyệt rồi ạ.")

    await school.chooses(lan, EDE)
    lan.sees("Chị đang chọn: tiếng Ê Đê", "Em không hỏi chị là người dân tộc nào")
    await school.opens_first_card(lan)
    assert "🔊 Nghe" not in lan.buttons

    await sen.types("/quantri")
    sen.sees("1 bản đọc đang chờ chị nghe")
    await school.agrees(sen)
    await school.opens_first_card(lan)
    assert lan.buttons == ["🔊 Nghe", "Tiếp ▸"]
    card = lan.from_bot[-1]
    await lan.taps("🔊 Nghe")
    (voice,) = voices_of(lan)
    assert voice["voice"]["duration"] == 4
    lan.sees("🔊 Thẻ 1/", "tiếng Ê Đê")
    assert labels_of(voice) == ["Tiếp ▸"]
    still = next(message for message in lan.from_bot if message["message_id"] == card["message_id"])
    assert labels_of(still) == ["🔊 Nghe", "Tiếp ▸"]
    await lan.taps("Tiếp")
    assert "voice" not in lan.from_bot[-1]
    assert labels_of(next(one for one in lan.from_bot if "voice" in one)) == []
    school.met.is_well()


async def test_who_agrees_or_records_need_not_belong_to_a_branch(school: VoiceSchool) -> None:
    mai = await school.author("Mai")
    thu = await an_owner_by_settings(school.met, "Thu")
    await school.comes_to_card(mai)
    await mai.taps(EDE)
    await school.speaks(mai)
    await mai.taps("Gửi đi duyệt")
    await school.agrees(thu)
    thu.sees("Em cảm ơn chị")
    assert [each["state"] for each in await school.recordings()] == ["agreed"]
    await school.comes_to_card(thu)
    await thu.taps(KHMER)
    await school.speaks(thu)
    await thu.taps("Gửi đi duyệt")
    await thu.types("/quantri")
    await thu.taps("Ghi âm thẻ bài")
    await thu.taps("Giọng của chị")
    await thu.taps("tiếng Khmer")
    thu.sees("Lời trên thẻ")


async def test_a_voice_is_uploaded_once_and_again_only_for_another_bot(school: VoiceSchool) -> None:
    mai, sen, lan = await school.author("Mai"), await school.author("Sen"), await school.met.learner("Lan")
    await school.published(mai, sen)
    await school.chooses(lan, EDE)
    for _ in range(2):
        await school.opens_first_card(lan)
        await lan.taps("🔊 Nghe")
        await school.met.restarts()
    known_as = {voice["voice"]["file_id"] for voice in (*voices_of(mai), *voices_of(sen), *voices_of(lan))}
    assert len(known_as) == 1
    await school.met.app.database.run(lambda records: records.connection.execute(media.delete()))
    await school.met.restarts()
    await school.opens_first_card(lan)
    await lan.taps("🔊 Nghe")
    assert len(voices_of(lan)) == 3
    assert voices_of(lan)[-1]["voice"]["file_id"] not in known_as


async def test_typed_numbers_and_words_work_and_a_trembling_finger_hears_it_once(school: VoiceSchool) -> None:
    mai, sen, lan = await school.author("Mai"), await school.author("Sen"), await school.met.learner("Lan")
    await school.published(mai, sen)
    await school.chooses(lan, EDE)
    await school.opens_first_card(lan)
    lan.touches("🔊 Nghe")
    lan.touches("🔊 Nghe")
    await school.met.quiet()
    assert len(voices_of(lan)) == 1
    await lan.types("1")
    lan.sees("2/")
    await school.opens_first_card(lan)
    await lan.types("nghe")
    assert len(voices_of(lan)) == 2
    await lan.types("ở đâu rồi nhỉ")
    lan.sees("Thẻ 1/")


async def test_two_languages_are_named_and_nothing_is_the_default(school: VoiceSchool) -> None:
    mai, sen, lan = await school.author("Mai"), await school.author("Sen"), await school.met.learner("Lan")
    man = await school.met.learner("Mận")
    await school.published(mai, sen, EDE)
    await school.published(mai, sen, KHMER)
    await school.chooses(lan, EDE, KHMER)
    await school.opens_first_card(lan)
    assert lan.buttons[:2] == ["🔊 Nghe tiếng Ê Đê", "🔊 Nghe tiếng Khmer"]
    await lan.taps("Nghe tiếng Khmer")
    lan.sees("tiếng Khmer")
    await school.opens_first_card(man)
    assert man.buttons == ["Tiếp ▸"]
    await school.chooses(lan)
    await lan.taps("Không cần nghe")
    lan.sees("Chị đang không chọn tiếng nào")
    assert await school.met.rows(listening) == []
    await school.opens_first_card(lan)
    assert lan.buttons == ["Tiếp ▸"]


async def test_a_recording_is_set_aside_when_its_card_changes_and_is_back_with_the_old_words(
    school: VoiceSchool,
) -> None:
    mai, sen, lan = await school.author("Mai"), await school.author("Sen"), await school.met.learner("Lan")
    await school.published(mai, sen)
    await school.chooses(lan, EDE)
    await school.opens_first_card(lan)
    old = lan.from_bot[-1]["message_id"]
    await school.edits(OLD, NEW)
    await lan.taps_code(encode(Hear(ONE, school.card_ids[0], "ede")), old)
    lan.sees("vừa được thay hoặc rút lại")
    assert lan.buttons == ["Tiếp ▸"]
    await school.opens_first_card(lan)
    assert lan.buttons == ["Tiếp ▸"]

    await mai.types("/quantri")
    await mai.taps("Ghi âm thẻ bài")
    await mai.taps("Thẻ đã đổi lời (1)")
    await mai.taps(EDE)
    mai.sees("thẻ đã đổi lời, cần đọc lại", NEW)
    await school.edits(NEW, OLD)
    await school.opens_first_card(lan)
    assert lan.buttons == ["🔊 Nghe", "Tiếp ▸"]

    await school.edits(OLD, NEW)
    await school.published(mai, sen, EDE, 9)
    await lan.taps("🔊 Nghe")
    assert voices_of(lan)[-1]["voice"]["duration"] == 9
    await mai.types("/quantri")
    await mai.taps("Ghi âm thẻ bài")
    assert not [label for label in mai.buttons if "đổi lời" in label]


async def test_words_that_change_while_she_reads_are_read_anew(school: VoiceSchool) -> None:
    mai = await school.author("Mai")
    await school.comes_to_card(mai)
    await mai.taps(EDE)
    await school.edits(OLD, NEW)
    await school.speaks(mai)
    mai.sees("thẻ vừa được sửa lời", NEW)
    await school.speaks(mai)
    mai.sees("chưa gửi đi duyệt", NEW)
    await school.edits(NEW, OLD)
    await mai.taps("Gửi đi duyệt")
    assert [one["state"] for one in await school.recordings()] == ["draft"]


async def test_it_goes_back_with_a_sentence_and_is_read_again(school: VoiceSchool) -> None:
    mai, sen = await school.author("Mai"), await school.author("Sen")
    await school.records(mai)
    await school.met.passes(minutes=2)
    sen.sees("Mai vừa đọc thẻ", "nhờ chị nghe và đồng ý")
    await sen.taps("Nghe")
    assert voices_of(sen)
    sen.sees("Chị Mai đọc", "chờ người khác nghe")
    await sen.taps("Gửi lại, kèm lời nhắn")
    await sen.types("x" * 301)
    sen.sees("Chị viết gọn dưới 300 chữ cái")
    await school.speaks(sen)
    sen.sees("Lời nhắn thì chị viết bằng chữ")
    await sen.types("Câu đầu nghe chưa rõ.")
    sen.sees("Em gửi lại kèm lời nhắn")
    await school.met.passes(minutes=2)
    mai.sees("của chị được gửi lại", "Câu đầu nghe chưa rõ.")
    await mai.types("/quantri")
    mai.sees("1 bản chị đọc được gửi lại")
    await mai.taps("Ghi âm thẻ bài")
    await mai.taps("Giọng của chị (1)")
    await mai.taps(EDE)
    mai.sees("được gửi lại", "Câu đầu nghe chưa rõ.")
    await mai.taps("Đọc lại")
    await school.speaks(mai, 6)
    (one,) = await school.recordings()
    assert (one["state"], one["seconds"]) == ("draft", 6)


async def test_nobody_agrees_to_her_own_voice_nor_hears_anothers_draft(school: VoiceSchool) -> None:
    mai, sen, lan = await school.author("Mai"), await school.author("Sen"), await school.met.learner("Lan")
    await school.comes_to_card(mai)
    await mai.taps(EDE)
    await school.speaks(mai)
    (one,) = await school.recordings()
    for stranger in (sen, lan):
        await stranger.taps_code(encode(SeeRecording(one["id"])))
        await stranger.taps_code(encode(WithdrawRecording(one["id"])))
        assert voices_of(stranger) == []
    await sen.taps_code(encode(SubmitRecording(one["id"])))
    await mai.taps("Gửi đi duyệt")
    await mai.taps_code(encode(AgreeToRecording(one["id"])))
    await lan.taps_code(encode(AgreeToRecording(one["id"])))
    await lan.taps_code(encode(SeeRecording(one["id"])))
    assert voices_of(lan) == []
    assert [each["state"] for each in await school.recordings()] == ["waiting"]
    await school.agrees(sen)
    await sen.taps_code(encode(AgreeToRecording(one["id"])))
    assert [each["state"] for each in await school.recordings()] == ["agreed"]


async def test_only_a_voice_of_at_most_three_minutes_is_taken(school: VoiceSchool) -> None:
    mai = await school.author("Mai")
    await school.comes_to_card(mai)
    await mai.taps(EDE)
    await mai.types("Em đọc đây")
    mai.sees("Em cần một tin thoại ạ", "giữ nút hình micrô")
    await school.sends(mai, "audio", b"ID3 music")
    mai.sees("Em cần một tin thoại ạ")
    await school.sends(mai, "voice", b"no voice at all", "a.ogg")
    mai.sees("Em cần một tin thoại ạ")
    await school.speaks(mai, 181)
    mai.sees("Bản này dài quá ạ")
    await school.sends(mai, "voice", b"OggS" + bytes(1024 * 1024), "a.ogg")
    mai.sees("Bản này dài quá ạ")
    assert all(not one["digest"] for one in await school.recordings())
    await school.speaks(mai, 180)
    mai.sees("chưa gửi đi duyệt")
    await school.speaks(mai)
    mai.sees("Em chưa nghe được tin thoại")


async def test_what_is_withdrawn_is_gone_also_from_the_card_and_from_the_channels_names(school: VoiceSchool) -> None:
    mai, sen, lan = await school.author("Mai"), await school.author("Sen"), await school.met.learner("Lan")
    await school.published(mai, sen)
    (one,) = await school.recordings()
    await school.chooses(lan, EDE)
    await school.opens_first_card(lan)
    await loses_every_role(school.met, mai)
    await mai.taps_code(encode(RecordCard(ONE, school.card_ids[0], "ede")))
    assert mai.toast
    await mai.types("/caidat")
    await mai.taps("Tiếng để nghe")
    await mai.taps("Giọng của chị (1)")
    await mai.taps(EDE)
    assert mai.buttons == ["Rút bản này lại", "◂ Trở lại"]
    await mai.taps("Rút bản này lại")
    mai.sees("không lấy lại được")
    await mai.taps("Rút và xóa")
    mai.sees("Em không giữ bản ghi nào của chị")
    assert await school.recordings() == []
    assert await school.met.traces(one["digest"]) == set()
    await lan.taps("🔊 Nghe")
    lan.sees("vừa được thay hoặc rút lại")
    assert voices_of(lan) == []


async def test_an_author_withdraws_anothers_and_the_audit_says_so(school: VoiceSchool) -> None:
    mai, sen = await school.author("Mai"), await school.author("Sen")
    await school.published(mai, sen)
    await school.comes_to_card(sen)
    assert "🔊 tiếng Ê Đê: chị em nghe được" in sen.buttons
    await sen.taps(EDE)
    await sen.taps("Rút bản này lại")
    await sen.taps("Thôi, giữ lại")
    await sen.taps("Rút bản này lại")
    await sen.taps("Rút và xóa")
    sen.sees("Em xóa bản đọc này rồi ạ.")
    owner = await school.met.administrator("Oanh")
    await owner.joins()
    await owner.types("/quantri")
    await owner.taps("Nhật ký")
    for said in ("gửi bản đọc ede đi duyệt", "đồng ý bản đọc ede", "rút bản đọc ede"):
        owner.sees(said)


async def test_her_file_names_what_she_hears_and_reads_and_leaving_takes_her_voice_along(school: VoiceSchool) -> None:
    mai, sen, lan = await school.author("Mai"), await school.author("Sen"), await school.met.learner("Lan")
    await school.published(mai, sen)
    (one,) = await school.recordings()
    await school.chooses(mai, KHMER)
    text = await data_of(school.met, mai)
    assert "Tiếng chị chọn để nghe: tiếng Khmer" in text
    assert "tiếng Ê Đê, lúc 19:30 23/11/2026, 3 giây (chị em nghe được)" in text
    assert "Tiếng chị chọn để nghe" not in await data_of(school.met, lan)
    await school.chooses(lan, EDE)
    await mai.types("/riengtu")
    await mai.taps("Rời đi và xóa hết")
    mai.sees("1 bản ghi giọng của chị cũng được xóa")
    await mai.taps("xóa")
    assert await school.recordings() == []
    assert await school.met.traces(one["digest"]) == set()
    assert len(await school.met.rows(listening)) == 1
    await lan.types("/riengtu")
    await lan.taps("Rời đi và xóa hết")
    lan.does_not_see("bản ghi giọng")
    await lan.taps("xóa")
    assert await school.met.rows(listening) == []


async def test_a_second_author_who_leaves_takes_nothing_with_her(school: VoiceSchool) -> None:
    mai, sen, lan = await school.author("Mai"), await school.author("Sen"), await school.met.learner("Lan")
    await school.published(mai, sen)
    await sen.types("/riengtu")
    await sen.taps("Rời đi và xóa hết")
    await sen.taps("xóa")
    await school.chooses(lan, EDE)
    await school.opens_first_card(lan)
    await lan.taps("🔊 Nghe")
    assert len(voices_of(lan)) == 1
    assert [one["agreed_by"] for one in await school.recordings()] == [None]


async def test_a_card_opened_from_a_result_can_be_heard_and_leads_back_to_it(school: VoiceSchool) -> None:
    mai, sen, lan = await school.author("Mai"), await school.author("Sen"), await school.met.learner("Lan")
    await school.published(mai, sen)
    await school.chooses(lan, EDE)
    await lan.taps_code(f"sq:{ONE}")
    await lan.finishes_quiz(wrong=8)
    reread = next(label for label in lan.buttons if "Đọc lại thẻ 1" in label)
    await lan.taps(reread)
    assert lan.buttons[0] == "🔊 Nghe"
    await lan.taps("🔊 Nghe")
    assert lan.buttons == ["◂ Về thẻ vừa xem"]
    await lan.taps("Về thẻ vừa xem")
    assert lan.buttons[0] == "🔊 Nghe"
    assert "kết quả" in " ".join(lan.buttons)


async def test_a_phone_that_takes_no_voice_gets_the_words(school: VoiceSchool) -> None:
    mai, sen, lan = await school.author("Mai"), await school.author("Sen"), await school.met.learner("Lan")
    await school.published(mai, sen)
    await school.chooses(lan, EDE)
    await school.opens_first_card(lan)
    lan.person.takes_no_voice = True
    await lan.taps("🔊 Nghe")
    lan.sees("Em chưa gửi được tiếng đọc", "Chị đọc chữ giúp em")
    assert lan.buttons == ["Tiếp ▸"]
    assert "voice" not in lan.from_bot[-1]
    school.met.is_well()

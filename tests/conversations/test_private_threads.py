"""Private threads: two women write to each other through the bot, nobody else knows, and nothing stays."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.managing import AdminRole
from bot.screens.actions import encode
from bot.screens.confiding_actions import DeletePrivate, OpenPrivate, ReadPrivate, SendPrivate
from bot.screens.organising.confiding_actions import CloseThread, ListThreads, SeeThread, SendBack, WriteBack
from tests.chatting import Meeting, buttons_of
from tests.conversations.private_school import (
    ANSWER,
    ANSWERS_MARKER,
    COMMUNE,
    CRY,
    MARKER,
    NEWS,
    OTHER_COMMUNE,
    PROVINCE,
    WORDS,
    all_words,
    answers,
    begins,
    kept,
    named,
    writes,
)
from tests.conversations.reminders_school import Inbox, loses_every_role, organiser
from tests.conversations.roles_school import an_owner_by_settings, deeds, entrusted, link_from, unit_id
from tests.conversations.test_privacy import data_of


async def test_two_women_write_to_each_other_and_nothing_is_left_on_the_screens(met: Meeting) -> None:
    sen, lan = await named(met), await met.learner("Lan")
    await lan.types(CRY)
    lan.sees("113")
    assert lan.buttons == ["Ẩn tin này", "Nhắn riêng một chị ở Hội"]
    await lan.taps("Nhắn riêng")
    lan.sees("Nhắn riêng cho chị Sen", "Xã Suối Mây", "Chỉ một mình chị Sen đọc", "113", "30 ngày", "Chị xóa trước")
    assert CRY not in all_words(lan)
    assert lan.buttons == ["Ẩn", "Được, trả lời ở đây", "Không, tôi sẽ tới gặp", "🆘 Số khẩn cấp"]
    await lan.taps("Được, trả lời")
    lan.sees("Chị viết cho chị Sen")
    await lan.types(WORDS)
    lan.sees("Chị xem lại", WORDS)
    lan.does_not_see("113")
    assert all_words(lan).count(MARKER) == 1
    assert await kept(met) == [0, 0, 0]
    assert await met.traces(MARKER) == set()
    await lan.taps("Gửi")
    lan.sees("Em chuyển chị Sen rồi")
    assert MARKER not in all_words(lan)
    assert await kept(met) == [1, 1, 1]

    came = Inbox(sen)
    await met.passes(seconds=5)
    assert came.new() == [NEWS]
    assert sen.from_bot[-1]["has_protected_content"] is True
    await sen.taps("Mở")
    sen.sees("Chị Lan", "Chi hội Thôn Bưởi", WORDS)
    await sen.taps("Trả lời")
    await sen.types(ANSWER)
    sen.sees("Chị xem lại", ANSWER)
    assert all_words(sen).count(ANSWERS_MARKER) == 1
    assert await met.traces(ANSWERS_MARKER) == set()
    await sen.taps("Gửi")
    await sen.taps("Ẩn")
    assert MARKER not in all_words(sen)
    assert ANSWERS_MARKER not in all_words(sen)

    came = Inbox(lan)
    await met.passes(seconds=5)
    assert came.new() == [NEWS]
    await lan.taps("Mở")
    lan.sees("Chị Sen:", ANSWER)
    await lan.taps("Ẩn")
    assert lan.screen == "Em ở đây khi chị cần."
    assert ANSWERS_MARKER not in all_words(lan)
    met.is_well()


async def test_a_question_about_violence_goes_to_nobody_but_shows_the_way_to_write_in_private(met: Meeting) -> None:
    await named(met)
    lan = await met.learner("Lan")
    await lan.types("/hoidap")
    await lan.types("Chồng em đánh em thì phải làm sao?")
    lan.sees("113")
    await lan.taps("Nhắn riêng")
    lan.sees("Nhắn riêng cho chị Sen")
    assert "đánh" not in all_words(lan)
    assert await met.traces("phải làm sao") == set()


async def test_where_nobody_is_named_the_card_is_as_it_was(met: Meeting) -> None:
    await organiser(met, "Hoa", OTHER_COMMUNE, AdminRole.CONFIDANT)
    await organiser(met, "Thu", COMMUNE, AdminRole.OWNER)
    lan = await met.learner("Lan")
    await lan.types(CRY)
    assert lan.buttons == ["Ẩn tin này"]
    await lan.types("/khancap")
    assert lan.buttons == ["Ẩn tin này"]
    await lan.taps_code(encode(OpenPrivate(0)))
    lan.sees("chưa có người nhận tin riêng")
    await lan.taps_code(encode(SendPrivate(1, "here")))
    assert await kept(met) == [0, 0, 0]
    met.is_well()


async def test_who_is_named_is_not_offered_herself_nor_anybody_who_cannot_be_reached(met: Meeting) -> None:
    sen = await named(met)
    await sen.types("/khancap")
    assert sen.buttons == ["Ẩn tin này"]
    lan = await met.learner("Lan")
    sen.person.blocks()
    await met.quiet()
    await lan.types("/khancap")
    assert lan.buttons == ["Ẩn tin này"]


async def test_who_is_named_before_she_joined_is_told_that_nobody_can_write_to_her_yet(met: Meeting) -> None:
    owner = await an_owner_by_settings(met)
    sen = await entrusted(met, owner, "Sáu", await unit_id(met, COMMUNE), "confidant")
    said = all_words(sen)
    assert "Chị chưa vào học nên chị em chưa nhắn cho chị được" in said
    lan = await met.learner("Lan")
    await lan.types(CRY)
    assert "Nhắn riêng" not in "".join(lan.buttons)
    await sen.starts(met.token)
    for label in ("Chi hội trưởng", "Đúng rồi", "Bỏ qua"):
        await sen.taps(label)
    await lan.types(CRY)
    assert "Nhắn riêng một chị ở Hội" in lan.buttons


async def test_what_an_offer_says_of_the_audit_is_true_of_every_role(met: Meeting) -> None:
    owner = await an_owner_by_settings(met)
    commune = await unit_id(met, COMMUNE)
    for role, is_logged in (("organiser", True), ("confidant", False)):
        offered = met.person("Hai")
        await offered.starts(await link_from(met, owner, commune, role))
        await offered.taps("Tôi đồng ý")
        assert ("Mọi việc chị làm với quyền này đều ghi vào nhật ký" in offered.screen) is is_logged


async def test_a_stop_before_sending_leaves_nothing(met: Meeting) -> None:
    await named(met)
    lan = await met.learner("Lan")
    await begins(lan)
    await lan.types(WORDS)
    await lan.taps("Ẩn")
    assert MARKER not in all_words(lan)
    assert await kept(met) == [0, 0, 0]
    assert await met.traces(MARKER) == set()
    await lan.types("chào em")
    lan.sees("Em chưa hiểu ý chị")


async def test_what_she_typed_survives_a_restart_though_it_is_kept_nowhere(met: Meeting) -> None:
    sen, lan = await named(met), await met.learner("Lan")
    await begins(lan)
    await met.restarts()
    await lan.types(WORDS)
    await met.restarts()
    await lan.taps("Gửi")
    lan.sees("Em chuyển chị Sen rồi")
    await met.passes(seconds=5)
    await sen.taps("Mở")
    sen.sees(WORDS)


async def test_a_second_tap_sends_nothing_twice_and_a_typed_send_is_led_to_the_button(met: Meeting) -> None:
    await named(met)
    lan = await met.learner("Lan")
    await begins(lan)
    await lan.types(WORDS)
    await lan.types("gửi")
    lan.sees("chị bấm nút «Gửi»")
    preview = next(message for message in lan.from_bot if MARKER in str(message.get("text")))
    code = buttons_of(preview)[0]["callback_data"]
    lan.person.taps(preview["message_id"], code)
    lan.person.taps(preview["message_id"], code, stale=True)
    await met.quiet()
    await met.passes(seconds=5)
    await lan.taps_code(code, preview["message_id"])
    assert (await kept(met))[:2] == [1, 1]
    met.is_well()


async def test_markup_and_lines_arrive_as_they_were_typed(met: Meeting) -> None:
    sen, lan = await named(met), await met.learner("Lan")
    text = "a < b & <b>c</b>\n\nđoạn hai\n- ý «ba»"
    await writes(lan, text)
    await met.passes(seconds=5)
    await sen.taps("Mở")
    sen.sees(text)
    await sen.taps("Trả lời")
    await sen.types(text)
    await sen.taps("Gửi")
    await met.passes(seconds=5)
    await lan.taps("Mở")
    lan.sees(text)


async def test_she_may_be_named_for_a_branch_and_the_nearest_is_offered(met: Meeting) -> None:
    await named(met, "Sen", COMMUNE)
    await named(met, "Hoa", "mau-suoi-may-buoi")
    lan = await met.learner("Lan")
    await lan.types("/khancap")
    await lan.taps("Nhắn riêng")
    lan.sees("Nhắn riêng cho chị Hoa", "Chi hội Thôn Bưởi")


async def test_of_two_she_chooses_one_and_only_that_one_reads(met: Meeting) -> None:
    sen, hoa = await named(met, "Sen"), await named(met, "Hoa")
    lan = await met.learner("Lan")
    await lan.types("/khancap")
    await lan.taps("Nhắn riêng")
    assert lan.buttons == ["Ẩn", "Nhắn chị Sen", "Nhắn chị Hoa", "🆘 Số khẩn cấp"]
    await lan.taps("Nhắn chị Hoa")
    await lan.taps("Được, trả lời")
    await lan.types(WORDS)
    await lan.taps("Gửi")
    hoas, sens = Inbox(hoa), Inbox(sen)
    await met.passes(seconds=5)
    assert (hoas.new(), sens.new()) == ([NEWS], [])
    for action in (SeeThread(1), WriteBack(1), SendBack(1), CloseThread(1)):
        await sen.taps_code(encode(action))
        assert MARKER not in all_words(sen)
        assert sen.toast.startswith("Việc này cần người được giao quyền")
    await sen.types("/quantri")
    sen.does_not_see("chưa đọc")
    await hoa.types("/quantri")
    hoa.sees("1 tin nhắn riêng chưa đọc")
    assert (await kept(met))[0] == 1


async def test_nobody_else_reads_a_thread_whatever_she_may(met: Meeting) -> None:
    await named(met)
    boss, lan = await met.administrator("Vân"), await met.learner("Lan")
    await boss.joins()
    owner = await organiser(met, "Thu", COMMUNE, AdminRole.OWNER)
    await writes(lan)
    for talker in (boss, owner):
        for action in (ListThreads(), SeeThread(1), WriteBack(1), SendBack(1), CloseThread(1)):
            await talker.taps_code(encode(action))
            assert talker.toast.startswith("Việc này cần người được giao quyền"), action
        await talker.types("/quantri")
        assert "Tin nhắn riêng" not in talker.buttons
        talker.does_not_see("riêng")
        assert MARKER not in all_words(talker)
    assert (await kept(met))[:2] == [1, 1]


async def test_words_of_danger_in_the_thread_are_taken_and_the_numbers_stay_one_tap_away(met: Meeting) -> None:
    sen, lan = await named(met), await met.learner("Lan")
    await writes(lan)
    await lan.types("nó lại đánh em, cứu em với")
    lan.sees("Chị xem lại", "cứu em với")
    assert lan.buttons == ["Gửi", "Ẩn", "🆘 Số khẩn cấp"]
    await lan.taps("Gửi")
    await lan.taps("Số khẩn cấp")
    lan.sees("Số cần gọi khi nguy hiểm", "113")
    await met.passes(seconds=5)
    await sen.taps("Mở")
    sen.sees("cứu em với")
    await sen.taps("Trả lời")
    await sen.types("Nó đánh em thì gọi 113 ngay, chạy sang nhà chị")
    sen.sees("Chị xem lại", "gọi 113")
    # Out of the thread a cry opens the card as ever.
    await lan.types("chồng tôi đánh tôi")
    lan.sees("Xin đừng chịu một mình")


async def test_who_was_away_for_an_hour_is_in_no_thread_any_more(met: Meeting) -> None:
    await named(met)
    lan = await met.learner("Lan")
    await writes(lan)
    await met.passes(minutes=61)
    await lan.types("chồng tôi đánh tôi")
    lan.sees("Xin đừng chịu một mình")
    await lan.types("chào em")
    lan.sees("Em chưa hiểu ý chị")
    assert (await kept(met))[:2] == [1, 1]


async def test_pictures_and_voices_are_not_taken(met: Meeting) -> None:
    await named(met)
    lan = await met.learner("Lan")
    await begins(lan)
    lan.person.sends_voice()
    await met.quiet()
    lan.sees("chị viết bằng chữ", "Chị viết cho chị Sen")
    await lan.types("x" * 3001)
    lan.sees("Hơi dài một chút")
    assert await kept(met) == [0, 0, 0]


async def test_who_will_come_herself_gets_nothing_on_her_phone(met: Meeting) -> None:
    sen, lan = await named(met), await met.learner("Lan")
    await writes(lan, way="Không, tôi sẽ tới gặp")
    lan.sees("chị ấy chờ chị tới")
    await met.passes(seconds=5)
    await sen.taps("Mở")
    sen.sees(WORDS, "Đừng gọi, đừng nhắn")
    assert "Trả lời" not in sen.buttons
    await sen.taps_code(encode(WriteBack(1)))
    sen.does_not_see("Chị viết cho chị Lan")
    came = Inbox(lan)
    await sen.taps_code(encode(CloseThread(1)))
    await met.passes(days=1)
    assert NEWS not in came.new()
    assert await kept(met) == [0, 0, 0]


async def test_she_can_change_how_she_is_answered(met: Meeting) -> None:
    sen, lan = await named(met), await met.learner("Lan")
    await writes(lan)
    await met.passes(seconds=5)
    await lan.taps("Xem tin riêng")
    await lan.taps("Đừng trả lời ở đây nữa")
    lan.sees("Chị Sen chờ chị tới")
    await sen.taps("Mở")
    assert "Trả lời" not in sen.buttons
    await lan.taps("Trả lời tôi ở đây được")
    await met.passes(seconds=5)
    await sen.taps_code(encode(SeeThread(1)))
    assert "Trả lời" in sen.buttons


@pytest.mark.parametrize("way", ["she", "reader"])
async def test_either_ends_it_at_once(met: Meeting, way: str) -> None:
    sen, lan = await named(met), await met.learner("Lan")
    await writes(lan)
    await met.passes(seconds=5)
    came = Inbox(lan)
    if way == "she":
        await lan.taps("Xem tin riêng")
        await lan.taps("Xóa hết")
        lan.sees("không lấy lại được")
        await lan.taps("Vâng, xóa hết")
        assert lan.screen == "Em xóa hết rồi."
    else:
        await sen.taps("Mở")
        await sen.taps("Khép lại")
        await sen.taps("Vâng, khép lại")
        sen.sees("Chưa có ai nhắn")
    assert (await kept(met))[:2] == [0, 0]
    assert await met.traces(MARKER) == set()
    await sen.taps_code(encode(SeeThread(1)))
    sen.does_not_see(MARKER)
    await met.passes(minutes=10)
    await met.passes(minutes=10)
    assert came.new() == ([] if way == "she" else ["Cuộc nhắn riêng trước đã khép lại."])
    assert await kept(met) == [0, 0, 0]
    # She can begin anew.
    await lan.types("/khancap")
    await lan.taps("Nhắn riêng")
    lan.sees("Nhắn riêng cho chị Sen")


async def test_what_nobody_adds_to_is_gone_after_thirty_days_and_nobody_is_told(met: Meeting) -> None:
    sen, lan = await named(met), await met.learner("Lan")
    await writes(lan)
    await met.passes(minutes=1)
    await answers(sen)
    await lan.taps("Ẩn")
    await met.passes(days=29, hours=23)
    assert (await kept(met))[:2] == [1, 2]
    # Looking prolongs nothing.
    await lan.types("/khancap")
    await lan.taps("Nhắn riêng")
    lan.sees(ANSWER)
    await lan.taps("Ẩn")
    hers, sens = Inbox(lan), Inbox(sen)
    await met.passes(hours=2)
    assert await kept(met) == [0, 0, 0]
    assert await met.traces(MARKER, ANSWERS_MARKER) == set()
    assert not any("riêng" in words for words in (*hers.new(), *sens.new()))
    await sen.types("/quantri")
    sen.does_not_see("chưa đọc")


async def test_after_the_thirtieth_day_it_is_gone_even_before_the_job_has_run(met: Meeting) -> None:
    sen, lan = await named(met), await met.learner("Lan")
    await writes(lan)
    met.world.advance(timedelta(days=30))
    await sen.taps_code(encode(SeeThread(1)))
    sen.does_not_see(MARKER)
    await lan.taps_code(encode(ReadPrivate()))
    lan.does_not_see(MARKER)
    assert (await kept(met))[:2] == [0, 0]


async def test_by_night_the_first_word_comes_at_once_and_everything_else_waits(met: Meeting) -> None:
    sen, lan = await named(met), await met.learner("Lan")
    await met.passes(hours=3)
    sens, hers = Inbox(sen), Inbox(lan)
    await writes(lan)
    await met.passes(seconds=5)
    assert sens.new() == [NEWS]
    await sen.taps("Mở")
    await sen.taps("Ẩn")
    sens.new()
    await met.passes(minutes=15)
    await lan.types("Em nhắn thêm một câu nữa.")
    await lan.taps("Gửi")
    await met.passes(minutes=1)
    assert sens.new() == []
    await lan.taps("Ẩn")
    hers.new()
    await sen.types("/quantri")
    await sen.taps("Tin nhắn riêng")
    await sen.taps("Chị Lan")
    await sen.taps("Trả lời")
    await sen.types(ANSWER)
    await sen.taps("Gửi")
    await met.passes(minutes=1)
    assert hers.new() == []
    await met.passes(hours=10)
    assert NEWS in hers.new()


async def test_by_night_she_is_answered_while_she_is_in_the_conversation(met: Meeting) -> None:
    sen, lan = await named(met), await met.learner("Lan")
    await met.passes(hours=3)
    await writes(lan)
    await met.passes(seconds=5)
    await answers(sen)
    hers = Inbox(lan)
    await met.passes(seconds=5)
    assert hers.new() == [NEWS]


async def test_several_messages_at_a_time_are_told_of_once(met: Meeting) -> None:
    sen, lan = await named(met), await met.learner("Lan")
    await writes(lan)
    for text in ("Em thêm câu hai.", "Em thêm câu ba."):
        await lan.types(text)
        await lan.taps("Gửi")
    came = Inbox(sen)
    await met.passes(minutes=5)
    assert came.new() == [NEWS]
    await sen.taps("Mở")
    sen.sees(WORDS, "câu hai", "câu ba")


async def test_a_withdrawn_confidant_reads_nothing_from_her_next_tap_on(met: Meeting) -> None:
    sen, lan = await named(met), await met.learner("Lan")
    await writes(lan)
    await met.passes(seconds=5)
    await loses_every_role(met, sen)
    await sen.taps("Mở")
    assert MARKER not in all_words(sen)
    came = Inbox(lan)
    await met.passes(minutes=5)
    await met.passes(minutes=5)
    assert came.new() == ["Cuộc nhắn riêng trước đã khép lại."]
    assert await kept(met) == [0, 0, 0]
    await lan.taps("Mở")
    lan.sees("chưa có người nhận tin riêng")


async def test_to_another_person_it_goes_only_when_she_says_so(met: Meeting) -> None:
    sen, lan = await named(met), await met.learner("Lan")
    await writes(lan)
    await met.passes(seconds=5)
    await answers(sen)
    await loses_every_role(met, sen)
    hoa = await named(met, "Hoa")
    hers, hoas = Inbox(lan), Inbox(hoa)
    await met.passes(minutes=5)
    assert hers.new()[-1] == "Cuộc nhắn riêng trước đã khép lại."
    await hoa.types("/quantri")
    await hoa.taps("Tin nhắn riêng")
    hoa.sees("Chưa có ai nhắn")
    await lan.taps("Mở")
    lan.sees("không giữ việc này nữa")
    hoas.new()
    await lan.taps("Chuyển cho chị Hoa")
    await met.passes(minutes=5)
    assert hoas.new() == [NEWS]
    await hoa.taps("Mở")
    hoa.sees(WORDS)
    assert MARKER not in all_words(sen)


@pytest.mark.parametrize("who", ["she", "reader"])
async def test_whoever_leaves_takes_her_words_along(met: Meeting, who: str) -> None:
    sen, lan = await named(met), await met.learner("Lan")
    await writes(lan)
    await met.passes(seconds=5)
    await answers(sen)
    leaving = lan if who == "she" else sen
    await leaving.types("/riengtu")
    await leaving.taps("Rời đi và xóa hết")
    await leaving.taps("Vâng, xóa hết")
    assert await met.traces(ANSWERS_MARKER) == set()
    if who == "she":
        assert await met.traces(MARKER) == set()
    await met.passes(minutes=5)
    await met.passes(minutes=5)
    assert await kept(met) == [0, 0, 0]
    assert await met.traces(MARKER) == set()
    met.is_well()


async def test_her_file_says_the_same_to_everybody_and_she_sees_her_words_where_she_can_hide_them(met: Meeting) -> None:
    sen, lan, mai = await named(met), await met.learner("Lan"), await met.learner("Mai")
    await writes(lan)
    await met.passes(seconds=5)
    await answers(sen)
    await met.passes(seconds=5)
    line = met.app.texts.plain("data.private")
    for talker in (lan, mai, sen):
        text = await data_of(met, talker)
        assert line in text
        assert text.replace(line, "").count("nhắn riêng") == 0
        assert not any(word in text for word in (MARKER, ANSWERS_MARKER, "riêng chị"))
    await mai.types("/riengtu")
    await mai.taps("Tin nhắn riêng")
    mai.sees("Em không giữ tin nhắn riêng nào")
    await lan.types("/riengtu")
    await lan.taps("Tin nhắn riêng")
    lan.sees(WORDS, ANSWER)
    await lan.taps("Ẩn")
    assert MARKER not in all_words(lan)


async def test_being_lost_never_brings_it_back(met: Meeting) -> None:
    sen, lan = await named(met), await met.learner("Lan")
    await writes(lan)
    await met.passes(seconds=5)
    await answers(sen)
    await met.passes(seconds=5)
    await lan.taps("Mở")
    await lan.taps("Ẩn")
    await lan.types("chào em")
    lan.does_not_see(ANSWERS_MARKER, "riêng")
    await lan.types("/trogiup")
    await lan.types("chào em")
    lan.does_not_see(ANSWERS_MARKER, "riêng")
    await lan.taps_code(encode(DeletePrivate()))
    assert (await kept(met))[:2] == [0, 0]


# Naming.


async def test_an_owner_names_two_at_most_in_a_commune_and_nobody_in_the_province(met: Meeting) -> None:
    boss = await an_owner_by_settings(met)
    commune, province = await unit_id(met, COMMUNE), await unit_id(met, PROVINCE)
    await boss.taps_code(f"yg:{province}")
    assert "Người giữ chuyện riêng" not in boss.buttons
    await boss.taps_code(f"yl:{province}:confidant")
    assert "đủ hai người" in boss.toast
    await boss.taps_code(f"yg:{commune}")
    assert "Người giữ chuyện riêng" in boss.buttons
    sen = await entrusted(met, boss, "Sen", commune, "confidant")
    sen.sees("Quản trị")
    assert "Tin nhắn riêng" in sen.buttons
    await sen.taps("Tin nhắn riêng")
    sen.sees("Chị chưa vào học")
    await entrusted(met, boss, "Hoa", commune, "confidant")
    await boss.taps_code(f"yl:{commune}:confidant")
    assert "đủ hai người" in boss.toast
    assert (await deeds(met)).count("entrust.accepted") == 2
    await boss.taps_code(f"yu:{commune}:0")
    boss.sees("Người giữ chuyện riêng")
    boss.sees("Sen: Người giữ chuyện riêng", "chưa vào học hoặc đang chặn em, nên chưa ai nhắn được")


async def test_who_has_joined_and_can_be_reached_is_listed_like_everybody(met: Meeting) -> None:
    boss = await an_owner_by_settings(met)
    await named(met)
    await boss.taps_code(f"yu:{await unit_id(met, COMMUNE)}:0")
    boss.sees("Người giữ chuyện riêng")
    assert "chưa ai nhắn được" not in boss.screen

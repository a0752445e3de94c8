"""Reminders as a learner lives with them: a word in her hour, the next thing one tap away, peace whenever she wants."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest

from bot.storage import tables
from tests.chatting import Meeting, Talker, buttons_of
from tests.conversations.reminders_school import Inbox, days_pass, passes_module, plans, time_passes


async def reminded(met: Meeting) -> tuple[Talker, Inbox]:
    """A learner who joined on Monday evening at half past seven."""
    lan = await met.learner("Lan")
    return lan, Inbox(lan)


async def rows_of_plans(met: Meeting) -> list[dict[str, object]]:
    """All plans, by the names of their columns."""
    names = tables.reminder_plan.columns.keys()
    return [dict(zip(names, row, strict=True)) for row in await met.rows(tables.reminder_plan)]


async def nudges_planned(met: Meeting) -> int:
    """How many reminders were ever planned."""
    return sum(row[1] == "reminder" for row in await met.rows(tables.delivery))


async def test_a_week_in_the_life_of_a_learner(met: Meeting) -> None:
    lan, inbox = await reminded(met)
    first, second = met.library.modules()[:2]

    # Tuesday: nobody has seen her since she joined.
    await days_pass(met)
    (word,) = inbox.new()
    assert "Lan" in word
    assert f"Bài 1: {first.title} · {first.minutes} phút" in word
    assert lan.buttons == ["Mở bài ▸", "Đổi giờ, nghỉ nhắc"]

    # Wednesday: nothing comes, and she opens the lesson by herself.
    await days_pass(met)
    assert inbox.new() == []
    await lan.taps("Mở bài")
    lan.sees(first.title)
    await lan.taps("Bắt đầu")
    inbox.new()

    # Thursday: she is in the middle of it, and the button leads to the very card.
    await days_pass(met)
    (word,) = inbox.new()
    assert f"Bài 1: {first.title}" in word
    await lan.taps("Mở bài")
    lan.sees(first.cards[0].title)
    await passes_module(met, lan, first.id)
    inbox.new()

    # Friday and Saturday: the nudge names the next lesson, and not on two days running.
    await days_pass(met)
    assert inbox.new() == []
    await days_pass(met)
    (word,) = inbox.new()
    assert f"Bài 2: {second.title} · {second.minutes} phút" in word

    # Sunday: she studies before her hour, and so Monday is quiet, too.
    await time_passes(met, hours=23)
    await lan.types("/hoc")
    inbox.new()
    await time_passes(met, hours=1)
    assert inbox.new() == []
    met.is_well()


async def test_three_without_an_answer_and_one_word_how_to_come_back_and_then_silence(met: Meeting) -> None:
    lan, inbox = await reminded(met)
    came = {}
    for day in range(1, 41):
        await days_pass(met)
        if words := inbox.new():
            came[day] = words
    assert list(came) == [1, 3, 7, 14]
    assert all(len(words) == 1 for words in came.values())
    assert "gõ /hoc" in came[14][0]
    assert "Mở bài ▸" not in lan.buttons
    assert (await rows_of_plans(met))[0]["next_at"] is None

    # She comes back by herself: three days of peace, and it begins anew.
    await lan.types("/hoc")
    inbox.new()
    came = {}
    for day in range(1, 16):
        await days_pass(met)
        if words := inbox.new():
            came[day] = words
    assert list(came) == [3, 5, 9]
    met.is_well()


async def test_no_two_nudges_running_begin_with_the_same_words(met: Meeting) -> None:
    lan, inbox = await reminded(met)
    openings = []
    for _ in range(12):
        await days_pass(met, 2)
        openings += [word.partition("\n")[0] for word in inbox.new()]
        await lan.types("/trogiup")
        inbox.new()
    assert len(openings) >= 6
    assert all(one != other for one, other in pairwise(openings))
    assert len(set(openings)) >= 5


async def test_her_hour_is_hers_to_choose_and_holds_from_then_on(met: Meeting) -> None:
    lan, inbox = await reminded(met)
    await lan.types("/caidat")
    await lan.taps("Giờ nhắc học")
    lan.sees("Giờ nhắc: 19:30", "Ngày nghỉ: không có")
    await lan.taps("Đổi giờ nhắc")
    await lan.taps("12:30")
    lan.sees("Giờ nhắc: 12:30")
    inbox.new()
    came = []
    for _ in range(24):
        await time_passes(met, hours=1)
        if inbox.new():
            came.append(met.clock.now().astimezone(met.app.settings.timezone).hour)
    assert came == [12]


async def test_days_off_are_turned_by_a_tap_and_one_day_must_stay(met: Meeting) -> None:
    lan, inbox = await reminded(met)
    await lan.types("/caidat")
    await lan.taps("Giờ nhắc học")
    await lan.taps("Chọn ngày nghỉ")
    for weekday in ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "chủ nhật"):
        met.clock.move(timedelta(seconds=3))
        await lan.taps(f"{weekday}: nhắc")
    await lan.taps("thứ bảy: nhắc")
    assert "ít nhất một ngày" in lan.toast
    await lan.taps("Về giờ nhắc học")
    lan.sees("Ngày nghỉ: thứ hai, thứ ba, thứ tư, thứ năm, thứ sáu, chủ nhật")
    inbox.new()
    came = []
    for day in range(1, 15):
        await days_pass(met)
        came += [day] if inbox.new() else []
    assert came == [5, 12]


async def test_a_week_of_peace_is_two_taps_from_a_nudge_and_so_is_the_way_back(met: Meeting) -> None:
    lan, inbox = await reminded(met)
    await days_pass(met)
    await lan.taps("Đổi giờ, nghỉ nhắc")
    await lan.taps("Nghỉ nhắc một tuần")
    lan.sees("Em đang nghỉ nhắc, 1/12/2026 em nhắc lại.")
    inbox.new()
    came = []
    for day in range(1, 10):
        await days_pass(met)
        came += [day] if inbox.new() else []
    assert came == [7, 9]
    await lan.taps("Đổi giờ, nghỉ nhắc")
    await lan.taps("Nghỉ nhắc một tuần")
    await lan.taps("Bật lại")
    lan.sees("Em nhắc nhiều nhất hai ngày một lần.")
    inbox.new()
    await days_pass(met, 2)
    assert len(inbox.new()) == 1


async def test_no_more_at_all_is_two_taps_and_holds_until_she_wants_it_again(met: Meeting) -> None:
    lan, inbox = await reminded(met)
    await days_pass(met)
    await lan.taps("Đổi giờ, nghỉ nhắc")
    await lan.taps("Thôi nhắc hẳn")
    lan.sees("Em đang không nhắc chị nữa.")
    await days_pass(met, 3)
    await lan.types("/hoc")
    inbox.new()
    await days_pass(met, 12)
    assert inbox.new() == []
    await lan.types("/caidat")
    await lan.taps("Giờ nhắc học")
    await lan.taps("Bật lại")
    inbox.new()
    await days_pass(met)
    assert len(inbox.new()) == 1


async def test_settings_of_reminders_are_answered_by_numbers_and_survive_a_restart(met: Meeting) -> None:
    lan, _ = await reminded(met)
    await lan.types("/caidat")
    await lan.types("5")
    lan.sees("Nhắc học")
    await met.restarts()
    await lan.types("3")
    lan.sees("Chị muốn em nhắc lúc mấy giờ?")
    await met.restarts()
    await lan.types("ờ ờ")
    lan.sees("Chị muốn em nhắc lúc mấy giờ?")
    await lan.types("1")
    lan.sees("Giờ nhắc: 7:00")


async def test_who_studied_after_it_was_planned_gets_none(met: Meeting) -> None:
    lan, inbox = await reminded(met)
    met.clock.move(timedelta(days=1))
    assert await plans(met) == 1
    met.clock.move(timedelta(minutes=1))
    await lan.types("/hoc")
    inbox.new()
    await time_passes(met, minutes=1)
    assert inbox.new() == []


async def test_who_has_passed_everything_gets_none(met: Meeting) -> None:
    lan, inbox = await reminded(met)
    for module in met.library.modules():
        await passes_module(met, lan, module.id)
    inbox.new()
    await days_pass(met, 20)
    assert inbox.new() == []
    assert await nudges_planned(met) == 0
    assert (await rows_of_plans(met))[0]["next_at"] is not None


@pytest.mark.parametrize("days", [3, 40])
async def test_after_an_outage_of_any_length_one_comes(met: Meeting, days: int) -> None:
    _, inbox = await reminded(met)
    await time_passes(met, days=days)
    assert len(inbox.new()) == 1
    for _ in range(5):
        await time_passes(met, minutes=10)
    assert inbox.new() == []
    assert await nudges_planned(met) == 1


async def test_what_the_night_held_back_is_gone_in_the_morning_and_comes_in_her_hour(met: Meeting) -> None:
    _, inbox = await reminded(met)
    met.clock.move(timedelta(days=1))
    assert await plans(met) == 1
    await time_passes(met, hours=3)
    await time_passes(met, hours=12)
    assert inbox.new() == []
    states = [row[4] for row in await met.rows(tables.delivery)]
    assert states == ["expired"]
    await time_passes(met, hours=33)
    assert len(inbox.new()) == 1
    assert (await rows_of_plans(met))[0]["unanswered"] == 0


async def test_who_blocked_the_bot_gets_none_and_begins_anew_when_she_is_back(met: Meeting) -> None:
    lan, inbox = await reminded(met)
    lan.person.blocks()
    await met.quiet()
    await days_pass(met, 10)
    assert inbox.new() == []
    assert await nudges_planned(met) == 0
    lan.person.unblocks()
    await met.quiet()
    await lan.types("/start")
    inbox.new()
    came = []
    for day in range(1, 7):
        await days_pass(met)
        came += [day] if inbox.new() else []
    assert came == [3, 5]


async def test_who_has_not_finished_joining_is_not_reminded(met: Meeting) -> None:
    lan = met.person("Lan")
    await lan.starts(met.token)
    await lan.taps("Tôi đồng ý")
    await days_pass(met, 5)
    assert await rows_of_plans(met) == []
    assert await nudges_planned(met) == 0


async def test_leaving_takes_the_plan_and_what_was_planned_along(met: Meeting) -> None:
    lan, _ = await reminded(met)
    met.clock.move(timedelta(days=1))
    assert await plans(met) == 1
    assert len(await rows_of_plans(met)) == 1
    await lan.types("/riengtu")
    await lan.taps("Rời đi và xóa hết")
    await lan.taps("Vâng, xóa hết")
    assert await rows_of_plans(met) == []
    assert await met.rows(tables.delivery) == []
    before = len(lan.from_bot)
    await days_pass(met, 3)
    assert len(lan.from_bot) == before


async def test_her_file_tells_how_she_is_reminded(met: Meeting) -> None:
    lan, _ = await reminded(met)
    await days_pass(met)
    await lan.types("/riengtu")
    await lan.taps("Xem dữ liệu của tôi")
    stored = met.world.files.get(lan.from_bot[-1]["document"]["file_id"])
    assert stored is not None
    text = stored.content.decode("utf-8-sig")
    assert "Nhắc học: đang bật, lúc 19:30, ngày nghỉ: không có" in text
    assert "Lần nhắc gần đây nhất: 19:30 24/11/2026" in text


async def test_forged_and_old_buttons_change_nothing(met: Meeting) -> None:
    lan, _ = await reminded(met)
    await lan.types("/caidat")
    before = await rows_of_plans(met)
    for code in ("wm:7", "wm:5000", "wt:7:1", "wt:1:2"):
        await lan.taps_code(code)
        assert "đã cũ" in lan.toast
    assert await rows_of_plans(met) == before
    met.is_well()


async def test_the_buttons_of_a_nudge_never_leave_her_without_an_answer(met: Meeting) -> None:
    lan, _ = await reminded(met)
    await days_pass(met)
    nudge = lan.from_bot[-1]
    await days_pass(met, 30)
    for choice in buttons_of(nudge):
        await lan.taps_code(choice["callback_data"], nudge["message_id"])
        assert lan.buttons
    met.is_well()

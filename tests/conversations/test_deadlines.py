"""Deadlines: an organiser sets them in a few taps, learners hear of them kindly, and she gets a count, not names."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest

from bot.domain.managing import AdminRole
from bot.screens.actions import encode
from bot.screens.organising.deadlines_actions import ListDeadlines, PreviewDeadline, SetDeadline
from bot.storage import tables
from tests.chatting import Meeting, Talker
from tests.conversations.reminders_school import (
    Inbox,
    days_pass,
    loses_every_role,
    organiser,
    passes_module,
    plans,
    time_passes,
)

COMMUNE, OTHER_COMMUNE = "mau-suoi-may", "mau-doi-che"


async def sets_deadline(met: Meeting, sen: Talker, *, day: str = "7/12") -> None:
    """Two weeks from Monday, 23/11/2026, for her whole commune and the first course."""
    await sen.types("/quantri")
    await sen.taps("Hạn học")
    await sen.taps("Đặt hạn mới")
    await sen.taps("Cả đơn vị này")
    await sen.taps(met.library.courses[0].title)
    await sen.taps("Ngày khác")
    await sen.types(day)
    await sen.taps("Đặt hạn này")


async def passes_course(met: Meeting, talker: Talker) -> None:
    """Everything of the first course."""
    for module in met.library.courses[0].modules:
        await passes_module(met, talker, module.id)


async def deeds(met: Meeting) -> list[str]:
    """What stands in the audit."""
    column = tables.audit.columns.keys().index("deed")
    return [str(row[column]) for row in await met.rows(tables.audit)]


async def kinds_planned(met: Meeting) -> list[str]:
    """The kinds of everything that was ever planned."""
    return [str(row[1]) for row in await met.rows(tables.delivery)]


async def test_a_deadline_is_set_in_six_taps_and_says_before_what_will_happen(met: Meeting) -> None:
    sen = await organiser(met, "Sen", COMMUNE)
    course = met.library.courses[0]
    await sen.types("/quantri")
    await sen.taps("Hạn học")
    sen.sees("Chưa có hạn nào")
    await sen.taps("Đặt hạn mới")
    sen.sees("Xã Suối Mây", "cả đơn vị")
    await sen.taps("Cả đơn vị này")
    sen.sees("Hạn cho khóa nào?")
    await sen.taps(course.title)
    assert sen.buttons == ["Hai tuần nữa, 7/12/2026", "Một tháng nữa, 23/12/2026", "Ngày khác", "◂ Về hạn học"]
    await sen.taps("Hai tuần nữa")
    sen.sees(
        "Đơn vị: Xã Suối Mây", f"Khóa: {course.title}", "Hạn: hết ngày 7/12/2026", "có 1 người học",
        "30/11/2026, 4/12/2026, 6/12/2026", "8 giờ sáng 8/12/2026", "không nêu tên",
    )  # fmt: skip
    await sen.taps("Đặt hạn này")
    sen.sees(f"1. {course.title} · Xã Suối Mây · 7/12/2026")
    assert await deeds(met) == ["deadline.set"]


async def test_reminders_come_seven_three_and_one_day_before_and_only_to_who_has_not_finished(met: Meeting) -> None:
    sen = await organiser(met, "Sen", COMMUNE)
    lan, man = await met.learner("Lan"), await met.learner("Mận")
    await sets_deadline(met, sen)
    await passes_course(met, man)
    hers, mans, sens = Inbox(lan), Inbox(man), Inbox(sen)
    course, first = met.library.courses[0], met.library.courses[0].modules[0]
    came: dict[int, str] = {}
    for day in range(1, 15):
        await time_passes(met, hours=12)
        await lan.types("/trogiup")
        hers.new()
        await time_passes(met, hours=12)
        words = hers.new()
        assert len(words) <= 1
        if words:
            came[day] = words[0]
    about_deadline = {day: word for day, word in came.items() if "hạn" in word}
    assert list(about_deadline) == [7, 11, 13]
    assert "hạn 7/12/2026: còn 7 ngày" in about_deadline[7]
    assert "còn 3 ngày" in about_deadline[11]
    assert "hạn là ngày mai, 7/12/2026" in about_deadline[13]
    for word in about_deadline.values():
        assert course.title in word
        assert f"Bài 1: {first.title} · {first.minutes} phút" in word
    assert not any("hạn" in word for word in mans.new())
    sens.new()

    # The day after, at eight in the morning: how many, and nobody by name.
    await time_passes(met, hours=12, minutes=30)
    (count,) = [word for word in sens.new() if "đã qua" in word]
    assert "Học xong: dưới 5" in count
    assert "Đang học: dưới 5" in count
    assert "Chưa bắt đầu: dưới 5" in count
    assert "Lan" not in count
    assert "Mận" not in count
    await days_pass(met, 3)
    assert not any("đã qua" in word for word in sens.new())
    met.is_well()


async def test_numbers_from_five_on_are_shown(met: Meeting) -> None:
    sen = await organiser(met, "Sen", COMMUNE)
    await sets_deadline(met, sen, day="24/11")
    for name in ("An", "Bưởi", "Cam", "Dừa", "Mít"):
        await met.learner(name)
    inbox = Inbox(sen)
    await time_passes(met, days=1, hours=12, minutes=30)
    (count,) = [word for word in inbox.new() if "đã qua" in word]
    assert "Chưa bắt đầu: 6" in count
    assert "Học xong: dưới 5" in count


async def test_the_button_opens_the_lesson_and_who_finishes_hears_no_more_of_it(met: Meeting) -> None:
    sen = await organiser(met, "Sen", COMMUNE)
    await sets_deadline(met, sen, day="30/11")
    lan = await met.learner("Lan")
    inbox = Inbox(lan)
    await time_passes(met, minutes=1)
    (word,) = inbox.new()
    assert "còn 7 ngày" in word
    await lan.taps("Mở bài")
    lan.sees(met.library.courses[0].modules[0].title)
    await passes_course(met, lan)
    inbox.new()
    for _ in range(8):
        await days_pass(met)
        assert not any("hạn" in word for word in inbox.new())


async def test_a_deadline_speaks_in_the_place_of_the_everyday_nudge(met: Meeting) -> None:
    sen = await organiser(met, "Sen", COMMUNE)
    await sets_deadline(met, sen, day="1/12")
    lan = await met.learner("Lan")
    inbox = Inbox(lan)
    came = {}
    for day in range(1, 9):
        await days_pass(met)
        words = inbox.new()
        assert len(words) <= 1
        if words:
            came[day] = "hạn" in words[0]
    assert {day for day, is_deadline in came.items() if is_deadline} == {1, 5, 7}
    days = sorted(came)
    assert all(later - earlier >= 2 for earlier, later in pairwise(days))


@pytest.mark.parametrize("wish", ["Nghỉ nhắc một tuần", "Thôi nhắc hẳn"])
async def test_who_wants_peace_is_not_reminded_of_a_deadline_either(met: Meeting, wish: str) -> None:
    sen = await organiser(met, "Sen", COMMUNE)
    await sets_deadline(met, sen, day="1/12")
    lan = await met.learner("Lan")
    await lan.types("/caidat")
    await lan.taps("Giờ nhắc học")
    await lan.taps(wish)
    inbox = Inbox(lan)
    for _ in range(6):
        await days_pass(met)
    assert inbox.new() == []


async def test_who_fell_silent_is_left_in_peace(met: Meeting) -> None:
    sen, lan = await organiser(met, "Sen", COMMUNE), await met.learner("Lan")
    await days_pass(met, 20)
    await sets_deadline(met, sen, day="20/12")
    inbox = Inbox(lan)
    await days_pass(met, 8)
    assert inbox.new() == []


async def test_who_belongs_elsewhere_hears_nothing(met: Meeting) -> None:
    sen, lan = await organiser(met, "Sen", OTHER_COMMUNE), await met.learner("Lan")
    await sets_deadline(met, sen, day="1/12")
    inbox = Inbox(lan)
    await days_pass(met, 8)
    assert not any("hạn" in word for word in inbox.new())


async def test_fifty_taps_and_fifty_ticks_make_one_deadline_and_one_reminder(met: Meeting) -> None:
    sen, lan = await organiser(met, "Sen", COMMUNE), await met.learner("Lan")
    await sets_deadline(met, sen, day="30/11")
    unit = (await met.rows(tables.deadline))[0][1]
    day = (await met.rows(tables.deadline))[0][3].toordinal()
    inbox = Inbox(lan)
    for _ in range(10):
        met.clock.move(timedelta(seconds=3))
        await sen.taps_code(encode(SetDeadline(unit, met.library.courses[0].id, day)))
        await time_passes(met, seconds=1)
    assert len(await met.rows(tables.deadline)) == 1
    assert await deeds(met) == ["deadline.set"]
    assert len(inbox.new()) == 1
    await met.app.database.run(lambda records: records.deadlines.change(1, swept_on=None))
    await time_passes(met, minutes=1)
    assert inbox.new() == []
    assert (await kinds_planned(met)).count("deadline") == 2  # Lan's, and Sen's own: she learns in that commune, too.


async def test_a_new_day_takes_the_place_of_the_old_one_and_a_withdrawn_deadline_is_quiet(met: Meeting) -> None:
    sen, lan = await organiser(met, "Sen", COMMUNE), await met.learner("Lan")
    await sets_deadline(met, sen, day="1/12")
    await sen.taps("Đặt hạn mới")
    await sen.taps("Cả đơn vị này")
    await sen.taps(met.library.courses[0].title)
    await sen.taps("Hai tuần nữa")
    sen.sees("Hạn cũ của khóa này là 1/12/2026")
    await sen.taps("Đặt hạn này")
    sen.sees("7/12/2026")
    sen.does_not_see("1/12/2026")
    await sen.types("1")
    sen.sees("Hạn: hết ngày 7/12/2026")
    await sen.taps("Bỏ hạn này")
    sen.sees("Chưa có hạn nào")
    assert await deeds(met) == ["deadline.set", "deadline.set", "deadline.withdraw"]
    inbox, sens = Inbox(lan), Inbox(sen)
    await days_pass(met, 16)
    assert not any("hạn" in word for word in (*inbox.new(), *sens.new()))


async def test_a_deadline_withdrawn_after_planning_is_not_sent(met: Meeting) -> None:
    sen, lan = await organiser(met, "Sen", COMMUNE), await met.learner("Lan")
    await sets_deadline(met, sen, day="30/11")
    inbox = Inbox(lan)
    met.clock.move(timedelta(minutes=1))
    assert await plans(met) == 2
    await sen.taps_code("wi:1")
    await sen.taps("Bỏ hạn này")
    await time_passes(met, minutes=1)
    assert inbox.new() == []


@pytest.mark.parametrize("written", ["hôm qua", "23/11/2026", "31/2", "1/1/2031", "7"])
async def test_a_day_that_does_not_fit_is_asked_for_again(met: Meeting, written: str) -> None:
    sen = await organiser(met, "Sen", COMMUNE)
    await sen.types("/quantri")
    await sen.taps("Hạn học")
    await sen.taps("Đặt hạn mới")
    await sen.taps("Cả đơn vị này")
    await sen.taps(met.library.courses[0].title)
    await sen.taps("Ngày khác")
    await met.restarts()
    await sen.types(written)
    sen.sees("Em chưa đọc được ngày ấy", "Chị gõ ngày và tháng, ví dụ 7/12")
    await sen.types("20/12")
    sen.sees("Hạn: hết ngày 20/12/2026")


async def test_deadlines_are_set_by_typed_numbers_alone_and_for_a_branch(met: Meeting) -> None:
    sen = await organiser(met, "Sen", COMMUNE)
    await sen.types("/quantri")
    await sen.types(str(sen.buttons.index("📅 Hạn học") + 1))
    for number in ("1", "2"):
        await sen.types(number)
    sen.sees("Chi hội")
    for number in ("1", "1", "1", "1"):
        await sen.types(number)
    sen.sees("Hạn học", "7/12/2026")
    assert len(await met.rows(tables.deadline)) == 1


async def test_nobody_sets_a_deadline_where_she_may_not(met: Meeting) -> None:
    sen = await organiser(met, "Sen", OTHER_COMMUNE)
    lan, viewer = await met.learner("Lan"), await organiser(met, "Xem", COMMUNE, AdminRole.VIEWER)
    unit = next(row[0] for row in await met.rows(tables.unit) if row[1] == COMMUNE)
    day = (met.clock.now().date() + timedelta(days=14)).toordinal()
    course = met.library.courses[0].id
    codes = [
        encode(SetDeadline(unit, course, day)), encode(PreviewDeadline(unit, course, day)), f"wu:{unit}:0",
        f"wc:{unit}", f"wd:{unit}:{course}", f"wy:{unit}:{course}",
    ]  # fmt: skip
    for talker in (sen, lan, viewer):
        for code in codes:
            await talker.taps_code(code)
            assert "người được giao quyền" in talker.toast
    await lan.taps_code(encode(ListDeadlines()))
    assert "người được giao quyền" in lan.toast
    assert await met.rows(tables.deadline) == []


async def test_a_role_withdrawn_between_two_taps_ends_it_and_no_count_comes(met: Meeting) -> None:
    sen = await organiser(met, "Sen", COMMUNE)
    await sets_deadline(met, sen, day="25/11")
    await sen.taps("Đặt hạn mới")
    await loses_every_role(met, sen)
    await sen.taps("Cả đơn vị này")
    assert "người được giao quyền" in sen.toast
    await sen.taps_code("ww:1")
    assert (await met.rows(tables.deadline))[0][7] is None
    inbox = Inbox(sen)
    await time_passes(met, days=2, hours=12, minutes=31)
    assert not any("đã qua" in word for word in inbox.new())


@pytest.mark.parametrize("code", ["ws:1:no-course:740000", "ws:1:x:0", "ws:1:x:99999999", "wi:77", "ww:77", "wu:77:0"])
async def test_forged_and_old_buttons_set_nothing(met: Meeting, code: str) -> None:
    sen = await organiser(met, "Sen", COMMUNE)
    await sen.taps_code(code)
    assert sen.toast
    assert await met.rows(tables.deadline) == []
    met.is_well()


async def test_an_organiser_who_leaves_takes_her_name_off_her_deadlines(met: Meeting) -> None:
    sen, lan = await organiser(met, "Sen", COMMUNE), await met.learner("Lan")
    await sets_deadline(met, sen, day="30/11")
    await sen.types("/riengtu")
    await sen.taps("Rời đi và xóa hết")
    await sen.taps("Vâng, xóa hết")
    assert (await met.rows(tables.deadline))[0][4] is None
    inbox = Inbox(lan)
    await time_passes(met, minutes=1)
    assert len(inbox.new()) == 1
    await days_pass(met, 9)
    assert "deadline_count" not in await kinds_planned(met)

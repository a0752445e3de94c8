"""Unit and role change when she means it: never by an old button or a link alone."""

from __future__ import annotations

from bot.storage import tables
from tests.chatting import Meeting, words_of
from tests.conversations.test_joining import learner_row, reaches_role


async def test_a_link_to_another_branch_moves_her_there_only_if_she_says_so(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.taps("Học ngay")
    await lan.taps("Bắt đầu")
    marks, token = await met.rows(tables.bookmark), await met.invites_to("mau-suoi-may-hong")
    await lan.starts(token)
    lan.sees("Chị muốn đổi đơn vị sang Chi hội Buôn Hồng", "Bài đã học vẫn còn nguyên")
    assert lan.buttons == ["Đổi", "Thôi, để như cũ"]
    before = await learner_row(met)
    await lan.taps("Thôi")
    lan.sees("Chị Lan ơi")
    assert await learner_row(met) == before
    await lan.starts(token)
    await lan.types("ờ ờ")
    lan.sees("Chị muốn đổi đơn vị sang Chi hội Buôn Hồng")
    await lan.types("đồng ý")
    lan.sees("Đơn vị: Chi hội Buôn Hồng")
    assert await met.rows(tables.bookmark) == marks
    await lan.types("/caidat")
    lan.sees("Chi hội Buôn Hồng")


async def test_old_pickers_tapped_a_day_later_ask_before_they_change_who_she_is(met: Meeting) -> None:
    lan = met.person("Lan")
    await lan.starts()
    old = []
    for label in ("Tôi đồng ý", "Xã Đồi Chè", "Thôn Lúa", "Chi hội trưởng", "Đúng rồi", "Bỏ qua"):
        old += [code for code in lan.codes if code.startswith(("un:", "ro:"))]
        await lan.taps(label)
    await met.passes(days=1)
    before = await learner_row(met)
    other_role = next(code for code in old if code == "ro:other")
    other_unit = next(code for code in old if code not in ("un:0", f"un:{before['unit_id']}") and code[:2] == "un")
    for code, question in ((other_role, "đổi việc ở Hội thành Việc khác"), (other_unit, "đổi đơn vị sang")):
        for answer in ("Thôi", "Đổi"):
            await lan.taps("Trang chính" if "Trang chính" in lan.buttons else "Các khóa học")
            await lan.taps_code(code)
            lan.sees(question)
            assert await learner_row(met) == before
            await lan.taps(answer)
        changed = await learner_row(met)
        assert changed != before
        before = changed
        lan.sees("Cài đặt")
    # Without a branch there is nothing to ask: that button means nothing any more.
    await lan.taps_code("un:0")
    assert "Nút này đã cũ" in lan.toast
    assert await learner_row(met) == before
    met.is_well()


async def test_a_picker_opened_from_the_settings_counts_at_once(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.types("/caidat")
    await lan.taps("Đổi việc ở Hội")
    lan.person.sends_sticker()
    await met.quiet()
    await lan.taps("Việc khác")
    lan.sees("Việc ở Hội: Việc khác")


async def test_a_bad_link_is_told_to_who_has_joined(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.starts("khong-co-loi-moi-nay")
    assert "Đường dẫn này đã hết hạn hoặc không đúng" in words_of(lan.from_bot[-2])
    lan.sees("bài tiếp theo")
    assert len(lan.keys) == 4
    man = await reaches_role(met, "Mận")
    await man.starts("khong-co-loi-moi-nay")
    assert "Đường dẫn mời này đã hết hạn" in words_of(man.from_bot[-2])
    man.sees("Ở Hội, chị đang làm việc gì?")
    met.is_well()


async def test_the_goodbye_names_the_way_back_she_came_by(met: Meeting) -> None:
    for payload, way in ((met.token, "mở lại đường dẫn mời"), ("", "gõ /start")):
        lan = met.person("Lan")
        await lan.starts(payload)
        await lan.taps("Thôi, tôi không tham gia")
        lan.sees(way)

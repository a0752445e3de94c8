"""Settings: what she told about herself can be changed at any time, one thing at a time."""

from __future__ import annotations

from bot.storage import tables
from tests.chatting import Meeting, Talker, words_of

HOME_KEYS = ["📖 Học tiếp", "📊 Kết quả", "❓ Trợ giúp", "🆘 Khẩn cấp"]


async def in_settings(met: Meeting) -> Talker:
    """A learner who has her settings before her."""
    lan = await met.learner("Lan")
    await lan.types("/caidat")
    lan.sees("Cài đặt")
    return lan


async def phone_of(met: Meeting) -> object:
    """The number of the only learner."""
    (row,) = await met.rows(tables.learner)
    return row[tables.learner.columns.keys().index("phone")]


async def test_the_settings_show_what_she_told(met: Meeting) -> None:
    lan = await in_settings(met)
    lan.sees(
        "Tên: Lan", "Chi hội Thôn Bưởi, Xã Suối Mây, Tỉnh Hoa Nắng (mẫu)", "Chi hội trưởng", "Số điện thoại: chưa có"
    )
    assert lan.buttons == [
        *(
            "Sửa tên",
            "Đổi đơn vị",
            "Đổi việc ở Hội",
            "Chia sẻ số điện thoại",
            "Giờ nhắc học",
            "🔊 Tiếng để nghe",
            "Tiếng Việt / English",
            "Trang chính",
        )
    ]


async def test_a_new_name_is_used_from_then_on(met: Meeting) -> None:
    lan = await in_settings(met)
    await lan.taps("Sửa tên")
    await lan.types("Nguyễn Thị Mơ")
    lan.sees("Cài đặt", "Tên: Nguyễn Thị Mơ")
    await lan.taps("Trang chính")
    lan.sees("Chị Mơ ơi")


async def test_the_old_name_may_stay(met: Meeting) -> None:
    lan = await in_settings(met)
    await lan.taps("Sửa tên")
    await lan.taps("Giữ tên cũ")
    lan.sees("Tên: Lan")
    await lan.types("xin chào")
    lan.sees("Em chưa hiểu ý chị")


async def test_nonsense_is_no_new_name(met: Meeting) -> None:
    lan = await in_settings(met)
    await lan.taps("Sửa tên")
    await lan.types("🌸")
    lan.sees("Em chưa đọc được tên")
    await lan.types("Mơ")
    lan.sees("Tên: Mơ")


async def test_whatever_she_sends_while_her_name_is_awaited_she_is_asked_again(met: Meeting) -> None:
    lan = await in_settings(met)
    await lan.taps("Sửa tên")
    lan.person.sends_sticker()
    await met.quiet()
    lan.sees("Dễ thương quá", "Chị gõ tên chị muốn em gọi")
    assert lan.buttons == ["Giữ tên cũ"]
    await lan.types("Mơ")
    lan.sees("Tên: Mơ")


async def test_a_tap_elsewhere_ends_the_wait_for_a_name(met: Meeting) -> None:
    lan = await in_settings(met)
    await lan.taps("Sửa tên")
    await lan.types("📊 Kết quả")
    lan.sees("Kết quả của chị")
    await lan.types("Mơ")
    lan.sees("Em chưa hiểu ý chị")
    await lan.types("/caidat")
    lan.sees("Tên: Lan")


async def test_an_urgent_word_is_no_name(met: Meeting) -> None:
    lan = await in_settings(met)
    await lan.taps("Sửa tên")
    await lan.types("khan cap")
    lan.sees("113")
    await lan.types("/caidat")
    lan.sees("Tên: Lan")


async def test_another_branch_is_chosen_as_in_joining(met: Meeting) -> None:
    lan = await in_settings(met)
    await lan.taps("Đổi đơn vị")
    assert "◂ Về cài đặt" in lan.buttons
    assert "Chưa thấy chi hội của tôi" not in lan.buttons
    await lan.taps("Xã Đồi Chè")
    await lan.taps("Chi hội Phum Khoai")
    lan.sees("Cài đặt", "Chi hội Phum Khoai, Xã Đồi Chè")
    assert lan.toast == "Em đã ghi lại."


async def test_the_way_back_from_the_list_of_branches_changes_nothing(met: Meeting) -> None:
    lan = await in_settings(met)
    await lan.taps("Đổi đơn vị")
    await lan.taps("Xã Suối Mây")
    await lan.taps("Về cài đặt")
    lan.sees("Chi hội Thôn Bưởi")


async def test_another_role_is_one_tap(met: Meeting) -> None:
    lan = await in_settings(met)
    await lan.taps("Đổi việc ở Hội")
    lan.sees("Ở Hội, chị đang làm việc gì?")
    await lan.taps("Hội viên")
    lan.sees("Việc ở Hội: Hội viên")


async def test_a_number_is_added_and_taken_away_and_the_keys_return(met: Meeting) -> None:
    lan = await in_settings(met)
    assert lan.keys == HOME_KEYS
    await lan.taps("Chia sẻ số điện thoại")
    assert lan.keys == ["📱 Chia sẻ số của tôi", "Bỏ qua"]
    await lan.shares_contact()
    lan.sees("Số điện thoại: đã chia sẻ")
    assert lan.person.phone.lstrip("+") not in lan.screen
    assert lan.keys == HOME_KEYS
    assert await phone_of(met) == lan.person.phone.lstrip("+")
    await lan.taps("Xóa số điện thoại")
    assert lan.toast == "Em đã xóa số của chị."
    lan.sees("Số điện thoại: chưa có")
    assert await met.traces(lan.person.phone.lstrip("+")) == set()


async def test_no_number_after_all_and_the_keys_return(met: Meeting) -> None:
    lan = await in_settings(met)
    await lan.taps("Chia sẻ số điện thoại")
    await lan.taps("Bỏ qua")
    lan.sees("Số điện thoại: chưa có")
    assert lan.keys == HOME_KEYS


async def test_somebody_elses_number_is_refused_and_hers_still_asked_for(met: Meeting) -> None:
    lan = await in_settings(met)
    await lan.taps("Chia sẻ số điện thoại")
    await lan.shares_contact(own=False)
    assert "Số này của người khác" in words_of(lan.from_bot[-2])
    lan.sees("Chị có muốn chia sẻ số điện thoại không?")
    await lan.shares_contact()
    lan.sees("đã chia sẻ")
    assert lan.keys == HOME_KEYS


async def test_turning_away_from_the_number_brings_the_keys_back(met: Meeting) -> None:
    for turns_away in ("/start", "/ketqua", "học", "st"):
        lan = await in_settings(met)
        await lan.taps("Chia sẻ số điện thoại")
        assert lan.keys != HOME_KEYS
        await (lan.taps_code(turns_away) if turns_away == "st" else lan.types(turns_away))
        assert lan.keys == HOME_KEYS, turns_away
        await lan.shares_contact()
        lan.sees("Em chưa cần số điện thoại lúc này")
    assert await met.traces("84000111222") == set()
    met.is_well()


async def test_every_change_survives_a_restart(met: Meeting) -> None:
    lan = await in_settings(met)
    await lan.taps("Sửa tên")
    await met.restarts()
    await lan.types("Mơ")
    await lan.taps("Chia sẻ số điện thoại")
    await met.restarts()
    await lan.shares_contact()
    lan.sees("Tên: Mơ", "đã chia sẻ")


async def test_a_trembling_finger_asks_for_the_name_once(met: Meeting) -> None:
    lan = await in_settings(met)
    before = len(lan.from_bot)
    lan.touches("Sửa tên")
    lan.touches("Sửa tên")
    await met.quiet()
    lan.sees("Chị gõ tên")
    assert len(lan.from_bot) == before

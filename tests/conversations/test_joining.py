"""Joining: consent first, then where, what, who, and a phone number only if she likes."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import datetime

from bot.domain.learner import given_name
from bot.domain.unit import Level
from bot.services.joining import CONSENT_VERSION
from bot.services.units import UnitEntry, load_units
from bot.storage import tables
from bot.storage.records import Records
from tests.chatting import MONDAY_EVENING, Meeting, Talker, words_of

ROLES = ("Chi hội trưởng", "Chi hội phó", "Tổ trưởng, tổ phó", "Hội viên", "Việc khác")


async def reaches_role(met: Meeting, first_name: str = "Lan") -> Talker:
    """Somebody who has agreed and is asked what she does."""
    talker = met.person(first_name, "Hoa Mơ")
    await talker.starts(met.token)
    await talker.taps("Tôi đồng ý")
    return talker


async def reaches_name(met: Meeting, first_name: str = "Lan") -> Talker:
    """Somebody who is asked for her name."""
    talker = await reaches_role(met, first_name)
    await talker.taps("Chi hội trưởng")
    return talker


async def reaches_phone(met: Meeting, first_name: str = "Lan") -> Talker:
    """Somebody who is asked for her number."""
    talker = await reaches_name(met, first_name)
    await talker.taps("Đúng rồi")
    return talker


async def learner_row(met: Meeting) -> dict[str, object]:
    """The only learner there is."""
    (row,) = await met.rows(tables.learner)
    return dict(zip(tables.learner.columns.keys(), row, strict=True))


# Consent.


async def test_the_consent_comes_first_and_says_what_why_who_and_how_to_leave(met: Meeting) -> None:
    lan = met.person("Lan")
    await lan.starts()
    lan.sees("Em giữ:", "Để làm gì:", "Ai xem:", "Muốn thôi:", "/riengtu", "Chị đồng ý không?")
    assert lan.buttons == ["Tôi đồng ý", "Đọc kỹ hơn", "Thôi, tôi không tham gia"]


async def test_the_full_consent_names_the_law_and_can_be_agreed_to(met: Meeting) -> None:
    lan = met.person("Lan")
    await lan.starts()
    await lan.taps("Đọc kỹ hơn")
    lan.sees("91/2025/QH15", "1/1/2026", CONSENT_VERSION, "Quyền của chị", "Em không hỏi")
    assert len(lan.from_bot) == 1
    await lan.taps("Tôi đồng ý")
    lan.sees("Chị đang sinh hoạt ở đâu?")


async def test_who_comes_by_a_link_is_told_whose_link_it_is(met: Meeting) -> None:
    lan = met.person("Lan")
    await lan.starts(met.token)
    lan.sees("Chị được mời học cùng Chi hội Thôn Bưởi", "Em giữ:")


async def test_nothing_about_her_is_a_learner_before_she_agrees(met: Meeting) -> None:
    lan = met.person("Lan", "Hoa Mơ")
    await lan.starts(met.token)
    await lan.taps("Đọc kỹ hơn")
    await lan.types("học")
    assert await met.rows(tables.learner) == []
    assert await met.traces("Hoa Mơ", lan.person.phone) == set()


async def test_refusing_leaves_nothing_but_the_number_of_the_update(met: Meeting) -> None:
    before = await met.everything()
    lan = met.person("Lan", "Hoa Mơ")
    await lan.starts(met.token)
    await lan.taps("Thôi, tôi không tham gia")
    lan.sees("Vâng, em không giữ lại gì của chị cả", "/khancap")
    assert lan.buttons == []
    after = await met.everything()
    received = after.pop("inbox")
    assert after == {name: rows for name, rows in before.items() if name != "inbox"}
    columns = tables.inbox.columns.keys()
    for row in (dict(zip(columns, values, strict=True)) for values in received):
        assert (row["lane"], row["payload"], row["state"]) == (None, None, "done")
    assert await met.traces(str(lan.person.id), "Hoa Mơ", "Lan", met.token) == set()
    await met.passes(days=1, minutes=1)
    assert await met.rows(tables.inbox) == []


async def test_who_refused_can_come_back_the_same_evening(met: Meeting) -> None:
    lan = met.person("Lan")
    await lan.starts(met.token)
    await lan.taps("Thôi, tôi không tham gia")
    await lan.joins()
    lan.sees("bài tiếp theo")


async def test_a_refusal_under_the_finger_of_who_has_joined_erases_nothing(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.taps_code("dc")
    assert len(await met.rows(tables.learner)) == 1
    lan.sees("Chị Lan ơi")


async def test_silence_on_the_consent_is_forgotten_after_a_day(met: Meeting) -> None:
    lan = met.person("Lan")
    await lan.starts(met.token)
    await met.passes(hours=23)
    assert len(await met.rows(tables.chat)) == 1
    await met.passes(hours=1, minutes=1)
    assert await met.rows(tables.chat) == []
    assert await met.traces(str(lan.person.id)) == set()
    await lan.taps("Tôi đồng ý")
    lan.sees("Chị đang sinh hoạt ở đâu?")


async def test_the_consent_is_on_record_with_version_digest_and_time(met: Meeting) -> None:
    lan = met.person("Lan")
    await lan.starts(met.token)
    await met.passes(minutes=3)
    await lan.taps("Tôi đồng ý")
    texts = met.app.texts
    wording = texts.sentence("consent.short") + texts.sentence("consent.full")
    ((_, version, digest, agreed_at),) = await met.rows(tables.consent)
    assert version == CONSENT_VERSION
    assert digest == hashlib.sha256(wording.encode()).hexdigest()
    assert (agreed_at - MONDAY_EVENING).total_seconds() == 180


async def test_a_yes_to_an_older_wording_shows_the_new_one(met: Meeting) -> None:
    lan = met.person("Lan")
    await lan.starts()
    await lan.taps_code("ag:2020-01")
    lan.sees("Em giữ:")
    assert lan.toast == "Lời xin phép đã có bản mới, chị xem giúp em nhé."
    assert await met.rows(tables.learner) == []


# By a link, and without.


async def test_by_a_link_joining_takes_five_taps_at_most_with_the_start(met: Meeting) -> None:
    lan = met.person("Lan", "Hoa Mơ")
    await lan.joins()
    lan.sees("bài tiếp theo")
    assert lan.acts <= 5
    assert "Học ngay ▸" in lan.buttons
    assert len(lan.keys) == 4
    row = await learner_row(met)
    assert (row["name"], row["role"], row["phone"]) == ("Lan Hoa Mơ", "branch_head", None)
    assert row["joined_at"] is not None


async def test_without_a_link_she_finds_her_branch_by_buttons(met: Meeting) -> None:
    lan = met.person("Lan")
    await lan.starts()
    await lan.taps("Tôi đồng ý")
    assert {"Xã Suối Mây", "Xã Đồi Chè", "Phường Bến Dừa"} < set(lan.buttons)
    await lan.taps("Xã Đồi Chè")
    lan.sees("Xã Đồi Chè")
    await lan.taps("Chi hội Thôn Lúa")
    lan.sees("Chi hội Thôn Lúa", "Ở Hội, chị đang làm việc gì?")
    assert len(lan.from_bot) == 1


async def test_a_long_list_has_pages_and_every_branch_is_on_one_of_them(met: Meeting) -> None:
    lan = met.person("Lan")
    await lan.starts()
    await lan.taps("Tôi đồng ý")
    await lan.taps("Xã Suối Mây")
    first = [label for label in lan.buttons if label.startswith("Chi hội")]
    assert len(first) == 6
    await lan.taps("Xem thêm")
    second = [label for label in lan.buttons if label.startswith("Chi hội")]
    assert len(set(first) | set(second)) == 8
    assert "Xem thêm ▾" not in lan.buttons
    await lan.taps("Về đầu danh sách")
    assert [label for label in lan.buttons if label.startswith("Chi hội")] == first


async def test_a_wrong_turn_in_the_tree_can_be_taken_back(met: Meeting) -> None:
    await met.app.database.run(_another_province)
    lan = met.person("Lan")
    await lan.starts()
    await lan.taps("Tôi đồng ý")
    top = lan.buttons
    assert {"Tỉnh Hoa Nắng (mẫu)", "Tỉnh Mây Trắng (mẫu)"} < set(top)
    assert "◂ Trở lên" not in top
    await lan.taps("Tỉnh Hoa Nắng")
    await lan.taps("Xã Suối Mây")
    await lan.taps("Trở lên")
    assert "Xã Đồi Chè" in lan.buttons
    await lan.taps("Trở lên")
    assert lan.buttons == top
    # A province with a single commune is stepped over, on the way down and on the way up.
    await lan.taps("Tỉnh Mây Trắng")
    assert "Chi hội Thôn Chanh" in lan.buttons
    await lan.taps("Trở lên")
    assert lan.buttons == top


def _another_province(records: Records) -> None:
    branches = (UnitEntry("khac-chanh", Level.BRANCH, "Chi hội Thôn Chanh"),)
    commune = UnitEntry("khac-xa", Level.COMMUNE, "Xã Đồng Sương", branches)
    load_units(records, (UnitEntry("khac", Level.PROVINCE, "Tỉnh Mây Trắng (mẫu)", (commune,)),), MONDAY_EVENING)


async def test_with_one_province_there_is_no_button_that_leads_back_to_the_same_list(met: Meeting) -> None:
    lan = met.person("Lan")
    await lan.starts()
    await lan.taps("Tôi đồng ý")
    assert "◂ Trở lên" not in lan.buttons


async def test_who_does_not_find_her_branch_is_not_kept_out(met: Meeting) -> None:
    lan = met.person("Lan")
    await lan.starts()
    await lan.taps("Tôi đồng ý")
    await lan.taps("Chưa thấy chi hội của tôi")
    lan.sees("Ở Hội, chị đang làm việc gì?")
    await lan.taps("Hội viên")
    await lan.taps("Đúng rồi")
    await lan.taps("Bỏ qua")
    lan.sees("bài tiếp theo")
    assert (await learner_row(met))["unit_id"] is None


async def test_every_role_can_be_chosen(met: Meeting) -> None:
    for role in ROLES:
        lan = await reaches_role(met)
        assert lan.buttons == list(ROLES)
        await lan.taps(role)
        lan.sees("Em gọi chị là Lan Hoa Mơ")
    assert [row[3] for row in await met.rows(tables.learner)] == [
        "branch_head", "branch_deputy", "group_head", "member", "other",
    ]  # fmt: skip


# The name.


async def test_her_name_is_kept_as_telegram_has_it_or_corrected_by_typing(met: Meeting) -> None:
    lan = await reaches_name(met)
    await lan.taps("Sửa tên")
    lan.sees("Chị gõ tên chị muốn em gọi")
    await lan.types("  Nguyễn   Thị Mận ")
    assert "Em sẽ gọi chị là Nguyễn Thị Mận." in [words_of(message) for message in lan.from_bot]
    lan.sees("số điện thoại")
    await lan.taps("Bỏ qua")
    lan.sees("Chị Mận ơi")


async def test_she_may_keep_her_name_after_all(met: Meeting) -> None:
    lan = await reaches_name(met)
    await lan.taps("Sửa tên")
    await lan.taps("Giữ tên cũ")
    lan.sees("số điện thoại")
    assert (await learner_row(met))["name"] == "Lan Hoa Mơ"


async def test_what_holds_no_letter_is_no_name(met: Meeting) -> None:
    lan = await reaches_name(met)
    await lan.taps("Sửa tên")
    for nonsense in ("🌸🌸🌸", "...", "\u202e\u2066\u200b.", "0912"):
        await lan.types(nonsense)
        lan.sees("Em chưa đọc được tên")
        assert lan.buttons == ["Giữ tên cũ"]
    await lan.types("Lan")
    assert (await learner_row(met))["name"] == "Lan"


STRANGE_NAMES = {
    "Mận " * 125: " ".join(["Mận"] * 15),
    "Lan\x07\nHoa\tMơ": "Lan Hoa Mơ",
    "<b>Lan</b> & <i>Mơ": "<b>Lan</b> & <i>Mơ",
    "Lan\u202eơM\u2066": "Lan ơM",
    "{name}": "{name}",
    # What people say around their name is not part of it.
    "chị Lúa": "Lúa",
    "Tôi tên là  Nguyễn Thị Sen": "Nguyễn Thị Sen",
    unicodedata.normalize("NFD", "Tên tôi là Mận"): "Mận",
    "Chi Mai": "Chi Mai",
    "Là": "Là",
    # People who are called like a word that otherwise opens something: «khóa», «điểm».
    "Khoa": "Khoa",
    "Điểm": "Điểm",
}


async def test_a_strange_name_is_made_fit_to_be_shown(met: Meeting) -> None:
    for typed, kept in STRANGE_NAMES.items():
        lan = await reaches_name(met)
        await lan.taps("Sửa tên")
        await lan.types(typed)
        await lan.taps("Bỏ qua")
        lan.sees(f"Chị {given_name(kept, met.app.texts.family_names)} ơi")
    assert [row[1] for row in await met.rows(tables.learner)] == list(STRANGE_NAMES.values())
    met.is_well()


async def test_a_name_from_telegram_that_is_no_name_becomes_a_polite_word(met: Meeting) -> None:
    lan = met.person("🌸")
    await lan.joins()
    assert (await learner_row(met))["name"] == "Hội viên"
    met.is_well()


# The phone number.


async def test_her_own_number_is_kept_when_she_shares_it(met: Meeting) -> None:
    lan = await reaches_phone(met)
    assert lan.keys == ["📱 Chia sẻ số của tôi", "Bỏ qua"]
    await lan.shares_contact()
    lan.sees("bài tiếp theo")
    assert (await learner_row(met))["phone"] == lan.person.phone.lstrip("+")
    assert len(lan.keys) == 4


async def test_nothing_depends_on_a_number(met: Meeting) -> None:
    lan = await reaches_phone(met)
    lan.sees("Không chia sẻ cũng học được như thường")
    await lan.taps("Bỏ qua")
    lan.sees("bài tiếp theo")
    assert (await learner_row(met))["phone"] is None


async def test_somebody_elses_number_is_not_kept(met: Meeting) -> None:
    lan = await reaches_phone(met)
    await lan.shares_contact(own=False)
    assert "Số này của người khác" in words_of(lan.from_bot[-2])
    lan.sees("số điện thoại")
    assert await met.traces("84900000000") == set()
    await lan.taps("Bỏ qua")
    lan.sees("bài tiếp theo")


async def test_a_number_nobody_asked_for_is_not_kept(met: Meeting) -> None:
    lan = await reaches_name(met)
    await lan.shares_contact()
    lan.sees("Em chưa cần số điện thoại lúc này", "Em gọi chị là")
    assert await met.traces(lan.person.phone.lstrip("+")) == set()


async def test_skipping_the_number_before_it_is_asked_for_skips_nothing(met: Meeting) -> None:
    lan = await reaches_role(met)
    await lan.types("bỏ qua")
    lan.sees("Ở Hội, chị đang làm việc gì?")
    assert lan.keys == []


# Whatever comes between.


async def test_a_restart_at_every_step_is_not_noticed(met: Meeting) -> None:
    lan = met.person("Lan", "Hoa Mơ")
    await lan.starts()
    steps: tuple[tuple[str, str], ...] = (
        ("Đọc kỹ hơn", "91/2025/QH15"),
        ("Tôi đồng ý", "Chị đang sinh hoạt ở đâu?"),
        ("Xã Suối Mây", "Xã Suối Mây"),
        ("Xem thêm", "Xã Suối Mây"),
        ("Chi hội Thôn", "Ở Hội, chị đang làm việc gì?"),
        ("Chi hội trưởng", "Em gọi chị là"),
        ("Sửa tên", "Chị gõ tên"),
    )
    for label, expected in steps:
        await met.restarts()
        await lan.taps(label)
        lan.sees(expected)
    await met.restarts()
    await lan.types("Chị Mơ")
    lan.sees("số điện thoại")
    await met.restarts()
    await lan.taps("Bỏ qua")
    lan.sees("Chị Mơ ơi", "bài tiếp theo")
    await met.restarts()
    await lan.taps("Học ngay")
    lan.sees("Học xong bài này")
    met.is_well()


async def test_a_start_at_any_step_shows_the_step_again(met: Meeting) -> None:
    lan = met.person("Lan", "Hoa Mơ")
    await lan.starts(met.token)
    for label, expected in (
        ("Tôi đồng ý", "Ở Hội, chị đang làm việc gì?"),
        ("Chi hội trưởng", "Em gọi chị là"),
        ("Đúng rồi", "số điện thoại"),
    ):
        await lan.taps(label)
        await lan.starts()
        lan.sees(expected)
    assert "Bỏ qua" in lan.keys


async def test_a_start_ends_the_wait_for_a_name(met: Meeting) -> None:
    lan = await reaches_name(met)
    await lan.taps("Sửa tên")
    await lan.starts()
    await lan.types("xin chào em")
    lan.sees("Em chưa hiểu ý chị")
    assert (await learner_row(met))["name"] == "Lan Hoa Mơ"


async def test_a_link_that_does_not_hold_says_so_and_joining_goes_on(met: Meeting) -> None:
    withdrawn = await met.invites_to("mau-suoi-may-hong")
    await met.app.database.run(_withdraw, "mau-suoi-may-hong", MONDAY_EVENING)
    wrong = met.token[:-1] + ("A" if met.token[-1] != "A" else "B")
    for name, token, wait in (("Withdrawn", withdrawn, 0), ("Wrong", wrong, 0), ("Expired", met.token, 181)):
        await met.passes(days=wait)
        lan = met.person(name)
        await lan.starts(token)
        assert "Đường dẫn mời này đã hết hạn hoặc không đúng" in words_of(lan.from_bot[-2]), name
        lan.sees("Em giữ:")
        lan.does_not_see("Chi hội")
        await lan.taps("Tôi đồng ý")
        lan.sees("Chị đang sinh hoạt ở đâu?")


def _withdraw(records: Records, key: str, now: datetime) -> None:
    unit = records.units.by_key(key)
    assert unit is not None
    records.units.withdraw(unit.id, now)


async def test_a_link_to_another_branch_in_the_middle_of_joining_counts(met: Meeting) -> None:
    lan = met.person("Lan")
    await lan.starts()
    await lan.taps("Tôi đồng ý")
    await lan.starts(await met.invites_to("mau-suoi-may-hong"))
    lan.sees("Chi hội Buôn Hồng", "Ở Hội, chị đang làm việc gì?")


async def test_joining_twice_by_the_same_link_changes_nothing(met: Meeting) -> None:
    lan = await met.learner("Lan")
    before = await met.rows(tables.learner), await met.rows(tables.consent)
    await lan.starts(met.token)
    assert "Chào chị Lan" in words_of(lan.from_bot[-2])
    lan.sees("bài tiếp theo")
    assert (await met.rows(tables.learner), await met.rows(tables.consent)) == before


async def test_old_buttons_of_joining_do_not_set_her_back(met: Meeting) -> None:
    lan = met.person("Lan", "Hoa Mơ")
    await lan.starts()
    old: list[str] = []
    for label in ("Tôi đồng ý", "Xã Đồi Chè", "Thôn Lúa", "Chi hội trưởng", "Đúng rồi", "Bỏ qua"):
        old += lan.codes
        await lan.taps(label)
        if label == "Xã Đồi Chè":
            continue  # Still the same step, one level further down.
        step = lan.screen
        row = await learner_row(met)
        for code in old:
            await lan.taps_code(code)
            assert await learner_row(met) == row
        await lan.starts()
        assert lan.screen == step
    assert len(await met.rows(tables.learner)) == 1
    assert len(await met.rows(tables.consent)) == 1
    row = await learner_row(met)
    for code in old:
        await lan.taps_code(code)
    assert (await learner_row(met))["joined_at"] == row["joined_at"]
    await lan.types("/hoc")
    lan.sees("Học xong bài này")
    met.is_well()


async def test_who_has_agreed_can_read_the_consent_again_and_is_not_asked_again(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.taps_code("cf")
    lan.sees("91/2025/QH15")
    assert lan.buttons == ["◂ Dữ liệu của tôi"]


async def test_a_trembling_finger_has_one_effect_at_every_step(met: Meeting) -> None:
    lan, man = met.person("Lan", "Hoa Mơ"), met.person("Mận", "Hoa Mơ")
    for talker in (lan, man):
        await talker.starts()
    for label in ("Đọc kỹ hơn", "Tôi đồng ý", "Xã Suối Mây", "Xem thêm", "Chi hội Thôn", "Hội viên", "Đúng rồi"):
        lan.touches(label)
        lan.touches(label)
        await met.quiet()
        await man.taps(label)
        assert len(lan.from_bot) == len(man.from_bot), label
        assert lan.screen.replace("Lan", "Mận") == man.screen
    for talker, times in ((lan, 2), (man, 1)):
        for _ in range(times):
            talker.person.says("Bỏ qua")
        await met.quiet()
        talker.sees("bài tiếp theo")
    assert len(await met.rows(tables.learner)) == 2
    assert len(await met.rows(tables.consent)) == 2
    met.is_well()


async def test_two_starts_at_once_make_one_chat_and_one_learner(met: Meeting) -> None:
    lan = met.person("Lan")
    lan.person.starts(met.token)
    lan.person.starts(met.token)
    await met.quiet()
    first, second = lan.from_bot
    for message in (first, second):
        lan.person.taps(message["message_id"], message["reply_markup"]["inline_keyboard"][0][0]["callback_data"])
    await met.quiet()
    assert len(await met.rows(tables.chat)) == 1
    assert len(await met.rows(tables.learner)) == 1
    lan.sees("Ở Hội, chị đang làm việc gì?")


async def test_a_lesson_tapped_before_joining_leads_back_to_the_step(met: Meeting) -> None:
    lan = await reaches_role(met)
    await lan.taps_code("cl")
    lan.sees("Ở Hội, chị đang làm việc gì?")
    await lan.types("/hoc")
    lan.sees("Ở Hội, chị đang làm việc gì?")


async def test_two_people_joining_at_once_do_not_meet(met: Meeting) -> None:
    lan, man = await reaches_name(met, "Lan"), await reaches_name(met, "Mận")
    await lan.taps("Sửa tên")
    await man.taps("Đúng rồi")
    await lan.types("Lan Anh")
    await man.taps("Bỏ qua")
    assert [row[1] for row in await met.rows(tables.learner)] == ["Lan Anh", "Mận Hoa Mơ"]
    lan.does_not_see("Mận")
    man.does_not_see("Lan")

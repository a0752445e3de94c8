"""Finding her unit: lists in the order of the alphabet, down to the group, and the branch itself one tap away."""

from __future__ import annotations

import pytest

from bot.domain.unit import Level
from bot.services.units import UnitEntry, load_units
from bot.storage import tables
from bot.storage.records import Records
from tests.chatting import MONDAY_EVENING, Meeting, Talker

ITSELF = "Tôi ở chi hội, không ở tổ nào"


async def unit_of(met: Meeting) -> str:
    """The key of the unit to which the only learner belongs."""
    (learner,) = await met.rows(tables.learner)
    number = learner[tables.learner.columns.keys().index("unit_id")]
    return next(str(row[1]) for row in await met.rows(tables.unit) if row[0] == number)


async def in_the_list(met: Meeting) -> Talker:
    """Somebody who has agreed and looks for her branch."""
    lan = met.person("Lan")
    await lan.starts()
    await lan.taps("Tôi đồng ý")
    return lan


@pytest.mark.parametrize("is_restarted", [False, True])
async def test_a_branch_with_groups_offers_itself_first_and_then_its_groups(
    met: Meeting, *, is_restarted: bool
) -> None:
    lan = await in_the_list(met)
    await lan.taps("Xã Suối Mây")
    await lan.taps("Chi hội Thôn Bưởi")
    lan.sees("Chi hội Thôn Bưởi", "Chị ở tổ nào?")
    assert lan.buttons[:3] == [ITSELF, "Tổ 1 Thôn Bưởi", "Tổ 2 Thôn Bưởi"]
    if is_restarted:
        await met.restarts()
        await lan.types("ờ ờ")
        lan.sees("Chị ở tổ nào?")
    await lan.taps(ITSELF)
    lan.sees("Chi hội Thôn Bưởi", "Ở Hội, chị đang làm việc gì?")
    assert await unit_of(met) == "mau-suoi-may-buoi"


async def test_a_group_is_chosen_by_number_and_the_way_up_leads_back(met: Meeting) -> None:
    lan = await in_the_list(met)
    await lan.taps("Xã Suối Mây")
    branches = lan.buttons
    await lan.taps("Chi hội Thôn Bưởi")
    await lan.taps("Trở lên")
    assert lan.buttons == branches
    await lan.taps("Chi hội Thôn Bưởi")
    await lan.types("3")
    lan.sees("Tổ 2 Thôn Bưởi", "Ở Hội, chị đang làm việc gì?")
    assert await unit_of(met) == "mau-suoi-may-buoi-2"


async def test_from_the_settings_she_moves_to_a_group_of_her_branch(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.types("/caidat")
    await lan.taps("Đổi đơn vị")
    await lan.taps("Xã Suối Mây")
    await lan.taps("Chi hội Thôn Bưởi")
    assert lan.buttons[-1] == "◂ Về cài đặt"
    await lan.taps("Tổ 1 Thôn Bưởi")
    lan.sees("Đơn vị: Tổ 1 Thôn Bưởi, Chi hội Thôn Bưởi, Xã Suối Mây")


async def test_a_branch_without_groups_is_chosen_at_once(met: Meeting) -> None:
    lan = await in_the_list(met)
    await lan.taps("Xã Suối Mây")
    await lan.taps("Chi hội Thôn Cau")
    lan.sees("Chi hội Thôn Cau", "Ở Hội, chị đang làm việc gì?")
    assert await unit_of(met) == "mau-suoi-may-cau"


def _many_groups(records: Records) -> None:
    names = ("Tổ Đa", "Tổ 10", "Tổ Em", "Tổ 2", "Tổ Dừa", "Tổ 1", "Tổ Ân", "Tổ An")
    groups = tuple(UnitEntry(f"g{number}", Level.GROUP, name) for number, name in enumerate(names))
    branch = UnitEntry("dai", Level.BRANCH, "Chi hội Thôn Dài", groups)
    load_units(records, (UnitEntry("khac", Level.PROVINCE, "Đất Mới", (branch,)),), MONDAY_EVENING)


async def test_lists_are_in_the_order_of_the_alphabet_over_all_their_pages(met: Meeting) -> None:
    await met.app.database.run(_many_groups)
    lan = await in_the_list(met)
    assert lan.buttons[:2] == ["Đất Mới", "Tỉnh Hoa Nắng (mẫu)"]
    await lan.taps("Đất Mới")
    await lan.taps("Chi hội Thôn Dài")
    assert lan.buttons[:7] == [ITSELF, "Tổ 1", "Tổ 2", "Tổ 10", "Tổ An", "Tổ Ân", "Tổ Dừa"]
    await lan.taps("Xem thêm")
    assert lan.buttons[:3] == [ITSELF, "Tổ Đa", "Tổ Em"]
    await lan.taps(ITSELF)
    assert await unit_of(met) == "dai"

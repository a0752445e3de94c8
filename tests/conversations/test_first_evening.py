"""A first evening, from the link to the first result."""

from __future__ import annotations

from tests.chatting import Meeting


async def test_she_joins_by_her_branch_link_in_five_taps(met: Meeting) -> None:
    lan = met.person("Lan", "Hoa Mơ")
    await lan.starts(met.token)
    lan.sees("Chi hội Thôn Bưởi", "Em giữ")
    await lan.taps("Tôi đồng ý")
    lan.sees("Ở Hội, chị đang làm việc gì?")
    await lan.taps("Chi hội trưởng")
    lan.sees("Lan Hoa Mơ")
    await lan.taps("Đúng rồi")
    lan.sees("số điện thoại")
    await lan.taps("Bỏ qua")
    lan.sees("bài tiếp theo là")
    assert len(lan.keys) == 4


async def test_she_studies_a_module_to_its_end(met: Meeting) -> None:
    lan = await met.learner()
    await lan.taps("Học ngay")
    await lan.taps("Bắt đầu")
    module = met.library.modules()[0]
    for index, card in enumerate(module.cards):
        lan.sees(card.title, f"{index + 1}/{len(module.cards)}")
        await lan.taps("Làm bài kiểm tra" if index == len(module.cards) - 1 else "Tiếp")
    await lan.finishes_quiz(wrong=2)
    lan.sees("mức đạt 70%")

"""The meeting kit: ten minutes at the branch, read from the phone."""

from __future__ import annotations

from bot.screens.studying import kit_screen
from tests.chatting import Meeting


async def test_who_passed_a_module_is_offered_its_kit_and_finds_the_way_back(met: Meeting) -> None:
    man = await met.learner("Mận")
    module = met.library.modules()[0]
    assert module.kit is not None
    await man.taps("Học ngay")
    assert not [label for label in man.buttons if "Bàn ở chi hội" in label]
    await man.taps("Bắt đầu")
    for _ in module.cards[1:]:
        await man.taps("Tiếp")
    await man.taps("Làm bài kiểm tra")
    await man.finishes_quiz()
    await man.taps("Bàn ở chi hội")
    man.sees(f"Bàn ở chi hội: {module.title}", "Mở đầu", "Kể chuyện", "Giơ tay", "Lời kết", module.kit.closing[:40])
    await man.types("xyz")
    man.sees("Bàn ở chi hội:")
    await man.taps("Về bài")
    man.sees(module.title, "phút")
    await man.taps("Bàn ở chi hội")
    man.sees("Kể chuyện")


async def test_every_kit_fits_one_message(met: Meeting) -> None:
    for module in met.library.modules():
        assert module.kit is not None, module.id
        assert len(kit_screen(met.app.texts, module, module.kit).text) <= 4096


async def test_the_kit_is_handed_over_as_a_page_to_print_and_the_code_on_it_opens_the_module(met: Meeting) -> None:
    man = await met.learner("Mận")
    module = met.library.modules()[0]
    await man.taps("Học ngay")
    await man.taps("Bắt đầu")
    for _ in module.cards[1:]:
        await man.taps("Tiếp")
    await man.taps("Làm bài kiểm tra")
    await man.finishes_quiz()
    await man.taps("Bàn ở chi hội")
    await man.taps("In 1 trang A5")
    man.sees("một trang khổ A5")
    assert man.from_bot[-1]["document"]["file_name"] == f"sinh-hoat-{module.id}.pdf"
    await man.taps("Về bộ sinh hoạt")
    man.sees("Kể chuyện")
    other = met.library.modules()[7]
    await man.starts(f"bai_{other.id}")
    man.sees(other.title, "Khoảng")
    await man.starts("bai_khong-con-nua")
    assert "Học" in " ".join(man.buttons)


async def test_who_scans_a_page_before_joining_is_asked_as_everybody_is(met: Meeting) -> None:
    dao = met.person("Đào")
    await dao.starts(f"bai_{met.library.modules()[7].id}")
    assert any("đồng ý" in label for label in dao.buttons)

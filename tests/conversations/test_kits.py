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

"""A certificate: earned, handed over, verified by anybody, and gone with her."""

from __future__ import annotations

import io
import random
import re

from PIL import Image

from bot.domain.certificate import LETTERS, read_code, spelled
from bot.domain.curriculum import Course
from bot.storage import tables
from bot.storage.records import Records
from tests.chatting import Meeting, Talker, words_of
from tests.conversations.results_school import file_of, goes_through


def _passes(records: Records, chat_id: str, course: Course, met: Meeting, leave_out: int) -> None:
    chat = records.chats.get(chat_id)
    assert chat is not None
    assert chat.learner_id is not None
    for module in course.modules[: len(course.modules) - leave_out]:
        goes_through(records, chat.learner_id, module, met.clock.now())


async def passes(met: Meeting, talker: Talker, *, leave_out: int = 0) -> Course:
    """She passes the first course, or most of it."""
    course = met.library.courses[0]
    await met.app.database.run(_passes, f"telegram:{talker.person.id}", course, met, leave_out)
    return course


async def takes(met: Meeting, talker: Talker) -> str:
    """She takes her certificate; its code."""
    await talker.types("/ketqua")
    await talker.taps("Chứng nhận:")
    found = re.search(r"CH(-\w{4}){3}", words_of(talker.from_bot[-2]))
    assert found is not None
    met.is_well()
    return found[0]


async def test_a_course_passed_in_full_brings_a_picture_and_a_paper(met: Meeting) -> None:
    lan = await met.learner("Lan")
    course = await passes(met, lan)
    code = await takes(met, lan)
    picture, paper = lan.from_bot[-2:]
    assert course.title in words_of(picture)
    assert file_of(met, paper).startswith(b"%PDF-")
    assert paper["document"]["file_name"] == f"chung-nhan-{course.id}.pdf"
    with Image.open(io.BytesIO(file_of(met, picture))) as shown:
        assert (shown.format, shown.width > 1100, shown.width > shown.height) == ("PNG", True, True)
    assert f"/kiemtra {code}" in words_of(paper)
    assert lan.buttons == ["Kết quả của tôi", "Trang chính"]


async def test_while_a_module_is_missing_there_is_no_certificate(met: Meeting) -> None:
    lan = await met.learner("Lan")
    course = await passes(met, lan, leave_out=1)
    await lan.types("/ketqua")
    assert not [label for label in lan.buttons if "Chứng nhận" in label]
    await lan.taps_code(f"vc:{course.id}")
    assert await met.rows(tables.certificate) == []


async def test_taking_it_again_gives_the_same_code_also_after_a_restart(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await passes(met, lan)
    first = await takes(met, lan)
    await met.restarts()
    assert await takes(met, lan) == first
    assert len(await met.rows(tables.certificate)) == 1


async def test_scores_are_shown_as_they_went(met: Meeting) -> None:
    lan = await met.learner("Lan")
    module = met.library.courses[0].modules[0]
    await lan.taps_code(f"rc:{module.id}:{module.cards[-1].id}")
    await lan.taps("Làm bài kiểm tra")
    await lan.finishes_quiz(wrong=3)
    await lan.taps("Làm lại")
    await lan.finishes_quiz()
    await lan.types("/ketqua")
    total = len(module.questions)
    lan.sees(f"✓ {module.title}: đúng {total - 3}/{total} → {total}/{total}")


async def test_anybody_can_verify_it_by_the_link_by_the_command_and_by_typing_the_code(met: Meeting) -> None:
    lan = await met.learner("Lan")
    course = await passes(met, lan)
    code = await takes(met, lan)
    stranger = met.person("Tư")
    letters = read_code(code)
    for way in (f"/start cc_{letters}", f"/kiemtra {code}", f"/kiemtra {code.lower().replace('-', ' ')}", code):
        await stranger.types(way)
        stranger.sees("Đúng", "Tên trên giấy: Lan", course.title, "23/11/2026", code)
    await lan.types(code.replace("-", " - "))
    lan.sees("Đúng")
    await lan.types("/kiemtra")
    lan.sees("/kiemtra CH-")


async def test_a_wrong_code_is_not_found_and_guessing_is_slowed(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await passes(met, lan)
    code = await takes(met, lan)
    guesser = met.person("Tư")
    dice = random.Random(5)
    for _ in range(5):
        await guesser.types("/kiemtra " + spelled("".join(dice.choices(LETTERS, k=12))))
        guesser.sees("Không tìm thấy")
    await guesser.types(f"/kiemtra {code}")
    guesser.sees("Một giờ nữa")
    await met.restarts()
    await guesser.types(code)
    guesser.sees("Một giờ nữa")
    other = met.person("Năm")
    await other.types(code)
    other.sees("Đúng")
    await met.passes(minutes=61)
    await guesser.types(code)
    guesser.sees("Đúng")


async def test_what_can_be_no_code_is_said_so_and_not_counted(met: Meeting) -> None:
    guesser = met.person("Tư")
    for _ in range(7):
        await guesser.types("/kiemtra CH-1234")
        guesser.sees("Không tìm thấy")
    assert await met.rows(tables.code_guess) == []


async def test_when_she_leaves_nobody_can_verify_it_any_more(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await passes(met, lan)
    code = await takes(met, lan)
    await lan.types("/kiemtra CH-2222-2222-2222")
    assert len(await met.rows(tables.code_guess)) == 1
    for step in ("/riengtu", "Rời đi và xóa hết", "Vâng, xóa hết"):
        await (lan.types(step) if step.startswith("/") else lan.taps(step))
    assert await met.rows(tables.certificate) == []
    assert await met.rows(tables.code_guess) == []
    other = met.person("Năm")
    await other.types(code)
    other.sees("Không tìm thấy")


async def test_a_new_name_makes_a_new_certificate_and_ends_the_old(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await passes(met, lan)
    old = await takes(met, lan)
    await lan.types("/caidat")
    await lan.taps("Sửa tên")
    await lan.types("<b>Lan</b> #set & Mơ")
    new = await takes(met, lan)
    assert new != old
    await lan.types(old)
    lan.sees("Không tìm thấy")
    await lan.types(new)
    lan.sees("Tên trên giấy: <b>Lan</b> #set & Mơ")


async def test_her_data_file_lists_her_certificates(met: Meeting) -> None:
    lan = await met.learner("Lan")
    course = await passes(met, lan)
    code = await takes(met, lan)
    await lan.types("/kiemtra CH-2222-2222-2222")
    await lan.types("/riengtu")
    await lan.taps("Xem dữ liệu của tôi")
    text = file_of(met, lan.from_bot[-1]).decode("utf-8-sig")
    assert "Giấy chứng nhận:" in text
    assert f"- {course.title}, tên trên giấy Lan" in text
    assert code in text
    assert "Lần thử mã chứng nhận không đúng: 1" in text


async def test_a_code_typed_where_a_name_was_asked_is_a_name(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.types("/caidat")
    await lan.taps("Sửa tên")
    await lan.types("CH-7K3M-9QXP-4TWN")
    await lan.types("/caidat")
    lan.sees("CH-7K3M-9QXP-4TWN")

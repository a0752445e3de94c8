"""Authors: a lesson is sent, checked, told about line by line, and tried as a learner will see it."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
import xlsxwriter

from bot.services.parcel import JPEG
from bot.storage.tables import answer, attempt, bookmark, draft_trial, module_draft, module_picture
from tests.chatting import Talker, a_photo, words_of
from tests.conversations.authors_school import (
    NEW,
    OLD,
    Class,
    a_zip,
    authors_evening,
    in_excel,
    opens_version,
    sends,
)
from tests.conversations.roster_school import file_of, withdraw_all
from tests.conversations.school import FIRST_TITLE


@pytest_asyncio.fixture
async def lesson(database_url: str, tmp_path: Path) -> AsyncIterator[Class]:
    """The small school and its authors."""
    async with authors_evening(database_url, tmp_path) as together:
        yield together


async def test_a_faultless_version_is_kept_and_what_it_changes_is_told(lesson: Class) -> None:
    thao = await lesson.author()
    await opens_version(thao)
    thao.sees("Em nhận tệp chữ (.md)", "chị em học viên chưa thấy gì")
    await sends(thao, lesson.text((OLD, NEW)))
    thao.sees(FIRST_TITLE, "bài dùng được", "1 câu hỏi sửa", NEW[:20])
    assert "Xem thử như học viên" in thao.buttons
    await lesson.met.restarts()
    await thao.types("/quantri")
    await thao.taps("Soạn bài học")
    await thao.taps("Bản của chị")
    thao.sees("1 câu hỏi sửa")
    assert NEW not in str(lesson.met.library.module("chia-viec"))


async def test_faults_are_told_by_line_and_the_file_can_simply_be_sent_again(lesson: Class) -> None:
    thao = await lesson.author()
    await opens_version(thao)
    spoiled = lesson.text(("mã: the-mot\n", ""))
    line = spoiled.split("\n").index("## Thẻ thứ nhất") + 1
    await sends(thao, spoiled)
    thao.sees("Còn 2 chỗ phải sửa", f"Dòng {line}: Thẻ này chưa có mã", "Thêm ngay dưới tên một dòng")
    assert await lesson.met.rows(module_draft) == []
    await sends(thao, lesson.text((OLD, NEW)))
    thao.sees("bài dùng được")


async def test_a_file_that_was_not_asked_for_is_told_which_button_comes_first(lesson: Class) -> None:
    thao = await lesson.author()
    await opens_version(thao)
    await sends(thao, lesson.text((OLD, NEW)))
    await sends(thao, lesson.text())
    thao.sees("Ở đây em chưa nhận tệp", "«Gửi bản khác thay bản này»", "1 câu hỏi sửa")
    assert "Gửi bản khác thay bản này" in thao.buttons


async def test_many_faults_come_as_a_file_as_well(lesson: Class) -> None:
    thao = await lesson.author()
    await opens_version(thao)
    text = lesson.text()
    await sends(thao, "\n".join(line for line in text.split("\n") if not line.startswith("mã:")))
    thao.sees("em ghi đủ trong tệp ở trên")
    name, content = file_of(thao, ".txt")
    assert name == "can-sua-01-chia-viec.txt"
    assert content.decode("utf-8-sig").count("chưa có mã") >= 9


async def test_problems_of_other_modules_are_not_hers(lesson: Class) -> None:
    thao = await lesson.author()
    await opens_version(thao)
    lesson.school.write("courses/viec-nha/02-nau-com.md", "hỏng")
    await sends(thao, lesson.text((OLD, NEW)))
    thao.sees("bài dùng được")


@pytest.mark.parametrize(
    "encoded",
    [
        lambda text: "\ufeff".encode() + text.replace("\n", "\r\n").encode(),
        lambda text: unicodedata.normalize("NFD", text).encode(),
        lambda text: text.encode("utf-16"),
    ],
    ids=["notepad", "decomposed", "utf-16"],
)
async def test_what_notepad_and_a_mac_make_of_a_text_is_taken_as_it_is_meant(lesson: Class, encoded: object) -> None:
    thao = await lesson.author()
    await opens_version(thao)
    assert callable(encoded)
    await sends(thao, encoded(lesson.text((OLD, NEW))), "Chia việc (1).md")
    thao.sees("bài dùng được", "1 câu hỏi sửa")


async def test_an_old_encoding_is_told_how_to_be_saved(lesson: Class) -> None:
    thao = await lesson.author()
    await opens_version(thao)
    await sends(thao, "tên: Vi\xea\u0323c nhà".encode("cp1258"))
    assert any("chọn UTF-8" in words_of(message) for message in thao.from_bot[-2:])
    await sends(thao, lesson.text((OLD, NEW)))
    thao.sees("bài dùng được")


async def test_a_draft_is_played_as_a_learner_plays_it_and_counts_nowhere(lesson: Class) -> None:
    thao = await lesson.author()
    await opens_version(thao)
    await sends(thao, lesson.text((OLD, NEW)))
    await thao.taps("Xem thử như học viên")
    thao.sees(FIRST_TITLE)
    await thao.taps("Bắt đầu")
    while "Làm bài kiểm tra ▸" not in thao.buttons:
        await thao.taps("Tiếp")
    assert any("photo" in message for message in thao.from_bot)
    await thao.taps("Làm bài kiểm tra")
    seen = ""
    for turn in range(60):
        if any("Xem kết quả" in label for label in thao.buttons):
            break
        seen += thao.screen
        if turn == 5:
            await lesson.met.restarts()
        await thao.taps_code(thao.codes[0])
    await thao.taps("Xem kết quả")
    thao.sees("câu (")
    assert NEW in seen
    assert "◂ Thôi xem thử" in thao.buttons
    assert await lesson.met.rows(attempt) == []
    assert await lesson.met.rows(answer) == []
    assert await lesson.met.rows(bookmark) == []
    assert len(await lesson.met.rows(draft_trial)) == 1
    await thao.taps("Thôi xem thử")
    await thao.taps("Bỏ bản này")
    assert thao.toast == "Em đã bỏ bản này."
    assert await lesson.met.rows(draft_trial) == []


async def test_pictures_come_in_a_zip_and_are_seen_in_the_trial(lesson: Class) -> None:
    thao = await lesson.author()
    await opens_version(thao)
    text = lesson.text(("tranh: media/bep.png", "tranh: media/bep-moi.png"))
    await sends(thao, a_zip({"bài/01-chia-viec.md": text, "bài/media/bep-moi.png": a_photo()}), "bài.zip")
    thao.sees("bài dùng được", "tranh của bài")
    await thao.taps("Xem thử như học viên")
    assert "photo" in thao.from_bot[-1]


async def test_a_picture_that_nothing_shows_any_more_is_deleted_after_a_day(lesson: Class) -> None:
    thao = await lesson.author()
    await opens_version(thao)
    text = lesson.text(("tranh: media/bep.png", "tranh: media/bep-moi.png"))
    await sends(thao, a_zip({"chia-viec.md": text, "bep-moi.png": a_photo()}), "bai.zip")
    await lesson.met.passes(days=2)
    assert len(await lesson.met.rows(module_picture)) == 2
    await thao.taps("Bỏ bản này")
    await lesson.met.passes(hours=1)
    assert await lesson.met.rows(module_picture) == []


async def test_a_picture_may_not_take_the_name_of_another_modules_picture(lesson: Class) -> None:
    thao = await lesson.author()
    await opens_version(thao)
    await sends(thao, a_zip({"chia-viec.md": lesson.text(), "bep.png": a_photo()}), "bài.zip")
    thao.sees("Còn 1 chỗ phải sửa", "bep.png", "trùng tên")


async def asks_for_new(thao: Talker) -> None:
    """Come to where a new module is asked for."""
    await thao.types("/quantri")
    await thao.taps("Soạn bài học")
    await thao.taps("Việc nhà")
    await thao.taps("Gửi bài mới")


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [
        ("09-quet-san.md", "09-quet-san.md"),
        ("1. document(3).md", "03-quet-san-cung-nhau.md"),
        ("utf16.md", "03-quet-san-cung-nhau.md"),
    ],
)
async def test_a_new_module_is_named_after_its_title_unless_its_file_has_a_proper_name(
    lesson: Class, name: str, kept_as: str
) -> None:
    thao = await lesson.author()
    await asks_for_new(thao)
    await sends(thao, lesson.text((FIRST_TITLE, "Quét sân cùng nhau")), name)
    thao.sees("Quét sân cùng nhau", "Đây là bài mới")
    (row,) = await lesson.met.rows(module_draft)
    assert kept_as in row


async def test_another_file_takes_the_place_of_the_draft_of_a_new_module_whatever_it_is_called(lesson: Class) -> None:
    thao = await lesson.author()
    await asks_for_new(thao)
    await sends(thao, lesson.text((FIRST_TITLE, "Quét sân cùng nhau")), "09-quet-san.md")
    for name, title in (("document(3).md", "Quét sân"), ("07-khac-han.md", "Cùng nhau quét sân")):
        await thao.taps("Gửi bản khác thay bản này")
        thao.sees("thay đúng bản nháp này")
        await sends(thao, lesson.text((FIRST_TITLE, title)), name)
        thao.sees(title, "Đây là bài mới")
        (row,) = await lesson.met.rows(module_draft)
        assert "09-quet-san.md" in row
    await thao.taps("Soạn bài học")
    assert [label for label in thao.buttons if "Bản của chị" in label] == ["✏️ Bản của chị: Cùng nhau quét sân"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("bai.docx", a_zip({"[Content_Types].xml": "x", "word/document.xml": "x"}), "tệp Word"),
        ("bai.pdf", b"%PDF-1.7 ...", "tệp Word hoặc PDF"),
        ("bep.png", a_photo(), "Đây là tranh"),
        ("bai.zip", b"khong phai zip", "bên trong lại là kiểu khác"),
        ("bai.zip", a_zip({"../../etc/bai.md": "x"}), "chỉ ra ngoài"),
        ("bai.zip", a_zip({"bai.md": "0" * 6_000_000}), "bung ra to quá mức"),
        ("bai.zip", a_zip({"bai.md": "x", "a.png": JPEG + b"..."}), "bên trong lại là kiểu khác"),
        ("bai.zip", a_zip({"bai.md": "x", "trong.zip": a_zip({"a.md": "x"})}), "lại có tệp nén"),
        ("bai.md", b"", "trống"),
    ],
)
async def test_what_is_no_lesson_is_refused_with_what_to_do(
    lesson: Class, name: str, content: bytes, words: str
) -> None:
    thao = await lesson.author()
    await opens_version(thao)
    await sends(thao, content or b"\n", name)
    told = [words_of(message) for message in thao.from_bot[-2:]]
    assert any(words in text for text in told), told
    thao.sees("Chị gửi bản mới")


async def test_who_lost_the_role_is_refused_between_two_taps(lesson: Class) -> None:
    thao = await lesson.author()
    await opens_version(thao)
    await sends(thao, lesson.text((OLD, NEW)))
    await withdraw_all(lesson.met)
    await thao.taps("Xem thử như học viên")
    assert thao.toast
    assert NEW not in thao.screen
    await thao.types("/quantri")
    assert "Soạn bài học" not in " ".join(thao.buttons)


async def test_a_module_is_taken_edited_and_sent_back(lesson: Class) -> None:
    thao = await lesson.author()
    await thao.types("/quantri")
    await thao.taps("Soạn bài học")
    await thao.taps("Việc nhà")
    await thao.taps(FIRST_TITLE)
    await thao.taps("Tải bài về để sửa")
    name, content = file_of(thao, ".zip")
    assert name == "01-chia-viec.zip"
    await opens_version(thao)
    await sends(thao, content, name)
    thao.sees("Bản này nói y như bản đang dạy")
    await thao.taps("Soạn bài học")
    await thao.taps("Xin bài mẫu")
    assert file_of(thao, ".md")[0] == "mau-bai-hoc.md"


async def test_a_module_is_edited_in_excel_and_its_faults_are_told_by_cell(lesson: Class) -> None:
    thao = await lesson.author()
    await thao.types("/quantri")
    await thao.taps("Soạn bài học")
    await thao.taps("Việc nhà")
    await thao.taps(FIRST_TITLE)
    await thao.taps("Tải về dạng Excel")
    name, content = file_of(thao, ".xlsx")
    assert name == "01-chia-viec.xlsx"
    await opens_version(thao)
    await sends(thao, content, name)
    thao.sees("Bản này nói y như bản đang dạy")
    await thao.taps("Gửi bản khác")
    await sends(thao, in_excel(content, ("the-hai", "")), name)
    thao.sees("Trang «Thẻ», ô B3", "Thẻ này chưa có mã", "Điền cột «Mã» của dòng này: «")
    assert "một dòng: «mã" not in thao.screen
    await sends(thao, in_excel(content, (OLD, NEW)), name)
    thao.sees("bài dùng được", "1 câu hỏi sửa")
    await thao.taps("Gửi bản khác")
    text = ("media/bep.png", "bep-moi.png")
    await sends(thao, a_zip({"bai.xlsx": in_excel(content, text), "bep-moi.png": a_photo()}), "bai.zip")
    thao.sees("bài dùng được", "tranh của bài")


async def test_the_template_is_a_lesson_that_can_be_sent_as_it_is(lesson: Class) -> None:
    thao = await lesson.author()
    await thao.types("/quantri")
    await thao.taps("Soạn bài học")
    await thao.taps("Xin mẫu Excel")
    name, content = file_of(thao, ".xlsx")
    await thao.taps("Việc nhà")
    await thao.taps("Gửi bài mới")
    await sends(thao, content, name)
    thao.sees("Đây là bài mới")


async def test_a_formula_is_never_read_as_text(lesson: Class) -> None:
    thao = await lesson.author()
    await opens_version(thao)
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.add_worksheet("Bài").write_formula(0, 0, "=1+1")
    await sends(thao, made.getvalue(), "bai.xlsx")
    assert any("công thức" in words_of(message) for message in thao.from_bot[-2:])
    thao.sees("Chị gửi bản mới")

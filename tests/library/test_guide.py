"""The guide's promises: its example is faultless, its table tells the numbers the check uses."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.domain.curriculum import QuestionKind
from bot.library import limits, read_library
from bot.library.keys import KINDS_SHOWN, KIT_KEYS, PARTS_SHOWN, SHOWN, Part
from tests.library.builder import TODAY, a_picture

CONTENT = Path(__file__).parents[2] / "content"
GUIDE = (CONTENT / "GUIDE.md").read_text(encoding="utf-8")


def example_module() -> str:
    found = re.search(r"^````markdown\n(.*?)^````$", GUIDE, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


def example_course() -> str:
    found = re.search(r"^```markdown\n(---\n.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


def table_row(name: str) -> str:
    found = re.search(rf"^\| {re.escape(name)} \| (.*?) \|$", GUIDE, re.MULTILINE)
    assert found is not None, name
    return found[1]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The shipped content, for an author to add to."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def named_file() -> str:
    """The file that the guide says the example goes into."""
    found = re.search(r"`content/(courses/[a-z-]+/\d\d-[a-z-]+\.md)`\. Bài mẫu", GUIDE)
    assert found is not None
    return found[1]


def test_the_example_put_where_the_guide_says_is_faultless_and_shows_every_kind_of_question(copied: Path) -> None:
    before = read_library(copied, today=TODAY)
    file = copied / named_file()
    file.parent.mkdir()
    (file.parent / "course.md").write_text(example_course(), encoding="utf-8")
    file.write_text(example_module(), encoding="utf-8")
    reading = read_library(copied, today=TODAY)
    assert reading.problems == before.problems
    assert reading.library is not None
    module = reading.library.module("con-gai-con-trai")
    assert module is not None
    assert {question.kind for question in module.questions} == set(QuestionKind)
    assert module.kit is not None


def test_the_example_also_fits_into_a_course_that_is_there(copied: Path) -> None:
    before = read_library(copied, today=TODAY)
    assert before.library is not None
    for course in before.library.courses:
        file = copied / "courses" / course.id / "20-con-gai-con-trai.md"
        file.write_text(example_module(), encoding="utf-8")
        assert read_library(copied, today=TODAY).problems == before.problems
        file.unlink()


def test_the_picture_of_the_guide_may_be_added_as_it_says(copied: Path) -> None:
    before = read_library(copied, today=TODAY).problems
    lines = [line for key in ("tranh", "mô tả tranh") for line in re.findall(rf"`({key}: [^`]+)`", GUIDE)]
    assert len(lines) == 2
    course = copied / "courses" / "an-toan"
    (course / "media" / "hai-chi-em.png").write_bytes(a_picture())
    with_picture = example_module().replace("đã duyệt:", "\n".join([*lines, "đã duyệt:"]), 1)
    (course / "20-con-gai-con-trai.md").write_text(with_picture, encoding="utf-8")
    assert read_library(copied, today=TODAY).problems == before


def test_the_guide_names_commands_that_work_where_it_says() -> None:
    assert "`make check`" in GUIDE
    assert "`.venv/bin/chihoi check`" in GUIDE
    assert re.search(r"^check:", (CONTENT.parent / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert not re.search(r"(?<!/)chihoi check", GUIDE)


def test_the_table_of_limits_tells_the_numbers_the_check_uses() -> None:
    least, most = limits.CARDS
    assert table_row("Số thẻ") == f"{least}–{most}"
    least, most = limits.QUESTIONS
    assert table_row("Số câu hỏi") == f"{least}–{most}, ít nhất {limits.SITUATIONS} tình huống"
    for name, number in {
        "Tên bài, tên thẻ": limits.TITLE,
        "Mục tiêu": limits.OUTCOME,
        "Lời giới thiệu khóa": limits.SUMMARY,
        "Một thẻ, cả tên": limits.CARD,
        "Câu hỏi": limits.QUESTION,
        "Phương án": limits.CHOICE,
        "Lời đáp cho một phương án": limits.FEEDBACK,
        "Giải thích": limits.EXPLANATION,
        "Chuyện mở đầu tình huống": limits.STORY,
        "Một bước của tình huống": limits.STEP,
        "Việc làm trong tuần": limits.PRACTICE,
        "Một đoạn của bộ sinh hoạt": limits.KIT,
        "Điều mới của tin đính chính": limits.CORRECTION,
    }.items():
        assert table_row(name) == f"{number} ký tự"
    steps, choices = limits.STEPS, limits.STEP_CHOICES
    assert table_row("Số bước") == f"{steps[0]}–{steps[1]}, mỗi bước {choices[0]}–{choices[1]} phương án"
    assert table_row("Mã").startswith(f"{limits.ID} ký tự")
    good, allowed = limits.GOOD_MINUTES, limits.MINUTES
    assert table_row("Cả bài") == (
        f"{good[0]}–{good[1]} phút đọc, tính {limits.WORDS_A_MINUTE} chữ một phút; "
        f"ngoài {allowed[0]}–{allowed[1]} phút là phải sửa"
    )
    assert table_row("Một câu").count(f"{limits.WORDS_A_SENTENCE} chữ") == 2
    assert f"không quá {limits.PICTURE_SIDE} điểm ảnh" in GUIDE


def test_the_guide_explains_each_kind_of_question() -> None:
    for kind, name in KINDS_SHOWN.items():
        if kind is not QuestionKind.SINGLE:
            assert f"`loại: {name}`" in GUIDE
    assert f"{limits.SINGLE_CHOICES[0]}–{limits.SINGLE_CHOICES[1]} dòng `- [ ] …`" in GUIDE
    assert f"{limits.SEVERAL_CHOICES[0]}–{limits.SEVERAL_CHOICES[1]} dòng;" in GUIDE
    assert f"{limits.ORDER_CHOICES[0]}–{limits.ORDER_CHOICES[1]} dòng đánh số" in GUIDE


def test_the_guide_explains_the_meeting_kit() -> None:
    assert f"`# {PARTS_SHOWN[Part.KIT]}`" in GUIDE
    for key in KIT_KEYS:
        assert f"`{SHOWN[key]}:`" in GUIDE


def test_the_guide_says_that_lessons_are_no_legal_advice() -> None:
    assert "## Không phải tư vấn pháp luật" in GUIDE


def corrected(copied: Path) -> None:
    """The guide's example of a correction, put where the guide says."""
    begins = GUIDE.index("## Tin đính chính")
    blocks = re.findall(r"^```(?:yaml|markdown)\n(.*?)^```$", GUIDE[begins:], re.DOTALL | re.MULTILINE)
    named = re.search(r"tệp `content/(corrections/[a-z-]+\.md)`", GUIDE)
    assert named is not None
    sources, file = copied / "sources.yaml", copied / named[1]
    sources.write_text(f"{sources.read_text(encoding='utf-8')}\n{blocks[0]}", encoding="utf-8")
    file.parent.mkdir(exist_ok=True)
    file.write_text(blocks[1], encoding="utf-8")


def test_the_example_of_a_correction_is_faultless_before_and_after_its_day(copied: Path) -> None:
    before = read_library(copied, today=TODAY).problems
    corrected(copied)
    reading = read_library(copied, today=TODAY)
    assert reading.problems == before
    assert reading.library is not None
    (correction,) = (one for one in reading.library.corrections if one.source_id == "luat-xe-dap-cu")
    assert correction.teaches == {"luat-xe-dap-moi"}
    late = reading.library.on(date(2027, 7, 1))
    assert correction in late.corrections_due()
    assert correction not in reading.library.on(date(2027, 6, 30)).corrections_due()

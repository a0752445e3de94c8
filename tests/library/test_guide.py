"""The guide's promises: its example is faultless, its table tells the numbers the check uses."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

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


def test_the_example_is_faultless_and_shows_every_kind_of_question(tmp_path: Path) -> None:
    course = tmp_path / "courses" / "nuoi-con"
    (course / "media").mkdir(parents=True)
    for name in ("sources.yaml", "emergency.yaml", "danger.yaml"):
        shutil.copy(CONTENT / name, tmp_path / name)
    (course / "course.md").write_text(example_course(), encoding="utf-8")
    (course / "03-con-gai-con-trai.md").write_text(example_module(), encoding="utf-8")
    (course / "media" / "hai-chi-em.png").write_bytes(a_picture())
    reading = read_library(tmp_path, today=TODAY)
    assert reading.problems == ()
    assert reading.library is not None
    kinds = {question.kind for question in reading.library.modules()[0].questions}
    assert kinds == set(QuestionKind)
    assert reading.library.modules()[0].kit is not None


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

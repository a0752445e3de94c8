"""Translations: other words for the same things, shown only while they fit what they were made for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.domain.curriculum import Library
from bot.domain.translating import as_written, in_language
from bot.library import LibraryHolder, read_library
from bot.library.revisions import words_revision
from bot.settings import PROJECT
from tests.library.builder import COURSE, EMERGENCY_TEXT, MODULE, TODAY, Content

ENGLISH = MODULE.replace(".md", ".en.md")
TITLE, NEW_TITLE = "Việc nhà: ai làm cũng được", "Housework: anybody can do it"


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """A content folder with its module translated, as far as the words matter here."""
    content = Content(tmp_path)
    library = content.read().library
    assert library is not None
    made_for = words_revision(library.modules()[0])
    text = content.text().replace(TITLE, NEW_TITLE).replace("[x] Đúng", "[x] True").replace("[ ] Sai", "[ ] False")
    content.write(ENGLISH, text.replace("đã duyệt:", f"translates: {made_for}\nđã duyệt:"))
    return content


def taught(content: Content) -> Library:
    """The library; there is no error in it."""
    reading = content.read()
    assert reading.library is not None, [str(problem) for problem in reading.problems]
    return reading.library


def test_a_translation_says_the_same_in_other_words(content: Content) -> None:
    library = taught(content)
    (module,) = library.modules()
    (said,) = in_language(library, "en").modules()
    assert (module.title, said.title) == (TITLE, NEW_TITLE)
    assert said.questions[1].choices[0].text == "True"
    # What is stored and marked is the same in both.
    assert said.revision == module.revision
    assert [each.revision for each in said.questions] == [each.revision for each in module.questions]
    assert [each.id for each in said.cards] == [each.id for each in module.cards]
    assert said.picture is not None
    assert said.picture == module.picture
    assert as_written(in_language(library, "en"), said) == module
    assert in_language(in_language(library, "en"), "vi") == library


def test_the_original_is_not_another_one_for_being_translated(content: Content) -> None:
    with_translation = taught(content)
    (content.root / ENGLISH).unlink()
    without = taught(content)
    assert with_translation.revision == without.revision
    assert with_translation.courses == without.courses
    # Whoever searches in English searches in other words.
    assert in_language(with_translation, "en").revision != in_language(without, "en").revision != without.revision


def test_a_translation_of_an_older_wording_waits_and_the_original_is_taught(content: Content) -> None:
    content.change("Nấu cơm\n", "Nấu cơm trưa\n")
    problem = content.problem("translation-behind")
    assert problem.is_warning
    assert (problem.file, problem.line) == (ENGLISH, content.line_of("translates:", ENGLISH))
    library = taught(content)
    assert words_revision(library.modules()[0]) in problem.advice
    english = in_language(library, "en")
    assert english.modules() == library.modules()
    assert english.untranslated == {"chia-viec"}


def test_a_change_of_the_meeting_kit_is_noticed_too(content: Content) -> None:
    content.change("mở đầu: Mời hai chị kể", "mở đầu: Mời ba chị kể")
    assert content.problem("translation-behind").is_warning


def test_a_module_replaced_while_running_is_taught_as_it_is_now(content: Content) -> None:
    library = taught(content)
    course = library.courses[0]
    edited = replace(course.modules[0], title="Bài đã sửa", revision="0" * 12)
    english = in_language(replace(library, courses=(replace(course, modules=(edited,)),)), "en")
    assert english.modules() == (edited,)
    assert as_written(english, edited) == edited


@pytest.mark.parametrize(
    ("old", "new", "said", "near"),
    [
        (
            "- [x] Ai về trước thì nấu",
            "- [ ] Ai về trước\n- [x] Nhờ hàng xóm",
            "phải có 3 phương án",
            "mã: ai-nau",
        ),
        ("- [x] Cùng đi chợ\n- [ ] Ngồi xem", "- [ ] Cùng đi chợ\n- [x] Ngồi xem", "phương án đúng", "mã: chia-viec"),
        ("mã: the-tu", "mã: the-nam", "thẻ thứ 4 phải là «the-tu»", "mã: the-nam"),
        ("mã: rua-bat", "mã: rua-chen", "câu hỏi thứ 2 phải là «rua-bat»", "mã: rua-chen"),
        ("nguồn: luat-bdg-2006, Điều 18 khoản 5", "nguồn: luat-bdg-2006, Điều 18", "nguồn của thẻ", "mã: the-mot"),
        ("xem lại: the-hai", "xem lại: the-ba", "thẻ xem lại", "mã: chia-viec"),
        ("  > Nếp cũ cũng đổi được.\n", "", "lời đáp", "mã: ai-nau"),
        ("→ bước 2\n  > Nghe trước đã.", "\n  > Nghe trước đã.", "mũi tên", "mã: chi-sim"),
        ("loại: chọn nhiều", "loại: một đáp án", "", None),
        ("tranh: media/bep.png\nmô tả tranh: Hai vợ chồng cùng nấu cơm\n", "", "tranh mở bài", None),
    ],
)
def test_a_translation_that_is_built_otherwise_is_refused(
    content: Content, old: str, new: str, said: str, near: str | None
) -> None:
    content.change(old, new, ENGLISH)
    reading = content.read()
    assert reading.library is None
    found = [problem for problem in reading.errors() if problem.file == ENGLISH]
    assert found
    assert said in found[0].message, found[0].message
    if near is not None:
        assert [problem.line for problem in found] == [content.line_of(near, ENGLISH)]


def test_a_translation_says_what_it_was_made_for(content: Content) -> None:
    library = taught(content)
    text = content.text(ENGLISH)
    content.write(ENGLISH, "\n".join(line for line in text.split("\n") if not line.startswith("translates:")))
    problem = content.problem("no-translates")
    assert f"translates: {words_revision(library.modules()[0])}" in problem.advice


def test_a_translation_of_nothing_is_told(content: Content) -> None:
    content.write("courses/viec-nha/07-khong-co.en.md", content.text(ENGLISH))
    assert content.problem("no-original").file == "courses/viec-nha/07-khong-co.en.md"


def test_a_slip_in_a_translation_is_told_where_it_stands(content: Content) -> None:
    content.change("# Câu hỏi", "# Câu hoi gì", ENGLISH)
    reading = content.read()
    assert any(each.file == ENGLISH and each.code == "unknown-part" for each in reading.errors())


def test_a_course_is_called_otherwise(content: Content) -> None:
    content.write(COURSE.replace(".md", ".en.md"), "---\ntitle: Housework\n---\n\nSharing it fairly.\n")
    library = taught(content)
    assert [(each.title, each.summary) for each in in_language(library, "en").courses] == [
        ("Housework", "Sharing it fairly.")
    ]
    content.write(COURSE.replace(".md", ".en.md"), "---\ntitle: Housework\n---\n")
    assert content.problem("course-title").file.endswith("course.en.md")


def test_emergency_numbers_that_are_not_translated_stay_as_they_are(content: Content) -> None:
    content.write("emergency.yaml", EMERGENCY_TEXT + "- number: 115\n  name: Cấp cứu\n  when: Bị thương\n")
    english = "- number: 113\n  name: Police\n  when: Somebody is beaten\n  in_need: Police\n"
    content.write("emergency.en.yaml", english)
    assert "115" in content.problem("translation-behind").message
    numbers = in_language(taught(content), "en").emergency_numbers
    assert [(each.number, each.name, each.in_need) for each in numbers] == [
        ("113", "Police", "Police"), ("115", "Cấp cứu", ""),
    ]  # fmt: skip
    content.write("emergency.en.yaml", english + "- number: 999\n  name: Police\n  when: Elsewhere\n")
    assert "999" in content.problem("phone").message


def test_what_has_ended_has_ended_in_every_language(content: Content) -> None:
    content.change("in_force_until:", "in_force_until: 2026-12-31", "sources.yaml")
    library = taught(content).on(date(2027, 1, 1))
    english = in_language(library, "en")
    assert english.ended == library.ended == {"luat-bdg-2006"}
    assert len(english.asked(english.modules()[0])) < len(english.modules()[0].questions)


def test_a_translation_that_came_while_running_is_taken(content: Content) -> None:
    text = content.text(ENGLISH)
    (content.root / ENGLISH).unlink()
    holder = LibraryHolder(content.root, TODAY)
    assert in_language(holder.library, "en").untranslated
    content.write(ENGLISH, text)
    content.write("emergency.en.yaml", "- number: 113\n  name: Police\n  when: Beaten\n  in_need: Police\n")
    assert holder.changed()
    holder.reload(TODAY)
    english = in_language(holder.library, "en")
    assert not english.untranslated
    assert english.emergency_numbers[0].name == "Police"


def test_what_is_shipped_in_english_is_whole_and_not_behind() -> None:
    reading = read_library(PROJECT / "content", today=TODAY)
    assert reading.library is not None
    assert not [problem for problem in reading.problems if problem.code.startswith("translation")]
    english = in_language(reading.library, "en")
    assert {"nhan-dien-bao-luc", "hoi-la-ai"} <= {module.id for module in english.modules()} - english.untranslated
    assert set(reading.library.translations["en"].courses) == {course.id for course in english.courses}
    own = reading.library.emergency_numbers
    assert all(one.when != other.when for one, other in zip(english.emergency_numbers, own, strict=True))

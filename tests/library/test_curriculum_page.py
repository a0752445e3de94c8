"""The curriculum on one page: written from the content, and never out of step with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.curriculum import Card, Library, Question
from bot.library.curriculum_page import PROPOSALS, curriculum_page
from bot.library.reader import read_library
from bot.settings import PROJECT
from tests.chatting import MONDAY_EVENING


@pytest.fixture(scope="module")
def library() -> Library:
    """What is taught."""
    read = read_library(PROJECT / "content", today=MONDAY_EVENING.date()).library
    assert read is not None
    return read


def test_the_page_is_that_of_todays_content(library: Library) -> None:
    written = (PROJECT / "docs" / "curriculum.md").read_text(encoding="utf-8")
    assert written == curriculum_page(library), "the content has changed: make curriculum"


def test_every_module_stands_there_with_its_outcome_and_every_source_it_cites(library: Library) -> None:
    page = curriculum_page(library)
    for module in library.modules():
        assert f". {module.title}\n" in page
        parts: tuple[Card | Question, ...] = (*module.cards, *module.questions)
        cited = {citation.source_id for part in parts for citation in part.citations}
        section = page.split(f". {module.title}\n")[1].split("\n##")[0]
        for source_id in cited:
            assert library.sources[source_id].name in section, (module.id, source_id)


def test_every_course_serves_a_proposal_and_every_proposal_is_named(library: Library) -> None:
    assert all(course.serves for course in library.courses)
    assert {number for course in library.courses for number in course.serves} <= set(PROPOSALS)


def test_a_proposal_that_is_not_known_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    (folder / "courses" / "mot").mkdir(parents=True)
    text = "---\ntên: Một\nthứ tự: 1\nđề xuất: 3, 9\n---\n\nMột khóa.\n"
    (folder / "courses" / "mot" / "course.md").write_text(text, encoding="utf-8")
    problems = read_library(folder, today=MONDAY_EVENING.date()).problems
    found = [problem for problem in problems if problem.code == "course-serves"]
    assert [problem.line for problem in found] == [4]

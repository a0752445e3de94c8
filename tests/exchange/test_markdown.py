"""A question as an author would have written it: the module's own reader takes it as the same question."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.curriculum import Choice, Module, Question, QuestionKind
from bot.exchange import question_markdown, questions_from_gift
from bot.exchange.markdown import place_for_questions, with_questions
from bot.library.blocks import read_blocks
from bot.library.outline import split_by_heading
from bot.library.pictures import Gallery
from bot.library.problems import Findings, Problem
from bot.library.questions import read_question
from bot.library.register import Register, read_register
from bot.library.revisions import question_revision
from bot.library.worktable import Worktable
from bot.settings import PROJECT
from tests.exchange.bank import MODULES, any_question, as_rich, revised, words

TODAY = date(2026, 11, 23)
ABOUT_CONTENT = {"too-long", "count", "no-why", "choice-twice", "all-right", "true-false", "claim-without-source"}
ABOUT_CONTENT |= {"source-unknown", "link", "leftover-mark", "outdated", "claim-without-article", "card-unknown"}
"""What the check may say of any question's words; anything else would be a fault of how it was written down."""


def register() -> Register:
    """The sources of the curriculum."""
    text = (PROJECT / "content" / "sources.yaml").read_text(encoding="utf-8")
    return read_register(text, TODAY, Findings().of("sources.yaml"))


REGISTER = register()


def read(markdown: str) -> tuple[list[Question], tuple[Problem, ...]]:
    """The questions of sections as the module's reader takes them, and what it notes."""
    findings = Findings()
    where = findings.of("bai.md")
    table = Worktable(where, tuple(markdown.split("\n")), REGISTER, Gallery(PROJECT / "content", PROJECT / "content"))
    _, sections = split_by_heading(read_blocks(markdown, where), 2)
    taken: set[str] = set()
    return [read_question(each, taken, (), table) for each in sections], findings.all(forgive_age=False)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.id)
def test_a_module_written_down_is_read_as_it_was_without_a_fault(module: Module) -> None:
    asked = [one for one in module.questions if one.kind is not QuestionKind.SITUATION]
    questions, problems = read("\n".join(question_markdown(one) for one in asked))
    assert questions == asked
    assert not [problem for problem in problems if not problem.is_warning]


paragraphs = st.lists(words.map(as_rich), min_size=1, max_size=3).map("\n\n".join)


def shown(question: Question) -> Question:
    """The question as the reader keeps it: a text of several paragraphs has its first as a bold heading."""
    first, gap, rest = question.text.partition("\n\n")
    text = f"<b>{first}</b>{gap}{rest}" if gap else first
    again = replace(question, text=text, citations=(), card_id=None)
    return replace(again, revision=question_revision(again))


@given(any_question(paragraphs))
@example(
    revised(Question("a", QuestionKind.SINGLE, "A\n\n- b\n\n# c", "d", "", (Choice("e", is_right=True), Choice("f"))))
)
@example(
    revised(Question("a", QuestionKind.ORDER, "A", "nguồn: b", "", (Choice("mã: x"), Choice("- y"), Choice("## z"))))
)
def test_words_are_words_whatever_they_begin_with(question: Question) -> None:
    question = replace(question, choices=tuple(replace(one, feedback="") for one in question.choices))
    (back,), problems = read(question_markdown(replace(question, citations=(), card_id=None)))
    assert {problem.code for problem in problems} <= ABOUT_CONTENT, problems
    expected = shown(question)
    assert (back.text, back.explanation) == (expected.text, expected.explanation)
    assert back.choices == expected.choices
    assert (back.id, back.kind) == (question.id, question.kind)


def test_what_a_file_of_others_lacks_is_asked_for_and_not_invented() -> None:
    questions, _ = questions_from_gift("Luật cấm tảo hôn, đúng không?{T}")
    markdown = question_markdown(questions[0])
    assert "giải thích" not in markdown
    _, problems = read(markdown)
    assert "no-why" in {problem.code for problem in problems}


MODULE = "---\ntên: Bài\n---\n\n# Thẻ\n\n## Một\nmã: mot\n\n# Câu hỏi\n\n## Cũ?\nmã: cu\n\n- [x] Đúng\n"
NEW = Question("moi", QuestionKind.SINGLE, "Mới?", "", "", (Choice("a", is_right=True), Choice("b")))


def test_new_questions_come_after_the_old_ones_and_nothing_else_moves() -> None:
    place = place_for_questions(MODULE)
    assert (place.count, place.ids, place.has_part) == (1, ("cu",), True)
    text = with_questions(MODULE, place, [NEW])
    assert text.startswith(MODULE.rstrip())
    assert text.endswith("## Mới?\nmã: moi\n\n- [x] a\n- [ ] b\n")
    assert place_for_questions(text).ids == ("cu", "moi")


def test_a_part_after_the_questions_stays_after_them() -> None:
    text = with_questions(
        f"{MODULE}\n# Việc làm trong tuần\n\nLàm.\n", place_for_questions(f"{MODULE}\n# Việc làm"), [NEW]
    )
    assert text.index("## Mới?") < text.index("# Việc làm trong tuần")
    assert text.endswith("Làm.\n")


def test_a_module_without_questions_gets_the_part() -> None:
    before = MODULE.partition("# Câu hỏi")[0]
    text = with_questions(before, place_for_questions(before), [NEW])
    assert "\n\n# Câu hỏi\n\n## Mới?\n" in text

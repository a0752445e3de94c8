"""Out and in again: what a format can say comes back as the same question, whatever signs are in it."""

from __future__ import annotations

import string
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import example, given

from bot.domain.curriculum import Choice, Module, Question, QuestionKind
from bot.exchange import aiken_from_questions, gift_from_questions, questions_from_aiken, questions_from_gift
from bot.library.rich import plain
from tests.exchange.bank import MODULES, QUESTIONS, any_question, revised, words


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.id)
def test_a_module_comes_back_from_gift_word_for_word_with_its_sources(module: Module) -> None:
    written = gift_from_questions(module.questions)
    taken = questions_from_gift(written.text)
    assert taken.questions == tuple(one for one in module.questions if one.kind is not QuestionKind.SITUATION)
    assert not taken.leftovers


def test_of_all_questions_only_the_situations_are_left_out_each_by_name() -> None:
    written = gift_from_questions(QUESTIONS)
    assert (written.count, len(written.leftovers)) == (145, 30)
    kinds = Counter(question.kind for question in QUESTIONS)
    assert kinds[QuestionKind.SITUATION] == 30
    assert all(one.is_whole and one.title and "Tình huống" in one.message for one in written.leftovers)


@given(any_question())
@example(revised(Question("a", QuestionKind.SINGLE, "A", "", "", (Choice("%50%x", is_right=True), Choice("[html]y")))))
@example(revised(Question("a", QuestionKind.ORDER, "// A", "####", "", (Choice("-&gt; x"), Choice("=1 -&gt; y")))))
@example(revised(Question("a", QuestionKind.SEVERAL, "::A::", "$CATEGORY: b", "", (Choice("\\", True), Choice("\\n")))))
def test_any_question_comes_back_from_gift(question: Question) -> None:
    written = gift_from_questions([question], "$course$/Chị Hội")
    assert written.count == 1
    taken = questions_from_gift(written.text)
    assert taken.questions == (question,)
    assert [one.is_whole for one in taken.leftovers] == [False], "the category is named, and nothing else"


@given(any_question(), any_question())
def test_questions_do_not_run_into_each_other(first: Question, second: Question) -> None:
    second = revised(replace(second, id=f"{second.id[:20]}-2" if second.id == first.id else second.id))
    back = questions_from_gift(gift_from_questions([first, second]).text.replace("\n", "\r\n"))
    assert back.questions == (first, second)


def test_bold_words_in_an_order_are_named_as_lost() -> None:
    order = Question("a", QuestionKind.ORDER, "Xếp", "", "", (Choice("<b>Rửa</b> tay"), Choice("Ăn")))
    written = gift_from_questions([order])
    assert [(one.is_whole, "Chữ đậm" in one.message) for one in written.leftovers] == [(False, True)]
    assert [choice.text for choice in questions_from_gift(written.text).questions[0].choices] == ["Rửa tay", "Ăn"]


def bare(question: Question) -> Question:
    """What Aiken can say of a question."""
    choices = tuple(Choice(choice.text, choice.is_right) for choice in question.choices)
    return Question(question.id, question.kind, question.text, "", "", choices)


def test_aiken_keeps_what_it_can_of_the_curriculum_and_names_the_rest_line_by_line() -> None:
    written = aiken_from_questions(QUESTIONS)
    kept = [one for one in QUESTIONS if one.kind in (QuestionKind.SINGLE, QuestionKind.TRUE_FALSE)]
    whole = [one for one in written.leftovers if one.is_whole]
    assert (written.count, len(whole)) == (95, 80)
    assert len(kept) == 95
    parts = [one for one in written.leftovers if not one.is_whole]
    assert len([one for one in parts if "lời giải thích" in one.message]) == len(
        [one for one in kept if one.explanation]
    )
    taken = questions_from_aiken(written.text)
    assert not taken.leftovers
    for question, back in zip(kept, taken.questions, strict=True):
        assert [(choice.text, choice.is_right) for choice in back.choices] == [
            (" ".join(choice.text.split()), choice.is_right) for choice in question.choices
        ]
        assert plain(back.text) == " ".join(plain(question.text).split())
        assert back.kind is question.kind


def is_said(text: str) -> bool:
    """Whether Aiken would take these words for what they are, not for a choice or an answer."""
    return text[:1] not in string.ascii_uppercase or text[1:2] not in (".", ")")


@given(
    any_question(words.filter(is_said).map(lambda text: text.replace("&", "và").replace("<", "(").replace(">", ")")))
)
def test_any_single_choice_comes_back_from_aiken(question: Question) -> None:
    written = aiken_from_questions([question])
    is_askable = question.kind in (QuestionKind.SINGLE, QuestionKind.TRUE_FALSE)
    assert written.count == is_askable
    if is_askable:
        (back,) = questions_from_aiken(written.text).questions
        assert (back.text, back.choices) == (question.text, bare(question).choices)
    else:
        assert [one.is_whole for one in written.leftovers] == [True]

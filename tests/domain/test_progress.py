"""Progress: how she stands, and what «Học tiếp» opens."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.attempt import Attempt, Drawn
from bot.domain.curriculum import Library, QuestionKind
from bot.domain.progress import (
    Bookmark,
    ModuleProgress,
    Standing,
    next_after,
    passed_in,
    progress_in,
    progress_through,
    where_to_continue,
)
from tests.domain.builders import a_library, a_module, a_question, an_answer, an_attempt, later

NAMES = ("bai-1", "bai-2", "bai-3", "bai-4")
DRAWN = (Drawn("cau-1", "0"),)


def done(name: str, *, right: bool, begun: int, number: int = 1, seen: bool = True) -> Attempt:
    """An attempt of one question, finished a minute after it was begun, and its result looked at."""
    module = a_module(name)
    answers = (an_answer(0, right=right, at=later(begun + 1)),)
    return an_attempt(
        module, DRAWN, answers, number=number, started_at=later(begun), finished_at=later(begun + 1), seen=seen
    )


def left_open(name: str, *, begun: int, answered: int | None = None, number: int = 1) -> Attempt:
    """An attempt of two questions that is under way."""
    answers = () if answered is None else (an_answer(0, at=later(answered)),)
    return an_attempt(a_module(name), (*DRAWN, *DRAWN), answers, number=number, started_at=later(begun))


def opened(library: Library, marks: tuple[Bookmark, ...] = (), goes: tuple[Attempt, ...] = ()) -> str | None:
    """The module that «Học tiếp» opens."""
    place = where_to_continue(progress_through(library, marks, goes))
    return place.module.id if place else None


@st.composite
def histories(draw: st.DrawFn) -> tuple[tuple[Bookmark, ...], tuple[Attempt, ...]]:
    """Whatever can have happened in four modules: cards read, attempts finished, at most one under way each."""
    instants = st.integers(0, 10_000)
    read = st.sampled_from(("the-0", "the-3", "da-xoa", None))
    names = st.sets(st.sampled_from((*NAMES, "bai-da-bo"))).map(sorted)
    marks = [Bookmark(name, draw(read), later(draw(instants))) for name in draw(names)]
    goes: list[Attempt] = []
    number = 0
    for name in draw(names):
        for right in draw(st.lists(st.booleans(), max_size=3)):
            number += 1
            seen = draw(st.booleans())
            goes.append(done(name, right=right, begun=draw(instants), number=number, seen=seen))
        if draw(st.booleans()):
            number += 1
            goes.append(left_open(name, begun=draw(instants), number=number))
    return tuple(marks), tuple(goes)


History = tuple[tuple[Bookmark, ...], tuple[Attempt, ...]]


@given(histories())
def test_it_opens_no_passed_module_unless_that_is_under_way_and_nothing_only_when_all_are_passed(
    history: History,
) -> None:
    progress = progress_through(a_library(*NAMES), *history)
    place = where_to_continue(progress)
    if place is None:
        assert all(item.standing is Standing.PASSED for item in progress)
    else:
        assert place in progress
        assert place.standing is not Standing.PASSED or place.open_attempt is not None or place.is_result_waiting


@given(histories(), st.randoms(use_true_random=False))
def test_it_does_not_depend_on_the_order_in_which_rows_are_read(history: History, whim: random.Random) -> None:
    marks, goes = list(history[0]), list(history[1])
    library = a_library(*NAMES)
    before = progress_through(library, marks, goes)
    whim.shuffle(marks)
    whim.shuffle(goes)
    after = progress_through(library, marks, goes)
    assert before == after
    assert where_to_continue(before) == where_to_continue(after)


@given(histories())
def test_standing_says_what_happened(history: History) -> None:
    marks, goes = history
    for item in progress_through(a_library(*NAMES), marks, goes):
        mine = [one for one in goes if one.module_id == item.module.id]
        was_passed = any(one.finished_at and one.answers[0].is_right for one in mine)
        assert (item.standing is Standing.PASSED) == was_passed
        if item.standing is Standing.NEW:
            assert not mine
            assert item.bookmark is None or item.bookmark.card_id is None
            assert item.last_at == (item.bookmark.at if item.bookmark else None)
        assert (item.best is not None) == any(one.finished_at for one in mine)


@given(histories())
def test_passed_modules_are_counted_by_course(history: History) -> None:
    library = a_library(*NAMES)
    progress = progress_through(library, *history)
    assert passed_in(library.courses[0], progress) == sum(item.standing is Standing.PASSED for item in progress)


def test_a_newcomer_begins_at_the_beginning() -> None:
    assert opened(a_library(*NAMES)) == "bai-1"


def test_the_module_touched_last_goes_on() -> None:
    marks = (Bookmark("bai-1", "the-1", later(5)), Bookmark("bai-3", "the-1", later(9)))
    assert opened(a_library(*NAMES), marks) == "bai-3"


def test_an_answer_counts_as_touching_however_long_ago_the_quiz_was_begun() -> None:
    marks = (Bookmark("bai-3", "the-1", later(9)),)
    assert opened(a_library(*NAMES), marks, (left_open("bai-1", begun=1, answered=20),)) == "bai-1"
    assert opened(a_library(*NAMES), marks, (left_open("bai-1", begun=1, answered=5),)) == "bai-3"


def test_after_a_passed_module_the_next_comes_then_what_was_left_out() -> None:
    library = a_library(*NAMES)
    third = done("bai-3", right=True, begun=1)
    assert opened(library, (), (third,)) == "bai-4"
    fourth = done("bai-4", right=True, begun=5, number=2)
    assert opened(library, (), (third, fourth)) == "bai-1"


def test_a_module_not_passed_stays_her_place_until_she_goes_on_and_in_the_end_comes_again() -> None:
    library = a_library("bai-1", "bai-2")
    first = done("bai-1", right=False, begun=1)
    assert opened(library, (), (first,)) == "bai-1"
    assert opened(library, (Bookmark("bai-2", None, later(3)),), (first,)) == "bai-2"
    assert opened(library, (), (first, done("bai-2", right=True, begun=5, number=2))) == "bai-1"


def test_the_next_module_is_never_the_same_and_never_a_passed_one() -> None:
    goes = (done("bai-2", right=True, begun=1), done("bai-4", right=False, begun=5, number=2))
    progress = progress_through(a_library(*NAMES), (), goes)
    after = {name: following.module.id for name in NAMES if (following := next_after(progress, name))}
    assert after == {"bai-1": "bai-3", "bai-2": "bai-3", "bai-3": "bai-4", "bai-4": "bai-1"}
    assert next_after(progress_through(a_library("bai-4"), (), goes), "bai-4") is None


def test_a_result_not_looked_at_is_her_place_though_it_is_passed() -> None:
    library, unseen = a_library(*NAMES), done("bai-2", right=True, begun=1, seen=False)
    assert opened(library, (), (unseen,)) == "bai-2"
    assert opened(library, (), (done("bai-2", right=True, begun=1),)) == "bai-3"
    assert opened(library, (Bookmark("bai-4", None, later(9)),), (unseen,)) == "bai-4"


def test_only_the_questions_that_were_wrong_are_to_be_tried_again() -> None:
    questions = tuple(a_question(number, QuestionKind.SINGLE) for number in range(3))
    module = a_module("bai-1", questions)
    drawn = tuple(Drawn(f"cau-{number}", "0") for number in (2, 0, 1))
    answers = tuple(an_answer(position, right=position == 1, at=later(1)) for position in range(3))
    failed = an_attempt(module, drawn, answers, finished_at=later(1), seen=True)
    assert [question.id for question in progress_in(module, (), (failed,)).to_retry] == ["cau-1", "cau-2"]
    assert progress_in(a_module("bai-1"), (), (failed,)).to_retry == ()
    passed = done("bai-1", right=True, begun=5, number=2)
    assert progress_in(module, (), (failed, passed)).to_retry == ()


def test_reading_once_more_after_a_bad_result_is_under_way_again() -> None:
    module, failed = a_module("bai-1"), done("bai-1", right=False, begun=1)
    before = progress_in(module, (Bookmark("bai-1", "the-3", later(0)),), (failed,))
    assert (before.standing, before.is_reading) == (Standing.FAILED, False)
    again = progress_in(module, (Bookmark("bai-1", "the-0", later(9)),), (failed,))
    assert (again.standing, again.is_reading) == (Standing.UNDER_WAY, True)
    assert opened(a_library("bai-1", "bai-2"), (Bookmark("bai-1", "the-0", later(9)),), (failed,)) == "bai-1"


def test_reading_in_the_middle_of_a_quiz_is_known_from_answering() -> None:
    module, going = a_module("bai-1"), left_open("bai-1", begun=1, answered=5)
    assert progress_in(module, (Bookmark("bai-1", "the-0", later(4)),), (going,)).is_reading is False
    assert progress_in(module, (Bookmark("bai-1", "the-0", later(6)),), (going,)).is_reading is True


def test_the_best_result_is_the_one_that_counts() -> None:
    goes = (done("bai-1", right=True, begun=1), done("bai-1", right=False, begun=5, number=2))
    item: ModuleProgress = progress_in(a_module("bai-1"), (), goes)
    assert item.standing is Standing.PASSED
    assert item.best is not None
    assert item.best.percent == 100

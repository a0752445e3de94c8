"""Results: how an attempt came out, and that nobody passes by rounding."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.attempt import Answer, Drawn, result_of
from tests.domain.builders import MONDAY, a_module, an_answer, an_attempt

marks = st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 4)), st.booleans(), max_size=40)


@given(marks, st.integers(0, 5), st.integers(1, 100))
def test_a_result_stays_within_its_bounds(given_marks: dict[tuple[int, int], bool], carried: int, mark: int) -> None:
    answers = tuple(Answer(p, part, (0,), right, MONDAY) for (p, part), right in given_marks.items())
    drawn = tuple(Drawn(f"cau-{n}", "0") for n in range(8))
    result = result_of(an_attempt(a_module(mark=mark), drawn, answers, carried=carried))
    assert carried <= result.right <= result.out_of == carried + 8
    assert 0 <= result.percent <= 100
    assert result.is_passed == (100 * result.right >= mark * result.out_of)
    assert (result.percent == 100) == (result.right == result.out_of)
    assert list(result.wrong_positions) == sorted(set(result.wrong_positions))


@given(marks)
def test_a_question_is_right_only_when_all_its_parts_are(given_marks: dict[tuple[int, int], bool]) -> None:
    answers = tuple(Answer(p, part, (0,), right, MONDAY) for (p, part), right in given_marks.items())
    result = result_of(an_attempt(a_module(), tuple(Drawn(f"cau-{n}", "0") for n in range(8)), answers))
    for position in {position for position, _ in given_marks}:
        is_right = all(right for (place, _), right in given_marks.items() if place == position)
        assert (position in result.wrong_positions) == (not is_right)


def test_per_cent_are_rounded_down() -> None:
    drawn = tuple(Drawn(f"cau-{n}", "0") for n in range(3))
    attempt = an_attempt(a_module(mark=67), drawn, (an_answer(0), an_answer(1), an_answer(2, right=False)))
    assert result_of(attempt).percent == 66
    assert not result_of(attempt).is_passed


def test_what_was_right_before_counts_after_a_retry() -> None:
    attempt = an_attempt(a_module(), (Drawn("cau-1", "0"),), (an_answer(0),), carried=4)
    result = result_of(attempt)
    assert (result.right, result.out_of, result.percent) == (5, 5, 100)


def test_an_attempt_without_questions_has_no_per_cent() -> None:
    assert result_of(an_attempt(a_module())).percent == 0

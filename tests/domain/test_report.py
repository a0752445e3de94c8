"""What may be shown of counts: nothing under five, and nothing that could be worked out from what is shown."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.report import Week, last_weeks, own_part, publish, week_of

ROOT = 1


def shown(*counts: int) -> tuple[int | None, tuple[int | None, ...]]:
    """What is shown of a unit and of its parts."""
    parts = tuple(range(10, 10 + len(counts)))
    made = publish({ROOT: parts}, dict(zip(parts, counts, strict=True)), ROOT)
    return made[ROOT], tuple(made[part] for part in parts)


@pytest.mark.parametrize(
    ("counts", "total", "parts"),
    [
        ((7, 12), 19, (7, 12)),
        ((7, 3), 7, (7, None)),
        ((7, 3, 2), 12, (7, None, None)),
        ((7, 2, 2), 7, (7, None, None)),
        ((3, 1), None, (None, None)),
        ((4, 4), 7, (None, None)),
        ((4, 3), 7, (None, None)),
        ((0, 0), None, (None, None)),
        ((5,), 5, (5,)),
        ((4,), None, (None,)),
        ((4, 4, 4, 4), 15, (None,) * 4),
    ],
)
def test_small_counts_are_hidden_and_the_sum_gives_none_away(
    counts: tuple[int, ...], total: int | None, parts: tuple[int | None, ...]
) -> None:
    assert shown(*counts) == (total, parts)


def test_what_a_small_unit_hides_still_counts_above_it() -> None:
    made = publish({1: (2, 3, 4), 2: (5, 6), 3: (7, 8)}, {4: 9, 5: 1, 6: 2, 7: 1, 8: 1}, 1)
    assert made == {1: 14, 2: None, 3: None, 4: 9, 5: None, 6: None, 7: None, 8: None}


def test_a_figure_is_the_same_from_wherever_it_is_looked_at() -> None:
    children = {1: (2, 3), 2: (4, 5), 3: (6, 7)}
    counts = {4: 2, 5: 9, 6: 4, 7: 4}
    whole = publish(children, counts, 1)
    for unit in (2, 3):
        assert publish(children, counts, unit).items() <= whole.items()


TREES = (
    {1: (2, 3)},
    {1: (2, 3, 4)},
    {1: (2, 3), 3: (4, 5)},
    {1: (2, 3), 2: (4,), 3: (5,)},
    {1: (2, 3), 2: (4, 5)},
)


def leaves_of(tree: dict[int, tuple[int, ...]]) -> list[int]:
    """The parts that nothing is below."""
    return sorted({part for below in tree.values() for part in below} - tree.keys())


@pytest.mark.parametrize("tree", TREES)
def test_no_hidden_count_can_be_worked_out_from_all_that_is_shown(tree: dict[int, tuple[int, ...]]) -> None:
    leaves = leaves_of(tree)
    possible: dict[tuple[tuple[int, int | None], ...], list[dict[int, int]]] = {}
    for counts in itertools.product(range(8), repeat=len(leaves)):
        guess = dict(zip(leaves, counts, strict=True))
        possible.setdefault(tuple(sorted(publish(tree, guess, ROOT).items())), []).append(guess)
    for seen, guesses in possible.items():
        for part, value in seen:
            if value is None and part in leaves:
                assert len({guess[part] for guess in guesses}) > 1, (seen, guesses)


@given(st.lists(st.integers(0, 12), min_size=1, max_size=9))
@settings(max_examples=400)
def test_a_sum_never_has_somebody_too_many_and_lacks_only_the_small(counts: list[int]) -> None:
    total, parts = shown(*counts)
    assert all((part is None) == (count < 5) for part, count in zip(parts, counts, strict=True))
    assert total is None or 5 <= total <= sum(counts)
    if total is None:
        assert sum(counts) < 5
    else:
        assert sum(counts) - total < 5
    assert not [1 for part, count in zip(parts, counts, strict=True) if part not in (None, count)]


def test_who_belongs_to_a_unit_itself_is_a_part_of_its_own() -> None:
    assert own_part(0) == -1
    assert own_part(own_part(7)) == 7


def test_weeks_begin_on_monday_where_the_learners_live() -> None:
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    week = week_of(date(2026, 11, 29))
    assert week == Week(date(2026, 11, 23)) == week_of(date(2026, 11, 23))
    assert (week.number, week.sunday) == (202648, date(2026, 11, 29))
    assert week.begins_at(zone) == datetime(2026, 11, 22, 17, tzinfo=UTC)
    assert Week(date(2027, 1, 1)).number == 202653
    assert [one.monday.day for one in last_weeks(date(2026, 11, 25), 3)] == [9, 16, 23]

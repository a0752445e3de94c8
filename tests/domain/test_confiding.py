"""Private threads: when they end, who may be named, and when somebody is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.confiding import (
    PRESENT,
    THREAD_LASTS,
    TOLD_AGAIN_AFTER,
    Thread,
    Way,
    can_be_named_at,
    ends_at,
    is_present,
    needs_word,
)
from bot.domain.managing import RIGHTS, AdminRole, Right
from bot.domain.unit import Level

THEN = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
SPANS = st.timedeltas(min_value=timedelta(), max_value=timedelta(days=90))


def thread_of(said: list[timedelta]) -> Thread:
    """A thread in which something was said after each of these spans."""
    last = THEN
    for span in said:
        last += span
    return Thread(1, 2, 3, 4, Way.HERE, THEN, last)


@given(said=st.lists(SPANS, max_size=20), later=SPANS)
def test_a_thread_is_over_thirty_days_after_its_last_word_and_not_an_instant_sooner(
    said: list[timedelta], later: timedelta
) -> None:
    thread = thread_of(said)
    assert thread.is_over(thread.last_at + later) is (later >= THREAD_LASTS)
    assert not thread.is_over(ends_at(thread.last_at) - timedelta(microseconds=1))
    assert thread.is_over(ends_at(thread.last_at))


@given(said=st.lists(SPANS, max_size=10), now=SPANS, later=SPANS)
def test_what_is_over_stays_over(said: list[timedelta], now: timedelta, later: timedelta) -> None:
    thread = thread_of(said)
    if thread.is_over(thread.last_at + now):
        assert thread.is_over(thread.last_at + now + later)


@given(spans=st.lists(SPANS, min_size=1, max_size=10))
def test_word_of_something_unread_comes_at_most_once_an_hour(spans: list[timedelta]) -> None:
    latest, told, now = None, list[datetime](), THEN
    for span in spans:
        now += span
        if needs_word(latest, now):
            told.append(now)
        latest = now
    assert told[0] == THEN + spans[0]
    assert all(after - before >= TOLD_AGAIN_AFTER for before, after in pairwise(told))


def test_only_who_was_there_just_now_is_present() -> None:
    assert is_present(True, THEN - PRESENT, THEN)
    assert not is_present(True, THEN - PRESENT - timedelta(seconds=1), THEN)
    assert not is_present(False, THEN, THEN)
    assert not is_present(True, None, THEN)


def test_nobody_is_named_for_a_province() -> None:
    assert [level for level in Level if can_be_named_at(level)] == [Level.COMMUNE, Level.BRANCH, Level.GROUP]


def test_reading_private_threads_goes_with_no_other_right_and_no_other_role() -> None:
    assert RIGHTS[AdminRole.CONFIDANT] == {Right.CONFIDE}
    assert [role for role, rights in RIGHTS.items() if Right.CONFIDE in rights] == [AdminRole.CONFIDANT]

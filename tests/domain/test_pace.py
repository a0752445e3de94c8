"""The pace as whoever receives the messages counts it, over random delays, stalls and reproaches."""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.pace import DOUBT, FEWEST_SAMPLES, SLOWER, Delay, Pace

SPEEDS = st.sampled_from((1, 5, 25, 30, 200))


def arrivals(pace: Pace, number: int, there: Callable[[int], float], back: float, begin: float = 0.0) -> list[float]:
    """Send that many as fast as the pace allows; when each arrives. ``there`` and ``back``: seconds on the way."""
    now, delay = begin, Delay()
    answers: list[tuple[float, float]] = []
    arrived = []
    for count in range(number):
        while (wait := pace.wait(now)) > 0:
            if answers and answers[0][0] <= now + wait:
                now, sent = heapq.heappop(answers)
                delay.note(now - sent)
                pace.arrived_by(max(sent, now - delay.shortest))
            else:
                assert math.isfinite(wait)
                now += max(wait, 1e-6)
        pace.take()
        way = there(count)
        arrived.append(now + way)
        heapq.heappush(answers, (now + way + back, now))
    return arrived


def most_in_a_second(instants: list[float]) -> int:
    instants = sorted(instants)
    most = first = 0
    for last, instant in enumerate(instants):
        while instant - instants[first] >= 1.0 - 1e-9:
            first += 1
        most = max(most, last - first + 1)
    return most


@settings(max_examples=60)
@given(SPEEDS, st.floats(0, 0.5), st.lists(st.floats(0, 0.4), min_size=1, max_size=30), st.floats(0, 0.3))
def test_the_limit_holds_however_unevenly_messages_travel(
    speed: int, least: float, more: list[float], back: float
) -> None:
    # The shortest way is known; a network that turns faster than it ever was may surprise for a moment.
    ways = [0.0] * 20 + more
    pace = Pace(speed, is_even=True)
    arrived = arrivals(pace, speed * 8, lambda count: least + ways[count % len(ways)], back)
    assert most_in_a_second(arrived) <= speed


@settings(max_examples=60)
@given(st.sampled_from((5, 25, 30)), st.floats(0, 0.5), st.floats(0, 0.3), st.floats(0, DOUBT), st.integers(0, 200))
def test_a_process_that_has_just_begun_may_have_learned_from_slow_answers_only(
    speed: int, there: float, back: float, slower: float, learned: int
) -> None:
    # After a kill the new process knows only its own first answers, all of them slow because it is.
    def way(count: int) -> float:
        return there + (slower if count < FEWEST_SAMPLES + learned else 0.0)

    assert most_in_a_second(arrivals(Pace(speed, is_even=True), speed * 12, way, back)) <= speed


@settings(max_examples=60)
@given(SPEEDS, st.floats(0, 0.5), st.floats(0, 0.3))
def test_an_even_delay_costs_nothing_however_long(speed: int, there: float, back: float) -> None:
    number, learned = speed * 40, max(25, 2 * speed)
    arrived = sorted(arrivals(Pace(speed, is_even=True), number, lambda _count: there, back))
    assert most_in_a_second(arrived) <= speed
    assert (number - 1 - learned) / (arrived[-1] - arrived[learned]) >= 0.97 * speed


def test_a_reproach_slows_and_time_heals() -> None:
    pace = Pace(100)
    pace.slow_down(0.0)
    assert pace.allowed == int(100 * SLOWER)
    for _ in range(50):
        pace.slow_down(0.0)
    assert pace.allowed == 10
    for minute in range(1, 40):
        pace.wait(minute * 31.0)
    assert pace.allowed == 100


def test_a_pause_is_kept_and_a_clock_that_is_set_back_stops_nothing_for_long() -> None:
    pace = Pace(2)
    pace.pause(1000.0, 5.0)
    assert pace.wait(1002.0) == 3.0
    for _ in range(2):
        pace.take()
        pace.arrived_by(1005.0)
    assert 0 < pace.wait(1005.0) <= 1.1
    assert 0 < pace.wait(10.0) <= 1.1
    assert pace.wait(11.5) == 0


def test_what_did_not_leave_takes_no_room() -> None:
    pace = Pace(1)
    pace.take()
    assert pace.wait(0.0) == math.inf
    pace.give_back()
    assert pace.wait(0.0) == 0

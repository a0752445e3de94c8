"""Reminders: the ladder, the silence after it, and every wish of hers, over random clocks, zones and outages."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.deadline import day_written, is_fit
from bot.domain.reminder import (
    FIRST_LOOK,
    LADDER,
    STEPS,
    Quiet,
    ReminderPlan,
    another_wording,
    decide,
    instant,
    is_farewell,
    look_anew,
    put_off,
)

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NIGHT = Quiet(time(21), time(7))
MONDAY = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
"""19:30 in Vietnam."""


@dataclass
class Life:
    """One learner and a tick that comes when it comes; what was planned, day by day."""

    plan: ReminderPlan
    now: datetime
    seen_at: datetime
    zone: ZoneInfo = VIETNAM
    quiet: Quiet = NIGHT
    nudges: list[tuple[date, bool]] = field(default_factory=list)
    """The day, and whether it was the farewell."""
    reaches: bool = True
    """Whether what is planned is sent, too."""

    @property
    def today(self) -> date:
        """The date where she lives."""
        return self.now.astimezone(self.zone).date()

    def ticks(self) -> bool:
        """Look at her plan if it is due; whether she is nudged."""
        if self.plan.next_at is None or self.plan.next_at > self.now:
            return False
        decision = decide(self.plan, self.now, self.zone, self.quiet, self.seen_at, was_sent=self.reaches)
        self.plan = decision.plan
        if decision.is_nudge:
            self.nudges.append((self.today, is_farewell(decision.plan)))
        return decision.is_nudge

    def passes(self, span: timedelta, tick: timedelta = timedelta(minutes=10)) -> None:
        """Let time pass with a tick every ten minutes."""
        end = self.now + span
        while self.now < end:
            self.now += tick
            self.ticks()


def a_life(**wishes: object) -> Life:
    """Somebody who joined on a Monday evening."""
    plan = ReminderPlan(1, next_at=MONDAY + FIRST_LOOK)
    if wishes:
        plan = look_anew(replace(plan, **wishes), MONDAY, VIETNAM)  # type: ignore[arg-type]
    return Life(plan, MONDAY, MONDAY)


def days(*numbers: int) -> list[date]:
    """The days so many after that Monday."""
    return [date(2026, 11, 23) + timedelta(days=number) for number in numbers]


def test_a_learner_who_stays_away_is_nudged_after_one_three_and_seven_days_and_told_once_how_to_come_back() -> None:
    life = a_life()
    life.passes(timedelta(days=60))
    assert life.nudges == [*((day, False) for day in days(1, 3, 7)), (days(14)[0], True)]
    assert life.plan.next_at is None


def test_it_comes_in_her_hour() -> None:
    life = a_life(minute=7 * 60)
    at = []
    for _ in range(3 * 144):
        life.now += timedelta(minutes=10)
        if life.ticks():
            at.append(life.now.astimezone(VIETNAM).time())
    assert at == [time(7), time(7)]


def test_any_sign_of_her_begins_the_ladder_anew() -> None:
    life = a_life()
    life.passes(timedelta(days=4))
    life.seen_at = life.now
    life.passes(timedelta(days=4))
    assert [day for day, _ in life.nudges] == days(1, 3, 5, 7)


def test_who_is_here_every_day_is_never_nudged() -> None:
    life = a_life()
    life.passes(timedelta(hours=23))
    for _ in range(30):
        life.seen_at = life.now
        life.passes(timedelta(days=1))
    assert life.nudges == []


def test_what_did_not_reach_her_is_no_rung() -> None:
    life = a_life()
    life.reaches = False
    life.passes(timedelta(days=9))
    assert [day for day, _ in life.nudges] == days(1, 3, 5, 7, 9)[: len(life.nudges)]
    assert len(life.nudges) >= 4
    assert life.plan.unanswered == 0


def test_after_an_outage_of_days_one_nudge_comes_and_in_her_hour() -> None:
    life = a_life()
    life.now += timedelta(days=3, hours=-8)
    life.ticks()
    life.ticks()
    assert life.nudges == []
    life.passes(timedelta(hours=9))
    assert [day for day, _ in life.nudges] == days(3)


def test_an_hour_that_passed_during_an_outage_is_caught_up_before_night_and_not_after() -> None:
    evening, night = a_life(), a_life()
    evening.now += timedelta(days=1, hours=1)
    assert evening.ticks()
    night.now += timedelta(days=1, hours=2)
    assert not night.ticks()
    night.passes(timedelta(days=1))
    assert [day for day, _ in night.nudges] == days(2)


def test_an_hour_in_the_night_moves_before_it() -> None:
    life = a_life(minute=22 * 60)
    assert life.plan.next_at is not None
    life.passes(timedelta(days=2))
    assert [day for day, _ in life.nudges] == days(1)
    assert life.plan.last_at is not None
    assert life.plan.last_at.astimezone(VIETNAM).time() == time(20, 30)


def test_a_changed_plan_is_looked_at_in_her_next_hour() -> None:
    plan = ReminderPlan(1, minute=20 * 60)
    changed = look_anew(plan, MONDAY, VIETNAM)
    assert changed.next_at == MONDAY + timedelta(minutes=30)
    assert look_anew(replace(plan, is_off=True), MONDAY, VIETNAM).next_at is None
    paused = look_anew(replace(plan, paused_until=MONDAY + timedelta(days=7)), MONDAY, VIETNAM)
    assert paused.next_at == MONDAY + timedelta(days=7, minutes=30)


def test_a_pause_that_ends_after_her_hour_lasts_until_the_next_day() -> None:
    plan = ReminderPlan(1, minute=12 * 60, paused_until=MONDAY + timedelta(days=7))
    assert look_anew(plan, MONDAY, VIETNAM).next_at == MONDAY + timedelta(days=8, hours=-7, minutes=-30)
    life = a_life(minute=12 * 60, paused_until=MONDAY + timedelta(days=7))
    life.passes(timedelta(days=9))
    assert [day for day, _ in life.nudges] == days(8)


def test_put_off_is_her_hour_so_many_days_later() -> None:
    assert put_off(ReminderPlan(1), 1, MONDAY, VIETNAM).next_at == MONDAY + timedelta(days=1)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia", "Africa/Cairo"])
def test_an_hour_that_a_zone_leaves_out_stays_on_its_day(zone: str) -> None:
    there = ZoneInfo(zone)
    for start in (date(2011, 12, 25), date(2018, 10, 28), date(2024, 3, 25), date(2024, 4, 20)):
        for number in range(14):
            for minute in (0, 10, 150, 1170):
                at = instant(start + timedelta(days=number), minute, there)
                assert at is None or at.astimezone(there).date() == start + timedelta(days=number)
    assert instant(date(2011, 12, 30), 1170, ZoneInfo("Pacific/Apia")) is None


zones = st.sampled_from(
    ["Asia/Ho_Chi_Minh", "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Cairo"]
).map(ZoneInfo)
starts = st.integers(0, 20 * 365 * 24 * 60).map(
    lambda minutes: datetime(2010, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
spans = st.one_of(
    st.integers(1, 90).map(lambda minutes: timedelta(minutes=minutes)),
    st.integers(1, 60).map(lambda hours: timedelta(hours=hours)),
    st.integers(1, 20).map(lambda days_: timedelta(days=days_)),
)
acts = st.one_of(
    st.tuples(st.just("passes"), spans),
    st.tuples(st.just("passes"), spans),
    st.tuples(st.just("comes"), st.just(timedelta())),
    st.tuples(st.just("hour"), st.integers(0, 1439)),
    st.tuples(st.just("off days"), st.frozensets(st.integers(0, 6), max_size=6)),
    st.tuples(st.just("pauses"), st.just(timedelta(days=7))),
    st.tuples(st.just("stops"), st.just(timedelta())),
    st.tuples(st.just("resumes"), st.just(timedelta())),
    st.tuples(st.just("outage"), spans),
    st.tuples(st.just("reaches"), st.booleans()),
)


@settings(max_examples=300)
@given(
    zones,
    starts,
    st.lists(acts, max_size=30),
    st.sampled_from([NIGHT, Quiet(time(0), time(5)), Quiet(time(12), time(14))]),
)
def test_whatever_happens_she_is_nudged_rarely_and_only_when_she_wants_it(
    zone: ZoneInfo, start: datetime, happens: list[tuple[str, object]], quiet: Quiet
) -> None:
    life = Life(ReminderPlan(1, next_at=start + FIRST_LOOK), start, start, zone, quiet)
    for what, how in happens:
        if what == "passes":
            assert isinstance(how, timedelta)
            _watched(life, how)
        elif what == "outage":
            assert isinstance(how, timedelta)
            life.now += how
        elif what == "reaches":
            life.reaches = bool(how)
        else:
            _acts(life, what, how)
        _is_sound(life)
    spaced = [day for day, _ in life.nudges]
    assert all((later - earlier).days >= 2 for earlier, later in pairwise(spaced))


def _watched(life: Life, span: timedelta) -> None:
    """Tick through a span and look at every nudge as it is planned."""
    end = life.now + span
    tick = max(span / 40, timedelta(minutes=1))
    while life.now < end:
        life.now += tick
        before = life.plan
        if not life.ticks():
            continue
        local = life.now.astimezone(life.zone)
        away = (local.date() - life.seen_at.astimezone(life.zone).date()).days
        assert not before.is_off
        assert not before.is_paused(life.now)
        assert local.weekday() not in before.days_off
        assert not life.quiet.covers(local.hour * 60 + local.minute)
        assert away >= STEPS[life.plan.unanswered]
        assert life.plan.last_at == life.now


def _acts(life: Life, what: str, how: object) -> None:
    """She does something: she is here, and her plan is what she wants."""
    life.now += timedelta(minutes=1)
    if life.plan.next_at is None and not life.plan.is_off:
        life.plan = replace(life.plan, next_at=life.now + timedelta(days=2), unanswered=0, awaits=False)
    life.seen_at = life.now
    wishes: dict[str, object] = {
        "hour": {"minute": how},
        "off days": {"days_off": how},
        "pauses": {"paused_until": life.now + timedelta(days=7), "is_off": False},
        "stops": {"is_off": True, "paused_until": None},
        "resumes": {"is_off": False, "paused_until": None},
    }
    if what in wishes:
        life.plan = look_anew(replace(life.plan, **wishes[what]), life.now, life.zone)  # type: ignore[arg-type]


def _is_sound(life: Life) -> None:
    """Nothing is lost: who is owed a nudge is looked at in time; who is not, is left alone."""
    life.ticks()
    plan = life.plan
    if plan.is_off or plan.unanswered >= len(STEPS):
        assert plan.next_at is None
    else:
        assert plan.next_at is not None
        assert plan.next_at > life.now
        pause = (plan.paused_until - life.now).days if plan.is_paused(life.now) and plan.paused_until else 0
        assert plan.next_at - life.now <= timedelta(days=max(STEPS) + 10 + pause)


@given(st.integers(2, 20), st.integers(0, 20), st.integers())
def test_no_wording_comes_twice_running(count: int, last: int, seed: int) -> None:
    drawn = another_wording(last, count, random.Random(seed))
    assert 1 <= drawn <= count
    assert drawn != last


def test_every_wording_comes() -> None:
    dice, last, drawn = random.Random(1), 0, set()
    for _ in range(400):
        last = another_wording(last, 12, dice)
        drawn.add(last)
    assert drawn == set(range(1, 13))


def test_the_ladder_is_the_one_that_was_promised() -> None:
    assert LADDER == (1, 3, 7)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("20/12", date(2026, 12, 20)), ("20-12-2026", date(2026, 12, 20)), ("5 1", date(2027, 1, 5)),
        ("23/11", date(2027, 11, 23)), ("1.2.27", date(2027, 2, 1)), ("31/2", None), ("mai", None), ("12", None),
        ("1/2/3/4", None), ("", None), ("20/13", None), ("²/3", None), ("1/1/99999", None),
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(written: str, meant: date | None) -> None:
    assert day_written(written, date(2026, 11, 23)) == meant


def test_a_deadline_lies_ahead_and_within_a_year() -> None:
    today = date(2026, 11, 23)
    assert [is_fit(today + timedelta(days=number), today) for number in (0, 1, 366, 367)] == [False, True, True, False]

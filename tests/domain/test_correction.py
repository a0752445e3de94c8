"""Corrections over weeks: whatever else she gets and wants, one a day, once for each law, in budget, never at night."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.correction import GIVE_UP, Amends, decide, where_taught
from bot.domain.curriculum import Citation, Correction, Module, QuestionKind
from bot.domain.delivery import Circumstances, Delivery, DeliveryKind, DeliveryState, Rules, judge
from bot.domain.quiet import QuietHours
from bot.domain.reminder import Quiet, ReminderPlan, end_of
from bot.settings import VIETNAM
from tests.domain.builders import MONDAY, a_module, a_question

QUIET, RULES = Quiet(time(21), time(7)), Rules(QuietHours(time(21), time(7), VIETNAM), 5)
WEEK = timedelta(days=7)


class Life:
    """Some weeks of one learner, hour by hour: what is planned, judged and sent, and what else reaches her."""

    def __init__(self, laws: int, plan: ReminderPlan, dice: random.Random) -> None:
        self.rows = {f"luat-{n}": Amends(1, f"luat-{n}", MONDAY, MONDAY) for n in range(laws)}
        self.plan, self.dice = plan, dice
        self.planned: dict[date, Delivery] = {}
        self.sent: list[tuple[datetime, str]] = []
        self.contacts: list[datetime] = []
        self.came: set[date] = set()

    def hour(self, now: datetime) -> None:
        """The job runs, then the sender."""
        if self.dice.random() < 0.9:
            self._plans(now)
        if self.dice.random() < 0.1:
            self._something_else(now)
        if self.dice.random() < 0.9:
            for day in list(self.planned):
                self._sends(day, now)

    def _plans(self, now: datetime) -> None:
        today = now.astimezone(VIETNAM).date()
        for name, one in self.rows.items():
            if one.next_at is None or one.next_at > now:
                continue
            has_come = one.given_on in self.came
            found = decide(one, self.plan, now, VIETNAM, QUIET, is_reachable=True, has_come=has_come)
            kept = one.given_on if has_come or one.given_on == today else None
            self.rows[name] = replace(one, next_at=found.next_at, given_on=kept)
            assert found.next_at is None or found.next_at > now
            if found.send_at is not None and today not in self.planned:
                self.planned[today] = Delivery(
                    1, DeliveryKind.CORRECTION, today.toordinal(), 1, DeliveryState.PENDING, False, True,
                    found.send_at, end_of(today, VIETNAM), 0, 0,
                )  # fmt: skip

    def _something_else(self, now: datetime) -> None:
        other = Delivery(
            2, DeliveryKind.BROADCAST, 1, 1, DeliveryState.PENDING, False, True, now, None, 0, 0
        )  # fmt: skip
        if judge(other, self._stands(), RULES, now).state is DeliveryState.SENDING:
            self.contacts.append(now)

    def _stands(self) -> Circumstances:
        last = max(self.contacts, default=None)
        return Circumstances(True, True, tuple(self.contacts), last)

    def _sends(self, day: date, now: datetime) -> None:
        one = self.planned[day]
        if one.state is not DeliveryState.PENDING or one.not_before > now:
            return
        verdict = judge(one, self._stands(), RULES, now)
        self.planned[day] = replace(one, state=verdict.state, not_before=verdict.not_before)
        if verdict.state is not DeliveryState.SENDING:
            return
        waiting = [each for each in self.rows.values() if each.next_at is not None and each.given_on is None]
        if not waiting:
            self.planned[day] = replace(one, state=DeliveryState.CANCELLED)
            return
        self.rows[waiting[0].source_id] = replace(waiting[0], given_on=day)
        if self.dice.random() < 0.3:
            self.planned[day] = replace(one, state=DeliveryState.FAILED)
            return
        self.came.add(day)
        self.contacts.append(now)
        self.sent.append((now, waiting[0].source_id))


plans = st.builds(
    ReminderPlan,
    learner_id=st.just(1),
    minute=st.integers(0, 24 * 60 - 1),
    days_off=st.frozensets(st.integers(0, 6), max_size=6),
    paused_until=st.none() | st.integers(0, 10).map(lambda days: MONDAY + timedelta(days=days)),
    is_off=st.just(value=False),
    next_at=st.just(MONDAY),
)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 4), plans, st.integers(0, 2**32))
def test_never_at_night_nor_over_budget_nor_twice_and_one_a_day(laws: int, plan: ReminderPlan, seed: int) -> None:
    life = Life(laws, plan, random.Random(seed))
    for hours in range(24 * 70):
        life.hour(MONDAY + timedelta(hours=hours))
    told = [name for _, name in life.sent]
    assert len(told) == len(set(told))
    days = [at.astimezone(VIETNAM).date() for at, _ in life.sent]
    assert len(days) == len(set(days))
    for at, _ in life.sent:
        assert not RULES.quiet.holds(at)
        assert plan.is_open_on(at.astimezone(VIETNAM).date())
        assert not plan.is_paused(at)
    for at in life.contacts:
        assert sum(at - WEEK < other <= at for other in life.contacts) <= RULES.weekly_budget
    assert all(one.next_at is None for one in life.rows.values())


@given(plans, st.integers(0, 24 * 60))
def test_who_wants_peace_cannot_be_reached_or_was_told_gets_nothing(plan: ReminderPlan, hours: int) -> None:
    one, now = Amends(1, "luat", MONDAY, MONDAY), MONDAY + timedelta(hours=hours)
    for peace in (replace(plan, is_off=True), replace(plan, next_at=None)):
        assert decide(one, peace, now, VIETNAM, QUIET, is_reachable=True, has_come=False).send_at is None
    assert decide(one, plan, now, VIETNAM, QUIET, is_reachable=False, has_come=False).send_at is None
    for done in (replace(one, answered_at=MONDAY), replace(one, noted_at=now - GIVE_UP - timedelta(seconds=1))):
        found = decide(done, plan, now, VIETNAM, QUIET, is_reachable=True, has_come=False)
        assert (found.send_at, found.next_at) == (None, None)


def taught(revision: str, *, card: str = "", question: str = "", name: str = "bai") -> Module:
    """A module whose second card and only question rest on these."""
    module = a_module(name, (a_question(1, QuestionKind.SINGLE),))
    cards, questions = list(module.cards), list(module.questions)
    if card:
        cards[1] = replace(cards[1], citations=(Citation(card, "Điều 1"),))
    if question:
        questions[0] = replace(questions[0], citations=(Citation(question),))
    return replace(module, revision=revision, cards=tuple(cards), questions=tuple(questions))


def test_who_was_taught_what_follows_from_the_wordings() -> None:
    old, both = taught("a" * 12, card="cu", question="cu"), taught("b" * 12, card="cu", question="moi")
    anew, apart = taught("c" * 12, card="moi"), taught("d" * 12, card="moi", name="khac")
    asked = replace(a_question(9, QuestionKind.SINGLE), citations=(Citation("moi"),))
    found = where_taught(Correction("cu", "Mới.", asked, "0" * 12), (old, both, anew, apart))
    assert found.wordings == {("bai", "a" * 12), ("bai", "b" * 12)}
    assert found.cards == {("bai", "the-1"), ("bai", "the-2"), ("bai", "the-3")}
    assert found.anew == {("bai", "b" * 12), ("bai", "c" * 12)}

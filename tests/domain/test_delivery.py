"""When something may be sent unasked: over random clocks, zones whose clocks are changed, outages and lost answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.budget import WEEK, room_at
from bot.domain.delivery import (
    APART,
    AT_ONCE,
    COUNTED,
    MOST_TRIES,
    NUDGES,
    OF_OFFICE,
    PAUSED,
    REPEATABLE,
    SOUNDLESS,
    Came,
    Circumstances,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Outcome,
    Rules,
    Verdict,
    judge,
    settle,
)
from bot.domain.quiet import QuietHours

ZONES = tuple(
    ZoneInfo(name)
    for name in (
        "Asia/Ho_Chi_Minh",
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Asia/Beirut",
        "Pacific/Apia",
        "UTC",
    )
)
BEFORE_A_CHANGE = (
    datetime(2026, 3, 20, tzinfo=UTC),
    datetime(2026, 10, 20, tzinfo=UTC),
    datetime(2026, 4, 1, tzinfo=UTC),
)
times = st.builds(time, st.integers(0, 23), st.sampled_from((0, 15, 30, 59)))
quiets = st.builds(QuietHours, times, times, st.sampled_from(ZONES))
instants = st.builds(
    lambda start, minutes: start + timedelta(minutes=minutes),
    st.sampled_from(BEFORE_A_CHANGE),
    st.integers(0, 20 * 24 * 60),
)


@given(quiets, instants)
def test_after_quiet_hours_it_is_not_quiet_and_before_their_end_it_is(quiet: QuietHours, at: datetime) -> None:
    over = quiet.over_at(at)
    assert not quiet.holds(over)
    assert at <= over <= at + timedelta(hours=26)
    assert (over == at) == (not quiet.holds(at))
    minute = at
    while minute < over:
        # The hour that comes twice in autumn may hold an end twice; the first one is taken.
        assert quiet.holds(minute)
        minute += timedelta(minutes=13)


def test_quiet_hours_go_over_midnight_and_end_on_the_minute() -> None:
    quiet = QuietHours(time(21), time(7), ZoneInfo("Asia/Ho_Chi_Minh"))
    seven = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
    assert quiet.over_at(seven - timedelta(hours=10)) == seven
    assert quiet.over_at(seven - timedelta(seconds=1)) == seven
    assert quiet.over_at(seven) == seven
    assert not quiet.holds(seven - timedelta(hours=10, seconds=1))


@given(st.lists(instants, max_size=12), st.integers(0, 6), instants)
def test_there_is_room_as_soon_as_the_budget_allows_and_not_before(
    contacts: list[datetime], budget: int, now: datetime
) -> None:
    contacts = [at for at in contacts if at <= now]
    room = room_at(contacts, budget, now)
    if budget == 0:
        assert room is None
        return
    assert room is not None
    assert sum(at > room - WEEK for at in contacts) < budget
    if room > now:
        assert sum(at > room - timedelta(seconds=1) - WEEK for at in contacts) >= budget


@dataclass
class Life:
    """One person, what is planned for her, and a sender that comes by when it can."""

    rules: Rules
    rows: list[Delivery]
    reached: list[tuple[datetime, Delivery]] = field(default_factory=list)
    """What she may have got, and when."""

    def sweep(self, now: datetime, came: Came) -> None:
        """One round: everything that is due is judged, at most one message leaves, with that outcome."""
        for place in sorted(range(len(self.rows)), key=lambda one: not self.rows[one].is_urgent):
            row = self.rows[place]
            if row.state is not DeliveryState.PENDING or row.not_before > now:
                continue
            verdict = judge(row, self._standing(row, now), self.rules, now)
            if verdict.state is DeliveryState.SENDING:
                self._try(place, now, came)
            else:
                self.rows[place] = replace(
                    row, state=verdict.state, not_before=verdict.not_before, reason=verdict.reason
                )
                assert verdict.state is not DeliveryState.PENDING or verdict.not_before > now

    def _try(self, place: int, now: datetime, came: Came) -> None:
        row = self.rows[place]
        claimed = replace(row, state=DeliveryState.SENDING, tries=row.tries + 1, sent_at=now)
        if came is not Came.NOT_SENT:
            self.reached.append((now, claimed))
        settled = settle(claimed, Outcome(came), now)
        self.rows[place] = replace(
            claimed,
            state=settled.state,
            not_before=settled.not_before,
            tries=settled.tries,
            sent_at=settled.sent_at,
            reason=settled.reason,
        )

    def _standing(self, row: Delivery, now: datetime) -> Circumstances:
        seen = [one for one in self.rows if one.sent_at is not None and one.sent_at > now - WEEK]
        due = [one for one in self.rows if one.state is DeliveryState.PENDING and one.not_before <= now]
        return Circumstances(
            has_joined=True,
            is_reachable=True,
            contacts=tuple(one.sent_at for one in seen if one.sent_at and one.counts for _ in range(one.tries)),
            last_contact_at=max(
                (one.sent_at for one in seen if one.sent_at and one.kind not in SOUNDLESS), default=None
            ),
            is_newer_due=any(one.kind is row.kind and one.id > row.id for one in due),
        )

    def is_over(self) -> bool:
        """Whether nothing is waiting any more."""
        return all(row.state is not DeliveryState.PENDING for row in self.rows)

    def next_at(self) -> datetime:
        """When the next is due."""
        return min(row.not_before for row in self.rows if row.state is DeliveryState.PENDING)


@st.composite
def lives(draw: st.DrawFn) -> Life:
    rules = Rules(draw(quiets), draw(st.integers(1, 6)))
    rows = []
    for number in range(draw(st.integers(1, 14))):
        kind = draw(st.sampled_from(list(DeliveryKind)))
        at = draw(instants)
        is_urgent = draw(st.integers(0, 9)) == 0
        expires = draw(st.none() | st.integers(1, 96))
        rows.append(
            Delivery(
                id=number,
                kind=kind,
                subject=number,
                learner_id=1,
                state=DeliveryState.PENDING,
                is_urgent=is_urgent,
                counts=kind in COUNTED and not is_urgent,
                not_before=at,
                expires_at=at + timedelta(hours=expires) if expires else None,
                tries=0,
                epoch=1,
            )
        )
    return Life(rules, rows)


@settings(max_examples=300)
@given(lives(), st.data())
def test_nothing_comes_at_night_nothing_over_the_budget_and_nothing_is_lost(life: Life, data: st.DataObject) -> None:
    outages = st.sampled_from((timedelta(),) * 5 + (timedelta(minutes=7), timedelta(hours=5), timedelta(days=4)))
    came = st.sampled_from((Came.SENT,) * 4 + (Came.AMBIGUOUS, Came.NOT_SENT, Came.CRASHED))
    now, nudged = life.next_at(), Counter[tuple[DeliveryKind, datetime]]()
    for _round in range(600):
        if life.is_over():
            break
        now = max(now + timedelta(seconds=1), life.next_at()) + data.draw(outages)
        before = len(life.reached)
        life.sweep(now, data.draw(came) if _round < 200 else Came.SENT)
        for at, row in life.reached[before:]:
            nudged[row.kind, at] += row.kind in NUDGES
    assert life.is_over()
    for at, row in life.reached:
        assert row.is_urgent or not life.rules.quiet.holds(at)
        assert row.expires_at is None or at < row.expires_at
    for at, _ in life.reached:
        inside = [row for other, row in life.reached if at - WEEK < other <= at and row.counts]
        assert len(inside) <= life.rules.weekly_budget
    for (earlier, _), (later, row) in pairwise(one for one in life.reached if one[1].kind not in SOUNDLESS):
        assert later - earlier >= APART or row.kind in AT_ONCE
    assert all(nudged[kind, at] <= 1 for kind, at in nudged)
    for row in life.rows:
        tries = sum(other.id == row.id for _, other in life.reached)
        assert tries <= (MOST_TRIES if row.kind in REPEATABLE else 1)
        if row.state is DeliveryState.EXPIRED:
            assert row.expires_at is not None or (row.kind in NUDGES and row.reason == "newer")
        else:
            assert row.state in (DeliveryState.SENT, DeliveryState.UNKNOWN)
            assert tries >= 1


@given(st.sampled_from(list(DeliveryKind)), st.integers(1, 3), instants)
def test_what_was_surely_not_sent_counts_as_no_try(kind: DeliveryKind, tries: int, now: datetime) -> None:
    claimed = Delivery(1, kind, 1, 1, DeliveryState.SENDING, False, True, now, None, tries, 1, sent_at=now)
    settled = settle(claimed, Outcome(Came.NOT_SENT, seconds=40), now)
    assert (settled.state, settled.tries) == (DeliveryState.PENDING, tries - 1)
    assert settled.not_before == now + timedelta(seconds=40)
    assert (settled.sent_at is None) == (tries == 1)


@given(st.sampled_from(list(DeliveryKind)), instants)
def test_what_a_crash_left_twice_is_not_sent_a_third_time(kind: DeliveryKind, now: datetime) -> None:
    claimed = Delivery(1, kind, 1, 1, DeliveryState.SENDING, False, True, now, None, 2, 1, sent_at=now)
    assert settle(claimed, Outcome(Came.CRASHED), now).state is DeliveryState.UNKNOWN


@given(st.sampled_from(sorted(REPEATABLE)), instants)
def test_half_a_message_is_never_begun_anew(kind: DeliveryKind, now: datetime) -> None:
    claimed = Delivery(1, kind, 1, 1, DeliveryState.SENDING, False, True, now, None, 1, 1, sent_at=now)
    for came in (Came.AMBIGUOUS, Came.NOT_SENT):
        assert settle(claimed, Outcome(came, (5,)), now).state is DeliveryState.UNKNOWN


@given(st.sampled_from(DeliveryKind), st.booleans(), st.booleans(), instants)
def test_peace_that_she_asked_for_holds_back_broadcasts_that_can_wait_and_nothing_else(
    kind: DeliveryKind, is_urgent: bool, is_paused: bool, now: datetime
) -> None:
    row = Delivery(1, kind, 1, 1, DeliveryState.PENDING, is_urgent, kind in COUNTED, now, None, 0, 0)
    rules = Rules(QuietHours(time(0), time(0), ZoneInfo("UTC")), 5)
    verdict = judge(row, Circumstances(has_joined=True, is_reachable=True, is_paused=is_paused), rules, now)
    is_held_back = kind is DeliveryKind.BROADCAST and is_paused and not is_urgent
    expected = Verdict(DeliveryState.CANCELLED, now, PAUSED) if is_held_back else Verdict(DeliveryState.SENDING, now)
    assert verdict == expected


@given(st.sampled_from(DeliveryKind), instants)
def test_what_an_organiser_gets_as_such_comes_though_she_never_began_to_learn(
    kind: DeliveryKind, now: datetime
) -> None:
    row = Delivery(1, kind, 1, 1, DeliveryState.PENDING, False, kind in COUNTED, now, None, 0, 0)
    rules = Rules(QuietHours(time(0), time(0), ZoneInfo("UTC")), 5)
    verdict = judge(row, Circumstances(has_joined=False, is_reachable=True), rules, now)
    assert verdict.state is (DeliveryState.SENDING if kind in OF_OFFICE else DeliveryState.CANCELLED)
    assert not OF_OFFICE & COUNTED

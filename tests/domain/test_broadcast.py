"""A broadcast's states, its content and its hours, whatever is thrown at them."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.audience import SILENT_DAYS, Audience, Trait, mark_of
from bot.domain.broadcast import (
    BEGUN,
    MOVES,
    BroadcastState,
    Content,
    ContentFault,
    Move,
    after,
    fault_of,
    needs_agreement,
    with_file,
    with_words,
)
from bot.domain.files import FileKind, SentFile
from bot.domain.learner import Role
from bot.domain.notes import Note, read_subject, subject_of
from bot.domain.timetable import Quiet, a_week_later, read_moment, run_of

S = BroadcastState
HOME = ZoneInfo("Asia/Ho_Chi_Minh")
NIGHT = Quiet(time(21), time(7), HOME)
EVENING = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)

steps = st.lists(st.sampled_from(Move), max_size=30)
instants = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def walk(taken: list[Move]) -> list[BroadcastState]:
    """The states a draft goes through; a step that cannot be taken changes nothing."""
    states = [S.DRAFT]
    for step in taken:
        states.append(after(states[-1], step) or states[-1])
    return states


@given(steps)
def test_what_has_begun_is_never_a_draft_again(taken: list[Move]) -> None:
    states = walk(taken)
    begun = next((place for place, state in enumerate(states) if state in BEGUN), len(states))
    assert not {S.DRAFT, S.AWAITING, S.SCHEDULED} & set(states[begun:])


@given(steps)
def test_what_was_broken_off_stays_so(taken: list[Move]) -> None:
    states = walk(taken)
    if S.CANCELLED in states:
        assert set(states[states.index(S.CANCELLED) :]) == {S.CANCELLED}


@given(steps)
def test_nothing_runs_that_was_not_scheduled_before(taken: list[Move]) -> None:
    states = walk(taken)
    if S.RUNNING in states:
        assert S.SCHEDULED in states[: states.index(S.RUNNING)]


@given(steps)
def test_only_what_runs_is_done(taken: list[Move]) -> None:
    states = walk(taken)
    for before, now in itertools.pairwise(states):
        if now is S.DONE and before is not S.DONE:
            assert before is S.RUNNING
        if now is S.PAUSED and before is not S.PAUSED:
            assert before is S.RUNNING


def test_a_step_leads_to_one_state_from_wherever_it_is_taken() -> None:
    for step in Move:
        assert len({later for (_, each), later in MOVES.items() if each is step}) == 1


# Content.


def a_file(kind: FileKind = FileKind.PHOTO, number: int = 0) -> SentFile:
    """A file as the channel keeps it."""
    return SentFile(kind, f"id-{number}")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (Content(), (ContentFault.EMPTY, 0)),
        (Content("  \n"), (ContentFault.EMPTY, 0)),
        (Content("a" * 4096), None),
        (Content("a" * 4097), (ContentFault.TEXT_LONG, 1)),
        (Content("<b>" + "&amp;" * 4096 + "</b>"), None),
        (Content("a" * 1024, (a_file(),)), None),
        (Content("a" * 1030, (a_file(),)), (ContentFault.CAPTION_LONG, 6)),
        (Content("", (a_file(), a_file(FileKind.VOICE))), (ContentFault.MIXED, 0)),
        (Content("", (a_file(), a_file(FileKind.VIDEO))), None),
        (Content("", tuple(a_file() for _ in range(11))), (ContentFault.MANY, 1)),
    ],
)
def test_what_cannot_be_sent_is_told_by_how_much(content: Content, fault: tuple[ContentFault, int] | None) -> None:
    assert fault_of(content) == fault


@given(st.lists(st.sampled_from(FileKind), max_size=14))
def test_whatever_she_sends_one_after_the_other_what_is_kept_can_be_sent(kinds: list[FileKind]) -> None:
    content = with_words(Content(), "Chị em xem nhé")
    for number, kind in enumerate(kinds):
        found = with_file(content, a_file(kind, number), "", "")
        content = content if isinstance(found, ContentFault) else found
    assert fault_of(content) is None
    assert content.text == "Chị em xem nhé"


# People.


@given(st.lists(st.sampled_from([*Trait, *Role]), max_size=12))
def test_three_taps_on_a_mark_are_none(marks: list[Trait | Role]) -> None:
    audience = Audience()
    for mark in marks:
        audience = audience.turned(mark)
    for mark in (*Trait, *Role):
        assert audience.turned(mark).turned(mark).turned(mark) == audience
        assert not set(audience.wanted) & set(audience.unwanted)


@given(st.sampled_from([*Trait, *Role]), st.sampled_from([None, *Role]), st.sets(st.sampled_from(Trait)))
def test_a_mark_and_its_absence_divide_everybody(mark: Trait | Role, role: Role | None, traits: set[Trait]) -> None:
    wanted = Audience().turned(mark)
    unwanted = wanted.turned(mark)
    assert wanted.takes(role, frozenset(traits)) != unwanted.takes(role, frozenset(traits))


def test_a_button_names_only_marks_that_there_are() -> None:
    assert mark_of("failed") is Trait.FAILED
    assert mark_of("member") is Role.MEMBER
    assert mark_of("owner") is None
    audience = Audience()
    for _ in SILENT_DAYS:
        audience = audience.with_next_silence()
    assert audience == Audience()


def test_a_second_organiser_is_needed_over_the_limit_and_for_what_is_urgent() -> None:
    assert [needs_agreement(count, 1000, is_urgent=False) for count in (1000, 1001)] == [False, True]
    assert needs_agreement(1, 1000, is_urgent=True)


# Hours.


@given(instants, st.integers(1, 2_000_000), st.integers(1, 1000))
def test_a_run_begins_and_ends_in_the_day_and_takes_as_long_as_it_must(
    at: datetime, people: int, per_second: int
) -> None:
    run = run_of(at, people, per_second, NIGHT)
    needed = timedelta(seconds=people / per_second)
    assert not NIGHT.holds(run.begins_at)
    assert run.begins_at >= at
    assert run.ends_at - run.begins_at >= needed - timedelta(milliseconds=1)
    assert run.has_night == (run.ends_at - run.begins_at > needed + timedelta(milliseconds=1))
    assert run_of(at, people, per_second, None).ends_at == at + needed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("25/11 8:00", "2026-11-25 08:00"),
        ("25/11 8h", "2026-11-25 08:00"),
        ("25/11 lúc 8h30", "2026-11-25 08:30"),
        ("25-11-2026 20.15", "2026-11-25 20:15"),
        ("5/1 7 giờ", "2027-01-05 07:00"),
        ("22/11 8:00", None),
        ("31/2 8:00", None),
        ("25/11 25:00", None),
        ("25/11", None),
        ("mai nhé", None),
        ("1/1/2031 8:00", None),
    ],
)
def test_day_and_hour_are_read_as_people_write_them(typed: str, meant: str | None) -> None:
    found = read_moment(typed, EVENING, HOME)
    assert (f"{found:%Y-%m-%d %H:%M}" if found else None) == meant


@given(instants, st.integers(0, 200))
def test_the_next_week_is_to_come_and_has_the_same_weekday_and_hour(at: datetime, days: int) -> None:
    now = at + timedelta(days=days)
    found = a_week_later(at, now, HOME)
    assert now < found <= now + timedelta(days=7)
    assert found.astimezone(HOME).time() == at.astimezone(HOME).time()
    assert found.astimezone(HOME).weekday() == at.astimezone(HOME).weekday()


@given(st.integers(1, 10**9), st.sampled_from(Note), st.integers(0, 10**8))
def test_a_subject_tells_broadcast_and_word(number: int, note: Note, turn: int) -> None:
    assert read_subject(subject_of(number, note, turn)) == (number, note)
    assert read_subject(7) == (0, None)

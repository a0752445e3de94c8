"""Deadlines, and what learners choose about being reminded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.domain.learner import Awaiting
from bot.domain.managing import Right
from bot.screens import reminders_actions as r
from bot.screens.codes import Action
from bot.screens.incoming import Said
from bot.screens.organising import deadlines_actions as d
from handlers.access import Open
from tests.role_lines.line import AskedLine, Line, Spot, reads

COURSE = "an-toan"


def day(spot: Spot) -> int:
    """A day on which one may lie, as a button carries it."""
    return (spot.now.date() + timedelta(days=10)).toordinal()


def deadline(spot: Spot) -> int:
    """The number of one that somebody else has set in the unit."""
    until = spot.now.date() + timedelta(days=10)
    return spot.records.deadlines.add(spot.unit, COURSE, until, spot.giver, spot.now, is_operators=False)


def line(example: Callable[[Spot], Action], deed: str = "") -> Line:
    """All of it takes the same right, in the unit."""
    return Line(Right.CONTACT, example, deed)


LEARNERS = (
    r.OpenReminders(), r.AskHour(), r.ChooseHour(19 * 60), r.AskDaysOff(), r.SetDayOff(2, 1), r.PauseReminders(),
    r.StopReminders(), r.ResumeReminders(),
)  # fmt: skip

LINES: dict[type[Action], Line] = {
    **{type(each): reads(Open.JOINED, each) for each in LEARNERS},
    d.ListDeadlines: reads(Right.CONTACT, d.ListDeadlines()),
    d.PickDeadlineUnit: line(lambda spot: d.PickDeadlineUnit(spot.unit, 0)),
    d.PickDeadlineCourse: line(lambda spot: d.PickDeadlineCourse(spot.unit)),
    d.PickDeadlineDay: line(lambda spot: d.PickDeadlineDay(spot.unit, COURSE)),
    d.TypeDeadlineDay: line(lambda spot: d.TypeDeadlineDay(spot.unit, COURSE)),
    d.PreviewDeadline: line(lambda spot: d.PreviewDeadline(spot.unit, COURSE, day(spot))),
    d.SetDeadline: line(lambda spot: d.SetDeadline(spot.unit, COURSE, day(spot)), "deadline.set"),
    d.SeeDeadline: line(lambda spot: d.SeeDeadline(deadline(spot))),
    d.WithdrawDeadline: line(lambda spot: d.WithdrawDeadline(deadline(spot)), "deadline.withdraw"),
}

ASKED_LINES: dict[Awaiting, AskedLine] = {
    Awaiting.DEADLINE: AskedLine(Right.CONTACT, Said("20/12"), lambda spot: f"{spot.unit}:{COURSE}"),
}

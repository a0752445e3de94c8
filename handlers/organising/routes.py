"""The organisers' table: what is tapped, which right it takes, and who answers.

The right named here is the one without which nobody gets as far as the handler; the handler asks for it in the unit
that is meant.
"""

from __future__ import annotations

from bot.domain.learner import Awaiting
from bot.domain.managing import Right
from bot.screens.codes import Action
from bot.screens.organising import deadlines_actions as d
from bot.screens.organising.home_actions import OpenManagement
from handlers.access import Asked, Handler, Open
from handlers.organising import deadlines, home

ORGANISING: dict[type[Action], tuple[Open | Right, Handler]] = {
    OpenManagement: (Open.ORGANISER, home.open_management),
    d.ListDeadlines: (Right.CONTACT, deadlines.list_deadlines),
    d.PickDeadlineUnit: (Right.CONTACT, deadlines.pick_unit),
    d.PickDeadlineCourse: (Right.CONTACT, deadlines.pick_course),
    d.PickDeadlineDay: (Right.CONTACT, deadlines.pick_day),
    d.TypeDeadlineDay: (Right.CONTACT, deadlines.type_day),
    d.PreviewDeadline: (Right.CONTACT, deadlines.preview),
    d.SetDeadline: (Right.CONTACT, deadlines.set_deadline),
    d.SeeDeadline: (Right.CONTACT, deadlines.see_deadline),
    d.WithdrawDeadline: (Right.CONTACT, deadlines.withdraw_deadline),
}

# What shows an organiser's screen again and does nothing else: where she is when she is lost.
ORGANISING_SHOWN: dict[type[Action], Handler] = {
    OpenManagement: home.open_management,
    d.ListDeadlines: deadlines.list_deadlines,
    d.PickDeadlineUnit: deadlines.pick_unit,
    d.PickDeadlineCourse: deadlines.pick_course,
    d.PickDeadlineDay: deadlines.pick_day,
    d.PreviewDeadline: deadlines.preview,
    d.SeeDeadline: deadlines.see_deadline,
}

# What she may have been asked to type or to send.
ORGANISING_ASKED: dict[Awaiting, Asked] = {
    Awaiting.DEADLINE: Asked(Right.CONTACT, deadlines.asked_day, deadlines.take_day),
}

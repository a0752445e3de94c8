"""Reminders: wording a nudge at the instant it is sent, and what a learner chooses about them."""

from __future__ import annotations

from bot.domain.delivery import DeliveryKind
from bot.domain.reminder import ReminderPlan, is_farewell
from bot.errors import StaleButtonError
from bot.screens import reminders as screens
from bot.screens.reminders_actions import (
    AskDaysOff,
    AskHour,
    ChooseHour,
    OpenReminders,
    PauseReminders,
    ResumeReminders,
    SetDayOff,
    StopReminders,
)
from bot.screens.screen import Reply, show
from bot.services import deadlines, studying
from bot.services import reminders as services
from bot.services.sending import Sending
from bot.services.visit import Visit

BEFORE_NUDGES = (DeliveryKind.DEADLINE, DeliveryKind.CORRECTION)
"""Where one of these comes on a day, the everyday nudge stays away."""


def compose_reminder(sending: Sending) -> Reply | None:
    """The nudge, in words of its own; None when she was here since, has nothing left, or wants peace."""
    plan, records, learner = _plan_if_open(sending), sending.records, sending.learner
    if plan is None or _was_here_since(sending, plan):
        return None
    today = sending.now.astimezone(sending.zone).date()
    if any(records.reminders.has_other(kind, today, learner.id) for kind in BEFORE_NUDGES):
        return None
    next_up = studying.place_to_continue(records, learner, sending.library)
    if next_up is None:
        return None
    if is_farewell(plan):
        return show(screens.farewell(sending.texts, learner))
    number = deadlines.place_in_course(sending.library, next_up.module)
    return show(screens.nudge(sending.texts, _opening(sending, plan, screens.situation_of(next_up)), next_up, number))


def compose_deadline(sending: Sending) -> Reply | None:
    """The reminder of a deadline; None when she has finished, it was withdrawn, or she was nudged today."""
    plan, today = _plan_if_open(sending), sending.now.astimezone(sending.zone).date()
    if plan is None or sending.records.reminders.was_sent(DeliveryKind.REMINDER, today, sending.learner.id):
        return None
    due = deadlines.speaks_to(sending.records, sending.learner, sending.library, today)
    if due is None:
        return None
    number = deadlines.place_in_course(sending.library, due.next_up.module)
    opening = _opening(sending, plan, "deadline")
    until, title = due.deadline.day, due.course.title
    return show(screens.deadline_nudge(sending.texts, opening, due.next_up, number, title, until, today))


def _plan_if_open(sending: Sending) -> ReminderPlan | None:
    """Her plan, if it is the day the message was meant for and she wants messages on it."""
    plan, today = sending.records.reminders.get(sending.learner.id), sending.now.astimezone(sending.zone).date()
    if plan is None or plan.is_off or plan.is_paused(sending.now) or not plan.is_open_on(today):
        return None
    return plan if sending.delivery.subject == today.toordinal() else None


def _was_here_since(sending: Sending, plan: ReminderPlan) -> bool:
    """Whether she did anything after the nudge was planned: then there is nothing to remind her of."""
    seen_at = sending.chat.seen_at
    return seen_at is None or plan.last_at is None or seen_at >= plan.last_at


def _opening(sending: Sending, plan: ReminderPlan, situation: str) -> str:
    words, wording = screens.opening_words(sending.texts, sending.learner, situation, plan.wording, sending.dice)
    sending.records.reminders.say(plan.learner_id, wording)
    return words


def _plan(visit: Visit) -> ReminderPlan:
    return services.plan_of_hers(visit.records, visit.her.id, visit.now)


def _settings(visit: Visit, plan: ReminderPlan, toast: str = "") -> Reply:
    return show(screens.settings(visit.texts, plan, visit.now, visit.zone), toast=toast)


def open_reminders(visit: Visit, _action: OpenReminders) -> Reply:
    """When she is reminded."""
    return _settings(visit, _plan(visit))


def ask_hour(visit: Visit, _action: AskHour) -> Reply:
    """The hours to choose from."""
    return show(screens.ask_hour(visit.texts, _plan(visit)))


def choose_hour(visit: Visit, action: ChooseHour) -> Reply:
    """That hour from now on."""
    if action.minute not in screens.HOURS:
        raise StaleButtonError
    plan = services.choose_hour(visit.records, _plan(visit), action.minute, visit.now, visit.zone)
    return _settings(visit, plan, visit.texts.plain("settings.saved"))


def ask_days_off(visit: Visit, _action: AskDaysOff) -> Reply:
    """The weekdays to choose from."""
    return show(screens.ask_days_off(visit.texts, _plan(visit)))


def set_day_off(visit: Visit, action: SetDayOff) -> Reply:
    """A weekday off, or on again; the last one stays, because there is another button for that."""
    plan = _plan(visit)
    if action.weekday > 6 or action.off > 1:
        raise StaleButtonError
    is_off = action.off == 1
    changed = services.set_day(visit.records, plan, action.weekday, visit.now, visit.zone, is_off=is_off)
    if changed is None:
        return show(screens.ask_days_off(visit.texts, plan), toast=visit.texts.plain("toast.all_days_off"))
    return show(screens.ask_days_off(visit.texts, changed))


def pause(visit: Visit, _action: PauseReminders) -> Reply:
    """A week of peace."""
    return _settings(visit, services.pause(visit.records, _plan(visit), visit.now, visit.zone))


def stop(visit: Visit, _action: StopReminders) -> Reply:
    """No reminders any more."""
    return _settings(visit, services.stop(visit.records, _plan(visit), visit.now, visit.zone))


def resume(visit: Visit, _action: ResumeReminders) -> Reply:
    """Reminders again."""
    return _settings(visit, services.resume(visit.records, _plan(visit), visit.now, visit.zone))

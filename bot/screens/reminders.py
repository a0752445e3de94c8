"""The screens of reminders: the nudge itself, and what she can choose about it."""

from __future__ import annotations

import random
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.learner import Learner, given_name
from bot.domain.progress import ModuleProgress, Standing
from bot.domain.reminder import ReminderPlan, another_wording
from bot.screens import actions
from bot.screens.parts import day, paragraphs
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
from bot.screens.screen import Button, Screen, button
from bot.texts import Texts

WORDINGS = 12
"""How many there are in the texts for each situation."""
HOURS = tuple(
    hour * 60 + minute
    for hour, minute in (
        *((7, 0), (8, 30), (11, 30), (12, 30), (15, 0), (17, 0)),
        *((18, 0), (19, 0), (19, 30), (20, 0), (20, 30)),
    )
)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def situation_of(next_up: ModuleProgress) -> str:
    """Which wordings fit how she stands in the module: «fresh», «going», «again»."""
    if next_up.is_result_waiting or next_up.standing is Standing.UNDER_WAY or next_up.open_attempt is not None:
        return "going"
    return "fresh" if next_up.standing is Standing.NEW else "again"


def opening_words(texts: Texts, learner: Learner, situation: str, last: int, dice: random.Random) -> tuple[str, int]:
    """How a nudge begins, in other words than the last one; and which words they were."""
    wording = another_wording(last, WORDINGS, dice)
    name = f"{situation}_{wording}"
    return texts(f"nudge.{name}", name=given_name(learner.name, texts.family_names)), wording


def nudge(texts: Texts, opening: str, next_up: ModuleProgress, number: int) -> Screen:
    """The next thing, how long it takes, and the button that opens it."""
    onward = button(texts.plain("button.nudge_open"), actions.ContinueLearning())
    return Screen(paragraphs(opening, _thing(texts, next_up, number)), ((onward,), _settings_row(texts)), is_new=True)


def deadline_nudge(
    texts: Texts, opening: str, next_up: ModuleProgress, number: int, course: str, until: date, today: date
) -> Screen:
    """The same for a course that is to be finished soon."""
    left = (until - today).days
    if left == 1:
        when = texts("nudge.tomorrow", course=course, date=day(until))
    else:
        when = texts("nudge.days_left", course=course, date=day(until), days=left)
    onward = button(texts.plain("button.nudge_open"), actions.GoOnTo(next_up.module.id))
    rows = ((onward,), _settings_row(texts))
    return Screen(paragraphs(opening, when, _thing(texts, next_up, number)), rows, is_new=True)


def farewell(texts: Texts, learner: Learner) -> Screen:
    """The last word for now: how to come back."""
    onward = button(texts.plain("button.go_on"), actions.ContinueLearning())
    text = texts("nudge.farewell", name=given_name(learner.name, texts.family_names))
    return Screen(text, ((onward,), _settings_row(texts)), is_new=True)


def _thing(texts: Texts, next_up: ModuleProgress, number: int) -> str:
    return texts("nudge.thing", number=number, module=next_up.module.title, minutes=next_up.module.minutes)


def _settings_row(texts: Texts) -> tuple[Button, ...]:
    return (button(texts.plain("button.nudge_settings"), OpenReminders()),)


def settings(texts: Texts, plan: ReminderPlan, now: datetime, zone: ZoneInfo) -> Screen:
    """When she is reminded; peace for a week or for good is one tap away."""
    is_paused = plan.is_paused(now) and not plan.is_off
    if plan.is_off:
        state = texts("reminder.is_off")
    elif is_paused and plan.paused_until is not None:
        state = texts("reminder.is_paused", date=day(plan.paused_until.astimezone(zone).date()))
    else:
        state = texts("reminder.is_on")
    rows: list[tuple[Button, ...]] = []
    if plan.is_off or is_paused:
        rows.append((button(texts.plain("button.remind_again"), ResumeReminders()),))
    if not is_paused and not plan.is_off:
        rows.append((button(texts.plain("button.pause_week"), PauseReminders()),))
    if not plan.is_off:
        rows.append((button(texts.plain("button.remind_never"), StopReminders()),))
    rows.append((button(texts.plain("button.choose_hour"), AskHour()),))
    rows.append((button(texts.plain("button.choose_days_off"), AskDaysOff()),))
    rows.append((button(texts.plain("button.to_settings"), actions.OpenSettings()),))
    text = texts("reminder.settings", hour=hour(plan.minute), days=days_off(texts, plan), state=state)
    return Screen(text, tuple(rows), again=actions.encode(OpenReminders()))


def ask_hour(texts: Texts, plan: ReminderPlan) -> Screen:
    """The hours to choose from."""
    choices = [button(hour(minute), ChooseHour(minute)) for minute in HOURS]
    rows = tuple(tuple(choices[start : start + 3]) for start in range(0, len(choices), 3))
    text = texts("reminder.ask_hour", hour=hour(plan.minute))
    return Screen(text, (*rows, _back(texts)), again=actions.encode(AskHour()))


def ask_days_off(texts: Texts, plan: ReminderPlan) -> Screen:
    """The weekdays: each says what it is now, and a tap turns it over."""
    choices = []
    for weekday in range(7):
        is_off = weekday in plan.days_off
        label = texts.plain("reminder.day_off" if is_off else "reminder.day_on", day=weekday_name(texts, weekday))
        choices.append(button(label, SetDayOff(weekday, 0 if is_off else 1)))
    rows = tuple(tuple(choices[start : start + 2]) for start in range(0, len(choices), 2))
    return Screen(texts("reminder.ask_days_off"), (*rows, _back(texts)), again=actions.encode(AskDaysOff()))


def _back(texts: Texts) -> tuple[Button, ...]:
    return (button(texts.plain("button.to_reminders"), OpenReminders()),)


def hour(minute: int) -> str:
    """A time of day as people write it: 19:30."""
    return f"{minute // 60}:{minute % 60:02}"


def weekday_name(texts: Texts, weekday: int) -> str:
    """What the weekday is called; Monday is 0."""
    return texts.plain(f"weekday.{WEEKDAYS[weekday]}")


def days_off(texts: Texts, plan: ReminderPlan) -> str:
    """Her days off in one line."""
    return ", ".join(weekday_name(texts, one) for one in sorted(plan.days_off)) or texts.plain("reminder.no_days_off")

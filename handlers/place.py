"""Where she is: the screen she was shown last, shown once more.

Every screen names the action that shows it again; this is the one place that says which of them may do so. None of
them changes anything: being lost moves nobody. The emergency numbers are not among them, and never will be.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.learner import JoiningStep
from bot.errors import NotAllowedError, StaleButtonError
from bot.screens import actions as a
from bot.screens import reminders_actions as r
from bot.screens.asking_actions import OpenHit, SeeHits
from bot.screens.corrections_actions import SeeCorrection
from bot.screens.listening_actions import ListMyRecordings, OpenListening, SeeRecording
from bot.screens.screen import Reply, Screen
from bot.services.visit import Visit
from handlers import asking, caring, corrections, joining, listening, quizzing, reminders, settings, studying
from handlers.access import must_be_open
from handlers.organising import recording_review, roles
from handlers.organising.routes import ORGANISING, ORGANISING_SHOWN
from handlers.routes import ASKED, ROUTES

SHOWN_AGAIN: dict[type[a.Action], Callable[[Visit, Any], Reply]] = {
    a.GoHome: studying.go_home,
    a.ListCourses: studying.list_courses,
    a.OpenCourse: studying.open_course,
    a.OpenModule: studying.see_module,
    a.ReadCard: studying.see_card,
    a.ShowKit: studying.show_kit,
    a.NextQuestion: quizzing.see_place,
    a.ShowResult: quizzing.see_place,
    a.Reread: quizzing.reread,
    a.ShowResults: studying.show_results,
    a.ShowHelp: caring.show_help,
    a.OpenSettings: settings.see_settings,
    a.BrowseUnits: joining.browse_units,
    a.AskRole: settings.ask_role,
    a.ChooseUnit: joining.see_change,
    a.ChooseRole: joining.see_change,
    a.OpenPrivacy: caring.open_privacy,
    a.ReadConsent: joining.read_consent,
    r.OpenReminders: reminders.open_reminders,
    r.AskHour: reminders.ask_hour,
    r.AskDaysOff: reminders.ask_days_off,
    SeeHits: asking.see_hits,
    OpenListening: listening.open_listening,
    ListMyRecordings: recording_review.list_mine,
    SeeRecording: recording_review.see_recording,
    OpenHit: asking.open_hit,
    SeeCorrection: corrections.see_correction,
    **ORGANISING_SHOWN,
}
"""What shows a screen again and does nothing else."""


def where(visit: Visit) -> Screen:
    """What she was asked to type, the joining step, the screen shown last; else her place in learning."""
    asked = joining.asked_screen(visit) or _asked_again(visit)
    if asked is not None:
        return asked
    has_joined = visit.learner is not None and visit.chat.step is JoiningStep.JOINED
    action = a.decode(visit.chat.last_screen)
    is_choosing_unit = visit.chat.step is JoiningStep.UNIT and isinstance(action, a.BrowseUnits)
    if has_joined or is_choosing_unit or (visit.grants and type(action) in ORGANISING_SHOWN):
        shown = _shown_again(visit, action)
        if shown is not None:
            return shown
    if is_managing(visit):
        return roles.where(visit)
    return studying.continue_screen(visit) if has_joined else joining.step_screen(visit)


def _asked_again(visit: Visit) -> Screen | None:
    """What she was asked to type or to send; None when nothing was, or she may not give it any more."""
    asked = ASKED.get(visit.chat.awaiting)
    if visit.learner is None or asked is None:
        return None
    try:
        must_be_open(visit, asked.access)
        return asked.screen(visit)
    except (StaleButtonError, NotAllowedError):
        return None


def is_managing(visit: Visit) -> bool:
    """Whether what she was shown last belongs to the organisers' part, and she still belongs there."""
    # The choices first: a learner's update is not to cost a look at roles.
    return any(type(a.decode(code)) in ORGANISING for code in visit.chat.choices) and bool(visit.grants)


def _shown_again(visit: Visit, action: a.Action | None) -> Screen | None:
    """The screen that the action shows; None when it may not show one, or what it showed is gone."""
    show_again = SHOWN_AGAIN.get(type(action)) if action is not None else None
    if action is None or show_again is None:
        return None
    try:
        must_be_open(visit, ROUTES[type(action)][0])
        (screen,) = show_again(visit, action).screens
    except (StaleButtonError, NotAllowedError):
        return None
    return screen

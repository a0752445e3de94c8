"""Help, emergency numbers, and what she can do about her data."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.attempt import result_of
from bot.domain.learner import JoiningStep
from bot.screens import actions, general
from bot.screens.parts import moment
from bot.screens.screen import Reply, show
from bot.services import joining as services
from bot.services.joining import MyData
from bot.services.visit import Visit
from handlers import joining


def show_help(visit: Visit, _action: actions.ShowHelp) -> Reply:
    """What she can do."""
    if visit.chat.step is not JoiningStep.JOINED:
        return show(general.note(visit.texts, "help.before"), replace(joining.step_screen(visit), is_new=True))
    return show(general.help_screen(visit.texts))


def show_emergency(visit: Visit, _action: actions.ShowEmergency) -> Reply:
    """The numbers to call, open to everybody at any time."""
    return show(general.emergency(visit.texts, visit.library, was_told=False))


def hide_emergency(visit: Visit, _action: actions.HideEmergency) -> Reply:
    """Put them away."""
    if visit.chat.step is not JoiningStep.JOINED:
        return show(joining.step_screen(visit))
    return show(general.hidden_emergency(visit.texts))


def open_privacy(visit: Visit, _action: actions.OpenPrivacy) -> Reply:
    """What is kept, and what can be done about it; before she has agreed, the consent says it."""
    if visit.learner is None:
        return joining.read_consent(visit, actions.ReadConsent())
    return show(general.privacy(visit.texts))


def see_my_data(visit: Visit, _action: actions.SeeMyData) -> Reply:
    """Everything, as a file."""
    data = services.my_data(visit.records, visit.her)
    return show(general.data_file(visit.texts, _lines(visit, data), visit.zone, visit.now))


def _lines(visit: Visit, data: MyData) -> list[str]:
    """Her data as lines that she can read."""
    say, zone, learner = visit.texts.plain, visit.zone, data.learner
    lines = [
        say("data.name", name=learner.name),
        say("data.unit", unit=general.unit_name(visit.texts, data.unit)),
        say("data.role", role=general.role_name(visit.texts, learner.role)),
        say("data.phone", phone=learner.phone or say("settings.none")),
        say("data.since", at=moment(learner.created_at, zone)),
        *(say("data.consent", version=version, at=moment(at, zone)) for version, at in data.consents),
        say("data.chat", chat=visit.chat.id),
        "",
        say("data.courses"),
        *(
            say("data.course", course=_course_title(visit, course), at=moment(at, zone))
            for course, at in data.enrolments
        ),
        "",
        say("data.bookmarks"),
        *(
            say("data.bookmark", module=_module_title(visit, mark.module_id), at=moment(mark.at, zone))
            for mark in data.bookmarks
        ),
        "",
        say("data.attempts"),
    ]
    for attempt in data.attempts:
        result = result_of(attempt)
        title = _module_title(visit, attempt.module_id)
        at = moment(attempt.started_at, zone)
        lines.append(say("data.attempt", module=title, at=at, right=result.right, total=result.out_of))
        for answer in attempt.answers:
            verdict = say("data.right") if answer.is_right else say("data.wrong")
            question = attempt.drawn[answer.position].question_id
            lines.append(say("data.answer", question=question, verdict=verdict, at=moment(answer.at, zone)))
    return lines


def _module_title(visit: Visit, module_id: str) -> str:
    module = visit.library.module(module_id)
    return module.title if module else module_id


def _course_title(visit: Visit, course_id: str) -> str:
    course = visit.library.course(course_id)
    return course.title if course else course_id


def ask_to_leave(visit: Visit, _action: actions.AskToLeave) -> Reply:
    """Are you sure."""
    return show(general.ask_to_leave(visit.texts))


def leave(visit: Visit, _action: actions.Leave) -> Reply:
    """Erase her."""
    services.erase(visit.records, visit.chat)
    visit.is_gone = True
    return show(general.has_left(visit.texts))

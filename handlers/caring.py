"""Help, emergency numbers, and what she can do about her data."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.attempt import Answer, Attempt, result_of
from bot.domain.curriculum import Question, QuestionKind
from bot.domain.learner import JoiningStep
from bot.domain.progress import Bookmark
from bot.domain.quiz import question_at
from bot.screens import actions, general, reminders
from bot.screens.incoming import Incoming, SpokeInGroup
from bot.screens.parts import moment, plain
from bot.screens.screen import Reply, show
from bot.services import joining as services
from bot.services.confiding import without_private
from bot.services.joining import MyData
from bot.services.visit import Visit
from handlers import confiding, joining
from handlers.asking import about_asking
from handlers.broadcast_data import about_broadcasts
from handlers.certificates import about_results
from handlers.corrections import about_corrections
from handlers.listening import about_listening
from handlers.organising.audit import about_entrusting


def show_help(visit: Visit, _action: actions.ShowHelp) -> Reply:
    """What she can do."""
    if visit.chat.step is not JoiningStep.JOINED and not visit.grants:
        return show(general.note(visit.texts, "help.before"), replace(joining.step_screen(visit), is_new=True))
    return show(general.help_screen(visit.texts, is_organiser=bool(visit.grants)))


def show_emergency(visit: Visit, _action: actions.ShowEmergency) -> Reply:
    """The numbers to call, open to everybody at any time."""
    return show(confiding.emergency(visit, was_told=False))


def told_of_danger(visit: Visit, incoming: Incoming) -> Reply:
    """The numbers; in a group without a word about who asks, and without buttons that others could press."""
    if isinstance(incoming.act, SpokeInGroup):
        return show(general.numbers_in_group(visit.texts, visit.library, visit.private_link))
    return show(confiding.emergency(visit, was_told=True, said_id=incoming.said_id))


def hide_emergency(visit: Visit, _action: actions.HideEmergency) -> Reply:
    """Put them away; who is still joining goes on where she was, in a message of its own.

    Who has not agreed is asked for nothing now: she came for help.
    """
    has_joined = visit.chat.step is JoiningStep.JOINED
    hidden = general.hidden_emergency(visit.texts, has_joined=has_joined)
    if has_joined or visit.learner is None:
        return show(hidden)
    return show(replace(hidden, rows=()), replace(joining.step_screen(visit), is_new=True))


def hide_what_was_said(visit: Visit, action: actions.HideWhatWasSaid) -> Reply:
    """Put them away, and her own words above them."""
    return replace(hide_emergency(visit, actions.HideEmergency()), deletes=(action.message,))


def open_privacy(visit: Visit, _action: actions.OpenPrivacy) -> Reply:
    """What is kept, and what can be done about it; before she has agreed, the consent says it."""
    if visit.learner is None:
        return joining.read_consent(visit, actions.ReadConsent())
    return show(general.privacy(visit.texts))


def see_my_data(visit: Visit, _action: actions.SeeMyData) -> Reply:
    """Everything, as a file."""
    data = services.my_data(visit.records, visit.her)
    lines = [
        *_about_her(visit, data),
        "",
        visit.texts.plain("data.private"),
        *_about_reminders(visit, data),
        *_about_reading(visit, data),
        *_about_answers(visit, data),
        *about_entrusting(visit),
        *about_results(visit),
        *about_corrections(visit),
        *about_asking(visit),
        *about_listening(visit),
        *_about_deliveries(visit, data),
        *about_broadcasts(visit),
    ]
    return show(general.data_file(visit.texts, lines, visit.zone, visit.now))


def _about_her(visit: Visit, data: MyData) -> list[str]:
    """Who she is and where she is reached, a line each."""
    say, zone, learner, chat = visit.texts.plain, visit.zone, data.learner, visit.chat
    joined = [say("data.joined", at=moment(learner.joined_at, zone))] if learner.joined_at else []
    seen = [say("data.seen", at=moment(chat.seen_at, zone))] if chat.seen_at else []
    return [
        say("data.name", name=learner.name),
        say("data.unit", unit=general.unit_name(visit.texts, data.unit)),
        say("data.role", role=general.role_name(visit.texts, learner.role)),
        say("data.phone", phone=learner.phone or say("settings.none")),
        say("data.since", at=moment(learner.created_at, zone)),
        *joined,
        *(say("data.consent", version=version, at=moment(at, zone)) for version, at in data.consents),
        *_about_coming(visit, data),
        say("data.chat", chat=chat.id),
        say("data.language", name=say("language.name")),
        *seen,
        *_where_she_belonged(visit, data),
    ]


def _where_she_belonged(visit: Visit, data: MyData) -> list[str]:
    say, lines = visit.texts.plain, []
    for path, since, until in data.memberships:
        ended = moment(until, visit.zone) if until else say("data.until_now")
        name = general.unit_name(visit.texts, path)
        lines.append(say("data.membership", unit=name, since=moment(since, visit.zone), until=ended))
    return ["", say("data.memberships"), *lines] if lines else []


def _about_coming(visit: Visit, data: MyData) -> list[str]:
    """Where she was expected, and by which link she came."""
    say, units, zone = visit.texts.plain, visit.records.units, visit.zone
    listed = [
        say("data.listed", unit=general.unit_name(visit.texts, units.path(one.unit_id)), name=one.name,
            at=moment(one.added_at, zone))
        for one in data.entries
    ]  # fmt: skip
    arrival = visit.records.invitations.arrival_of(visit.chat.id)
    if arrival is None:
        return listed
    unit = general.unit_name(visit.texts, units.path(arrival[0]))
    return [*listed, say("data.arrival", unit=unit, at=moment(arrival[1], zone))]


def _about_reminders(visit: Visit, data: MyData) -> list[str]:
    """When she is reminded, and when she was last."""
    say, plan = visit.texts.plain, data.reminders
    if plan is None:
        return []
    state = say("data.reminders_paused") if plan.is_paused(visit.now) else say("data.reminders_on")
    state = say("data.reminders_off") if plan.is_off else state
    days = reminders.days_off(visit.texts, plan)
    last = [say("data.last_reminder", at=moment(plan.last_at, visit.zone))] if plan.last_at else []
    return [say("data.reminders", state=state, hour=reminders.hour(plan.minute), days=days), *last]


def _about_reading(visit: Visit, data: MyData) -> list[str]:
    say, zone = visit.texts.plain, visit.zone
    courses = [
        say("data.course", course=_course_title(visit, course), at=moment(at, zone)) for course, at in data.enrolments
    ]
    bookmarks = [_bookmark(visit, mark) for mark in data.bookmarks]
    none = [say("data.none")]
    return ["", say("data.courses"), *(courses or none), "", say("data.bookmarks"), *(bookmarks or none)]


def _bookmark(visit: Visit, mark: Bookmark) -> str:
    say, module, at = visit.texts.plain, _module_title(visit, mark.module_id), moment(mark.at, visit.zone)
    if mark.card_id is None:
        return say("data.opening", module=module, at=at)
    return say("data.bookmark", module=module, card=_card_title(visit, mark), at=at)


def _about_deliveries(visit: Visit, data: MyData) -> list[str]:
    """What was sent to her unasked, or is going to be; nothing where there is nothing."""
    say, zone = visit.texts.plain, visit.zone
    lines = []
    for one in without_private(data.deliveries):
        kind = say(f"delivery.{one.kind.value}")
        if one.sent_at is None:
            lines.append(say("data.delivery_waiting", kind=kind))
        elif one.tapped_at is None:
            lines.append(say("data.delivery", kind=kind, at=moment(one.sent_at, zone)))
        else:
            seen = moment(one.tapped_at, zone)
            lines.append(say("data.delivery_seen", kind=kind, at=moment(one.sent_at, zone), seen=seen))
    return ["", say("data.deliveries"), *lines] if lines else []


def _about_answers(visit: Visit, data: MyData) -> list[str]:
    say, zone = visit.texts.plain, visit.zone
    lines = ["", say("data.attempts")]
    for attempt in data.attempts:
        result = result_of(attempt)
        key = "data.attempt" if attempt.finished_at else "data.attempt_open"
        values = {"module": _module_title(visit, attempt.module_id), "at": moment(attempt.started_at, zone)}
        lines.append(say(key, **values, right=result.right, total=result.out_of))
        lines += _answers(visit, attempt)
    return lines if data.attempts else [*lines, say("data.none")]


def _answers(visit: Visit, attempt: Attempt) -> list[str]:
    """What was asked, what she chose, and whether it was right, in the wording of that day."""
    say, lines = visit.texts.plain, []
    module = visit.records.study.module_at(attempt.module_id, attempt.module_revision)
    for position, drawn in enumerate(attempt.drawn):
        given = attempt.answers_to(position)
        question = question_at(module, attempt, position) if module else None
        if given:
            asked = plain(question.text) if question else drawn.question_id
            lines += _indented(say("data.question", question=asked))
        for answer in given:
            chosen = plain(_chosen(visit, question, answer)) if question else ""
            verdict = say("data.right") if answer.is_right else say("data.wrong")
            values = {"chosen": chosen, "verdict": verdict, "at": moment(answer.at, visit.zone)}
            if question is not None and question.kind is QuestionKind.SITUATION:
                lines += _indented(say("data.turn", step=answer.part + 1, **values))
            else:
                lines += _indented(say("data.answer", **values))
    return lines


def _indented(said: str) -> list[str]:
    """The lines of something said that may have several: those after the first stand under it."""
    first, *rest = (line for line in said.split("\n") if line.strip())
    return [first, *(f"      {line.strip()}" for line in rest)]


def _chosen(visit: Visit, question: Question, answer: Answer) -> str:
    first, *rest = answer.chosen
    if question.kind is QuestionKind.SITUATION:
        return question.steps[first].choices[rest[0]].text
    if question.kind is QuestionKind.SEVERAL:
        said = visit.texts.plain("quiz.yes" if rest[0] else "quiz.no")
        return f"{question.choices[first].text}: {said}"
    return " → ".join(question.choices[index].text for index in answer.chosen)


def _module_title(visit: Visit, module_id: str) -> str:
    module = visit.library.module(module_id)
    return module.title if module else module_id


def _card_title(visit: Visit, mark: Bookmark) -> str:
    module = visit.library.module(mark.module_id)
    card = next((card for card in module.cards if card.id == mark.card_id), None) if module else None
    return card.title if card else mark.card_id or ""


def _course_title(visit: Visit, course_id: str) -> str:
    course = visit.library.course(course_id)
    return course.title if course else course_id


def ask_to_leave(visit: Visit, _action: actions.AskToLeave) -> Reply:
    """Are you sure."""
    return show(general.ask_to_leave(visit.texts, len(visit.records.recordings.of(visit.her.id))))


def leave(visit: Visit, _action: actions.Leave) -> Reply:
    """Erase her."""
    services.erase(visit.records, visit.chat)
    visit.is_gone = True
    return show(*general.has_left(visit.texts))

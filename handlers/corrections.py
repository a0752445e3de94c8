"""Corrections: worded when they are sent, answered with one tap, told in her data file."""

from __future__ import annotations

from bot.domain.learner import given_name
from bot.screens import corrections as screens
from bot.screens.corrections_actions import AnswerCorrection, SeeCorrection
from bot.screens.parts import moment
from bot.screens.screen import Reply, Screen, show
from bot.services import correcting as services
from bot.services.correcting import Telling
from bot.services.sending import Sending
from bot.services.visit import Visit


def compose_correction(sending: Sending) -> Reply | None:
    """What is new, with its question; None when she wants peace, or has been taught the new rule meanwhile."""
    records, learner, today = sending.records, sending.learner, sending.now.astimezone(sending.zone).date()
    plan = records.reminders.get(learner.id)
    wants_peace = plan is not None and (plan.is_off or plan.is_paused(sending.now) or not plan.is_open_on(today))
    if wants_peace or sending.delivery.subject != today.toordinal():
        return None
    telling = services.choose(records, learner.id, sending.library, today, sending.dice)
    if telling is None:
        return None
    called = given_name(learner.name, sending.texts.family_names)
    library = services.discreet(sending.library, sending.texts)
    screen = screens.told(sending.texts, library, called, telling.correction, telling.shown, is_new=True)
    return show(screen)


def answer_correction(visit: Visit, action: AnswerCorrection) -> Reply:
    """Marked and explained at once; a second tap shows the same."""
    asked = (action.source, action.revision, action.choice)
    came = services.answer(visit.records, visit.her.id, visit.library, asked, visit.now, visit.dice)
    toast = "toast.answered" if came.is_repeat else "toast.correction_anew" if came.is_anew else ""
    return show(_screen(visit, came.telling), toast=visit.texts.plain(toast) if toast else "")


def see_correction(visit: Visit, action: SeeCorrection) -> Reply:
    """The same screen once more; nothing changes."""
    return show(_screen(visit, services.see(visit.records, visit.her.id, visit.library, action.source)))


def _screen(visit: Visit, telling: Telling) -> Screen:
    amends, correction = telling.amends, telling.correction
    if amends.answered_at is not None:
        return screens.answered(visit.texts, visit.library, correction, amends.chosen, telling.chosen)
    called = given_name(visit.her.name, visit.texts.family_names)
    return screens.told(
        visit.texts, services.discreet(visit.library, visit.texts), called, correction, telling.shown, is_new=False
    )  # fmt: skip


def about_corrections(visit: Visit) -> list[str]:
    """What she is to be told, was told and answered, for her data file; nothing where there is nothing."""
    say, zone, lines = visit.texts.plain, visit.zone, []
    for one in visit.records.corrections.of(visit.her.id):
        source = visit.library.sources.get(one.source_id)
        law = source.name if source is not None else one.source_id
        key = "data.correction_told" if one.revision else "data.correction_waiting"
        lines.append(say(key, law=law, at=moment(one.noted_at, zone)))
        if one.answered_at is not None:
            verdict = say("data.right") if one.is_right else say("data.wrong")
            lines.append(say("data.question", question=" ".join(one.asked.split())))
            lines.append(say("data.answer", chosen=one.chosen, verdict=verdict, at=moment(one.answered_at, zone)))
    return ["", say("data.corrections"), *lines] if lines else []

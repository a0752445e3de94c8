"""Certificates: handed to who earned one, verified for anybody who asks."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.certificate import WRONG_FOR, spelled
from bot.screens import certificates as screens
from bot.screens.general import unit_name
from bot.screens.parts import moment
from bot.screens.results_actions import CheckCertificate, OpenCertificate
from bot.screens.screen import Attachment, Made, Reply, show
from bot.services import certificates as services
from bot.services.visit import Visit


def open_certificate(visit: Visit, action: OpenCertificate) -> Reply:
    """Her certificate for a course, as a picture and on paper."""
    learner = visit.her
    unit = unit_name(visit.official, visit.records.units.path(learner.unit_id)) if learner.unit_id else ""
    made = services.make_out(visit.records, learner, visit.library.written, action.course, unit, visit.dice)
    link = services.verifying_link(visit.private_link, made)
    return show(
        *screens.handed_over(visit.texts, visit.official, made, made.earned_at.astimezone(visit.zone).date(), link)
    )


def how_to_check(visit: Visit, _action: CheckCertificate) -> Reply:
    """What to type."""
    return show(screens.how_to_check(visit.texts))


def check(visit: Visit, text: str) -> Reply:
    """Whether the code that somebody typed or scanned is a certificate's; without one, how it is done."""
    if not text.strip():
        return show(screens.how_to_check(visit.texts))
    verdict = services.verify(visit.records, visit.chat, text, visit.now)
    found = verdict.certificate
    earned_on = found.earned_at.astimezone(visit.zone).date() if found is not None else None
    return show(screens.verdict(visit.texts, found, earned_on, must_wait=verdict.must_wait))


def about_results(visit: Visit) -> list[str]:
    """What is kept of her certificates and digests, for the file with everything about her."""
    say, zone = visit.texts.plain, visit.zone
    certificates = visit.records.certificates.of(visit.her.id)
    lines = ["", say("data.certificates")] if certificates else []
    for one in certificates:
        at = moment(one.earned_at, zone)
        values = {"course": one.course_title, "name": one.name, "unit": one.unit, "code": spelled(one.code)}
        lines.append(say("data.certificate", **values, at=at))
    return [*lines, *_about_digest(visit), *_about_guesses(visit)]


def _about_digest(visit: Visit) -> list[str]:
    say, lines = visit.texts.plain, []
    off_at = visit.records.digests.off_at(visit.her.id)
    if off_at is not None:
        lines.append(say("data.digest_off", at=moment(off_at, visit.zone)))
    if (week := visit.records.digests.last_week(visit.her.id)) is not None:
        lines.append(say("data.digest", week=f"{week % 100}/{week // 100}"))
    return lines


def _about_guesses(visit: Visit) -> list[str]:
    count = visit.records.certificates.wrong_guesses(visit.chat.id, visit.now - WRONG_FOR)
    return [visit.texts.plain("data.guesses", count=count)] if count else []


def make_picture(values: Mapping[str, int | str]) -> Made:
    """The certificate as a picture."""
    content = services.printed(values, as_picture=True)
    return Made(attachment=Attachment(str(values["picture-name"]), content, is_picture=True))


def make_paper(values: Mapping[str, int | str]) -> Made:
    """The certificate as a PDF."""
    return Made(attachment=Attachment(str(values["paper-name"]), services.printed(values, as_picture=False)))

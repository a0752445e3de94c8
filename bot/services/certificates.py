"""Certificates: making one out, verifying one, and slowing down who guesses."""

from __future__ import annotations

import io
import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import segno

from bot.domain.certificate import (
    LINK,
    MOST_WRONG,
    WRONG_FOR,
    Certificate,
    earned_at,
    new_code,
    read_code,
)
from bot.domain.curriculum import Library
from bot.domain.learner import Chat, Learner
from bot.errors import StaleButtonError
from bot.printing.press import print_pdf, print_picture
from bot.storage.records import Records


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a code: the certificate; or none; or that too many were wrong and she has to wait."""

    certificate: Certificate | None
    must_wait: bool = False


def earned(records: Records, learner: Learner, library: Library) -> dict[str, str]:
    """The courses for which she can have a certificate, by id, with their titles; also those taught no more."""
    passed = records.certificates.passed_at(learner.id)
    found = {course.id: course.title for course in library.courses if earned_at(course, passed) is not None}
    return {one.course_id: one.course_title for one in records.certificates.of(learner.id)} | found


def make_out(
    records: Records, learner: Learner, library: Library, course_id: str, unit: str, dice: random.Random
) -> Certificate:
    """Her certificate for a course, the one she has or a new one; a new one too when her name has changed.

    StaleButtonError when the course is neither passed nor was before.
    """
    known = next((one for one in records.certificates.of(learner.id) if one.course_id == course_id), None)
    if known is not None and known.name == learner.name:
        return known
    course = library.course(course_id)
    at = earned_at(course, records.certificates.passed_at(learner.id)) if course is not None else None
    if known is not None:
        made = replace(known, name=learner.name, unit=unit, code=new_code(dice))
    elif course is not None and at is not None:
        made = Certificate(new_code(dice), learner.id, course.id, learner.name, course.title, unit, at)
    else:
        raise StaleButtonError
    while not records.certificates.put(made):
        made = replace(made, code=new_code(dice))
    return made


def verify(records: Records, chat: Chat, text: str, now: datetime) -> Verdict:
    """Whether there is a certificate of that code; who asked for five wrong ones within the hour has to wait."""
    if records.certificates.wrong_guesses(chat.id, now - WRONG_FOR) >= MOST_WRONG:
        return Verdict(None, must_wait=True)
    code = read_code(text)
    found = records.certificates.by_code(code) if code is not None else None
    if found is None and code is not None:
        # The first thing a stranger does may be a guess: her chat has to be there to hold it against.
        records.chats.save(chat, now)
        records.certificates.note_wrong_guess(chat.id, now, now - WRONG_FOR)
    return Verdict(found)


def printed(values: Mapping[str, int | str], *, as_picture: bool) -> bytes:
    """A certificate on paper or as a picture; ``values`` hold its words, «link» the address that verifies it."""
    link = str(values["link"])
    drawn = io.BytesIO()
    segno.make(link, error="m").save(drawn, kind="svg", border=0, dark="#2b2430")
    page = {**values, "qr-svg": drawn.getvalue().decode()}
    if as_picture:
        return print_picture("certificate", page, dots_per_inch=144)
    return print_pdf("certificate", page)


def verifying_link(bot_link: str, certificate: Certificate) -> str:
    """The address behind the QR: it opens the bot, which looks the code up."""
    return f"{bot_link}?start={LINK}{certificate.code}"

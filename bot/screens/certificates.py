"""Certificates: handing one over, and what is said of a code."""

from __future__ import annotations

from datetime import date

from bot.domain.certificate import Certificate, spelled
from bot.screens.actions import ShowResults
from bot.screens.general import home_row
from bot.screens.parts import day
from bot.screens.screen import Recipe, Screen, button
from bot.texts import Texts

PICTURE, PAPER = "certificate_picture", "certificate_paper"


def handed_over(
    texts: Texts, official: Texts, certificate: Certificate, earned_on: date, link: str
) -> tuple[Screen, Screen]:
    """The picture to look at and to show, and the paper to print; both are worded in ``official``."""
    code = spelled(certificate.code)
    values = _values(official, certificate, earned_on, link)
    rows = ((button(texts.plain("button.results"), ShowResults()),), home_row(texts))
    shown = texts("certificate.shown", course=certificate.course_title, code=code)
    return (
        Screen(shown, recipe=Recipe(PICTURE, values), is_new=True, again=None),
        Screen(texts("certificate.file", code=code), rows, recipe=Recipe(PAPER, values), is_new=True),
    )


def _values(texts: Texts, certificate: Certificate, earned_on: date, link: str) -> dict[str, int | str]:
    say = texts.plain
    course = certificate.course_id
    return {
        "name": certificate.name,
        "course": certificate.course_title,
        "unit": certificate.unit,
        "date": say("certificate.date", day=earned_on.day, month=earned_on.month, year=earned_on.year),
        "code": spelled(certificate.code),
        "link": link,
        "house": say("certificate.house"),
        "title": say("certificate.title"),
        "given": say("certificate.given"),
        "did": say("certificate.did"),
        "code-label": say("certificate.code_label"),
        "small": say("certificate.small"),
        "scan": say("certificate.scan"),
        "paper-name": say("certificate.file_name", course=course),
        "picture-name": say("certificate.picture_name", course=course),
    }


def verdict(texts: Texts, certificate: Certificate | None, earned_on: date | None, *, must_wait: bool) -> Screen:
    """Right, not found, or to be asked later. It is nobody's place: it passes."""
    if must_wait:
        return Screen(texts("certificate.wait"), is_new=True, again=None)
    if certificate is None or earned_on is None:
        return Screen(texts("certificate.unknown"), is_new=True, again=None)
    text = texts(
        "certificate.true",
        name=certificate.name,
        course=certificate.course_title,
        date=day(earned_on),
        code=spelled(certificate.code),
    )
    return Screen(text, is_new=True, again=None)


def how_to_check(texts: Texts) -> Screen:
    """What to type."""
    return Screen(texts("certificate.ask"), is_new=True, again=None)

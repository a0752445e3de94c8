"""Small pieces that several screens share."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.curriculum import Citation, Library, Rich
from bot.domain.folding import fold
from bot.texts import Texts

NUMBER_LABELS = ("1", "2", "3", "4", "5", "6", "7", "8", "9")
LETTERS = "ABCDEFGHI"
SHORT_LABEL = 30
"""Visible characters that a full-width button surely shows on a phone 360 px wide."""


def plain(text: Rich) -> str:
    """The text without markup, for a button or a file."""
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def day(value: date) -> str:
    """A date as people write it: 1/7/2007."""
    return f"{value.day}/{value.month}/{value.year}"


def file_words(name: str) -> str:
    """A name as part of a file's name: «xa-suoi-may»."""
    return fold(name).replace(" ", "-")[:40].rstrip("-")


def moment(value: datetime, zone: ZoneInfo) -> str:
    """An instant as people write it where they live: 19:30 ngày 22/11/2026."""
    local = value.astimezone(zone)
    return f"{local:%H:%M} {day(local.date())}"


def cite(texts: Texts, library: Library, citations: Iterable[Citation]) -> Rich:
    """The sources of a statement: name, places in it, in force from; empty when there are none.

    Laws in force from the same day share a line, and a place that only says the name again is left out.
    """
    places: dict[str, list[str]] = {}
    for citation in citations:
        places.setdefault(citation.source_id, []).append(citation.article)
    laws: dict[date, list[str]] = {}
    others = []
    for source_id, articles in places.items():
        source = library.sources.get(source_id)
        if source is None:
            continue
        name = f"{source.name} ({source.number})" if source.number and source.number not in source.name else source.name
        where = "; ".join(left for article in articles if (left := _beyond(name, article)))
        name = f"{name}, {where}" if where else name
        if source.is_law and source.in_force_from is not None:
            laws.setdefault(source.in_force_from, []).append(name)
        else:
            others.append(name)
    lines = [texts("source.law", name="; ".join(names), date=day(since)) for since, names in laws.items()]
    return "\n".join(lines + ([texts("source.other", name="; ".join(others))] if others else []))


def _beyond(name: str, place: str) -> str:
    """What a place in a source says that its name has not said: of «Điều 7 khoản 7, đến hết 2026» only the end."""
    pieces = place.split(", ")
    for count in range(len(pieces), 0, -1):
        said, left = ", ".join(pieces[:count]), pieces[count:]
        is_within = bool(left) and fold(left[0]).startswith(("khoan ", "diem "))
        if not is_within and f" {fold(said)} " in f" {fold(name)} ":
            return ", ".join(left)
    return place


def paragraphs(*pieces: str) -> str:
    """The pieces that are not empty, with an empty line between them."""
    return "\n\n".join(piece for piece in pieces if piece)

"""The authors' part of the Monday digest, and the whole of it for who is only an author."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from bot.domain.curriculum import Module, Source
from bot.screens.organising.digest_actions import SwitchDigest
from bot.screens.parts import day, paragraphs
from bot.screens.screen import Screen, button
from bot.texts import Texts

MOST = 3
"""Sources and lessons that are named; the rest is counted."""


class Ending(Protocol):
    """A source that ends, and what rests on it."""

    @property
    def source(self) -> Source:
        """Which."""
        ...

    @property
    def last_day(self) -> date:
        """Its last day."""
        ...

    @property
    def cards(self) -> int:
        """How many rest on it."""
        ...

    @property
    def questions(self) -> int:
        """How many rest on it."""
        ...

    @property
    def has_correction(self) -> bool:
        """Whether one stands ready."""
        ...


def content_lines(texts: Texts, endings: tuple[Ending, ...], long_unread: tuple[Module, ...], today: date) -> list[str]:
    """A line for each source that ends, and one for the lessons that nobody has reviewed for a year."""
    lines = [texts("digest.content")]
    for one in endings[:MOST]:
        corrected = texts.plain("digest.corrected" if one.has_correction else "digest.uncorrected")
        key = "digest.source_ended" if one.last_day < today else "digest.source_ends"
        values = {"law": one.source.name, "date": day(one.last_day), "cards": one.cards, "questions": one.questions}
        lines.append(texts(key, **values, corrected=corrected))
    if len(endings) > MOST:
        lines.append(texts("digest.more_sources", count=len(endings) - MOST))
    if long_unread:
        titles = "; ".join(module.title for module in long_unread[:MOST])
        lines.append(texts("digest.long_unread", count=len(long_unread), modules=titles))
    return lines


def content_digest(texts: Texts, called: str, lines: Iterable[str]) -> Screen:
    """What who is only an author gets on Monday morning."""
    off = button(texts.plain("button.digest_off"), SwitchDigest(0))
    return Screen(paragraphs(texts("digest.content_title", name=called), "\n".join(lines)), ((off,),), is_new=True)

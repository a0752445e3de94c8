"""Fingerprints of what is taught, so that an answer given last year still says which wording it was given to.

They ignore spacing and the order of keys and change with any word. They are not meant to be secret or to be ids.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from bot.domain.curriculum import Card, Correction, Library, Module, Question
from bot.domain.translating import Translation

_DIGITS = 12


def question_revision(question: Question) -> str:
    """Twelve hex digits of everything the question says."""
    return _fingerprint(question, without={"revision"})


def card_revision(card: Card) -> str:
    """Twelve hex digits of what is read aloud of a card: its title and its text.

    A new picture or another citation leaves a recording of it as true as it was.
    """
    return _fingerprint((card.title, card.text), without=())


def module_revision(module: Module) -> str:
    """Twelve hex digits of everything the module says.

    A new review date leaves them as they are, and so does the meeting kit: nobody is asked or marked by it.
    """
    return _fingerprint(module, without={"revision", "minutes", "reviewed_on", "kit"})


def correction_revision(correction: Correction) -> str:
    """Twelve hex digits of everything the correction says."""
    return _fingerprint(correction, without={"revision"})


def words_revision(module: Module) -> str:
    """Twelve hex digits of everything a translation has to say anew: also the kit, but not the pictures."""
    return _fingerprint(module, without={"revision", "minutes", "reviewed_on", "path", "digest"})


def translation_revision(translation: Translation) -> str:
    """Twelve hex digits of everything a translation says."""
    return _fingerprint(translation, without={"revision"})


def library_revision(library: Library) -> str:
    """Twelve hex digits of everything there is."""
    without = {"revision", "ended", "origins", "translations", "original", "untranslated"}
    return _fingerprint(library, without)


def _fingerprint(value: Any, without: Iterable[str]) -> str:
    canonical = json.dumps(_canonical(value, frozenset(without)), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()[:_DIGITS]


def _canonical(value: Any, without: frozenset[str]) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}
        return _canonical({name: held for name, held in fields.items() if name not in without}, without)
    if isinstance(value, Mapping):
        return {str(key): _canonical(held, without) for key, held in value.items()}
    if isinstance(value, tuple | list):
        return [_canonical(held, without) for held in value]
    if isinstance(value, str):
        return " ".join(value.split())
    return value.isoformat() if isinstance(value, date) else value

"""Every sentence the bot says, by key; the sentences themselves live in ``content/texts``.

Values put into a sentence are escaped, so that a name can never become markup; text that is markup already is
handed over as ``Html``.
"""

from __future__ import annotations

import html
import string
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The one written in C where there is one: it is ten times faster."""


@dataclass(frozen=True, slots=True)
class Html:
    """Text that is markup already and goes into a sentence as it is."""

    text: str


class TextsError(Exception):
    """The file of sentences is not fit to be used; the message names every fault."""


class Texts:
    """Sentences by flat dotted key, and the words that stand for a main button when typed."""

    def __init__(
        self,
        sentences: Mapping[str, str],
        words: Mapping[str, tuple[str, ...]],
        family_names: frozenset[str] = frozenset(),
    ) -> None:
        self._sentences = dict(sentences)
        self.family_names = family_names
        self.words = dict(words)

    def __call__(self, key: str, **values: object) -> str:
        """The sentence of ``key`` with ``values`` in their places; KeyError for a key or value that is missing."""
        sentence = self._sentences[key]
        if not values:
            return sentence
        return sentence.format_map({name: _escape(value) for name, value in values.items()})

    def plain(self, key: str, **values: object) -> str:
        """The same without escaping, for what is not markup: a button, a toast, a file."""
        return self._sentences[key].format_map({name: str(value) for name, value in values.items()})

    def keys(self) -> frozenset[str]:
        """All keys."""
        return frozenset(self._sentences)

    def placeholders(self, key: str) -> frozenset[str]:
        """The names of the values a sentence takes."""
        return placeholders(self._sentences[key])

    def sentence(self, key: str) -> str:
        """The sentence as written."""
        return self._sentences[key]


def placeholders(sentence: str) -> frozenset[str]:
    """The names in braces; ValueError when the braces do not match."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None)


def _escape(value: object) -> str:
    return value.text if isinstance(value, Html) else html.escape(str(value), quote=False)


def read_texts(file: Path) -> Texts:
    """The sentences of a file; TextsError names every fault at once."""
    try:
        raw: Any = _LOADER(file.read_text(encoding="utf-8")).get_single_data()
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise TextsError(f"{file.name} cannot be read: {type(error).__name__}") from error
    sentences, words, faults = {}, {}, []
    family_names: frozenset[str] = frozenset()
    for key, value in raw.items() if isinstance(raw, dict) else ():
        if key == "words" and isinstance(value, dict):
            words = {str(name): tuple(str(word) for word in listed) for name, listed in value.items()}
        elif key == "family_names" and isinstance(value, list):
            family_names = frozenset(str(name).lower() for name in value)
        elif not isinstance(value, str) or not value.strip():
            faults.append(f"{key}: must be a sentence")
        elif not unicodedata.is_normalized("NFC", value):
            faults.append(f"{key}: not in NFC")
        else:
            try:
                placeholders(value)
                sentences[str(key)] = value.rstrip("\n")
            except ValueError as error:
                faults.append(f"{key}: {error}")
    if faults or not sentences:
        raise TextsError(f"{file.name}: " + "; ".join(faults or ["no sentences"]))
    return Texts(sentences, words, family_names)

"""Every sentence the bot says, by key; the sentences themselves live in ``content/texts``.

Values put into a sentence are escaped, so that a name can never become markup; text that is markup already is
handed over as ``Html``.
"""

from __future__ import annotations

import html
import string
import unicodedata
from collections import Counter
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
    """The sentences are not fit to be used; the message names every fault."""


class Texts:
    """Sentences by flat dotted key, and the words that stand for a main button when typed."""

    def __init__(
        self,
        sentences: Mapping[str, str],
        words: Mapping[str, tuple[str, ...]],
        family_names: frozenset[str] = frozenset(),
        said: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self._sentences = dict(sentences)
        self.family_names = family_names
        self.words = dict(words)
        self.said = dict(said or {})
        """What else is typed for a button, by the key of its label; it counts where that button stands."""

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


def read_texts(folder: Path) -> Texts:
    """The sentences of a language: every file of its folder; TextsError names every fault at once."""
    sentences: dict[str, str] = {}
    words: dict[str, tuple[str, ...]] = {}
    said: dict[str, tuple[str, ...]] = {}
    family_names: frozenset[str] = frozenset()
    faults: list[str] = []
    for file in sorted(folder.glob("*.yaml")):
        for key, value in _entries(file, faults):
            if key == "words" and isinstance(value, dict):
                words |= {str(name): tuple(str(word) for word in listed) for name, listed in value.items()}
            elif key == "said" and isinstance(value, dict):
                said |= {str(name): tuple(str(word) for word in listed) for name, listed in value.items()}
            elif key == "family_names" and isinstance(value, list):
                family_names |= {str(name).lower() for name in value}
            elif key in sentences:
                faults.append(f"{file.name}: {key} stands twice")
            elif fault := _fault(value):
                faults.append(f"{file.name}: {key}: {fault}")
            else:
                sentences[key] = value.rstrip("\n")
    faults += [f"said: there is no {key}" for key in said if key not in sentences]
    if faults or not sentences:
        raise TextsError(f"{folder}: " + "; ".join(faults or ["no sentences"]))
    return Texts(sentences, words, family_names, said)


def _entries(file: Path, faults: list[str]) -> list[tuple[str, Any]]:
    """What a file says by key; what it says twice is a fault, because YAML would keep the last in silence."""
    try:
        loader = _LOADER(file.read_text(encoding="utf-8"))
        node = loader.get_single_node()
        raw: Any = loader.construct_document(node) if node is not None else None
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        faults.append(f"{file.name} cannot be read: {type(error).__name__}")
        return []
    if not isinstance(raw, dict) or not isinstance(node, yaml.MappingNode):
        faults.append(f"{file.name}: keys and sentences are expected")
        return []
    names = Counter(str(key.value) for key, _ in node.value)
    faults += [f"{file.name}: {name} stands twice" for name, count in names.items() if count > 1]
    return [(str(key), value) for key, value in raw.items()]


def _fault(value: Any) -> str:
    """What is wrong with a sentence; empty when nothing is."""
    if not isinstance(value, str) or not value.strip():
        return "must be a sentence"
    if not unicodedata.is_normalized("NFC", value):
        return "not in NFC"
    try:
        placeholders(value)
    except ValueError as error:
        return str(error)
    return ""

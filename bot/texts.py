"""Every sentence the bot says, by key; the sentences themselves live in ``content/texts``.

Values put into a sentence are escaped, so that a name can never become markup; text that is markup already is
handed over as ``Html``.
"""

from __future__ import annotations

import html
import string
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

DEFAULT = "vi"
"""The language of whoever chose none."""
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

    def understanding(self, other: Texts) -> Texts:
        """The same sentences, with ears for another language too: its words, what is said there for a button, and
        what stands there on the button itself. Family names are that language's, where this one has none."""
        words = {name: _both(self.words.get(name, ()), listed) for name, listed in other.words.items()}
        said = {key: _both(self.said.get(key, ()), listed) for key, listed in other.said.items()}
        labels = set(other.said).union(key for key in sorted(other.keys()) if key.startswith("button."))
        for key in sorted(labels):
            if not other.placeholders(key):
                said[key] = _both(said.get(key, self.said.get(key, ())), (other.plain(key),))
        return Texts(self._sentences, self.words | words, self.family_names or other.family_names, self.said | said)

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


class Languages:
    """The sentences of every language by its code; whoever chose none is spoken to in Vietnamese."""

    def __init__(self, every: Mapping[str, Texts]) -> None:
        self._every = dict(every)

    def __call__(self, language: str = DEFAULT) -> Texts:
        """The sentences of a language; of the first one where that is not spoken any more."""
        return self._every.get(language) or self._every[DEFAULT]

    @property
    def codes(self) -> tuple[str, ...]:
        """What is spoken, Vietnamese first."""
        return tuple(self._every)


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


def read_languages(folder: Path) -> Languages:
    """Every folder below is a language. TextsError names every fault of all of them at once.

    Another language says what Vietnamese says, key by key and with the same values in it, and understands what is
    typed in Vietnamese as well.
    """
    every: dict[str, Texts] = {}
    faults: list[str] = []
    found = sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    for language in sorted({DEFAULT, *found}, key=lambda code: (code != DEFAULT, code)):
        try:
            every[language] = read_texts(folder / language)
        except TextsError as error:
            faults.append(str(error))
    first = every.get(DEFAULT)
    for language, texts in every.items():
        if first is not None and texts is not first:
            faults += [f"texts/{language}: {fault}" for fault in disagreements(first, texts)]
    if faults or first is None:
        raise TextsError("; ".join(faults))
    return Languages({code: texts if texts is first else texts.understanding(first) for code, texts in every.items()})


def disagreements(first: Texts, other: Texts) -> list[str]:
    """Where another language does not say what the first one says."""
    faults = [f"{key} is missing" for key in sorted(first.keys() - other.keys())]
    faults += [f"{key} is not known in Vietnamese" for key in sorted(other.keys() - first.keys())]
    for key in sorted(first.keys() & other.keys()):
        wanted, got = first.placeholders(key), other.placeholders(key)
        if wanted != got:
            faults.append(f"{key} must hold {_braced(wanted)} and holds {_braced(got)}")
    return faults + [f"words: there is no {name}" for name in sorted(other.words.keys() - first.words.keys())]


def _braced(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "no braces"


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


def _both(mine: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*mine, *others)))

"""What authors write: a module as a file, a draft of it, an issue that is taught, and what changed between two.

A draft is its author's until a second author agrees; an issue is a fact and is never rewritten.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.curriculum import Module, Picture
from bot.domain.folding import fold
from bot.domain.written import ModuleFile

MOST_ID = 24
LAST_NUMBER = 99
_NAME = re.compile(r"(?P<order>\d{2})-(?P<id>[a-z0-9-]{1,24})\.md")
_ORDER = re.compile(r"(\d{1,2})[\s._-]+(?=\S)")
_COPY = re.compile(r"\s*\(\d+\)$")


def pictures_of(module: Module) -> dict[str, str]:
    """The pictures a module shows, by the name of their file."""
    shown: list[Picture | None] = [module.picture, *(card.picture for card in module.cards)]
    return {each.path.rpartition("/")[2]: each.digest for each in shown if each is not None}


class DraftState(enum.StrEnum):
    """Where a draft stands."""

    DRAFT = "draft"
    ASKED = "asked"
    """It waits for a second author."""
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Draft:
    """A module that passed the check and is not taught yet."""

    id: int
    learner_id: int
    file: ModuleFile
    module: Module
    warnings: int
    state: DraftState
    made_at: datetime
    asked_at: datetime | None = None
    refused_because: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """A module as it was published; one that ``is_shipped`` came with the content folder and is kept to go back to."""

    id: int
    file: ModuleFile
    module: Module
    base: str
    """The digest of the folder's own text when it was published: a newer one wins over the issue."""
    is_shipped: bool
    author_id: int | None
    agreed_by: int | None
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to put right, and where: a line of the text, or the file of a picture."""

    message: str
    advice: str
    line: int = 0
    file: str = ""
    cell: str = ""
    """Where it stands in the workbook the module came from."""
    is_warning: bool = False


class AuthorNote(enum.IntEnum):
    """What there is to say to an author. The numbers are stored and never change."""

    ASKED = 1
    """Another author's draft needs her agreement."""
    AGREED = 2
    REFUSED = 3
    OUTDATED = 4
    """The content folder brought a newer text than the issue."""
    BROKEN = 5
    """The issue no longer passes the check beside the rest of the library."""
    VOICE_ASKED = 6
    """Another author's recording waits to be heard."""
    VOICE_REFUSED = 7


_WORDS, _ROUNDS = 8, 1000


def subject_of(number: int, note: AuthorNote, turn: int = 0) -> int:
    """The subject of the delivery that says it about a draft or an issue of that number."""
    return (number * _ROUNDS + turn % _ROUNDS) * _WORDS + note


def read_subject(subject: int) -> tuple[int, AuthorNote | None]:
    """The number and the word; None for a word that is not known."""
    number, word = divmod(subject, _WORDS)
    return number // _ROUNDS, AuthorNote(word) if word in set(AuthorNote) else None


def module_id_of(file_name: str) -> str:
    """The id that the name of a file sent by an author says: «3. Việc nhà (1).docx.md» is «viec-nha»; may be empty."""
    stem = file_name.rpartition("/")[2]
    while "." in stem and re.fullmatch(r"\.(?:md|txt|zip|xlsx|markdown|docx?)", stem[stem.rindex(".") :].lower()):
        stem = stem[: stem.rindex(".")]
    stem = _ORDER.sub("", _COPY.sub("", stem.strip()), count=1)
    return _slug(stem)


def new_module_id(file_name: str, title: str) -> str:
    """The id of a new module: that of a file named «03-viec-nha.md», else one made of the title, which tells more.

    A phone or a table calls its files «document(3)» or «utf16»; only without a title is such a name taken.
    """
    name = file_name.rpartition("/")[2]
    return module_id_of(name) if is_module_name(name) else _slug(title) or module_id_of(name)


def _slug(text: str) -> str:
    """An id of a text, cut between words where it can be."""
    whole = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    if len(whole) <= MOST_ID:
        return whole
    cut, is_between = whole[:MOST_ID], whole[MOST_ID] == "-"
    return (cut if is_between else cut.rpartition("-")[0] or cut).strip("-")


def order_of(file_name: str) -> int | None:
    """The place in the course that the name of a file begins with, or None."""
    found = _ORDER.match(file_name.rpartition("/")[2].strip())
    return int(found[1]) if found else None


def is_module_name(name: str) -> bool:
    """Whether a file of that name is read as a module."""
    return _NAME.fullmatch(name) is not None


def free_name(module_id: str, wanted: int | None, taken: Collection[str]) -> str | None:
    """The file name for a new module beside those that are taken; the wanted place if free, else the next one free."""
    numbers = {int(name[:2]) for name in taken if is_module_name(name)}
    order = wanted if wanted is not None and 0 < wanted <= LAST_NUMBER and wanted not in numbers else None
    if order is None:
        order = max(numbers, default=0) + 1
    if order > LAST_NUMBER:
        order = next((number for number in range(1, LAST_NUMBER + 1) if number not in numbers), 0)
    return f"{order:02}-{module_id}.md" if order else None


@dataclass(frozen=True, slots=True)
class Difference:
    """What of one kind is new, worded anew, and gone; each by its title or first words."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.new or self.changed or self.gone)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a new module says otherwise than the one that is taught; ``is_new`` when none is."""

    is_new: bool
    cards: Difference
    questions: Difference
    parts: tuple[str, ...]
    """Which of «title», «outcome», «practice», «kit», «pass», «picture», «order» differ."""

    @property
    def is_same(self) -> bool:
        """Whether nobody would notice."""
        return not (self.is_new or self.cards or self.questions or self.parts)


def compare(old: Module | None, new: Module) -> Comparison:
    """What changed, in the order of reading."""
    cards = _difference(
        {card.id: (card.title, card) for card in old.cards} if old is not None else {},
        {card.id: (card.title, card) for card in new.cards},
    )
    questions = _difference(
        {question.id: (question.text, question.revision) for question in old.questions} if old is not None else {},
        {question.id: (question.text, question.revision) for question in new.questions},
    )
    parts = _other_parts(old, new) if old is not None else ()
    return Comparison(old is None, cards, questions, parts)


def _difference(old: Mapping[str, tuple[str, object]], new: Mapping[str, tuple[str, object]]) -> Difference:
    return Difference(
        new=tuple(title for key, (title, _) in new.items() if key not in old),
        changed=tuple(title for key, (title, value) in new.items() if key in old and old[key][1] != value),
        gone=tuple(title for key, (title, _) in old.items() if key not in new),
    )


def _other_parts(old: Module, new: Module) -> tuple[str, ...]:
    orders = [([each.id for each in one.cards], [each.id for each in one.questions]) for one in (old, new)]
    (old_cards, old_questions), (new_cards, new_questions) = orders
    is_reordered = (old_cards != new_cards and set(old_cards) == set(new_cards)) or (
        old_questions != new_questions and set(old_questions) == set(new_questions)
    )
    found = {
        "title": old.title != new.title,
        "outcome": old.outcome != new.outcome,
        "picture": old.picture != new.picture,
        "practice": old.practice != new.practice,
        "kit": old.kit != new.kit,
        "pass": old.pass_percent != new.pass_percent,
        "order": is_reordered,
    }
    return tuple(name for name, is_other in found.items() if is_other)

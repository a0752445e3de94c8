"""What is taught: courses, modules, cards and questions, as immutable values.

They are read from ``content/`` once and never changed in place. A question carries the revision of its own
wording, so that an answer given last year still says what was asked.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from bot.domain.written import Origin

if TYPE_CHECKING:
    from bot.domain.translating import Translation

Rich = str
"""Text with the tags ``<b> <i> <u> <s> <code> <a href>`` only, other characters escaped as in HTML."""


@dataclass(frozen=True, slots=True)
class Source:
    """A law, decree or document that teaching rests on (one entry of ``sources.yaml``)."""

    id: str
    name: str
    """What people call it: «Luật Bình đẳng giới 2006»."""
    number: str
    """Its official number, «73/2006/QH11»; empty for a document that has none."""
    is_law: bool
    in_force_from: date | None
    in_force_until: date | None = None
    """The last day it holds; None while no end is known."""
    replaced_by: str | None = None
    checked_on: date | None = None
    note: str = ""

    def is_in_force(self, today: date) -> bool:
        """Whether it may be taught as the rule of ``today``."""
        started = self.in_force_from is None or self.in_force_from <= today
        return started and (self.in_force_until is None or today <= self.in_force_until)


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statement comes from: a source and the place in it («Điều 18 khoản 5»)."""

    source_id: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture beside a text: ``path`` is relative to the content folder, ``digest`` its SHA-256 in hex."""

    path: str
    digest: str
    alt: str


@dataclass(frozen=True, slots=True)
class Card:
    """One screen of teaching; ``title`` and ``text`` together stay within 500 visible characters."""

    id: str
    title: str
    text: Rich
    picture: Picture | None = None
    citations: tuple[Citation, ...] = ()


class QuestionKind(enum.StrEnum):
    """How a question is asked and marked."""

    SINGLE = "single"
    """One of the choices is right."""
    TRUE_FALSE = "true_false"
    """Two choices, «Đúng» and «Sai», never shuffled."""
    SEVERAL = "several"
    """Each choice is a statement that she affirms or denies in turn; right when every one is."""
    ORDER = "order"
    """The choices stand in their right order; she is shown them shuffled."""
    SITUATION = "situation"
    """Steps, where the choice decides the next step; right when she never took a wrong turn."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer she can give."""

    text: Rich
    is_right: bool = False
    feedback: Rich = ""
    """What to say to who chose this one; may be empty, except in a situation."""
    leads_to: int | None = None
    """In a situation: the index of the step that follows; None ends it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One moment of a situation."""

    text: Rich
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Something asked in a quiz. ``choices`` serve all kinds but the situation, which has ``steps``."""

    id: str
    kind: QuestionKind
    text: Rich
    explanation: Rich
    revision: str
    """Twelve hex digits that change with any word of the question."""
    choices: tuple[Choice, ...] = ()
    steps: tuple[Step, ...] = ()
    citations: tuple[Citation, ...] = ()
    card_id: str | None = None
    """The card to reread when she was wrong."""

    def holds(self, ended_sources: frozenset[str]) -> bool:
        """Whether it may still be asked: none of its sources has ended."""
        return not any(citation.source_id in ended_sources for citation in self.citations)


@dataclass(frozen=True, slots=True)
class MeetingKit:
    """Ten minutes at the branch meeting on a module's subject: what a branch head reads aloud from her phone."""

    opening: Rich
    """A question everybody can answer from her own life, and how many to let speak."""
    story: Rich
    """A short case that ends at the moment of choice."""
    vote: Rich
    """Two or three options to raise hands for, and what to ask each side."""
    closing: Rich
    """The point, and one small thing to do together."""


@dataclass(frozen=True, slots=True)
class Module:
    """Four to seven cards and a quiz, done in about five minutes."""

    id: str
    """Unique in the whole library, at most 24 of ``a-z 0-9 -``: it travels in buttons."""
    course_id: str
    title: str
    outcome: Rich
    """What she can do afterwards, in one sentence that begins with a verb."""
    cards: tuple[Card, ...]
    questions: tuple[Question, ...]
    revision: str
    minutes: int
    """Reading time, rounded up."""
    practice: Rich = ""
    """One small thing to do this week."""
    picture: Picture | None = None
    pass_percent: int = 70
    reviewed_on: date | None = None
    kit: MeetingKit | None = None
    """Nobody is asked by it, so ``revision`` does not change with it."""


@dataclass(frozen=True, slots=True)
class Course:
    """A handful of modules, in the order they are best read."""

    id: str
    title: str
    summary: Rich
    modules: tuple[Module, ...]
    serves: tuple[int, ...] = ()
    """The proposals of the round table on professional cadres, by number, that the course answers."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What is new where a law has ended: told once to who was taught the old rule, with one question."""

    source_id: str
    """The source that ended."""
    text: Rich
    """What changed, and from which day."""
    question: Question
    """With one right choice."""
    revision: str
    """Twelve hex digits that change with any word of it."""
    citations: tuple[Citation, ...] = ()

    @property
    def teaches(self) -> frozenset[str]:
        """The sources of the new rule."""
        return frozenset(each.source_id for each in (*self.citations, *self.question.citations))


@dataclass(frozen=True, slots=True)
class EmergencyNumber:
    """A number to call, and when."""

    number: str
    name: str
    when: str
    in_need: str = ""
    """A few words for who cries for help; empty for a number that she is not shown then."""


@dataclass(frozen=True, slots=True)
class VoiceLanguage:
    """A language that cards can be read aloud in (one entry of ``voices.yaml``)."""

    id: str
    """At most 10 of ``a-z 0-9 -``: it travels in buttons beside a module and a card."""
    name: str
    """«tiếng Ê Đê»."""


@dataclass(frozen=True, slots=True)
class Library:
    """Everything that is taught, as one value; ``revision`` changes with any of it."""

    courses: tuple[Course, ...]
    sources: dict[str, Source] = field(default_factory=dict)
    emergency_numbers: tuple[EmergencyNumber, ...] = ()
    danger_phrases: tuple[str, ...] = ()
    """Phrases that open the emergency card, in NFC lower case with diacritics; ``*`` is a gap of up to three words.

    Folding is left to :mod:`bot.domain.danger`, because a text is compared with and without diacritics.
    """
    danger_exceptions: tuple[str, ...] = ()
    """Ordinary talk that opens nothing, written like the phrases."""
    sad_phrases: tuple[str, ...] = ()
    """Sadness that is no danger, written like the phrases; it gets a kind word."""
    voices: tuple[VoiceLanguage, ...] = ()
    """The languages that authors record cards in, in the order they are shown."""
    revision: str = ""
    corrections: tuple[Correction, ...] = ()
    """What is new where a law has ended or will, one for a source at most."""
    ended: frozenset[str] = frozenset()
    """Sources that hold no more on the day the library is taught, see ``on``."""
    origins: Mapping[str, Origin] = field(default_factory=dict)
    published: int = 0
    """Where each module comes from, by its id; the newest issue known when this was read."""
    translations: dict[str, Translation] = field(default_factory=dict)
    original: Library | None = None
    untranslated: frozenset[str] = frozenset()
    """In a translation: what it translates, and the modules that are in their authors' words all the same."""

    def on(self, today: date) -> Library:
        """The same as it is taught on that day: what rests on a law that has ended is known as such."""
        ended = frozenset(
            source.id
            for source in self.sources.values()
            if source.in_force_until is not None and source.in_force_until < today
        )
        return self if ended == self.ended else replace(self, ended=ended)

    @property
    def written(self) -> Library:
        """The same in its authors' words: what is stored, and what is handed out officially."""
        return self.original or self

    def ended_among(self, citations: Iterable[Citation]) -> tuple[Source, ...]:
        """The sources among these that hold no more."""
        wanted = dict.fromkeys(citation.source_id for citation in citations)
        return tuple(self.sources[source_id] for source_id in wanted if source_id in self.ended)

    def asked(self, module: Module) -> tuple[Question, ...]:
        """The questions of a module that still hold; one that rests on a law that has ended is asked no more."""
        return tuple(question for question in module.questions if question.holds(self.ended))

    def correction(self, source_id: str) -> Correction | None:
        """The correction for a source that ends, if one was written."""
        return next((one for one in self.corrections if one.source_id == source_id), None)

    def corrections_due(self) -> tuple[Correction, ...]:
        """Those whose source has ended, in the order of the days on which it did."""
        due = [one for one in self.corrections if one.source_id in self.ended]
        due.sort(key=lambda one: (self.sources[one.source_id].in_force_until or date.max, one.source_id))
        return tuple(due)

    def course(self, course_id: str) -> Course | None:
        """The course of that id, or None when it is not taught any more."""
        return next((course for course in self.courses if course.id == course_id), None)

    def module(self, module_id: str) -> Module | None:
        """The module of that id, or None when it is not taught any more."""
        return next((m for course in self.courses for m in course.modules if m.id == module_id), None)

    def voice(self, language: str) -> VoiceLanguage | None:
        """The language of that id, or None when cards are not recorded in it any more."""
        return next((one for one in self.voices if one.id == language), None)

    def modules(self) -> tuple[Module, ...]:
        """All modules, course after course."""
        return tuple(module for course in self.courses for module in course.modules)

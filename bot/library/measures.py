"""How long a module takes, how it reads, and whether its answers can be guessed without reading.

Numbers only; what is too much is decided where modules are checked.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.domain.curriculum import Card, Choice, MeetingKit, Module, Question, QuestionKind, Rich
from bot.library import limits
from bot.library.rich import plain, visible_length

_SENTENCE_END = re.compile(r"[.!?…]+[»”\")]*(?:\s+|$)|\n+")


@dataclass(frozen=True, slots=True)
class ModuleMeasure:
    """What the table says of one module."""

    course_id: str
    module_id: str
    cards: int
    kinds: Mapping[QuestionKind, int]
    sources: frozenset[str]
    """Ids of what the module cites."""
    sentences: int
    sentence_words: int
    minutes: int
    right_positions: tuple[int, ...] = ()
    """Of each question with one right answer: where that stands, counted from 1."""
    longest_right: int = 0
    """How many of those questions have the right answer as the longest."""
    true_statements: int = 0
    kit_sentences: int = 0
    kit_words: int = 0

    @property
    def words_a_sentence(self) -> float:
        """The average; 0 for a module without a sentence."""
        return self.sentence_words / self.sentences if self.sentences else 0.0

    @property
    def words_a_kit_sentence(self) -> float:
        """The average in the meeting kit, which is read aloud; 0 for a module without one."""
        return self.kit_words / self.kit_sentences if self.kit_sentences else 0.0

    @property
    def longest_share(self) -> float:
        """The share of questions with one right answer where that is the longest."""
        return self.longest_right / len(self.right_positions) if self.right_positions else 0.0


def measure(module: Module) -> ModuleMeasure:
    """The numbers of one module."""
    singles = [question for question in module.questions if question.kind is QuestionKind.SINGLE]
    sentences = [words for text in _prose(module) for words in _sentence_words(text)]
    kit = [words for text in _spoken(module.kit) for words in _sentence_words(text)]
    citations = [
        *(each for card in module.cards for each in card.citations),
        *(each for question in module.questions for each in question.citations),
    ]
    return ModuleMeasure(
        course_id=module.course_id,
        module_id=module.id,
        cards=len(module.cards),
        kinds=Counter(question.kind for question in module.questions),
        sources=frozenset(citation.source_id for citation in citations),
        sentences=len(sentences),
        sentence_words=sum(sentences),
        minutes=module.minutes,
        right_positions=tuple(place for question in singles if (place := _right_place(question.choices))),
        longest_right=sum(_right_is_longest(question.choices) for question in singles),
        true_statements=sum(
            question.kind is QuestionKind.TRUE_FALSE and _right_place(question.choices) == 1
            for question in module.questions
        ),
        kit_sentences=len(kit),
        kit_words=sum(kit),
    )


def reading_minutes(cards: Iterable[Card], questions: Iterable[Question], others: Iterable[Rich]) -> int:
    """How long reading takes, rounded up; of the answers to a choice only the longest counts, for she sees one."""
    texts = [*others]
    for card in cards:
        texts += [card.title, card.text]
    for question in questions:
        texts += _read_of(question)
    words = sum(len(_words(plain(text))) for text in texts)
    return math.ceil(words / limits.WORDS_A_MINUTE)


def _read_of(question: Question) -> Iterator[Rich]:
    yield question.text
    yield question.explanation
    for text, choices in [("", question.choices), *((step.text, step.choices) for step in question.steps)]:
        yield text
        yield from (choice.text for choice in choices)
        yield max((choice.feedback for choice in choices), key=visible_length, default="")


def _prose(module: Module) -> Iterator[Rich]:
    """The running text: titles and choices are fragments and would flatter the average."""
    yield module.practice
    yield from (card.text for card in module.cards)
    for question in module.questions:
        yield question.text
        yield question.explanation
        yield from (step.text for step in question.steps)
        every = (*question.choices, *(choice for step in question.steps for choice in step.choices))
        yield from (choice.feedback for choice in every)


def _spoken(kit: MeetingKit | None) -> Iterator[Rich]:
    """What is read aloud; apart from the prose, or a long-winded kit would hide behind short cards."""
    if kit is not None:
        yield from (kit.opening, kit.story, kit.vote, kit.closing)


def _sentence_words(text: Rich) -> Iterator[int]:
    for sentence in _SENTENCE_END.split(plain(text)):
        if words := _words(sentence):
            yield len(words)


def _words(text: str) -> list[str]:
    return [word for word in text.split() if any(letter.isalnum() for letter in word)]


def _right_place(choices: tuple[Choice, ...]) -> int:
    """Where the one right choice stands, counted from 1; 0 when there is not exactly one."""
    places = [number for number, choice in enumerate(choices, 1) if choice.is_right]
    return places[0] if len(places) == 1 else 0


def _right_is_longest(choices: tuple[Choice, ...]) -> bool:
    place = _right_place(choices)
    if not place:
        return False
    lengths = [visible_length(choice.text) for choice in choices]
    right = lengths.pop(place - 1)
    return all(right > other for other in lengths)

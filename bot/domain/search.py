"""Looking cards up by what somebody typed: without diacritics, by the words and the pairs of words in it.

Vietnamese is written syllable by syllable, and many type it without marks, so a single folded word says little;
two that stand together («lao dong», «ly hon») say much. What a question explains belongs to the card it leads to.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.curriculum import Card, Library, Module
from bot.domain.folding import fold

MOST_HITS = 3
SATURATION, LENGTH_SHARE = 1.2, 0.6
"""The two constants of BM25: how soon repeating a word adds nothing, and how much a long text is held back."""
TITLE_WEIGHT = 3
FEWEST_COVERED = 0.25
"""The share of what was typed, rare words counting more, that a card has to hold."""
NEAR_THE_BEST = 0.4
"""What scores less than this share of the best is not shown beside it."""
MOST_WORDS = 60
"""Words looked at; who writes more has said it by then."""
_MARKUP = re.compile(r"<[^>]+>|&\w+;")


@dataclass(frozen=True, slots=True)
class Hit:
    """A card that may answer."""

    module_id: str
    card_id: str
    title: str


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A card as it is searched."""

    hit: Hit
    title: str
    counts: Counter[str]
    length: int


class SearchIndex:
    """All cards of a library, made ready to be looked up; it is built once for a revision."""

    def __init__(self, sheets: Iterable[_Sheet]) -> None:
        self._sheets = tuple(sheets)
        self._postings: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, sheet in enumerate(self._sheets):
            for term, count in sheet.counts.items():
                self._postings[term].append((number, count))
        self._mean = sum(sheet.length for sheet in self._sheets) / max(len(self._sheets), 1) or 1.0

    @classmethod
    def of(cls, library: Library) -> SearchIndex:
        """The cards of every module, with what the questions about them explain."""
        return cls(_sheet(module, card) for module in library.modules() for card in module.cards)

    def find(self, text: str, most: int = MOST_HITS) -> tuple[Hit, ...]:
        """The cards that match best, the best first; none when nothing matches well enough to be shown."""
        words = fold(text).split()[:MOST_WORDS]
        title = " ".join(words)
        terms = dict.fromkeys(_terms(words))
        weights = {term: self._weight(term) for term in terms}
        total = sum(weights.values())
        scores: defaultdict[int, float] = defaultdict(float)
        covered: defaultdict[int, float] = defaultdict(float)
        for term, weight in weights.items():
            for number, count in self._postings.get(term, ()):
                length = self._sheets[number].length / self._mean
                held_back = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length)
                scores[number] += weight * count * (SATURATION + 1) / (count + held_back)
                covered[number] += weight
        for number in scores:
            if self._sheets[number].title == title:
                scores[number] += total * (SATURATION + 2)
        fit = [number for number in scores if covered[number] >= FEWEST_COVERED * total]
        best = sorted(fit, key=lambda number: (-scores[number], number))[:most]
        return tuple(self._sheets[n].hit for n in best if scores[n] >= NEAR_THE_BEST * scores[best[0]])

    def _weight(self, term: str) -> float:
        """How much a word says: the rarer, the more; one that stands nowhere counts as the rarest."""
        found, everywhere = len(self._postings.get(term, ())), len(self._sheets)
        return math.log(1 + (everywhere - found + 0.5) / (found + 0.5))


def _sheet(module: Module, card: Card) -> _Sheet:
    about = [question.explanation for question in module.questions if question.card_id == card.id]
    title = fold(card.title)
    counts: Counter[str] = Counter()
    for text in (card.text, *about):
        counts.update(_terms(fold(_MARKUP.sub(" ", text)).split()))
    for term in _terms(title.split()):
        counts[term] += TITLE_WEIGHT
    return _Sheet(Hit(module.id, card.id, card.title), title, counts, counts.total())


def _terms(words: list[str]) -> list[str]:
    """The words, and each with the one behind it."""
    return [*words, *(f"{one} {next_one}" for one, next_one in pairwise(words))]

"""Hearing a card: what can be offered to whom, and nothing else than what was agreed to for exactly these words."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.curriculum import Card, Library, Module, VoiceLanguage
from bot.domain.learner import Learner
from bot.domain.recording import Recording
from bot.domain.translating import as_written
from bot.library.revisions import card_revision
from bot.storage.records import Records

MOST = 3
"""So many languages of hers are offered on a card, or its way on would leave the screen."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A recording she can hear, and its language."""

    language: VoiceLanguage
    recording: Recording


def offers(records: Records, learner: Learner, library: Library, module: Module, card: Card) -> tuple[Offer, ...]:
    """What she can hear of a card, in the languages she chose."""
    wanted = records.listening.of(learner.id) if library.voices else frozenset()
    return _among(records, library, module, card, wanted)[:MOST] if wanted else ()


def offer(records: Records, library: Library, module: Module, card: Card, language: str) -> Offer | None:
    """The recording of a card in a language; None when there is none, or no more."""
    return next(iter(_among(records, library, module, card, frozenset({language}))), None)


def _among(
    records: Records, library: Library, module: Module, card: Card, languages: frozenset[str]
) -> tuple[Offer, ...]:
    # The notice that a law has ended stands on the screen only: who listens would be taught the old rule.
    known = [one for one in library.voices if one.id in languages]
    if not known or library.ended_among(card.citations):
        return ()
    # What is heard was read from its authors' words, whatever language she reads in.
    spoken = next((one for one in as_written(library, module).cards if one.id == card.id), card)
    found = records.recordings.offered(module.id, card.id, card_revision(spoken), [one.id for one in known])
    return tuple(Offer(one, found[one.id]) for one in known if one.id in found)


def choose(records: Records, learner: Learner, library: Library, language: str, *, is_on: bool) -> None:
    """She would like to hear that language, or not; one that is not there (any more) changes nothing."""
    if not is_on:
        records.listening.remove(learner.id, language)
    elif library.voice(language) is not None:
        records.listening.add(learner.id, language)

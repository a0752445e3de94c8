"""Recording a card: begun, taken in, sent to a second author, agreed to or sent back, withdrawn."""

from __future__ import annotations

import hashlib

from bot.domain.authoring import AuthorNote
from bot.domain.curriculum import Card, Library, Module
from bot.domain.managing import Right
from bot.domain.recording import Recording, RecordingState
from bot.errors import StaleButtonError
from bot.library.revisions import card_revision
from bot.services.making import Making
from bot.services.publishing import tell, writers
from bot.services.visit import Visit

SHARED = (RecordingState.WAITING, RecordingState.AGREED)
"""What other authors hear, too."""


def card_of(library: Library, module_id: str, card_id: str) -> tuple[Module, Card]:
    """The card, in its module, in its authors' words; StaleButtonError when it is not taught any more."""
    module = library.written.module(module_id)
    card = next((one for one in module.cards if one.id == card_id), None) if module is not None else None
    if module is None or card is None:
        raise StaleButtonError
    return module, card


def is_current(library: Library, one: Recording) -> bool:
    """Whether its card still says what was read."""
    try:
        return card_revision(card_of(library, one.module_id, one.card_id)[1]) == one.card_revision
    except StaleButtonError:
        return False


def begin(visit: Visit, module_id: str, card_id: str, language: str) -> Recording:
    """She is about to read a card aloud."""
    module, card = card_of(visit.library, module_id, card_id)
    if visit.library.voice(language) is None:
        raise StaleButtonError
    place = (module.id, card.id, card_revision(card))
    return own(visit, visit.records.recordings.begin(visit.her.id, place, language, visit.now))


def own(visit: Visit, recording_id: int) -> Recording:
    """A recording of hers; StaleButtonError for any other number."""
    found = visit.records.recordings.get(recording_id)
    if found is None or found.recorded_by != visit.her.id:
        raise StaleButtonError
    return found


def audible(visit: Visit, recording_id: int) -> Recording:
    """One that she may hear: hers, or, to who writes, what was sent to be heard."""
    found = visit.records.recordings.get(recording_id)
    if found is None or not found.digest:
        raise StaleButtonError
    is_hers = found.recorded_by == visit.her.id
    if not is_hers and not (visit.may(Right.WRITE) and found.state in SHARED):
        raise StaleButtonError
    return found


def take_in(visit: Visit, one: Recording, content: bytes, seconds: int) -> Recording:
    """Her voice has come."""
    digest = hashlib.sha256(content).hexdigest()
    return visit.records.recordings.take_in(one, digest, seconds, content, visit.now)


def submit(visit: Visit, one: Recording) -> bool:
    """Ask the other authors to hear it; False when it was sent before, or its card has changed."""
    if one.state is not RecordingState.DRAFT or not one.digest or not is_current(visit.library, one):
        return False
    if not visit.records.recordings.move(one, RecordingState.WAITING, by=None):
        return False
    others = writers(visit.records, visit.first_admins, but_for=visit.her.id)
    tell(visit.records, AuthorNote.VOICE_ASKED, one.id, others, visit.now)
    _note(visit, "sound.sent", one)
    return True


def agree(visit: Visit, one: Recording) -> bool:
    """Somebody else than who made it agrees, and learners can hear it; False when that is over, or its card changed."""
    if one.recorded_by == visit.her.id:
        raise StaleButtonError
    if one.state is not RecordingState.WAITING or not is_current(visit.library, one):
        return False
    if not visit.records.recordings.move(one, RecordingState.AGREED, by=visit.her.id, at=visit.now):
        return False
    _note(visit, "sound.agreed", one)
    return True


def refuse(visit: Visit, one: Recording, because: str) -> bool:
    """It goes back to who made it, with a sentence; False when that is over."""
    if one.recorded_by == visit.her.id:
        raise StaleButtonError
    if one.state is not RecordingState.WAITING:
        return False
    if not visit.records.recordings.move(one, RecordingState.REFUSED, by=None, because=because):
        return False
    tell(visit.records, AuthorNote.VOICE_REFUSED, one.id, (one.recorded_by,), visit.now)
    _note(visit, "sound.refused", one)
    return True


def withdraw(visit: Visit, one: Recording) -> None:
    """Nobody hears it any more, and it is kept nowhere."""
    if one.state in SHARED:
        _note(visit, "sound.withdrawn", one)
    visit.records.recordings.remove(one.id)


def _note(visit: Visit, deed: str, one: Recording) -> None:
    visit.note(deed, recording=one.id, module=one.module_id, card=one.card_id, language=one.language)


def waiting_for(visit: Visit) -> tuple[Recording, ...]:
    """What she can hear and agree to: others' recordings whose card still says the same."""
    waiting = visit.records.recordings.standing(RecordingState.WAITING)
    return tuple(one for one in waiting if one.recorded_by != visit.her.id and is_current(visit.library, one))


def set_aside(visit: Visit) -> tuple[Recording, ...]:
    """What was agreed to or waits for words that changed, as long as nothing newer says the new ones."""
    shared = visit.records.recordings.standing(*SHARED)
    standing = {(one.module_id, one.card_id, one.language) for one in shared if is_current(visit.library, one)}
    aside = {
        (one.module_id, one.card_id, one.language): one
        for one in shared
        if not is_current(visit.library, one) and visit.library.voice(one.language) is not None
    }
    # Of a card that is not taught any more nothing is to be read anew.
    return tuple(one for place, one in aside.items() if place not in standing and _is_taught(visit.library, one))


def _is_taught(library: Library, one: Recording) -> bool:
    module = library.module(one.module_id)
    return module is not None and any(card.id == one.card_id for card in module.cards)


def count_waiting(visit: Visit) -> int:
    """How many wait for her to hear them."""
    return len(waiting_for(visit))


def count_refused(visit: Visit) -> int:
    """How many of hers went back to her."""
    return visit.records.recordings.count_refused_of(visit.her.id)


def content_of(making: Making) -> bytes | None:
    """The sound that a recipe names; None when it was withdrawn meanwhile."""
    return making.records.recordings.content(making.number("recording"), str(making.values["digest"]))

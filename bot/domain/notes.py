"""Words to organisers about a broadcast: which broadcast and which word share the number of a delivery's subject."""

from __future__ import annotations

import enum

_WORDS = 8


class Note(enum.IntEnum):
    """What there is to say. The numbers are stored and never change."""

    ASKED = 1
    """Another organiser's broadcast needs her agreement."""
    AGREED = 2
    REFUSED = 3
    FAILURES = 4
    """It was paused, because too much failed."""
    DONE = 5
    NO_RIGHT = 6
    """It was not sent, because its author may not any more."""


ROUNDS = 1000
"""The same word may be said so often about one broadcast: it may be asked for, refused and asked for anew."""


def subject_of(broadcast_id: int, note: Note, turn: int = 0) -> int:
    """The subject of the delivery that says it."""
    return (broadcast_id * ROUNDS + turn % ROUNDS) * _WORDS + note


def read_subject(subject: int) -> tuple[int, Note | None]:
    """The broadcast and the word; None for a word that is not known."""
    number, word = divmod(subject, _WORDS)
    return number // ROUNDS, Note(word) if word in set(Note) else None

"""A recording: a card read aloud in a language, made by one author and agreed to by another.

It belongs to the words it was made for. When the card says something else, the recording is set aside; that is never
stored, only seen, so that it is back when the old words are.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

MOST_SECONDS = 180
MOST_BYTES = 1024 * 1024
LONGEST_WHY = 300
OGG = b"OggS"
"""What a voice message begins with, whichever phone it came from."""


class RecordingState(enum.StrEnum):
    """How far it has come."""

    DRAFT = "draft"
    """Only who made it hears it. Before her voice has come, it is empty."""
    WAITING = "waiting"
    """Another author is to hear it."""
    REFUSED = "refused"
    """It went back to who made it, with a sentence."""
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class Recording:
    """One recording, without its sound."""

    id: int
    module_id: str
    card_id: str
    card_revision: str
    """The words it was made for."""
    language: str
    state: RecordingState
    recorded_by: int
    agreed_by: int | None
    refused_because: str
    digest: str
    """SHA-256 of the sound in hex; empty before it has come."""
    seconds: int
    recorded_at: datetime
    agreed_at: datetime | None

    @property
    def sound(self) -> Sound:
        """What is played of it."""
        return Sound(self.id, self.digest, self.seconds)


@dataclass(frozen=True, slots=True)
class Sound:
    """A voice message to be sent: the recording that keeps it, and what it is known by once it was uploaded."""

    recording: int
    digest: str
    seconds: int


class RecordingFault(enum.Enum):
    """Why what she sent is not taken."""

    NOT_VOICE = "not_voice"
    TOO_LONG = "too_long"
    NOT_FETCHED = "not_fetched"


def fault_of(seconds: int, size: int, content: bytes | None) -> RecordingFault | None:
    """What is wrong with a voice message; None when nothing is. ``content`` is None where it could not be fetched."""
    if seconds > MOST_SECONDS or max(size, len(content or b"")) > MOST_BYTES:
        return RecordingFault.TOO_LONG
    if content is None:
        return RecordingFault.NOT_FETCHED
    return None if content.startswith(OGG) else RecordingFault.NOT_VOICE

"""A file that somebody sent: what it is, and the name under which the channel keeps it."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class FileKind(enum.StrEnum):
    """How the channel shows it."""

    PHOTO = "photo"
    VIDEO = "video"
    ANIMATION = "animation"
    VOICE = "voice"
    AUDIO = "audio"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as the channel keeps it; ``size`` in bytes, 0 when it is not told."""

    kind: FileKind
    file_id: str
    name: str = ""
    size: int = 0
    seconds: int = 0
    """How long it plays, where that is told."""

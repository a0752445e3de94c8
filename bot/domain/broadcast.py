"""A broadcast: what an organiser wants to say to many, and how far it has come.

Which state follows which is one table. What is sent to whom is a delivery each; here is only the announcement.
"""

from __future__ import annotations

import enum
import html
import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.audience import Audience
from bot.domain.curriculum import Rich
from bot.domain.files import FileKind, SentFile

LONGEST_TEXT, LONGEST_CAPTION, LARGEST_ALBUM = 4096, 1024, 10
LASTS = timedelta(days=3)
"""What could not be sent for so long, for quiet hours and budget, is news no more."""
CUT = 16
"""So many letters a phone may leave out at a cut, for blanks."""
CAN_BE_TAKEN_BACK = timedelta(hours=48)
"""Telegram deletes nothing older for everybody."""
IN_ALBUMS = ({FileKind.PHOTO, FileKind.VIDEO}, {FileKind.DOCUMENT}, {FileKind.AUDIO})
"""The kinds that may stand together."""


class BroadcastState(enum.StrEnum):
    """Where a broadcast stands. The last two are final, save that a finished one may be sent again to some."""

    DRAFT = "draft"
    AWAITING = "awaiting"
    """A second organiser has to agree."""
    SCHEDULED = "scheduled"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"


class Move(enum.StrEnum):
    """What can happen to a broadcast."""

    ASK = "ask"
    SCHEDULE = "schedule"
    EDIT = "edit"
    REFUSE = "refuse"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    FINISH = "finish"
    AGAIN = "again"
    """Once more to those who did not get it."""
    CANCEL = "cancel"


_S = BroadcastState
MOVES: dict[tuple[BroadcastState, Move], BroadcastState] = {
    (_S.DRAFT, Move.ASK): _S.AWAITING,
    (_S.DRAFT, Move.SCHEDULE): _S.SCHEDULED,
    (_S.DRAFT, Move.CANCEL): _S.CANCELLED,
    (_S.AWAITING, Move.SCHEDULE): _S.SCHEDULED,
    (_S.AWAITING, Move.REFUSE): _S.DRAFT,
    (_S.AWAITING, Move.EDIT): _S.DRAFT,
    (_S.AWAITING, Move.CANCEL): _S.CANCELLED,
    (_S.SCHEDULED, Move.ASK): _S.AWAITING,
    (_S.SCHEDULED, Move.EDIT): _S.DRAFT,
    (_S.SCHEDULED, Move.START): _S.RUNNING,
    (_S.SCHEDULED, Move.CANCEL): _S.CANCELLED,
    (_S.RUNNING, Move.PAUSE): _S.PAUSED,
    (_S.RUNNING, Move.FINISH): _S.DONE,
    (_S.RUNNING, Move.CANCEL): _S.CANCELLED,
    (_S.PAUSED, Move.RESUME): _S.RUNNING,
    (_S.PAUSED, Move.CANCEL): _S.CANCELLED,
    (_S.DONE, Move.AGAIN): _S.RUNNING,
}
BEGUN = frozenset({_S.RUNNING, _S.PAUSED, _S.DONE})
"""From here on text and audience stay as they are."""


def after(state: BroadcastState, step: Move) -> BroadcastState | None:
    """The state that a step leads to; None when it cannot be taken there."""
    return MOVES.get((state, step))


class ContentFault(enum.StrEnum):
    """Why something cannot be sent as it is."""

    EMPTY = "empty"
    TEXT_LONG = "text_long"
    CAPTION_LONG = "caption_long"
    MIXED = "mixed"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Content:
    """What is said: a text, or one to ten files with a text below them."""

    text: Rich = ""
    files: tuple[SentFile, ...] = ()
    album: str = ""
    """The album whose pictures are arriving."""

    @property
    def is_album(self) -> bool:
        """Whether it is several files in one message, which cannot carry a button."""
        return len(self.files) > 1


def letters(text: Rich) -> int:
    """How many letters are shown, which is what Telegram counts."""
    return len(html.unescape(re.sub(r"<[^>]+>", "", text)))


def fault_of(content: Content) -> tuple[ContentFault, int] | None:
    """What has to be changed before it can be sent, and by how many letters or files it is too much."""
    if not content.text.strip() and not content.files:
        return ContentFault.EMPTY, 0
    if len(content.files) > LARGEST_ALBUM:
        return ContentFault.MANY, len(content.files) - LARGEST_ALBUM
    kinds = {file.kind for file in content.files}
    if content.is_album and not any(kinds <= together for together in IN_ALBUMS):
        return ContentFault.MIXED, 0
    longest = LONGEST_CAPTION if content.files else LONGEST_TEXT
    over = letters(content.text) - longest
    if over > 0:
        return (ContentFault.CAPTION_LONG if content.files else ContentFault.TEXT_LONG), over
    return None


@dataclass(frozen=True, slots=True)
class Broadcast:
    """An announcement. ``unit_id`` of its audience is where the right to send it is asked for."""

    id: int
    author_id: int
    state: BroadcastState
    content: Content
    audience: Audience
    created_at: datetime
    module_id: str = ""
    """The module that its button opens."""
    is_urgent: bool = False
    is_weekly: bool = False
    series_id: int | None = None
    """The first of a weekly row."""
    send_at: datetime | None = None
    started_at: datetime | None = None
    planned_at: datetime | None = None
    """When the last of its deliveries was planned."""
    finished_at: datetime | None = None
    asked_at: datetime | None = None
    agreed_by: int | None = None
    refused_because: str = ""
    paused_because: str = ""
    taken_back_at: datetime | None = None
    progress_chat: str = ""
    progress_message: int | None = None
    progress_at: datetime | None = None
    progress_digest: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How the deliveries of a broadcast stand; they add up to ``total``."""

    pending: int = 0
    sending: int = 0
    sent: int = 0
    blocked: int = 0
    paused: int = 0
    """Who asked for peace."""
    failed: int = 0
    unknown: int = 0
    expired: int = 0
    cancelled: int = 0
    tapped: int = 0
    """Of those who got it: who tapped its button."""
    reasons: tuple[tuple[str, int], ...] = field(default=())
    """Why it failed, most frequent first."""

    @property
    def total(self) -> int:
        """Everybody it was planned for."""
        return self.open + self.sent + self.unreached + self.cancelled + self.paused

    @property
    def open(self) -> int:
        """What is still to be done."""
        return self.pending + self.sending

    @property
    def unreached(self) -> int:
        """Who may not have got it, without anybody having wanted that."""
        return self.blocked + self.failed + self.unknown + self.expired


BLOCKED = frozenset({"blocked", "unreachable"})
"""Reasons of a failure that lie with her phone and not with us."""


def needs_agreement(people: int, most_alone: int, *, is_urgent: bool) -> bool:
    """Whether a second organiser must agree."""
    return is_urgent or people > most_alone


def with_words(content: Content, text: Rich) -> Content:
    """The same with other words; what she writes last counts.

    A text too long for one message is cut by her phone and comes in pieces: a piece that follows a full one belongs to
    it, so that she hears by how much it is too long instead of losing its beginning.
    """
    is_continued = LONGEST_TEXT - CUT <= letters(content.text) <= LONGEST_TEXT
    return replace(content, text=content.text + text if is_continued else text)


def with_file(content: Content, file: SentFile, caption: Rich, album: str) -> Content | ContentFault:
    """The same with one more file; a fault where it cannot stand beside the others, and nothing is taken."""
    files = (*content.files, file)
    kinds = {each.kind for each in files}
    if len(files) > LARGEST_ALBUM:
        return ContentFault.MANY
    if len(files) > 1 and not any(kinds <= together for together in IN_ALBUMS):
        return ContentFault.MIXED
    return Content(caption or content.text, files, album)

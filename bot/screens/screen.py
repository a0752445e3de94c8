"""A screen: text, rows of buttons, perhaps a picture or a file; it replaces what was tapped, or is new.

A screen is plain data: it is stored in the same commit as its cause and shown afterwards.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.domain.curriculum import Picture, Rich
from bot.domain.files import SentFile
from bot.domain.recording import Sound
from bot.screens.actions import Action, encode


class Keyboard(enum.StrEnum):
    """The keys below the writing line. CONTACT shows the screen's own rows there, under the key that shares.

    REMOVE also gives the chat the command menu that everybody sees: she is leaving.
    """

    KEEP = "keep"
    HOME = "home"
    CONTACT = "contact"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Button:
    """A choice: what it says, and its action as a code of at most 64 bytes (or an address to open)."""

    label: str
    code: str = ""
    url: str = ""


def button(label: str, action: Action) -> Button:
    """A button that stands for an action."""
    return Button(label, encode(action))


Row = tuple[Button, ...]

HALF_LABEL = 15
"""Letters that half the width of a phone 360 px wide surely shows."""


def two_in_a_row(buttons: Sequence[Button], *signs: str) -> tuple[Row, ...]:
    """Two side by side where both are short enough to be read; ``signs`` before a label do not move it about."""
    rows: list[Row] = []
    waiting: Button | None = None
    for one in buttons:
        label = one.label
        for sign in signs:
            label = label.removeprefix(sign)
        is_short = len(label) <= HALF_LABEL
        if waiting is not None and is_short:
            rows.append((waiting, one))
            waiting = None
            continue
        if waiting is not None:
            rows.append((waiting,))
        waiting = one if is_short else None
        if not is_short:
            rows.append((one,))
    return (*rows, *(((waiting,),) if waiting is not None else ()))


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file handed to her; one that ``is_picture`` is shown as a picture, not as something to open."""

    name: str
    content: bytes
    is_picture: bool = False


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is still to be made of a screen when it is shown: ``kind`` names who makes it, ``values`` from what.

    What takes long, a page set by Typst or a report over a province, is made outside every transaction. The recipe is
    stored with the screen, so that a crash in between makes it once more.
    """

    kind: str
    values: dict[str, int | str]
    language: str = ""
    """The language of whoever it is made for."""


SOUND = "sound"
"""The kind of recipe that comes to the bytes of a recording."""


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a recipe: words that follow the screen's own, and a file."""

    text: Rich = ""
    attachment: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """One message. ``is_new`` asks for a message of its own instead of replacing the one that was tapped."""

    text: Rich
    rows: tuple[Row, ...] = ()
    picture: Picture | None = None
    attachment: Attachment | None = None
    files: tuple[SentFile, ...] = ()
    """What somebody sent, shown again by the name the channel keeps it under. Two or more are an album, which carries
    the text below its first picture and can have no buttons."""
    sound: Sound | None = None
    """A recording to be heard; the text stands below it."""
    removes: tuple[int, ...] = ()
    """Nothing is shown: these messages go."""
    keyboard: Keyboard = Keyboard.KEEP
    is_new: bool = False
    is_private: bool = False
    """It cannot be forwarded or saved, because it holds what is hers alone."""
    recipe: Recipe | None = None
    """What is made of it when it is shown."""
    again: str | None = ""
    """The code that shows it once more when she asks where she is; empty for her place in learning or joining.
    None for what passes: it leaves the memory of the screen before it, and must never come back by itself."""
    brief: Rich = ""
    """Where she is in one line, for when she is lost and the text stands above already; empty where it is needed
    whole, as a question is."""
    numbered: tuple[str, ...] = ()
    """What the numbers from 1 on stand for, and the letters from A on, where that is not the reading order: what is
    chosen already leaves an empty place, so that the others keep theirs."""

    language: str = ""
    """The language of whoever it is shown to, for the keys below the writing line."""

    def codes(self) -> tuple[str, ...]:
        """The codes of its choices by number, in reading order unless it says otherwise."""
        return self.numbered or tuple(choice.code for row in self.rows for choice in row if choice.code)


@dataclass(frozen=True, slots=True)
class Reply:
    """What an update comes to: screens in order, and a short word at the button that was tapped."""

    screens: tuple[Screen, ...] = ()
    toast: str = ""
    is_alert: bool = False
    deletes: tuple[int, ...] = ()
    """Messages of hers to be taken out of the chat, as far as that can be done."""

    def codes(self) -> tuple[str, ...]:
        """The choices a typed number stands for: those of the last screen that has any."""
        return next((screen.codes() for screen in reversed(self.screens) if screen.codes()), ())

    def again(self) -> str | None:
        """How the last screen that has choices is shown once more; None when nothing here is to be remembered."""
        return next((screen.again for screen in reversed(self.screens) if screen.codes()), None)


def in_language(reply: Reply, language: str) -> Reply:
    """The reply with the language noted on its screens, for what is worded only when they are shown."""
    return replace(reply, screens=tuple(_spoken(screen, language) for screen in reply.screens))


def _spoken(screen: Screen, language: str) -> Screen:
    recipe = replace(screen.recipe, language=language) if screen.recipe is not None else None
    return replace(screen, language=language, recipe=recipe)


def show(*screens: Screen, toast: str = "", is_alert: bool = False) -> Reply:
    """A reply of these screens."""
    return Reply(screens, toast, is_alert)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a reply goes: a chat, and the message and tap it answers, if there was one."""

    address: int
    message_id: int | None = None
    has_picture: bool = False
    tap_id: str | None = None
    has_sound: bool = False
    """The message is a voice, which nothing can replace."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A reply on its way."""

    target: Target
    reply: Reply = field(default_factory=Reply)

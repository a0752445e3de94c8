"""What a person did, whatever the channel: the values a handler is given."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.curriculum import Rich
from bot.domain.files import SentFile
from bot.screens.screen import Target


@dataclass(frozen=True, slots=True)
class Tapped:
    """She tapped a button."""

    code: str


@dataclass(frozen=True, slots=True)
class Commanded:
    """She sent a command, «/hoc», perhaps with something behind it."""

    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """She wrote something; ``rich`` is the same with its bold and italic."""

    text: str
    rich: Rich = ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """She edited a message she had sent."""

    text: str


@dataclass(frozen=True, slots=True)
class SharedContact:
    """She shared a contact; ``is_own`` when it is her own."""

    phone: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class SentSomething:
    """She sent something that is not text: «sticker», «voice», «photo», «file», «place» or «other»."""

    kind: str
    caption: str = ""
    rich: Rich = ""
    """The caption with its bold and italic."""
    file: SentFile | None = None
    album: str = ""
    """What the pictures of one album have in common; each comes as an update of its own."""
    content: bytes | None = None
    """What is in the file, where it was asked for and could be fetched."""
    examined: object = None
    """What came of it before the transaction, for who asked for that."""
    found: object = None
    """What that came to beside what is known, a moment before; None where it is still to be looked at."""


@dataclass(frozen=True, slots=True)
class ChangedReach:
    """She blocked the bot, or let it in again."""

    is_reachable: bool


@dataclass(frozen=True, slots=True)
class SpokeInGroup:
    """Somebody addressed the bot in a group; ``text`` is what she wrote, without its name."""

    text: str = ""


Act = Tapped | Commanded | Said | Corrected | SharedContact | SentSomething | ChangedReach | SpokeInGroup


@dataclass(frozen=True, slots=True)
class Incoming:
    """Who did what, and where the answer goes. ``chat_id`` names channel and address, «telegram:1001»."""

    chat_id: str
    act: Act
    target: Target
    profile_name: str = ""
    """The name she goes by in the channel."""
    said_id: int | None = None
    """The number of the message she wrote, where she wrote one."""
    phone_language: str = ""
    """The language her phone is set to; not the one she speaks, for many phones are set to English."""
    shown: str = ""
    """The words of the message whose button she tapped."""

"""What the buttons about hearing a card ask for."""

from __future__ import annotations

from dataclasses import dataclass

from bot.screens.codes import Action


@dataclass(frozen=True)
class OpenListening(Action):
    """Show the languages that cards can be heard in."""

    code = "ja"


@dataclass(frozen=True)
class SetListening(Action):
    """Like to hear that language (1), or not (0)."""

    code = "jb"
    language: str
    on: int


@dataclass(frozen=True)
class HearNothing(Action):
    """Need to hear nothing."""

    code = "jc"


@dataclass(frozen=True)
class Hear(Action):
    """Hear a card in a language."""

    code = "jd"
    module: str
    card: str
    language: str


@dataclass(frozen=True)
class ListMyRecordings(Action):
    """Show what she has recorded herself, a page at a time."""

    code = "je"
    page: int


@dataclass(frozen=True)
class SeeRecording(Action):
    """Hear a recording, and see how it stands."""

    code = "jf"
    recording: int


@dataclass(frozen=True)
class AskToWithdrawRecording(Action):
    """Ask whether it is to go."""

    code = "jg"
    recording: int


@dataclass(frozen=True)
class WithdrawRecording(Action):
    """It goes."""

    code = "jh"
    recording: int

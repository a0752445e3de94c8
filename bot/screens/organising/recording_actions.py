"""What the authors' buttons about reading cards aloud ask for."""

from __future__ import annotations

from dataclasses import dataclass

from bot.screens.codes import Action


@dataclass(frozen=True)
class OpenRecordings(Action):
    """Show what there is to record and to hear."""

    code = "jl"


@dataclass(frozen=True)
class PickRecordingCourse(Action):
    """Show the modules of a course."""

    code = "jm"
    course: str


@dataclass(frozen=True)
class PickRecordingModule(Action):
    """Show the cards of a module."""

    code = "jn"
    module: str


@dataclass(frozen=True)
class SeeCardRecordings(Action):
    """Show a card, and in which languages it can be heard."""

    code = "jo"
    module: str
    card: str


@dataclass(frozen=True)
class RecordCard(Action):
    """Read a card aloud in a language."""

    code = "jq"
    module: str
    card: str
    language: str


@dataclass(frozen=True)
class SubmitRecording(Action):
    """Ask a second author to hear it."""

    code = "js"
    recording: int


@dataclass(frozen=True)
class AgreeToRecording(Action):
    """Learners may hear it."""

    code = "jt"
    recording: int


@dataclass(frozen=True)
class RefuseRecording(Action):
    """Send it back, with a sentence."""

    code = "ju"
    recording: int


@dataclass(frozen=True)
class ListRecordings(Action):
    """Show what waits to be heard («waiting») or was set aside («aside»), a page at a time."""

    code = "jv"
    kind: str
    page: int

"""What a tap means. One table maps two-letter codes to actions.

Codes are never reused and never change their meaning, because keyboards stay in chats for months. Decoding
trusts nothing: that a thing is hers, and still under way, is for the services to say.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import Any, ClassVar

MAX_BYTES = 64


class Action:
    """The base of all actions; ``code`` is the action's two letters."""

    code: ClassVar[str]


@dataclass(frozen=True)
class GoHome(Action):
    """Show the home screen."""

    code = "ho"


@dataclass(frozen=True)
class ContinueLearning(Action):
    """Go to where she was."""

    code = "cl"


@dataclass(frozen=True)
class ListCourses(Action):
    """Show the courses."""

    code = "lc"


@dataclass(frozen=True)
class OpenCourse(Action):
    """Show the modules of a course."""

    code = "oc"
    course: str


@dataclass(frozen=True)
class OpenModule(Action):
    """Show the opening of a module."""

    code = "om"
    module: str


@dataclass(frozen=True)
class ReadCard(Action):
    """Show a card in its module."""

    code = "rc"
    module: str
    card: str


@dataclass(frozen=True)
class StartQuiz(Action):
    """Begin the quiz of a module, or go on with it."""

    code = "sq"
    module: str


@dataclass(frozen=True)
class PickChoice(Action):
    """Answer: the choice at that place of that question of that attempt."""

    code = "pc"
    attempt: int
    position: int
    part: int
    choice: int


@dataclass(frozen=True)
class ClearOrder(Action):
    """Begin the order anew."""

    code = "co"
    attempt: int
    position: int


@dataclass(frozen=True)
class NextQuestion(Action):
    """Go on after the explanation."""

    code = "nq"
    attempt: int


@dataclass(frozen=True)
class ShowResult(Action):
    """Show how an attempt came out."""

    code = "sr"
    attempt: int


@dataclass(frozen=True)
class Reread(Action):
    """Open the card that a wrong answer points to."""

    code = "rr"
    attempt: int
    position: int


@dataclass(frozen=True)
class RetryWrong(Action):
    """Ask again only what was wrong."""

    code = "rw"
    attempt: int


@dataclass(frozen=True)
class ShowResults(Action):
    """Show her results."""

    code = "re"


@dataclass(frozen=True)
class ShowHelp(Action):
    """Show help."""

    code = "hp"


@dataclass(frozen=True)
class ShowEmergency(Action):
    """Show the emergency numbers."""

    code = "em"


@dataclass(frozen=True)
class HideEmergency(Action):
    """Put something harmless in the place of the emergency numbers."""

    code = "he"


@dataclass(frozen=True)
class ReadConsent(Action):
    """Show the consent in full."""

    code = "cf"


@dataclass(frozen=True)
class AgreeToConsent(Action):
    """Agree to this version."""

    code = "ag"
    version: str


@dataclass(frozen=True)
class DeclineConsent(Action):
    """Refuse, and leave nothing behind."""

    code = "dc"


@dataclass(frozen=True)
class BrowseUnits(Action):
    """Show the units below one (0: the top), a page at a time."""

    code = "bu"
    parent: int
    page: int


@dataclass(frozen=True)
class ChooseUnit(Action):
    """Belong to this unit."""

    code = "un"
    unit: int


@dataclass(frozen=True)
class ChooseRole(Action):
    """Have this role."""

    code = "ro"
    role: str


@dataclass(frozen=True)
class ConfirmName(Action):
    """Keep the name as it is."""

    code = "nk"


@dataclass(frozen=True)
class AskName(Action):
    """Ask for the name to be typed."""

    code = "na"


@dataclass(frozen=True)
class SkipPhone(Action):
    """Share no phone number."""

    code = "ps"


@dataclass(frozen=True)
class AskPhone(Action):
    """Offer the key that shares the phone number."""

    code = "pa"


@dataclass(frozen=True)
class RemovePhone(Action):
    """Forget the phone number."""

    code = "pr"


@dataclass(frozen=True)
class OpenSettings(Action):
    """Show the settings."""

    code = "st"


@dataclass(frozen=True)
class AskRole(Action):
    """Show the roles to choose from."""

    code = "ra"


@dataclass(frozen=True)
class OpenPrivacy(Action):
    """Show what can be done with her data."""

    code = "pv"


@dataclass(frozen=True)
class SeeMyData(Action):
    """Hand her everything that is stored about her."""

    code = "md"


@dataclass(frozen=True)
class AskToLeave(Action):
    """Ask whether she is sure."""

    code = "al"


@dataclass(frozen=True)
class Leave(Action):
    """Erase her."""

    code = "lv"


ACTIONS: dict[str, type[Action]] = {kind.code: kind for kind in Action.__subclasses__()}


def encode(action: Action) -> str:
    """The action as callback data; ValueError when it would not fit 64 bytes or could not be read back."""
    values = [str(getattr(action, field.name)) for field in dataclasses.fields(action)]  # type: ignore[arg-type]
    if any(":" in value for value in values):
        raise ValueError(f"{type(action).__name__}: a value holds a colon")
    code = ":".join((action.code, *values))
    if len(code.encode("utf-8")) > MAX_BYTES:
        raise ValueError(f"{type(action).__name__}: {len(code.encode('utf-8'))} bytes")
    return code


def decode(code: str) -> Action | None:
    """The action of callback data; None for anything that was never encoded here."""
    letters, *values = code.split(":")
    kind = ACTIONS.get(letters)
    if kind is None:
        return None
    fields = dataclasses.fields(kind)  # type: ignore[arg-type]
    if len(fields) != len(values):
        return None
    read: list[Any] = []
    for field, value in zip(fields, values, strict=True):
        if field.type == "int":
            if not re.fullmatch(r"\d{1,19}", value):
                return None
            read.append(int(value))
        else:
            read.append(value)
    return kind(*read)

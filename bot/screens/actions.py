"""What a tap means: one small value for everything a button can ask for, in the imperative.

The two letters travel in buttons and are never reused, because keyboards stay in chats for months. An action says
what she asks for, not that she may: that a thing is hers, and still under way, is for the services to say.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.screens.codes import Action as Action
from bot.screens.codes import decode as decode
from bot.screens.codes import encode as encode


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
class GoOnTo(Action):
    """Leave the last result behind and go on to that module."""

    code = "gm"
    module: str


@dataclass(frozen=True)
class ReadCard(Action):
    """Show a card in its module."""

    code = "rc"
    module: str
    card: str


@dataclass(frozen=True)
class ShowKit(Action):
    """Show the meeting kit of a module."""

    code = "mk"
    module: str


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
class HideWhatWasSaid(Action):
    """The same, and delete the message of hers that opened them."""

    code = "hw"
    message: int


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

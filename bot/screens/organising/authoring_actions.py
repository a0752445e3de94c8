"""What the buttons of authors ask for."""

from __future__ import annotations

from dataclasses import dataclass

from bot.screens.codes import Action


@dataclass(frozen=True)
class OpenAuthoring(Action):
    """Show the courses, her drafts, and what waits for her agreement."""

    code = "za"


@dataclass(frozen=True)
class OpenAuthorCourse(Action):
    """Show the modules of a course to an author."""

    code = "zb"
    course: str


@dataclass(frozen=True)
class OpenAuthorModule(Action):
    """Show what can be done with a module."""

    code = "zc"
    module: str


@dataclass(frozen=True)
class AskForVersion(Action):
    """Ask for a new version of a module, as a file."""

    code = "zd"
    module: str


@dataclass(frozen=True)
class AskForModule(Action):
    """Ask for a new module of a course, as a file."""

    code = "ze"
    course: str


@dataclass(frozen=True)
class TakeExample(Action):
    """Hand out the example of a module."""

    code = "zf"


@dataclass(frozen=True)
class OpenDraft(Action):
    """Show a draft: what it would change, and what comes next."""

    code = "zh"
    draft: int


@dataclass(frozen=True)
class DropDraft(Action):
    """Throw a draft away."""

    code = "zi"
    draft: int


@dataclass(frozen=True)
class TryOpening(Action):
    """Show the opening of a draft as a learner will see it."""

    code = "zj"
    draft: int


@dataclass(frozen=True)
class TryCard(Action):
    """Show a card of a draft, counted from 0."""

    code = "zk"
    draft: int
    card: int


@dataclass(frozen=True)
class TryQuiz(Action):
    """Begin the quiz of a draft, or go on with it."""

    code = "zl"
    draft: int


@dataclass(frozen=True)
class TryPick(Action):
    """Answer in trying a draft."""

    code = "zm"
    draft: int
    position: int
    part: int
    choice: int


@dataclass(frozen=True)
class TryClear(Action):
    """Begin an order anew in trying a draft."""

    code = "zn"
    draft: int
    position: int


@dataclass(frozen=True)
class TryNext(Action):
    """Go on to the next question or the result in trying a draft."""

    code = "zo"
    draft: int


@dataclass(frozen=True)
class TryReread(Action):
    """Open the card that a wrong answer points to in trying a draft."""

    code = "zp"
    draft: int
    position: int


@dataclass(frozen=True)
class TryRetry(Action):
    """Ask again only what was wrong in trying a draft."""

    code = "zq"
    draft: int


@dataclass(frozen=True)
class TryKit(Action):
    """Show the meeting kit of a draft."""

    code = "zr"
    draft: int


@dataclass(frozen=True)
class TakeFile(Action):
    """Hand out a module that is taught, as a file to edit: «md» or «xlsx»."""

    code = "zy"
    module: str
    kind: str


@dataclass(frozen=True)
class SubmitDraft(Action):
    """Ask the other authors to agree."""

    code = "zs"
    draft: int


@dataclass(frozen=True)
class AgreeToDraft(Action):
    """Agree: it is taught in the place of that issue (0: the folder's own, or none)."""

    code = "zt"
    draft: int
    over: int


@dataclass(frozen=True)
class AskDraftWhy(Action):
    """Send a draft back with a sentence."""

    code = "zu"
    draft: int


@dataclass(frozen=True)
class CallBackDraft(Action):
    """Ask the other authors no longer."""

    code = "zz"
    draft: int


@dataclass(frozen=True)
class ListRevisions(Action):
    """Show what was taught as that module."""

    code = "zv"
    module: str


@dataclass(frozen=True)
class SeeRevision(Action):
    """Show an issue."""

    code = "zw"
    issue: int


@dataclass(frozen=True)
class BringBack(Action):
    """Take an issue up as a draft."""

    code = "zx"
    issue: int


@dataclass(frozen=True)
class TakeSheetTemplate(Action):
    """Hand out the template as a workbook."""

    code = "zg"

"""What learners do, whatever else they may be entrusted with."""

from __future__ import annotations

from bot.screens import actions as a
from bot.screens.codes import Action
from bot.screens.kits_actions import PrintKit
from bot.screens.language_actions import AskLanguage, ChooseLanguage
from bot.services.joining import CONSENT_VERSION
from handlers.access import Open
from tests.role_lines.line import Line


def _learners(access: Open, *examples: Action) -> dict[type[Action], Line]:
    """Lines of examples; the numbers in them are nobody's."""
    return {type(each): Line(access, lambda _spot, each=each: each, names_unit=False) for each in examples}  # type: ignore[misc]


ANYBODY = (
    a.ReadConsent(), a.AgreeToConsent(CONSENT_VERSION), a.DeclineConsent(), a.ShowHelp(), a.ShowEmergency(),
    a.HideEmergency(), a.HideWhatWasSaid(1), a.OpenPrivacy(), AskLanguage(), ChooseLanguage("vi"),
)  # fmt: skip
AGREED = (
    a.BrowseUnits(0, 0), a.ChooseUnit(0), a.ChooseRole("member"), a.ConfirmName(), a.AskName(), a.SkipPhone(),
    a.SeeMyData(), a.AskToLeave(), a.Leave(),
)  # fmt: skip
JOINED = (
    a.AskPhone(), a.RemovePhone(), a.OpenSettings(), a.AskRole(), a.GoHome(), a.ContinueLearning(), a.ListCourses(),
    a.OpenCourse("an-toan"), a.OpenModule("nhan-dien-bao-luc"), a.ReadCard("nhan-dien-bao-luc", ""),
    a.ShowKit("nhan-dien-bao-luc"), PrintKit("nhan-dien-bao-luc"), a.GoOnTo("nhan-dien-bao-luc"), a.ShowResults(),
    a.StartQuiz("nhan-dien-bao-luc"), a.PickChoice(1, 0, 0, 0), a.ClearOrder(1, 0), a.NextQuestion(1), a.ShowResult(1),
    a.Reread(1, 0), a.RetryWrong(1),
)  # fmt: skip

LINES: dict[type[Action], Line] = {
    **_learners(Open.ANYBODY, *ANYBODY),
    **_learners(Open.AGREED, *AGREED),
    **_learners(Open.JOINED, *JOINED),
}

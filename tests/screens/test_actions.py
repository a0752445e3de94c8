"""Actions as buttons carry them: whatever is encoded comes back, and nothing else is ever taken."""

from __future__ import annotations

import dataclasses
import string
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.library import limits
from bot.screens import actions
from bot.screens.actions import Action, decode, encode
from bot.screens.codes import KINDS, LARGEST_ID, MAX_BYTES

# Codes are never reused and never change their meaning: keyboards stay in chats for months. An action that goes
# leaves its line here, so that nobody takes its letters again; a new one adds a line.
PINNED = {
    "0c": "ChangeContent",
    "0e": "SeeAsked",
    "0k": "PrintKit",
    "ag": "AgreeToConsent",
    "al": "AskToLeave",
    "ba": "OpenAudience",
    "bb": "OpenFromBroadcast",
    "bc": "CheckBroadcast",
    "bd": "ListMissed",
    "be": "WriteContent",
    "bf": "AgreeToBroadcast",
    "bg": "SendNow",
    "bh": "PickModule",
    "bi": "DropModule",
    "bj": "ScheduleAt",
    "bk": "ListModules",
    "bl": "ListBroadcasts",
    "bm": "ChooseModule",
    "bn": "NewBroadcast",
    "bo": "BrowseTops",
    "bp": "PickTop",
    "bq": "AskTime",
    "br": "RefuseBroadcast",
    "bs": "SeeBroadcast",
    "bt": "TurnMark",
    "bu": "BrowseUnits",
    "bv": "SwitchOption",
    "bw": "ChooseTime",
    "bx": "FinishContent",
    "by": "Steer",
    "bz": "TestBroadcast",
    "cf": "ReadConsent",
    "cl": "ContinueLearning",
    "co": "ClearOrder",
    "dc": "DeclineConsent",
    "em": "ShowEmergency",
    "fa": "ChangeWay",
    "fc": "SendBack",
    "fd": "SeePrivate",
    "fe": "ChooseReader",
    "fh": "HidePrivate",
    "fj": "CloseThread",
    "fk": "AskToClose",
    "fl": "ListThreads",
    "fn": "HideThread",
    "fo": "HandOver",
    "fp": "OpenPrivate",
    "fr": "WriteBack",
    "fs": "SendPrivate",
    "ft": "ReadPrivate",
    "fv": "SeeThread",
    "fw": "WritePrivate",
    "fx": "AskToDelete",
    "fz": "DeletePrivate",
    "gm": "GoOnTo",
    "ha": "AskQuestion",
    "hb": "SeeHits",
    "hc": "OpenHit",
    "he": "HideEmergency",
    "hf": "AskPeople",
    "hg": "SendQuestion",
    "hk": "LookUp",
    "hl": "ListQuestions",
    "hn": "AskWhyNot",
    "ho": "GoHome",
    "hp": "ShowHelp",
    "hq": "SeeQuestion",
    "hr": "DeclineQuestion",
    "hs": "SendAnswer",
    "hu": "PassUp",
    "hv": "PreviewAnswer",
    "hw": "HideWhatWasSaid",
    "hy": "WriteAnswer",
    "ja": "OpenListening",
    "jb": "SetListening",
    "jc": "HearNothing",
    "jd": "Hear",
    "je": "ListMyRecordings",
    "jf": "SeeRecording",
    "jg": "AskToWithdrawRecording",
    "jh": "WithdrawRecording",
    "jl": "OpenRecordings",
    "jm": "PickRecordingCourse",
    "jn": "PickRecordingModule",
    "jo": "SeeCardRecordings",
    "jq": "RecordCard",
    "js": "SubmitRecording",
    "jt": "AgreeToRecording",
    "ju": "RefuseRecording",
    "jv": "ListRecordings",
    "ka": "AnswerCorrection",
    "kb": "SeeCorrection",
    "lc": "ListCourses",
    "lv": "Leave",
    "md": "SeeMyData",
    "mk": "ShowKit",
    "na": "AskName",
    "nk": "ConfirmName",
    "nq": "NextQuestion",
    "oc": "OpenCourse",
    "om": "OpenModule",
    "pa": "AskPhone",
    "pc": "PickChoice",
    "pr": "RemovePhone",
    "ps": "SkipPhone",
    "pv": "OpenPrivacy",
    "qt": "OpenManagement",
    "ra": "AskRole",
    "rc": "ReadCard",
    "re": "ShowResults",
    "ro": "ChooseRole",
    "rr": "Reread",
    "rw": "RetryWrong",
    "sq": "StartQuiz",
    "sr": "ShowResult",
    "st": "OpenSettings",
    "ta": "AddPart",
    "tb": "BrowseTree",
    "td": "ListDeeds",
    "te": "SaveTree",
    "tf": "OpenTreeFiles",
    "tg": "PlaceUnit",
    "th": "PlacePerson",
    "ti": "AskTreeFile",
    "tk": "PreviewPlan",
    "tl": "ChooseLevel",
    "to": "OpenTree",
    "tp": "PlanDeed",
    "tq": "ListPlaceable",
    "ts": "ShowSplit",
    "tt": "TakeTarget",
    "tu": "AskUndo",
    "tv": "ArrangeUnit",
    "tw": "BrowseTargets",
    "tx": "DropPlan",
    "ty": "ConfirmPlan",
    "tz": "UndoDeed",
    "uc": "ChooseLanguage",
    "ul": "AskLanguage",
    "un": "ChooseUnit",
    "va": "OpenAnalysis",
    "vb": "ChooseReport",
    "vc": "OpenCertificate",
    "vd": "SwitchDigest",
    "vg": "OpenDigest",
    "vk": "CheckCertificate",
    "vn": "ReportNames",
    "vp": "ReportChart",
    "vr": "OpenReport",
    "vs": "AnalysisSheet",
    "vt": "ReportWeeks",
    "vu": "ReportPlaces",
    "vx": "ReportSheet",
    "wb": "ResumeReminders",
    "wc": "PickDeadlineCourse",
    "wd": "PickDeadlineDay",
    "wh": "AskHour",
    "wi": "SeeDeadline",
    "wl": "ListDeadlines",
    "wm": "ChooseHour",
    "wo": "AskDaysOff",
    "wp": "PauseReminders",
    "wr": "OpenReminders",
    "ws": "SetDeadline",
    "wt": "SetDayOff",
    "wu": "PickDeadlineUnit",
    "wv": "PreviewDeadline",
    "ww": "WithdrawDeadline",
    "wx": "StopReminders",
    "wy": "TypeDeadlineDay",
    "xa": "OpenRoster",
    "xb": "AskForRoster",
    "xc": "TakeTemplate",
    "xd": "SeeCheck",
    "xe": "ConfirmRoster",
    "xf": "DropRoster",
    "xg": "ListMissing",
    "xh": "SeeMissing",
    "xi": "OpenInviting",
    "xj": "SeeInvitations",
    "xk": "MakeInvitation",
    "xl": "AskPosters",
    "xm": "PrintPosters",
    "xn": "AskToWithdraw",
    "xo": "WithdrawInvitation",
    "xp": "ReplaceInvitation",
    "xq": "ClaimEntry",
    "xr": "DenyEntry",
    "ya": "AskToWithdrawRole",
    "yb": "BrowseRoleUnits",
    "yd": "WithdrawRole",
    "yf": "SeeOffer",
    "yg": "ChooseAdminRole",
    "yl": "OfferRole",
    "ym": "SeeMyRoles",
    "yn": "ReadAudit",
    "yo": "SeeRoleLinks",
    "yp": "AskToGiveUpRole",
    "yq": "GiveUpRole",
    "yr": "OpenRoles",
    "yu": "SeeRoles",
    "yw": "WithdrawRoleLink",
    "yx": "ExportAudit",
    "yy": "AcceptRole",
    "yz": "DeclineRole",
    "za": "OpenAuthoring",
    "zb": "OpenAuthorCourse",
    "zc": "OpenAuthorModule",
    "zd": "AskForVersion",
    "ze": "AskForModule",
    "zf": "TakeExample",
    "zg": "TakeSheetTemplate",
    "zh": "OpenDraft",
    "zi": "DropDraft",
    "zj": "TryOpening",
    "zk": "TryCard",
    "zl": "TryQuiz",
    "zm": "TryPick",
    "zn": "TryClear",
    "zo": "TryNext",
    "zp": "TryReread",
    "zq": "TryRetry",
    "zr": "TryKit",
    "zs": "SubmitDraft",
    "zt": "AgreeToDraft",
    "zu": "AskDraftWhy",
    "zv": "ListRevisions",
    "zw": "SeeRevision",
    "zx": "BringBack",
    "zy": "TakeFile",
    "zz": "CallBackDraft",
}
LONGEST_SLUG = "a-very-long-slug-of-tw24"
LENGTHS = {"language": limits.VOICE_ID}
"""Slugs that the check keeps shorter than the others."""
FEW = 99
"""Places in a quiz: questions, parts and choices are counted, not numbered in the database."""
LAST_DAY = date.max.toordinal()
SMALL = {"position": FEW, "part": FEW, "choice": FEW, "page": FEW, "day": LAST_DAY}


def fields_of(kind: type[Action]) -> tuple[dataclasses.Field[Any], ...]:
    """The values an action carries."""
    return dataclasses.fields(kind)  # type: ignore[arg-type]


def largest(kind: type[Action]) -> Action:
    """The action with the largest ids and the longest slugs."""
    values: dict[str, Any] = {}
    for field in fields_of(kind):
        if field.type == "int":
            values[field.name] = SMALL.get(field.name, LARGEST_ID)
        else:
            values[field.name] = LONGEST_SLUG[: LENGTHS.get(field.name, limits.ID)]
    return kind(**values)


@pytest.mark.parametrize("code", sorted(KINDS))
def test_codes_are_never_reused(code: str) -> None:
    assert code in PINNED, f"{KINDS[code].__name__} is new: add «{code}» to the table, and never take it out again."
    assert KINDS[code].__name__ == PINNED[code], f"«{code}» meant {PINNED[code]}; codes are never reused."


def test_the_table_names_every_code_once() -> None:
    assert len(set(PINNED.values())) == len(PINNED)
    assert list(PINNED) == sorted(PINNED)


def test_a_code_cannot_be_taken_twice() -> None:
    with pytest.raises(ValueError, match="taken"):
        type("Another", (Action,), {"code": "ho"})
    with pytest.raises(ValueError, match="two letters"):
        type("Another", (Action,), {"code": "long"})
    assert KINDS["ho"] is actions.GoHome


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.__name__)
def test_an_action_comes_back_at_the_largest_ids_and_longest_slugs(kind: type[Action]) -> None:
    assert len(LONGEST_SLUG) == limits.ID
    action = largest(kind)
    code = encode(action)
    assert len(code.encode()) <= MAX_BYTES
    assert decode(code) == action


slugs = st.text(string.ascii_lowercase + string.digits + "-", min_size=1, max_size=limits.ID)
short_slugs = st.text(string.ascii_lowercase + string.digits + "-", min_size=1, max_size=min(LENGTHS.values()))
numbers = st.integers(0, LARGEST_ID)


@st.composite
def any_action(draw: st.DrawFn) -> Action:
    """Any action with values that the project makes."""
    kind = draw(st.sampled_from(sorted(KINDS.values(), key=lambda each: each.code)))
    values = {}
    for field in fields_of(kind):
        small = st.integers(0, SMALL[field.name]) if field.name in SMALL else numbers
        short = short_slugs if field.name in LENGTHS else slugs
        values[field.name] = draw(small if field.type == "int" else short)
    return kind(**values)


@given(any_action())
def test_whatever_is_encoded_comes_back(action: Action) -> None:
    assert decode(encode(action)) == action


pieces = st.one_of(
    st.sampled_from(sorted(KINDS)),
    st.sampled_from(["", "0", "00", "01", "+1", "-1", "1_0", "١", "१२", "²", " 1", "1 ", "1.0", "1e3", "9" * 19]),
    st.integers().map(str),
    st.text(max_size=12),
)
codes = st.one_of(st.text(max_size=90), st.lists(pieces, max_size=6).map(":".join))


@given(codes)
@example("nq:9223372036854775808")
@example("nq:007")
@example("nq:٣")
@example("nq:1\n")
@example("om:bai\n")
@example("om:" + "x" * 62)
@example("om:" + "ễ" * 30)
@example("om:\ud800")
@example("om:\x00")
def test_nothing_is_taken_that_could_not_have_been_encoded(code: str) -> None:
    action = decode(code)
    if action is not None:
        assert encode(action) == code


@pytest.mark.parametrize(
    "action",
    [
        actions.NextQuestion(-1),
        actions.NextQuestion(LARGEST_ID + 1),
        actions.OpenModule("a:b"),
        actions.OpenModule("x" * 70),
        actions.OpenModule("hai\ndòng"),
    ],
)
def test_what_could_not_be_read_back_is_never_put_on_a_button(action: Action) -> None:
    with pytest.raises(ValueError, match="read back"):
        encode(action)

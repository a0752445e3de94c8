"""Reading cards aloud takes the right to write; hearing them, and withdrawing one's own voice, only having joined."""

from __future__ import annotations

from bot.domain.files import FileKind, SentFile
from bot.domain.learner import Awaiting
from bot.domain.managing import Right
from bot.domain.recording import RecordingState
from bot.library.holder import LibraryHolder
from bot.library.revisions import card_revision
from bot.screens import listening_actions as a
from bot.screens.codes import Action
from bot.screens.incoming import Said, SentSomething
from bot.screens.organising import recording_actions as v
from handlers.access import Open
from tests.chatting import CONTENT
from tests.role_lines.line import AskedLine, Line, Spot, reads

MODULE, LANGUAGE = "nhan-dien-bao-luc", "ede"
DRAFTED = frozenset({"recording"})
"""What she has begun to read and nobody hears."""
LISTENING = frozenset({"listening"})


def recorded(spot: Spot, by: int, state: RecordingState) -> int:
    """The number of a recording of somebody's."""
    module = LibraryHolder(CONTENT, spot.now.date()).library.module(MODULE)
    assert module is not None
    card = module.cards[0]
    place = (module.id, card.id, card_revision(card))
    number = spot.records.recordings.begin(by, place, LANGUAGE, spot.now)
    one = spot.records.recordings.get(number)
    assert one is not None
    one = spot.records.recordings.take_in(one, f"{number:064}", 5, b"OggS", spot.now)
    spot.records.recordings.move(one, state, by=None)
    return number


def hers(spot: Spot, state: RecordingState = RecordingState.WAITING) -> int:
    """The number of one of hers."""
    return recorded(spot, spot.her, state)


def anothers(spot: Spot) -> int:
    """The number of one that somebody else made and that waits to be heard."""
    return recorded(spot, spot.giver, RecordingState.WAITING)


def begun(spot: Spot) -> str:
    """The number of one that she is about to read."""
    module = LibraryHolder(CONTENT, spot.now.date()).library.module(MODULE)
    assert module is not None
    card = module.cards[0]
    return str(spot.records.recordings.begin(spot.her, (module.id, card.id, card_revision(card)), LANGUAGE, spot.now))


CARD = "chi-nhai"

LINES: dict[type[Action], Line] = {
    a.OpenListening: reads(Open.JOINED, a.OpenListening()),
    a.SetListening: Line(Open.JOINED, lambda _spot: a.SetListening(LANGUAGE, 1), names_unit=False, drafts=LISTENING),
    a.HearNothing: reads(Open.JOINED, a.HearNothing()),
    a.Hear: reads(Open.JOINED, a.Hear(MODULE, CARD, LANGUAGE)),
    a.ListMyRecordings: reads(Open.AGREED, a.ListMyRecordings(0)),
    a.SeeRecording: Line(Open.AGREED, lambda spot: a.SeeRecording(hers(spot)), names_unit=False),
    a.AskToWithdrawRecording: Line(Open.AGREED, lambda spot: a.AskToWithdrawRecording(hers(spot)), names_unit=False),
    a.WithdrawRecording: Line(
        Open.AGREED, lambda spot: a.WithdrawRecording(hers(spot)), "sound.withdrawn", names_unit=False
    ),
    v.OpenRecordings: reads(Right.WRITE, v.OpenRecordings()),
    v.PickRecordingCourse: reads(Right.WRITE, v.PickRecordingCourse("an-toan")),
    v.PickRecordingModule: reads(Right.WRITE, v.PickRecordingModule(MODULE)),
    v.SeeCardRecordings: reads(Right.WRITE, v.SeeCardRecordings(MODULE, CARD)),
    v.RecordCard: Line(
        Right.WRITE, lambda _spot: v.RecordCard(MODULE, CARD, LANGUAGE), names_unit=False, drafts=DRAFTED
    ),
    v.SubmitRecording: Line(
        Right.WRITE,
        lambda spot: v.SubmitRecording(hers(spot, RecordingState.DRAFT)),
        "sound.sent",
        names_unit=False,
    ),
    v.AgreeToRecording: Line(
        Right.WRITE, lambda spot: v.AgreeToRecording(anothers(spot)), "sound.agreed", names_unit=False
    ),
    v.RefuseRecording: Line(Right.WRITE, lambda spot: v.RefuseRecording(anothers(spot)), names_unit=False),
    v.ListRecordings: reads(Right.WRITE, v.ListRecordings("waiting", 0)),
}

VOICE = SentSomething("voice", file=SentFile(FileKind.VOICE, "file", "", 4, 5), content=b"OggS")

ASKED_LINES: dict[Awaiting, AskedLine] = {
    Awaiting.RECORDING: AskedLine(Right.WRITE, VOICE, begun, names_unit=False),
    Awaiting.RECORDING_WHY: AskedLine(
        Right.WRITE, Said("Đọc lại câu đầu giúp em."), lambda spot: str(anothers(spot)), names_unit=False
    ),
}

"""Authors: what they write is for everybody, so the right is asked for, not a unit."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

from bot.domain.authoring import Draft, DraftState
from bot.domain.curriculum import Library, Module, QuestionKind
from bot.domain.files import FileKind, SentFile
from bot.domain.learner import Awaiting
from bot.domain.managing import Right
from bot.library.holder import LibraryHolder
from bot.screens.codes import Action
from bot.screens.incoming import Said, SentSomething
from bot.screens.organising import authoring_actions as z
from bot.services import authoring, trying
from bot.services.drafting import Examined, subject_for
from bot.settings import PROJECT
from tests.role_lines.line import AskedLine, Line, Spot, reads

COURSE, MODULE = "can-bo-chi-hoi", "hoi-la-ai"
TRIALS = frozenset({"draft_trial"})
DRAFTS = frozenset({"module_draft"})
"""A draft is hers alone until another author agrees, and a trial counts nowhere."""
EVENING = date(2026, 11, 23)


@cache
def library() -> Library:
    """What is taught."""
    return LibraryHolder(PROJECT / "content", EVENING).library


def module() -> Module:
    """The module that is written anew."""
    found = library().module(MODULE)
    assert found is not None
    return found


def draft(spot: Spot, author: int | None = None) -> Draft:
    """A draft of hers, or of another author."""
    file = library().origins[MODULE].file
    # What is taught already is not published again, so the draft says something new.
    changed = replace(module(), title="Hội là ai, nói lại cho gọn")
    return authoring.keep(spot.records, author or spot.her, file, changed, (), {}, spot.now)


def hers(make: Callable[[int], Action]) -> Callable[[Spot], Action]:
    """An action about a draft of hers."""
    return lambda spot: make(draft(spot).id)


def begun(spot: Spot) -> Draft:
    """A draft of hers whose quiz she has begun."""
    found = draft(spot)
    trying.begin(spot.records, found, spot.her, library(), spot.now, random.Random(1))
    return found


def played(spot: Spot) -> Draft:
    """One whose quiz she has finished, not all right."""
    found = begun(spot)
    while (moment := trying.see(spot.records, found, spot.her).moment) is not None:
        attempt = trying.see(spot.records, found, spot.her).attempt
        is_order = moment.question.kind is QuestionKind.ORDER
        part = len(attempt.picked) if is_order else moment.part
        choice = next(n for n in range(9) if not is_order or moment.drawn.order[-1 - n] not in attempt.picked)
        choice = len(moment.drawn.order) - 1 - choice if is_order else 0
        trying.pick(spot.records, found, spot.her, (moment.position, part, choice), spot.now)
    return found


def asked(spot: Spot, author: int) -> int:
    """The number of a draft that waits for another author."""
    found = draft(spot, author)
    spot.records.authoring.take(found.id, DraftState.DRAFT, DraftState.ASKED, asked_at=spot.now)
    return found.id


def issued(spot: Spot) -> int:
    """The number of an issue."""
    file = library().origins[MODULE].file
    return spot.records.authoring.publish(file, module(), "", (spot.giver, None), spot.now)


def line(example: Callable[[Spot], Action], deed: str = "", drafts: frozenset[str] = frozenset()) -> Line:
    """All of it takes the same right, wherever it is held."""
    return Line(Right.WRITE, example, deed, names_unit=False, drafts=drafts)


LINES: dict[type[Action], Line] = {
    z.OpenAuthoring: reads(Right.WRITE, z.OpenAuthoring()),
    z.OpenAuthorCourse: reads(Right.WRITE, z.OpenAuthorCourse(COURSE)),
    z.OpenAuthorModule: reads(Right.WRITE, z.OpenAuthorModule(MODULE)),
    z.AskForVersion: reads(Right.WRITE, z.AskForVersion(MODULE)),
    z.AskForModule: reads(Right.WRITE, z.AskForModule(COURSE)),
    z.TakeExample: reads(Right.WRITE, z.TakeExample()),
    z.TakeSheetTemplate: reads(Right.WRITE, z.TakeSheetTemplate()),
    z.TakeFile: reads(Right.WRITE, z.TakeFile(MODULE, "md")),
    z.OpenDraft: line(hers(z.OpenDraft)),
    z.DropDraft: line(hers(z.DropDraft), drafts=DRAFTS),
    z.TryOpening: line(hers(z.TryOpening)),
    z.TryCard: line(hers(lambda number: z.TryCard(number, 1))),
    z.TryKit: line(hers(z.TryKit)),
    z.TryQuiz: line(hers(z.TryQuiz), drafts=TRIALS),
    z.TryPick: line(lambda spot: z.TryPick(begun(spot).id, 0, 0, 0), drafts=TRIALS),
    z.TryClear: line(lambda spot: z.TryClear(begun(spot).id, 0), drafts=TRIALS),
    z.TryNext: line(lambda spot: z.TryNext(begun(spot).id)),
    z.TryReread: line(lambda spot: z.TryReread(played(spot).id, 0)),
    z.TryRetry: line(lambda spot: z.TryRetry(played(spot).id), drafts=TRIALS),
}

LINES |= {
    z.SubmitDraft: line(hers(z.SubmitDraft), "lesson.asked"),
    z.CallBackDraft: line(lambda spot: z.CallBackDraft(asked(spot, spot.her)), "lesson.called_back"),
    z.AgreeToDraft: line(lambda spot: z.AgreeToDraft(asked(spot, spot.giver), 0), "lesson.published"),
    z.AskDraftWhy: line(lambda spot: z.AskDraftWhy(asked(spot, spot.giver))),
    z.ListRevisions: reads(Right.WRITE, z.ListRevisions(MODULE)),
    z.SeeRevision: line(lambda spot: z.SeeRevision(issued(spot))),
    z.BringBack: line(lambda spot: z.BringBack(issued(spot)), "lesson.taken_up"),
}

ASKED_LINES: dict[Awaiting, AskedLine] = {
    Awaiting.MODULE: AskedLine(
        Right.WRITE,
        SentSomething(
            "file",
            file=SentFile(FileKind.DOCUMENT, "bai", "hoi-la-ai.md"),
            content=b"...",
            examined=Examined(file=library().origins[MODULE].file, module=module()),
        ),
        lambda _spot: subject_for(module=MODULE),
        names_unit=False,
    ),
    Awaiting.MODULE_WHY: AskedLine(
        Right.WRITE,
        Said("Xin xem lại câu thứ hai."),
        lambda spot: str(asked(spot, spot.giver)),
        names_unit=False,
    ),
}

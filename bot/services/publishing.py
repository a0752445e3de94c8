"""Publication: an author asks, a second one agrees, and from then on the module is taught to everybody."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.domain.authoring import AuthorNote, Draft, DraftState, Issue, compare, subject_of
from bot.domain.curriculum import Library, Module
from bot.domain.delivery import DeliveryKind
from bot.domain.managing import RIGHTS, Right
from bot.domain.written import ModuleFile
from bot.errors import StaleButtonError
from bot.library.holder import Published
from bot.library.overlay import Aside, Overlay, placed
from bot.services.authoring import pictures_for
from bot.storage.records import Records

WRITING = tuple(role for role, rights in RIGHTS.items() if Right.WRITE in rights)
LONGEST_WORD = 300


@dataclass(frozen=True, slots=True)
class InForce:
    """The version of a module that counts as the one that is taught; None and 0 where there is none."""

    module: Module | None
    file: ModuleFile | None
    issue: int
    """0 for the folder's own."""


def in_force(records: Records, library: Library, module_id: str) -> InForce:
    """What is taught as that module; what was agreed to a moment ago counts, though the library is not renewed yet."""
    issues = records.authoring.issues_of(module_id)
    fresh = next((each for each in issues if each.id > library.published and not each.is_shipped), None)
    if fresh is not None:
        return InForce(fresh.module, fresh.file, fresh.id)
    module, origin = library.module(module_id), library.origins.get(module_id)
    return InForce(module, origin.file, origin.issue) if origin is not None else InForce(module, None, 0)


def who_may_agree(records: Records, author_id: int, first_admins: Collection[str]) -> tuple[int, ...]:
    """The other authors whose word is enough.

    What is taught is for everybody, so one of the two has to be entrusted with the whole tree.
    """
    everywhere = _everywhere(records, first_admins)
    found = everywhere
    if author_id in everywhere:
        found = tuple(dict.fromkeys((*everywhere, *records.grants.anywhere(WRITING))))
    return tuple(number for number in found if number != author_id)


def writers(records: Records, first_admins: Collection[str], but_for: int) -> tuple[int, ...]:
    """Everybody who writes anywhere, save one."""
    found = dict.fromkeys((*_everywhere(records, first_admins), *records.grants.anywhere(WRITING)))
    return tuple(number for number in found if number != but_for)


def _everywhere(records: Records, first_admins: Collection[str]) -> tuple[int, ...]:
    chats = [records.chats.get(chat_id) for chat_id in sorted(first_admins)]
    first = [chat.learner_id for chat in chats if chat is not None and chat.learner_id is not None]
    return tuple(dict.fromkeys((*records.grants.holders(WRITING, ()), *first)))


def submit(records: Records, draft: Draft, first_admins: Collection[str], now: datetime) -> bool:
    """Ask the other authors; False when there is none, or it was asked before."""
    others = who_may_agree(records, draft.learner_id, first_admins)
    if not others or not records.authoring.take(
        draft.id, DraftState.DRAFT, DraftState.ASKED, asked_at=now, refused_because=""
    ):
        return False
    tell(records, AuthorNote.ASKED, draft.id, others, now)
    return True


def call_back(records: Records, draft: Draft) -> bool:
    """Ask no longer."""
    return records.authoring.take(draft.id, DraftState.ASKED, DraftState.DRAFT)


def refuse(records: Records, draft: Draft, learner_id: int, because: str, now: datetime) -> bool:
    """She sends it back with a word to its author."""
    if learner_id == draft.learner_id:
        raise StaleButtonError
    values = {"refused_because": because[:LONGEST_WORD]}
    if not records.authoring.take(draft.id, DraftState.ASKED, DraftState.DRAFT, **values):
        return False
    tell(records, AuthorNote.REFUSED, draft.id, (draft.learner_id,), now)
    return True


def agree(records: Records, draft: Draft, learner_id: int, library: Library, now: datetime) -> int | None:
    """A second author agrees: the issue's number; None when somebody was quicker, or it would change nothing."""
    if learner_id == draft.learner_id:
        raise StaleButtonError
    if compare(in_force(records, library, draft.file.module_id).module, draft.module).is_same:
        return None
    if not records.authoring.take(draft.id, DraftState.ASKED, DraftState.PUBLISHED):
        return None
    origin = library.origins.get(draft.file.module_id)
    before = library.module(draft.file.module_id)
    base = origin.base if origin is not None else ""
    if origin is not None and before is not None and not origin.issue:
        _keep_shipped(records, origin.file, library, base, now)
    file = placed(draft.file, library.origins) or draft.file
    number = records.authoring.publish(file, draft.module, base, (draft.learner_id, learner_id), now)
    records.authoring.drop(draft.id)
    tell(records, AuthorNote.AGREED, number, (draft.learner_id,), now)
    return number


def _keep_shipped(records: Records, file: ModuleFile, library: Library, base: str, now: datetime) -> None:
    """Keep the folder's own version, so that it can be brought back when the folder has another."""
    module = library.module(file.module_id)
    known = {issue.base for issue in records.authoring.issues_of(file.module_id) if issue.is_shipped}
    if module is not None and base not in known:
        records.authoring.publish(file, module, base, (None, None), now, is_shipped=True)


def bring_back(records: Records, issue: Issue, learner_id: int, now: datetime) -> Draft:
    """An earlier issue as a draft of hers: it is tried and agreed to like any other."""
    return records.authoring.keep_draft(learner_id, issue.file, issue.module, 0, now)


def published(records: Records, folder: Path) -> Published:
    """What is published: the newest issue of each module, with its pictures."""
    overlays = tuple(
        Overlay(issue.id, issue.file, issue.base, pictures_for(records, folder, issue.file))
        for issue in records.authoring.in_force()
    )
    return Published(records.authoring.newest(), overlays)


def tell_of_aside(records: Records, aside: Iterable[Aside], first_admins: Collection[str], now: datetime) -> int:
    """Tell authors, once, of issues that are not taught any more: the newer folder, or a fault beside the rest."""
    told = 0
    for each in aside:
        issue = records.authoring.issue(each.issue)
        if issue is None:
            continue
        note = AuthorNote.OUTDATED if each.is_outdated else AuthorNote.BROKEN
        people = dict.fromkeys((issue.author_id, *_everywhere(records, first_admins)))
        told += tell(records, note, issue.id, [one for one in people if one is not None], now, is_once=True)
    return told


def tell(
    records: Records, note: AuthorNote, number: int, people: Iterable[int], now: datetime, *, is_once: bool = False
) -> int:
    """Let them know; the same word within a minute is said once."""
    subject = subject_of(number, note, 0 if is_once else int(now.timestamp()) // 60)
    return sum(records.deliveries.plan(DeliveryKind.AUTHORING, subject, one, now) for one in people)

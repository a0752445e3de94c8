"""The screens of publishing a module: asking a second author, agreeing, sending back, what was taught before."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.domain.authoring import AuthorNote, Comparison, Draft, DraftState, Issue
from bot.domain.curriculum import Module
from bot.screens.codes import encode
from bot.screens.organising import authoring_actions as z
from bot.screens.organising.authoring import changes
from bot.screens.organising.roles_actions import OpenRoles
from bot.screens.parts import moment, paragraphs
from bot.screens.screen import Row, Screen, button
from bot.texts import Html, Texts

MOST_LISTED = 8
NOTES = {
    AuthorNote.AGREED: "note.module_agreed",
    AuthorNote.OUTDATED: "note.module_outdated",
    AuthorNote.BROKEN: "note.module_broken",
}


def needs_second(texts: Texts, draft: Draft, *, may_appoint: bool) -> Screen:
    """There is nobody who could agree, and how to get somebody."""
    rows: list[Row] = []
    if may_appoint:
        rows.append((button(texts.plain("button.roles"), OpenRoles()),))
    rows.append((button(texts.plain("button.to_draft"), z.OpenDraft(draft.id)),))
    key = "draft.needs_second_appoint" if may_appoint else "draft.needs_second"
    return Screen(texts(key, module=draft.module.title), tuple(rows), again=encode(z.OpenDraft(draft.id)))


def published(texts: Texts, module: Module) -> Screen:
    """It is taught."""
    rows = (
        (button(texts.plain("button.to_author_module"), z.OpenAuthorModule(module.id)),),
        (button(texts.plain("button.to_authoring"), z.OpenAuthoring()),),
    )
    return Screen(texts("draft.published", module=module.title), rows, again=encode(z.OpenAuthoring()))


def ask_why(texts: Texts, draft: Draft) -> Screen:
    """One sentence for its author."""
    row = (button(texts.plain("button.to_draft"), z.OpenDraft(draft.id)),)
    return Screen(texts("draft.ask_why", module=draft.module.title), (row,), again=encode(z.OpenDraft(draft.id)))


def sent_back(texts: Texts, module: Module, who: str) -> Screen:
    """It went back."""
    row = (button(texts.plain("button.to_authoring"), z.OpenAuthoring()),)
    text = texts("draft.sent_back", module=module.title, who=who)
    return Screen(text, (row,), again=encode(z.OpenAuthoring()), is_new=True)


def issued(texts: Texts, issue: Issue, author: str, agreed: str, zone: ZoneInfo) -> str:
    """When an issue was published and by whom, or that it came with the program."""
    if issue.is_shipped:
        return texts.plain("issue.shipped")
    at = moment(issue.published_at, zone)
    return texts.plain("issue.said", at=at, author=author, agreed=agreed)


def revisions(texts: Texts, module: Module, listed: Sequence[tuple[Issue, str, bool]]) -> Screen:
    """What was taught, the newest first; the one in use is marked."""
    lines, rows = [], []
    for number, (issue, said, is_in_use) in enumerate(listed[:MOST_LISTED], start=1):
        key = "issue.line_in_use" if is_in_use else "issue.line"
        lines.append(texts(key, number=number, said=said))
        rows.append((button(texts.plain("button.revision", number=number), z.SeeRevision(issue.id)),))
    rows.append((button(texts.plain("button.to_author_module"), z.OpenAuthorModule(module.id)),))
    text = texts("issue.list", module=module.title, lines=Html("\n".join(lines)))
    if not listed:
        text = texts("issue.none", module=module.title)
    return Screen(text, tuple(rows), again=encode(z.ListRevisions(module.id)))


def revision(texts: Texts, issue: Issue, said: str, found: Comparison, *, may_bring_back: bool) -> Screen:
    """One version, and what it says otherwise than what is taught."""
    text = paragraphs(texts("issue.one", module=issue.module.title, said=said), changes(texts, found))
    rows: list[Row] = []
    if may_bring_back:
        rows.append((button(texts.plain("button.bring_back"), z.BringBack(issue.id)),))
    rows.append((button(texts.plain("button.to_revisions"), z.ListRevisions(issue.file.module_id)),))
    return Screen(text, tuple(rows), again=encode(z.SeeRevision(issue.id)))


def draft_note(texts: Texts, draft: Draft, author: str) -> Screen:
    """Unasked: another author's draft waits for her, or hers came back."""
    if draft.state is DraftState.ASKED:
        text = texts("note.module_asked", module=draft.module.title, who=author)
    else:
        text = texts("note.module_refused", module=draft.module.title, because=draft.refused_because)
    row = (button(texts.plain("button.read_draft"), z.OpenDraft(draft.id)),)
    return Screen(text, (row,), is_new=True, again=encode(z.OpenDraft(draft.id)))


def issue_note(texts: Texts, issue: Issue, word: AuthorNote, agreed: str) -> Screen:
    """Unasked: what became of what she published."""
    text = texts(NOTES[word], module=issue.module.title, who=agreed)
    row = (button(texts.plain("button.see_module"), z.OpenAuthorModule(issue.file.module_id)),)
    return Screen(text, (row,), is_new=True, again=encode(z.OpenAuthorModule(issue.file.module_id)))

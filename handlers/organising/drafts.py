"""A draft on its way: tried, sent to the other authors, agreed to or sent back, published; and earlier issues."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.authoring import AuthorNote, Comparison, Draft, DraftState, Issue, compare, read_subject
from bot.domain.curriculum import Module
from bot.domain.learner import Awaiting, given_name
from bot.domain.managing import Right
from bot.errors import NotAllowedError, StaleButtonError
from bot.screens.general import note
from bot.screens.incoming import Act, Said
from bot.screens.organising import authoring as screens
from bot.screens.organising import authoring_actions as z
from bot.screens.organising import publishing as words
from bot.screens.parts import moment
from bot.screens.screen import Reply, Row, Screen, button, show
from bot.services import publishing as services
from bot.services.sending import Sending
from bot.services.visit import Visit
from handlers.organising import recording_review
from handlers.organising.trying import draft_of


def open_draft(visit: Visit, action: z.OpenDraft) -> Reply:
    """A draft."""
    return show(draft_screen(visit, draft_of(visit, action.draft)))


def draft_screen(visit: Visit, draft: Draft, told: tuple[str, ...] = ()) -> Screen:
    """A draft with what she may do with it."""
    found = _against_taught(visit, draft.file.module_id, draft.module)
    is_hers = draft.learner_id == visit.her.id
    rows, notes = _own(visit, draft, found) if is_hers else _anothers(visit, draft, found)
    course = visit.library.course(draft.file.course_id)
    return screens.draft_screen(visit.texts, draft, course, found, rows, (*told, *notes))


def _own(visit: Visit, draft: Draft, found: Comparison) -> tuple[list[Row], list[str]]:
    texts = visit.texts
    if draft.state is DraftState.ASKED:
        row: Row = (button(texts.plain("button.call_back_draft"), z.CallBackDraft(draft.id)),)
        return [row], [texts("draft.is_asked")]
    rows: list[Row] = []
    if not found.is_same:
        rows.append((button(texts.plain("button.submit_draft"), z.SubmitDraft(draft.id)),))
    rows.append((button(texts.plain("button.send_other"), z.AskForVersion(draft.module.id)),))
    rows.append((button(texts.plain("button.drop_draft"), z.DropDraft(draft.id)),))
    because = draft.refused_because
    return rows, [texts("draft.was_refused", because=because)] if because else []


def _anothers(visit: Visit, draft: Draft, found: Comparison) -> tuple[list[Row], list[str]]:
    texts = visit.texts
    who = called(visit, draft.learner_id)
    notes = [texts("draft.anothers", who=who)]
    if visit.her.id not in services.who_may_agree(visit.records, draft.learner_id, visit.first_admins):
        return [], [*notes, texts("draft.may_not_agree")]
    send_back: Row = (button(texts.plain("button.send_draft_back"), z.AskDraftWhy(draft.id)),)
    if found.is_same:
        return [send_back], notes
    over = _in_use(visit, draft.file.module_id)
    agree: Row = (button(texts.plain("button.agree_to_draft"), z.AgreeToDraft(draft.id, over)),)
    return [agree, send_back], [*notes, texts("draft.ask_agree")]


def _in_use(visit: Visit, module_id: str) -> int:
    """The issue that is taught now; 0 for the folder's own, or for none."""
    return services.in_force(visit.records, visit.library.written, module_id).issue


def _against_taught(visit: Visit, module_id: str, module: Module) -> Comparison:
    """What a version says otherwise than the one that is taught now."""
    return compare(services.in_force(visit.records, visit.library.written, module_id).module, module)


def called(here: Visit | Sending, learner_id: int | None) -> str:
    """What somebody is called; a word for who has left."""
    found = here.records.learners.get(learner_id) if learner_id is not None else None
    return given_name(found.name, here.texts.family_names) if found is not None else here.texts.plain("audit.gone")


def submit_draft(visit: Visit, action: z.SubmitDraft) -> Reply:
    """Ask the other authors; with none, say how to get one."""
    draft = draft_of(visit, action.draft)
    if draft.learner_id != visit.her.id:
        raise StaleButtonError
    if not services.who_may_agree(visit.records, visit.her.id, visit.first_admins):
        return show(words.needs_second(visit.texts, draft, may_appoint=visit.may(Right.APPOINT)))
    if _against_taught(visit, draft.file.module_id, draft.module).is_same:
        return show(draft_screen(visit, draft), toast=visit.texts.plain("toast.same_version"))
    if services.submit(visit.records, draft, visit.first_admins, visit.now):
        visit.note("lesson.asked", module=draft.module.id)
    return show(draft_screen(visit, draft_of(visit, draft.id)))


def call_back_draft(visit: Visit, action: z.CallBackDraft) -> Reply:
    """Ask no longer."""
    draft = draft_of(visit, action.draft)
    if draft.learner_id != visit.her.id:
        raise StaleButtonError
    if services.call_back(visit.records, draft):
        visit.note("lesson.called_back", module=draft.module.id)
    return show(draft_screen(visit, draft_of(visit, draft.id)))


def _to_agree(visit: Visit, draft_id: int) -> Draft:
    """A draft that waits for her; NotAllowedError where her word is not enough."""
    draft = draft_of(visit, draft_id)
    if draft.learner_id == visit.her.id:
        raise StaleButtonError
    if visit.her.id not in services.who_may_agree(visit.records, draft.learner_id, visit.first_admins):
        raise NotAllowedError
    return draft


def agree_to_draft(visit: Visit, action: z.AgreeToDraft) -> Reply:
    """She agrees: it is taught. What she read has to be what it would still change."""
    draft = _to_agree(visit, action.draft)
    if action.over != _in_use(visit, draft.file.module_id):
        return show(draft_screen(visit, draft), toast=visit.texts.plain("toast.other_version"))
    if _against_taught(visit, draft.file.module_id, draft.module).is_same:
        return show(draft_screen(visit, draft), toast=visit.texts.plain("toast.same_version"))
    number = services.agree(visit.records, draft, visit.her.id, visit.library.written, visit.now)
    if number is None:
        raise StaleButtonError
    visit.note("lesson.published", module=draft.module.id, issue=number)
    return show(words.published(visit.texts, draft.module))


def ask_draft_why(visit: Visit, action: z.AskDraftWhy) -> Reply:
    """Wait for the sentence that goes back with it."""
    draft = _to_agree(visit, action.draft)
    visit.chat = replace(visit.chat, awaiting=Awaiting.MODULE_WHY, subject=str(draft.id))
    return show(words.ask_why(visit.texts, draft))


def why_screen(visit: Visit) -> Screen:
    """What asks for that sentence."""
    return replace(words.ask_why(visit.texts, _to_agree(visit, int(visit.chat.subject or 0))), is_new=True)


def take_why(visit: Visit, act: Act) -> Reply:
    """She wrote it: the draft goes back."""
    draft = _to_agree(visit, int(visit.chat.subject or 0))
    if not isinstance(act, Said) or not act.text.strip():
        return show(note(visit.texts, "draft.wants_why"), why_screen(visit))
    visit.chat = replace(visit.chat, awaiting=Awaiting.NOTHING)
    if services.refuse(visit.records, draft, visit.her.id, " ".join(act.text.split()), visit.now):
        visit.note("lesson.sent_back", module=draft.module.id)
    who = called(visit, draft.learner_id)
    return show(words.sent_back(visit.texts, draft.module, who))


def standing(visit: Visit, module_id: str) -> str:
    """Which version of a module is taught, in words."""
    issue = visit.records.authoring.issue(_in_use(visit, module_id))
    if issue is None:
        return visit.texts("authoring.is_shipped")
    return visit.texts("authoring.is_issue", said=_said(visit, issue))


def _said(visit: Visit, issue: Issue) -> str:
    """When it was published, by whom."""
    return words.issued(
        visit.texts,
        issue,
        called(visit, issue.author_id),
        called(visit, issue.agreed_by),
        visit.zone,
    )


def list_revisions(visit: Visit, action: z.ListRevisions) -> Reply:
    """Everything that was ever taught as that module, the newest first."""
    module = services.in_force(visit.records, visit.library, action.module).module
    if module is None:
        raise StaleButtonError
    issues = visit.records.authoring.issues_of(module.id)
    in_use = _in_use(visit, module.id)
    listed = [(issue, _said(visit, issue), issue.id == in_use) for issue in issues]
    return show(words.revisions(visit.texts, module, listed))


def see_revision(visit: Visit, action: z.SeeRevision) -> Reply:
    """One of them: what it says otherwise than what is taught."""
    issue = _issue(visit, action.issue)
    found = _against_taught(visit, issue.file.module_id, issue.module)
    is_in_use = issue.id == _in_use(visit, issue.file.module_id) or found.is_same
    return show(words.revision(visit.texts, issue, _said(visit, issue), found, may_bring_back=not is_in_use))


def bring_back(visit: Visit, action: z.BringBack) -> Reply:
    """Take it as a draft: tried and agreed to like any other."""
    draft = services.bring_back(visit.records, _issue(visit, action.issue), visit.her.id, visit.now)
    visit.note("lesson.taken_up", module=draft.module.id, issue=action.issue)
    return show(draft_screen(visit, draft, (visit.texts("draft.brought_back"),)))


def _issue(visit: Visit, number: int) -> Issue:
    issue = visit.records.authoring.issue(number)
    if issue is None:
        raise StaleButtonError
    return issue


def compose(sending: Sending) -> Reply | None:
    """What an author is told; None when there is nothing to say any more, or she is none."""
    number, word = read_subject(sending.delivery.subject)
    if not any(grant.role in services.WRITING for grant in sending.grants):
        return None
    texts, records = sending.texts, sending.records
    if word in (AuthorNote.VOICE_ASKED, AuthorNote.VOICE_REFUSED):
        return recording_review.compose(sending, number, word)
    if word in (AuthorNote.ASKED, AuthorNote.REFUSED):
        draft = records.authoring.draft(number)
        wanted = DraftState.ASKED if word is AuthorNote.ASKED else DraftState.DRAFT
        if draft is None or draft.state is not wanted:
            return None
        return show(words.draft_note(texts, draft, called(sending, draft.learner_id)))
    issue = records.authoring.issue(number)
    if issue is None or word is None:
        return None
    return show(words.issue_note(texts, issue, word, called(sending, issue.agreed_by)))


def about_authoring(visit: Visit) -> list[str]:
    """What is kept of her as an author, for the file with everything about her."""
    say, zone, authoring = visit.texts.plain, visit.zone, visit.records.authoring
    hers, agreed = authoring.of_learner(visit.her.id)
    lines = [
        say("data.draft", module=each.module.title, at=moment(each.made_at, zone))
        for each in authoring.drafts_of(visit.her.id)
    ]
    lines += [say("data.issue", module=each.module.title, at=moment(each.published_at, zone)) for each in hers]
    lines += [say("data.agreed", module=each.module.title, at=moment(each.published_at, zone)) for each in agreed]
    return ["", say("data.authoring"), *lines] if lines else []

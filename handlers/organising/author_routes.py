"""The table of authors: part of the organisers' one."""

from __future__ import annotations

from bot.domain.learner import Awaiting
from bot.domain.managing import Right
from bot.screens.codes import Action
from bot.screens.organising import authoring_actions as z
from bot.services.drafting import examine
from handlers.access import Asked, Handler, Open
from handlers.organising import authoring, drafts, trying

AUTHORS: dict[type[Action], tuple[Open | Right, Handler]] = {
    z.OpenAuthoring: (Right.WRITE, authoring.open_authoring),
    z.OpenAuthorCourse: (Right.WRITE, authoring.open_author_course),
    z.OpenAuthorModule: (Right.WRITE, authoring.open_author_module),
    z.AskForVersion: (Right.WRITE, authoring.ask_for_version),
    z.AskForModule: (Right.WRITE, authoring.ask_for_module),
    z.TakeExample: (Right.WRITE, authoring.take_example),
    z.TakeSheetTemplate: (Right.WRITE, authoring.take_sheet_template),
    z.TakeFile: (Right.WRITE, authoring.take_file),
    z.OpenDraft: (Right.WRITE, drafts.open_draft),
    z.SubmitDraft: (Right.WRITE, drafts.submit_draft),
    z.CallBackDraft: (Right.WRITE, drafts.call_back_draft),
    z.AgreeToDraft: (Right.WRITE, drafts.agree_to_draft),
    z.AskDraftWhy: (Right.WRITE, drafts.ask_draft_why),
    z.ListRevisions: (Right.WRITE, drafts.list_revisions),
    z.SeeRevision: (Right.WRITE, drafts.see_revision),
    z.BringBack: (Right.WRITE, drafts.bring_back),
    z.DropDraft: (Right.WRITE, authoring.drop_draft),
    z.TryOpening: (Right.WRITE, trying.try_opening),
    z.TryCard: (Right.WRITE, trying.try_card),
    z.TryQuiz: (Right.WRITE, trying.try_quiz),
    z.TryPick: (Right.WRITE, trying.try_pick),
    z.TryClear: (Right.WRITE, trying.try_clear),
    z.TryNext: (Right.WRITE, trying.try_next),
    z.TryReread: (Right.WRITE, trying.try_reread),
    z.TryRetry: (Right.WRITE, trying.try_retry),
    z.TryKit: (Right.WRITE, trying.try_kit),
}

AUTHORS_SHOWN: dict[type[Action], Handler] = {
    z.OpenAuthoring: authoring.open_authoring,
    z.OpenAuthorCourse: authoring.open_author_course,
    z.OpenAuthorModule: authoring.open_author_module,
    z.OpenDraft: drafts.open_draft,
    z.ListRevisions: drafts.list_revisions,
    z.SeeRevision: drafts.see_revision,
    z.TryOpening: trying.try_opening,
    z.TryCard: trying.try_card,
    z.TryNext: trying.try_next,
    z.TryReread: trying.try_reread,
    z.TryKit: trying.try_kit,
}

AUTHORS_ASKED: dict[Awaiting, Asked] = {
    Awaiting.MODULE: Asked(Right.WRITE, authoring.asked_screen, authoring.take, reads_files=True, examine=examine),
    Awaiting.MODULE_WHY: Asked(Right.WRITE, drafts.why_screen, drafts.take_why),
}

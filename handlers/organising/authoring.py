"""«Soạn bài học»: an author takes a module, sends a new version or a new module, and is told what came of the check."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.authoring import Draft
from bot.domain.files import FileKind
from bot.domain.learner import Awaiting
from bot.domain.managing import Right
from bot.errors import StaleButtonError
from bot.screens.actions import decode
from bot.screens.general import note
from bot.screens.incoming import Act, Said, SentSomething
from bot.screens.organising import authoring as screens
from bot.screens.organising import authoring_actions as z
from bot.screens.screen import Attachment, Made, Reply, Screen, show
from bot.services import authoring as services
from bot.services.drafting import Examined, read_subject, subject_for, subject_over
from bot.services.making import Making
from bot.services.publishing import in_force
from bot.services.visit import Visit
from handlers.organising.drafts import draft_screen, standing
from handlers.organising.trying import draft_of


def open_authoring(visit: Visit, _action: z.OpenAuthoring) -> Reply:
    """The courses, her drafts, and what waits for her."""
    hers = visit.records.authoring.drafts_of(visit.her.id)
    others = [each for each in visit.records.authoring.asked() if each.learner_id != visit.her.id]
    return show(screens.home(visit.texts, visit.library, hers, others))


def open_author_course(visit: Visit, action: z.OpenAuthorCourse) -> Reply:
    """The modules of a course."""
    course = visit.library.course(action.course)
    if course is None:
        raise StaleButtonError
    return show(screens.course_screen(visit.texts, course))


def open_author_module(visit: Visit, action: z.OpenAuthorModule) -> Reply:
    """What can be done with a module."""
    module = in_force(visit.records, visit.library, action.module).module
    if module is None:
        raise StaleButtonError
    return show(screens.module_screen(visit.texts, module, standing(visit, module.id)))


def ask_for_version(visit: Visit, action: z.AskForVersion) -> Reply:
    """Wait for the file of a module that is taught, or of a new one that comes in the place of her draft."""
    if visit.library.module(action.module) is None:
        draft = _own_draft(visit, action.module)
        if draft is None:
            raise StaleButtonError
        return _ask(visit, subject_over(draft.file))
    return _ask(visit, subject_for(module=action.module))


def _own_draft(visit: Visit, module_id: str) -> Draft | None:
    """Her draft of that module."""
    hers = visit.records.authoring.drafts_of(visit.her.id)
    return next((each for each in hers if each.file.module_id == module_id), None)


def ask_for_module(visit: Visit, action: z.AskForModule) -> Reply:
    """Wait for the file of a new module."""
    return _ask(visit, subject_for(course=action.course))


def _ask(visit: Visit, subject: str) -> Reply:
    visit.chat = replace(visit.chat, awaiting=Awaiting.MODULE, subject=subject)
    return show(replace(asked_screen(visit), is_new=False))


def asked_screen(visit: Visit) -> Screen:
    """What asks for the file; the home of authors where the module or course is taught no more."""
    course_id, module_id = read_subject(visit.chat.subject, visit.library)
    course = visit.library.course(course_id)
    if course is None:
        return replace(open_authoring(visit, z.OpenAuthoring()).screens[0], is_new=True)
    module = visit.library.module(module_id)
    draft = _own_draft(visit, module_id) if module is None and module_id else None
    if draft is not None:
        return screens.ask_for_other(visit.texts, draft)
    return screens.ask_for_file(visit.texts, course, module)


def take(visit: Visit, act: Act) -> Reply:
    """She sent the file: refused, or told what to put right, or kept as a draft of hers."""
    if isinstance(act, Said):
        return _said(visit, act.text)
    file = act.file if isinstance(act, SentSomething) else None
    if not isinstance(act, SentSomething) or file is None or file.kind is not FileKind.DOCUMENT:
        return show(note(visit.texts, "authoring.wants_file"), asked_screen(visit))
    if not isinstance(act.examined, Examined):
        return show(note(visit.texts, "authoring.not_fetched"), asked_screen(visit))
    found = act.examined
    if found.key:
        visit.note("lesson.refused", reason=found.key)
        return show(Screen(visit.texts(found.key, name=found.name)), asked_screen(visit))
    if found.file is None or found.module is None or found.errors:
        return _faulty(visit, found)
    draft = services.keep(
        visit.records, visit.her.id, found.file, found.module, found.faults, found.pictures, visit.now
    )
    visit.chat = replace(visit.chat, awaiting=Awaiting.NOTHING)
    visit.note("lesson.checked", module=draft.module.id, errors=0)
    warnings = screens.fault_lines(visit.texts, found.faults[: screens.MOST_FAULTS])
    told: tuple[str, ...] = (visit.texts("draft.passed"),)
    if warnings:
        told = (visit.texts("draft.passed_with", count=len(found.faults)), "\n\n".join(warnings))
    return show(replace(draft_screen(visit, draft, told), is_new=True))


def _faulty(visit: Visit, found: Examined) -> Reply:
    errors = found.errors
    name = found.file.name if found.file is not None else ""
    visit.note("lesson.checked", module=found.file.module_id if found.file is not None else "", errors=len(errors))
    whole = screens.faulty(visit.texts, errors, len(found.faults) - len(errors))
    if len(errors) <= screens.MOST_FAULTS:
        return show(whole)
    return show(screens.fault_file(visit.texts, name, found.faults), whole)


def _said(visit: Visit, text: str) -> Reply:
    """A number typed for one of the buttons that stand under what asks for the file."""
    said, choices = text.strip(), visit.chat.choices
    is_number = said.isascii() and said.isdigit() and 0 < int(said) <= len(choices)
    action = decode(choices[int(said) - 1]) if is_number else None
    if isinstance(action, z.TakeExample):
        return take_example(visit, action)
    if isinstance(action, z.TakeSheetTemplate):
        return take_sheet_template(visit, action)
    if isinstance(action, z.OpenAuthorCourse | z.OpenAuthorModule):
        visit.chat = replace(visit.chat, awaiting=Awaiting.NOTHING)
        opened = (
            open_author_course(visit, action)
            if isinstance(action, z.OpenAuthorCourse)
            else open_author_module(visit, action)
        )
        return show(replace(opened.screens[0], is_new=True))
    return show(note(visit.texts, "authoring.wants_file"), asked_screen(visit))


def drop_draft(visit: Visit, action: z.DropDraft) -> Reply:
    """Throw it away."""
    draft = draft_of(visit, action.draft)
    if draft.learner_id != visit.her.id:
        raise StaleButtonError
    visit.records.authoring.drop(draft.id)
    home = open_authoring(visit, z.OpenAuthoring()).screens[0]
    return show(home, toast=visit.texts.plain("toast.draft_dropped"))


def take_example(visit: Visit, _action: z.TakeExample) -> Reply:
    """Hand out the example, and leave her where she was."""
    return show(screens.handed(visit.texts, visit.texts("authoring.example"), screens.EXAMPLE, _asker(visit)))


def take_sheet_template(visit: Visit, _action: z.TakeSheetTemplate) -> Reply:
    """Hand out the same as a workbook."""
    return show(screens.handed(visit.texts, visit.texts("authoring.template"), screens.TEMPLATE, _asker(visit)))


def take_file(visit: Visit, action: z.TakeFile) -> Reply:
    """Hand out a module to be edited."""
    module = in_force(visit.records, visit.library, action.module).module
    if module is None or action.kind not in (screens.MARKDOWN, screens.WORKBOOK):
        raise StaleButtonError
    values = _asker(visit) | {"module": module.id, "kind": action.kind}
    return show(screens.handed(visit.texts, visit.texts("authoring.file", module=module.title), screens.FILE, values))


def _asker(visit: Visit) -> dict[str, int | str]:
    return {"learner": visit.her.id, "chat": visit.chat.id}


def make_file(making: Making) -> Made:
    """The file of a module that is taught."""
    if not making.holds(Right.WRITE):
        return Made(making.texts("toast.not_allowed"))
    module_id = str(making.values["module"])
    file = in_force(making.records, making.library, module_id).file
    if file is None:
        return Made(making.texts("authoring.file_gone"))
    if making.values["kind"] == screens.WORKBOOK:
        stem = file.name.removesuffix(".md")
        return Made(attachment=Attachment(f"{stem}.xlsx", services.module_workbook(file.text, making.texts)))
    name, content = services.packed(making.records, making.folder, file)
    return Made(attachment=Attachment(name, content))


def make_example(making: Making) -> Made:
    """The example of the guide; a module that is taught where there is no guide."""
    return Made(attachment=Attachment("mau-bai-hoc.md", services.example(making.folder, making.library).encode()))


def make_template(making: Making) -> Made:
    """The same example as a workbook."""
    text = services.example(making.folder, making.library)
    return Made(attachment=Attachment("mau-bai-hoc.xlsx", services.module_workbook(text, making.texts)))

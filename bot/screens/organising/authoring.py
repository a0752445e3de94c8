"""The screens of authors: the courses, a module, what came of a file, a draft and what it would change."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.authoring import Comparison, Difference, Draft, Fault
from bot.domain.curriculum import Course, Library, Module
from bot.screens.codes import encode
from bot.screens.organising import authoring_actions as z
from bot.screens.organising.home import management_row
from bot.screens.parts import paragraphs, plain
from bot.screens.screen import Attachment, Recipe, Row, Screen, button
from bot.texts import Html, Texts

FILE, EXAMPLE, TEMPLATE = "authoring.file", "authoring.example", "authoring.template"
MOST_FAULTS = 5
MOST_NAMED = 4
LONGEST_NAMED = 50
MARKDOWN, WORKBOOK = "md", "xlsx"
PARTS = {
    "title": "change.title",
    "outcome": "change.outcome",
    "picture": "change.picture",
    "practice": "change.practice",
    "kit": "change.kit",
    "pass": "change.pass",
    "order": "change.order",
}


def home(texts: Texts, library: Library, drafts: Sequence[Draft], asked: Sequence[Draft]) -> Screen:
    """The courses, her drafts, and what waits for her agreement."""
    rows: list[Row] = [
        (button(texts.plain("authoring.waits", module=each.module.title), z.OpenDraft(each.id)),) for each in asked
    ]
    rows += [
        (button(texts.plain("authoring.draft", module=each.module.title), z.OpenDraft(each.id)),) for each in drafts
    ]
    rows += [(button(course.title, z.OpenAuthorCourse(course.id)),) for course in library.courses]
    rows.append((button(texts.plain("button.module_example"), z.TakeExample()),))
    rows.append((button(texts.plain("button.sheet_template"), z.TakeSheetTemplate()),))
    text = paragraphs(texts("authoring.home"), texts("authoring.home_waiting", count=len(asked)) if asked else "")
    return Screen(text, (*rows, management_row(texts)), again=encode(z.OpenAuthoring()))


def course_screen(texts: Texts, course: Course) -> Screen:
    """The modules of a course."""
    rows: list[Row] = [
        (button(f"{number}. {module.title}", z.OpenAuthorModule(module.id)),)
        for number, module in enumerate(course.modules, start=1)
    ]
    rows.append((button(texts.plain("button.new_module"), z.AskForModule(course.id)),))
    rows.append((button(texts.plain("button.to_authoring"), z.OpenAuthoring()),))
    text = texts("authoring.course", course=course.title, count=len(course.modules))
    return Screen(text, tuple(rows), again=encode(z.OpenAuthorCourse(course.id)))


def module_screen(texts: Texts, module: Module, standing: str) -> Screen:
    """What can be done with a module; ``standing`` says which version is taught."""
    text = texts(
        "authoring.module",
        module=module.title,
        cards=len(module.cards),
        questions=len(module.questions),
        standing=Html(standing),
    )
    rows: tuple[Row, ...] = (
        (button(texts.plain("button.new_version"), z.AskForVersion(module.id)),),
        (button(texts.plain("button.take_text"), z.TakeFile(module.id, MARKDOWN)),),
        (button(texts.plain("button.take_sheet"), z.TakeFile(module.id, WORKBOOK)),),
        (button(texts.plain("button.revisions"), z.ListRevisions(module.id)),),
        (button(texts.plain("button.to_author_course"), z.OpenAuthorCourse(module.course_id)),),
    )
    return Screen(text, rows, again=encode(z.OpenAuthorModule(module.id)))


def ask_for_file(texts: Texts, course: Course, module: Module | None) -> Screen:
    """Send it here."""
    if module is not None:
        text, back = texts("authoring.send_version", module=module.title), z.OpenAuthorModule(module.id)
        row = (button(texts.plain("button.to_author_module"), back),)
        return Screen(text, (row,), again=encode(back), is_new=True)
    rows = (
        (button(texts.plain("button.module_example"), z.TakeExample()),),
        (button(texts.plain("button.sheet_template"), z.TakeSheetTemplate()),),
        (button(texts.plain("button.to_author_course"), z.OpenAuthorCourse(course.id)),),
    )
    text = texts("authoring.send_module", course=course.title)
    return Screen(text, rows, again=encode(z.OpenAuthorCourse(course.id)), is_new=True)


def ask_for_other(texts: Texts, draft: Draft) -> Screen:
    """Send here what comes in the place of a draft of a new module."""
    back = z.OpenAuthorCourse(draft.file.course_id)
    row = (button(texts.plain("button.to_author_course"), back),)
    text = texts("authoring.send_other", module=draft.module.title)
    return Screen(text, (row,), again=encode(back), is_new=True)


def handed(texts: Texts, text: str, kind: str, values: dict[str, int | str]) -> Screen:
    """A file, made when it is shown."""
    return Screen(text, recipe=Recipe(kind, values), is_new=True)


def fault_lines(texts: Texts, faults: Sequence[Fault]) -> list[str]:
    """The faults as a list, for the screen and for a file."""
    return [_fault(texts, fault) for fault in faults]


def _fault(texts: Texts, fault: Fault) -> str:
    values = {"message": fault.message, "advice": fault.advice}
    if fault.cell:
        said = texts("fault.in_cell", place=fault.cell, **values)
    elif fault.line:
        said = texts("fault.in_line", line=fault.line, **values)
    else:
        said = texts("fault.in_file", file=fault.file, **values)
    return f"{texts('fault.warning')} {said}" if fault.is_warning else said


def faulty(texts: Texts, errors: Sequence[Fault], warnings: int) -> Screen:
    """What has to be put right before the module can be tried; the file can simply be sent again."""
    shown = fault_lines(texts, errors[:MOST_FAULTS])
    rest = len(errors) - len(shown)
    text = paragraphs(
        texts("authoring.faulty", count=len(errors), warnings=warnings),
        "\n\n".join(shown),
        texts("authoring.more_faults", count=rest) if rest else "",
        texts("authoring.send_again"),
    )
    return Screen(text, again=None, is_new=True)


def fault_file(texts: Texts, name: str, faults: Sequence[Fault]) -> Screen:
    """All of them, as a text that can be laid beside the lesson."""
    lines = "\n\n".join(plain(line) for line in fault_lines(texts, faults))
    stem = name.rpartition("/")[2].removesuffix(".md")[:40] or "bai"
    file = Attachment(texts.plain("authoring.fault_file", name=stem), lines.encode("utf-8-sig"))
    return Screen(texts("authoring.fault_list", count=len(faults)), attachment=file, is_new=True)


def draft_screen(
    texts: Texts, draft: Draft, course: Course | None, found: Comparison, own: Sequence[Row], notes: Sequence[str] = ()
) -> Screen:
    """A draft: what it would change; ``own`` are the rows of what she may do with it, ``notes`` what is to be said."""
    text = paragraphs(
        texts(
            "draft.title",
            module=draft.module.title,
            course=course.title if course is not None else draft.file.course_id,
            cards=len(draft.module.cards),
            questions=len(draft.module.questions),
            minutes=draft.module.minutes,
        ),
        *notes,
        changes(texts, found),
    )
    rows = (
        (button(texts.plain("button.try_draft"), z.TryOpening(draft.id)),),
        *own,
        (button(texts.plain("button.to_authoring"), z.OpenAuthoring()),),
    )
    return Screen(text, rows, again=encode(z.OpenDraft(draft.id)))


def changes(texts: Texts, found: Comparison) -> str:
    """What a draft changes, in words."""
    if found.is_new:
        return texts("change.new_module")
    if found.is_same:
        return texts("change.nothing")
    lines = [texts("change.heading")]
    lines += _listed(texts, found.cards, ("change.cards_new", "change.cards_changed", "change.cards_gone"))
    lines += _listed(
        texts, found.questions, ("change.questions_new", "change.questions_changed", "change.questions_gone")
    )
    if found.parts:
        parts = ", ".join(texts.plain(PARTS[part]) for part in found.parts)
        lines.append(texts("change.parts", parts=parts))
    return "\n".join(lines)


def _listed(texts: Texts, found: Difference, keys: tuple[str, str, str]) -> list[str]:
    lines = []
    for names, key in zip((found.new, found.changed, found.gone), keys, strict=True):
        if names:
            named = ", ".join(f"«{_short(name)}»" for name in names[:MOST_NAMED])
            if len(names) > MOST_NAMED:
                named = texts.plain("change.more", names=named, count=len(names) - MOST_NAMED)
            lines.append(texts(key, count=len(names), names=named))
    return lines


def _short(rich: str) -> str:
    line = " ".join(plain(rich).split())
    return line if len(line) <= LONGEST_NAMED else line[: LONGEST_NAMED - 1].rstrip() + "…"

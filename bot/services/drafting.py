"""The check of what an author sends: before any transaction, because it unpacks, parses and takes its time."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from bot.domain.authoring import Fault, new_module_id, order_of, pictures_of
from bot.domain.curriculum import Library, Module
from bot.domain.written import ModuleFile
from bot.library.drafting import Request, UnreadableError, check_apart
from bot.library.outline import title_in
from bot.library.overlay import Overlay, picture_name_taken, placed
from bot.library.problems import Problem
from bot.library.tabled import in_columns
from bot.library.untabled import Untabled, untabled
from bot.services.parcel import Parcel, ParcelError, open_parcel
from bot.sheets.reading import read_sheets
from bot.sheets.table import SheetError

logger = logging.getLogger(__name__)

A_MODULE, A_COURSE, A_DRAFT = "m", "c", "d"


@dataclass(frozen=True)
class Bench:
    """What a draft is held against: the folder, what is published over it, the library of both."""

    folder: Path
    overlays: tuple[Overlay, ...]
    library: Library
    today: date


@dataclass(frozen=True)
class Examined:
    """What came of a file: refused as it is (``key`` says why), or faults, or a module without any error."""

    key: str = ""
    name: str = ""
    """The file meant in the refusal."""
    file: ModuleFile | None = None
    module: Module | None = None
    faults: tuple[Fault, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """By digest: all that the module shows, so that it can be brought back when the folder has lost them."""

    @property
    def errors(self) -> tuple[Fault, ...]:
        """What has to be put right first."""
        return tuple(fault for fault in self.faults if not fault.is_warning)


def subject_for(*, module: str = "", course: str = "") -> str:
    """What the chat remembers that the file will be: a new version of a module, or a new module of a course."""
    return f"{A_MODULE}:{module}" if module else f"{A_COURSE}:{course}"


def subject_over(file: ModuleFile) -> str:
    """The same for what comes in the place of a draft of a new module: it keeps its id and its place."""
    return f"{A_DRAFT}:{file.course_id}:{file.name}"


def read_subject(subject: str, library: Library) -> tuple[str, str]:
    """The course and the module («» for a new one) that a file is for; empty both when neither is taught any more."""
    kind, _, name = subject.partition(":")
    if kind == A_DRAFT:
        course_id, _, file_name = name.partition(":")
        module_id = ModuleFile(course_id, file_name, "").module_id
        return (course_id, module_id) if library.course(course_id) is not None else ("", "")
    if kind == A_MODULE:
        module = library.module(name)
        return (module.course_id, module.id) if module is not None else ("", "")
    return (name, "") if library.course(name) is not None else ("", "")


def examine(bench: Bench, subject: str, name: str, content: bytes) -> Examined:
    """The whole check of a file."""
    course_id, module_id = read_subject(subject, bench.library)
    if not course_id:
        return Examined("parcel.no_place")
    try:
        parcel = open_parcel(name, content)
    except ParcelError as error:
        return Examined(error.key, error.name)
    book = None
    if parcel.book is not None:
        try:
            book = untabled(read_sheets(parcel.book))
        except SheetError as error:
            return Examined(error.key)
        parcel = replace(parcel, text=book.written.text)
    order = order_of(subject.rpartition(":")[2] if subject.startswith(f"{A_DRAFT}:") else parcel.name)
    file = _file(bench, parcel, course_id, module_id, order or 0)
    if file is None:
        return Examined(key="parcel.no_name", name=parcel.name)
    found = _checked(bench, file, parcel)
    return found if book is None else _in_cells(found, book)


def _in_cells(found: Examined, book: Untabled) -> Examined:
    """The same, its faults told by the cells of the workbook; what is wrong with the workbook itself comes first."""
    own = tuple(Fault(each.message, each.advice, cell=each.place) for each in book.problems)
    places = book.written.places
    faults = tuple(
        replace(each, cell=places.get(each.line, ""), advice=in_columns(each.advice)) for each in found.faults
    )
    return replace(found, faults=(*own, *faults))


def _file(bench: Bench, parcel: Parcel, course_id: str, module_id: str, order: int) -> ModuleFile | None:
    """Where it is to stand: in the place of the module it is for, or of the one it is named after, or at the end."""
    wanted = module_id or new_module_id(parcel.name, title_in(parcel.text))
    if not wanted:
        return None
    return placed(ModuleFile(course_id, f"{order:02}-{wanted}.md", parcel.text), bench.library.origins)


def _checked(bench: Bench, file: ModuleFile, parcel: Parcel) -> Examined:
    older = next((each.pictures for each in bench.overlays if each.file.module_id == file.module_id), {})
    draft = Overlay(0, file, "", {**older, **parcel.pictures})
    request = Request(str(bench.folder), bench.overlays, bench.library.origins, draft, bench.today)
    try:
        answer = check_apart(request)
    except UnreadableError as error:
        logger.warning("a draft could not be checked: %s", str(error).strip().rpartition("\n")[2][:200])
        return Examined("parcel.unreadable")
    faults = (*_taken_names(bench.library, file, parcel), *(_fault(each, file) for each in answer.problems))
    if answer.module is None or any(not fault.is_warning for fault in faults):
        return Examined(file=file, faults=faults)
    shown = pictures_of(answer.module)
    found = {digest: _picture(bench.folder, file, name, draft.pictures) for name, digest in shown.items()}
    kept = ModuleFile(file.course_id, file.name, file.text, shown)
    return Examined(file=kept, module=answer.module, faults=faults, pictures=found)


def _picture(folder: Path, file: ModuleFile, name: str, held: Mapping[str, bytes]) -> bytes:
    return held[name] if name in held else (folder / file.picture_path(name)).read_bytes()


def _taken_names(library: Library, file: ModuleFile, parcel: Parcel) -> list[Fault]:
    """Pictures whose names another module of the course uses for other pictures: that one would change with them."""
    others = [
        each.file
        for module_id, each in library.origins.items()
        if module_id != file.module_id and each.file.course_id == file.course_id
    ]
    found = []
    for name, content in parcel.pictures.items():
        digest = hashlib.sha256(content).hexdigest()
        if any(each.pictures.get(name, digest) != digest for each in others):
            found.append(Fault(*picture_name_taken(name), file=name))
    return found


def _fault(problem: Problem, file: ModuleFile) -> Fault:
    if problem.file == file.path:
        return Fault(problem.message, problem.advice, problem.line, is_warning=problem.is_warning)
    return Fault(problem.message, problem.advice, file=problem.file.rpartition("/")[2], is_warning=problem.is_warning)

"""The content folder read as one library: every file, every problem, in one pass.

It opens nothing outside the folder, changes nothing inside it, and gives no library while there is an error.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import Path

from bot.domain.authoring import pictures_of
from bot.domain.curriculum import Course, Library, Module
from bot.domain.written import ModuleFile, Origin
from bot.library import limits
from bot.library.cards import render_body
from bot.library.corrections import read_corrections
from bot.library.dangers import DANGER_FILE, read_dangers
from bot.library.emergencies import EMERGENCY_FILE, read_emergency_numbers
from bot.library.files import is_inside, read_text
from bot.library.keys import COURSE_KEYS, Key
from bot.library.measures import ModuleMeasure
from bot.library.modules import read_module
from bot.library.outline import Outline, read_outline
from bot.library.pictures import Gallery
from bot.library.problems import FileFindings, Findings
from bot.library.reading import Reading
from bot.library.register import SOURCES_FILE, Register, read_register, report_uses
from bot.library.revisions import library_revision
from bot.library.rich import plain, render_text, visible_length
from bot.library.translations import read_translations
from bot.library.voices import VOICES_FILE, read_voices
from bot.library.worktable import check_id

COURSES_FOLDER = "courses"
COURSE_FILE = "course.md"
_MODULE_FILE = re.compile(r"(?P<order>\d{2})-(?P<id>[a-z0-9-]+)\.md")
_TRANSLATED = re.compile(r".+\.[a-z]{2}\.md")
"""Read afterwards, beside what it translates."""
_LOOKS_LIKE_MODULE = re.compile(r"\d+.*|.*\.(?:md|txt|docx?|odt)", re.IGNORECASE)


def read_library(folder: Path, *, today: date, forgive_age: bool = False) -> Reading:
    """Read the content folder as of ``today``.

    With ``forgive_age`` what only grew old (a review, a law that ended) is a warning, so that a restart does not
    silence a bot that taught the same an hour ago.
    """
    findings = Findings()
    shelf = _Shelf(folder, today, findings)
    if not folder.is_dir():
        findings.of(".").error(1, "no-folder", f"Em không thấy thư mục nội dung «{folder.name}»", "Xem lại đường dẫn.")
        return Reading(None, findings.all(forgive_age=forgive_age), folder)
    library, measures = shelf.read()
    _check_library(measures, findings)
    problems = findings.all(forgive_age=forgive_age)
    has_errors = any(not problem.is_warning for problem in problems)
    return Reading(None if has_errors else library, problems, folder, measures, library)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The folder being read, the day it is read for, and where problems go."""

    root: Path
    today: date
    findings: Findings

    def read(self) -> tuple[Library, tuple[ModuleMeasure, ...]]:
        where = self.findings.of(SOURCES_FILE)
        register = read_register(self._text(self.root / SOURCES_FILE), self.today, where)
        numbers = read_emergency_numbers(
            self._text(self.root / EMERGENCY_FILE), register, self.findings.of(EMERGENCY_FILE)
        )
        dangers = read_dangers(self._text(self.root / DANGER_FILE), self.findings.of(DANGER_FILE))
        voices = read_voices(self._optional_text(self.root / VOICES_FILE), self.findings.of(VOICES_FILE))
        measures: list[ModuleMeasure] = []
        origins: dict[str, Origin] = {}
        ordered = [self._course(path, register, measures, origins) for path in self._course_folders()]
        self._report_same_order(ordered)
        self._report_same_ids([course for _, course in ordered])
        courses = tuple(course for _, course in sorted(ordered, key=lambda pair: (pair[0], pair[1].id)))
        if not courses:
            self.findings.of(COURSES_FOLDER).error(
                1, "no-courses", "Chưa có khóa học nào", "Mỗi khóa là một thư mục con, trong có course.md."
            )
        corrections = read_corrections(self.root, register, dangers[:2], self.findings)
        report_uses(register, [one.source_id for one in corrections], where)
        library = Library(
            courses, register.sources, numbers, *dangers, voices, corrections=corrections, origins=origins
        )
        library = replace(library, revision=library_revision(library))
        translations = read_translations(self.root, library, register, self.findings)
        return replace(library, translations=translations), tuple(measures)

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _text(self, path: Path) -> str | None:
        return read_text(self.root, path, self.findings.of(self._name(path)))

    def _optional_text(self, path: Path) -> str | None:
        return self._text(path) if path.is_file() else None

    def _course_folders(self) -> list[Path]:
        courses = self.root / COURSES_FOLDER
        if not courses.is_dir() or not is_inside(self.root, courses):
            return []
        found = []
        for path in sorted(courses.iterdir()):
            where = self.findings.of(self._name(path))
            if path.name.startswith("."):
                continue
            if not is_inside(self.root, path):
                where.error(1, "outside", "Đây là lối tắt chỉ ra ngoài thư mục nội dung", "Chép thư mục thật vào đây.")
            elif path.is_dir():
                check_id(path.name, 1, f"Tên thư mục «{path.name}»", where)
                found.append(path)
            else:
                where.warn(1, "stray-file", "Em không đọc tệp này", "Để bài trong thư mục của một khóa.")
        return found

    def _course(
        self, path: Path, register: Register, measures: list[ModuleMeasure], origins: dict[str, Origin]
    ) -> tuple[int, Course]:
        opening = path / COURSE_FILE
        order, course = _read_course(path.name, self._text(opening), self.findings.of(self._name(opening)))
        gallery = Gallery(self.root, path)
        modules = []
        for file, module_id in self._module_files(path):
            text = read_text(self.root, file, self.findings.of(self._name(file)))
            if text is None:
                continue
            where = self.findings.of(self._name(file))
            module, measured = read_module(text, (path.name, module_id), register, gallery, where)
            modules.append(module)
            measures.append(measured)
            written = ModuleFile(path.name, file.name, text, pictures_of(module))
            origins.setdefault(module_id, Origin(written, written.digest))
        if not modules:
            self.findings.of(self._name(opening)).error(
                1, "no-modules", "Khóa này chưa có bài nào", "Thêm tệp 01-ten-bai.md cạnh course.md."
            )
        gallery.report_unused(self.findings)
        return order, replace(course, modules=tuple(modules))

    def _module_files(self, course: Path) -> list[tuple[Path, str]]:
        """The module files of a course in their order; a file whose name says nothing is a problem."""
        found: list[tuple[Path, str]] = []
        orders: dict[str, str] = {}
        for path in sorted(course.iterdir()):
            where = self.findings.of(self._name(path))
            named = _MODULE_FILE.fullmatch(path.name)
            if path.name.startswith(".") or path.name in {COURSE_FILE, "media"} or _TRANSLATED.fullmatch(path.name):
                continue
            if named is None:
                _report_stray_file(path, where)
                continue
            check_id(named["id"], 1, f"Mã bài «{named['id']}» trong tên tệp", where)
            if named["order"] in orders:
                where.error(
                    1,
                    "order-twice",
                    f"Số {named['order']} đã dùng cho «{orders[named['order']]}»",
                    "Đổi số đầu tên tệp.",
                )
            orders[named["order"]] = path.name
            found.append((path, named["id"]))
        return found

    def _report_same_order(self, ordered: list[tuple[int, Course]]) -> None:
        seen: dict[int, str] = {}
        for order, course in ordered:
            if order in seen:
                self.findings.of(f"{COURSES_FOLDER}/{course.id}/{COURSE_FILE}").warn(
                    1, "order-twice", f"Khóa «{seen[order]}» cũng có thứ tự {order}", "Cho mỗi khóa một số riêng."
                )
            seen[order] = course.id

    def _report_same_ids(self, courses: list[Course]) -> None:
        seen: dict[str, Module] = {}
        for module in (module for course in courses for module in course.modules):
            if module.id in seen:
                names = self.root.glob(f"{COURSES_FOLDER}/{module.course_id}/[0-9][0-9]-{module.id}.md")
                for path in list(names)[:1]:
                    self.findings.of(self._name(path)).error(
                        1,
                        "id-twice",
                        f"Mã bài «{module.id}» đã dùng trong khóa «{seen[module.id].course_id}»",
                        "Đổi tên tệp: phần sau số thứ tự là mã bài, không bài nào trùng bài nào.",
                    )
            seen[module.id] = module


def _report_stray_file(path: Path, where: FileFindings) -> None:
    if path.is_file() and _LOOKS_LIKE_MODULE.fullmatch(path.name):
        where.error(
            1,
            "file-name",
            f"Tên tệp «{path.name}» chưa đúng nên bài chưa được đọc",
            "Bài là tệp chữ tên như 03-viec-nha.md: hai chữ số, gạch ngang, tên không dấu, đuôi .md "
            "(không phải .md.txt hay .docx).",
        )
    else:
        where.warn(1, "stray-file", "Em không đọc mục này", "Tranh để trong thư mục media; thứ không dùng thì xóa.")


def _read_course(course_id: str, text: str | None, findings: FileFindings) -> tuple[int, Course]:
    """The order and the course of a ``course.md``; its modules come later."""
    if text is None:
        return 0, Course(course_id, "", "", ())
    outline = read_outline(text, COURSE_KEYS, findings)
    title = outline.fields.get(Key.TITLE)
    name = plain(render_text(title.value, title.line, findings)) if title else ""
    if not 1 <= len(name) <= limits.TITLE:
        findings.error(
            title.line if title else 1,
            "course-title",
            f"Tên khóa dài {len(name)} ký tự, cần từ 1 đến {limits.TITLE}",
            "Viết dòng «tên: …» trong phần đầu tệp.",
        )
    body = render_body(outline.opening, findings)
    if not 1 <= visible_length(body.text) <= limits.SUMMARY or outline.sections:
        findings.error(
            outline.sections[0].line if outline.sections else 1,
            "course-summary",
            f"Lời giới thiệu khóa dài {visible_length(body.text)} ký tự, cần từ 1 đến {limits.SUMMARY}",
            "Sau phần đầu tệp viết một hai câu, không có tên mục (#).",
        )
    return _order(outline, findings), Course(course_id, name, body.text, (), _serves(outline, findings))


def _order(outline: Outline, findings: FileFindings) -> int:
    field = outline.fields.get(Key.ORDER)
    if field is None or not field.value.isdecimal():
        findings.error(
            field.line if field else 1, "course-order", "Khóa chưa có thứ tự", "Thêm dòng «thứ tự: 1» ở phần đầu tệp."
        )
        return 0
    return int(field.value)


def _serves(outline: Outline, findings: FileFindings) -> tuple[int, ...]:
    """The numbers after «đề xuất:»; the line may be left out."""
    field = outline.fields.get(Key.SERVES)
    pieces = [piece.strip() for piece in field.value.split(",")] if field is not None else []
    if field is not None and not all(piece in limits.PROPOSALS for piece in pieces):
        findings.error(
            field.line,
            "course-serves",
            f"«{field.value}» không phải số của các đề xuất",
            f"Ghi số, cách nhau bằng dấu phẩy: «đề xuất: 1, 3». Có các số {', '.join(limits.PROPOSALS)}.",
        )
        return ()
    return tuple(int(piece) for piece in pieces)


def _check_library(measures: tuple[ModuleMeasure, ...], findings: Findings) -> None:
    """Note what shows only over all modules: right answers that stand out by their length or by their place."""
    asked = sum(len(measured.right_positions) for measured in measures)
    longest = sum(measured.longest_right for measured in measures)
    if asked and len(measures) > 1 and longest / asked > limits.LONGEST_SHARE:
        findings.of(COURSES_FOLDER).warn(
            1,
            "longest-right",
            f"Tính cả thư viện, {longest} trên {asked} câu một đáp án có phương án đúng dài nhất",
            "Rút gọn phương án đúng ở các bài có tỉ lệ cao trong bảng.",
        )
    for course_id, group in groupby(measures, lambda each: each.course_id):
        places = Counter(place for measured in group for place in measured.right_positions)
        place, count = max(places.items(), key=lambda pair: pair[1], default=(0, 0))
        total = places.total()
        if total >= limits.FEWEST_TO_COMPARE and count / total > limits.BUNCHED_SHARE:
            findings.of(f"{COURSES_FOLDER}/{course_id}/{COURSE_FILE}").warn(
                1,
                "right-bunched",
                f"{count} trên {total} câu một đáp án của khóa viết phương án đúng ở dòng thứ {place}",
                "Khi học máy có xáo, nhưng lúc đọc bản viết dễ đoán; rải ý đúng ra các dòng khác nhau.",
            )

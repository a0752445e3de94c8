"""Translations: ``01-bai.en.md`` beside ``01-bai.md``, ``course.en.md`` beside ``course.md``, ``emergency.en.yaml``.

A translated module names the wording it was made for. Once that has changed it waits, and the original is taught.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bot.domain.curriculum import EmergencyNumber, Library, Module, Rich
from bot.domain.translating import Translation
from bot.library import limits
from bot.library.agreement import differences, merged
from bot.library.cards import render_body
from bot.library.emergencies import read_emergency_numbers
from bot.library.files import read_text
from bot.library.keys import COURSE_KEYS, SHOWN, TRANSLATED_KEYS, Key
from bot.library.modules import read_module
from bot.library.outline import read_outline
from bot.library.pictures import Gallery
from bot.library.problems import AGE_CODES, FileFindings, Findings
from bot.library.register import Register
from bot.library.revisions import translation_revision, words_revision
from bot.library.rich import plain, render_text, visible_length

_FILE = re.compile(r"(?:course|\d{2}-(?P<id>[a-z0-9-]+))\.(?P<language>[a-z]{2})\.md")
_EMERGENCY = re.compile(r"emergency\.(?P<language>[a-z]{2})\.yaml")
_OF_THE_ORIGINAL = AGE_CODES | {"minutes", "true-false"}
"""What is asked of the original only: a translation says the same, and says yes and no in its own words."""


def read_translations(root: Path, library: Library, register: Register, findings: Findings) -> dict[str, Translation]:
    """Every translation that agrees with what it translates, by language."""
    desk = _Desk(root, library, register, findings)
    found: dict[str, Translation] = {}
    for course in library.courses:
        for path, language, module_id in _files(root / "courses" / course.id):
            translation = found.setdefault(language, Translation())
            if module_id is None:
                if (said := desk.course(path)) is not None:
                    translation.courses[course.id] = said
            elif (pair := desk.module(path, course.id, module_id)) is not None:
                translation.modules[module_id] = pair
    for path in sorted(root.glob("emergency.*.yaml")):
        if named := _EMERGENCY.fullmatch(path.name):
            language, numbers = named["language"], desk.emergency_numbers(path)
            found[language] = replace(found.get(language, Translation()), emergency_numbers=numbers)
    return {language: replace(each, revision=translation_revision(each)) for language, each in sorted(found.items())}


def _files(folder: Path) -> Iterator[tuple[Path, str, str | None]]:
    """The translations in a course's folder: file, language, and the module's id (None: the course itself)."""
    for path in sorted(folder.glob("*.md")):
        if named := _FILE.fullmatch(path.name):
            yield path, named["language"], named["id"]


@dataclass(frozen=True, slots=True)
class _Desk:
    """What is being translated, and where problems go."""

    root: Path
    library: Library
    register: Register
    findings: Findings

    def _of(self, path: Path) -> FileFindings:
        return self.findings.of(path.relative_to(self.root).as_posix())

    def course(self, path: Path) -> tuple[str, Rich] | None:
        """Title and summary of a course."""
        where = self._of(path)
        text = read_text(self.root, path, where)
        if text is None:
            return None
        outline = read_outline(text, COURSE_KEYS, where)
        title = outline.fields.get(Key.TITLE)
        name = plain(render_text(title.value, title.line, where)) if title else ""
        summary = render_body(outline.opening, where).text
        if not 1 <= len(name) <= limits.TITLE or not 1 <= visible_length(summary) <= limits.SUMMARY:
            where.error(
                1,
                "course-title",
                f"Tên khóa cần từ 1 đến {limits.TITLE} ký tự, lời giới thiệu từ 1 đến {limits.SUMMARY}",
                "Viết dòng «tên: …» trong phần đầu tệp, rồi một hai câu giới thiệu.",
            )
            return None
        return name, summary

    def module(self, path: Path, course_id: str, module_id: str) -> tuple[Module, Module] | None:
        """The original and the same in other words; None when the translation is behind, or does not agree with it."""
        where = self._of(path)
        text = read_text(self.root, path, where)
        original = self.library.module(module_id)
        if text is None:
            return None
        if original is None or original.course_id != course_id:
            where.error(
                1, "no-original", "Không có bài gốc cho bản dịch này", "Đặt tên như bài gốc, thêm .en vào trước .md."
            )
            return None
        if not _is_made_for(original, text, where):
            return None
        read, gallery = Findings(), Gallery(self.root, path.parent)
        own, ids = read.of(where.file), (course_id, module_id)
        said, _ = read_module(text, ids, self.register, gallery, own, TRANSLATED_KEYS)
        wrong = [each for each in read.all(forgive_age=False) if not each.is_warning]
        wrong = [each for each in wrong if each.code not in _OF_THE_ORIGINAL]
        for each in wrong:
            self.findings.add(each)
        differing = [] if wrong else differences(original, said)
        for thing, fault in differing:
            where.error(
                _line_of(thing, text), "translation-differs", f"Không khớp bài gốc: {fault}", "Xem bài gốc rồi sửa."
            )
        return None if wrong or differing else (original, merged(original, said))

    def emergency_numbers(self, path: Path) -> tuple[EmergencyNumber, ...]:
        """All the numbers to call; one that is not translated stays in its authors' words, and is told."""
        where = self._of(path)
        read = read_emergency_numbers(read_text(self.root, path, where), self.register, where)
        said = {one.number: one for one in read}
        known = {one.number: one for one in self.library.emergency_numbers}
        for number in said.keys() - known.keys():
            where.error(1, "phone", f"Số {number} không có trong emergency.yaml", "Ghi đúng các số của bản gốc.")
        lacking = [
            number
            for number, one in known.items()
            if number not in said or bool(said[number].in_need) != bool(one.in_need)
        ]
        if lacking:
            message = f"Chưa dịch đủ các số {', '.join(lacking)}"
            where.warn(1, "translation-behind", message, "Dịch «name», «when», và «in_need» ở số nào có dòng ấy.")
        return tuple(one if number in lacking else said[number] for number, one in known.items())


def _is_made_for(original: Module, text: str, where: FileFindings) -> bool:
    """Whether a translation names the original as it is worded now; where not, what to do is told."""
    aside = Findings().of(where.file)
    field, revision = read_outline(text, TRANSLATED_KEYS, aside).fields.get(Key.TRANSLATES), words_revision(original)
    if field is None:
        where.error(
            1,
            "no-translates",
            f"Bản dịch chưa ghi «{SHOWN[Key.TRANSLATES]}:»",
            f"Thêm vào phần đầu tệp một dòng «translates: {revision}».",
        )
    elif field.value != revision:
        where.warn(
            field.line,
            "translation-behind",
            f"Bài gốc đã đổi, nay là bản {revision}; bản dịch này đang nghỉ, chị em xem bài gốc",
            f"Dịch lại những chỗ đã đổi, rồi ghi «translates: {revision}».",
        )
    return field is not None and field.value == revision


def _line_of(thing: str, text: str) -> int:
    """The line that gives something its id; the first when there is none."""
    lines = enumerate(text.split("\n"), 1)
    return next((number for number, line in lines if thing and line.rpartition(":")[2].strip() == thing), 1)

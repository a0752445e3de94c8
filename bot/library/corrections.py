"""Corrections: one short file for a law that ends, named by it: what is new, from which day, and one question.

It reaches people unasked, on a screen that anybody may look at, so it says nothing that speaks of danger.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from bot.domain.curriculum import Correction, Question, QuestionKind, Rich
from bot.domain.danger import speaks_of_danger
from bot.domain.folding import fold
from bot.library import limits
from bot.library.cards import render_body
from bot.library.dangers import TELLING
from bot.library.files import is_inside, read_text
from bot.library.keys import PARTS_SHOWN, Key, Part, did_you_mean, near_word
from bot.library.modules import read_review
from bot.library.outline import Section, read_outline, split_by_heading
from bot.library.pictures import Gallery
from bot.library.problems import FileFindings, Findings
from bot.library.questions import read_question
from bot.library.register import SOURCES_FILE, Entry, Register, names_day
from bot.library.revisions import correction_revision
from bot.library.rich import plain
from bot.library.worktable import Worktable, check_claims, citations, limited, read_fields, required

CORRECTIONS_FOLDER = "corrections"
NEWS, ASKED = "Điều mới", PARTS_SHOWN[Part.QUESTIONS]
"""The two parts of the file."""
_KEYS = frozenset({Key.REVIEWED, Key.REVIEWER})
_FILE = re.compile(rf"[a-z0-9-]{{1,{limits.ID}}}\.md")
_KINDS = frozenset({QuestionKind.SINGLE, QuestionKind.TRUE_FALSE})
"""Questions that are answered with one tap."""

Dangers = Sequence[Sequence[str]]
"""The danger phrases, and their exceptions."""


def read_corrections(root: Path, register: Register, dangers: Dangers, findings: Findings) -> tuple[Correction, ...]:
    """Every correction in the folder, if there is one."""
    folder = root / CORRECTIONS_FOLDER
    found = []
    for path in sorted(folder.iterdir()) if folder.is_dir() and is_inside(root, folder) else ():
        where = findings.of(path.relative_to(root).as_posix())
        if path.name.startswith("."):
            continue
        if not _FILE.fullmatch(path.name):
            where.error(
                1,
                "file-name",
                f"Tên tệp «{path.name}» chưa đúng nên tin đính chính chưa được đọc",
                "Đặt tên tệp bằng mã của nguồn đã hết hiệu lực, đuôi .md: «luat-cu.md».",
            )
            continue
        entry = _ending(path.stem, register, where)
        text = read_text(root, path, where)
        if text is not None and entry is not None and entry.source.in_force_until is not None:
            table = Worktable(where, tuple(text.split("\n")), register, Gallery(root, folder))
            found.append(_read(text, entry, entry.source.in_force_until, dangers, table))
    return tuple(found)


def _ending(source_id: str, register: Register, findings: FileFindings) -> Entry | None:
    """The entry of the source that the file is named by; None, with a problem, when it does not end."""
    entry = register.entries.get(source_id)
    if entry is None:
        findings.error(
            1,
            "source-unknown",
            f"Em không thấy nguồn «{source_id}» trong {SOURCES_FILE}",
            f"{did_you_mean(near_word(source_id, register.entries))}Tên tệp là mã của nguồn đã hết hiệu lực.",
        )
    elif entry.source.in_force_until is None:
        findings.error(
            1,
            "correction-without-end",
            f"Nguồn «{source_id}» chưa ghi ngày cuối cùng còn hiệu lực",
            f"Ghi ngày ấy vào «in_force_until:» trong {SOURCES_FILE}; tin đính chính gửi từ ngày hôm sau.",
        )
    return entry


def _read(text: str, entry: Entry, last_day: date, dangers: Dangers, table: Worktable) -> Correction:
    outline = read_outline(text, _KEYS, table.findings)
    read_review(outline, table, ages=False)
    # It is read by nobody before the new law holds, so it need not be announced as a coming one.
    then = max(table.register.today, last_day + timedelta(days=1))
    table = replace(table, register=replace(table.register, today=then))
    parts = _parts(outline.sections, table)
    for block in outline.opening:
        table.findings.error(block.line, "stray-line", "Dòng này đứng trước mọi phần", f"Chuyển xuống dưới «# {NEWS}».")
    told, question = _told(parts.get(NEWS), last_day, table), _question(parts.get(ASKED), table)
    correction = replace(told, source_id=entry.source.id, question=question)
    if entry.source.id in correction.teaches:
        table.findings.error(
            1, "correction-old", "Tin đính chính lại dựa vào chính nguồn đã hết", "Dòng «nguồn:» ghi văn bản mới."
        )
    _report_danger(correction, dangers, table.findings)
    return replace(correction, revision=correction_revision(correction))


def _parts(sections: Sequence[Section], table: Worktable) -> Mapping[str, Section]:
    known = {fold(name): name for name in (NEWS, ASKED)}
    parts: dict[str, Section] = {}
    for section in sections:
        name = known.get(fold(section.title))
        if name is None or name in parts:
            table.findings.error(
                section.line,
                "unknown-part",
                f"Em không hiểu phần «# {section.title}», hoặc phần ấy viết hai lần",
                f"Tin đính chính có đúng hai phần: «# {NEWS}» rồi «# {ASKED}».",
            )
        else:
            parts[name] = section
    for name in (NEWS, ASKED):
        if name not in parts:
            table.findings.error(1, "no-part", f"Thiếu phần «# {name}»", "Thêm phần ấy, xem mẫu trong GUIDE.md.")
    return parts


def _told(section: Section | None, last_day: date, table: Worktable) -> Correction:
    """What is new: short, with the day it begins and the source and article it rests on."""
    nothing = Question("", QuestionKind.SINGLE, "", "", "")
    if section is None:
        return Correction("", "", nothing, "")
    what = f"Phần «# {NEWS}»"
    fields = read_fields(section, frozenset({Key.SOURCE}), "tin đính chính", table)
    body = render_body(section.blocks, table.findings)
    for picture in body.pictures:
        table.findings.error(picture.line, "picture-misplaced", "Tin đính chính không có tranh", "Xóa tranh.")
    required(body.text, section.line, what, "Viết điều gì đổi, từ ngày nào.", table.findings)
    limited(body.text, limits.CORRECTION, section.line, what, table.findings)
    check_claims([body.text], fields.sources, section, what, table)
    cited = citations(fields, [body.text], "tin đính chính", table)
    if not fields.sources:
        table.findings.error(section.line, "no-source", f"{what} chưa ghi nguồn", "Thêm «nguồn: mã nguồn mới, Điều …».")
    begins = last_day + timedelta(days=1)
    if not names_day(begins, [plain(body.text)]):
        table.findings.error(
            section.line,
            "no-day",
            f"{what} chưa nói điều mới có từ ngày nào",
            f"Ghi rõ trong câu: «từ {begins.day}/{begins.month}/{begins.year}».",
        )
    return Correction("", body.text, nothing, "", cited)


def _question(section: Section | None, table: Worktable) -> Question:
    """The one question, checked like a module's."""
    nothing = Question("", QuestionKind.SINGLE, "", "", "")
    if section is None:
        return nothing
    _, entries = split_by_heading(section.blocks, 2)
    if len(entries) != 1:
        table.findings.error(
            section.line,
            "count",
            f"Ở đây có {len(entries)} câu hỏi, cần đúng một",
            "Giữ lại một câu, viết với hai dấu ##.",
        )
    if not entries:
        return nothing
    question = read_question(entries[0], set(), (), table)
    if question.kind not in _KINDS:
        table.findings.error(
            entries[0].line, "kind", "Câu hỏi của tin đính chính phải trả lời được bằng một lần bấm",
            "Dùng câu một đáp án hoặc «loại: đúng sai».",
        )  # fmt: skip
    if question.card_id is not None:
        table.findings.error(
            entries[0].line, "key-misplaced", "Dòng «xem lại:» không dùng trong tin đính chính", "Xóa dòng này."
        )
    return replace(question, card_id=None)


def _report_danger(correction: Correction, dangers: Dangers, findings: FileFindings) -> None:
    """Note words that would endanger a woman whose phone somebody else is looking at."""
    asked = correction.question
    said: list[Rich] = [correction.text, asked.text, *(choice.text for choice in asked.choices), asked.explanation]
    said += [each.article for each in correction.citations]
    if any(speaks_of_danger(plain(text), *dangers) or speaks_of_danger(plain(text), TELLING) for text in said):
        findings.error(
            1,
            "speaks-of-danger",
            "Tin này có chữ nói đến nguy hiểm, mà tin tự đến, ai cầm máy cũng đọc được",
            "Nói bằng lời chung: ai được gì, từ ngày nào. Chuyện bạo lực để trong bài học, nơi chị em tự mở.",
        )

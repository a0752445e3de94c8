"""What reading one module file needs at hand, and the reading of its smallest parts: keys, ids, sources, claims."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.curriculum import Citation, Rich
from bot.library import limits
from bot.library.blocks import Block, BlockKind
from bot.library.claims import find_claim, find_outdated
from bot.library.keys import SHOWN, Key, suggested_id
from bot.library.outline import Field, Section
from bot.library.pictures import Gallery
from bot.library.problems import FileFindings
from bot.library.register import Register, Use
from bot.library.rich import plain, render_text, visible_length

_ID = re.compile(rf"[a-z0-9-]{{1,{limits.ID}}}")
_ADD_SOURCE = "Thêm dòng «nguồn: mã nguồn, điều khoản», ví dụ «nguồn: luat-bdg-2006, Điều 18 khoản 5»."
_MISPLACED = {
    Key.PICTURE: "Tranh của thẻ viết ![mô tả tranh](media/ten-tep.png), đứng một dòng riêng.",
    Key.ALT: "Mô tả viết trong ngoặc vuông: ![mô tả tranh](media/ten-tep.png).",
}


@dataclass(frozen=True, slots=True)
class Worktable:
    """The file's lines and problems, the register of sources and the course's pictures."""

    findings: FileFindings
    lines: tuple[str, ...]
    register: Register
    gallery: Gallery


@dataclass(frozen=True, slots=True)
class Fields:
    """The «key: value» lines of one card or question."""

    single: Mapping[Key, Field]
    sources: tuple[Field, ...]


def read_fields(section: Section, allowed: frozenset[Key], what: str, table: Worktable) -> Fields:
    """The fields under a heading; one that is out of place or written twice is a problem."""
    single: dict[Key, Field] = {}
    sources: list[Field] = []
    for block in section.blocks:
        if block.kind is not BlockKind.FIELD or block.key is None:
            continue
        if block.key not in allowed:
            advice = _MISPLACED.get(block.key, "Xóa dòng này, hoặc chuyển về đúng chỗ.")
            table.findings.error(
                block.line, "key-misplaced", f"Dòng «{SHOWN[block.key]}:» không dùng trong {what}", advice
            )
        elif block.key is Key.SOURCE:
            sources += _source_lines(block)
        elif block.key in single:
            table.findings.error(
                block.line, "key-twice", f"Dòng «{SHOWN[block.key]}:» viết hai lần", "Giữ lại một dòng."
            )
        else:
            single[block.key] = Field(block.text.strip(), block.line)
    return Fields(single, tuple(sources))


def _source_lines(block: Block) -> list[Field]:
    lines = [line.removeprefix("- ").removeprefix("* ").strip() for line in block.text.split("\n")]
    found = [Field(line, number) for number, line in enumerate(lines, block.line) if line]
    return found or [Field("", block.line)]


def read_id(fields: Fields, section: Section, what: str, taken: set[str], table: Worktable) -> str:
    """The id of a card or question, noted as taken; a missing, wrong or repeated one is a problem."""
    suggestion = suggested_id(section.title)
    field = fields.single.get(Key.ID)
    if field is None or not field.value:
        table.findings.error(
            section.line, "no-id", f"{what} chưa có mã", f"Thêm ngay dưới tên một dòng: «mã: {suggestion}»."
        )
        return ""
    check_id(field.value, field.line, f"Mã «{field.value}»", table.findings)
    if field.value in taken:
        table.findings.error(
            field.line, "id-twice", f"Mã «{field.value}» đã dùng trong bài này", "Đổi thành một mã khác."
        )
    taken.add(field.value)
    return field.value


def check_id(typed: str, line: int, what: str, findings: FileFindings) -> None:
    """Note an id that would not fit a button."""
    if not _ID.fullmatch(typed):
        findings.error(
            line,
            "id",
            f"{what} viết chưa đúng",
            f"Chỉ dùng chữ thường không dấu, số và dấu gạch ngang, không quá {limits.ID} ký tự, "
            f"ví dụ «{suggested_id(typed)}».",
        )


def citations(fields: Fields, texts: Iterable[Rich], what: str, table: Worktable) -> tuple[Citation, ...]:
    """The sources named by ``what`` («thẻ «Ba ngày»»), which says these texts; one that is unknown is a problem.

    A claim that rests on a law needs the article: whoever doubts it must be able to look it up.
    """
    shown = [plain(text) for text in texts]
    uses = [Use(table.findings.file, field.line, what) for field in fields.sources]
    found = [
        table.register.cite(field.value, use, shown, table.findings)
        for field, use in zip(fields.sources, uses, strict=True)
    ]
    known = tuple(citation for citation in found if citation is not None)
    claim = next((claim for text in shown if (claim := find_claim(text))), None)
    bare = table.register.lacking_article(known, uses[0]) if claim is not None and known else None
    if bare is not None:
        table.findings.error(
            uses[found.index(bare)].line,
            "claim-without-article",
            f"Ở đây nói về luật («{claim}») mà nguồn «{bare.source_id}» chưa ghi điều nào",
            f"Viết thêm điều khoản: «nguồn: {bare.source_id}, Điều …». Chưa mở được văn bản để biết số điều thì hỏi "
            "người duyệt; đừng đoán.",
        )
    return known


def limited(text: Rich, most: int, line: int, what: str, findings: FileFindings) -> Rich:
    """The text itself; one that is too long for the screen is a problem."""
    length = visible_length(text)
    if length > most:
        findings.error(
            line,
            "too-long",
            f"{what} dài {length} ký tự, nhiều nhất là {most}",
            f"Bớt {length - most} ký tự: bỏ chữ thừa, hoặc tách làm hai.",
        )
    return text


def required(text: Rich, line: int, what: str, advice: str, findings: FileFindings) -> Rich:
    """The text itself; an empty one is a problem."""
    if not text.strip():
        findings.error(line, "missing-text", f"{what} còn trống", advice)
    return text


def title_of(section: Section, table: Worktable) -> str:
    """A heading as plain text."""
    return plain(render_text(section.title, section.line, table.findings))


def check_claims(
    texts: Iterable[Rich],
    sources: Sequence[Field],
    section: Section,
    what: str,
    table: Worktable,
    advice: str = _ADD_SOURCE,
) -> None:
    """Note a statement of law that has none of the sources to rest on, and one that holds no longer."""
    shown = [plain(text) for text in texts]
    claim = next((found for text in shown if (found := find_claim(text))), None)
    if claim is not None and not sources:
        table.findings.error(
            _line_saying(claim, section, table),
            "claim-without-source",
            f"{what} nói về luật («{claim}») mà chưa ghi nguồn",
            advice,
        )
    for text in shown:
        for message, instead in find_outdated(text):
            table.findings.warn(section.line, "outdated", message, instead)


def _line_saying(words: str, section: Section, table: Worktable) -> int:
    """The line under the heading that holds the words, or the heading's own."""
    last = max((block.line for block in section.blocks), default=section.line)
    following = enumerate(table.lines[section.line - 1 : last + 20], section.line)
    return next((number for number, line in following if words in line), section.line)

"""The cards of a module: one screen each, read from the headings under «# Thẻ»."""

from __future__ import annotations

from bot.domain.curriculum import Card, Picture, Rich
from bot.library import limits
from bot.library.blocks import Block, BlockKind
from bot.library.keys import CARD_KEYS
from bot.library.outline import Section
from bot.library.problems import FileFindings
from bot.library.rich import PictureMark, Rendered, render, render_text
from bot.library.worktable import Worktable, check_claims, citations, limited, read_fields, read_id, required, title_of


def read_card(section: Section, taken: set[str], table: Worktable) -> Card:
    """The card under a heading; its id joins ``taken``."""
    fields = read_fields(section, CARD_KEYS, "thẻ", table)
    card_id = read_id(fields, section, "Thẻ này", taken, table)
    title = title_of(section, table)
    required(title, section.line, "Tên thẻ", "Viết tên sau hai dấu ##.", table.findings)
    limited(title, limits.TITLE, section.line, "Tên thẻ", table.findings)
    body = render_body(section.blocks, table.findings)
    required(body.text, section.line, "Thẻ này", "Viết vài câu dưới tên thẻ.", table.findings)
    limited(title + body.text, limits.CARD, section.line, "Thẻ này (cả tên)", table.findings)
    check_claims([title, body.text], fields.sources, section, "Thẻ này", table)
    return Card(
        card_id,
        title,
        body.text,
        _picture(body.pictures, table),
        citations(fields, [title, body.text], f"thẻ «{title}»", table),
    )


def render_body(blocks: tuple[Block, ...], findings: FileFindings) -> Rendered:
    """Paragraphs and lists as one text, a blank line between them; other blocks are a problem."""
    texts: list[Rich] = []
    pictures: list[PictureMark] = []
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH:
            rendered = render(block.text, block.line, findings)
            pictures += rendered.pictures
            texts.append(rendered.text)
        elif block.kind in {BlockKind.BULLETS, BlockKind.NUMBERS}:
            texts.append(_list(block, findings))
        elif block.kind is not BlockKind.FIELD:
            _report_stray(block, findings)
    return Rendered("\n\n".join(text for text in texts if text), tuple(pictures))


def _list(block: Block, findings: FileFindings) -> Rich:
    lines = []
    for number, item in enumerate(block.items, 1):
        mark = "•" if block.kind is BlockKind.BULLETS else f"{number}."
        lines.append(f"{mark} {render_text(item.text, item.line, findings)}")
        if item.quote:
            _report_stray(Block(BlockKind.QUOTE, item.quote_line), findings)
    return "\n".join(lines)


def _report_stray(block: Block, findings: FileFindings) -> None:
    if block.kind is BlockKind.HEADING:
        message, advice = "Trong thẻ không có tên mục nhỏ (###)", "Viết thành câu thường, hoặc tách thành thẻ mới (##)."
    else:
        message, advice = "Dấu > đầu dòng không dùng ở đây", "Lời nói viết trong «…»."
    findings.error(block.line, "stray-block", message, advice)


def _picture(marks: tuple[PictureMark, ...], table: Worktable) -> Picture | None:
    for mark in marks[1:]:
        table.findings.error(
            mark.line, "pictures-many", "Một thẻ chỉ có một tranh", "Giữ một tranh, hoặc tách thành hai thẻ."
        )
    pictures = [table.gallery.picture(mark.target, mark.alt, mark.line, table.findings) for mark in marks]
    return pictures[0] if pictures else None

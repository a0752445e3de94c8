"""The answers under a question: a box ticked or not, a text, what to say to who chose it, the step it leads to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.curriculum import Choice
from bot.domain.folding import fold
from bot.library import limits
from bot.library.blocks import Block, BlockKind, Item
from bot.library.problems import FileFindings
from bot.library.rich import plain, render_text
from bot.library.worktable import limited, required

_BOX = re.compile(r"\[(?P<mark>[^\]]{0,3})\]\s*(?P<text>.*)", re.DOTALL)
_TICKS = frozenset("xX×хХvV✓✔")
_ARROW = re.compile(r"\s*(?:→|➔|➜|-{1,2}>|={1,2}>)\s*(?P<target>[^→\n]{0,40})$")
_STEP = re.compile(r"(?:buoc|step)? ?(\d{1,2})")
_ENDINGS = frozenset({"het", "ket thuc", "dung", "end"})


@dataclass(frozen=True, slots=True)
class Written:
    """A choice and where it stands in the file."""

    choice: Choice
    line: int
    step: int | None = None
    """The number of the step it leads to, as written; None ends the situation."""


def read_choices(blocks: Iterable[Block], findings: FileFindings, *, with_steps: bool = False) -> tuple[Written, ...]:
    """The choices in the lists among the blocks, in order; a quote after a list belongs to its last choice."""
    items: list[Item] = []
    for block in blocks:
        if block.kind is BlockKind.BULLETS:
            items += block.items
        elif block.kind is BlockKind.QUOTE and items and not items[-1].quote:
            items[-1] = Item(items[-1].text, items[-1].line, block.text, block.line)
    written = tuple(_read_choice(item, findings, with_steps=with_steps) for item in items)
    _report_repeated(written, findings)
    return written


def split_choice(source: str) -> tuple[bool, str, str]:
    """A choice without faults as it is written: whether it is right, its text, and the step it leads to, if any."""
    found = _BOX.fullmatch(source.strip())
    text = found["text"] if found else source
    arrow = _ARROW.search(text)
    step = _STEP.fullmatch(fold(arrow["target"])) if arrow is not None else None
    is_right = bool(found and found["mark"].strip())
    return is_right, text[: arrow.start()] if arrow is not None else text, step[1] if step is not None else ""


def _read_choice(item: Item, findings: FileFindings, *, with_steps: bool) -> Written:
    is_right, source = _box(item, findings)
    step = None
    arrow = _ARROW.search(source)
    if arrow is not None:
        source = source[: arrow.start()]
        step = _target(arrow["target"], item.line, findings, with_steps=with_steps)
    text = render_text(source, item.line, findings)
    required(text, item.line, "Phương án này", "Viết câu trả lời sau dấu ].", findings)
    limited(text, limits.CHOICE, item.line, "Phương án này", findings)
    feedback = render_text(item.quote, item.quote_line, findings)
    limited(feedback, limits.FEEDBACK, item.quote_line, "Lời đáp này", findings)
    return Written(Choice(text, is_right, feedback), item.line, step)


def _box(item: Item, findings: FileFindings) -> tuple[bool, str]:
    found = _BOX.fullmatch(item.text.strip())
    mark = found["mark"].strip() if found else ""
    if found is None or (mark and mark not in _TICKS):
        findings.error(
            item.line,
            "no-box",
            "Phương án này thiếu ô [ ] hoặc [x] ở đầu",
            "Viết «- [ ] …» cho phương án sai, «- [x] …» cho phương án đúng.",
        )
    return bool(mark), found["text"] if found else item.text


def _target(typed: str, line: int, findings: FileFindings, *, with_steps: bool) -> int | None:
    if not with_steps:
        findings.error(
            line,
            "arrow-misplaced",
            "Mũi tên → chỉ dùng trong câu hỏi tình huống",
            "Xóa mũi tên, hoặc thêm dòng «loại: tình huống» dưới tên câu hỏi.",
        )
        return None
    folded = fold(typed)
    found = _STEP.fullmatch(folded)
    if found is None and folded not in _ENDINGS:
        findings.error(
            line,
            "arrow",
            f"Em không hiểu mũi tên chỉ tới «{typed.strip()}»",
            "Viết «→ bước 2»; muốn kết thúc tình huống thì bỏ mũi tên.",
        )
    return int(found[1]) if found else None


def _report_repeated(written: tuple[Written, ...], findings: FileFindings) -> None:
    seen: set[str] = set()
    for each in written:
        folded = " ".join(plain(each.choice.text).lower().split())
        if folded in seen:
            findings.error(
                each.line, "choice-twice", "Phương án này trùng với một phương án ở trên", "Viết khác đi, hoặc xóa."
            )
        seen.add(folded)

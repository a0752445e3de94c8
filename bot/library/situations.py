"""Situations: a story and steps, where each choice leads to a later step or ends it.

Whatever she chooses she must arrive at an end, hear something after every choice, and be able to meet every step.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.curriculum import Rich, Step
from bot.domain.folding import fold
from bot.library import limits
from bot.library.blocks import Block, BlockKind
from bot.library.cards import render_body
from bot.library.choices import Written, read_choices
from bot.library.outline import Section, split_by_heading
from bot.library.rich import headed
from bot.library.worktable import Worktable, limited, required

_HEADING = re.compile(r"(?:buoc|step) (\d{1,2})")


def read_situation(section: Section, heading: Rich, table: Worktable) -> tuple[Rich, tuple[Step, ...]]:
    """The story before the first step, headed by its title, and the steps."""
    before, sections = split_by_heading(section.blocks, 6)
    story = _text(before, table)
    required(
        story,
        section.line,
        "Chuyện mở đầu tình huống",
        "Viết vài câu trước «### Bước 1»: ở đâu, ai, chuyện gì.",
        table.findings,
    )
    limited(heading, limits.QUESTION, section.line, "Tên tình huống", table.findings)
    limited(story, limits.STORY, section.line, "Chuyện mở đầu", table.findings)
    least, most = limits.STEPS
    if not least <= len(sections) <= most:
        table.findings.error(
            section.line,
            "count",
            f"Tình huống có {len(sections)} bước, cần từ {least} đến {most}",
            "Mỗi bước bắt đầu bằng «### Bước 1», «### Bước 2».",
        )
    for number, each in enumerate(sections, 1):
        _check_heading(each, number, table)
    written = [_choices(each, table) for each in sections]
    _check_ways(sections, written, table)
    steps = tuple(
        Step(
            _step_text(each, table), tuple(replace(one.choice, leads_to=_index(one, len(sections))) for one in choices)
        )
        for each, choices in zip(sections, written, strict=True)
    )
    return headed(heading, story), steps


def _text(blocks: Sequence[Block], table: Worktable) -> Rich:
    body = render_body(tuple(blocks), table.findings)
    for picture in body.pictures:
        table.findings.error(
            picture.line, "picture-misplaced", "Tình huống không có tranh", "Chuyển tranh vào một thẻ."
        )
    return body.text


def _step_text(section: Section, table: Worktable) -> Rich:
    """What a step tells and asks: the paragraphs before its choices."""
    lists = [place for place, block in enumerate(section.blocks) if block.kind is BlockKind.BULLETS]
    first = lists[0] if lists else len(section.blocks)
    text = _text(section.blocks[:first], table)
    required(text, section.line, "Bước này", "Viết chuyện gì xảy ra và hỏi chị làm gì.", table.findings)
    for block in section.blocks[first:]:
        if block.kind is BlockKind.PARAGRAPH:
            line = block.text.split("\n")[0][:60]
            table.findings.error(
                block.line,
                "stray-line",
                f"Em không hiểu dòng «{line}»",
                "Lời đáp viết sau dấu > dưới phương án; giải thích chung bắt đầu bằng «giải thích:».",
            )
        elif block.kind is BlockKind.NUMBERS:
            table.findings.error(
                block.line, "numbers", "Phương án của bước không đánh số", "Viết «- [ ] …» hoặc «- [x] …»."
            )
    return limited(text, limits.STEP, section.line, "Bước này", table.findings)


def _check_heading(section: Section, number: int, table: Worktable) -> None:
    found = _HEADING.fullmatch(fold(section.title))
    if found is None or int(found[1]) != number:
        table.findings.error(
            section.line, "step-number", f"Em chờ «### Bước {number}» ở đây", "Các bước đánh số lần lượt 1, 2, 3…"
        )


def _choices(section: Section, table: Worktable) -> tuple[Written, ...]:
    written = read_choices(section.blocks, table.findings, with_steps=True)
    least, most = limits.STEP_CHOICES
    if not least <= len(written) <= most:
        table.findings.error(
            section.line,
            "count",
            f"Bước này có {len(written)} phương án, cần từ {least} đến {most}",
            "Mỗi phương án một dòng «- [ ] …».",
        )
    if written and not any(each.choice.is_right for each in written):
        table.findings.error(
            section.line, "none-right", "Bước này chưa có phương án đúng", "Đổi [ ] thành [x] ở phương án nên làm."
        )
    for each in written:
        if not each.choice.feedback:
            table.findings.error(
                each.line,
                "no-feedback",
                "Phương án này chưa có lời đáp",
                "Thêm dưới phương án một dòng lùi vào: «  > …», nói điều gì xảy ra.",
            )
    return written


def _index(written: Written, steps: int) -> int | None:
    return written.step - 1 if written.step is not None and 1 <= written.step <= steps else None


def _check_ways(sections: Sequence[Section], written: Sequence[Sequence[Written]], table: Worktable) -> None:
    """Note arrows to nowhere, ways that come back, and steps nobody can meet."""
    for number, choices in enumerate(written, 1):
        for each in choices:
            if each.step is not None and not 1 <= each.step <= len(sections):
                table.findings.error(each.line, "step-unknown", f"Không có bước {each.step}", "Sửa số sau mũi tên →.")
            # Of the arrows in a loop only the one that goes back is blamed.
            elif each.step is not None and each.step <= number and _comes_to(each.step, number, written):
                table.findings.error(
                    each.line,
                    "loop",
                    f"Từ đây đi tới bước {each.step} rồi lại quay về bước {number}",
                    "Chỉ dẫn tới bước sau, để tình huống có lúc kết thúc.",
                )
    met = _met_from(1, written)
    for number, section in enumerate(sections, 1):
        if number not in met:
            table.findings.error(
                section.line,
                "unreachable",
                f"Không phương án nào dẫn tới bước {number}",
                f"Thêm «→ bước {number}» vào một phương án của bước trước.",
            )


def _met_from(start: int, written: Sequence[Sequence[Written]]) -> set[int]:
    met: set[int] = set()
    ahead = [start]
    while ahead:
        number = ahead.pop()
        if number in met or not 1 <= number <= len(written):
            continue
        met.add(number)
        ahead += [each.step for each in written[number - 1] if each.step is not None]
    return met


def _comes_to(start: int, goal: int, written: Sequence[Sequence[Written]]) -> bool:
    return goal in _met_from(start, written)

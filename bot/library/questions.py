"""The questions of a module, read from the headings under «# Câu hỏi», each after the rules of its kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.curriculum import Choice, Question, QuestionKind, Rich
from bot.domain.folding import fold
from bot.library import limits
from bot.library.blocks import Block, BlockKind
from bot.library.cards import render_body
from bot.library.choices import Written, read_choices
from bot.library.keys import KINDS_SHOWN, QUESTION_KEYS, Key, did_you_mean, kind_named, near_word
from bot.library.outline import Section, split_by_heading
from bot.library.revisions import question_revision
from bot.library.rich import headed, plain, render_text
from bot.library.situations import read_situation
from bot.library.worktable import Fields, Worktable, check_claims, citations, limited, read_fields, read_id, required

_LISTS = frozenset({BlockKind.BULLETS, BlockKind.NUMBERS})


def read_question(section: Section, taken: set[str], card_ids: Sequence[str], table: Worktable) -> Question:
    """The question under a heading; its id joins ``taken``."""
    fields = read_fields(section, QUESTION_KEYS, "câu hỏi", table)
    question_id = read_id(fields, section, "Câu hỏi này", taken, table)
    kind = _kind(fields, section, table)
    heading = render_text(section.title, section.line, table.findings)
    required(heading, section.line, "Câu hỏi này", "Viết câu hỏi sau hai dấu ##.", table.findings)
    if kind is QuestionKind.SITUATION:
        story, steps = read_situation(section, heading, table)
        question = Question(question_id, kind, story, _explanation(fields, section, table), "", steps=steps)
    else:
        text, choices = _asked(section, heading, kind, table)
        question = Question(question_id, kind, text, _explanation(fields, section, table), "", choices=choices)
    check_claims(_said(question), fields.sources, section, "Câu hỏi này", table)
    cited = citations(fields, _said(question), f"câu hỏi «{question_id}»", table)
    question = replace(question, citations=cited, card_id=_card_id(fields, card_ids, table))
    return replace(question, revision=question_revision(question))


def _kind(fields: Fields, section: Section, table: Worktable) -> QuestionKind:
    """The kind as written; without a word the list itself tells whether another kind was forgotten."""
    field = fields.single.get(Key.KIND)
    if field is not None:
        kind = kind_named(field.value)
        if kind is None:
            known = ", ".join(KINDS_SHOWN.values())
            near = near_word(field.value, KINDS_SHOWN.values())
            table.findings.error(
                field.line,
                "kind",
                f"Em không biết loại câu hỏi «{field.value}»",
                f"{did_you_mean(near)}Các loại: {known}.",
            )
        return kind or QuestionKind.SINGLE
    forgotten = None
    if any(
        block.kind is BlockKind.HEADING and fold(block.text).startswith(("buoc", "step")) for block in section.blocks
    ):
        forgotten = QuestionKind.SITUATION
    elif any(block.kind is BlockKind.NUMBERS for block in section.blocks):
        forgotten = QuestionKind.ORDER
    if forgotten is not None:
        table.findings.error(
            section.line,
            "kind",
            "Câu hỏi này thiếu dòng «loại:»",
            f"Thêm dòng «loại: {KINDS_SHOWN[forgotten]}» dưới dòng «mã:».",
        )
    return forgotten or QuestionKind.SINGLE


def _asked(section: Section, heading: Rich, kind: QuestionKind, table: Worktable) -> tuple[Rich, tuple[Choice, ...]]:
    """What is asked and the choices, for every kind but the situation."""
    blocks, deeper = split_by_heading(section.blocks, 6)
    for each in deeper:
        table.findings.error(
            each.line,
            "stray-block",
            "Trong câu hỏi loại này không có mục nhỏ (###)",
            "Xóa dòng, hoặc thêm «loại: tình huống».",
        )
    first = next((place for place, block in enumerate(blocks) if block.kind in _LISTS), len(blocks))
    text = _with_body(heading, blocks[:first], table)
    limited(text, limits.QUESTION, section.line, "Câu hỏi này", table.findings)
    _report_stray(blocks[first:], table)
    if kind is QuestionKind.ORDER:
        return text, _order(blocks, section, table)
    for block in blocks:
        if block.kind is BlockKind.NUMBERS:
            table.findings.error(
                block.line,
                "numbers",
                "Danh sách đánh số chỉ dùng cho câu hỏi sắp xếp",
                "Viết phương án bằng «- [ ] …», hoặc thêm «loại: sắp xếp».",
            )
    written = read_choices(blocks, table.findings)
    _check_right(written, kind, section, table)
    return text, tuple(each.choice for each in written)


def _with_body(heading: Rich, blocks: Sequence[Block], table: Worktable) -> Rich:
    body = render_body(tuple(block for block in blocks if block.kind is not BlockKind.FIELD), table.findings)
    for picture in body.pictures:
        table.findings.error(picture.line, "picture-misplaced", "Câu hỏi không có tranh", "Chuyển tranh vào một thẻ.")
    return headed(heading, body.text) if body.text else heading


def _report_stray(blocks: Sequence[Block], table: Worktable) -> None:
    """Note paragraphs after the choices: they belong to nothing."""
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH:
            first = block.text.split("\n")[0][:60]
            table.findings.error(
                block.line,
                "stray-line",
                f"Em không hiểu dòng «{first}»",
                "Lời giải thích bắt đầu bằng «giải thích:» và viết liền một đoạn.",
            )


def _order(blocks: Sequence[Block], section: Section, table: Worktable) -> tuple[Choice, ...]:
    if any(block.kind is BlockKind.BULLETS for block in blocks):
        table.findings.error(
            section.line,
            "numbers",
            "Câu sắp xếp phải viết bằng danh sách đánh số",
            "Viết «1. …», «2. …» theo thứ tự đúng.",
        )
        return ()
    items = [item for block in blocks if block.kind is BlockKind.NUMBERS for item in block.items]
    check_count(len(items), limits.ORDER_CHOICES, section.line, "việc để sắp xếp", table)
    choices = []
    for item in items:
        text = limited(
            render_text(item.text, item.line, table.findings), limits.CHOICE, item.line, "Dòng này", table.findings
        )
        choices.append(
            Choice(required(text, item.line, "Dòng này", "Viết việc cần làm sau số thứ tự.", table.findings))
        )
        if item.quote:
            table.findings.error(
                item.quote_line, "stray-block", "Câu sắp xếp không có lời đáp riêng (dấu >)", "Viết vào «giải thích:»."
            )
    return tuple(choices)


def _check_right(written: Sequence[Written], kind: QuestionKind, section: Section, table: Worktable) -> None:
    right = sum(each.choice.is_right for each in written)
    if kind is QuestionKind.TRUE_FALSE:
        if [fold(plain(each.choice.text)) for each in written] != ["dung", "sai"]:
            table.findings.error(
                section.line,
                "true-false",
                "Câu đúng sai phải có hai dòng «Đúng» rồi «Sai»",
                "Viết «- [x] Đúng» và «- [ ] Sai», đánh x vào dòng phải chọn.",
            )
    else:
        most = limits.SEVERAL_CHOICES if kind is QuestionKind.SEVERAL else limits.SINGLE_CHOICES
        check_count(len(written), most, section.line, "phương án", table)
    if not written:
        return
    if right == 0:
        table.findings.error(
            section.line,
            "none-right",
            "Câu hỏi này chưa đánh dấu phương án đúng",
            "Đổi [ ] thành [x] ở phương án đúng.",
        )
    elif right > 1 and kind is not QuestionKind.SEVERAL:
        table.findings.error(
            section.line,
            "many-right",
            f"Câu hỏi này có {right} phương án đúng",
            "Giữ một dấu [x]; nếu muốn hỏi nhiều đáp án đúng, thêm dòng «loại: chọn nhiều».",
        )
    elif right == len(written) and kind is QuestionKind.SEVERAL:
        table.findings.warn(
            section.line,
            "all-right",
            "Mọi dòng đều đúng, học viên cứ chọn «có» là xong",
            "Thêm một dòng chưa đúng mà nghe hợp lý.",
        )


def check_count(count: int, bounds: tuple[int, int], line: int, what: str, table: Worktable) -> None:
    """Note too few or too many of something."""
    least, most = bounds
    if not least <= count <= most:
        advice = f"Thêm cho đủ {least}." if count < least else f"Bớt còn {most}."
        table.findings.error(line, "count", f"Ở đây có {count} {what}, cần từ {least} đến {most}", advice)


def _explanation(fields: Fields, section: Section, table: Worktable) -> Rich:
    field = fields.single.get(Key.WHY)
    if field is None or not field.value:
        table.findings.error(
            section.line,
            "no-why",
            "Câu hỏi này chưa có lời giải thích",
            "Thêm dòng «giải thích: …» sau các phương án: vì sao đúng, bằng một hai câu.",
        )
        return ""
    text = render_text(field.value, field.line, table.findings)
    return limited(text, limits.EXPLANATION, field.line, "Lời giải thích", table.findings)


def _card_id(fields: Fields, card_ids: Sequence[str], table: Worktable) -> str | None:
    field = fields.single.get(Key.CARD)
    if field is None:
        return None
    if card_ids and field.value not in card_ids:
        near = near_word(field.value, card_ids)
        table.findings.error(
            field.line,
            "card-unknown",
            f"Bài này không có thẻ mang mã «{field.value}»",
            f"{did_you_mean(near)}Viết mã của một thẻ ở phần # Thẻ.",
        )
        return None
    return field.value


def _said(question: Question) -> list[Rich]:
    every = (*question.choices, *(choice for step in question.steps for choice in step.choices))
    texts = [question.text, question.explanation, *(step.text for step in question.steps)]
    return texts + [text for choice in every for text in (choice.text, choice.feedback)]

"""One module file: the opening part, cards, practice, meeting kit, questions, and what holds for them together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.domain.curriculum import Card, Module, Picture, Question, QuestionKind, Rich
from bot.library import limits
from bot.library.blocks import Block
from bot.library.cards import read_card, render_body
from bot.library.keys import MODULE_KEYS, PARTS_SHOWN, SHOWN, Key, Part, did_you_mean, near_word, part_named
from bot.library.kits import read_kit
from bot.library.measures import ModuleMeasure, measure, reading_minutes
from bot.library.outline import Field, Outline, Section, read_outline, split_by_heading
from bot.library.pictures import Gallery
from bot.library.problems import FileFindings
from bot.library.questions import check_count, read_question
from bot.library.register import Register
from bot.library.revisions import module_revision
from bot.library.rich import plain, render_text
from bot.library.worktable import Worktable, limited, required
from bot.library.yamls import parse_date

_PASS = re.compile(r"(\d{1,3})\s*%?")
_FEWEST_SINGLES = 2


def read_module(
    text: str,
    ids: tuple[str, str],
    register: Register,
    gallery: Gallery,
    findings: FileFindings,
    allowed: frozenset[Key] = MODULE_KEYS,
) -> tuple[Module, ModuleMeasure]:
    """The module of a file, with its measure; ``ids`` are the course's and its own.

    What is missing is left empty, so that everything else is still checked.
    """
    outline = read_outline(text, allowed, findings)
    table = Worktable(findings, outline.lines, register, gallery)
    parts = _parts(outline, table)
    cards = _cards(parts.get(Part.CARDS), table)
    practice = _practice(parts.get(Part.PRACTICE), table)
    questions = _questions(parts.get(Part.QUESTIONS), cards, table)
    outcome = _rich(outline, Key.OUTCOME, limits.OUTCOME, table)
    module = Module(
        id=ids[1],
        course_id=ids[0],
        title=plain(_rich(outline, Key.TITLE, limits.TITLE, table)),
        outcome=outcome,
        cards=cards,
        questions=questions,
        revision="",
        minutes=reading_minutes(cards, questions, [outcome, practice]),
        practice=practice,
        picture=_picture(outline, table),
        pass_percent=_pass_percent(outline, table),
        reviewed_on=read_review(outline, table),
        kit=read_kit(parts.get(Part.KIT), parts.get(Part.CARDS), table),
    )
    module = replace(module, revision=module_revision(module))
    measured = measure(module)
    if Part.CARDS in parts and Part.QUESTIONS in parts:
        _check_whole(measured, parts, findings)
    if Part.KIT in parts:
        line = parts[Part.KIT].line
        _check_sentences(measured.words_a_kit_sentence, line, f"Trong «# {PARTS_SHOWN[Part.KIT]}» trung bình", findings)
    return module, measured


def _parts(outline: Outline, table: Worktable) -> dict[Part, Section]:
    parts: dict[Part, Section] = {}
    for block in outline.opening:
        table.findings.error(
            block.line,
            "stray-line",
            "Dòng này đứng trước mọi phần của bài",
            "Chuyển xuống dưới «# Thẻ», hoặc vào phần đầu giữa hai dòng ---.",
        )
    for section in outline.sections:
        part = part_named(section.title)
        if part is None:
            near = near_word(section.title, PARTS_SHOWN.values())
            known = ", ".join(f"«# {name}»" for name in PARTS_SHOWN.values())
            table.findings.error(
                section.line,
                "unknown-part",
                f"Em không hiểu phần «# {section.title}»",
                f"{did_you_mean(near)}Bài có bốn phần {known}; tên thẻ và câu hỏi viết với hai dấu ##.",
            )
        elif part in parts:
            table.findings.error(
                section.line, "part-twice", f"Phần «# {PARTS_SHOWN[part]}» viết hai lần", "Gộp lại làm một."
            )
        else:
            parts[part] = section
    return parts


def _entries(section: Section | None, part: Part, table: Worktable) -> tuple[Section, ...]:
    if section is None:
        table.findings.error(1, "no-part", f"Bài thiếu phần «# {PARTS_SHOWN[part]}»", "Thêm phần ấy, xem bài mẫu.")
        return ()
    before, entries = split_by_heading(section.blocks, 2)
    _report_before(before, part, table)
    return entries


def _report_before(blocks: tuple[Block, ...], part: Part, table: Worktable) -> None:
    for block in blocks:
        table.findings.error(
            block.line,
            "stray-line",
            f"Dòng này đứng trước mục đầu tiên của phần «# {PARTS_SHOWN[part]}»",
            "Thêm phía trên một dòng «## tên».",
        )


def _cards(section: Section | None, table: Worktable) -> tuple[Card, ...]:
    taken: set[str] = set()
    cards = tuple(read_card(each, taken, table) for each in _entries(section, Part.CARDS, table))
    if section is not None:
        check_count(len(cards), limits.CARDS, section.line, "thẻ", table)
    return cards


def _questions(section: Section | None, cards: tuple[Card, ...], table: Worktable) -> tuple[Question, ...]:
    taken: set[str] = set()
    card_ids = tuple(card.id for card in cards if card.id)
    entries = _entries(section, Part.QUESTIONS, table)
    questions = tuple(read_question(each, taken, card_ids, table) for each in entries)
    if section is not None:
        check_count(len(questions), limits.QUESTIONS, section.line, "câu hỏi", table)
        if sum(question.kind is QuestionKind.SITUATION for question in questions) < limits.SITUATIONS:
            table.findings.error(
                section.line,
                "no-situation",
                "Bài chưa có câu hỏi tình huống",
                "Thêm một câu «loại: tình huống»: một chuyện thật, hai đến bốn bước.",
            )
    return questions


def _practice(section: Section | None, table: Worktable) -> Rich:
    if section is None:
        table.findings.error(
            1,
            "no-practice",
            "Bài chưa có «# Việc làm trong tuần»",
            "Thêm một việc nhỏ chị em làm được ngay tuần này.",
        )
        return ""
    body = render_body(section.blocks, table.findings)
    for picture in body.pictures:
        table.findings.error(picture.line, "picture-misplaced", "Phần này không có tranh", "Chuyển tranh vào một thẻ.")
    for block in section.blocks:
        if block.key is not None:
            table.findings.error(
                block.line, "key-misplaced", f"Dòng «{SHOWN[block.key]}:» không dùng trong phần này", "Xóa dòng này."
            )
    required(body.text, section.line, "Việc làm trong tuần", "Viết một hai câu.", table.findings)
    return limited(body.text, limits.PRACTICE, section.line, "Việc làm trong tuần", table.findings)


def _field(outline: Outline, key: Key, table: Worktable, advice: str) -> Field | None:
    field = outline.fields.get(key)
    if field is None or not field.value:
        table.findings.error(field.line if field else 1, "missing-key", f"Phần đầu tệp thiếu «{SHOWN[key]}:»", advice)
        return None
    return field


def _rich(outline: Outline, key: Key, most: int, table: Worktable) -> Rich:
    field = _field(outline, key, table, f"Thêm một dòng «{SHOWN[key]}: …», nhiều nhất {most} ký tự.")
    if field is None:
        return ""
    text = render_text(field.value, field.line, table.findings)
    return limited(text, most, field.line, f"Dòng «{SHOWN[key]}:»", table.findings)


def _picture(outline: Outline, table: Worktable) -> Picture | None:
    target, alt = outline.fields.get(Key.PICTURE), outline.fields.get(Key.ALT)
    if target is None or not target.value:
        return None
    return table.gallery.picture(target.value, alt.value if alt else "", target.line, table.findings)


def _pass_percent(outline: Outline, table: Worktable) -> int:
    field = outline.fields.get(Key.PASS)
    if field is None:
        return 70
    found = _PASS.fullmatch(field.value)
    if found is None or not 1 <= int(found[1]) <= 100:
        table.findings.error(
            field.line, "pass", f"Điểm đạt «{field.value}» viết chưa đúng", "Viết một số từ 1 đến 100, ví dụ 70."
        )
        return 70
    return int(found[1])


def read_review(outline: Outline, table: Worktable, *, ages: bool = True) -> date | None:
    """When the file was last read through; what ``ages`` has to be read again after a year."""
    reviewer = outline.fields.get(Key.REVIEWER)
    if reviewer is None or not reviewer.value:
        table.findings.warn(1, "no-reviewer", "Chưa ghi «người duyệt:»", "Ghi chức danh, đừng ghi tên riêng.")
    field = _field(outline, Key.REVIEWED, table, "Đọc lại cả bài rồi thêm dòng «đã duyệt: năm-tháng-ngày».")
    if field is None:
        return None
    reviewed = parse_date(field.value)
    if reviewed is None:
        table.findings.error(
            field.line, "date", f"«{field.value}» không phải ngày", "Viết năm-tháng-ngày, ví dụ 2026-11-22."
        )
    elif reviewed > table.register.today:
        table.findings.error(
            field.line, "date-ahead", f"Ngày duyệt {reviewed:%d/%m/%Y} ở tương lai", "Ghi ngày chị đọc lại bài thật."
        )
    elif ages and reviewed < months_before(table.register.today, limits.REVIEW_MONTHS):
        table.findings.error(
            field.line,
            "review-too-old",
            f"Bài duyệt từ {reviewed:%d/%m/%Y}, đã quá {limits.REVIEW_MONTHS} tháng",
            "Đọc lại, đối chiếu văn bản mới, rồi ghi ngày hôm nay.",
        )
    return reviewed


def months_before(day: date, months: int) -> date:
    """The same day so many months before, or the last one that month has."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th day")


def _check_whole(measured: ModuleMeasure, parts: Mapping[Part, Section], findings: FileFindings) -> None:
    """Note what only shows in the module as a whole: time, long sentences, answers that stand out."""
    least, most = limits.MINUTES
    good_least, good_most = limits.GOOD_MINUTES
    advice = "Thêm ví dụ ngắn." if measured.minutes < good_least else "Bớt chữ, hoặc tách làm hai bài."
    message = f"Đọc bài này mất khoảng {measured.minutes} phút, tốt nhất là {good_least}–{good_most} phút"
    if not least <= measured.minutes <= most:
        findings.error(1, "minutes", message, advice)
    elif not good_least <= measured.minutes <= good_most:
        findings.warn(1, "minutes", message, advice)
    _check_sentences(measured.words_a_sentence, 1, "Trung bình", findings)
    if len(measured.right_positions) >= _FEWEST_SINGLES and measured.longest_share > limits.LONGEST_SHARE:
        questions = parts.get(Part.QUESTIONS)
        findings.warn(
            questions.line if questions else 1,
            "longest-right",
            f"{measured.longest_right} trên {len(measured.right_positions)} câu một đáp án có phương án đúng dài nhất",
            "Rút gọn phương án đúng, hoặc viết phương án sai dài bằng nó; kẻo chị em cứ chọn câu dài.",
        )


def _check_sentences(words: float, line: int, where: str, findings: FileFindings) -> None:
    """Note sentences too long to be followed on a phone, or by ear."""
    if words > limits.WORDS_A_SENTENCE:
        average = f"{words:.1f}".replace(".", ",")
        findings.error(
            line,
            "long-sentences",
            f"{where} mỗi câu dài {average} chữ, nhiều nhất là {limits.WORDS_A_SENTENCE}",
            "Tách câu dài thành hai câu ngắn.",
        )

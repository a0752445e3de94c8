"""A module as tables, for those who write in Excel: out of the Markdown, and back into it.

There is one parser and one check: what comes from a workbook is written as Markdown first, and each of its lines knows
the cell it came from, so that a fault is told where the author can see it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.domain.curriculum import QuestionKind
from bot.library.blocks import Block, BlockKind, Item
from bot.library.choices import split_choice
from bot.library.keys import MODULE_KEYS, PARTS_SHOWN, SHOWN, Key, Part, key_named, kind_named, part_named
from bot.library.outline import Outline, Section, read_outline, split_by_heading
from bot.library.problems import Findings

LESSON, CARDS, QUESTIONS, SITUATIONS, KIT = "Bài", "Thẻ", "Câu hỏi", "Tình huống", "Bộ sinh hoạt"
WHAT, SAID = "Mục", "Nội dung"
ID, KIND, RIGHT, PRACTICE = "Mã", "Loại", "Đáp án đúng", PARTS_SHOWN[Part.PRACTICE]
WHY, SOURCE, REREAD, PICTURE, ALT = "Giải thích", "Nguồn", "Xem lại thẻ", "Tranh", "Mô tả tranh"
OF_QUESTION, STEP = "Mã câu hỏi", "Bước"
LETTERS, STEP_LETTERS = "ABCDE", "ABC"
FEEDBACK, LEADS = "Lời đáp {}", "Tới bước {}"

CARD_COLUMNS = (ID, "Tên thẻ", SAID, PICTURE, ALT, SOURCE)
QUESTION_COLUMNS = (
    *(ID, KIND, "Câu hỏi"),
    *(name for letter in LETTERS for name in (letter, FEEDBACK.format(letter))),
    *(RIGHT, WHY, SOURCE, REREAD),
)
SITUATION_COLUMNS = (
    *(OF_QUESTION, STEP, SAID),
    *(name for letter in STEP_LETTERS for name in (letter, FEEDBACK.format(letter), LEADS.format(letter))),
    RIGHT,
)
COLUMNS: Mapping[str, tuple[str, ...]] = {
    LESSON: (WHAT, SAID),
    CARDS: CARD_COLUMNS,
    QUESTIONS: QUESTION_COLUMNS,
    SITUATIONS: SITUATION_COLUMNS,
    KIT: (WHAT, SAID),
}
OPENING = (Key.TITLE, Key.OUTCOME, Key.PICTURE, Key.ALT, Key.PASS, Key.REVIEWED, Key.REVIEWER)
PASSAGES = (Key.OPENING, Key.STORY, Key.VOTE, Key.CLOSING)

Row = dict[str, str]
Tables = dict[str, list[Row]]


_ADDED = re.compile(r"Thêm (?:ngay dưới tên một dòng:|một dòng|dòng) «(?P<key>[^:«»]+): ?(?P<value>[^«»]*)»")
_COLUMN_OF = {Key.ID: ID, Key.KIND: KIND, Key.SOURCE: SOURCE, Key.WHY: WHY, Key.CARD: REREAD}


def in_columns(advice: str) -> str:
    """An advice to add a line to a text, as who fills in a workbook can follow it: by the column of that row."""
    found = _ADDED.match(advice)
    column = _COLUMN_OF.get(key) if found is not None and (key := key_named(found["key"])) is not None else None
    if found is None or column is None:
        return advice
    value = found["value"].strip()
    example = f": «{value}»" if value and value != "…" else ""
    return f"Điền cột «{column}» của dòng này{example}."


def tables_of(text: str) -> Tables:
    """A module without faults as tables: the rows of each sheet, by column."""
    outline = read_outline(text, MODULE_KEYS, Findings().of(""))
    parts = {part: section for section in outline.sections if (part := part_named(section.title)) is not None}
    made: Tables = {LESSON: _lesson(outline, parts.get(Part.PRACTICE)), CARDS: [], QUESTIONS: [], SITUATIONS: []}
    for section in _entries(parts.get(Part.CARDS)):
        made[CARDS].append(_card(section))
    for section in _entries(parts.get(Part.QUESTIONS)):
        row, steps = _question(section)
        made[QUESTIONS].append(row)
        made[SITUATIONS] += steps
    made[KIT] = _kit(parts.get(Part.KIT))
    return made


def _entries(section: Section | None) -> tuple[Section, ...]:
    return split_by_heading(section.blocks, 2)[1] if section is not None else ()


def _lesson(outline: Outline, practice: Section | None) -> list[Row]:
    rows = [{WHAT: SHOWN[key], SAID: outline.fields[key].value if key in outline.fields else ""} for key in OPENING]
    return [*rows, {WHAT: PRACTICE, SAID: _body(practice.blocks) if practice is not None else ""}]


def _card(section: Section) -> Row:
    pictures = [block for block in section.blocks if _is_picture(block)]
    body = [block for block in section.blocks if not _is_picture(block)]
    alt, _, target = pictures[0].text.removeprefix("![").partition("](") if pictures else ("", "", "")
    return {
        ID: _value(section.blocks, Key.ID),
        CARD_COLUMNS[1]: section.title,
        SAID: _body(body),
        PICTURE: target.removesuffix(")"),
        ALT: alt,
        SOURCE: _sources(section.blocks),
    }


def _is_picture(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and block.text.startswith("![") and block.text.endswith(")")


def _question(section: Section) -> tuple[Row, list[Row]]:
    kind = kind_named(_value(section.blocks, Key.KIND)) or QuestionKind.SINGLE
    blocks, steps = split_by_heading(section.blocks, 6)
    lists = [place for place, block in enumerate(blocks) if block.kind in (BlockKind.BULLETS, BlockKind.NUMBERS)]
    before = blocks[: lists[0]] if lists and kind is not QuestionKind.SITUATION else blocks
    row = {
        ID: _value(section.blocks, Key.ID),
        KIND: _value(section.blocks, Key.KIND),
        "Câu hỏi": "\n\n".join(piece for piece in (section.title, _body(before)) if piece),
        WHY: _value(section.blocks, Key.WHY),
        SOURCE: _sources(section.blocks),
        REREAD: _value(section.blocks, Key.CARD),
    }
    if kind is not QuestionKind.SITUATION:
        row |= _choices(blocks, LETTERS)
    return row, [
        {OF_QUESTION: row[ID], STEP: str(number), SAID: _body(_before_choices(step.blocks))}
        | _choices(step.blocks, STEP_LETTERS)
        for number, step in enumerate(steps, start=1)
    ]


def _before_choices(blocks: Sequence[Block]) -> Sequence[Block]:
    first = next((place for place, block in enumerate(blocks) if block.kind is BlockKind.BULLETS), len(blocks))
    return blocks[:first]


def _choices(blocks: Sequence[Block], letters: str) -> Row:
    items: list[Item] = []
    is_order = False
    for block in blocks:
        if block.kind in (BlockKind.BULLETS, BlockKind.NUMBERS):
            items += block.items
            is_order = block.kind is BlockKind.NUMBERS
        elif block.kind is BlockKind.QUOTE and items and not items[-1].quote:
            items[-1] = Item(items[-1].text, items[-1].line, block.text, block.line)
    row: Row = {}
    right = []
    for letter, item in zip(letters, items, strict=False):
        is_right, text, step = (False, item.text, "") if is_order else split_choice(item.text)
        row[letter], row[FEEDBACK.format(letter)] = _line(text), _line(item.quote)
        if step:
            row[LEADS.format(letter)] = step
        right += [letter] if is_right else []
    return row | {RIGHT: ", ".join(right)}


def _value(blocks: Sequence[Block], key: Key) -> str:
    return next((_line(block.text) for block in blocks if block.key is key), "")


def _sources(blocks: Sequence[Block]) -> str:
    lines = [line for block in blocks if block.key is Key.SOURCE for line in block.text.split("\n")]
    return "\n".join(line.removeprefix("- ").removeprefix("* ").strip() for line in lines if line.strip())


def _kit(section: Section | None) -> list[Row]:
    passages: dict[Key, list[str]] = {key: [] for key in PASSAGES}
    current: list[str] | None = None
    for block in section.blocks if section is not None else ():
        if block.key in passages:
            current = passages[block.key]
            current.append(_line(block.text))
        elif current is not None and block.kind is not BlockKind.FIELD:
            current.append(_body([block]))
    return [{WHAT: SHOWN[key], SAID: "\n\n".join(piece for piece in passages[key] if piece)} for key in PASSAGES]


def _body(blocks: Sequence[Block]) -> str:
    """Paragraphs and lists as they are written, an empty line between them."""
    pieces = []
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH:
            pieces.append(_line(block.text))
        elif block.kind in (BlockKind.BULLETS, BlockKind.NUMBERS):
            is_bullet = block.kind is BlockKind.BULLETS
            items = enumerate(block.items, start=1)
            pieces.append("\n".join(f"{'-' if is_bullet else f'{n}.'} {_line(item.text)}" for n, item in items))
    return "\n\n".join(pieces)


def _line(text: str) -> str:
    """A text on one line; a break that was meant stays."""
    lines = text.split("\n")
    joined = lines[0]
    for before, after in pairwise(lines):
        joined += ("\n" if before.endswith(("  ", "\\")) else " ") + after
    return joined.strip()


@dataclass
class Written:
    """Markdown being written, and where each of its lines came from: «trang «Thẻ», ô C5»."""

    lines: list[str] = field(default_factory=list)
    places: dict[int, str] = field(default_factory=dict)

    def add(self, text: str, place: str) -> None:
        """Add a text of one or more lines."""
        for line in text.split("\n"):
            self.lines.append(line)
            self.places[len(self.lines)] = place

    def gap(self) -> None:
        """Add an empty line."""
        self.lines.append("")
        self.places[len(self.lines)] = self.places.get(len(self.lines) - 1, "")

    @property
    def text(self) -> str:
        """The whole."""
        return "\n".join(self.lines) + "\n"

"""A Markdown file cut into blocks: headings, paragraphs, lists, quotes and lines «key: value», each with its line.

The lines «key: value» are a block rule of their own, so that one written right under a choice is not swallowed by
it; which keys there are depends on the part. What has no place in a lesson (tables, code) is reported and left out.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.tree import SyntaxTreeNode

from bot.library.keys import (
    BODY_KEYS,
    CARD_KEYS,
    KIT_KEYS,
    PARTS_SHOWN,
    QUESTION_KEYS,
    SHOWN,
    Key,
    Part,
    did_you_mean,
    key_named,
    keys_shown,
    near_key,
    part_meant,
    split_key_line,
)
from bot.library.problems import FileFindings
from bot.library.slips import mended


class BlockKind(enum.Enum):
    """What a block is."""

    HEADING = enum.auto()
    PARAGRAPH = enum.auto()
    BULLETS = enum.auto()
    NUMBERS = enum.auto()
    QUOTE = enum.auto()
    FIELD = enum.auto()


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list, with the quote under it."""

    text: str
    line: int
    quote: str = ""
    quote_line: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a file; ``text`` is still inline Markdown, ``line`` counts from 1."""

    kind: BlockKind
    line: int
    text: str = ""
    level: int = 0
    key: Key | None = None
    items: tuple[Item, ...] = ()


_LONG = frozenset({Key.WHY, Key.SOURCE}) | KIT_KEYS
"""Keys whose value may go on over several lines."""
_SENTENCE_ENDED = re.compile(r"[.!?…][»”\")]{0,3}$")
_KIT = "kit"
"""Where the parser is told which lines, counted from 0, belong to the meeting kit."""


def read_blocks(source: str, findings: FileFindings) -> tuple[Block, ...]:
    """The blocks of a file, in order; what cannot be one is a problem."""
    source = mended(source, findings)
    root = SyntaxTreeNode(_MARKDOWN.parse(source, {_KIT: _kit_lines(source)}))
    return tuple(block for node in root.children for block in _blocks(node, findings))


def _kit_lines(source: str) -> frozenset[int]:
    """The lines under «# Bộ sinh hoạt», however misspelt, so that one slip there is one message."""
    found, inside = set(), False
    for number, line in enumerate(source.split("\n")):
        if line.startswith("# "):
            inside = part_meant(line.strip("# ")) is Part.KIT
        elif inside:
            found.add(number)
    return frozenset(found)


def _key_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The block rule: a key and a colon, with the lines that continue it."""
    sides = split_key_line(_line(state, start))
    if sides is None:
        return False
    name, value = sides
    in_kit = start in state.env[_KIT]
    known = BODY_KEYS | KIT_KEYS if in_kit else BODY_KEYS
    key = key_named(name)
    meant = key if key in known else near_key(name, known)
    if meant is None and not _stands_as_key(name, state, start, silent=silent):
        return False
    if silent:
        return True
    following = start + 1
    while meant in _LONG and following < end and _continues(state, following, end, meant):
        following += 1
    token = state.push("key_line", "", 0)
    token.content = "\n".join([value, *(_line(state, number) for number in range(start + 1, following))])
    token.map = [start, following]
    token.meta = {"key": meant, "typed": None if meant is not None and key is meant else name, _KIT: in_kit}
    state.line = following
    return True


def _stands_as_key(name: str, state: StateBlock, number: int, *, silent: bool) -> bool:
    """Whether an unknown name was meant as a key: no sentence begins with a small letter.

    Inside a paragraph («silent») it may be a word of the running text, unless the line has left the list above it
    or, in the meeting kit, where all stands under a key, the sentence above it is over.
    """
    if not name[0].islower():
        return False
    if not silent or state.sCount[number] < state.blkIndent:
        return True
    return number in state.env[_KIT] and _SENTENCE_ENDED.search(_line(state, number - 1)) is not None


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].strip()


def _continues(state: StateBlock, number: int, end: int, key: Key) -> bool:
    """Whether the line still belongs to the key above; sources may be listed one a line with dashes."""
    if state.isEmpty(number) or state.sCount[number] < state.blkIndent:
        return False
    text = _line(state, number)
    if key is Key.SOURCE and text.startswith(("- ", "* ")):
        return "[" not in text
    return not any(rule(state, number, end, True) for rule in state.md.block.ruler.getRules("paragraph"))


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": True})
    markdown.disable(["code", "lheading", "reference", "html_block"])
    markdown.block.ruler.before("paragraph", "key_line", _key_line, {"alt": ["paragraph", "blockquote", "list"]})
    return markdown


_MARKDOWN = _markdown()
_UNUSABLE = {"fence": "khung mã lệnh (ba dấu `)", "hr": "dòng kẻ ngang"}
_CONTAINERS = frozenset({"bullet_list", "ordered_list", "list_item", "blockquote"})


def _blocks(node: SyntaxTreeNode, findings: FileFindings) -> list[Block]:
    line = _line_of(node)
    if node.type == "heading":
        return [Block(BlockKind.HEADING, line, _inline(node), level=int(node.tag[1:]))]
    if node.type == "paragraph":
        return [Block(BlockKind.PARAGRAPH, line, _inline(node))]
    if node.type == "blockquote":
        return [Block(BlockKind.QUOTE, line, _quoted(node, findings)), *_key_lines(node, findings)]
    if node.type in {"bullet_list", "ordered_list"}:
        kind = BlockKind.BULLETS if node.type == "bullet_list" else BlockKind.NUMBERS
        items = tuple(_item(child, findings) for child in node.children)
        return [Block(kind, line, items=items), *_key_lines(node, findings)]
    if node.type == "key_line":
        return [_field(node, findings)]
    _report_unusable(node, findings)
    return []


def _line_of(node: SyntaxTreeNode) -> int:
    return node.map[0] + 1 if node.map else 1


def _inline(node: SyntaxTreeNode) -> str:
    return "".join(child.content for child in node.children if child.type == "inline")


def _key_lines(node: SyntaxTreeNode, findings: FileFindings) -> list[Block]:
    """The key lines inside a list or quote: an author who indented them meant them all the same."""
    found = []
    for child in node.children:
        if child.type == "key_line":
            found.append(_field(child, findings))
        elif child.type in _CONTAINERS:
            found.extend(_key_lines(child, findings))
    return found


def _field(node: SyntaxTreeNode, findings: FileFindings) -> Block:
    key, typed = node.meta["key"], node.meta["typed"]
    if typed is not None:
        advice = f"Em chỉ biết các dòng {keys_shown(KIT_KEYS if node.meta[_KIT] else CARD_KEYS | QUESTION_KEYS)}."
        if key_named(typed) in KIT_KEYS:
            advice = f"Dòng này chỉ dùng trong phần «# {PARTS_SHOWN[Part.KIT]}»."
        findings.error(
            _line_of(node),
            "unknown-key",
            f"Em không hiểu dòng «{typed}: {node.content[:30]}»",
            f"{did_you_mean(SHOWN[key] if key else None)}{advice}",
        )
    return Block(BlockKind.FIELD, _line_of(node), node.content, key=key)


def _quoted(node: SyntaxTreeNode, findings: FileFindings) -> str:
    texts = []
    for child in node.children:
        if child.type == "paragraph":
            texts.append(_inline(child))
        elif child.type != "key_line":
            _report_nested(child, findings)
    return "\n".join(texts)


def _item(node: SyntaxTreeNode, findings: FileFindings) -> Item:
    texts, quotes, quote_line = [], [], 0
    for child in node.children:
        if child.type == "paragraph":
            texts.append(_inline(child))
        elif child.type == "blockquote":
            quotes.append(_quoted(child, findings))
            quote_line = quote_line or _line_of(child)
        elif child.type != "key_line":
            _report_nested(child, findings)
    return Item("\n".join(texts), _line_of(node), "\n".join(quotes), quote_line)


def _report_nested(node: SyntaxTreeNode, findings: FileFindings) -> None:
    findings.error(
        _line_of(node),
        "nested",
        "Dòng này lùi vào trong một dòng khác nên em không biết nó thuộc đâu",
        "Đưa dòng sát lề trái; mỗi danh sách chỉ có một tầng.",
    )


def _report_unusable(node: SyntaxTreeNode, findings: FileFindings) -> None:
    findings.error(
        _line_of(node),
        "unusable",
        f"Bài học không dùng được {_UNUSABLE.get(node.type, 'kiểu viết này')}",
        "Xóa đi, viết bằng câu thường hoặc danh sách «- ».",
    )

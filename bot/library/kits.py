"""The meeting kit of a module: what a branch head reads aloud in ten minutes, from «# Bộ sinh hoạt».

It has no sources of its own, for nobody reads out a footnote: what it says of the law rests on a card.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.curriculum import MeetingKit, Rich
from bot.library import limits
from bot.library.blocks import Block, BlockKind
from bot.library.cards import render_body
from bot.library.keys import KIT_KEYS, PARTS_SHOWN, SHOWN, Key, Part, keys_shown
from bot.library.outline import Field, Section
from bot.library.worktable import Worktable, check_claims, limited, required

_NAME = PARTS_SHOWN[Part.KIT]
_WANTED = {
    Key.OPENING: "một câu hỏi ai cũng kể được từ chuyện nhà mình, và mời mấy chị nói",
    Key.STORY: "một chuyện ngắn, dừng đúng lúc phải chọn",
    Key.VOTE: "hai hoặc ba ý để giơ tay, và một câu hỏi cho mỗi bên",
    Key.CLOSING: "điều cần nhớ, và một việc nhỏ cả chi hội cùng làm",
}
_NO_SOURCE_HERE = "Ghi «nguồn:» ở thẻ nói về điều ấy; trong bộ sinh hoạt không ghi nguồn."


def read_kit(section: Section | None, cards: Section | None, table: Worktable) -> MeetingKit | None:
    """The kit under its heading; what it says of the law needs a source on one of the ``cards``."""
    if section is None:
        table.findings.warn(
            1,
            "no-kit",
            f"Bài chưa có «# {_NAME}»",
            f"Thêm phần ấy trước «# {PARTS_SHOWN[Part.QUESTIONS]}», gồm bốn đoạn {keys_shown(KIT_KEYS)}.",
        )
        return None
    passages = _passages(section, table)
    sources = [Field(block.text, block.line) for block in (cards.blocks if cards else ()) if block.key is Key.SOURCE]
    texts = {key: _text(key, passages, section, sources, table) for key in _WANTED}
    return MeetingKit(texts[Key.OPENING], texts[Key.STORY], texts[Key.VOTE], texts[Key.CLOSING])


def _passages(section: Section, table: Worktable) -> Mapping[Key, Section]:
    """What stands under each key, down to the next; what stands under none is a problem."""
    passages: dict[Key, tuple[int, list[Block]]] = {}
    under: list[Block] | None = None
    for block in section.blocks:
        if block.kind is BlockKind.FIELD:
            under = [Block(BlockKind.PARAGRAPH, block.line, block.text)] if block.text.strip() else []
            if block.key in KIT_KEYS and block.key not in passages:
                passages[block.key] = (block.line, under)
            else:
                _report_field(block, table)
        elif block.kind is BlockKind.HEADING:
            _report_heading(block, table)
        elif block.items and not any(item.text for item in block.items):
            continue  # a list of nothing but keys; they come by themselves
        elif under is not None:
            under.append(block)
        else:
            table.findings.error(
                block.line,
                "stray-line",
                f"Dòng này đứng trước mục đầu tiên của phần «# {_NAME}»",
                f"Bắt đầu bằng «{SHOWN[Key.OPENING]}: …».",
            )
    if passages:
        _report_after(*max(passages.items(), key=lambda passage: passage[1][0]), table)
    return {key: Section(SHOWN[key], line, tuple(blocks)) for key, (line, blocks) in passages.items()}


def _report_after(key: Key, passage: tuple[int, list[Block]], table: Worktable) -> None:
    """Note and leave out what stands apart after the last passage: no key comes any more to say whose it is."""
    _, blocks = passage
    for block in [block for block in blocks[1:] if block.kind is BlockKind.PARAGRAPH and "![" not in block.text]:
        blocks.remove(block)
        shown = block.text.split("\n")[0][:60]
        table.findings.error(
            block.line,
            "stray-line",
            f"Dòng «{shown}» đứng riêng sau đoạn cuối của bộ sinh hoạt, em không biết nó thuộc đâu",
            f"Thuộc «{SHOWN[key]}:» thì viết liền vào đoạn ấy, không để dòng trống ở giữa; không thì xóa.",
        )


def _report_field(block: Block, table: Worktable) -> None:
    """Note a key that comes again or belongs elsewhere; one that nobody knows was noted when it was met."""
    if block.key in KIT_KEYS:
        table.findings.error(block.line, "key-twice", f"Đoạn «{SHOWN[block.key]}:» viết hai lần", "Gộp lại làm một.")
    elif block.key is not None:
        advice = _NO_SOURCE_HERE if block.key is Key.SOURCE else "Xóa dòng này, hoặc chuyển về đúng chỗ."
        table.findings.error(
            block.line, "key-misplaced", f"Dòng «{SHOWN[block.key]}:» không dùng trong bộ sinh hoạt", advice
        )


def _report_heading(block: Block, table: Worktable) -> None:
    table.findings.error(
        block.line,
        "stray-block",
        "Trong bộ sinh hoạt không có tên mục (## hay ###)",
        f"Viết thành bốn đoạn {keys_shown(KIT_KEYS)}.",
    )


def _text(key: Key, passages: Mapping[Key, Section], section: Section, sources: list[Field], table: Worktable) -> Rich:
    """The passage of one key; a missing, empty or overlong one is a problem, and so is a claim without a source."""
    name = f"Đoạn «{SHOWN[key]}:»"
    passage = passages.get(key)
    if passage is None:
        table.findings.error(
            section.line, "missing-key", f"Bộ sinh hoạt thiếu «{SHOWN[key]}:»", f"Thêm đoạn ấy: {_WANTED[key]}."
        )
        return ""
    body = render_body(passage.blocks, table.findings)
    for picture in body.pictures:
        table.findings.error(
            picture.line, "picture-misplaced", "Bộ sinh hoạt không có tranh", "Chuyển tranh vào một thẻ."
        )
    required(body.text, passage.line, name, f"Viết {_WANTED[key]}.", table.findings)
    limited(body.text, limits.KIT, passage.line, name, table.findings)
    check_claims([body.text], sources, passage, name, table, _NO_SOURCE_HERE)
    return body.text

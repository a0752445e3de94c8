"""A file as an author sees it: the part between two ``---`` lines, then headings and what stands under each.

The opening part is read line by line, not as YAML, because titles hold colons: «Việc nhà, tiền, đất: Luật nói gì».
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.library.blocks import Block, BlockKind, read_blocks
from bot.library.keys import SHOWN, Key, did_you_mean, key_named, keys_shown, near_key, split_key_line
from bot.library.problems import FileFindings

_FENCE = "---"
_QUOTES = {('"', '"'), ("'", "'"), ("“", "”"), ("‘", "’")}


@dataclass(frozen=True, slots=True)
class Field:
    """What stands after «key:», and on which line."""

    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the blocks under it, down to the next heading of its level or above."""

    title: str
    line: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A file: its opening fields, what stands before any heading, and its sections."""

    fields: Mapping[Key, Field]
    lines: tuple[str, ...]
    opening: tuple[Block, ...]
    sections: tuple[Section, ...]


def read_outline(text: str, allowed: frozenset[Key], findings: FileFindings) -> Outline:
    """The outline of a file whose opening part may hold the ``allowed`` keys."""
    lines = text.split("\n")
    first, last, resume = _opening_bounds(lines, findings)
    fields = _opening_fields(lines[first:last], first + 1, allowed, findings)
    # Empty lines keep the numbers right for what follows.
    body = "\n".join([""] * resume + lines[resume:])
    opening, sections = split_by_heading(read_blocks(body, findings), 1)
    return Outline(fields, tuple(lines), opening, sections)


def title_in(text: str) -> str:
    """What the opening part of a text says its title is; empty where it says none."""
    for line in text.split("\n"):
        if line.startswith("#"):
            return ""
        sides = split_key_line(line)
        if sides is not None and key_named(sides[0]) is Key.TITLE:
            return sides[1]
    return ""


def split_by_heading(blocks: Iterable[Block], level: int) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """The blocks before the first heading of that level, and a section for each such heading."""
    before: list[Block] = []
    sections: list[tuple[Block, list[Block]]] = []
    for block in blocks:
        if block.kind is BlockKind.HEADING and block.level <= level:
            sections.append((block, []))
        else:
            (sections[-1][1] if sections else before).append(block)
    return tuple(before), tuple(Section(head.text, head.line, tuple(under)) for head, under in sections)


def _opening_bounds(lines: list[str], findings: FileFindings) -> tuple[int, int, int]:
    """Where the opening part begins and ends and where the rest begins, as indices.

    With a ``---`` missing, which is a problem, it ends at the first heading, so that one slip is one message.
    """
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    is_fenced = lines[start].strip() == _FENCE
    first = start + 1 if is_fenced else start
    for number in range(first, len(lines)):
        if lines[number].strip() == _FENCE:
            if not is_fenced:
                _report_no_opening(start, findings)
            return first, number, number + 1
        if lines[number].startswith("#"):
            break
    else:
        number = len(lines)
    _report_no_opening(start, findings)
    return first, number, number


def _report_no_opening(start: int, findings: FileFindings) -> None:
    findings.error(
        start + 1,
        "no-opening",
        "Phần đầu tệp phải nằm giữa hai dòng ---",
        "Dòng đầu tiên viết ---, rồi các dòng «tên: …», rồi thêm một dòng --- nữa. Xem bài mẫu.",
    )


def _opening_fields(lines: list[str], first: int, allowed: frozenset[Key], findings: FileFindings) -> dict[Key, Field]:
    fields: dict[Key, Field] = {}
    latest: Key | None = None
    for number, line in enumerate(lines, first):
        if not line.strip():
            continue
        if line[0] == " " and latest is not None:
            fields[latest] = Field(f"{fields[latest].value} {line.strip()}".strip(), fields[latest].line)
            continue
        key = _opening_key(line, number, allowed, findings)
        if key is not None and key in fields:
            findings.error(number, "key-twice", f"Dòng «{SHOWN[key]}:» viết hai lần", "Giữ lại một dòng.")
        elif key is not None:
            fields[key] = Field(_unquoted((split_key_line(line) or ("", ""))[1]), number)
            latest = key
    return {key: Field(_unquoted(field.value), field.line) for key, field in fields.items()}


def _opening_key(line: str, number: int, allowed: frozenset[Key], findings: FileFindings) -> Key | None:
    """The key a line begins with; a misspelt one counts too, once it is noted."""
    sides = split_key_line(line)
    key = key_named(sides[0]) if sides else None
    if key in allowed:
        return key
    meant = near_key(sides[0], allowed) if sides else None
    findings.error(
        number,
        "unknown-key",
        f"Em không hiểu dòng «{line.strip()[:60]}»",
        f"{did_you_mean(SHOWN[meant] if meant else None)}Phần đầu tệp chỉ có các dòng {keys_shown(allowed)}.",
    )
    return meant


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and (value[0], value[-1]) in _QUOTES:
        return value[1:-1].strip()
    return value

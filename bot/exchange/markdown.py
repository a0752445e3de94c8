"""A question as an author writes it in a module file, and its place there.

Whatever stands in a question is written so that the module's reader takes it as the same words: a sign that would mean
something is escaped. What the question lacks is not invented; ``chihoi check`` asks for it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.curriculum import Choice, Question, QuestionKind, Rich
from bot.library.keys import (
    BODY_KEYS,
    KINDS_SHOWN,
    PARTS_SHOWN,
    SHOWN,
    Key,
    Part,
    key_named,
    near_key,
    part_named,
    split_key_line,
)
from bot.library.problems import Findings
from bot.library.rich import plain, render_text

_TOKEN = re.compile(r"<(/?)([a-z]+)([^<>]*)>|[^<]+|<")
_SIGNS = re.compile(r"[\\`*_\[\]<>&]")
_LINE_START = re.compile(r"[#>|+•–—-]|\d{1,9}[.)]|~~~|={2,}|```")
_HREF = re.compile(r'href="([^"]*)"')
_HEADED = re.compile(r"<b>(.*?)</b>(?=\n|$)", re.DOTALL)
_BULLETS = re.compile(r"• .*(?:\n• .*)*")
_NUMBERS = re.compile(r"1\. .*(?:\n\d+\. .*)*")
_MARKS = {"b": "**", "i": "*"}


def question_markdown(question: Question) -> str:
    """The section of a question, from its heading on; a situation, which no other format brings, is not written."""
    assert question.kind is not QuestionKind.SITUATION
    heading, body = _heading_and_body(question.text)
    head = [f"## {_closed(_inline(heading))}", f"{SHOWN[Key.ID]}: {question.id}"]
    if question.kind is not QuestionKind.SINGLE:
        head.append(f"{SHOWN[Key.KIND]}: {KINDS_SHOWN[question.kind]}")
    parts = ["\n".join(head), *_body(body), _choices(question)]
    parts.append("\n".join(_fields(question)))
    return "\n\n".join(part for part in parts if part) + "\n"


def _fields(question: Question) -> list[str]:
    lines = [f"{SHOWN[Key.WHY]}: {_after_first(_inline(question.explanation))}"] if question.explanation else []
    lines += [f"{SHOWN[Key.SOURCE]}: {each.source_id}, {each.article}".rstrip(", ") for each in question.citations]
    return lines + ([f"{SHOWN[Key.CARD]}: {question.card_id}"] if question.card_id else [])


def _heading_and_body(text: Rich) -> tuple[Rich, Rich]:
    """The first line, which becomes the heading, and the rest; a bold heading loses what the reader gives it anew."""
    first, _, rest = text.partition("\n")
    found = _HEADED.fullmatch(first)
    return (found[1] if found and rest else first), rest.strip("\n")


def _body(text: Rich) -> list[str]:
    return [_paragraph(each) for each in text.split("\n\n") if each.strip()]


def _paragraph(text: Rich) -> str:
    if _BULLETS.fullmatch(text):
        return "\n".join(f"- {_guarded(_inline(line[2:]))}" for line in text.split("\n"))
    if _NUMBERS.fullmatch(text):
        lines = [line.partition(". ") for line in text.split("\n")]
        return "\n".join(f"{number}. {_guarded(_inline(words))}" for number, _, words in lines)
    return "\\\n".join(_guarded(line) for line in _inline(text).split("\\\n"))


def _choices(question: Question) -> str:
    if question.kind is QuestionKind.ORDER:
        return "\n".join(
            f"{number}. {_indented(_guarded(_inline(choice.text)), 3)}"
            for number, choice in enumerate(question.choices, 1)
        )
    return "\n".join(_choice(choice) for choice in question.choices)


def _choice(choice: Choice) -> str:
    line = f"- [{'x' if choice.is_right else ' '}] {_indented(_after_first(_inline(choice.text)), 2)}"
    if not choice.feedback:
        return line
    quoted = "\\\n".join(_guarded(each) for each in _inline(choice.feedback).split("\\\n"))
    return f"{line}\n  > " + quoted.replace("\n", "\n  > ")


def _indented(text: str, by: int) -> str:
    return text.replace("\n", "\n" + " " * by)


def _guarded(line: str) -> str:
    """A line that begins like a list, a heading, a quote or a key, so that it is none."""
    found = _LINE_START.match(line)
    if found is not None:
        end = found.end() - 1
        return f"{line[:end]}\\{line[end:]}"
    sides = split_key_line(line)
    if sides is not None and _is_like_key(sides[0]):
        return re.sub(r"\s*[:：]", lambda colon: "\\" + colon[0].strip(), line, count=1)
    return line


def _after_first(text: str) -> str:
    """A text that begins behind something else on its line; its further lines stand by themselves."""
    first, *rest = text.split("\\\n")
    return "\\\n".join([first, *(_guarded(line) for line in rest)])


def _closed(heading: str) -> str:
    """A heading whose last signs are no closing of it."""
    bare = heading.rstrip("#")
    return bare + "\\#" * (len(heading) - len(bare))


def _is_like_key(name: str) -> bool:
    return key_named(name) in BODY_KEYS or near_key(name, BODY_KEYS) is not None or name[0].islower()


def _inline(text: Rich) -> str:
    """The text as inline Markdown; where marks would stick to letters and be read as stars, the words without them."""
    written = _marked(text)
    return written if _read(written) == text.strip() else _marked(html.escape(plain(text), quote=False))


def _read(written: str) -> Rich:
    return render_text(written, 1, Findings().of(""))


def _marked(text: Rich) -> str:
    parts, address = [], ""
    for token in _TOKEN.finditer(text):
        name = token[2]
        if name is None:
            words = _SIGNS.sub(lambda sign: "\\" + sign[0], html.unescape(token[0]))
            parts.append(words.replace("\n", "\\\n"))
        elif name == "a" and not token[1]:
            found = _HREF.search(token[3])
            address = html.unescape(found[1]) if found else ""
            parts.append("[")
        elif name == "a":
            parts.append(f"](<{address}>)")
        else:
            parts.append(_MARKS.get(name, ""))
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class Place:
    """Where questions go in a module file: before which line, counted from 0, and what is there already."""

    line: int
    count: int
    ids: tuple[str, ...]
    has_part: bool


def place_for_questions(module: str) -> Place:
    """The end of «# Câu hỏi», or of the file where there is none; also the ids of the questions that stand there."""
    lines = module.split("\n")
    heads = [number for number, line in enumerate(lines) if line.startswith("# ")]
    part = next((number for number in heads if part_named(lines[number][2:].strip()) is Part.QUESTIONS), None)
    if part is None:
        return Place(len(lines), 0, (), has_part=False)
    end = next((number for number in heads if number > part), len(lines))
    under = lines[part:end]
    keys = [split_key_line(line) for line in under]
    ids = tuple(sides[1] for sides in keys if sides is not None and key_named(sides[0]) is Key.ID)
    return Place(end, sum(line.startswith("## ") for line in under), ids, has_part=True)


def with_questions(module: str, place: Place, questions: Iterable[Question]) -> str:
    """The file with these questions after those it has."""
    lines = module.split("\n")
    head = "" if place.has_part else f"# {PARTS_SHOWN[Part.QUESTIONS]}\n\n"
    added = head + "\n".join(question_markdown(question) for question in questions)
    before, after = "\n".join(lines[: place.line]).rstrip(), "\n".join(lines[place.line :]).strip()
    return "\n\n".join(part.rstrip("\n") for part in (before, added, after) if part.strip()) + "\n"

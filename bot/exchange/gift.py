"""Moodle's GIFT, read as its grammar says and nothing more: what each block of a file is, with its line.

Read as Moodle does: the first pair of braces holds the answers, ``~`` and ``=`` begin them wherever they stand, escapes
come first. Where Moodle guesses at a broken question, this says what is broken. One pass; a huge file takes long, never
forever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.exchange.gift_values import (
    Comments,
    Entry,
    GiftAnswer,
    GiftCategory,
    GiftFault,
    GiftKind,
    GiftQuestion,
    Marked,
)

LONGEST = 50_000
"""Characters of a question; what is longer holds a picture, or is no question."""
MOST_ANSWERS = 60
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ESCAPE = re.compile(r"\\([\\:#={}~n])")
_HIDDEN = {letter: chr(number) for number, letter in enumerate("\\:#={}~n", 1)}
"""While a question is taken apart, each escaped character is a control character that no text holds."""
_SHOWN = {ord(hidden): "\n" if letter == "n" else letter for letter, hidden in _HIDDEN.items()}
_NEWLINE = _HIDDEN["n"]
_BRACE = re.compile(r"[{}]")
_FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_WEIGHT = re.compile(r"%(-?\d{1,3}(?:[.,]\d*)?)%")
_MARK = re.compile(r"[~=]")
_ID = re.compile(r"\[id:([^\[\]]*)\]")
_TAG = re.compile(r"\[tag:([^\[\]]*)\]")
_TRUE, _FALSE = frozenset({"T", "TRUE"}), frozenset({"F", "FALSE"})


class _BrokenError(Exception):
    """A block that cannot be read: why, and how many lines below its first."""

    def __init__(self, why: str, below: int = 0) -> None:
        super().__init__(why)
        self.why = why
        self.below = below


def read_gift(text: str) -> Iterator[Entry]:
    """Everything a file holds, in order."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = _ESCAPE.sub(lambda found: _HIDDEN[found[1]], _CONTROL.sub("", text)).split("\n")
    for first, block in _blocks(lines):
        yield from _entries(first, block)


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The blocks between empty lines, each with the number of its first line.

    An empty line inside braces is forgiven, unless another question begins before they are closed.
    """
    start, place, blank = 0, 0, -1
    is_open = False
    while True:
        is_over = place == len(lines)
        line = "" if is_over else lines[place].strip()
        if is_open and blank >= 0 and (is_over or line.startswith(("::", "$CATEGORY:")) or _opens_again(line)):
            yield start + 1, lines[start:blank]
            start, place, blank, is_open = blank + 1, blank + 1, -1, False
            continue
        if is_over:
            break
        if not line and not is_open:
            if place > start:
                yield start + 1, lines[start:place]
            start, blank = place + 1, -1
        elif not line and blank < 0:
            blank = place
        elif not line.startswith("//"):
            for brace in _BRACE.findall(line):
                is_open = brace == "{"
        place += 1
    yield start + 1, lines[start:]


def _opens_again(line: str) -> bool:
    brace = _BRACE.search(line)
    return brace is not None and brace[0] == "{" and not line.startswith("//")


def _entries(first: int, block: Sequence[str]) -> Iterator[Entry]:
    comments: list[str] = []
    rest: list[str] = []
    head = 0
    for number, line in enumerate(block):
        bare = line.strip()
        if bare.startswith("//"):
            comments.append(_restored(bare[2:].strip()))
        elif bare.startswith("$CATEGORY:") and not rest:
            yield GiftCategory(first + number, _restored(bare[len("$CATEGORY:") :]).strip())
            comments.clear()
        elif bare or rest:
            head = head if rest else number
            rest.append(line)
            continue
        if rest:
            rest.append("")
    if rest:
        yield _entry(first + head, "\n".join(rest).strip(), comments)


def _entry(line: int, text: str, comments: Sequence[str]) -> Entry:
    title, body = _title(text)
    try:
        question = _question(body, text.count("\n") - body.count("\n"))
    except _BrokenError as broken:
        return GiftFault(line + broken.below, title or _restored(body[:80]), broken.why)
    return replace(question, line=line, title=title, comments=_read_comments(comments))


def _read_comments(lines: Sequence[str]) -> Comments:
    ids = [found.strip() for line in lines for found in _ID.findall(line)]
    tags = tuple(found.strip() for line in lines for found in _TAG.findall(line))
    return Comments(ids[0] if ids else "", tags, tuple(lines))


def _title(text: str) -> tuple[str, str]:
    if text.startswith("::"):
        title, colons, body = text[2:].partition("::")
        if colons:
            return " ".join(_restored(title).split()), body.strip()
    return "", text


def _question(body: str, above: int) -> GiftQuestion:
    """A question from its text; ``above`` lines of the block stand before it."""
    opening, closing = body.find("{"), body.find("}")
    if opening >= 0 or closing >= 0:
        _check_braces(body, opening, closing, above)
    if len(body) > LONGEST:
        raise _BrokenError(f"Câu này dài {len(body)} ký tự: có tranh nhúng, hoặc thiếu dòng trống giữa các câu")
    if opening < 0:
        return GiftQuestion(0, GiftKind.DESCRIPTION, "", _marked(body))
    before, inside, after = body[:opening], body[opening + 1 : closing].strip(), body[closing + 1 :]
    # Answers in the middle of a sentence stand where the missing word is.
    text = _marked(f"{before}_____{after}" if after.strip() else before)
    general = None
    separator = inside.rfind("####")
    if separator >= 0:
        general = _marked(inside[separator + 4 :], text.format)
        inside = inside[:separator].strip()
    kind = _kind(inside)
    return GiftQuestion(0, kind, "", text, _answers(kind, inside, text.format), general)


def _check_braces(body: str, opening: int, closing: int, above: int) -> None:
    def below(place: int) -> int:
        return above + body.count("\n", 0, place)

    if opening < 0 or 0 <= closing < opening:
        raise _BrokenError("Có dấu } mà chưa có dấu { mở trước nó", below(closing))
    if closing < 0:
        raise _BrokenError("Dấu { mở ra mà không có dấu } đóng lại", below(opening))
    again = body.find("{", opening + 1)
    if 0 <= again < closing:
        raise _BrokenError("Trong phần trả lời lại có dấu { (dấu ngoặc trong chữ phải viết \\{ và \\})", below(again))
    other = _BRACE.search(body, closing + 1)
    if other is not None:
        raise _BrokenError(
            "Sau phần trả lời còn dấu { hoặc }; mỗi câu chỉ có một phần trả lời, giữa hai câu có một dòng trống",
            below(other.start()),
        )


def _kind(inside: str) -> GiftKind:
    """What is asked, decided in Moodle's order."""
    if not inside:
        return GiftKind.ESSAY
    if inside.startswith("#"):
        return GiftKind.NUMBER
    if "~" in inside:
        weighed = [_WEIGHT.match(piece.lstrip()) is not None for mark, piece in _pieces(inside)[1] if mark == "="]
        return GiftKind.SEVERAL if all(weighed) else GiftKind.SINGLE
    if "=" in inside and "->" in inside:
        return GiftKind.MATCH
    if inside.partition("#")[0].strip().upper() in _TRUE | _FALSE:
        return GiftKind.TRUE_FALSE
    return GiftKind.SHORT


def _pieces(inside: str) -> tuple[str, list[tuple[str, str]]]:
    """What stands before the first mark, and each mark with what follows it."""
    marks = list(_MARK.finditer(inside))
    ends = [mark.start() for mark in marks[1:]] + [len(inside)]
    pieces = [(mark[0], inside[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)]
    return inside[: marks[0].start()] if marks else inside, pieces


def _answers(kind: GiftKind, inside: str, usual: str) -> tuple[GiftAnswer, ...]:
    if kind in {GiftKind.ESSAY, GiftKind.NUMBER, GiftKind.SHORT}:
        return ()
    if kind is GiftKind.TRUE_FALSE:
        return _true_false(inside, usual)
    before, pieces = _pieces(inside)
    if before.strip():
        raise _BrokenError("Trước phương án đầu tiên còn chữ; phương án bắt đầu bằng = (đúng) hoặc ~ (sai)")
    if kind is GiftKind.MATCH:
        return tuple(_pair(piece, usual) for _, piece in pieces)
    if len(pieces) < 2:
        raise _BrokenError("Câu chọn mà chỉ có một phương án")
    if len(pieces) > MOST_ANSWERS:
        raise _BrokenError(f"Câu này có {len(pieces)} phương án, chắc là thiếu dấu đóng hoặc dòng trống")
    return tuple(_choice(mark, piece.strip(), usual) for mark, piece in pieces)


def _choice(mark: str, piece: str, usual: str) -> GiftAnswer:
    found = _WEIGHT.match(piece)
    weight = float(found[1].replace(",", ".")) if found else 100.0 if mark == "=" else 0.0
    text, hash_sign, feedback = piece[found.end() if found else 0 :].partition("#")
    return GiftAnswer(_marked(text, usual), weight, _marked(feedback, usual) if hash_sign else None)


def _true_false(inside: str, usual: str) -> tuple[GiftAnswer, ...]:
    word, *feedbacks = inside.split("#", 2)
    wrong, right = ([_marked(each, usual) for each in feedbacks] + [None, None])[:2]
    is_true = word.strip().upper() in _TRUE
    yes = GiftAnswer(Marked("T"), 100 if is_true else 0, right if is_true else wrong)
    no = GiftAnswer(Marked("F"), 0 if is_true else 100, wrong if is_true else right)
    return yes, no


def _pair(piece: str, usual: str) -> GiftAnswer:
    left, arrow, right = piece.partition("->")
    if not arrow:
        raise _BrokenError("Câu nối hai cột có dòng thiếu mũi tên ->")
    return GiftAnswer(_marked(left, usual), 100, match=_restored(" ".join(right.split())).strip())


def _marked(text: str, usual: str = "moodle") -> Marked:
    """A text with its format; lines that a file only wraps are one, except where a line says something."""
    text = text.strip()
    found = _FORMAT.match(text)
    format_ = found[1].lower() if found else usual
    text = text[found.end() :].strip() if found else text
    if format_ in {"moodle", "plain"}:
        text = re.sub(r"[ \t]*\n\s*", " ", text)
    return Marked(_restored(text), format_)


def _restored(text: str) -> str:
    return text.translate(_SHOWN)

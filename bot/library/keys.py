"""The words an author writes before a colon or after «loại:», in Vietnamese or English, through one table.

Letters' case and diacritics do not matter. A near miss is only ever a suggestion; nothing is guessed.
"""

from __future__ import annotations

import difflib
import enum
import re
from collections.abc import Iterable, Mapping

from bot.domain.curriculum import QuestionKind
from bot.domain.folding import fold


class Key(enum.StrEnum):
    """What a line «key: value» is about."""

    TITLE = "title"
    ORDER = "order"
    SERVES = "serves"
    OUTCOME = "outcome"
    PICTURE = "picture"
    ALT = "alt"
    PASS = "pass"  # noqa: S105 - a share of right answers
    REVIEWED = "reviewed"
    REVIEWER = "reviewer"
    TRANSLATES = "translates"
    ID = "id"
    KIND = "kind"
    WHY = "why"
    SOURCE = "source"
    CARD = "card"
    OPENING = "opening"
    STORY = "story"
    VOTE = "vote"
    CLOSING = "closing"


class Part(enum.StrEnum):
    """The parts of a module file."""

    CARDS = "cards"
    PRACTICE = "practice"
    KIT = "meeting kit"
    QUESTIONS = "questions"


SHOWN: Mapping[Key, str] = {
    Key.TITLE: "tên",
    Key.ORDER: "thứ tự",
    Key.SERVES: "đề xuất",
    Key.OUTCOME: "mục tiêu",
    Key.PICTURE: "tranh",
    Key.ALT: "mô tả tranh",
    Key.PASS: "điểm đạt",
    Key.REVIEWED: "đã duyệt",
    Key.REVIEWER: "người duyệt",
    Key.TRANSLATES: "dịch từ bản",
    Key.ID: "mã",
    Key.KIND: "loại",
    Key.WHY: "giải thích",
    Key.SOURCE: "nguồn",
    Key.CARD: "xem lại",
    Key.OPENING: "mở đầu",
    Key.STORY: "chuyện",
    Key.VOTE: "giơ tay",
    Key.CLOSING: "lời kết",
}
KINDS_SHOWN: Mapping[QuestionKind, str] = {
    QuestionKind.SINGLE: "một đáp án",
    QuestionKind.TRUE_FALSE: "đúng sai",
    QuestionKind.SEVERAL: "chọn nhiều",
    QuestionKind.ORDER: "sắp xếp",
    QuestionKind.SITUATION: "tình huống",
}
PARTS_SHOWN: Mapping[Part, str] = {
    Part.CARDS: "Thẻ",
    Part.PRACTICE: "Việc làm trong tuần",
    Part.KIT: "Bộ sinh hoạt",
    Part.QUESTIONS: "Câu hỏi",
}

COURSE_KEYS = frozenset({Key.TITLE, Key.ORDER, Key.SERVES})
MODULE_KEYS = frozenset(
    {Key.TITLE, Key.OUTCOME, Key.PICTURE, Key.ALT, Key.PASS, Key.REVIEWED, Key.REVIEWER},
)
TRANSLATED_KEYS = MODULE_KEYS | {Key.TRANSLATES}
"""A translation also names the wording it was made for."""
CARD_KEYS = frozenset({Key.ID, Key.SOURCE})
QUESTION_KEYS = frozenset({Key.ID, Key.KIND, Key.WHY, Key.SOURCE, Key.CARD})
KIT_KEYS = frozenset({Key.OPENING, Key.STORY, Key.VOTE, Key.CLOSING})
"""Keys looked for in the meeting kit only: «Chuyện: …» is an ordinary line anywhere else."""
BODY_KEYS = CARD_KEYS | QUESTION_KEYS | {Key.PICTURE, Key.ALT}
"""Keys looked for between the lines of a text; the others are ordinary words there («Mục tiêu: …»)."""

_KEYS = {fold(name): key for key in Key for name in (key.value, SHOWN[key])}
_KINDS = {fold(name): kind for kind in QuestionKind for name in (kind.value, KINDS_SHOWN[kind])} | {
    "chon mot": QuestionKind.SINGLE,
    "mot dap an dung": QuestionKind.SINGLE,
    "dung hay sai": QuestionKind.TRUE_FALSE,
}
_PARTS = {fold(name): part for part in Part for name in (part.value, PARTS_SHOWN[part])}
_KEY_LINE = re.compile(r"(?P<name>[^\W\d_][^\W\d_]*(?:[ _][^\W\d_]+){0,3})\s*[:：]\s*(?P<value>.*)", re.DOTALL)
_NEAR = 0.82
_SHORTEST_NEAR = 5


def key_named(name: str) -> Key | None:
    """The key of that name, or None."""
    return _KEYS.get(fold(name))


def kind_named(name: str) -> QuestionKind | None:
    """The kind of question of that name, or None."""
    return _KINDS.get(fold(name))


def part_named(name: str) -> Part | None:
    """The part of a module of that name, or None."""
    return _PARTS.get(fold(name))


def part_meant(name: str) -> Part | None:
    """The part that was probably meant by a name, misspelt or not, or None."""
    near = near_word(name, PARTS_SHOWN.values())
    return part_named(name) or (part_named(near) if near else None)


def keys_shown(keys: Iterable[Key]) -> str:
    """The keys as an advice lists them."""
    among = set(keys)
    return ", ".join(f"«{SHOWN[key]}:»" for key in Key if key in among)


def split_key_line(line: str) -> tuple[str, str] | None:
    """«name: value» as its two sides, or None for a line of another shape."""
    found = _KEY_LINE.fullmatch(line.strip())
    return (found["name"].strip(), found["value"].strip()) if found else None


def near_key(name: str, among: Iterable[Key]) -> Key | None:
    """The key that was probably meant, or None."""
    folded = fold(name)
    if len(folded) < _SHORTEST_NEAR:
        return None
    names = {known: key for known, key in _KEYS.items() if key in set(among) and known != key.value}
    close = difflib.get_close_matches(folded, names, n=1, cutoff=_NEAR)
    return names[close[0]] if close else None


def near_word(name: str, words: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The word among ``words`` that was probably meant, compared folded, or None."""
    folded = {fold(word): word for word in words}
    close = difflib.get_close_matches(fold(name), folded, n=1, cutoff=cutoff)
    return folded[close[0]] if close else None


def did_you_mean(word: str | None) -> str:
    """A friendly question to put before an advice, or nothing."""
    return f"Có phải chị định viết «{word}»? " if word else ""


def suggested_id(text: str) -> str:
    """An id made from a title, for an advice."""
    return fold(text).replace(" ", "-")[:24].strip("-") or "ten-ngan"

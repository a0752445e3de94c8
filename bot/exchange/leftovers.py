"""What could not come along, said so that its author can do something about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.domain.curriculum import Question
from bot.library.keys import suggested_id
from bot.library.limits import ID

_SHOWN = 60
_ID = re.compile(rf"[a-z0-9-]{{1,{ID}}}")


@dataclass(frozen=True, slots=True)
class Leftover:
    """A question that was left out, or a part of one that was taken (``is_whole`` is false)."""

    line: int
    """Where the question begins, or the very place of what is wrong; 0 where there is no file yet."""
    title: str
    message: str
    advice: str
    is_whole: bool = True


class Taken(NamedTuple):
    """What came of a file: questions, and everything that could not be taken."""

    questions: tuple[Question, ...]
    leftovers: tuple[Leftover, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What came of questions: the file's text, how many are in it, and everything that is not."""

    text: str
    count: int
    leftovers: tuple[Leftover, ...]


def shortened(text: str) -> str:
    """A text on one line, short enough to name a question by."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1].rstrip() + "…"


class Ids:
    """Ids that are taken, and the giving out of new ones."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._last: dict[str, int] = {}

    def new(self, wanted: str, title: str) -> str:
        """The id where it can be one and is free, else one like it, or one made from the title."""
        first = wanted if _ID.fullmatch(wanted) else suggested_id(title)
        found, number = first, self._last.get(first, 1)
        while found in self._taken:
            number += 1
            found = f"{first[: ID - len(str(number)) - 1].rstrip('-')}-{number}"
        self._last[first] = number
        self._taken.add(found)
        return found


def told(leftovers: Iterable[Leftover], name: str) -> Sequence[str]:
    """Each as a line of a report on the file of that name, the way ``chihoi check`` writes them."""
    lines = []
    for each in leftovers:
        place = f"{name}:{each.line}" if each.line else name
        mark = "" if each.is_whole else "(nên xem) "
        shown = f"«{each.title}»: " if each.title else ""
        lines.append(f"{place}  {mark}{shown}{each.message} → {each.advice}")
    return lines

"""How an action travels in a button: two letters (the first may be a digit) and its values, at most 64 bytes.

Decoding takes back exactly what encoding can give out, and nothing else: whatever a forged or damaged code holds,
no handler ever sees it.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Any, ClassVar

MAX_BYTES = 64
LARGEST_ID = 2**63 - 1
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")


class Action:
    """The base of all actions; ``code`` is the action's two letters. Naming them enters it in the table."""

    code: ClassVar[str]
    is_private: ClassVar[bool] = False
    """Whether not even a log of everything may say that it was done."""

    def __init_subclass__(cls) -> None:
        """Enter the action in the table; ValueError when the letters are taken or not two."""
        if not re.fullmatch(r"[a-z0-9][a-z]", cls.code) or cls.code in KINDS:
            raise ValueError(f"{cls.__name__}: the code {cls.code!r} is taken or not two letters")
        KINDS[cls.code] = cls


KINDS: dict[str, type[Action]] = {}
"""The table of all codes."""


def encode(action: Action) -> str:
    """The action as callback data; ValueError when it would not fit 64 bytes or could not be read back."""
    code = ":".join((action.code, *(str(value) for value in _values(action))))
    if decode(code) != action:
        raise ValueError(f"{type(action).__name__}: {len(code)} characters that could not be read back")
    return code


def _values(action: Action) -> list[Any]:
    return [getattr(action, field.name) for field in dataclasses.fields(action)]  # type: ignore[arg-type]


def decode(code: str) -> Action | None:
    """The action of callback data; None for anything that was never encoded here."""
    if not code.isprintable() or len(code.encode()) > MAX_BYTES:
        return None
    letters, *values = code.split(":")
    kind = KINDS.get(letters)
    if kind is None:
        return None
    fields = dataclasses.fields(kind)  # type: ignore[arg-type]
    if len(fields) != len(values):
        return None
    read: list[Any] = []
    for field, value in zip(fields, values, strict=True):
        if field.type == "int":
            if not _NUMBER.fullmatch(value) or int(value) > LARGEST_ID:
                return None
            read.append(int(value))
        else:
            read.append(value)
    return kind(*read)

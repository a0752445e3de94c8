"""Conversations written down as dialogue: what an author reads, and what a test compares word by word.

A ``Recorded`` is a person at her phone whose every act, and everything she sees, is put on paper. She does nothing
that a ``Talker`` cannot do.
"""

from __future__ import annotations

import hashlib
import re
import textwrap
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.domain.folding import fold
from bot.sandbox.people import Person
from bot.sheets.reading import read_table
from bot.sheets.table import Cell
from tests.chatting import Meeting, Talker, buttons_of, words_of
from tests.organisers_days import bold_in

FOLDER = Path(__file__).parent / "transcripts"
WIDTH = 96
MOST_ROWS, MOST_COLUMNS = 8, 6
"""What is shown of a table."""
BOT = "Chị Hội"
LINK = re.compile(r"(\?start=)[\w-]+")
LEGEND = "→ chị bấm   [ ] nút bấm   ⌨ phím ở cuối màn hình   ‹ › dòng chữ hiện thoáng qua"


class Recorded(Talker):
    """A person whose conversation is written down."""

    def __init__(self, meeting: Meeting, person: Person, title: str) -> None:
        super().__init__(meeting, person)
        self._blocks: list[str] = []
        self._seen: dict[int, tuple[str, str]] = {}
        self._toasts = 0
        self._keys: list[list[str]] = []
        self.begins(title)

    def begins(self, title: str) -> None:
        """A new page: what was before it is not written down."""
        self._changes()
        self._blocks = [f"{title}\n{'═' * len(title)}\n{LEGEND}"]

    def goes_on_with(self, other: Recorded) -> None:
        """What somebody else saw, on the same page."""
        self._blocks += other._blocks

    @property
    def text(self) -> str:
        """The conversation so far."""
        # Links are a matter of chance.
        return LINK.sub(r"\1…", "\n\n".join(self._blocks)) + "\n"

    def tells(self, what: str) -> None:
        """Write what happened outside the chat, or in it without being put down."""
        self._changes()
        self._blocks.append(f"({what})")

    def finds(self, what: str) -> None:
        """Write what happened, and what came to her by itself meanwhile."""
        self._writes(f"({what})")

    # What she does.

    async def starts(self, payload: str = "") -> None:
        """Press «Bắt đầu», perhaps by a link."""
        await super().starts(payload)
        self._writes("→ BẮT ĐẦU, từ đường dẫn mời" if payload else "→ BẮT ĐẦU")

    async def types(self, text: str, bold: str = "") -> None:
        """Write something, perhaps with a part of it bold, and send it."""
        self.person.says(text, entities=bold_in(text, bold))
        await self.meeting.quiet()
        self._writes(_spoken(self.person.first_name, text.replace(bold, f"*{bold}*") if bold else text))

    async def sends(self, name: str, content: bytes) -> None:
        """Send a file."""
        self.person.sends_document(name, content)
        await self.meeting.quiet()
        self._writes(_spoken(self.person.first_name, f"📎 {name}\n{_table(name, content)}"))

    async def looks(self) -> None:
        """Look at what has come meanwhile."""
        self._writes("")

    async def shows(self, name: str, beside: Talker | None = None) -> None:
        """A picture of it is worth taking; here it is put into words anyway."""

    async def taps(self, label: str) -> None:
        """Tap the newest button whose label contains ``label``."""
        full = self._label(label)
        await super().taps(label)
        self._writes(f"→ {full}")

    async def presses(self, key: str) -> None:
        """Press a key below the writing line."""
        full = next((one for one in self.keys if fold(key) in fold(one)), key)
        await super().presses(key)
        self._writes(f"→ {full}")

    async def taps_code(self, code: str, message_id: int | None = None) -> None:
        """Tap the button of that code on the newest message."""
        choices = {choice["callback_data"]: choice["text"] for choice in buttons_of(self.messages[-1])}
        await super().taps_code(code, message_id)
        self._writes(f"→ {choices[code]}")

    async def shares_contact(self, *, own: bool = True) -> None:
        """Share a telephone number."""
        await super().shares_contact(own=own)
        self._writes("→ 📱 Chia sẻ số của tôi" if own else _spoken(self.person.first_name, "(số của người khác)"))

    def _label(self, part: str) -> str:
        shown = [choice["text"] for message in reversed(self.messages) for choice in buttons_of(message)]
        return next((label for label in (*shown, *self.keys) if fold(part) in fold(label)), part)

    # What is put on paper.

    def _writes(self, act: str) -> None:
        """Put down what she did and everything that is different on her screen since; it took her a moment."""
        self.meeting.world.advance(timedelta(seconds=20))
        toasts = [f"  ‹{toast.text}›" for toast in self.person.toasts[self._toasts :] if toast.text]
        if act or toasts:
            self._blocks.append("\n".join((act, *toasts)))
        self._blocks += self._changes()

    def _changes(self) -> list[str]:
        """What is different on her screen since this was asked last."""
        self._toasts = len(self.person.toasts)
        found = []
        for message in self.from_bot:
            body, buttons = self._body(message), _buttons(message)
            known = self._seen.get(message["message_id"])
            self._seen[message["message_id"]] = (body, buttons)
            # A message that only lost its buttons says nothing new.
            if known != (body, buttons) and (known is None or known[0] != body or buttons):
                found.append(_spoken(BOT, f"{body}\n\n{buttons}".strip()))
        rows = (self.person.keyboard or {}).get("keyboard", [])
        keys = [[key["text"] for key in row] for row in rows]
        if keys != self._keys:
            found.append(_keys(keys) if keys else "⌨ (phím được cất đi)")
            self._keys = keys
        return found

    def _body(self, message: dict[str, Any]) -> str:
        pieces = [self._picture(message), self._document(message), words_of(message)]
        return "\n\n".join(piece for piece in pieces if piece)

    def _picture(self, message: dict[str, Any]) -> str:
        if "photo" not in message:
            return ""
        stored = self.meeting.world.files.get(message["photo"][-1]["file_id"])
        digest = hashlib.sha256(stored.content).hexdigest() if stored else ""
        modules = self.meeting.library.modules()
        pictures = [module.picture for module in modules] + [
            card.picture for module in modules for card in module.cards
        ]
        return f"🖼 {next((picture.alt for picture in pictures if picture and picture.digest == digest), 'Ảnh')}"

    def _document(self, message: dict[str, Any]) -> str:
        if "document" not in message:
            return ""
        name = message["document"]["file_name"]
        stored = self.meeting.world.files.get(message["document"]["file_id"])
        # Her number at Telegram is a matter of chance.
        content = _content(name, stored.content).replace(str(self.person.id), "…") if stored else ""
        return f"📎 {name}\n{content}".strip()


def _content(name: str, content: bytes) -> str:
    """What is in a file, as far as it can be read aloud."""
    if name.endswith(".xlsx"):
        return _table(name, content)
    if name.endswith((".csv", ".txt")):
        return textwrap.indent(content.decode("utf-8-sig").replace("\r\n", "\n").strip(), "│ ", lambda _: True)
    return ""


def _table(name: str, content: bytes) -> str:
    """The first rows of a table."""
    table = read_table(name, content)
    rows = [table.headings, *table.rows[:MOST_ROWS]]
    lines = [f"│ {note}" for note in table.notes] + ["│ " + _cells(row) for row in rows]
    return "\n".join([*lines, *(["│ …"] if len(table.rows) > MOST_ROWS else [])])


def _cells(row: Sequence[Cell]) -> str:
    shown = ["" if cell is None else str(cell) for cell in row[:MOST_COLUMNS]]
    return " · ".join([*shown, *(["…"] if len(row) > MOST_COLUMNS else [])]).rstrip(" ·")


def _buttons(message: dict[str, Any]) -> str:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return "\n".join(" ".join(f"[{button['text']}]" for button in row) for row in rows)


def _keys(rows: list[list[str]]) -> str:
    lines = [" ".join(f"[{key}]" for key in row) for row in rows]
    return textwrap.indent("\n".join(lines), "  ").replace("  ", "⌨ ", 1)


def _spoken(name: str, text: str) -> str:
    """A speaker and what she says, each line indented below its first word."""
    indent = " " * (len(name) + 2)
    lines = [line for paragraph in text.split("\n") for line in _wrapped(paragraph, WIDTH - len(indent))]
    return f"{name}: " + "\n".join(f"{indent}{line}" if line else "" for line in lines).removeprefix(indent)


def _wrapped(line: str, width: int) -> list[str]:
    hanging = "│     " if line.startswith("│") else "  " if line.startswith(("•", "-")) else ""
    return textwrap.wrap(line, width, subsequent_indent=hanging, break_long_words=False) or [""]

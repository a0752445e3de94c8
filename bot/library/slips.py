"""Slips of the finger that Markdown takes for running text: «##Thẻ», «-[x] …», «• [ ] …».

Each is told once, and the rest of the file is read as if the space were there, so that one missing space is not five
faults. Nothing is mended silently: while there is a slip the file is not used.
"""

from __future__ import annotations

import re

from bot.library.problems import FileFindings

_HEADING = re.compile(r"(?P<marks> {0,3}#{1,6})(?P<name>[^\s#].*)")
_CHOICE = re.compile(
    r"(?P<indent>\s*)(?:[-*+]|[–—•]\s*|(?=\[[ xX×хХvV✓✔]?\]))(?P<box>\[[^\]]{0,3}\])(?P<text>.*)",
)
_SHOWN = 40


def mended(source: str, findings: FileFindings) -> str:
    """The text with the missing spaces put in, as many lines as before; each slip is a problem."""
    return "\n".join(_mended_line(line, number, findings) for number, line in enumerate(source.split("\n"), 1))


def _mended_line(line: str, number: int, findings: FileFindings) -> str:
    heading = _HEADING.fullmatch(line)
    if heading is not None:
        right = f"{heading['marks'].strip()} {heading['name'].strip()}"
        findings.error(
            number,
            "heading-space",
            f"Sau dấu # thiếu một dấu cách: «{line.strip()[:_SHOWN]}»",
            f"Viết «{right[:_SHOWN]}».",
        )
        return right
    choice = _CHOICE.fullmatch(line)
    if choice is not None:
        findings.error(
            number,
            "choice-dash",
            f"Em chưa nhận ra phương án «{line.strip()[:_SHOWN]}»",
            "Phương án bắt đầu bằng dấu gạch ngang, một dấu cách, rồi [ ] hoặc [x]: "
            f"«- {choice['box']} {choice['text'].strip()[:_SHOWN]}».",
        )
        return f"{choice['indent']}- {choice['box']}{choice['text']}"
    return line

"""The danger phrases and their exceptions, from ``danger.yaml``.

What can never do anything is reported: a phrase that exceptions silence whole, an exception that silences no phrase.
"""

from __future__ import annotations

import unicodedata

import yaml

from bot.domain.danger import can_be_heard, silenced_by
from bot.domain.folding import fold
from bot.library import limits, yamls
from bot.library.problems import FileFindings

DANGER_FILE = "danger.yaml"
TELLING = ("bạo lực!", "bạo hành!", "xâm hại!")
"""Words that nobody cries for help with, but that say what a message is about to who looks over a shoulder."""
EXCEPT = "trừ"
"""The key before an exception, as in «- trừ: mệt muốn chết»."""
SAD = "buồn"
"""The key before what is sad and no danger, as in «- buồn: em buồn lắm»."""

_Lines = dict[str, int]
"""What was written, in its order, with the line it stands on."""


def read_dangers(text: str | None, findings: FileFindings) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The phrases, the exceptions and what is only sad, lower case, with their diacritics."""
    phrases: _Lines = {}
    exceptions: _Lines = {}
    sad: _Lines = {}
    root = yamls.read_yaml(text, findings)
    for node in yamls.items(root, findings):
        if isinstance(node, yaml.MappingNode):
            for key, line, value in yamls.entries(node, findings):
                named = unicodedata.normalize("NFC", key.lower())
                if named == EXCEPT:
                    _take(value, line, exceptions, findings, words=limits.EXCEPTION_WORDS)
                elif named == SAD:
                    _take(value, line, sad, findings, words=1)
                else:
                    _report_key(key, line, findings)
        else:
            _take(node, yamls.line_of(node), phrases, findings, words=1)
    if root is not None and not phrases:
        findings.error(1, "empty", "Chưa có cụm từ báo nguy nào", "Thêm ít nhất một cụm, mỗi cụm một dòng «- ».")
    _report_idle(phrases, exceptions, findings)
    return tuple(phrases), tuple(exceptions), tuple(sad)


def _take(node: yaml.Node, line: int, lines: _Lines, findings: FileFindings, *, words: int) -> None:
    """Keep what is written; what is not written well, or twice, is a problem."""
    phrase = unicodedata.normalize("NFC", yamls.text_of(node, findings).lower())
    if not _is_well_written(phrase) or len(fold(phrase).split()) < words:
        least = f", ít nhất {words} chữ" if words > 1 else ""
        findings.error(
            line,
            "phrase",
            f"Cụm «{phrase}» viết chưa đúng",
            f"Mỗi cụm là vài chữ{least}; dấu * đứng giữa hai chữ, không quá {limits.GAPS} dấu *; "
            "dấu / đứng liền giữa hai chữ: em/tui.",
        )
    elif phrase in lines:
        findings.warn(line, "phrase-twice", f"Cụm «{phrase}» đã có ở dòng {lines[phrase]}", "Xóa một trong hai.")
    lines.setdefault(phrase, line)


def _is_well_written(phrase: str) -> bool:
    """Whether there are words on both sides of every gap, and one word on each side of every «/»."""
    parts = phrase.split("*")
    choices = [side for token in phrase.replace("*", " ").split() if "/" in token for side in token.split("/")]
    return (
        all(fold(part) for part in parts)
        and len(parts) <= limits.GAPS + 1
        and all(len(fold(choice).split()) == 1 for choice in choices)
    )


def _report_key(key: str, line: int, findings: FileFindings) -> None:
    findings.error(
        line,
        "key",
        f"Em không hiểu «{key}:» trong danh sách này",
        f"Câu bỏ qua viết «- {EXCEPT}: mệt muốn chết», câu buồn viết «- {SAD}: em buồn lắm»; "
        "cụm báo nguy không có dấu hai chấm.",
    )


def _report_idle(phrases: _Lines, exceptions: _Lines, findings: FileFindings) -> None:
    """Note exceptions that silence no phrase, and phrases that are never heard because of exceptions."""
    touched: set[str] = set()
    for exception, line in exceptions.items():
        silenced = silenced_by(exception, phrases)
        touched |= silenced
        if not silenced:
            findings.warn(
                line,
                "exception-idle",
                f"Câu trừ «{exception}» không trừ được cụm nào",
                "Câu trừ phải chứa trọn phần cuối của một cụm ở trên. Sửa lại, hoặc xóa dòng này.",
            )
    for phrase, line in phrases.items():
        if phrase in touched and not can_be_heard(phrase, exceptions):
            findings.error(
                line,
                "phrase-silent",
                f"Cụm «{phrase}» không bao giờ mở được màn hình, vì câu trừ đã trừ hết",
                "Bỏ cụm này, hoặc viết câu trừ hẹp lại.",
            )

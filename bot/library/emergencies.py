"""The emergency numbers and the danger phrases: two small YAML files that must never be empty."""

from __future__ import annotations

import re
import unicodedata

from bot.domain.curriculum import EmergencyNumber
from bot.domain.folding import fold
from bot.library import limits, yamls
from bot.library.problems import FileFindings
from bot.library.register import Register, Use

EMERGENCY_FILE = "emergency.yaml"
DANGER_FILE = "danger.yaml"

_NUMBER_KEYS = {
    "number": ("number", "số"),
    "name": ("name", "tên"),
    "when": ("when", "khi nào"),
    "source": ("source", "nguồn"),
}
_DIALLED = re.compile(r"\+?\d(?:[ .]?\d){1,14}")


def read_emergency_numbers(text: str | None, register: Register, findings: FileFindings) -> tuple[EmergencyNumber, ...]:
    """The numbers of ``emergency.yaml`` in their order; there must be one."""
    numbers = []
    root = yamls.read_yaml(text, findings)
    for node in yamls.items(root, findings):
        line = yamls.line_of(node)
        fields = yamls.named_fields(node, _NUMBER_KEYS, findings)
        texts = {key: yamls.text_of(value, findings) for key, value in fields.items()}
        number, name, when = (texts.get(key, "") for key in ("number", "name", "when"))
        if not _DIALLED.fullmatch(number):
            findings.error(
                line,
                "phone",
                f"«{number}» không phải số điện thoại",
                "Viết các chữ số, có thể cách nhau: 1900 969 680.",
            )
        if not name or not when:
            findings.error(
                line,
                "missing-key",
                "Số này thiếu «name:» (gọi cho ai) hoặc «when:» (khi nào gọi)",
                "Viết thêm dòng còn thiếu.",
            )
        if "source" in texts:
            register.cite(texts["source"], Use(findings.file, line, f"số {number}"), (), findings)
        numbers.append(EmergencyNumber(number, name, when))
    if root is not None and not numbers:
        findings.error(1, "empty", "Chưa có số khẩn cấp nào", "Thêm ít nhất một số, ví dụ 113.")
    return tuple(numbers)


def read_danger_phrases(text: str | None, findings: FileFindings) -> tuple[str, ...]:
    """The phrases of ``danger.yaml``, lower case, with their diacritics."""
    phrases: dict[str, int] = {}
    root = yamls.read_yaml(text, findings)
    for node in yamls.items(root, findings):
        line = yamls.line_of(node)
        phrase = unicodedata.normalize("NFC", yamls.text_of(node, findings).lower())
        parts = [fold(part) for part in phrase.split("*")]
        if not all(parts) or len(parts) > limits.GAPS + 1:
            findings.error(
                line,
                "phrase",
                f"Cụm «{phrase}» viết chưa đúng",
                f"Mỗi cụm là vài chữ; dấu * đứng giữa hai chữ, thay cho tối đa ba chữ, không quá {limits.GAPS} dấu *.",
            )
        elif phrase in phrases:
            findings.warn(line, "phrase-twice", f"Cụm «{phrase}» đã có ở dòng {phrases[phrase]}", "Xóa một trong hai.")
        phrases.setdefault(phrase, line)
    if root is not None and not phrases:
        findings.error(1, "empty", "Chưa có cụm từ báo nguy nào", "Thêm ít nhất một cụm, mỗi cụm một dòng «- ».")
    return tuple(phrases)

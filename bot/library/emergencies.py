"""The emergency numbers: a small YAML file that must never be empty."""

from __future__ import annotations

import re

from bot.domain.curriculum import EmergencyNumber
from bot.library import yamls
from bot.library.problems import FileFindings
from bot.library.register import Register, Use

EMERGENCY_FILE = "emergency.yaml"

_NUMBER_KEYS = {
    "number": ("number", "số"),
    "name": ("name", "tên"),
    "when": ("when", "khi nào"),
    "in_need": ("in_need", "khi nguy"),
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
        numbers.append(EmergencyNumber(number, name, when, texts.get("in_need", "")))
    if root is not None and not numbers:
        findings.error(1, "empty", "Chưa có số khẩn cấp nào", "Thêm ít nhất một số, ví dụ 113.")
    elif numbers and not any(number.in_need for number in numbers):
        findings.warn(
            1,
            "nothing-in-need",
            "Chưa số nào có «in_need:», nên người kêu cứu thấy tất cả các số",
            "Thêm dòng ấy vào vài số cần nhất: «in_need: Cảnh sát».",
        )
    return tuple(numbers)

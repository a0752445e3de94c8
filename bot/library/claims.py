"""Sentences that state the law, and sentences that state yesterday's law, found by their wording.

The patterns are narrow on purpose: an ordinary «luật lệ trong nhà» or «khoản 5 triệu» is no claim, and a missed
claim is the reviewer's to catch. Nothing here says whether a claim is true.
"""

from __future__ import annotations

import re

_CLAIMS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\bĐiều\s+\d+",
        r"\b[Kk]hoản\s+\d{1,2}\b(?!\s*(?:triệu|nghìn|ngàn|tỷ|tỉ|đồng|tháng|người|phần|[.,]\d))",
        r"\b(?:[Bb]ộ\s+)?[Ll]uật\s+(?:số\s+\d|ghi|nói|quy\s+định|cho\s+phép|cấm|bắt\s+buộc|buộc|không\s+phân\s+biệt|bảo\s+vệ)",
        r"\b(?:Luật|Bộ\s+luật|Pháp\s+lệnh)\s+[A-ZĐÀ-ÖØ-ÝĂƠƯẠ-Ỹ]",
        r"\b(?:Nghị\s+định|Hiến\s+pháp)\b",
        r"\b(?:Thông\s+tư|Nghị\s+quyết|Quyết\s+định)\s+(?:số\s+)?\d",
        r"\b(?:NĐ|TT|QĐ|NQ)\s*(?:số\s+)?\d+",
        r"\b\d+/\d{4}/(?:QH|NĐ|TT|QĐ|NQ)",
        r"\b(?:[Tt]heo|[Tt]rái|[Đđ]úng)\s+(?:pháp\s+)?luật\b(?!\s+lệ)",
        r"\b(?:[Vv]i\s+phạm|[Qq]uy\s+định\s+của)\s+(?:pháp\s+)?luật\b(?!\s+lệ)",
        r"\b[Pp]háp\s+luật\s+(?:quy\s+định|cấm|cho\s+phép|bảo\s+vệ|nghiêm\s+cấm)",
        r"\b[Pp]hạt\b[^.!?\n]{0,60}?\d[\d.,]*\s*(?:triệu|nghìn|ngàn|đồng|tỷ|tỉ|năm)\b",
        r"\b[Pp]hạt\s+(?:tù|tiền|hành\s+chính)\b",
    )
)
_OUTDATED = tuple(
    (re.compile(pattern), message, advice)
    for pattern, message, advice in (
        (r"\b144/2021\b", "Nghị định 144/2021 đã hết hiệu lực về bạo lực gia đình", "Dùng Nghị định 282/2025."),
        (
            r"\b13/2023/NĐ|NĐ\s*13/2023\b",
            "Nghị định 13/2023 đã bị thay thế",
            "Dùng Luật 91/2025 và Nghị định 356/2025.",
        ),
        (
            r"[Cc]ấm\s+tiếp\s+xúc[^.!?\n]{0,80}\b30\s*(?:m\b|mét)|\b30\s*(?:m\b|mét)[^.!?\n]{0,80}cấm\s+tiếp\s+xúc",
            "Khoảng cách cấm tiếp xúc không phải 30 m",
            "Nay là 100 m: xem lại văn bản rồi sửa.",
        ),
        (r"\b[Đđ]ề\s+án\s+939\b", "Đề án 939 đã hết", "Dùng Đề án 2415."),
        (
            r"vi\s+phạm[^.!?\n]{0,40}sinh\s+con\s+thứ\s+ba|sinh\s+con\s+thứ\s+ba[^.!?\n]{0,40}vi\s+phạm",
            "Không còn quy định một hoặc hai con",
            "Bỏ câu này.",
        ),
    )
)


def find_claim(text: str) -> str | None:
    """The first words of a plain text that state a rule of law, or None."""
    found = [match for pattern in _CLAIMS if (match := pattern.search(text))]
    return min(found, key=lambda match: match.start())[0] if found else None


def find_outdated(text: str) -> list[tuple[str, str]]:
    """What a plain text teaches that holds no longer, each as (what, advice)."""
    return [(message, advice) for pattern, message, advice in _OUTDATED if pattern.search(text)]

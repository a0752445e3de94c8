"""Reading text files that people saved with whatever they had: Notepad, Word's clipboard, a phone.

Byte order marks, Windows line ends, tabs and unbreakable spaces are taken in stride. What would change letters
(decomposed Unicode, another encoding) is reported, and nothing outside the content folder is ever opened.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from bot.library import limits
from bot.library.problems import FileFindings

_SPACES = str.maketrans(dict.fromkeys("\t\v\f\u00a0\u2007\u202f\u2028\u2029\u0085", " "))
_INVISIBLE = str.maketrans(dict.fromkeys("\u00ad\u200b\u2060\ufeff", None))
_STRANGE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ue000-\uf8ff\ufffd]")


def is_inside(root: Path, path: Path) -> bool:
    """Whether the path, once its links are followed, lies in the folder."""
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return False


def read_text(root: Path, path: Path, findings: FileFindings) -> str | None:
    """The text of a file, its line ends made alike, in NFC; None, with a problem noted, when it cannot be read."""
    if not is_inside(root, path):
        findings.error(1, "outside", "Tệp này là lối tắt chỉ ra ngoài thư mục nội dung", "Chép tệp thật vào đây.")
        return None
    raw = _read_bytes(path, findings)
    if raw is None:
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        findings.error(
            raw[: error.start].count(b"\n") + 1,
            "encoding",
            "Em không đọc được chữ trong tệp này",
            "Mở tệp bằng Notepad, chọn «Lưu thành» (Save as), ở ô «Mã hóa» (Encoding) chọn UTF-8. "
            "Nếu tệp soạn bằng Word, chép chữ sang Notepad rồi lưu.",
        )
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_SPACES).translate(_INVISIBLE)
    _report_letters(text, findings)
    return unicodedata.normalize("NFC", text)


def _read_bytes(path: Path, findings: FileFindings) -> bytes | None:
    try:
        if not path.is_file():
            findings.error(1, "missing-file", "Em không tìm thấy tệp này", "Tạo tệp, hoặc xem lại tên tệp.")
            return None
        with path.open("rb") as opened:
            raw = opened.read(limits.TEXT_BYTES + 1)
    except OSError:
        findings.error(1, "unreadable", "Em không mở được tệp này", "Xem lại quyền đọc của tệp.")
        return None
    if len(raw) > limits.TEXT_BYTES:
        findings.error(
            1,
            "too-big",
            f"Tệp lớn hơn {limits.TEXT_BYTES // 1024} KB, không phải một bài viết bằng chữ",
            "Chỉ để chữ trong tệp này; tranh để trong thư mục media.",
        )
        return None
    return raw


def _report_letters(text: str, findings: FileFindings) -> None:
    lines = text.split("\n")
    apart = [number for number, line in enumerate(lines, 1) if not unicodedata.is_normalized("NFC", line)]
    if apart:
        findings.error(
            apart[0],
            "not-nfc",
            f"Chữ gõ bằng Unicode tổ hợp, dấu rời khỏi chữ ({len(apart)} dòng, đầu tiên là dòng này)",
            "Trong Unikey chọn bảng mã «Unicode» (dựng sẵn) rồi gõ lại, hoặc đổi cả tệp bằng Unikey: "
            "chép chữ, bấm Ctrl+Shift+F9, chuyển từ «Unicode tổ hợp» sang «Unicode».",
        )
    for number, line in enumerate(lines, 1):
        if _STRANGE.search(line):
            findings.error(
                number,
                "strange-letter",
                "Dòng này có ký tự lạ, điện thoại không hiện được",
                "Xóa cả dòng rồi gõ lại bằng tay, đừng chép dán.",
            )

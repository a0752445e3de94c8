"""The pictures of one course: found, measured and opened once before a learner's phone has to.

Nothing outside the course's ``media`` folder is touched, and a picture is measured before it is unpacked.
"""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from bot.domain.curriculum import Picture
from bot.library import limits
from bot.library.files import is_inside
from bot.library.keys import did_you_mean, near_word
from bot.library.problems import FileFindings, Findings

_TARGET = re.compile(r"media/([A-Za-z0-9][A-Za-z0-9._-]*)")
_FORMATS = ("PNG", "JPEG")


class Gallery:
    """The ``media`` folder of a course; remembers what was asked for, to tell what is never used."""

    def __init__(self, root: Path, course: Path) -> None:
        self._root = root
        self._folder = course / "media"
        self._used: set[str] = set()

    def picture(self, target: str, alt: str, line: int, findings: FileFindings) -> Picture | None:
        """The picture written as ``media/name.png``; None, with a problem, when it cannot be shown."""
        if not alt:
            findings.error(
                line, "no-alt", f"Tranh «{target}» chưa có mô tả", "Tả tranh bằng một câu, cho người không thấy tranh."
            )
        found = _TARGET.fullmatch(target)
        if found is None:
            findings.error(
                line,
                "picture-path",
                f"Đường dẫn tranh «{target}» viết chưa đúng",
                "Để tranh trong thư mục media cạnh bài, viết media/ten-tep.png, không dấu, không cách.",
            )
            return None
        self._used.add(found[1])
        raw = self._bytes(found[1], line, findings)
        if raw is None or not _can_be_shown(raw, target, line, findings):
            return None
        path = (self._folder / found[1]).relative_to(self._root).as_posix()
        return Picture(path, hashlib.sha256(raw).hexdigest(), alt)

    def report_unused(self, findings: Findings) -> None:
        """Note the files that no module of the course shows."""
        for path in self._files():
            if path.name not in self._used:
                where = findings.of(path.relative_to(self._root).as_posix())
                where.warn(1, "picture-unused", "Không bài nào dùng tệp này", "Gắn vào một thẻ, hoặc xóa cho nhẹ.")

    def _files(self) -> list[Path]:
        if not self._folder.is_dir() or not is_inside(self._root, self._folder):
            return []
        return sorted(path for path in self._folder.iterdir() if not path.name.startswith("."))

    def _bytes(self, name: str, line: int, findings: FileFindings) -> bytes | None:
        path = self._folder / name
        if not is_inside(self._root, path):
            findings.error(
                line,
                "outside",
                f"Tranh «{name}» là lối tắt chỉ ra ngoài thư mục nội dung",
                "Chép tệp tranh thật vào media.",
            )
            return None
        try:
            if not path.is_file():
                near = near_word(name, [file.name for file in self._files()], cutoff=0.8)
                findings.error(
                    line,
                    "picture-missing",
                    f"Em không thấy tranh «media/{name}»",
                    f"{did_you_mean(near)}Chép tranh vào thư mục media, hoặc xem lại tên.",
                )
                return None
            with path.open("rb") as opened:
                raw = opened.read(limits.PICTURE_BYTES + 1)
        except OSError:
            findings.error(
                line, "picture-unreadable", f"Em không mở được tranh «media/{name}»", "Xem lại quyền đọc của tệp."
            )
            return None
        if len(raw) > limits.PICTURE_BYTES:
            findings.error(
                line,
                "picture-heavy",
                f"Tranh «media/{name}» nặng hơn 1 MB",
                "Thu nhỏ tranh rồi lưu lại, mạng yếu mới tải được.",
            )
            return None
        return raw


def _can_be_shown(raw: bytes, target: str, line: int, findings: FileFindings) -> bool:
    """Whether the bytes are a PNG or JPEG of a modest size that opens to its last row."""
    try:
        with Image.open(io.BytesIO(raw), formats=_FORMATS) as image:
            if max(image.size) > limits.PICTURE_SIDE:
                _report_large(target, "rộng {}, cao {} điểm ảnh".format(*image.size), line, findings)
                return False
            image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        _report_large(target, "lớn quá mức", line, findings)
        return False
    except UnidentifiedImageError:
        findings.error(
            line,
            "picture-kind",
            f"«{target}» không phải tranh PNG hoặc JPEG",
            "Mở tranh rồi lưu thành kiểu PNG hoặc JPEG.",
        )
        return False
    except (OSError, SyntaxError, ValueError):
        findings.error(line, "picture-broken", f"Tranh «{target}» bị hỏng", "Mở thử trên máy, lưu lại rồi chép vào.")
        return False
    return True


def _report_large(target: str, how: str, line: int, findings: FileFindings) -> None:
    findings.error(
        line, "picture-large", f"Tranh «{target}» {how}", f"Thu nhỏ để mỗi chiều không quá {limits.PICTURE_SIDE}."
    )

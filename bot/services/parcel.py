"""What an author sends, unpacked: one module's text, perhaps with pictures. Judged by its bytes, not by its name.

An archive is looked at before anything in it is unpacked, and unpacked into memory with limits that count real bytes:
nothing of it is ever written to a path that it names.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.library import limits

LARGEST = 5 * 1024 * 1024
MOST_FILES = 20
MOST_ENTRIES = 60
"""With folders and what a Mac puts beside each file."""
MOST_UNPACKED = 20 * 1024 * 1024
WORST_RATIO, RATIO_FROM = 120, 512 * 1024
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OTHER_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
WRITTEN_ELSEWHERE = (b"%PDF-", b"\xd0\xcf\x11\xe0", b"{\\rtf")
WORKBOOK = "xl/workbook.xml"
MAGIC: Mapping[str, bytes] = {"png": PNG, "jpg": JPEG, "jpeg": JPEG}
_PICTURE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_IGNORED = re.compile(r"(?:.*/)?(?:\.[^/]*|Thumbs\.db|desktop\.ini)|__MACOSX/.*", re.IGNORECASE)


class ParcelError(Exception):
    """It is not taken: ``key`` names the sentence that says why and what to do, ``name`` the file meant in it."""

    def __init__(self, key: str, name: str = "") -> None:
        self.key = key
        self.name = name[:60]
        super().__init__(key)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A module's file name and text, and its pictures by name."""

    name: str
    text: str
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    book: bytes | None = None
    """The module as a workbook, in the place of a text."""


def is_workbook(content: bytes) -> bool:
    """Whether it is packed as Excel packs its tables."""
    return content.startswith(ZIP) and WORKBOOK in _names(content)


def open_parcel(name: str, content: bytes) -> Parcel:
    """What was sent, unpacked; ParcelError when it is refused."""
    if not content.strip(b"\0\t\r\n "):
        raise ParcelError("parcel.empty")
    if len(content) > LARGEST:
        raise ParcelError("parcel.too_large")
    if content.startswith(ZIP):
        names = _names(content)
        if WORKBOOK in names:
            return Parcel(name, "", book=content)
        if "[Content_Types].xml" in names:
            raise ParcelError("parcel.word")
        return _unpacked(content)
    if content.startswith(WRITTEN_ELSEWHERE):
        raise ParcelError("parcel.word")
    if content.startswith((PNG, JPEG)):
        raise ParcelError("parcel.picture_alone")
    if content.startswith(OTHER_ARCHIVES):
        raise ParcelError("parcel.other_archive")
    if name.lower().endswith((".zip", ".xlsx", ".docx", ".png", ".jpg", ".jpeg")):
        raise ParcelError("parcel.wrong_magic", name=name)
    return Parcel(name, text_of(content))


def text_of(content: bytes) -> str:
    """The text of a file: line ends made alike, letters put together; ParcelError when it is not text in Unicode."""
    if len(content) > limits.TEXT_BYTES:
        raise ParcelError("parcel.long_text")
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise ParcelError("parcel.not_unicode") from None
    if "\0" in text:
        raise ParcelError("parcel.not_unicode")
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _names(content: bytes) -> set[str]:
    return {entry.filename for entry in _directory(content).infolist()}


def _directory(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError, OSError):
        raise ParcelError("parcel.damaged") from None


def _unpacked(content: bytes) -> Parcel:
    archive = _directory(content)
    entries = archive.infolist()
    _look_at_directory(entries, len(content))
    files = [entry for entry in entries if not entry.is_dir() and not _IGNORED.fullmatch(entry.filename)]
    if len(files) > MOST_FILES:
        raise ParcelError("parcel.many")
    texts: dict[str, bytes] = {}
    pictures: dict[str, bytes] = {}
    left = MOST_UNPACKED
    for entry in files:
        part = _inflate(archive, entry, left)
        left -= len(part)
        name = entry.filename.rpartition("/")[2]
        ending = name.rpartition(".")[2].lower()
        if ending == "xlsx" and is_workbook(part):
            texts[name] = part
            continue
        if part.startswith((*ZIP, *OTHER_ARCHIVES)):
            raise ParcelError("parcel.nested", name=name)
        if ending in ("md", "markdown", "txt"):
            texts[name] = part
        elif ending in MAGIC:
            _keep_picture(name, part, pictures)
        else:
            raise ParcelError("parcel.stranger", name=name)
    if len(texts) != 1:
        raise ParcelError("parcel.several_modules" if texts else "parcel.no_module")
    ((name, raw),) = texts.items()
    if raw.startswith(ZIP):
        return Parcel(name, "", pictures, raw)
    if raw.startswith((PNG, JPEG, *WRITTEN_ELSEWHERE)):
        raise ParcelError("parcel.wrong_magic", name=name)
    return Parcel(name, text_of(raw), pictures)


def _look_at_directory(entries: list[zipfile.ZipInfo], size: int) -> None:
    if len(entries) > MOST_ENTRIES:
        raise ParcelError("parcel.many")
    if any(_leads_outside(entry.filename) for entry in entries):
        raise ParcelError("parcel.slip")
    if any(_is_special(entry) for entry in entries):
        raise ParcelError("parcel.link")
    if any(entry.flag_bits & 1 for entry in entries):
        raise ParcelError("parcel.locked")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise ParcelError("parcel.damaged")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise ParcelError("parcel.bomb")
    if any(entry.file_size > max(RATIO_FROM, WORST_RATIO * entry.compress_size) for entry in entries):
        raise ParcelError("parcel.bomb")
    if sum(entry.compress_size for entry in entries) > size:
        # Entries that lie over one another: each would be unpacked from the same bytes.
        raise ParcelError("parcel.bomb")


def _leads_outside(name: str) -> bool:
    pieces = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in pieces or ":" in pieces[0] or "\0" in name


def _is_special(entry: zipfile.ZipInfo) -> bool:
    """Whether the entry is a link or a device, as Unix archives can hold them."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return kind not in (0, stat.S_IFREG, stat.S_IFDIR)


def _inflate(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    try:
        with archive.open(entry) as opened:
            part = opened.read(left + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, OSError):
        raise ParcelError("parcel.damaged") from None
    if len(part) > left:
        raise ParcelError("parcel.bomb")
    return part


def _keep_picture(name: str, content: bytes, pictures: dict[str, bytes]) -> None:
    if not content.startswith(MAGIC[name.rpartition(".")[2].lower()]):
        raise ParcelError("parcel.wrong_magic", name=name)
    if not _PICTURE_NAME.fullmatch(name):
        raise ParcelError("parcel.picture_name", name=name)
    if name in pictures:
        raise ParcelError("parcel.twice", name=name)
    pictures[name] = content

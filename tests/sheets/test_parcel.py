"""What authors send is judged by its bytes: hostile archives are refused at once, harmless ones are taken."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from collections.abc import Callable

import pytest

from bot.services.parcel import LARGEST, ParcelError, is_workbook, open_parcel
from bot.sheets.table import SheetTable
from bot.sheets.writing import workbook
from tests.chatting import a_photo

LESSON = "---\ntên: Bài\n---\n"


def packed(*files: tuple[str | zipfile.ZipInfo, bytes | str]) -> bytes:
    """An archive of these entries, in order."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return made.getvalue()


def linked() -> bytes:
    """An archive with a symbolic link."""
    entry = zipfile.ZipInfo("bai.md")
    entry.create_system = 3
    entry.external_attr = 0o120777 << 16
    return packed((entry, "/etc/passwd"))


def lying() -> bytes:
    """An archive whose directory says that a big entry is small."""
    content = packed(("bai.md", "0" * 4_000_000))
    return content.replace(struct.pack("<L", 4_000_000), struct.pack("<L", 40_000))


def overlapping() -> bytes:
    """An archive whose entries are all unpacked from the same bytes."""
    content = packed(("bai.md", bytes(range(256)) * 400))
    start = content.index(b"PK\x01\x02")
    end = content.index(b"PK\x05\x06")
    entry = content[start:end]
    directory = b"".join(entry.replace(b"bai.md", f"ba{number:02}md".encode()) for number in range(50))
    tail = content[:start] + directory
    return tail + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 50, 50, len(directory), start, 0)


def locked() -> bytes:
    """An archive that says it has a password."""
    content = bytearray(packed(("bai.md", LESSON)))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


HOSTILE: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "slip": (packed(("../bai.md", LESSON)), "parcel.slip"),
    "slip by backslash": (packed(("..\\bai.md", LESSON)), "parcel.slip"),
    "slip from the root": (packed(("/etc/bai.md", LESSON)), "parcel.slip"),
    "slip to a drive": (packed(("C:/bai.md", LESSON)), "parcel.slip"),
    "link": (linked, "parcel.link"),
    "bomb": (packed(("bai.md", "0" * 30_000_000)), "parcel.bomb"),
    "bomb of several": (packed(*((f"{n}.png", bytes(3_000_000)) for n in range(8))), "parcel.bomb"),
    "lying about its size": (lying, "parcel.damaged"),
    "overlapping": (overlapping, "parcel.bomb"),
    "locked": (locked, "parcel.locked"),
    "many": (packed(*((f"{n}.png", a_photo()) for n in range(21))), "parcel.many"),
    "a great many": (packed(*((f"{n}/", b"") for n in range(100))), "parcel.many"),
    "nested": (packed(("bai.md", LESSON), ("a.png", packed(("b.md", LESSON)))), "parcel.nested"),
    "wrong magic": (packed(("bai.md", LESSON), ("a.png", b"\xff\xd8\xff....")), "parcel.wrong_magic"),
    "picture as text": (packed(("bai.md", a_photo())), "parcel.wrong_magic"),
    "program": (packed(("bai.md", LESSON), ("a.exe", b"MZ")), "parcel.stranger"),
    "two lessons": (packed(("a.md", LESSON), ("b.md", LESSON)), "parcel.several_modules"),
    "no lesson": (packed(("a.png", a_photo())), "parcel.no_module"),
    "two pictures of a name": (
        packed(("a.md", LESSON), ("x/a.png", a_photo()), ("y/a.png", a_photo())),
        "parcel.twice",
    ),
    "a picture's name": (packed(("a.md", LESSON), ("bếp nhà.png", a_photo())), "parcel.picture_name"),
    "cut off": (packed(("bai.md", LESSON))[:60], "parcel.damaged"),
    "not packed": (b"PK\x03\x04 rubbish", "parcel.damaged"),
    "another archive": (b"Rar!\x1a\x07\x00", "parcel.other_archive"),
    "Word": (packed(("[Content_Types].xml", "x"), ("word/document.xml", "x")), "parcel.word"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "parcel.word"),
    "too large": (b"a" * (LARGEST + 1), "parcel.too_large"),
    "a long text": (b"a" * 200_000, "parcel.long_text"),
    "bytes": (b"\x00\x01\x02" * 30, "parcel.not_unicode"),
    "empty": (b"\n \n", "parcel.empty"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_within_two_seconds(name: str) -> None:
    made, key = HOSTILE[name]
    content = made if isinstance(made, bytes) else made()
    begun = time.monotonic()
    with pytest.raises(ParcelError) as refused:
        open_parcel("bai.md", content)
    assert refused.value.key == key
    assert time.monotonic() - begun < 2


def test_a_lesson_with_pictures_is_taken_from_whatever_folder_it_lies_in() -> None:
    content = packed(
        ("Bài mới/", b""),
        ("Bài mới/03-viec-nha.md", LESSON),
        ("Bài mới/media/hai-chi-em.png", a_photo()),
        ("__MACOSX/Bài mới/._03-viec-nha.md", b"\x00\x05\x16\x07"),
        ("Bài mới/.DS_Store", b"\x00\x00"),
        ("Bài mới/Thumbs.db", b"\xd0\xcf"),
    )
    parcel = open_parcel("Bài mới.zip", content)
    assert (parcel.name, parcel.text) == ("03-viec-nha.md", LESSON)
    assert set(parcel.pictures) == {"hai-chi-em.png"}


def test_a_file_that_is_not_what_its_name_says_is_told_so() -> None:
    for name in ("bai.zip", "bai.xlsx", "bai.png"):
        with pytest.raises(ParcelError) as refused:
            open_parcel(name, LESSON.encode())
        assert refused.value.key == "parcel.wrong_magic"


def test_a_workbook_is_known_by_what_is_in_it() -> None:
    assert is_workbook(workbook([SheetTable("Bài", ("a",), [])]))
    assert not is_workbook(packed(("bai.md", LESSON)))
    assert not is_workbook(LESSON.encode())

"""The poster: one page of A5 for each branch, whatever its name, with the code of its own link."""

from __future__ import annotations

import io
import re
import time
import zlib
from datetime import UTC, datetime

import segno
from PIL import Image

from bot.domain.unit import Level, Unit
from bot.services.inviting import Invited
from bot.services.posters import MASK, poster_picture, posters
from bot.settings import PROJECT, VIETNAM
from bot.texts import read_texts

TEXTS = read_texts(PROJECT / "content" / "texts" / "vi")
LINK = "https://t.me/chihoi_bot"
LONG = "Chi hội Phụ nữ Tổ dân phố số 12 Khu tập thể Nhà máy Giấy Bãi Bằng, Nghĩa Đường, Khuỷu Sông phường Ngoằn Ngoèo"


def invited(name: str = "Chi hội Thôn Bưởi", token: str = "a" * 22) -> Invited:
    """An invitation to a branch of that name."""
    unit = Unit(1, "k", None, Level.BRANCH, name[:120])
    return Invited(unit, "Xã Suối Mây", token, datetime(2027, 5, 22, tzinfo=UTC))


def pages_of(content: bytes) -> list[tuple[float, ...]]:
    """The size of each page, in points."""
    streams = [content, *(_unpacked(found[1]) for found in re.finditer(rb"stream\r?\n(.*?)endstream", content, re.S))]
    boxes = re.findall(rb"/MediaBox\s*\[([^\]]+)\]", b"\n".join(streams))
    return [tuple(float(number) for number in box.split()) for box in boxes]


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""


def test_each_branch_has_one_page_of_a5_however_long_its_name() -> None:
    content = posters(TEXTS, [invited(), invited(LONG), invited("Tổ 1")], LINK, VIETNAM)
    sizes = pages_of(content)
    assert len(sizes) == 3
    for left, bottom, right, top in sizes:
        assert (left, bottom) == (0, 0)
        assert abs(right - 148 / 25.4 * 72) < 1
        assert abs(top - 210 / 25.4 * 72) < 1


def test_the_code_on_the_page_is_that_of_the_link() -> None:
    token = "Zx9_-" + "b" * 17
    with Image.open(io.BytesIO(poster_picture(TEXTS, invited(token=token), LINK, VIETNAM))) as picture:
        grey = picture.convert("L")
    code = segno.make_qr(f"{LINK}?start={token}", error="m", mask=MASK)
    squares = [[bool(square) for square in row] for row in code.matrix]
    # The code is what is black: all else is dark grey, rose or white.
    black = grey.point(lambda value: 255 if value < 8 else 0)
    left, top, right, bottom = black.getbbox() or (0, 0, 0, 0)
    side = (right - left) / len(squares)
    assert abs((bottom - top) - (right - left)) <= 2
    assert (right - left) / grey.width > 0.45, "it has to be read from a metre away"
    seen = [
        [grey.getpixel((int(left + (x + 0.5) * side), int(top + (y + 0.5) * side))) == 0 for x in range(len(squares))]
        for y in range(len(squares))
    ]
    assert seen == squares


def test_five_hundred_branches_take_seconds() -> None:
    began = time.monotonic()
    content = posters(TEXTS, [invited(f"Chi hội Thôn {n}", f"{n:022d}") for n in range(500)], LINK, VIETNAM)
    assert time.monotonic() - began < 10
    assert len(content) < 10_000_000

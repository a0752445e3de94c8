"""The meeting kit on paper: one page of A5 for every module, in letters that can be read."""

from __future__ import annotations

import io
import re
import zlib
from datetime import date

import pytest
import segno
from PIL import Image

from bot.domain.curriculum import Module
from bot.library.limits import KIT, TITLE
from bot.library.reader import read_library
from bot.services.kits import module_link, page_values, picture, printed
from bot.settings import PROJECT
from bot.texts import read_texts
from tests.printing.test_poster import pages_of

TEXTS = read_texts(PROJECT / "content" / "texts" / "vi")
LIBRARY = read_library(PROJECT / "content", today=date(2026, 11, 23)).library
MODULES = LIBRARY.modules() if LIBRARY is not None else ()
LINK = module_link("https://t.me/chihoi_bot", "nhan-dien-bao-luc")
SMALLEST = 9.5


def values_of(module: Module, link: str = LINK) -> dict[str, int | str]:
    """Everything the page of a module says."""
    assert module.kit is not None
    assert LIBRARY is not None
    course = LIBRARY.course(module.course_id)
    assert course is not None
    return page_values(TEXTS, course, module, module.kit, link)


def letter_sizes(content: bytes) -> set[float]:
    """The sizes, in points, of the letters on the pages of a PDF."""
    found: set[float] = set()
    for stream in re.finditer(rb"stream\r?\n(.*?)endstream", content, re.S):
        try:
            drawn = zlib.decompressobj().decompress(stream[1])
        except zlib.error:
            continue
        found |= {float(size) for size in re.findall(rb"/f\d+ ([\d.]+) Tf", drawn)}
    return found


def test_there_is_a_kit_for_each_of_the_thirty_modules() -> None:
    assert len([module for module in MODULES if module.kit is not None]) == 30


def test_a_telephone_number_stays_on_one_line() -> None:
    (module,) = (module for module in MODULES if module.id == "nhan-dien-bao-luc")
    assert "1900\u00a0969\u00a0680" in str(values_of(module)["closing"])


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.id)
def test_every_kit_is_one_page_of_a5_in_letters_that_can_be_read(module: Module) -> None:
    content = printed(values_of(module))
    ((left, bottom, right, top),) = pages_of(content)
    assert (left, bottom) == (0, 0)
    assert abs(right - 148 / 25.4 * 72) < 1
    assert abs(top - 210 / 25.4 * 72) < 1
    sizes = letter_sizes(content)
    assert len(sizes) > 2
    assert min(sizes) >= SMALLEST


def test_the_longest_kit_an_author_may_write_is_still_one_page() -> None:
    longest = ("Ngẫm nghĩ về chuyện nhà, chuyện thôn, <b>chuyện chị em</b> mình. " * 20)[: KIT + 7 * 6]
    values = values_of(MODULES[0]) | dict.fromkeys(("opening", "story", "vote", "closing"), longest)
    content = printed(values | {"title": ("Nhường nhịn khuỷu nguệch " * 9)[:TITLE]})
    assert len(pages_of(content)) == 1
    assert min(letter_sizes(content)) >= SMALLEST


def test_the_same_kit_is_made_once() -> None:
    assert printed(values_of(MODULES[0])) is printed(values_of(MODULES[0]))


def test_the_code_on_the_page_is_that_of_the_module() -> None:
    with Image.open(io.BytesIO(picture(values_of(MODULES[0]), dots_per_inch=300))) as opened:
        grey = opened.convert("L")
    corner = grey.crop((grey.width * 3 // 4, 0, grey.width, int(grey.height * 28.2 / 210)))
    dark = corner.point(lambda value: 255 if value < 90 else 0)
    left, top, right, _ = dark.getbbox() or (0, 0, 0, 0)
    squares = [[bool(square) for square in row] for row in segno.make_qr(LINK, error="m").matrix]
    side = (right - left) / len(squares)
    places = range(len(squares))
    centres = [[(int(left + (x + 0.5) * side), int(top + (y + 0.5) * side)) for x in places] for y in places]
    seen = [[dark.getpixel(centre) == 255 for centre in row] for row in centres]
    assert seen == squares


def test_without_the_bots_address_the_page_has_no_code() -> None:
    values = values_of(MODULES[0], link="")
    assert values["scan"] == ""
    assert len(pages_of(printed(values))) == 1


def test_a_mark_in_a_kit_is_a_mark_on_paper_and_never_a_command() -> None:
    values = values_of(MODULES[0])
    strange = values | {
        "opening": "#set page(paper: &quot;a0&quot;) $x$ &lt;b&gt; *a* _b_ \\ <b>đậm</b> <i>nghiêng</i>"
    }
    ((_, _, right, _),) = pages_of(printed(strange))
    assert abs(right - 148 / 25.4 * 72) < 1

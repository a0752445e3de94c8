"""What people's programs do to a text file must not matter, or must be said clearly."""

from __future__ import annotations

import unicodedata

import pytest

from bot.library import Reading
from tests.library.builder import MODULE, Content


def revision(reading: Reading) -> str:
    assert reading.library is not None, reading.problems
    return reading.library.revision


def test_byte_order_mark_and_windows_line_ends_change_nothing(content: Content) -> None:
    before = revision(content.read())
    content.write_bytes(MODULE, b"\xef\xbb\xbf" + content.text().replace("\n", "\r\n").encode())
    assert revision(content.read()) == before


def test_unbreakable_spaces_tabs_and_zero_width_letters_change_nothing(content: Content) -> None:
    before = revision(content.read())
    content.change("- Nấu cơm", "-\tNấu\u00a0cơm\u200b")
    content.change("Chữ **đậm**", "Chữ\u00a0 **đậm**")
    assert revision(content.read()) == before


def test_letters_case_and_diacritics_of_keys_do_not_matter(content: Content) -> None:
    before = revision(content.read())
    for old, new in [
        ("tên: Việc", "TEN: Việc"),
        ("mục tiêu:", "outcome:"),
        ("đã duyệt: 2026-11-01", "Da duyet: 1/11/2026"),
        ("# Thẻ\n", "# THE\n"),
        ("mã: the-mot", "ID: the-mot"),
        ("nguồn: luat", "Nguon : luat"),
        ("loại: đúng sai", "kind: true_false"),
        ("loại: sắp xếp", "Loai: SAP XEP"),
        ("giải thích:", "WHY:"),
        ("# Câu hỏi", "# Questions"),
        ("### Bước 1", "### BUOC 1"),
        ("→ bước 2", "-> Bước 2"),
        ("- [x] Ai về", "* [X] Ai về"),
    ]:
        content.change(old, new)
    assert revision(content.read()) == before


def test_keys_need_no_blank_line_before_them_and_answers_no_indent(content: Content) -> None:
    before = revision(content.read())
    content.change("ở nhà cả ngày\n\ngiải thích", "ở nhà cả ngày\ngiải thích")
    content.change("  > Nếp cũ cũng đổi được.", "> Nếp cũ cũng đổi được.")
    content.change("- [ ] Sai\n\ngiải thích", "- [ ] Sai\n  giải thích")
    content.change("chị Sim nản.\n\ngiải thích", "chị Sim nản.\ngiải thích")
    assert revision(content.read()) == before


def test_sources_may_be_written_one_a_line(content: Content) -> None:
    content.change(
        "nguồn: luat-bdg-2006, Điều 18 khoản 5\n",
        "nguồn:\n- luat-bdg-2006, Điều 18 khoản 5\n- luat-bdg-2006, Điều 6\n",
    )
    library = content.read().library
    assert library is not None
    assert [each.article for each in library.modules()[0].cards[0].citations] == ["Điều 18 khoản 5", "Điều 6"]


def test_a_question_may_tell_a_short_story_before_its_choices(content: Content) -> None:
    content.change("## Ai nấu", "## Ai **nấu**")
    content.change("- [ ] Chỉ người vợ", "Tối nay hai vợ chồng về muộn.\n\n- [ ] Chỉ người vợ")
    library = content.read().library
    assert library is not None
    text = library.modules()[0].questions[0].text
    assert text == "<b>Ai nấu cơm thì hợp lẽ?</b>\n\nTối nay hai vợ chồng về muộn."


def test_smart_quotes_around_an_opening_value_are_taken_off(content: Content) -> None:
    before = revision(content.read())
    content.change("tên: Việc nhà: ai làm cũng được", "tên: “Việc nhà: ai làm cũng được”")
    assert revision(content.read()) == before


def test_angle_brackets_and_ampersands_are_shown_as_typed(content: Content) -> None:
    content.change("Chữ **đậm**", "Số 3 < 5 & 6 > 2")
    library = content.read().library
    assert library is not None
    assert "Số 3 &lt; 5 &amp; 6 &gt; 2" in library.modules()[0].cards[1].text


def test_decomposed_letters_are_reported_and_not_mended_silently(content: Content) -> None:
    content.change("- Nấu cơm", "- " + unicodedata.normalize("NFD", "Nấu cơm"))
    problem = content.problem("not-nfc")
    assert problem.line == content.line_of("- Giặt áo") - 1
    assert "Unikey" in problem.advice
    assert content.read().library is None


@pytest.mark.parametrize("encoding", ["utf-16", "cp1258"])
def test_another_encoding_is_reported_with_the_way_out(content: Content, encoding: str) -> None:
    content.write_bytes(MODULE, "---\ntên: Việc nhà ở\n".encode(encoding, "replace"))
    assert "UTF-8" in content.problem("encoding").advice


@pytest.mark.parametrize("letter", ["\x00", "\u202e", "\x07", "\ufffd"])
def test_letters_a_phone_cannot_show_are_reported(content: Content, letter: str) -> None:
    content.change("- Nấu cơm", f"- Nấu {letter}cơm")
    assert content.problem("strange-letter").line == content.line_of("- Nấu")

"""A lesson leads to pages of the state and of the Union, and to no others."""

from __future__ import annotations

import pytest

from tests.library.builder import Content


@pytest.mark.parametrize(
    "link",
    [
        "[trang của Hội](https://vwu.vn)",
        "[trang của Hội](https://hoilhpn.org.vn/tin-tuc?so=3)",
        "[cổng pháp luật](https://pbgdpl.gov.vn/Pages/chi-tiet.aspx?ItemID=4737&l=Tin#dau)",
        "<https://dichvucong.gov.vn>",
        "dichvucong.gov.vn",
    ],
)
def test_a_page_of_the_state_or_the_union_may_be_led_to(content: Content, link: str) -> None:
    content.change("Chữ **đậm**", f"Xem {link}.")
    assert content.read().problems == ()


@pytest.mark.parametrize(
    "link",
    [
        "[trang](http://vwu.vn)",
        "[trang](https://vwu.vn.example.com)",
        "[trang](https://evilvwu.vn)",
        "[trang](https://vwu.vn@example.com/)",
        "[trang](https://example.com\\@vwu.vn)",
        "[trang](https://vwu.vn:8443/)",
        "[trang](https://xn--vu-uia.vn)",
        "[trang](tg://resolve?domain=nguoi_la)",
        "[trang](tel:113)",
        "[trang](https://t.me/nguoi_la)",
        "<https://example.com>",
        "https://example.com/a",
        "www.example.com",
        "bit.ly/abc",
        "qua-tang.vn",
        "@nguoi_la",
    ],
)
def test_any_other_address_is_one_fault_on_its_line(content: Content, link: str) -> None:
    content.change("Chữ **đậm**", f"Xem {link} nhé")
    problem = content.problem("link")
    assert problem.line == content.line_of("Xem ")
    assert "đường dẫn lạ" in problem.message
    assert "viết tên nơi cần hỏi" in problem.advice


def test_a_trusted_link_does_not_lend_its_name_to_a_stranger(content: Content) -> None:
    content.change("Chữ **đậm**", "Xem [qua-tang.com](https://vwu.vn)")
    assert "«qua-tang.com»" in content.problem("link").message


@pytest.mark.parametrize("words", ["Họp 7.30 tối.Về nhà", "1.000.000 đồng", "v.v", "a.m.", "Bà ơi.Con về", "5@ 3"])
def test_ordinary_dots_are_no_addresses(content: Content, words: str) -> None:
    content.change("Chữ **đậm**", words)
    assert content.read().problems == ()

"""The small pieces that screens share: dates, sources, paragraphs, numbers on buttons."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.domain.curriculum import Citation, Library, Source
from bot.library import limits
from bot.screens.parts import NUMBER_LABELS, cite, day, moment, paragraphs, plain
from bot.settings import PROJECT
from bot.texts import read_texts

TEXTS = read_texts(PROJECT / "content" / "texts" / "vi")
LAW = Source("luat", "Luật Bình đẳng giới 2006", "73/2006/QH11", True, date(2007, 7, 1))
NUMBERED = Source("nd", "Nghị định 125/2021/NĐ-CP", "125/2021/NĐ-CP", True, date(2022, 1, 1))
BOOKLET = Source("so-tay", "Sổ tay <hỏi & đáp>", "", False, None)
LIBRARY = Library((), {source.id: source for source in (LAW, NUMBERED, BOOKLET)})


def test_there_is_a_number_for_every_choice_there_can_be() -> None:
    most = max(limits.SINGLE_CHOICES[1], limits.SEVERAL_CHOICES[1], limits.ORDER_CHOICES[1], limits.STEP_CHOICES[1])
    assert len(NUMBER_LABELS) >= most
    assert tuple(str(number) for number in range(1, len(NUMBER_LABELS) + 1)) == NUMBER_LABELS


def test_dates_and_hours_are_written_as_people_write_them() -> None:
    assert day(date(2007, 7, 1)) == "1/7/2007"
    late = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)
    assert moment(late, ZoneInfo("Asia/Ho_Chi_Minh")) == "00:30 23/11/2026"


def test_a_law_is_cited_with_number_article_and_its_first_day() -> None:
    said = cite(TEXTS, LIBRARY, [Citation("luat", "Điều 18 khoản 5")])
    assert plain(said) == "Nguồn: Luật Bình đẳng giới 2006 (73/2006/QH11), Điều 18 khoản 5, hiệu lực từ 1/7/2007"


def test_a_number_that_stands_in_the_name_is_not_said_twice() -> None:
    said = plain(cite(TEXTS, LIBRARY, [Citation("nd")]))
    assert said == "Nguồn: Nghị định 125/2021/NĐ-CP, hiệu lực từ 1/1/2022"


def test_another_document_is_cited_by_its_name_and_its_signs_are_no_markup() -> None:
    said = cite(TEXTS, LIBRARY, [Citation("so-tay", "trang 3"), Citation("khong-co")])
    assert said == "<i>Nguồn: Sổ tay &lt;hỏi &amp; đáp&gt;, trang 3</i>"
    assert cite(TEXTS, LIBRARY, []) == ""


def test_a_place_that_only_says_the_name_again_is_left_out() -> None:
    born = Source("ngay", "Ngày thành lập Hội 20/10/1930 (báo chí)", "", False, None)
    library = Library((), {"ngay": born})
    said = plain(cite(TEXTS, library, [Citation("ngay", "ngày thành lập Hội"), Citation("ngay", "trang 2")]))
    assert said == "Nguồn: Ngày thành lập Hội 20/10/1930 (báo chí), trang 2"


def test_an_article_that_is_part_of_the_name_is_said_once_and_what_follows_it_stays() -> None:
    article = Source("dieu", "Luật Trợ giúp pháp lý 2017, Điều 7 khoản 7", "", True, date(2018, 1, 1))
    library = Library((), {"dieu": article})
    said = plain(cite(TEXTS, library, [Citation("dieu", "Điều 7 khoản 7, đến hết 31/12/2026")]))
    once = "Luật Trợ giúp pháp lý 2017, Điều 7 khoản 7, đến hết 31/12/2026, hiệu lực từ 1/1/2018"
    assert said == f"Nguồn: {once}"
    assert "khoản 7, Điều 7, khoản 2" in plain(cite(TEXTS, library, [Citation("dieu", "Điều 7, khoản 2")]))


def test_laws_in_force_from_the_same_day_share_a_line() -> None:
    other = Source("hai", "Luật Hai", "2/2006/QH11", True, date(2007, 7, 1))
    library = Library((), {"luat": LAW, "hai": other, "so-tay": BOOKLET})
    said = plain(cite(TEXTS, library, [Citation("luat"), Citation("so-tay"), Citation("hai", "Điều 3")]))
    first = "Luật Bình đẳng giới 2006 (73/2006/QH11); Luật Hai (2/2006/QH11), Điều 3, hiệu lực từ 1/7/2007"
    assert said == f"Nguồn: {first}\nNguồn: Sổ tay <hỏi & đáp>"


def test_paragraphs_leave_out_what_is_empty() -> None:
    assert paragraphs("a", "", "b") == "a\n\nb"
    assert paragraphs("", "") == ""


def test_plain_text_has_no_markup_and_no_entities() -> None:
    assert plain("<b>Hỏi &amp; đáp</b> &lt;3") == "Hỏi & đáp <3"

"""The register of sources: what ends, begins or is replaced is told once, at its entry, with all that rests on it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.library.builder import MODULE, TODAY, Content

SOURCES = "sources.yaml"
CARD_LINE = "nguồn: luat-bdg-2006, Điều 18 khoản 5"
NEWER = """luat-moi:
  name: Luật mới
  law: true
  in_force_from: 2026-11-22
  replaces: luat-bdg-2006
  checked_on: 2026-11-01
"""


def ends(content: Content, day: str, newer: str = "") -> None:
    """The law ends on that day; perhaps another takes its place."""
    content.change("in_force_until:", f"in_force_until: {day}", SOURCES)
    if newer:
        content.change("replaced_by:", "replaced_by: luat-moi", SOURCES)
        content.write(SOURCES, content.text(SOURCES) + newer)


def test_a_law_that_ended_is_one_problem_at_its_entry_with_all_that_rests_on_it(content: Content) -> None:
    ends(content, "2026-11-21", NEWER)
    content.write("emergency.yaml", content.text("emergency.yaml") + "  source: luat-bdg-2006\n")
    lacking, problem = content.read().problems
    assert (lacking.code, lacking.is_warning) == ("no-correction", True)
    assert "(2 thẻ và câu hỏi)" in lacking.message
    assert (problem.code, problem.file, problem.line) == ("source-ended", SOURCES, 1)
    assert not problem.is_warning
    card = content.line_of(CARD_LINE)
    asked = content.line_of("xem lại: the-mot") - 1
    assert "hết hiệu lực sau ngày 21/11/2026; còn 3 chỗ dựa vào:" in problem.message
    assert f"thẻ «Thẻ thứ nhất» ({MODULE}:{card})" in problem.message
    assert f"câu hỏi «ai-nau» ({MODULE}:{asked})" in problem.message
    assert "số 113 (emergency.yaml:1)" in problem.message
    assert "Thay bằng «luat-moi» (Luật mới)" in problem.advice


def test_a_law_that_ended_and_that_nothing_rests_on_is_no_problem(content: Content) -> None:
    content.write(SOURCES, content.text(SOURCES) + "cu:\n  name: Cũ\n  in_force_until: 2020-01-01\n")
    assert {each.code for each in content.read().problems} == {"never-checked"}


@pytest.mark.parametrize(("day", "is_told"), [(TODAY, True), (date(2027, 1, 21), True), (date(2027, 1, 22), False)])
def test_a_law_that_ends_within_sixty_days_still_holds_and_is_worth_a_look(
    content: Content, day: date, is_told: bool
) -> None:
    ends(content, day.isoformat())
    reading = content.read()
    assert reading.library is not None
    assert [each.code for each in reading.problems] == ["no-correction", "source-ending"] * is_told
    if is_told:
        problem = reading.problems[1]
        assert problem.is_warning
        assert f"{day:%d/%m/%Y}" in problem.message
        assert f"thẻ «Thẻ thứ nhất» ({MODULE}:" in problem.message


def test_a_law_that_has_not_begun_is_one_problem_until_its_day(content: Content) -> None:
    content.change("2007-07-01", "2027-01-01", SOURCES)
    (problem,) = content.read().problems
    assert (problem.code, problem.file, problem.line) == ("source-not-yet", SOURCES, 1)
    assert "đến 01/01/2027 mới có hiệu lực mà đã có 2 chỗ" in problem.message
    assert content.read(today=date(2027, 1, 1)).problems == ()


def test_a_coming_law_may_be_announced_with_its_day(content: Content) -> None:
    content.change("2007-07-01", "2027-01-01", SOURCES)
    content.change("- Giặt áo", "- Giặt áo, từ 1/1/2027")
    content.change(f"{CARD_LINE}\nxem lại", f"{CARD_LINE}, từ 01/01/2027\nxem lại")
    assert content.read().problems == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("  replaces: luat-bdg-2006\n", "", "replacement-one-end", 9),
        ("replaced_by: luat-moi", "replaced_by:", "replacement-one-end", 1),
        ("replaced_by: luat-moi", "replaced_by: luat-bdg-2006", "source-unknown", 1),
        ("replaces: luat-bdg-2006", "replaces: luat-bdg-2006, luat-xua", "source-unknown", 9),
        ("in_force_until: 2026-11-21", "in_force_until:", "replaced-without-end", 1),
        ("in_force_from: 2026-11-22", "in_force_from: 2026-12-22", "replacement-days", 1),
        ("in_force_from: 2026-11-22", "in_force_from: 2026-10-22", "replacement-days", 1),
    ],
)
def test_both_ends_of_a_replacement_have_to_agree(content: Content, old: str, new: str, code: str, line: int) -> None:
    ends(content, "2026-11-21", NEWER)
    content.change(old, new, SOURCES)
    problem = next(each for each in content.read().problems if each.code == code)
    assert (problem.file, problem.line) == (SOURCES, line)
    assert problem.is_warning == (code == "replacement-days")


def test_a_law_may_replace_several_and_vietnamese_names_mean_the_same(content: Content) -> None:
    ends(content, "2030-12-31", NEWER.replace("2026-11-22", "2031-01-01").replace("replaces: ", "thay cho: cu, "))
    older = "cu:\n  tên: Cũ\n  hiệu lực đến: 2030-12-31\n  thay bằng: luat-moi\n  checked_on: 2026-11-01\n"
    content.write(SOURCES, content.text(SOURCES) + older)
    assert content.read().problems == ()


# Articles.


def test_a_claim_that_rests_on_a_law_needs_the_article(content: Content) -> None:
    content.change("Chữ **đậm**", "Luật ghi rõ")
    content.change("mã: the-hai\n", "mã: the-hai\nnguồn: luat-bdg-2006, việc nhà\n")
    problem = content.problem("claim-without-article")
    assert problem.line == content.line_of("nguồn: luat-bdg-2006, việc nhà")
    assert "«nguồn: luat-bdg-2006, Điều …»" in problem.advice
    assert not problem.is_warning
    content.change("nguồn: luat-bdg-2006, việc nhà", "nguồn: luat-bdg-2006, Điều 6")
    assert content.read().problems == ()


def test_no_article_is_asked_where_nothing_of_the_law_is_claimed_or_the_source_is_no_law(content: Content) -> None:
    content.change(CARD_LINE, "nguồn: luat-bdg-2006, việc nhà")
    assert content.read().problems == ()
    content.change("Chữ **đậm**", "Luật ghi rõ")
    content.change("mã: the-hai\n", "mã: the-hai\nnguồn: bao, tháng 12\n")
    content.write(SOURCES, content.text(SOURCES) + "bao:\n  name: Báo\n  law: false\n  checked_on: 2026-11-01\n")
    assert content.read().problems == ()


def test_articles_that_nobody_knows_yet_are_told_once_in_the_register(content: Content) -> None:
    content.change("  law: true\n", "  law: true\n  articles: false\n", SOURCES)
    for card in ("the-hai", "the-ba"):
        content.change(f"mã: {card}\n", f"mã: {card}\nnguồn: luat-bdg-2006, việc nhà\n\nLuật ghi rõ điều này.\n")
    (problem,) = content.read().problems
    assert (problem.code, problem.file, problem.line) == ("articles-unknown", SOURCES, 1)
    assert problem.is_warning
    assert problem.message.count(MODULE) == 2

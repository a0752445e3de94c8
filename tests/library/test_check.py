"""What an author reads after writing."""

from __future__ import annotations

import io

from bot.library import check, report
from tests.library.builder import MODULE, TODAY, Content


def test_faultless_content_passes_with_a_table(content: Content) -> None:
    out = io.StringIO()
    assert check(content.root, TODAY, out) == 0
    lines = out.getvalue().splitlines()
    row = next(line for line in lines if line.startswith("viec-nha/chia-viec"))
    assert row.split()[1:3] == ["4", "5"]
    assert "2:1" in row
    assert "9,7     7,5 " in row
    assert "0/1 (0%)" in row
    assert any(line.startswith("Cộng: 1 khóa, 1 bài") for line in lines)
    assert lines[-1] == "Nội dung dùng được, không có gì phải sửa."


def test_each_problem_is_one_line_that_says_where_what_and_how(content: Content) -> None:
    content.change("mã: the-hai\n", "")
    out = io.StringIO()
    assert check(content.root, TODAY, out) == 1
    line = content.line_of("## Thẻ thứ hai")
    expected = f"content/{MODULE}:{line}  Thẻ này chưa có mã → Thêm ngay dưới tên một dòng: «mã: the-thu-hai»."
    assert expected in out.getvalue().splitlines()
    assert "Còn 2 chỗ phải sửa" in out.getvalue()


def test_problems_are_grouped_by_file_in_the_order_of_lines(content: Content) -> None:
    content.change("mã: the-hai\n", "")
    content.change("- [x] Ai về trước", "- [ ] Ai về trước")
    content.change("tên: Việc nhà", "tên khóa: Việc nhà", "courses/viec-nha/course.md")
    text = report(content.read())
    first = text.split("\n\n")[0].splitlines()
    numbers = [int(line.split("  ")[0].rsplit(":", 1)[1]) for line in first]
    assert len({line.rsplit(":", 1)[0].split(":")[0] for line in first}) == 1
    assert numbers == sorted(numbers)
    assert "/courses/viec-nha/course.md:" in text.split("\n\n")[1]


def test_a_warning_does_not_fail_the_check(content: Content) -> None:
    content.change("- [ ] Ngồi xem", "- [x] Ngồi xem")
    out = io.StringIO()
    assert check(content.root, TODAY, out) == 0
    assert "(nên xem)" in out.getvalue()
    assert out.getvalue().endswith("Nội dung dùng được. Có 1 chỗ nên xem.\n")


def test_a_missing_folder_is_one_plain_line(content: Content) -> None:
    out = io.StringIO()
    assert check(content.root / "khong-co", TODAY, out) == 1
    assert "Em không thấy thư mục nội dung «khong-co»" in out.getvalue()

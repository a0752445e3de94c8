"""What an author reads after writing."""

from __future__ import annotations

import io

from bot.library import check, report
from bot.library.table import table
from tests.library.builder import MODULE, TODAY, Content


def test_faultless_content_passes_with_a_table(content: Content) -> None:
    out = io.StringIO()
    assert check(content.root, TODAY, out) == 0
    lines = out.getvalue().splitlines()
    row = next(line for line in lines if line.startswith("  chia-viec"))
    assert row.split() == ["chia-viec", "4", "5", "1-1-1-1-1", "2", "0/1", "1", "9,7", "7,5", "5"]
    assert "  = 1 bài, ý đúng đứng thứ 1: 0, thứ 2: 1; đúng dài nhất 0/1 (0%)" in lines
    assert any(line.startswith("Cộng: 1 khóa, 1 bài, 4 thẻ, 5 phút, 1 nguồn") for line in lines)
    assert any("1 đúng sai (1 câu Đúng)" in line for line in lines)
    assert lines[-1] == "Nội dung dùng được, không có gì phải sửa."


def test_each_problem_is_one_line_that_says_where_what_and_how(content: Content) -> None:
    content.change("mã: the-hai\n", "")
    out = io.StringIO()
    assert check(content.root, TODAY, out) == 1
    line = content.line_of("## Thẻ thứ hai")
    expected = f"content/{MODULE}:{line}  Thẻ này chưa có mã → Thêm ngay dưới tên một dòng: «mã: the-thu-hai»."
    assert expected in out.getvalue().splitlines()
    assert "Còn 2 chỗ phải sửa" in out.getvalue()


def test_the_table_stands_under_faults_only_when_asked_for(content: Content) -> None:
    content.change("mã: the-hai\n", "")
    for with_table in (False, True):
        out = io.StringIO()
        assert check(content.root, TODAY, out, with_table=with_table) == 1
        assert ("Cộng: 1 khóa" in out.getvalue()) == with_table


def test_the_table_fits_a_hundred_columns_whatever_the_modules_are_called(content: Content) -> None:
    long = "x" * 24
    for number in range(12):
        content.write(f"courses/viec-nha/{number + 10}-{long[:-2]}{number:02}.md", content.text())
    content.write(
        f"courses/{long}/01-qua-dai-{long}-{long}.md", content.text() + "\n## Câu thêm\n- [x] A\n- [ ] B\n" * 40
    )
    content.write(f"courses/{long}/course.md", content.text("courses/viec-nha/course.md"))
    shown = table(content.read().measures).splitlines()
    assert sum(line.startswith(f"  {long[:-2]}") for line in shown) == 12
    assert max(len(line) for line in shown) <= 100


def test_right_answers_that_always_stand_in_one_place_are_worth_a_look(content: Content) -> None:
    text = content.text()
    for number in range(2, 6):
        content.write(f"courses/viec-nha/0{number}-bai-{number}.md", text)
    problem = content.problem("right-bunched")
    assert (problem.file, problem.is_warning) == ("courses/viec-nha/course.md", True)
    assert "5 trên 5 câu một đáp án của khóa viết phương án đúng ở dòng thứ 2" in problem.message
    right, wrong = "- [x] Ai về trước thì nấu\n", "- [ ] Chỉ bà nội nấu, vì bà ở nhà cả ngày\n"
    for number in (2, 3):
        content.write(f"courses/viec-nha/0{number}-bai-{number}.md", text.replace(right + wrong, wrong + right))
    assert content.read().problems == ()


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

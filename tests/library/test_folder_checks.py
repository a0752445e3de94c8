"""The folder around the modules: courses, pictures, sources, numbers, phrases; and what must never be opened."""

from __future__ import annotations

import zlib
from datetime import date

import pytest

from tests.library.builder import COURSE, MODULE, PICTURE, Content, a_picture

SOURCES = "sources.yaml"


@pytest.mark.parametrize(
    ("old", "new", "code", "blamed"),
    [
        ("tên: Việc nhà\n", "", "course-title", "---"),
        ("thứ tự: 1", "thứ tự: một", "course-order", "thứ tự"),
        ("Chia việc nhà cho vừa sức.", "", "course-summary", "---"),
        ("Chia việc", "# Chia việc", "course-summary", "# Chia việc"),
    ],
)
def test_a_fault_in_a_course_is_found(content: Content, old: str, new: str, code: str, blamed: str) -> None:
    content.change(old, new, COURSE)
    problem = content.problem(code)
    assert (problem.file, problem.line) == (COURSE, content.line_of(blamed, COURSE))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("law: true", "law: đúng", "yes-no"),
        ("in_force_from: 2007-07-01", "in_force_from: năm 2007", "date"),
        ("in_force_until:", "in_force_until: 2001-01-01", "dates-crossed"),
        ("replaced_by:", "replaced_by: luat-moi", "source-unknown"),
        ("checked_on: 2026-11-01", "checked_on: 2027-01-01", "date-ahead"),
        ("checked_on: 2026-11-01", "checked_on:", "never-checked"),
        ("name: Luật", "tên gọi: Luật", "unknown-key"),
        ("name: Luật Bình", "name: Luật: Bình", "yaml"),
        ("  number: 73", "  name: Luật\n  number: 73", "key-twice"),
        ("luat-bdg-2006:", "Luật-bdg:", "id"),
        ("number: 73/2006/QH11", "number: [1, 2]", "yaml-shape"),
    ],
)
def test_a_fault_in_the_sources_is_found(content: Content, old: str, new: str, code: str) -> None:
    content.change(old, new, SOURCES)
    assert code in {problem.code for problem in content.read().problems if problem.file == SOURCES}


def test_age_is_forgiven_when_asked(content: Content) -> None:
    content.change("in_force_until:", "in_force_until: 2026-11-21", SOURCES)
    late = date(2028, 1, 1)
    assert content.read(today=late).library is None
    forgiving = content.read(today=late, forgive_age=True)
    assert forgiving.library is not None
    assert {each.code for each in forgiving.warnings()} == {"source-ended", "review-too-old", "no-correction"}


def test_a_review_is_good_for_twelve_months_to_the_day(content: Content) -> None:
    assert content.read(today=date(2027, 11, 1)).library is not None
    assert content.problem("review-too-old", today=date(2027, 11, 2)).line == content.line_of("đã duyệt")


@pytest.mark.parametrize(
    ("file", "text", "code"),
    [
        ("emergency.yaml", "- number: gọi ngay\n  name: Công an\n  when: Nguy\n", "phone"),
        ("emergency.yaml", "- number: 113\n  name: Công an\n", "missing-key"),
        ("emergency.yaml", "- number: 113\n  name: Công an\n  when: Nguy\n  source: khong-co\n", "source-unknown"),
        ("emergency.yaml", "number: 113\n", "yaml-shape"),
        ("emergency.yaml", "", "empty"),
        ("danger.yaml", "", "empty"),
        ("danger.yaml", "- chồng đánh\n- chồng đánh\n", "phrase-twice"),
        ("danger.yaml", "- chồng *\n", "phrase"),
        ("danger.yaml", "- a * b * c * d * e\n", "phrase"),
        ("danger.yaml", "- '!!'\n", "phrase"),
        ("danger.yaml", "- * chồng\n", "yaml"),
        ("danger.yaml", "- !!python/object/apply:os.system ['true']\n", "yaml-refused"),
    ],
)
def test_a_fault_in_numbers_or_phrases_is_found(content: Content, file: str, text: str, code: str) -> None:
    content.write(file, text)
    assert code in {problem.code for problem in content.read().problems if problem.file == file}


def test_numbers_and_phrases_reach_the_library_as_typed(content: Content) -> None:
    content.write("danger.yaml", "- Chồng Đánh\n")
    library = content.read().library
    assert library is not None
    assert library.danger_phrases == ("chồng đánh",)
    assert [each.number for each in library.emergency_numbers] == ["113"]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"GIF89a" + b"\x00" * 40, "picture-kind"),
        (b"hello", "picture-kind"),
        (a_picture(40, 40)[:80], "picture-broken"),
        (a_picture(1601, 8), "picture-large"),
        (a_picture(8, 1601), "picture-large"),
        (a_picture() + b"\x00" * 1024 * 1024, "picture-heavy"),
    ],
)
def test_a_picture_that_a_phone_cannot_show_is_refused(content: Content, raw: bytes, code: str) -> None:
    content.write_bytes(PICTURE, raw)
    assert content.problem(code).line == content.line_of("tranh: media")


def test_a_picture_that_would_unpack_to_gigabytes_is_refused_before_it_is_unpacked(content: Content) -> None:
    raw = bytearray(a_picture())
    raw[16:24] = (60000).to_bytes(4, "big") * 2  # width and height in the header
    raw[29:33] = zlib.crc32(raw[12:29]).to_bytes(4, "big")
    content.write_bytes(PICTURE, bytes(raw))
    assert content.problem("picture-large").line == content.line_of("tranh: media")


def test_jpeg_is_as_good_as_png(content: Content) -> None:
    content.write_bytes(PICTURE, a_picture(kind="JPEG"))
    assert content.read().problems == ()


def test_a_file_in_media_that_nobody_shows_is_worth_a_look(content: Content) -> None:
    content.write_bytes("courses/viec-nha/media/thua.png", a_picture())
    problem = content.problem("picture-unused")
    assert problem.file == "courses/viec-nha/media/thua.png"
    assert problem.is_warning


@pytest.mark.parametrize("name", ["02-viec-nho.md.txt", "03-Bài Ba.md", "04-bai.docx", "5-bai.md", "ghi-chu.md"])
def test_a_module_under_a_wrong_file_name_is_not_forgotten_silently(content: Content, name: str) -> None:
    content.write(f"courses/viec-nha/{name}", "x")
    problem = content.problem("file-name")
    assert problem.file == f"courses/viec-nha/{name}"


def test_one_id_for_two_modules_is_refused(content: Content) -> None:
    content.write("courses/viec-dong/01-chia-viec.md", content.text())
    content.write("courses/viec-dong/course.md", content.text(COURSE).replace("thứ tự: 1", "thứ tự: 2"))
    content.write_bytes("courses/viec-dong/media/bep.png", a_picture())
    assert content.problem("id-twice").file == MODULE


def test_courses_stand_in_the_order_they_ask_for(content: Content) -> None:
    content.write("courses/an-toan/01-an-toan.md", content.text())
    content.write("courses/an-toan/course.md", content.text(COURSE).replace("thứ tự: 1", "thứ tự: 2"))
    content.write_bytes("courses/an-toan/media/bep.png", a_picture())
    library = content.read().library
    assert library is not None
    assert [course.id for course in library.courses] == ["viec-nha", "an-toan"]


def test_two_courses_of_one_order_and_two_modules_of_one_number_are_noticed(content: Content) -> None:
    content.write("courses/an-toan/01-an-toan.md", content.text())
    content.write("courses/an-toan/01-an-yen.md", content.text())
    content.write("courses/an-toan/course.md", content.text(COURSE))
    content.write_bytes("courses/an-toan/media/bep.png", a_picture())
    assert [(each.file, each.code) for each in content.read().problems if each.code == "order-twice"] == [
        ("courses/an-toan/01-an-yen.md", "order-twice"),
        (COURSE, "order-twice"),
    ]


def test_a_missing_folder_file_or_module_is_said(content: Content) -> None:
    (content.root / SOURCES).unlink()
    (content.root / MODULE).unlink()
    codes = {(problem.file, problem.code) for problem in content.read().errors()}
    assert {(SOURCES, "missing-file"), (COURSE, "no-modules")} <= codes
    content.root.rename(content.root.with_name("elsewhere"))
    assert content.problem("no-folder").message.endswith("«content»")


def test_a_huge_file_is_refused_without_being_read_whole(content: Content) -> None:
    content.write_bytes(MODULE, b"a" * 1024 * 1024 * 3)
    assert content.problem("too-big").file == MODULE


def test_a_yaml_bomb_is_refused(content: Content) -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"
    content.write(SOURCES, bomb)
    assert {each.code for each in content.read().errors() if each.file == SOURCES} == {"yaml-refused"}


def test_endless_depth_in_yaml_is_refused(content: Content) -> None:
    content.write("danger.yaml", "[" * 100_000)
    assert content.problem("yaml-refused").file == "danger.yaml"


def test_links_out_of_the_folder_are_never_followed(content: Content) -> None:
    secret = content.root.parent / "secret.md"
    secret.write_text(content.text(), encoding="utf-8")
    (content.root / "courses/viec-nha/02-bi-mat.md").symlink_to(secret)
    (content.root / "courses/ngoai").symlink_to(content.root.parent)
    outside = content.root.parent / "ngoai.png"
    outside.write_bytes(a_picture())
    (content.root / PICTURE).unlink()
    (content.root / PICTURE).symlink_to(outside)
    found = {problem.file for problem in content.read().errors() if problem.code == "outside"}
    assert found == {"courses/viec-nha/02-bi-mat.md", "courses/ngoai", MODULE}


def test_a_link_that_points_at_itself_is_refused(content: Content) -> None:
    loop = content.root / "courses/viec-nha/02-vong.md"
    loop.symlink_to(loop)
    assert {problem.code for problem in content.read().errors()} <= {"outside", "missing-file", "unreadable"}
    assert content.read().library is None

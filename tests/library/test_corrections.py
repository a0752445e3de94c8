"""Corrections in the content: one file for a law that ends, checked like a lesson, never needed twice."""

from __future__ import annotations

from datetime import date

import pytest

from tests.library.builder import TODAY, Content

SOURCES, FILE = "sources.yaml", "corrections/luat-bdg-2006.md"
NEWER = """luat-moi:
  name: Luật mới
  law: true
  in_force_from: 2026-11-25
  replaces: luat-bdg-2006
  checked_on: 2026-11-01
"""
TEXT = """---
đã duyệt: 2026-11-20
người duyệt: Ban biên tập
---

# Điều mới

Từ 25/11/2026, ai về trước thì nấu cơm.

nguồn: luat-moi, Điều 3

# Câu hỏi

## Hôm nay ai nấu cơm?
mã: ai-nau-com

- [ ] Chỉ người vợ nấu
- [x] Ai về trước thì nấu

giải thích: Luật mới nói thế.
nguồn: luat-moi, Điều 3
"""


@pytest.fixture
def changing(content: Content) -> Content:
    """The law ends on the 24th, another begins, and a correction stands ready."""
    content.change("in_force_until:", "in_force_until: 2026-11-24", SOURCES)
    content.change("replaced_by:", "replaced_by: luat-moi", SOURCES)
    content.write(SOURCES, content.text(SOURCES) + NEWER)
    content.write(FILE, TEXT)
    return content


def codes(content: Content, today: date = TODAY) -> list[str]:
    return [each.code for each in content.read(today=today).problems]


def test_a_correction_is_read_and_nothing_is_missing_any_more(changing: Content) -> None:
    reading = changing.read()
    assert [each.code for each in reading.problems] == ["source-ending"]
    assert reading.library is not None
    (correction,) = reading.library.corrections
    assert correction.source_id == "luat-bdg-2006"
    assert correction.text == "Từ 25/11/2026, ai về trước thì nấu cơm."
    assert (correction.question.id, len(correction.question.choices)) == ("ai-nau-com", 2)
    assert correction.teaches == {"luat-moi"}
    assert len(correction.revision) == 12
    (changing.root / FILE).unlink()
    assert codes(changing) == ["no-correction", "source-ending"]


def test_the_library_changes_with_any_word_of_it(changing: Content) -> None:
    before = changing.read().library
    changing.change("ai về trước thì nấu cơm", "ai rảnh thì nấu cơm", FILE)
    after = changing.read().library
    assert before is not None
    assert after is not None
    assert before.revision != after.revision
    assert before.corrections[0].revision != after.corrections[0].revision


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("nguồn: luat-moi, Điều 3\n\n# Câu", "\n# Câu", "no-source"),
        ("Từ 25/11/2026, ai", "Nay ai", "no-day"),
        ("Từ 25/11/2026, ai", f"Từ 25/11/2026, {'rất ' * 160}ai", "too-long"),
        ("nguồn: luat-moi, Điều 3\n\n# Câu", "nguồn: luat-la, Điều 3\n\n# Câu", "source-unknown"),
        ("nguồn: luat-moi, Điều 3\n\n# Câu", "nguồn: luat-bdg-2006, Điều 3\n\n# Câu", "correction-old"),
        ("ai về trước thì nấu cơm", "luật ghi rõ ai nấu", "claim-without-article"),
        ("- [x] Ai", "- [ ] Ai", "none-right"),
        ("mã: ai-nau-com\n", "mã: ai-nau-com\nloại: chọn nhiều\n", "kind"),
        ("mã: ai-nau-com\n", "mã: ai-nau-com\nxem lại: the-mot\n", "key-misplaced"),
        ("giải thích: Luật mới nói thế.\n", "", "no-why"),
        ("# Điều mới", "# Điều cũ", "unknown-part"),
        ("# Điều mới\n\n", "", "no-part"),
        ("## Hôm nay ai nấu cơm?", "## Một\nmã: mot\n\n## Hôm nay ai nấu cơm?", "count"),
        ("Chỉ người vợ nấu", "Vợ nấu, kẻo chồng đánh", "speaks-of-danger"),
        ("Chỉ người vợ nấu", "Người bị bạo lực nấu", "speaks-of-danger"),
        ("đã duyệt: 2026-11-20\n", "", "missing-key"),
    ],
)
def test_what_is_missing_or_wrong_is_told(changing: Content, old: str, new: str, code: str) -> None:
    if code == "claim-without-article":
        changing.change("nguồn: luat-moi, Điều 3", "nguồn: luat-moi, việc nhà", FILE)
    changing.change(old, new, FILE)
    found = [each for each in changing.read().problems if each.code == code and each.file == FILE]
    assert found, codes(changing)
    assert not found[0].is_warning


@pytest.mark.parametrize(
    ("name", "code"),
    [("luat-la.md", "source-unknown"), ("luat-moi.md", "correction-without-end"), ("Luật cũ.docx", "file-name")],
)
def test_the_file_is_named_by_the_law_that_ends(changing: Content, name: str, code: str) -> None:
    changing.write(f"corrections/{name}", TEXT)
    (problem,) = (each for each in changing.read().problems if each.file == f"corrections/{name}")
    assert (problem.code, problem.is_warning) == (code, False)


def test_it_may_stand_for_years(changing: Content) -> None:
    late = date(2028, 5, 1)
    assert {each.code for each in changing.read(today=late).problems if each.file == FILE} == set()

"""``chihoi roster``: an operator checks and takes a list on the server, and nothing is taken unasked."""

from __future__ import annotations

from pathlib import Path

from bot.sheets.reading import read_table
from tests.chatting import CONTENT
from tests.conversations.roster_school import BUOI, ROWS, a_table
from tests.promises.terminal import Terminal

UNITS = CONTENT / "sample-units.yaml"


def test_a_list_is_checked_first_and_taken_only_when_told(plain: Terminal, tmp_path: Path) -> None:
    assert plain.types("units", UNITS)[0] == 0
    file = tmp_path / "a.xlsx"
    file.write_bytes(a_table())
    code, out, err = plain.types("roster", "import", file)
    assert (code, err) == (0, "")
    assert "3 new, 0 known, 0 to be corrected." in out
    assert "Nothing was taken" in out
    assert "Taken: 3 new, 0 corrected" in plain.types("roster", "import", file, "--take")[1]
    assert "0 new, 3 known, 0 to be corrected." in plain.types("roster", "import", file, "--take")[1]


def test_what_is_to_be_corrected_is_said_line_by_line_and_marked(plain: Terminal, tmp_path: Path) -> None:
    assert plain.types("units", UNITS)[0] == 0
    file, marked = tmp_path / "a.xlsx", tmp_path / "marked.xlsx"
    file.write_bytes(a_table(ROWS[0], ("Lan", "Thôn Ổi", None, None), ("Sen", BUOI, "giám đốc", None)))
    code, out, _ = plain.types("roster", "import", file, "--marked", marked)
    assert code == 1
    assert "line 3: Chi hội: Không thấy chi hội này" in out
    assert "line 4: Việc ở Hội: Việc ở Hội ghi một trong" in out
    assert "1 new, 0 known, 2 to be corrected." in out
    assert read_table("marked.xlsx", marked.read_bytes()).headings[-1] == "Cần sửa"


def test_a_file_that_is_no_list_is_refused_in_a_sentence(plain: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(b"%PDF-1.7")
    code, out, err = plain.types("roster", "import", file)
    assert (code, out) == (1, "")
    assert "không phải bảng Excel" in err
    assert plain.types("roster", "import", tmp_path / "none.xlsx")[0] == 1


def test_the_template_is_written(plain: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "mau.xlsx"
    assert plain.types("roster", "template", file)[0] == 0
    assert read_table("mau.xlsx", file.read_bytes()).headings[0] == "Họ và tên"

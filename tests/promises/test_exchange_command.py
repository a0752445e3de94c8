"""``chihoi import`` and ``export``: nothing is overwritten, nothing is dropped in silence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.exchange import questions_from_aiken, questions_from_gift
from tests.chatting import CONTENT
from tests.promises.terminal import Terminal

GIFT = "::Ai nấu::Nhà chị Na, ai nấu cơm?{\n~Vợ nấu\n=Ai về trước nấu\n####Việc nhà là việc chung.\n}\n\nChị kể đi.{}\n"


@pytest.fixture
def module(tmp_path: Path) -> Path:
    """A module of the curriculum, in a copy of it."""
    shutil.copytree(CONTENT, tmp_path / "content")
    return tmp_path / "content" / "courses" / "an-toan" / "01-nhan-dien-bao-luc.md"


def test_without_a_place_the_questions_are_printed_and_the_rest_is_named(plain: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "a.gift"
    file.write_text(GIFT, encoding="utf-8")
    code, out, err = plain.types("import", file)
    assert code == 1
    assert out.startswith(
        "## Nhà chị Na, ai nấu cơm?\nmã: ai-nau\n\n- [ ] Vợ nấu\n- [x] Ai về trước nấu\n\ngiải thích: "
    )
    assert "a.gift:7  «Chị kể đi.»: Câu tự luận" in err
    assert "1 questions taken, 1 left out." in err


def test_a_module_that_has_questions_is_left_alone_until_told(plain: Terminal, tmp_path: Path, module: Path) -> None:
    before = module.read_bytes()
    file = tmp_path / "a.gift"
    file.write_text(GIFT.partition("\n\n")[0], encoding="utf-8")
    code, _, err = plain.types("import", file, "--into", module)
    assert (code, module.read_bytes()) == (1, before)
    assert "has 5 questions; with --append the new ones come after them" in err
    code, out, _ = plain.types("import", file, "--into", module, "--append")
    assert code == 0
    assert "1 questions taken, 0 left out." in out
    after = module.read_bytes()
    assert after.startswith(before.rstrip())
    assert "## Nhà chị Na, ai nấu cơm?" in after.decode()
    assert not list(module.parent.glob(".*"))
    assert plain.types("check", module.parents[2])[0] == 0


def test_what_is_still_lacking_is_said_by_the_check(plain: Terminal, tmp_path: Path, module: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Ai nấu cơm?\nA. Vợ\nB. Ai về trước\nANSWER: B\n", encoding="utf-16")
    code, out, _ = plain.types("import", file, "--into", module, "--append")
    assert code == 0
    assert "courses/an-toan/01-nhan-dien-bao-luc.md:" in out
    assert "Câu hỏi này chưa có lời giải thích" in out


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"Ai?{T}\n\n\xff{T}", ":3: this is no UTF-8"), (b"", "0 questions taken"), (b"{" * 99, "1 left out")],
)
def test_a_file_that_holds_no_questions_is_exit_code_1(
    plain: Terminal, tmp_path: Path, content: bytes, words: str
) -> None:
    file = tmp_path / "a.gift"
    file.write_bytes(content)
    code, out, err = plain.types("import", file)
    assert (code, out) == (1, "")
    assert words in err


def test_a_place_that_is_no_module_is_refused(plain: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "a.gift"
    file.write_text(GIFT, encoding="utf-8")
    assert "is no module" in plain.types("import", file, "--into", tmp_path / "b.md")[2]
    assert "No such file" in plain.types("import", tmp_path / "none.gift")[2]
    assert plain.types("import")[0] == 2


@pytest.mark.parametrize(("form", "count", "left"), [("gift", 145, 30), ("aiken", 95, 80)])
def test_everything_is_written_and_what_is_not_is_named(
    plain: Terminal, tmp_path: Path, form: str, count: int, left: int
) -> None:
    file = tmp_path / "bank.txt"
    code, out, _ = plain.types("export", "--format", form, file)
    assert code == 1
    assert f"{count} questions written to {file}, {left} left out." in out
    named = [line for line in out.splitlines() if "(nên xem)" not in line and " → " in line]
    assert len(named) == left
    assert all(line.partition("  ")[0].count("/") == 1 for line in named)
    text = file.read_text(encoding="utf-8")
    taken = (questions_from_gift if form == "gift" else questions_from_aiken)(text)
    assert len(taken.questions) == count
    assert not [one for one in taken.leftovers if one.is_whole]


def test_a_course_or_a_module_is_written_alone(plain: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "bank.gift"
    assert "20 questions written" in plain.types("export", "an-toan", file)[1]
    assert "4 questions written" in plain.types("export", "nhan-dien-bao-luc", file)[1]
    assert file.read_text(encoding="utf-8").startswith("$CATEGORY: $course$/")
    code, _, err = plain.types("export", "anh-ngu", file)
    assert (code, err.strip()) == (2, "there is no course and no module anh-ngu")

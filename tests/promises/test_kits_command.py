"""``chihoi kits``: a commune prints the meeting kits of a course, or all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.printing.test_poster import pages_of
from tests.promises.terminal import Terminal


@pytest.mark.parametrize(("course", "count"), [((), 30), (("--course", "an-toan", "--bot", "@chihoi_bot"), 5)])
def test_the_kits_are_written_a_page_a_module(
    plain: Terminal, tmp_path: Path, course: tuple[str, ...], count: int
) -> None:
    folder = tmp_path / "in" / "kits"
    code, out, err = plain.types("kits", folder, *course)
    assert (code, err) == (0, "")
    assert f"{count} pages written to {folder}." in out
    files = sorted(folder.iterdir())
    assert len(files) == count
    assert all(len(pages_of(file.read_bytes())) == 1 for file in files)
    assert (folder / "sinh-hoat-nhan-dien-bao-luc.pdf") in files


def test_a_course_that_is_not_there_is_wrong_usage_and_writes_nothing(plain: Terminal, tmp_path: Path) -> None:
    code, _, err = plain.types("kits", tmp_path / "in", "--course", "anh-ngu")
    assert code == 2
    assert "there is no course anh-ngu; there are: can-bo-chi-hoi" in err
    assert not (tmp_path / "in").exists()

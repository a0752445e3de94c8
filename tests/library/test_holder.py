"""The library in use is replaced as a whole, and only by a better one."""

from __future__ import annotations

import logging
import os
from datetime import date

import pytest

from bot.library import ContentError, LibraryHolder
from tests.library.builder import MODULE, TODAY, Content, a_picture


def test_a_change_that_passes_is_taken(content: Content) -> None:
    holder = LibraryHolder(content.root, TODAY)
    assert not holder.changed()
    content.change("Ai về trước thì nấu", "Ai về sau thì nấu ăn")
    assert holder.changed()
    before = holder.library
    assert holder.reload(TODAY).problems == ()
    assert holder.library is not before
    assert not holder.changed()


def test_a_change_with_a_fault_keeps_the_old_and_says_why(content: Content, caplog: pytest.LogCaptureFixture) -> None:
    holder = LibraryHolder(content.root, TODAY)
    before = holder.library
    content.change("mã: the-hai\n", "")
    with caplog.at_level(logging.INFO):
        reading = holder.reload(TODAY)
    assert reading.library is None
    assert holder.library is before
    assert f"{MODULE}:{content.line_of('## Thẻ thứ hai')} no-id" in caplog.text
    assert "content_kept_old" in caplog.text
    assert not holder.changed(), "a refused folder is not read again until it changes"


def test_a_saved_a_new_and_a_lost_file_are_all_seen(content: Content) -> None:
    holder = LibraryHolder(content.root, TODAY)
    content.write_bytes("courses/viec-nha/media/moi.png", a_picture())
    assert holder.changed()
    holder.reload(TODAY)
    (content.root / "courses/viec-nha/media/moi.png").unlink()
    assert holder.changed()
    holder.reload(TODAY)
    os.utime(content.root / "danger.yaml", ns=(1, 1))
    assert holder.changed()


def test_files_that_teach_nothing_are_not_watched(content: Content) -> None:
    holder = LibraryHolder(content.root, TODAY)
    content.write("GUIDE.md", "x")
    content.write("courses/viec-nha/.01-chia-viec.md.swp", "x")
    assert not holder.changed()


def test_unusable_content_stops_the_start(content: Content) -> None:
    content.change("mã: the-hai\n", "")
    with pytest.raises(ContentError) as raised:
        LibraryHolder(content.root, TODAY)
    assert "no-id" in {problem.code for problem in raised.value.reading.errors()}


def test_content_that_only_grew_old_stops_neither_a_restart_nor_a_new_version(content: Content) -> None:
    late = date(2028, 1, 1)
    holder = LibraryHolder(content.root, late)
    before = holder.library
    content.change("Ai về trước thì nấu", "Ai về sau thì nấu ăn")
    reading = holder.reload(late)
    assert holder.library is not before
    assert not reading.errors()
    assert {"review-too-old"} & {problem.code for problem in reading.warnings()}

"""Copies of the database: made while the bot runs, put back while it does not, and always said in a sentence."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from bot.storage.tables import learner, unit
from tests.chatting import CONTENT, Meeting
from tests.promises.terminal import Terminal
from tests.promises.wired import watching

UNITS = CONTENT / "sample-units.yaml"


async def test_a_backup_made_while_the_bot_runs_restores_her_place(
    here: Meeting, plain: Terminal, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    lan = await here.learner()
    await lan.taps("Học ngay")
    await lan.taps("Bắt đầu")
    await lan.taps("Tiếp")
    place = lan.screen
    assert await asyncio.to_thread(plain.types, "backup", copy) == (0, f"Saved to {copy}.\n", "")
    code, _, err = await asyncio.to_thread(plain.types, "backup", copy)
    assert (code, "choose a new name" in err) == (1, True)
    await lan.taps("Tiếp")
    code, _, err = await asyncio.to_thread(plain.types, "restore", copy)
    assert (code, err) == (1, "The database is in use: stop the bot first.\n")
    await lan.types("/hoc")
    assert lan.screen != place
    await here.app.stop()
    assert await asyncio.to_thread(plain.types, "restore", copy) == (0, "Restored.\n", "")
    await here.restarts()
    await lan.types("/hoc")
    assert lan.screen == place


def test_a_restore_keeps_what_was_there_and_mends_what_is_damaged(plain: Terminal, tmp_path: Path) -> None:
    file, copy = tmp_path / "chihoi.db", tmp_path / "copy.db"
    assert plain.types("units", UNITS)[0] == 0
    assert plain.types("backup", copy)[0] == 0
    file.write_bytes(b"damaged" * 1000)
    assert plain.types("restore", copy)[0] == 0
    assert (tmp_path / "chihoi.db.before").read_bytes() == b"damaged" * 1000
    with watching(plain.environ["DATABASE_URL"]) as onlooker:
        assert len(onlooker.rows(unit)) > 10
        assert onlooker.rows(learner) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["chihoi.db", "chihoi.db.before", "copy.db"]


def test_what_cannot_be_copied_is_said_in_a_sentence(plain: Terminal, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE something (x)")
    connection.close()
    text = tmp_path / "text.db"
    text.write_text("no database at all", encoding="utf-8")
    for arguments, words in (
        (("backup", tmp_path / "copy.db"), "There is no database at"),
        (("restore", tmp_path / "none.db"), "There is no backup at"),
        (("restore", other), "is not a backup of Chị Hội"),
        (("restore", text), "is not a backup of Chị Hội"),
    ):
        code, out, err = plain.types(*arguments)
        assert (code, out) == (1, "")
        assert words in err
    assert plain.types("migrate")[0] == 0
    code, _, err = plain.types("backup", tmp_path / "no" / "folder" / "copy.db")
    assert (code, "could not be written" in err) == (1, True)


def test_postgresql_is_left_to_its_own_tools(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    terminal = Terminal(capsys, DATABASE_URL="postgresql://hoi:mat-khau@db/chihoi")
    for command, tool in (("backup", "pg_dump"), ("restore", "pg_restore")):
        code, _, err = terminal.types(command, tmp_path / "copy.db")
        assert (code, tool in err, "mat-khau" in err) == (1, True, False)

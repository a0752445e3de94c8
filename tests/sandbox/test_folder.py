"""The sandbox's temporary folder: gone when it stops, and cleared away by the next start when it was killed."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
from pathlib import Path

from bot.sandbox.folder import PREFIX, clear_ownerless, own_folder
from bot.settings import PROJECT


async def a_sandbox(place: Path) -> asyncio.subprocess.Process:
    """The sandbox in a process of its own, which keeps its things in ``place``; it has told its address."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "sandbox", cwd=PROJECT,
        env={"PATH": os.environ["PATH"], "TMPDIR": str(place), "LISTEN": "127.0.0.1:0"},
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), 60)
    assert line.startswith(b"Ch\xe1\xbb\x8b H\xe1\xbb\x99i sandbox: http://127.0.0.1:"), line
    return process


def folders(place: Path) -> set[str]:
    return {folder.name for folder in place.iterdir()}


async def test_what_a_killed_sandbox_leaves_behind_is_gone_after_the_next_start(tmp_path: Path) -> None:
    living = await a_sandbox(tmp_path)
    (kept,) = folders(tmp_path)
    killed = await a_sandbox(tmp_path)
    try:
        (left,) = folders(tmp_path) - {kept}
        killed.send_signal(signal.SIGKILL)
        assert await killed.wait() == -signal.SIGKILL
        assert folders(tmp_path) == {kept, left}
        assert (tmp_path / left / "sandbox.db").is_file()

        third = await a_sandbox(tmp_path)
        assert left not in folders(tmp_path)
        assert kept in folders(tmp_path)
        third.terminate()
        assert await third.wait() == 0
    finally:
        living.terminate()
        assert await living.wait() == 0
    assert folders(tmp_path) == set()


def test_a_folder_in_use_stays_and_one_without_an_owner_goes(tmp_path: Path) -> None:
    with own_folder(tmp_path) as folder:
        copied = tmp_path / f"{PREFIX}copied"
        shutil.copytree(folder, copied)
        (tmp_path / f"{PREFIX}bare").mkdir()
        (tmp_path / "something-else").mkdir()
        clear_ownerless(tmp_path)
        assert folders(tmp_path) == {folder.name, "something-else"}
    assert folders(tmp_path) == {"something-else"}


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").touch()
    (tmp_path / f"{PREFIX}link").symlink_to(elsewhere)
    clear_ownerless(tmp_path)
    assert (elsewhere / "kept").exists()

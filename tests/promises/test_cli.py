"""The command line: plain words, and exit codes that a script can rely on."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal
import sys
from pathlib import Path

import pytest
import segno
from PIL import Image

from bot.clock import SystemClock
from bot.sandbox.server import BotApiServer
from bot.sandbox.world import World
from bot.settings import PROJECT
from bot.storage.tables import unit
from tests.chatting import CONTENT
from tests.library.builder import Content
from tests.promises.terminal import Terminal
from tests.promises.wired import Onlooker, free_port, stage

UNITS = CONTENT / "sample-units.yaml"
COMMANDS = (
    "run",
    "sandbox",
    "check",
    "migrate",
    "backup",
    "restore",
    "units",
    "invite",
    "roster",
    "kits",
    "import",
    "export",
)


async def run(*arguments: str, **environ: str) -> tuple[int, str, str]:
    """The same in a process of its own."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, *("-m", "bot", *arguments), cwd=PROJECT, env={"PATH": os.environ["PATH"], **environ},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


# Usage.


def test_help_names_every_command_in_plain_english(plain: Terminal) -> None:
    code, out, err = plain.types("--help")
    assert (code, err) == (0, "")
    assert "usage: chihoi" in out
    for command in COMMANDS:
        assert command in out
        assert plain.types(command, "--help")[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["fly"],
        ["backup"],
        ["invite", "mau"],
        ["invite", "mau", "--bot", "ab"],
        ["invite", "mau", "--bot", "chihoi_bot", "--qr", "a.jpg"],
        ["check", "/there/is/none"],
    ],
)
def test_wrong_usage_is_exit_code_2(plain: Terminal, arguments: list[str]) -> None:
    code, out, err = plain.types(*arguments)
    assert (code, out) == (2, "")
    assert err


def test_wrong_settings_are_exit_code_1_with_every_fault(plain: Terminal) -> None:
    plain.environ |= {"BOT_TOKEN": "x", "LISTEN": "y"}
    code, _, err = plain.types("migrate")
    assert code == 1
    assert "2 setting(s) need attention" in err


async def test_a_misspelt_setting_is_told_at_the_start_by_name_and_without_its_value() -> None:
    given = {"BOT_TOKN": "bi-mat-1", "ADMIN_ID": "bi-mat-2", "DATABASEURL": "bi-mat-3", "WEEKLY_BUGET": "bi-mat-4"}
    code, _, err = await run("check", **given)
    assert code == 0
    for typed, meant in zip(given, ("BOT_TOKEN", "ADMIN_IDS", "DATABASE_URL", "WEEKLY_BUDGET"), strict=True):
        assert f"{typed} is no setting and is ignored; was {meant} meant?" in err
    assert "bi-mat" not in err
    assert (await run("check"))[2] == ""


async def test_what_keeps_the_bot_from_starting_is_one_sentence_and_exit_code_1(tmp_path: Path) -> None:
    world = World(SystemClock(), random.Random(1))
    broken = tmp_path / "content"
    shutil.copytree(CONTENT, broken)
    (broken / "emergency.yaml").write_text("- number: [", encoding="utf-8")
    nobody = f"postgresql://hoi:mat-khau@127.0.0.1:{free_port()}/chihoi"
    async with BotApiServer(world) as server:
        address = {"BOT_API_URL": server.url, "LISTEN": "127.0.0.1:0"}
        token = f"{123456789}:AAF-abcdefghijklmnopqrstuvwxyz_0123"
        file = {"DATABASE_URL": f"sqlite:///{tmp_path}/chihoi.db"}
        unknown, content, database = await asyncio.gather(
            run("run", BOT_TOKEN=token, **address, **file),
            run("run", BOT_TOKEN=world.token, CONTENT_DIR=str(broken), **address, **file),
            run("run", BOT_TOKEN=world.token, DATABASE_URL=nobody, **address),
        )
    for (code, out, err), words in (
        (unknown, "BOT_TOKEN is not accepted by Telegram."),
        (content, "problems in the content"),
        (database, "The database cannot be used"),
    ):
        assert (code, out) == (1, "")
        assert err.count(words) == 1
        assert "Traceback" not in err
        assert token not in err
        assert "mat-khau" not in err


# Content and database.


def test_check_tells_a_good_folder_from_a_broken_one(plain: Terminal, tmp_path: Path) -> None:
    code, out, _ = plain.types("check")
    assert code == 0
    assert "Nội dung dùng được" in out
    broken = tmp_path / "content"
    shutil.copytree(CONTENT, broken)
    (broken / "sources.yaml").write_text("", encoding="utf-8")
    code, out, _ = plain.types("check", broken)
    assert code == 1
    assert "chỗ phải sửa" in out
    assert "Cộng:" not in out
    for flag in ("--table", "--bang"):
        assert "Cộng:" in plain.types("check", broken, flag)[1]


def test_check_looks_ahead_to_a_day_and_lists_what_will_rest_on_laws_that_ended(
    plain: Terminal, tmp_path: Path
) -> None:
    ending = Content(tmp_path)
    ending.change("in_force_until:", "in_force_until: 2029-12-31", "sources.yaml")
    ending.change("đã duyệt: 2026-11-01", "đã duyệt: 2029-12-01")
    code, out, _ = plain.types("check", ending.root, "--on", "2029-12-31")
    assert code == 0
    assert "chỉ còn hiệu lực đến hết ngày 31/12/2029" in out
    code, out, _ = plain.types("check", ending.root, "--on", "2030-01-01")
    assert code == 1
    assert "đã hết hiệu lực sau ngày 31/12/2029; còn 2 chỗ dựa vào" in out
    assert "thẻ «Thẻ thứ nhất»" in out
    assert "câu hỏi «ai-nau»" in out


def test_migrating_twice_is_as_good_as_once(terminal: Terminal) -> None:
    for _ in range(2):
        assert terminal.types("migrate")[:2] == (0, "The database is up to date.\n")


def test_units_are_loaded_and_loaded_again(terminal: Terminal, onlooker: Onlooker, tmp_path: Path) -> None:
    first = terminal.types("units", UNITS)
    before = onlooker.rows(unit)
    assert first == (0, f"{len(before)} units loaded.\n", "")
    changed = tmp_path / "units.yaml"
    renamed = UNITS.read_text(encoding="utf-8").replace("Chi hội Thôn Mít", "Chi hội Thôn Mít Mới")
    changed.write_text("\ufeff" + renamed, encoding="utf-8")
    assert terminal.types("units", changed) == first
    names = {row["key"]: row["name"] for row in onlooker.rows(unit)}
    assert names == {row["key"]: row["name"].replace("Thôn Mít", "Thôn Mít Mới") for row in before}


FAULTY = """
- key: a
  name: Tỉnh
  level: province
  units:
    - {key: b, name: Xã, level: village, units: [{key: a, name: Lặp lại, level: branch}]}
    - {name: Không khóa, level: branch}
    - {key: c, level: group}
    - chữ
- key: d
  name: Tỉnh khác
  level: province
  units: không phải danh sách
"""


def test_a_file_of_units_is_refused_with_all_its_faults(plain: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "units.yaml"
    file.write_text(FAULTY, encoding="utf-8")
    code, out, err = plain.types("units", file)
    assert (code, out) == (1, "")
    lines = err.strip().splitlines()
    assert [line.partition(": ")[2][:25] for line in lines] == [
        "level must be one of prov",
        "the key a stands twice",
        "key (up to 64 letters) an",
        "key (up to 64 letters) an",
        "key (up to 64 letters) an",
        "level must be one of prov",
        "a list of units is expect",
    ]
    assert lines[1].startswith("units.yaml, unit 1 (a), unit 1 (b), unit 1:")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"- key: [", "units.yaml, line 1 cannot be read"),
        (b"\xff\xfe", "cannot be read"),
        (b"", "no units"),
        (b"[]", "no units"),
        (b"- &a {key: a, name: A, level: branch, units: [*a]}", "within each other"),
    ],
)
def test_what_is_no_file_of_units_is_refused(plain: Terminal, tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "units.yaml"
    file.write_bytes(content)
    code, _, err = plain.types("units", file)
    assert code == 1
    assert words in err


def test_a_file_that_is_not_there_is_refused(plain: Terminal, tmp_path: Path) -> None:
    assert plain.types("units", tmp_path / "none.yaml")[0] == 1


# Invitations.


async def test_an_invitation_makes_a_link_that_works_and_its_code(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.types("units", UNITS)[0] == 0
    png, svg = tmp_path / "hong.png", tmp_path / "hong.SVG"
    code, out, err = terminal.types("invite", "mau-suoi-may-hong", "--bot", "@chihoi_bot", "--qr", png)
    assert (code, err) == (0, "")
    link, _, written = out.partition(": ")[2].partition("\n")
    assert written == f"QR code: {png}\n"
    expected = segno.make(link, error="m")
    assert modules_of(png, scale=8, border=4) == [[bool(module) for module in row] for row in expected.matrix]
    assert terminal.types("invite", "mau-suoi-may-hong", "--bot", "chihoi_bot", "--qr", svg)[0] == 0
    assert svg.read_text(encoding="utf-8").startswith("<?xml")
    address, _, token = link.partition("?start=")
    assert address == "https://t.me/chihoi_bot"
    async with stage(terminal.environ["DATABASE_URL"]) as met:
        lan = met.person("Lan")
        await lan.starts(token)
        lan.sees("Chi hội Buôn Hồng")


def modules_of(file: Path, scale: int, border: int) -> list[list[bool]]:
    """The dark and light squares of a picture of a code."""
    with Image.open(file) as picture:
        grey = picture.convert("L")
        side = grey.width // scale - 2 * border
        places = [(place + border) * scale + scale // 2 for place in range(side)]
        return [[grey.getpixel((x, y)) == 0 for x in places] for y in places]


@pytest.mark.parametrize("key", ["none", "mau", "mau-suoi-may"])
def test_nobody_is_invited_to_what_takes_no_learners(plain: Terminal, key: str) -> None:
    assert plain.types("units", UNITS)[0] == 0
    code, out, err = plain.types("invite", key, "--bot", "chihoi_bot")
    assert (code, out) == (1, "")
    assert key in err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_run_that_is_stopped_says_so_in_one_line(number: signal.Signals) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, *("-m", "bot", "sandbox"), cwd=PROJECT,
        env={"PATH": os.environ["PATH"], "LISTEN": "127.0.0.1:0"},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert b"sandbox" in await asyncio.wait_for(process.stdout.readline(), 30)
    process.send_signal(number)
    _, err = await asyncio.wait_for(process.communicate(), 30)
    assert (process.returncode, err.decode()) == (0, "Chị Hội has stopped; nothing is lost.\n")


async def test_a_language_that_does_not_say_everything_stops_the_start_and_every_fault_is_named(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(CONTENT, tmp_path / "content"))
    texts = folder / "texts" / "en" / "language.yaml"
    said = texts.read_text(encoding="utf-8")
    texts.write_text(said.replace("language.ask:", "language.asks:").replace("{name}", "{nome}"), encoding="utf-8")
    code, out, err = await run("run", CONTENT_DIR=str(folder), DATABASE_URL=f"sqlite:///{tmp_path}/a.db")
    assert (code, out) == (1, "")
    last = err.strip().split("\n")[-1]
    assert last.startswith("Chị Hội cannot start: ")
    for fault in ("language.ask is missing", "language.asks is not known", "data.language must hold {name}"):
        assert fault in last

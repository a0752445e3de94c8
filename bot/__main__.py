"""The command line, ``chihoi``: plain English, exit code 0 when it went well, 1 when not, 2 for wrong usage."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import random
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from bot.clock import SystemClock
from bot.commands.authors import add_authors_commands
from bot.errors import SettingsError
from bot.logs import set_up_logging
from bot.settings import DEFAULT_DATABASE, Settings, near_misses, read_settings

if TYPE_CHECKING:
    from bot.storage.records import Records

P = ParamSpec("P")
T = TypeVar("T")


def main(arguments: Sequence[str] | None = None, environ: Mapping[str, str] = os.environ) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    set_up_logging(logging.DEBUG if options.verbose else logging.INFO)
    for name, meant in near_misses(environ):
        logging.getLogger(__name__).warning("%s is no setting and is ignored; was %s meant?", name, meant)
    try:
        settings = read_settings(environ)
        return int(options.command(settings, options))
    except KeyboardInterrupt:
        return 0
    except Exception as error:  # an operator needs one sentence; the way there is in the log
        print(_in_a_sentence(error), file=sys.stderr)  # noqa: T201
        return 1


def _in_a_sentence(error: Exception) -> str:
    """What stopped a command. Words that may quote a password or a person are left out."""
    if isinstance(error, SettingsError):
        return str(error)
    logging.getLogger(__name__).debug("stopped", exc_info=error)
    from bot.library.holder import ContentError
    from bot.storage.database import DatabaseUnavailableError
    from bot.texts import TextsError

    if isinstance(error, ContentError | TextsError):
        return f"Chị Hội cannot start: {error}."
    if isinstance(error, DatabaseUnavailableError):
        return f"The database cannot be used ({error}): look at DATABASE_URL, and whether it runs."
    if isinstance(error, OSError):
        return f"{error.filename or 'The machine'}: {error.strerror or type(error).__name__}"
    return f"Something is wrong that should not be ({type(error).__name__}); run again with --verbose to see where."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="chihoi",
        description="Chị Hội, a Telegram bot that trains branch cadres of the Vietnam Women's Union.",
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="log more (never what people write)")
    commands = parser.add_subparsers(title="commands", required=True)

    commands.add_parser("run", help="run the bot; without BOT_TOKEN, in the sandbox").set_defaults(command=_run)
    sandbox = commands.add_parser("sandbox", help="run the bot in the sandbox, whatever BOT_TOKEN says")
    sandbox.set_defaults(command=_sandbox)

    check = commands.add_parser("check", help="check the content and say what to correct, in Vietnamese")
    check.add_argument("folder", nargs="?", type=Path, help="the content folder (default: CONTENT_DIR)")
    check.add_argument("--table", "--bang", action="store_true", help="the table of modules also when there are faults")
    check.add_argument("--on", type=date.fromisoformat, metavar="YYYY-MM-DD", help="as if it were that day")
    check.set_defaults(command=_check)
    curriculum = commands.add_parser("curriculum", help="write the curriculum as one page, in Vietnamese")
    curriculum.add_argument("file", type=Path, help="the Markdown file to write")
    curriculum.set_defaults(command=_curriculum)

    add_authors_commands(commands)

    migrate = commands.add_parser("migrate", help="bring the database to the newest shape")
    migrate.set_defaults(command=_migrate)

    backup = commands.add_parser("backup", help="copy the database, while the bot runs, to a file")
    backup.add_argument("file", type=Path)
    backup.set_defaults(command=_backup)
    restore = commands.add_parser("restore", help="put a backup in the place of the database; stop the bot first")
    restore.add_argument("file", type=Path)
    restore.set_defaults(command=_restore)

    units = commands.add_parser("units", help="load the tree of units, or save it to a spreadsheet")
    units.usage = "chihoi units FILE.yaml | export FILE [--on YYYY-MM-DD] | import FILE [--yes]   (FILE: .xlsx or .csv)"
    units.add_argument("words", nargs="+", metavar="FILE")
    units.add_argument(
        "--on", type=date.fromisoformat, metavar="YYYY-MM-DD", help="export: the tree as it was on a day"
    )
    units.add_argument("--yes", action="store_true", help="import: change the tree, after showing what changes")
    units.set_defaults(command=_units)

    _add_roster(commands)

    invite = commands.add_parser("invite", help="make an invitation link to a branch, and its QR code")
    invite.add_argument("unit", help="the unit's key")
    invite.add_argument("--bot", required=True, type=_user_name, help="the bot's user name")
    invite.add_argument("--qr", type=_picture_file, help="write the QR code to this .svg or .png file")
    invite.set_defaults(command=_invite)
    return parser


def _add_roster(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    roster = commands.add_parser("roster", help="check and take a list of cadres (.xlsx, .csv), or write a template")
    roster.set_defaults(command=_roster)
    ways = roster.add_subparsers(title="ways", required=True, dest="way")
    taking = ways.add_parser("import", help="check a file; take it only with --take")
    taking.add_argument("file", type=Path)
    taking.add_argument("--take", action="store_true", help="take the rows that are fit")
    taking.add_argument("--marked", type=Path, metavar="FILE", help="write the marked copy to this .xlsx file")
    writing = ways.add_parser("template", help="write an empty table with the right columns")
    writing.add_argument("file", type=Path)


def _picture_file(text: str) -> Path:
    if not text.lower().endswith((".svg", ".png")):
        raise argparse.ArgumentTypeError("the file must end in .svg or .png")
    return Path(text)


def _user_name(text: str) -> str:
    name = text.removeprefix("@")
    if not re.fullmatch(r"[A-Za-z0-9_]{5,32}", name):
        raise argparse.ArgumentTypeError("a user name has 5 to 32 of A-Z a-z 0-9 _")
    return name


def _dice() -> random.Random:
    return random.SystemRandom()


def _run(settings: Settings, options: argparse.Namespace) -> int:
    if settings.bot_token is None:
        return _sandbox(settings, options)
    return asyncio.run(_serve(settings))


async def _serve(settings: Settings) -> int:
    from bot.app import App

    app = App(settings, SystemClock(), _dice())
    try:
        await app.run_until_stopped()
    finally:
        await app.stop()
    _say_farewell()
    return 0


def _say_farewell() -> None:
    """Who pressed Ctrl+C, or reads the log of a service, is to see that it ended in order."""
    print("Chị Hội has stopped; nothing is lost.", file=sys.stderr, flush=True)  # noqa: T201


def _sandbox(settings: Settings, options: argparse.Namespace) -> int:
    if not options.verbose:
        logging.getLogger().setLevel(logging.WARNING)
    return asyncio.run(_serve_sandbox(settings))


async def _serve_sandbox(settings: Settings) -> int:
    from bot.sandbox.folder import own_folder
    from bot.sandbox.run import start_sandbox

    with own_folder() as folder:
        if settings.database_url == DEFAULT_DATABASE:
            # The chats of the sandbox begin anew at every start, and so does what the bot knows of them; the real
            # database never meets the invented people.
            settings = replace(settings, database_url=f"sqlite:///{folder}/sandbox.db")
        sandbox = await start_sandbox(replace(settings, bot_token=None), _dice())
        try:
            # Standard output is where a person looks for the address, also when it is not a terminal.
            address = f"Chị Hội sandbox: {sandbox.server.url}  (Ctrl+C stops it)"
            await sandbox.run_until_stopped(lambda: print(address, flush=True))  # noqa: T201
        finally:
            await sandbox.stop()
    _say_farewell()
    return 0


def _check(settings: Settings, options: argparse.Namespace) -> int:
    from bot.library.check import check

    folder = options.folder or settings.content_dir
    if not folder.is_dir():
        print(f"{folder} is not a folder", file=sys.stderr)  # noqa: T201
        return 2
    today = options.on or SystemClock().now().astimezone(settings.timezone).date()
    return check(folder, today, sys.stdout, with_table=options.table)


def _curriculum(settings: Settings, options: argparse.Namespace) -> int:
    from bot.library.curriculum_page import curriculum_page
    from bot.library.reader import read_library

    today = SystemClock().now().astimezone(settings.timezone).date()
    library = read_library(settings.content_dir, today=today).library
    if library is None:
        print("the content has faults; see: chihoi check", file=sys.stderr)  # noqa: T201
        return 1
    options.file.write_text(curriculum_page(library), encoding="utf-8")
    return 0


def _transact(settings: Settings, work: Callable[Concatenate[Records, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """One transaction in the database, brought to the newest shape."""
    from bot.storage.opening import open_database

    database = open_database(settings.database_url)
    try:
        return database.run_now(work, *args, **kwargs)
    finally:
        database.close_now()


def _migrate(settings: Settings, _options: argparse.Namespace) -> int:
    _transact(settings, lambda _records: None)
    print("The database is up to date.")  # noqa: T201
    return 0


def _backup(settings: Settings, options: argparse.Namespace) -> int:
    from bot.storage.backup import BackupError, back_up

    return _copy(lambda: back_up(settings.database_url, options.file), f"Saved to {options.file}.", BackupError)


def _restore(settings: Settings, options: argparse.Namespace) -> int:
    from bot.storage.backup import BackupError, restore

    return _copy(lambda: restore(settings.database_url, options.file), "Restored.", BackupError)


def _copy(work: Callable[[], object], done: str, failure: type[Exception]) -> int:
    try:
        work()
    except failure as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    print(done)  # noqa: T201
    return 0


def _units(settings: Settings, options: argparse.Namespace) -> int:
    from bot.services.units import UnitsFileError, load_units, read_units

    verb, *files = options.words
    if files:
        from bot.commands.units import run_units_file

        return run_units_file(settings, verb, files, options, _transact, SystemClock().now())
    try:
        entries = read_units(Path(verb))
    except UnitsFileError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    count = _transact(settings, load_units, entries, SystemClock().now())
    print(f"{count} units loaded.")  # noqa: T201
    return 0


def _roster(settings: Settings, options: argparse.Namespace) -> int:
    from bot.commands.roster import run_roster

    return run_roster(settings, options, _transact, SystemClock().now(), _dice())


def _invite(settings: Settings, options: argparse.Namespace) -> int:
    import segno

    from bot.services.units import invite

    invited = _transact(settings, invite, options.unit, SystemClock().now(), _dice())
    if invited is None:
        print(f"There is no branch or group with the key {options.unit}.", file=sys.stderr)  # noqa: T201
        return 1
    link = f"https://t.me/{options.bot}?start={invited[1]}"
    print(f"{invited[0].name}: {link}")  # noqa: T201
    if options.qr is not None:
        segno.make(link, error="m").save(str(options.qr), scale=8, border=4)
        print(f"QR code: {options.qr}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())

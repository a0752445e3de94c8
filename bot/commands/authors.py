"""The commands that authors use, registered with their help; what each needs is imported when it runs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from bot.settings import Settings

Commands = Any
"""What argparse gives out for adding commands to; its type has no public name."""


def add_authors_commands(commands: Commands) -> None:
    """Register them."""
    kits = commands.add_parser("kits", help="print the meeting kits, a page of A5 (PDF) for each module, to a folder")
    kits.add_argument("folder", type=Path, help="the folder to write the PDFs to; made when it is not there")
    kits.add_argument("--course", metavar="ID", help="only the kits of this course")
    kits.add_argument("--bot", metavar="NAME", help="the bot's user name, for a code to scan; without it there is none")
    kits.set_defaults(command=_kits)
    _add_import(commands)
    _add_export(commands)


def _add_import(commands: Commands) -> None:
    taking = commands.add_parser(
        "import",
        help="take questions from a Moodle GIFT or Aiken file into a module",
        description="Take the questions a chat can ask; every other one is named with its line, in Vietnamese. "
        "Exit code 0 when all were taken, 1 when some were left out.",
    )
    taking.add_argument("file", type=Path)
    taking.add_argument("--format", choices=("gift", "aiken"), help="what the file is (default: looked at)")
    taking.add_argument("--into", type=Path, metavar="MODULE.md", help="the module (default: print the questions)")
    taking.add_argument("--append", action="store_true", help="put them after the questions the module has")
    taking.set_defaults(command=_import)


def _add_export(commands: Commands) -> None:
    giving = commands.add_parser(
        "export",
        help="write the questions as Moodle GIFT or Aiken",
        description="Write the questions of everything, a course or a module; what the format cannot say is named, "
        "in Vietnamese. Exit code 0 when all were written, 1 when some were left out.",
    )
    giving.add_argument("what", nargs="?", metavar="COURSE-OR-MODULE", help="the id (default: everything)")
    giving.add_argument("file", type=Path)
    giving.add_argument("--format", choices=("gift", "aiken"), default="gift", help="default: gift")
    giving.set_defaults(command=_export)


def _kits(settings: Settings, options: argparse.Namespace) -> int:
    from bot.commands.kits import run_kits

    return run_kits(settings, options)


def _import(settings: Settings, options: argparse.Namespace) -> int:
    from bot.commands.exchange import run_import

    return run_import(settings, options)


def _export(settings: Settings, options: argparse.Namespace) -> int:
    from bot.commands.exchange import run_export

    return run_export(settings, options)

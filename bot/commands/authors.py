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


def _kits(settings: Settings, options: argparse.Namespace) -> int:
    from bot.commands.kits import run_kits

    return run_kits(settings, options)

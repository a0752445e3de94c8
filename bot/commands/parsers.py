"""What commands of several words are asked with; what they do is imported only when they run."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from bot.settings import Settings

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Run = Callable[[Settings, argparse.Namespace], int]


def add_roster(commands: Commands, run: Run) -> None:
    """``chihoi roster``."""
    roster = commands.add_parser("roster", help="check and take a list of cadres (.xlsx, .csv), or write a template")
    roster.set_defaults(command=run)
    ways = roster.add_subparsers(title="ways", required=True, dest="way")
    taking = ways.add_parser("import", help="check a file; take it only with --take")
    taking.add_argument("file", type=Path)
    taking.add_argument("--take", action="store_true", help="take the rows that are fit")
    taking.add_argument("--marked", type=Path, metavar="FILE", help="write the marked copy to this .xlsx file")
    writing = ways.add_parser("template", help="write an empty table with the right columns")
    writing.add_argument("file", type=Path)


def add_modules(commands: Commands, run: Run) -> None:
    """``chihoi modules``."""
    modules = commands.add_parser("modules", help="write what authors published as files of a content folder")
    modules.set_defaults(command=run)
    ways = modules.add_subparsers(title="ways", required=True, dest="way")
    export = ways.add_parser("export", help="write every published module with its pictures below a folder")
    export.add_argument("folder", type=Path)

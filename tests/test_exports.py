"""What leaves the bot as a file is known, and private threads are read where they have to be and nowhere else."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from bot.settings import PROJECT

CODE = sorted(path for folder in ("bot", "handlers") for path in (PROJECT / folder).rglob("*.py"))

MAY_TOUCH_THREADS = {
    "bot/storage/tables/confiding.py",
    "bot/storage/tables/__init__.py",
    "bot/storage/migrations/versions/0012_confiding.py",
    "bot/storage/records/confiding.py",
    "bot/services/confiding.py",
    "handlers/confiding.py",
}
"""Nothing else reads a private thread or its words."""

MAKES_A_FILE = {
    "bot/services/tree_saving.py": "the tree, saved on the server",
    "bot/services/tree_files.py": "the tree in the chat, and what is wrong in a table of units",
    "bot/services/report_files.py": "results, and the names behind them",
    "bot/services/managing.py": "the audit",
    "bot/services/broadcast_views.py": "whom a broadcast did not reach",
    "bot/services/roster_files.py": "the roster: an empty one, and one with its faults",
    "bot/services/analysis.py": "how questions do",
    "bot/screens/organising/roster.py": "hands over the roster's files",
    "bot/screens/organising/tree_files.py": "hands over the tree's files",
    "bot/screens/organising/inviting.py": "posters",
    "bot/screens/organising/audit.py": "hands over the audit",
    "bot/screens/organising/broadcast_steering.py": "hands over whom a broadcast did not reach",
    "bot/screens/general.py": "her own data: the file says the same of private messages to everybody",
    "handlers/organising/report_making.py": "hands over the reports",
    "handlers/organising/analysis.py": "hands over the analysis",
    "handlers/certificates.py": "certificates",
    "bot/screens/organising/authoring.py": "hands over a module as an author wrote it",
    "handlers/organising/authoring.py": "the same",
    "handlers/listening.py": "a card read aloud",
    "handlers/kits.py": "a module's meeting kit, as a page",
    "bot/storage/backup.py": "a backup holds everything; OPERATING.md says how to keep it",
}
"""Every place that makes a file or hands one over, and what is in it. A new one is looked at for private threads, taken
in ``tests/promises/test_private.py`` where it can be, and added here."""


def names_in(path: Path) -> set[str]:
    """Every name and attribute that stands in the code of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} | {
        node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)
    }


def files_with(*names: str) -> set[str]:
    """The files in whose code one of these names stands."""
    return {str(path.relative_to(PROJECT)) for path in CODE if names_in(path) & set(names)}


def test_nothing_reads_private_threads_but_what_is_listed() -> None:
    touching = files_with("private_thread", "private_line")
    named = re.compile(r"records\.threads\b|private_thread\b|private_line\b")
    touching |= {str(path.relative_to(PROJECT)) for path in CODE if named.search(path.read_text(encoding="utf-8"))}
    assert touching == MAY_TOUCH_THREADS, "see what it does with them, and add it"


def test_everything_that_makes_a_file_is_known() -> None:
    made = {path for path in files_with("workbook", "Attachment", "csv_file") if not path.startswith("bot/sheets/")}
    known = {"bot/screens/screen.py", "bot/telegram/showing.py", "bot/sandbox/api_send.py"}
    assert made - known <= set(MAKES_A_FILE), "look whether a private thread could be in it, and add it to the list"

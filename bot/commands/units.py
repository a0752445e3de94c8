"""``chihoi units export`` and ``import``: the tree as a spreadsheet, for an operator who has the file on the server."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.services.tree_desk import export_to, import_from
from bot.settings import Settings
from bot.texts import read_texts

Transact = Callable[..., Any]


def run_units_file(
    settings: Settings, verb: str, files: list[str], options: argparse.Namespace, transact: Transact, now: datetime
) -> int:
    """Save the tree to a spreadsheet, or load it from one; what is said of a file is Vietnamese, as in the chat."""
    file = Path(files[0])
    kind = file.suffix.lower().removeprefix(".")
    if verb not in ("export", "import") or len(files) > 1 or kind not in ("xlsx", "csv"):
        print("usage: chihoi units FILE.yaml | export FILE | import FILE [--yes]", file=sys.stderr)  # noqa: T201
        return 2
    texts = read_texts(settings.content_dir / "texts" / "vi")
    if verb == "export":
        content, count = transact(settings, export_to, kind, texts, settings.timezone, options.on)
        file.write_bytes(content)
        print(f"{count} units written to {file}.")  # noqa: T201
        return 0
    content = file.read_bytes()
    told = transact(settings, import_from, file.name, content, texts, now, settings.timezone, is_sure=options.yes)
    if not told.is_right:
        print("\n".join(told.lines), file=sys.stderr)  # noqa: T201
        return 1
    print("\n".join(told.lines))  # noqa: T201
    if told.changed:
        print(f"{told.changed} units changed." if options.yes else "Nothing is changed yet: --yes does it.")  # noqa: T201
    return 0

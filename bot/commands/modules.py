"""``chihoi modules export``: what authors published, as files, so that the content folder's repository stays true.

Exported into the content folder itself, a module has the same text there and in the database, and is taught from
the folder.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from bot.services.publishing import published
from bot.settings import Settings


def run_modules(settings: Settings, options: argparse.Namespace, transact: Callable[..., Any]) -> int:
    """Write the newest issue of every module; the exit code."""
    count = 0
    for each in transact(settings, published, settings.content_dir).overlays:
        path = options.folder / each.file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(each.file.text, encoding="utf-8", newline="\n")
        for name, content in each.pictures.items():
            picture = options.folder / each.file.picture_path(name)
            picture.parent.mkdir(exist_ok=True)
            picture.write_bytes(content)
        count += 1
        print(path)  # noqa: T201
    print(f"{count} modules written.")  # noqa: T201
    return 0

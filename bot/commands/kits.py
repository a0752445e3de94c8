"""``chihoi kits``: every meeting kit as a page of A5, for a commune that prints them all at once."""

from __future__ import annotations

import argparse
import sys

from bot.clock import SystemClock
from bot.library.reader import read_library
from bot.services.kits import file_name, module_link, page_values, printed
from bot.settings import Settings
from bot.texts import read_texts


def run_kits(settings: Settings, options: argparse.Namespace) -> int:
    """Write the pages; 2 for a course that is not there, 1 when the content has faults or no module has a kit."""
    today = SystemClock().now().astimezone(settings.timezone).date()
    library = read_library(settings.content_dir, today=today).library
    if library is None:
        return _refuse("the content has faults; see: chihoi check", 1)
    courses = [course for course in library.courses if options.course in (None, course.id)]
    if not courses:
        return _refuse(f"there is no course {options.course}; there are: {', '.join(c.id for c in library.courses)}", 2)
    texts = read_texts(settings.content_dir / "texts" / "vi")
    bot_link = f"https://t.me/{options.bot.removeprefix('@')}" if options.bot else ""
    options.folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for course in courses:
        for module in course.modules:
            if module.kit is None:
                continue
            values = page_values(texts, course, module, module.kit, module_link(bot_link, module.id))
            (options.folder / file_name(module)).write_bytes(printed(values))
            count += 1
    if not count:
        return _refuse("no module here has a meeting kit", 1)
    print(f"{count} pages written to {options.folder}.")  # noqa: T201
    return 0


def _refuse(why: str, code: int) -> int:
    print(why, file=sys.stderr)  # noqa: T201
    return code

"""``chihoi roster``: the same check as in the chat, for an operator who has the file on the server."""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.domain.roster import is_roster
from bot.services.roster import Taken, check, take
from bot.services.roster_files import marked_copy, template
from bot.settings import Settings
from bot.sheets.reading import read_table
from bot.sheets.table import SheetError, SheetTable
from bot.storage.records import Records
from bot.texts import Texts, read_texts

EVERYWHERE = (None,)
Transact = Callable[..., Any]


def run_roster(
    settings: Settings, options: argparse.Namespace, transact: Transact, now: datetime, dice: random.Random
) -> int:
    """Check, and take where that was asked for; 1 where a row is to be corrected or the file is not read."""
    texts = read_texts(settings.content_dir / "texts" / "vi")
    if options.way == "template":
        options.file.write_bytes(template(texts))
        return _say(f"Written to {options.file}.")
    try:
        table = read_table(options.file.name, options.file.read_bytes(), wanted=is_roster)
    except SheetError as error:
        print(texts.plain(error.key), file=sys.stderr)  # noqa: T201
        return 1
    wrong, lines, taken = transact(settings, _import, texts, table, options, now, dice)
    for line in lines:
        _say(line)
    if taken is None:
        _say("Nothing was taken; with --take the rows that are fit are.")
    else:
        _say(f"Taken: {taken.new} new, {taken.changed} corrected; {taken.joined} of the list have joined already.")
    return 1 if wrong else 0


def _import(
    records: Records, texts: Texts, table: SheetTable, options: argparse.Namespace, now: datetime, dice: random.Random
) -> tuple[int, list[str], Taken | None]:
    checked = check(records, table, EVERYWHERE, dice)
    first = len(table.notes) + 2
    lines = [
        f"line {one.row + first}: {table.headings[one.column]}: {texts.plain(one.fault, line=one.line)}"
        for one in checked.corrections
    ]
    if checked.corrections and options.marked is not None:
        options.marked.write_bytes(marked_copy(texts, table, checked.corrections))
        lines.append(f"The marked copy is in {options.marked}.")
    difference = checked.difference
    lines.append(f"{len(difference.new)} new, {difference.known} known, {checked.wrong_rows} to be corrected.")
    return checked.wrong_rows, lines, take(records, difference, None, EVERYWHERE, now, dice) if options.take else None


def _say(line: str) -> int:
    print(line)  # noqa: T201
    return 0

"""``chihoi import`` and ``export``: questions from and to Moodle's GIFT, and Aiken.

What is said of a question is Vietnamese, as in ``check``: it is for who writes them.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from bot.clock import SystemClock
from bot.domain.curriculum import Course, Library, Module
from bot.exchange import (
    Leftover,
    Taken,
    aiken_from_questions,
    gift_from_questions,
    question_markdown,
    questions_from_aiken,
    questions_from_gift,
)
from bot.exchange.gift_writing import category_of
from bot.exchange.leftovers import told
from bot.exchange.markdown import Place, place_for_questions, with_questions
from bot.library.check import file_lines
from bot.library.reader import read_library
from bot.settings import Settings

MOST_BYTES = 20 * 1024 * 1024
"""No bank of questions comes near it."""
_READERS = {"gift": questions_from_gift, "aiken": questions_from_aiken}
_ANSWER = re.compile(r"^ANSWER\s*:", re.MULTILINE | re.IGNORECASE)


class _RefusedError(Exception):
    """Nothing was done; the message says why."""


def run_import(settings: Settings, options: argparse.Namespace) -> int:
    """Read a file into a module, or show its questions as Markdown: 0 when every question came along, 1 when not."""
    try:
        text = _text_of(options.file)
        module = _module_of(options.into, is_sure=options.append) if options.into is not None else None
    except _RefusedError as refused:
        print(refused, file=sys.stderr)  # noqa: T201
        return 1
    taken = _READERS[options.format or _guessed(text)](text, module[1].ids if module is not None else ())
    if module is None:
        print("\n".join(question_markdown(question) for question in taken.questions), end="")  # noqa: T201
        _report(taken.leftovers, options.file.name, sys.stderr)
        print(_told_taken(taken), file=sys.stderr)  # noqa: T201
    else:
        _add(settings, options, module, taken)
    return 1 if any(each.is_whole for each in taken.leftovers) or not taken.questions else 0


def _add(settings: Settings, options: argparse.Namespace, module: tuple[str, Place], taken: Taken) -> None:
    if taken.questions:
        _write(options.into, with_questions(*module, taken.questions))
    _report(taken.leftovers, options.file.name, sys.stdout)
    for line in _faults(settings, options.into) if taken.questions else ():
        print(line)  # noqa: T201
    print(f"{options.into}: {_told_taken(taken)}")  # noqa: T201


def _told_taken(taken: Taken) -> str:
    left = sum(each.is_whole for each in taken.leftovers)
    return f"{len(taken.questions)} questions taken, {left} left out."


def _report(leftovers: Sequence[Leftover], name: str, out: TextIO) -> None:
    for line in told(leftovers, name):
        print(line, file=out)


def _text_of(file: Path) -> str:
    if file.stat().st_size > MOST_BYTES:
        raise _RefusedError(f"{file}: more than {MOST_BYTES // 1024 // 1024} MB is no file of questions")
    content = file.read_bytes()
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _RefusedError(f"{file}:{line}: this is no UTF-8; save the file as UTF-8 and try again") from None


def _guessed(text: str) -> str:
    return "aiken" if _ANSWER.search(text) and "{" not in text else "gift"


def _module_of(file: Path, *, is_sure: bool) -> tuple[str, Place]:
    """The module that takes the questions, and the place in it."""
    if file.suffix != ".md" or not file.is_file():
        raise _RefusedError(f"{file} is no module; without --into the questions are printed, to be pasted")
    text = file.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    place = place_for_questions(text)
    if place.count and not is_sure:
        raise _RefusedError(f"{file} has {place.count} questions; with --append the new ones come after them")
    return text, place


def _write(file: Path, text: str) -> None:
    """Write beside it first, so that a full disk leaves the module as it was."""
    beside = file.with_name(f".{file.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)


def _faults(settings: Settings, file: Path) -> Sequence[str]:
    """What the check says of the module now."""
    folder = next((each.parent for each in file.resolve().parents if each.name == "courses"), None)
    if folder is None:
        return ()
    today = SystemClock().now().astimezone(settings.timezone).date()
    name = file.resolve().relative_to(folder).as_posix()
    problems = [each for each in read_library(folder, today=today).problems if each.file == name]
    return [file_lines(folder.name, problems)] if problems else []


def run_export(settings: Settings, options: argparse.Namespace) -> int:
    """Write the questions of everything, a course or a module: 0 when all could be said, 1 when some were left out."""
    today = SystemClock().now().astimezone(settings.timezone).date()
    library = read_library(settings.content_dir, today=today).library
    if library is None:
        print("the content has faults; see: chihoi check", file=sys.stderr)  # noqa: T201
        return 1
    modules = _chosen(library, options.what)
    if not modules:
        print(f"there is no course and no module {options.what}", file=sys.stderr)  # noqa: T201
        return 2
    texts, count, left = [], 0, 0
    for course, module in modules:
        if options.format == "aiken":
            written = aiken_from_questions(module.questions)
        else:
            written = gift_from_questions(module.questions, category_of(course, module.title))
        texts += [written.text] if written.count else []
        count += written.count
        left += sum(each.is_whole for each in written.leftovers)
        _report(written.leftovers, f"{course.id}/{module.id}", sys.stdout)
    options.file.write_text("\n".join(texts), encoding="utf-8")
    print(f"{count} questions written to {options.file}, {left} left out.")  # noqa: T201
    return 1 if left else 0


def _chosen(library: Library, what: str | None) -> list[tuple[Course, Module]]:
    return [
        (course, module)
        for course in library.courses
        for module in course.modules
        if what in (None, course.id, module.id)
    ]

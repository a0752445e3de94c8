"""The check of one draft beside the whole library, in a process of its own: bounded memory, bounded processor time.

What an author sends is parsed and its pictures are unpacked here, so that a file made to do harm can waste nothing of
the bot's. Run as ``python -m bot.library.drafting``; it reads a request and writes an answer.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from bot.domain.curriculum import Library, Module
from bot.domain.written import Origin
from bot.library.overlay import Overlay, merged
from bot.library.problems import Problem
from bot.library.reader import read_library

MEMORY = 1500 * 1024 * 1024
PROCESSOR_SECONDS = 15.0
PATIENCE = 60.0
"""Seconds by the wall clock; a crowded machine may be slow."""
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Request:
    """A draft, and what it is to stand beside: the folder, what is published over it, and where all comes from."""

    folder: str
    overlays: tuple[Overlay, ...]
    origins: Mapping[str, Origin]
    draft: Overlay
    today: date


@dataclass(frozen=True, slots=True)
class Answer:
    """The module, unless there was an error; and the problems of the draft alone, not of the library beside it."""

    module: Module | None
    problems: tuple[Problem, ...]


class UnreadableError(Exception):
    """The draft took too much time or memory; no author's file does."""


def check_apart(request: Request) -> Answer:
    """Check a draft in a process of its own; UnreadableError when that had to be ended."""
    with TemporaryDirectory(prefix="chihoi-draft-") as scratch:
        try:
            done = subprocess.run(
                [sys.executable, "-m", "bot.library.drafting"],
                input=msgspec.msgpack.encode(request),
                capture_output=True,
                timeout=PATIENCE,
                check=False,
                cwd=ROOT,
                env={**os.environ, "TMPDIR": scratch},
            )
        except subprocess.TimeoutExpired:
            raise UnreadableError from None
    if done.returncode != 0:
        raise UnreadableError(done.stderr.decode("utf-8", "replace")[-300:])
    return msgspec.msgpack.decode(done.stdout, type=Answer)


def check_draft(request: Request) -> Answer:
    """Read the whole library with the draft in its place; what is wrong elsewhere is not the author's to mend here."""
    draft = request.draft
    beside = [each for each in request.overlays if each.file.module_id != draft.file.module_id]
    with merged(Path(request.folder), request.origins, [*beside, draft]) as (root, laid):
        reading = read_library(root, today=request.today)
    path = next(path for path, each in laid.items() if each is draft)
    shown = {path, *(draft.file.picture_path(name) for name in draft.pictures)}
    problems = [problem for problem in reading.problems if problem.file in shown]
    module = reading.found.module(draft.file.module_id) if reading.found is not None else None
    if reading.found is not None and module is not None:
        problems += _resting_on_what_ended(reading.found.on(request.today), module, path)
    has_errors = any(not problem.is_warning for problem in problems)
    return Answer(None if has_errors else module, tuple(sorted(problems)))


def _resting_on_what_ended(library: Library, module: Module, path: str) -> list[Problem]:
    """That a law has ended is told in the register; to the author of a draft it is told in the draft."""
    every = [(f"Thẻ «{card.title}»", card.citations) for card in module.cards]
    every += [(f"Câu hỏi «{question.id}»", question.citations) for question in module.questions]
    found = []
    for what, citations in every:
        for source in library.ended_among(citations):
            instead = f" («{source.replaced_by}»)" if source.replaced_by else ""
            message = f"{what} dựa vào «{source.name}», văn bản đã hết hiệu lực"
            advice = f"Đọc văn bản mới{instead}, sửa lại rồi đổi dòng «nguồn:»."
            found.append(Problem(path, 1, "source-ended", message, advice))
    return found


def main() -> None:
    """Read a request from standard input, write the answer to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.setitimer(signal.ITIMER_PROF, PROCESSOR_SECONDS)
    request = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Request)
    sys.stdout.buffer.write(msgspec.msgpack.encode(check_draft(request)))


if __name__ == "__main__":
    main()

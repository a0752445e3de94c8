"""The library in use: loaded once, replaced as a whole when the folder changed and the check passes.

What authors published lies over the folder. While new content has an error the old goes on being taught, and the log
says why. Readers take :attr:`LibraryHolder.library` once and keep that value for their transaction.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.domain.curriculum import Library
from bot.library.corrections import CORRECTIONS_FOLDER
from bot.library.dangers import DANGER_FILE
from bot.library.emergencies import EMERGENCY_FILE
from bot.library.overlay import Aside, Overlay, read_overlaid
from bot.library.reader import COURSES_FOLDER, read_library
from bot.library.reading import Reading
from bot.library.register import SOURCES_FILE
from bot.library.voices import VOICES_FILE

_log = logging.getLogger(__name__)
_SHOWN = 3

_Look = frozenset[tuple[str, int, int]]
"""Names with the time of their last change and their size."""


class ContentError(Exception):
    """The content folder cannot be taught from; ``reading`` says why."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(f"{len(reading.errors())} problems in the content; run `chihoi check`")
        self.reading = reading


@dataclass(frozen=True, slots=True)
class Published:
    """What authors published: a number that grows with every issue, and the newest of each module."""

    number: int = 0
    overlays: tuple[Overlay, ...] = ()


@dataclass(frozen=True, slots=True)
class _Held:
    library: Library
    look: _Look
    published: Published = Published()
    used: tuple[Overlay, ...] = ()
    aside: tuple[Aside, ...] = ()


class LibraryHolder:
    """One library for the whole process; replacing it is one assignment, so that no reader sees a half."""

    def __init__(self, folder: Path, today: date) -> None:
        """Load the folder; ContentError when there is an error other than age."""
        self._folder = folder
        look = _look_at(folder)
        reading = read_library(folder, today=today, forgive_age=True)
        if reading.library is None:
            _log_reading("content_unusable", reading, "")
            raise ContentError(reading)
        self._held = _Held(reading.library, look)
        _log_reading("content_loaded", reading, reading.library.revision)

    @property
    def overlays(self) -> tuple[Overlay, ...]:
        """What authors published and is taught in the place of the folder's own."""
        return self._held.used

    @property
    def aside(self) -> tuple[Aside, ...]:
        """What authors published and is not taught, or not any more."""
        return self._held.aside

    @property
    def number(self) -> int:
        """Which state of what authors published was read last."""
        return self._held.published.number

    @property
    def library(self) -> Library:
        """What is taught now."""
        return self._held.library

    def on(self, today: date) -> Library:
        """What is taught now, as it stands on that day."""
        library = self._held.library.on(today)
        if library is not self._held.library:
            self._held = replace(self._held, library=library)
        return library

    def changed(self) -> bool:
        """Whether a file came, went or was saved since the last look; reads names and times only."""
        return _look_at(self._folder) != self._held.look

    def reload(self, today: date, published: Published | None = None) -> Reading:
        """Read the folder again, with what was published; the new library is used only when the check passes."""
        look, held = _look_at(self._folder), self._held
        published = published or held.published
        # What only grew old must keep nothing new from being taught: least of all what is said in its place.
        found = read_overlaid(self._folder, published.overlays, today)
        library = found.reading.library
        # What was refused is remembered as seen, or every tick would read it again.
        if library is None:
            is_known = held.library.published == published.number
            kept = held.library if is_known else replace(held.library, published=published.number)
            self._held = replace(held, library=kept, look=look, published=published)
        else:
            fresh = replace(library, published=published.number)
            self._held = _Held(fresh, look, published, found.used, found.aside)
        event = "content_kept_old" if library is None else "content_reloaded"
        _log_reading(event, found.reading, self._held.library.revision)
        if found.aside:
            _log.warning("issues_not_taught issues=%s", [each.issue for each in found.aside])
        return found.reading


def _log_reading(event: str, reading: Reading, revision: str) -> None:
    """One line with counts and the first problems: files, lines and codes, never what a learner wrote."""
    errors = reading.errors()
    first = ", ".join(f"{each.file}:{each.line} {each.code}" for each in (errors or reading.warnings())[:_SHOWN])
    level = logging.WARNING if errors else logging.INFO
    counts = (len(errors), len(reading.warnings()))
    _log.log(level, "%s revision=%s errors=%d warnings=%d first=[%s]", event, revision, *counts, first)


def _look_at(folder: Path) -> _Look:
    """The state of the files that a library is read from; a file that vanishes meanwhile is left out."""
    return frozenset(_entries(folder))


def _entries(folder: Path) -> Iterator[tuple[str, int, int]]:
    for name in (SOURCES_FILE, EMERGENCY_FILE, DANGER_FILE, VOICES_FILE):
        yield from _entry(folder / name)
    for path in folder.glob("emergency.*.yaml"):
        yield from _entry(path)
    for inside in (COURSES_FOLDER, CORRECTIONS_FOLDER):
        for parent, _, names in os.walk(folder / inside):
            for name in names:
                if not name.startswith("."):
                    yield from _entry(Path(parent, name))


def _entry(path: Path) -> Iterator[tuple[str, int, int]]:
    try:
        state = path.stat()
    except OSError:
        return
    yield str(path), state.st_mtime_ns, state.st_size

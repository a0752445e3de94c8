"""The outcome of reading the content folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.domain.curriculum import Library
from bot.library.measures import ModuleMeasure
from bot.library.problems import Problem


@dataclass(frozen=True, slots=True)
class Reading:
    """A library, unless there was an error, and everything that was noticed."""

    library: Library | None
    problems: tuple[Problem, ...]
    folder: Path = Path()
    measures: tuple[ModuleMeasure, ...] = ()
    """Also of modules with faults, so that the table is never empty."""
    found: Library | None = None
    """What was read, faults and all: never to be taught from."""

    def errors(self) -> tuple[Problem, ...]:
        """What keeps the library from being used."""
        return tuple(problem for problem in self.problems if not problem.is_warning)

    def warnings(self) -> tuple[Problem, ...]:
        """What is only worth a look."""
        return tuple(problem for problem in self.problems if problem.is_warning)

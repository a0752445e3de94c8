"""What is wrong in the content, said so that an author who never programmed can put it right.

Everything is gathered in one pass; nothing here stops at the first fault or repairs one silently.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

AGE_CODES = frozenset({"review-too-old", "source-ended", "replaced-without-end"})
"""Faults that come with time alone, without anybody touching a file."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to put right: where, what is wrong, what to do."""

    file: str
    """Relative to the content folder, with ``/``."""
    line: int
    code: str
    """Short and stable, for tests and logs."""
    message: str
    advice: str
    is_warning: bool = False
    """A warning is worth a look and stops nothing."""


class Findings:
    """Problems being gathered while the files are read."""

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}

    def add(self, problem: Problem) -> None:
        """Keep a problem; the same one said twice is kept once."""
        self._found[problem] = None

    def of(self, file: str) -> FileFindings:
        """The same gathering, for one file."""
        return FileFindings(self, file)

    def all(self, *, forgive_age: bool) -> tuple[Problem, ...]:
        """Everything found, by file and line; what only grew old is a warning where age is forgiven."""
        found = (
            replace(problem, is_warning=True) if forgive_age and problem.code in AGE_CODES else problem
            for problem in self._found
        )
        return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class FileFindings:
    """The gathering, bound to one file."""

    gathered: Findings
    file: str

    def error(self, line: int, code: str, message: str, advice: str) -> None:
        """Note what must be put right before the content is used."""
        self.gathered.add(Problem(self.file, max(line, 1), code, message, advice))

    def warn(self, line: int, code: str, message: str, advice: str) -> None:
        """Note what is worth a look."""
        self.gathered.add(Problem(self.file, max(line, 1), code, message, advice, is_warning=True))

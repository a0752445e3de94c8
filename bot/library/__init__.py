"""The content folder turned into a :class:`~bot.domain.curriculum.Library`, or into problems an author can put right.

It reads text and pictures and nothing else: no database, no network, no clock.
"""

from bot.library.check import check, report
from bot.library.holder import ContentError, LibraryHolder
from bot.library.problems import Problem
from bot.library.reader import read_library
from bot.library.reading import Reading

__all__ = ["ContentError", "LibraryHolder", "Problem", "Reading", "check", "read_library", "report"]

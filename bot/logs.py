"""Logging that can be shown to anybody: no token, no secret, no phone number, nothing a learner wrote.

Libraries that print what they send are held at WARNING whatever level is asked for. An error is written with the
places it went through but without its own words, which may quote a person, and what slips through is struck out.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from types import TracebackType
from typing import TextIO

# Each of these logs addresses, parameters or message texts at INFO or DEBUG.
TALKATIVE = ("telegram", "httpx", "httpcore", "aiohttp", "sqlalchemy", "alembic", "apscheduler", "asyncio", "PIL",
             "markdown_it", "psycopg")  # fmt: skip

SECRETS = (
    (re.compile(r"\d{6,}:[A-Za-z0-9_-]{20,}"), "[token]"),
    (re.compile(r"(://[^:/@\s]+:)[^@\s]+@"), r"\1[password]@"),
    (re.compile(r"(?<![\w-])\+?\d{9,16}(?![\w-])"), "[number]"),
)


def strike_out(text: str) -> str:
    """The text without tokens, passwords and phone-like numbers."""
    for pattern, instead in SECRETS:
        text = pattern.sub(instead, text)
    return text


class CleanFormatter(logging.Formatter):
    """Formats a record, then strikes out what must not be read; tracebacks included."""

    def formatException(  # noqa: N802 - the name is logging's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Where an error went through and what it is called, and the same of what caused it."""
        lines: list[str] = []
        error, seen = ei[1], set[int]()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            lines.insert(0, "".join((*traceback.format_tb(error.__traceback__), type(error).__qualname__)))
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nwhich led to\n".join(lines)

    def format(self, record: logging.LogRecord) -> str:
        """The line as it is written."""
        return strike_out(super().format(record))


def set_up_logging(level: int = logging.INFO, stream: TextIO | None = None) -> None:
    """Log to ``stream`` (standard error by default), one clean line a record."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(CleanFormatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    # At WARNING the HTTP server would still quote a malformed request line.
    logging.getLogger("aiohttp.access").disabled = True

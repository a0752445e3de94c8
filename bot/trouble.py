"""Trouble in the log: where it happened, under a code that the person was told, and never in the error's own words.

An error's words may quote what somebody wrote: a database names the row, Telegram the text it refused.
"""

from __future__ import annotations

import logging
import random
import traceback

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def log_trouble(logger: logging.Logger, what: str, error: Exception, dice: random.Random) -> str:
    """Log an error and return its code."""
    code = "".join(dice.choices(CODE_LETTERS, k=5))
    trace = "".join(traceback.format_tb(error.__traceback__))
    reason = getattr(error, "reason", "")
    logger.error("code %s, %s: %s %s\n%s", code, what, type(error).__name__, _first_words(str(reason)), trace)
    return code


def _first_words(reason: str) -> str:
    """The channel's own word for a refusal, cut before it could quote anything."""
    return reason.split('"')[0][:80]

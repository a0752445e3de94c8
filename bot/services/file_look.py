"""A file that was asked for is opened and looked at before the transaction, so that nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.services.visit import Visit


@dataclass(frozen=True)
class FileLook:
    """How that is done. Whoever takes the file does both herself where it was not, and trusts nothing that is old."""

    open: Callable[[str, bytes], Any]
    """What is in a file of that name, in a thread of its own."""
    look: Callable[[Visit, Any], Any]
    """What it comes to beside what is known: on a snapshot that cannot be changed."""

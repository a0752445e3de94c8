"""Files that were asked for: which are fetched, and what is done with them before the transaction."""

from __future__ import annotations

from bot.domain.files import SentFile
from bot.domain.learner import Chat
from bot.services.drafting import Bench
from handlers.routes import ASKED


def examine(bench: Bench, chat: Chat, file: SentFile, content: bytes) -> object:
    """What comes of a file before the transaction, where whoever asked for it wants that; else None."""
    asked = ASKED.get(chat.awaiting)
    if asked is None or asked.examine is None:
        return None
    return asked.examine(bench, chat.subject, file.name, content)


def reads_files(chat: Chat) -> bool:
    """Whether a file sent in that chat was asked for, and what is in it is to be read."""
    asked = ASKED.get(chat.awaiting)
    return asked is not None and asked.reads_files

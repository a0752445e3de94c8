"""Files that were asked for: which are fetched, and what is done with them before the transaction."""

from __future__ import annotations

from bot.domain.files import SentFile
from bot.domain.learner import Chat
from bot.errors import NotAllowedError, StaleButtonError
from bot.services.drafting import Bench
from bot.services.visit import Visit
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


def look(visit: Visit, examined: object) -> object:
    """What that came to beside what is known; None where nobody wants it, or she may not, which is said later."""
    asked = ASKED.get(visit.chat.awaiting)
    if asked is None or asked.look is None:
        return None
    try:
        return asked.look(visit, examined)
    except (NotAllowedError, StaleButtonError):
        return None

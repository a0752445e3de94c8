"""Files in: what is in a file that somebody sent."""

from __future__ import annotations

import logging

from telegram import Bot
from telegram.error import TelegramError

from bot.domain.files import SentFile

logger = logging.getLogger(__name__)

LARGEST = 20 * 1024 * 1024
"""What Telegram lets a bot download, in bytes."""
TRIES = 3


async def fetch(bot: Bot, file: SentFile) -> bytes | None:
    """What is in a file; None when it is too big or cannot be had, which the handler tells her."""
    if file.size > LARGEST:
        return None
    for _ in range(TRIES):
        try:
            found = await bot.get_file(file.file_id)
            return bytes(await found.download_as_bytearray())
        except TelegramError as error:
            logger.info("a file could not be fetched (%s)", type(error).__name__)
    return None

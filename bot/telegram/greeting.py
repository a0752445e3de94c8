"""The first words with Telegram: without them nothing would come in, so they wait for it as long as it takes."""

from __future__ import annotations

import logging
from typing import Any

from telegram import Bot
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.clock import Clock
from bot.errors import SettingsError
from bot.telegram.calling import Caller, NotNowError, RefusedError, seconds
from bot.telegram.reading import WANTED

logger = logging.getLogger(__name__)


async def greet(bot: Bot, clock: Clock) -> None:
    """Ask Telegram who we are; SettingsError when it does not know the token."""
    pause = 1.0
    while True:
        try:
            await bot.initialize()
        except InvalidToken:
            raise SettingsError(["BOT_TOKEN is not accepted by Telegram."]) from None
        except TelegramError as error:
            wait = max(pause, seconds(error.retry_after)) if isinstance(error, RetryAfter) else pause
            logger.warning("Telegram does not answer (%s); again in %.0f s", type(error).__name__, wait)
            await clock.sleep(wait)
            pause = min(pause * 2, 60.0)
        else:
            return


async def surely(caller: Caller, clock: Clock, method: str, fields: dict[str, Any]) -> None:
    """Make a call until Telegram takes it; RefusedError when it never will."""
    while True:
        try:
            await caller.call(method, fields)
        except NotNowError as error:
            logger.warning("Telegram does not take %s; trying again", method)
            await clock.sleep(max(error.seconds, 5.0))
        else:
            return


async def set_webhook(caller: Caller, clock: Clock, url: str, secret: str | None) -> None:
    """Have updates posted to that address; SettingsError when Telegram will not."""
    fields = {"url": url, "secret_token": secret, "allowed_updates": list(WANTED), "max_connections": 40}
    try:
        await surely(caller, clock, "setWebhook", fields)
    except RefusedError as error:
        raise SettingsError([f"WEBHOOK_URL is refused by Telegram: {error.reason}"]) from None

"""Polling: updates are asked for, kept, and only then acknowledged by asking for the next."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram import Bot
from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from bot.clock import Clock
from bot.telegram.calling import seconds
from bot.telegram.reading import WANTED

logger = logging.getLogger(__name__)

LONG_POLL_SECONDS = 30
BATCH = 100


async def poll(
    bot: Bot, clock: Clock, receive: Callable[[Sequence[dict[str, Any]]], Awaitable[None]], polled: Callable[[], None]
) -> None:
    """Take updates in until cancelled. ``receive`` returns once they are safe; ``polled`` is told of every answer.

    InvalidToken when Telegram does not accept the token any more: no waiting mends that. The offset is never
    remembered: what was kept before and comes again is known by its number.
    """
    offset, pause = 0, 0.5
    while True:
        try:
            raws = await bot.do_api_request(
                "getUpdates",
                api_kwargs={
                    "offset": offset,
                    "limit": BATCH,
                    "timeout": LONG_POLL_SECONDS,
                    "allowed_updates": list(WANTED),
                },
                read_timeout=LONG_POLL_SECONDS + 10,
            )
            polled()
            if raws:
                await receive(raws)
                offset = int(raws[-1]["update_id"]) + 1
            pause = 0.5
        except (InvalidToken, EndPointNotFound) as error:
            raise InvalidToken from error
        except RetryAfter as error:
            await clock.sleep(seconds(error.retry_after))
        except Conflict as error:
            is_webhook = "webhook" in str(error).lower()
            rival = "a webhook was set for this token" if is_webhook else "another process polls with this token"
            logger.error("%s; only one may. Trying again in 5 s", rival)
            await clock.sleep(5)
        except Exception as error:
            # The network, Telegram or the database: what was not acknowledged comes again.
            kind = type(error).__name__
            logger.warning("polling stumbled (%s); again in %.1f s", kind, pause)
            if not isinstance(error, TelegramError) and pause > 8:
                logger.error("polling keeps failing: %s", kind)
            await clock.sleep(pause)
            pause = min(pause * 2, 30.0)

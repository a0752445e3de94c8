"""One call to Telegram, tried again where that is right.

Not sent for sure, or told to wait: again. Refused: never again. Sent without an answer: ambiguous, and only a
call that may happen twice is repeated.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from telegram import Bot
from telegram.error import (
    BadRequest,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.clock import Clock
from bot.telegram.meter import Meter
from bot.telegram.transport import NotSentError

logger = logging.getLogger(__name__)

TRIES = 6
LONGEST_WAIT = 60.0
AMBIGUOUS_TRIES = 2


class UnreachableError(Exception):
    """She blocked the bot, or her account is gone."""


class RefusedError(Exception):
    """Telegram will never take this call; ``reason`` is its own word, without what was sent."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class NotNowError(Exception):
    """Telegram could not be reached in all the tries; the call may be made again after ``seconds``."""

    def __init__(self, method: str, seconds: float = 0.0) -> None:
        self.seconds = seconds
        super().__init__(method)


def seconds(span: timedelta | int) -> float:
    """A length of time that PTB gives in either form, in seconds."""
    return span.total_seconds() if isinstance(span, timedelta) else float(span)


GONE = ("chat not found", "user is deactivated", "user not found")


class Caller:
    """Makes calls through PTB's bot, without building the ``Message`` that nobody reads."""

    def __init__(self, bot: Bot, clock: Clock, meter: Meter | None = None) -> None:
        self._bot = bot
        self._clock = clock
        self._meter = meter

    async def _once(self, method: str, fields: dict[str, Any]) -> Any:
        """One try, counted by the meter where there is one."""
        if self._meter is None:
            return await self._bot.do_api_request(method, api_kwargs=fields)
        ticket = await self._meter.enter(method, fields)
        ticket.leaves(method)
        has_answer = False
        try:
            answer = await self._bot.do_api_request(method, api_kwargs=fields)
            has_answer = True
            return answer
        finally:
            ticket.answered(has_answer=has_answer)

    async def call(self, method: str, fields: dict[str, Any]) -> Any:
        """Make a call and return Telegram's answer; UnreachableError, RefusedError or NotNowError when it fails."""
        ambiguous = 0
        for attempt in range(TRIES):
            try:
                return await self._once(method, fields)
            except RetryAfter as error:
                wait, reason = seconds(error.retry_after), "told to wait"
                if wait > LONGEST_WAIT:
                    raise NotNowError(method, wait) from error
            except Forbidden as error:
                raise UnreachableError from error
            except BadRequest as error:
                if any(word in str(error).lower() for word in GONE):
                    raise UnreachableError from error
                raise RefusedError(str(error)) from error
            except (InvalidToken, EndPointNotFound) as error:
                # The operator can mend that; nothing is wrong with the call.
                logger.error("Telegram does not accept the token any more")
                raise NotNowError(method) from error
            except NotSentError:
                wait, reason = 0.5 * 2**attempt, "no connection"
            except (TimedOut, NetworkError) as error:
                # It may have been done. An edit or an answer may be done twice; a reply said twice is better than
                # a person left in silence; but not more often than that.
                ambiguous += 1
                reason = type(error.__cause__ or error).__name__
                if ambiguous > AMBIGUOUS_TRIES:
                    break
                wait = 0.5 * 2**attempt
            except TelegramError as error:
                raise RefusedError(type(error).__name__) from error
            logger.info("%s is tried again in %.1f s (%s)", method, wait, reason)
            await self._clock.sleep(wait)
        raise NotNowError(method)

"""What is sent unasked: each call is made once, and what came of it is told apart, never guessed.

Nobody waits for these messages, so nothing here is in a hurry to repeat them: whether it may, the rules say.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, MutableMapping
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
from bot.domain.curriculum import Picture
from bot.domain.delivery import MOST_REASON, Came, Outcome
from bot.screens.screen import Made, Recipe, Reply
from bot.telegram.calling import GONE, LONGEST_WAIT, RefusedError, UnreachableError, seconds
from bot.telegram.meter import Meter, Ticket, messages_in
from bot.telegram.showing import Presenter, Shown
from bot.telegram.transport import NotSentError
from bot.texts import Texts

logger = logging.getLogger(__name__)

TRIES_IN_THE_MIDDLE = 5
UNSAID_WAIT, CUT_OFF = 5.0, 5.0


class NotLeftError(Exception):
    """The call was surely not carried out; it may be made after ``seconds``."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__("not sent")


class NoAnswerError(Exception):
    """The call left and no answer came: ``reason`` says what came instead."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class OneTry:
    """The calls of one delivery. The first uses the ticket it was given, each further message takes its own."""

    def __init__(self, bot: Bot, meter: Meter, ticket: Ticket) -> None:
        self._bot = bot
        self._meter = meter
        self._ticket: Ticket | None = ticket

    async def call(self, method: str, fields: dict[str, Any]) -> Any:
        """Make a call once; the error says whether it was carried out."""
        ticket, self._ticket = self._ticket or await self._meter.bulk(), None
        rest = [await self._meter.bulk() for _ in range(messages_in(fields) - 1)]
        has_answer = True
        for one in (ticket, *rest):
            one.leaves(method)
        try:
            return await self._bot.do_api_request(method, api_kwargs=fields)
        except NetworkError as error:
            has_answer = not _is_silence(error)
            raise self._told_apart(error) from error
        except TelegramError as error:
            raise self._told_apart(error) from error
        finally:
            for one in (ticket, *rest):
                one.answered(has_answer=has_answer)

    def _told_apart(self, error: TelegramError) -> Exception:
        match error:
            case RetryAfter():
                wait = seconds(error.retry_after)
                self._meter.told_to_wait(wait)
                return NotLeftError(wait)
            case Forbidden():
                return UnreachableError()
            case BadRequest():
                is_gone = any(word in str(error).lower() for word in GONE)
                return UnreachableError() if is_gone else RefusedError(str(error))
            case NotSentError():
                self._meter.rest(CUT_OFF)
                return NotLeftError(CUT_OFF)
            case InvalidToken() | EndPointNotFound():
                # The operator can mend that; nothing is wrong with the message.
                logger.error("Telegram does not accept the token any more")
                self._meter.rest(LONGEST_WAIT)
                return NotLeftError(LONGEST_WAIT)
            case NetworkError() if str(error).startswith("Too Many Requests"):
                self._meter.told_to_wait(UNSAID_WAIT)
                return NotLeftError(UNSAID_WAIT)
            case NetworkError():
                return NoAnswerError("timed out" if isinstance(error, TimedOut) else "no answer")
        return RefusedError(type(error).__name__)

    def unused(self) -> None:
        """Give the first ticket back if no call was made."""
        if self._ticket is not None:
            self._ticket.give_back()
            self._ticket = None


def _is_silence(error: NetworkError) -> bool:
    """Whether nothing came back that tells when the call had arrived."""
    return not isinstance(error, BadRequest)


class Post:
    """Sends deliveries. ``file_ids`` is the presenter's: a picture is uploaded once, whoever needs it first."""

    def __init__(
        self,
        bot: Bot,
        meter: Meter,
        clock: Clock,
        texts: Callable[[str], Texts],
        picture: Callable[[Picture], Awaitable[bytes | None]],
        file_ids: MutableMapping[str, str],
        make: Callable[[Recipe], Awaitable[Made]],
    ) -> None:
        self._make = make
        self._bot = bot
        self._meter = meter
        self._clock = clock
        self._texts = texts
        self._picture = picture
        self._file_ids = file_ids

    async def send(self, address: int, reply: Reply, ticket: Ticket) -> tuple[Outcome, list[tuple[str, str]]]:
        """Send all screens of a reply in order; what came of it, and the pictures uploaded on the way."""
        one = OneTry(self._bot, self._meter, ticket)
        presenter = Presenter(one, self._texts, self._picture, self._file_ids, self._make)
        shown = Shown()
        try:
            came, reason, wait = await self._send(presenter, address, reply, shown)
        finally:
            one.unused()
        return Outcome(came, tuple(shown.message_ids), reason, wait), shown.uploads

    async def _send(self, presenter: Presenter, address: int, reply: Reply, shown: Shown) -> tuple[Came, str, float]:
        tries = 0
        screens = list(reply.screens)
        while screens:
            try:
                await presenter.send(address, screens[0], shown)
            except NotLeftError as error:
                tries += 1
                # Half of it is with her already: to begin anew would repeat that, so the rest is waited for here.
                if not shown.message_ids or tries >= TRIES_IN_THE_MIDDLE or error.seconds > LONGEST_WAIT:
                    return Came.NOT_SENT, "partly" if shown.message_ids else "", error.seconds
                await self._clock.sleep(error.seconds)
                continue
            except UnreachableError:
                return Came.BLOCKED, "", 0.0
            except RefusedError as error:
                return Came.REFUSED, short(error.reason), 0.0
            except NoAnswerError as error:
                return Came.AMBIGUOUS, error.reason, 0.0
            screens.pop(0)
        return Came.SENT, "", 0.0


def short(reason: str) -> str:
    """Telegram's own word for a refusal, cut before it could quote anything that was sent."""
    words = reason.removeprefix("Bad Request: ").split('"')[0].strip()
    return (words[:1].lower() + words[1:])[:MOST_REASON] or "refused"

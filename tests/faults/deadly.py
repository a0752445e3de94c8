"""A build of the bot with a handler that ends the process, for the tests of what is recognised afterwards."""

from __future__ import annotations

import asyncio
import os
import random
import sys

from bot.app import App
from bot.clock import SystemClock
from bot.logs import set_up_logging
from bot.screens.incoming import Incoming, Said
from bot.screens.screen import Reply
from bot.services.visit import Visit
from bot.settings import read_settings
from bot.ticks import Ticks
from handlers.reception import answer

POISON, ENDED = "nước độc", 13


def deadly(visit: Visit, incoming: Incoming) -> Reply:
    """Answer as ever, but for one word."""
    if isinstance(incoming.act, Said) and incoming.act.text == POISON:
        os._exit(ENDED)
    return answer(visit, incoming)


async def serve() -> None:
    """Run until stopped."""
    app = App(read_settings(os.environ), SystemClock(), random.Random(1), ticks=Ticks(grace=0.1), answer=deadly)
    try:
        await app.run_until_stopped()
    finally:
        await app.stop()


if __name__ == "__main__":
    set_up_logging()
    asyncio.run(serve())
    sys.exit(0)

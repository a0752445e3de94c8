"""A build of the bot that sends broadcasts of one sentence, on a clock that hurries, for the test that kills it."""

from __future__ import annotations

import asyncio
import os
import random
import sys
from datetime import datetime

from bot.app import App
from bot.domain.delivery import DeliveryKind
from bot.logs import set_up_logging
from bot.screens.screen import Reply, Screen, show
from bot.services.sending import Sending
from bot.settings import read_settings
from handlers.composers import COMPOSERS
from tests.hurrying import HurryingClock

WORDS = "Thông báo số 1"


def announce(_sending: Sending) -> Reply:
    """The sentence."""
    return show(Screen(WORDS, is_new=True))


async def serve() -> None:
    """Run until stopped."""
    clock = HurryingClock(datetime.fromisoformat(os.environ["SINCE"]), float(os.environ["SPEED"]))
    COMPOSERS[DeliveryKind.BROADCAST] = announce
    app = App(read_settings(os.environ), clock, random.Random(1))
    try:
        await app.run_until_stopped()
    finally:
        await app.stop()


if __name__ == "__main__":
    set_up_logging()
    asyncio.run(serve())
    sys.exit(0)

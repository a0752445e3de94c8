"""Patience with a database that is not there: that is nobody's fault who wrote, so nobody's try is used up by it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from bot.clock import Clock
from bot.storage.database import Database, DatabaseUnavailableError
from bot.storage.records import Records

P = ParamSpec("P")
T = TypeVar("T")

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 30.0

logger = logging.getLogger(__name__)


class Patience:
    """A database that is waited for. Only for work that may be done again after a commit nobody is sure of."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def run(self, work: Callable[Concatenate[Records, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a transaction, as often as it takes until the database answers."""
        pause = FIRST_PAUSE
        while True:
            try:
                return await self._database.run(work, *args, **kwargs)
            except DatabaseUnavailableError as error:
                logger.warning("the database is not there (%s); trying again in %.1f s", error, pause)
                await self._clock.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

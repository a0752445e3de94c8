"""Word that something changed: what tests, long polls and the chat page wait on instead of sleeping.

It tells that there was a change and, to the page, which; it keeps no history.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.sandbox.wire import Json

Listener = Callable[[Json], None]


class Changes:
    """The bell of the world; everything that alters it rings."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()
        self._listeners: list[Listener] = []

    def ring(self) -> None:
        """Wake everyone who waits for a change."""
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    def tell(self, kind: str, **payload: object) -> None:
        """Tell the listeners what changed, and ring."""
        event: Json = {"type": kind, **payload}
        for listener in list(self._listeners):
            listener(event)
        self.ring()

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with every event from now on, until the returned function is called."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def following(self) -> asyncio.Future[None]:
        """A future that is done at the next change."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        future.add_done_callback(self._waiting.discard)
        return future

    async def wait(self, seconds: float) -> bool:
        """Wait for the next change; False when none came in ``seconds``."""
        future = self.following()
        try:
            async with asyncio.timeout(seconds):
                await future
        except TimeoutError:
            return False
        return True

    async def until(self, predicate: Callable[[], object], seconds: float = 5.0) -> None:
        """Wait until ``predicate`` holds; TimeoutError when it does not within ``seconds``."""
        async with asyncio.timeout(seconds):
            while not predicate():
                await self.following()

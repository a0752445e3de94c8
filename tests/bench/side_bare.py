"""A reference: a bare aiohttp loop that polls, answers and edits, with or without one SQLite transaction."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import aiohttp
import msgspec

from tests.bench.exchange import Plain, fields_of

IN_FLIGHT = 256


class Bare:
    """The loop. Nothing is kept, nothing is tried again."""

    def __init__(self, address: str, session: aiohttp.ClientSession, plain: Plain | None) -> None:
        self._address = address
        self._session = session
        self._plain = plain
        self._tasks: set[asyncio.Task[None]] = set()

    async def call(self, method: str, fields: dict[str, Any]) -> Any:
        """One call."""
        body = aiohttp.BytesPayload(msgspec.json.encode(fields), content_type="application/json")
        async with self._session.post(f"{self._address}/{method}", data=body) as response:
            return msgspec.json.decode(await response.read())["result"]

    async def _work(self, query: dict[str, Any]) -> None:
        if self._plain is not None:
            self._plain.write(query["from"]["id"], query["data"])
        await asyncio.gather(
            self.call("answerCallbackQuery", {"callback_query_id": query["id"]}),
            self.call("editMessageText", fields_of(query)),
        )

    async def run(self) -> None:
        """Poll until the process is stopped."""
        loop = asyncio.get_running_loop()
        offset = 0
        while True:
            updates = await self.call("getUpdates", {"offset": offset, "timeout": 10, "limit": 100})
            for update in updates:
                offset = update["update_id"] + 1
                task = loop.create_task(self._work(update["callback_query"]))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)


async def main(address: str, database: str) -> None:
    """Run with an SQLite file, or without any database for «none»."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=IN_FLIGHT)) as session:
        await Bare(address, session, None if database == "none" else Plain(database)).run()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:3]))

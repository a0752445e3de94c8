"""What the tests of the promises share."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.chatting import Meeting, meeting
from tests.promises.wired import Onlooker, watching


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A database where its kind makes no difference."""
    return f"sqlite:///{tmp_path}/chihoi.db"


@pytest_asyncio.fixture
async def here(sqlite_url: str) -> AsyncIterator[Meeting]:
    """A meeting where the kind of the database makes no difference."""
    async with meeting(sqlite_url) as together:
        yield together


@pytest.fixture
def onlooker(database_url: str) -> Iterator[Onlooker]:
    """A second look into the database."""
    with watching(database_url) as watcher:
        yield watcher

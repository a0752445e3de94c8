"""What the tests of the promises share."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.chatting import Meeting, meeting
from tests.promises.stand import Script, Stand
from tests.promises.terminal import Terminal
from tests.promises.wired import Onlooker, logging_to_a_string, stage, watching


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


@pytest_asyncio.fixture
async def stand(sqlite_url: str) -> AsyncIterator[Stand]:
    """A person, and a bot that says what it is told to say."""
    script = Script()
    with watching(sqlite_url) as watcher:
        async with stage(sqlite_url, answer=script) as met:
            yield Stand(met, script, watcher)


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str], database_url: str) -> Iterator[Terminal]:
    """A terminal with a database of either kind."""
    # A command sets logging up; afterwards it is as before.
    with logging_to_a_string(logging.INFO):
        yield Terminal(capsys, DATABASE_URL=database_url)


@pytest.fixture
def plain(capsys: pytest.CaptureFixture[str], sqlite_url: str) -> Iterator[Terminal]:
    """A terminal where the kind of the database makes no difference."""
    with logging_to_a_string(logging.INFO):
        yield Terminal(capsys, DATABASE_URL=sqlite_url)

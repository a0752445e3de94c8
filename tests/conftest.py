"""What every test can ask for: a database of either kind, and a meeting with the bot in it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import settings

from tests.chatting import Meeting, meeting
from tests.databases import copied_database, copied_file, patterns, postgresql_server

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server."""
    with postgresql_server() as url:
        yield url


@pytest.fixture(scope="session")
def database_patterns(postgresql: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A database of either kind to be copied."""
    return patterns(tmp_path_factory.mktemp("pattern"), postgresql)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(
    request: pytest.FixtureRequest, tmp_path: Path, postgresql: str, database_patterns: tuple[Path, str]
) -> str:
    """A database with nothing in it, first of the one kind, then of the other."""
    file, name = database_patterns
    if request.param == "sqlite":
        return copied_file(file, tmp_path / "chihoi.db")
    return copied_database(postgresql, name)


@pytest_asyncio.fixture
async def met(database_url: str) -> AsyncIterator[Meeting]:
    """A meeting with the bot."""
    async with meeting(database_url) as together:
        yield together


def pytest_addoption(parser: pytest.Parser) -> None:
    """The flag that writes the recorded conversations anew."""
    parser.addoption("--write-transcripts", action="store_true", help="write tests/transcripts/*.txt anew")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a test that skips itself fails: a gap must be seen."""
    report = yield
    if report.skipped and os.environ.get("CI_NO_SKIP") == "1" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be skipped: {report.longrepr}"
    return report

"""What the tests of faults share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.chatting import CONTENT


@pytest.fixture(scope="session")
def first_modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A content folder with the first module of every course only: each of many processes reads it anew."""
    folder = tmp_path_factory.mktemp("content")
    later = shutil.ignore_patterns("0[2-9]-*.md", "[1-9][0-9]-*.md")
    shutil.copytree(CONTENT, folder, ignore=later, dirs_exist_ok=True)
    return folder

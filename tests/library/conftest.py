"""What the tests of the library share: a faultless folder of content to spoil."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.library.builder import Content


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return Content(tmp_path)

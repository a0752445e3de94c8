"""The bench says no where bulk comes to less than is promised, and the best of its tries counts."""

from __future__ import annotations

import pytest

from tests.bench.__main__ import verdict
from tests.bench.measures import LEAST_RATE


def test_too_slow_a_rate_is_said_and_ends_with_one(capsys: pytest.CaptureFixture[str]) -> None:
    figures = {"rate/0": [0.5, LEAST_RATE], "rate/150": [0.95, 0.96, 0.94], "planning/seconds/sqlite/10000": [0.1]}
    assert verdict(figures) == 1
    said = f"FAILED: bulk came to 0.960 of its rate at a delay of 150 ms, less than {LEAST_RATE}\n"
    assert capsys.readouterr().err == said


def test_the_best_of_several_tries_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert verdict({"rate/0": [0.9, 0.99], "rate/300": [LEAST_RATE], "reports/seconds": [9.0]}) == 0
    assert capsys.readouterr().err == ""

"""The bench says no where bulk comes to less than is promised, and the best of its tries counts."""

from __future__ import annotations

import asyncio

import pytest

from tests.bench.__main__ import main
from tests.bench.measures import LEAST_RATE, Measures, shortfalls


def test_too_slow_a_rate_is_a_sentence_and_the_best_try_counts() -> None:
    figures = {"rate/0": [0.5, LEAST_RATE], "rate/150": [0.95, 0.96, 0.94], "planning/seconds/sqlite/10000": [0.1]}
    (sentence,) = shortfalls(figures)
    assert sentence == f"bulk came to 0.960 of its rate at a delay of 150 ms, less than {LEAST_RATE}"
    assert shortfalls({"rate/0": [0.99]}) == []


@pytest.mark.parametrize(("share", "code"), [(0.9, 1), (0.99, 0)])
def test_the_bench_ends_with_one_when_it_falls_short(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], share: float, code: int
) -> None:
    async def rate(measures: Measures) -> None:
        await asyncio.sleep(0)
        measures.figures["rate/0"].append(share)

    monkeypatch.setattr(Measures, "rate", rate)
    assert main(["--only", "rate"]) == code
    assert ("FAILED: bulk came to" in capsys.readouterr().err) is bool(code)

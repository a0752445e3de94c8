"""How often the regular chores run."""

from __future__ import annotations

from dataclasses import dataclass

WATCH_SECONDS, LEFT_SECONDS, TIDY_SECONDS, GRACE_SECONDS, TRACES_SECONDS, MENU_SECONDS = 5, 30, 3600, 3, 60, 60


@dataclass(frozen=True)
class Ticks:
    """In seconds; 0 never, for tests that call them. ``grace``: see ``Wiring``."""

    watch: int = WATCH_SECONDS
    left: int = LEFT_SECONDS
    tidy: int = TIDY_SECONDS
    grace: float = GRACE_SECONDS
    traces: int = TRACES_SECONDS
    menu: int = MENU_SECONDS
    has_jobs: bool = True
    """Whether the jobs of ``bot/jobs`` run by themselves."""

"""The rules of the house: what the operator set for everything that is sent unasked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class HouseRules:
    """Quiet hours, how much a week, how fast, and how many people one organiser may write to alone."""

    quiet_from: time = time(21)
    quiet_until: time = time(7)
    weekly_budget: int = 5
    bulk_per_second: int = 25
    broadcast_agreement: int = 1000

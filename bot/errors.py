"""Errors that are expected: a person or an operator can do something about them."""

from __future__ import annotations


class StaleButtonError(Exception):
    """The button belongs to something that is over, or that is not hers; she is shown where she is now."""


class NotAllowedError(Exception):
    """She does not hold the right to do this there; she is told so, and shown where she is."""


class SettingsError(Exception):
    """The environment is not fit to start with; the message names every fault at once."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        listed = "\n".join(f"  - {fault}" for fault in faults)
        super().__init__(f"Chị Hội cannot start, {len(faults)} setting(s) need attention:\n{listed}")

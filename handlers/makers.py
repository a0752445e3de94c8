"""The table of what is made when a screen is shown: each kind of recipe and who makes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.curriculum import Library
from bot.screens.certificates import PAPER, PICTURE
from bot.screens.screen import Made, Recipe
from bot.services.making import Making, Snapshot
from bot.texts import Texts
from handlers import certificates

Maker = Callable[[Making], Made]
"""Makes the rest of a screen from values and a snapshot; it can change nothing."""

MAKERS: dict[str, Maker] = {
    PICTURE: certificates.make_picture,
    PAPER: certificates.make_paper,
}


def make(
    records: Snapshot,
    recipe: Recipe,
    library: Library,
    texts: Texts,
    now: datetime,
    zone: ZoneInfo,
    first_admins: frozenset[str],
) -> Made:
    """What a recipe comes to."""
    return MAKERS[recipe.kind](Making(records, recipe.values, library, texts, now, zone, first_admins))

"""What the regular jobs are given, put together from the settings and the channel."""

from __future__ import annotations

import random
from collections.abc import Callable

from bot.clock import Clock
from bot.domain.curriculum import Library
from bot.jobs.shift import Shift
from bot.settings import Settings
from bot.storage.database import Database
from bot.telegram.calling import Caller
from bot.telegram.menu import organisers_wording, set_chat_menu
from bot.texts import Texts


def make_shift(
    settings: Settings,
    database: Database,
    clock: Clock,
    dice: random.Random,
    caller: Caller,
    library: Callable[[], Library],
    texts: Callable[[], Texts],
) -> Shift:
    """A shift for every job of this process."""
    return Shift(
        database=database,
        clock=clock,
        dice=dice,
        zone=settings.timezone,
        library=library,
        texts=texts,
        quiet_from=settings.quiet_from,
        quiet_until=settings.quiet_until,
        weekly_budget=settings.weekly_budget,
        bulk_per_second=settings.bulk_per_second,
        first_admins=settings.first_admins,
        menu_wording=lambda: organisers_wording(texts()),
        set_menu=lambda chat, shows: set_chat_menu(caller, texts(), chat, is_organiser=shows),
    )

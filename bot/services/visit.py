"""A visit: everything a handler needs to answer one update, open for as long as its transaction."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.curriculum import Library
from bot.domain.learner import Chat, Learner
from bot.errors import StaleButtonError
from bot.storage.records import Records
from bot.texts import Texts


@dataclass
class Visit:
    """Who is here, what is taught, what time it is. ``chat`` is replaced as the conversation moves on."""

    records: Records
    chat: Chat
    learner: Learner | None
    library: Library
    texts: Texts
    now: datetime
    zone: ZoneInfo
    dice: random.Random
    profile_name: str = ""
    private_link: str = ""
    """The address that opens a private chat with the bot."""
    is_gone: bool = False
    """Nothing of the chat is to be kept."""

    @property
    def today(self) -> date:
        """The date where the learner lives."""
        return self.now.astimezone(self.zone).date()

    @property
    def her(self) -> Learner:
        """The learner; StaleButtonError when she has not agreed, or has left."""
        if self.learner is None:
            raise StaleButtonError
        return self.learner

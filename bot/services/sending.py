"""What a composer is given to word one delivery, at the instant it is about to be sent."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.curriculum import Library
from bot.domain.delivery import Delivery
from bot.domain.house import HouseRules
from bot.domain.learner import Chat, Learner
from bot.domain.managing import Grant, grants_of_first_admin
from bot.storage.records import Records
from bot.texts import Texts


@dataclass(frozen=True)
class Sending:
    """One delivery, to whom, and what is taught and known now."""

    records: Records
    delivery: Delivery
    learner: Learner
    chat: Chat
    library: Library
    texts: Texts
    now: datetime
    zone: ZoneInfo
    dice: random.Random
    house: HouseRules = field(default=HouseRules())
    """What the operator set for everything that is sent unasked."""
    first_admins: frozenset[str] = field(default=frozenset())
    """Chats of the first administrators."""

    @property
    def grants(self) -> tuple[Grant, ...]:
        """What she is entrusted with now."""
        given = self.records.grants.of(self.learner.id)
        if self.chat.id not in self.first_admins:
            return given
        return (*grants_of_first_admin(self.learner.id, self.learner.created_at), *given)

"""A visit: everything a handler needs to answer one update, open for as long as its transaction."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.domain.curriculum import Library
from bot.domain.house import HouseRules
from bot.domain.learner import Chat, Learner
from bot.domain.managing import Grant, Right, grants_of_first_admin, has_right, has_right_in, units_with_right
from bot.domain.translating import in_language as library_in
from bot.errors import NotAllowedError, StaleButtonError
from bot.storage.records import Records
from bot.texts import Languages, Texts


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
    message_id: int | None = None
    """The message whose button she tapped; None when she typed."""
    said_id: int | None = None
    """The message she wrote; None when she tapped."""
    shown: str = ""
    """The words of the message whose button she tapped, as far as the channel tells them."""
    house: HouseRules = field(default=HouseRules())
    """What the operator set for everything that is sent unasked."""
    is_gone: bool = False
    """Nothing of the chat is to be kept."""
    first_admins: frozenset[str] = field(default=frozenset())
    """Chats of the first administrators: owners of the whole tree, by the operator's settings."""

    languages: Languages = field(default=Languages({}))
    """Every language there is; ``texts`` is hers."""
    phone_language: str = ""
    """The language her phone is set to."""

    @property
    def today(self) -> date:
        """The date where the learner lives."""
        return self.now.astimezone(self.zone).date()

    @property
    def official(self) -> Texts:
        """Vietnamese, whatever she speaks: for what is printed, and what she hands on to others."""
        return self.languages() if self.languages.codes else self.texts

    @property
    def her(self) -> Learner:
        """The learner; StaleButtonError when she has not agreed, or has left."""
        if self.learner is None:
            raise StaleButtonError
        return self.learner

    @cached_property
    def grants(self) -> tuple[Grant, ...]:
        """What she was entrusted with, read anew for every update: a withdrawn role is gone at once."""
        return self.grants_of(self.learner, self.chat.id) if self.learner is not None else ()

    @property
    def is_first_admin(self) -> bool:
        """Whether the operator's settings name her chat."""
        return self.chat.id in self.first_admins

    def grants_of(self, learner: Learner, chat_id: str | None) -> tuple[Grant, ...]:
        """What anybody was entrusted with, who is reached in that chat."""
        given = self.records.grants.of(learner.id)
        if chat_id not in self.first_admins:
            return given
        return (*grants_of_first_admin(learner.id, learner.created_at), *given)

    def look_again(self) -> None:
        """Read her grants anew: she has just been given a role, or has given one up."""
        self.__dict__.pop("grants", None)

    def may(self, right: Right, unit_id: int | None = None) -> bool:
        """Whether she holds a right in a unit; without a unit: anywhere."""
        if unit_id is None:
            return has_right(self.grants, right)
        return has_right_in(self.grants, right, {unit.id for unit in self.records.units.path(unit_id)})

    def talk_in(self, language: str) -> None:
        """Speak that language with her from now on."""
        self.chat, self.texts = replace(self.chat, language=language), self.languages(language)
        self.library = library_in(self.library, language)

    def must(self, right: Right, unit_id: int | None) -> None:
        """NotAllowedError unless she holds the right in that unit; for None, in the whole tree."""
        path = set() if unit_id is None else {unit.id for unit in self.records.units.path(unit_id)}
        if not has_right_in(self.grants, right, path):
            raise NotAllowedError

    def units_where(self, right: Right) -> tuple[int | None, ...]:
        """The units in which she holds a right; ``(None,)`` for the whole tree."""
        return units_with_right(self.grants, right)

    def note(
        self, deed: str, unit_id: int | None = None, subject_id: int | None = None, **detail: int | str | bool | None
    ) -> None:
        """Put what she did into the audit: numbers and keys only."""
        self.records.audit.note(
            deed, self.her.id, self.chat.id, self.now, unit_id=unit_id, subject_id=subject_id, **detail
        )

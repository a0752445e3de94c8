"""Chats: where a person is reached, and what she was asked last."""

from __future__ import annotations

from datetime import datetime

import msgspec
from sqlalchemy import Connection, bindparam, delete, select, update

from bot.domain.learner import Awaiting, Chat, JoiningStep
from bot.storage.records.insert import upsert
from bot.storage.tables import chat

CHAT = select(chat).where(chat.c.id == bindparam("chat_id"))


class Chats:
    """One row a chat."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, chat_id: str) -> Chat | None:
        """The chat, or None when nobody there ever spoke, or left."""
        row = self._connection.execute(CHAT, {"chat_id": chat_id}).one_or_none()
        if row is None:
            return None
        return Chat(
            id=row.id,
            learner_id=row.learner_id,
            step=JoiningStep(row.step),
            awaiting=Awaiting(row.awaiting),
            invited_to=row.invited_to,
            choices=tuple(msgspec.json.decode(row.choices, type=list[str])),
            last_tap=row.last_tap,
            subject=row.subject,
            last_screen=row.last_screen,
            last_album=row.last_album,
            wanted=row.wanted,
            is_reachable=row.is_reachable,
            seen_at=row.seen_at,
            language=row.language,
        )

    def of_learner(self, learner_id: int) -> str | None:
        """The chat in which a learner is reached; None when there is none."""
        return self._connection.execute(select(chat.c.id).where(chat.c.learner_id == learner_id)).scalar_one_or_none()

    def save(self, value: Chat, now: datetime) -> None:
        """Write it, new or changed."""
        upsert(
            self._connection,
            chat,
            {"id": value.id},
            {
                "learner_id": value.learner_id,
                "step": value.step.value,
                "awaiting": value.awaiting.value,
                "invited_to": value.invited_to,
                "choices": msgspec.json.encode(value.choices).decode(),
                "last_tap": value.last_tap,
                "subject": value.subject,
                "last_screen": value.last_screen,
                "last_album": value.last_album,
                "wanted": value.wanted,
                "is_reachable": value.is_reachable,
                "seen_at": now,
                "language": value.language,
            },
        )

    def set_reachable(self, chat_id: str, *, is_reachable: bool) -> None:
        """Note that she blocked the bot, or came back."""
        self._connection.execute(update(chat).where(chat.c.id == chat_id).values(is_reachable=is_reachable))

    def set_choices(self, chat_id: str, choices: tuple[str, ...]) -> None:
        """Note what a typed number means from now on."""
        values = {"choices": msgspec.json.encode(choices).decode()}
        self._connection.execute(update(chat).where(chat.c.id == chat_id).values(**values))

    def remove(self, chat_id: str) -> None:
        """Forget that anybody was there."""
        self._connection.execute(delete(chat).where(chat.c.id == chat_id))

    def forget_undecided(self, before: datetime) -> int:
        """Forget chats that were shown the consent and never answered; how many."""
        return self._connection.execute(
            delete(chat).where(chat.c.learner_id.is_(None), chat.c.seen_at < before)
        ).rowcount


def fresh_chat(chat_id: str) -> Chat:
    """A chat in which nothing has happened yet."""
    return Chat(chat_id, None, JoiningStep.CONSENT, Awaiting.NOTHING, None, ())

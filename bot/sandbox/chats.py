"""Chats as Telegram's cloud holds them: messages by number, who sent them and whether they may still change.

What a person's phone shows of a chat is the phone's business, not the cloud's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from bot.sandbox.wire import Json

REACH_BACK = timedelta(hours=48)
"""How long a message can be deleted by the bot, and is told in full when one of its buttons is tapped."""


@dataclass(slots=True)
class Posted:
    """A message in a chat; ``message`` is replaced, never changed, when it is edited."""

    message: Json
    by_bot: bool
    sent_at: datetime
    had_reply_keyboard: bool = False
    """Telegram never edits a message that brought a keyboard of the other sort."""

    @property
    def id(self) -> int:
        """The number of the message in its chat."""
        number: int = self.message["message_id"]
        return number

    def is_recent(self, now: datetime) -> bool:
        """Whether it is young enough to be deleted or told in full."""
        return now - self.sent_at <= REACH_BACK


@dataclass(slots=True)
class Chat:
    """A private chat with the bot, or a group it is in."""

    id: int
    kind: Literal["private", "group", "supergroup"]
    describe: Callable[[], Json]
    posted: dict[int, Posted] = field(default_factory=dict)
    deleted_ids: set[int] = field(default_factory=set)
    pinned_id: int | None = None
    last_own_id: int = 0
    """The counter of a supergroup; private chats and small groups share one."""

    @property
    def is_private(self) -> bool:
        """Whether it is between one person and the bot."""
        return self.kind == "private"

    def had(self, message_id: int) -> bool:
        """Whether there is or was such a message."""
        return message_id in self.posted or message_id in self.deleted_ids

    def as_json(self) -> Json:
        """The chat as it stands in a Message."""
        return {"id": self.id, "type": self.kind, **self.describe()}


@dataclass(slots=True)
class Group:
    """A group the bot was added to; in privacy mode it hears only what is meant for it."""

    title: str
    chat: Chat
    reads_all: bool = False
    has_bot: bool = True
    migrated_to: int | None = None

    def summary(self) -> Json:
        """The group as the chat page shows it."""
        chat = [posted.message for posted in self.chat.posted.values()]
        return {"id": self.chat.id, "title": self.title, "has_bot": self.has_bot, "chat": chat}

    def hears(self, message: Json, bot_id: int, username: str) -> bool:
        """Whether the bot gets an update for the message."""
        if self.reads_all:
            return True
        text = str(message.get("text") or message.get("caption") or "")
        answered = message.get("reply_to_message", {}).get("from", {}).get("id")
        command, _, addressee = text.split(maxsplit=1)[0].partition("@") if text.strip() else ("", "", "")
        is_command = command.startswith("/") and addressee.lower() in {"", username.lower()}
        return is_command or f"@{username}".lower() in text.lower() or answered == bot_id

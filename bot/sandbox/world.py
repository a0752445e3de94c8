"""The world behind the local Bot API: people, chats, one bot, and what lies between them.

Everything is in memory and belongs to one event loop. Time comes from the clock it is given, every identifier from
the dice. It decides nothing about what Telegram refuses; the methods of the Bot API do.
"""

from __future__ import annotations

import random
import string
from collections.abc import Callable
from datetime import timedelta
from typing import Protocol, runtime_checkable

from bot.clock import Clock
from bot.sandbox.changes import Changes
from bot.sandbox.chats import Chat, Group, Posted
from bot.sandbox.faults import Faults
from bot.sandbox.files import FileStore
from bot.sandbox.journal import Journal
from bot.sandbox.keyboards import Keyboard
from bot.sandbox.people import Person
from bot.sandbox.phone import Toast
from bot.sandbox.profile import Link, Profile
from bot.sandbox.rates import RateLimits
from bot.sandbox.updates import Polls, Tap, Taps, UpdateQueue
from bot.sandbox.webhook import Webhook
from bot.sandbox.wire import Json

_TOKEN_LETTERS = string.ascii_letters + string.digits + "_-"


@runtime_checkable
class _Movable(Protocol):
    def move(self, by: timedelta) -> None: ...


class World:
    """People, groups and the bot, and the state that Telegram keeps for them."""

    def __init__(
        self,
        clock: Clock,
        dice: random.Random,
        *,
        token: str = "",
        username: str = "chihoi_thu_bot",
        first_name: str = "Chị Hội",
        rates: bool = True,
    ) -> None:
        self.clock = clock
        self.dice = dice
        self.bot_id = int(token.partition(":")[0]) if token else dice.randrange(6 * 10**9, 8 * 10**9)
        self.token = token or f"{self.bot_id}:AA{''.join(dice.choices(_TOKEN_LETTERS, k=33))}"
        self.username = username
        self.changes = Changes()
        self.profile = Profile(first_name)
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.files = FileStore(dice)
        self.faults = Faults(lambda: self.changes.tell("faults", faults=self.faults.as_json()))
        self.updates = UpdateQueue(dice.randrange(10**8, 9 * 10**8), self.faults.take_redelivery)
        self.polls = Polls()
        self.webhook = Webhook()
        self.taps = Taps()
        self.rates = RateLimits(is_on=rates)
        self.requests = Journal()
        self.links: list[Link] = []
        self.is_bot_away = False
        self._last_message_id = dice.randrange(1, 500)

    @property
    def updates_pending(self) -> int:
        """How many updates the bot has neither acknowledged nor been posted."""
        return self.updates.count(self.clock.now())

    async def until(self, predicate: Callable[[], object], timeout: float = 5.0) -> None:  # noqa: ASYNC109
        """Wait until ``predicate`` holds, looking again at every change; TimeoutError after ``timeout`` seconds."""
        await self.changes.until(predicate, timeout)

    def advance(self, by: timedelta) -> None:
        """Move the clock forward, if it is one that can be moved, and let everyone know."""
        if not isinstance(self.clock, _Movable):
            raise TypeError("this world's clock cannot be moved")
        self.clock.move(by)
        self.changes.tell("clock", now=self.clock.now().isoformat())

    def tell_bot_away(self, *, is_away: bool) -> None:
        """Note, for the page, that whoever runs the bot took it away or brought it back."""
        self.is_bot_away = is_away
        self.changes.tell("bot", away=is_away)

    def timestamp(self) -> int:
        """The present in whole seconds, as Telegram dates things."""
        return int(self.clock.now().timestamp())

    def bot_json(self) -> Json:
        """The bot as a Bot API User."""
        return {"id": self.bot_id, "is_bot": True, "first_name": self.profile.text("name"), "username": self.username}

    def add_person(
        self,
        first_name: str,
        last_name: str = "",
        *,
        username: str = "",
        phone: str = "",
        role_hint: str = "",
        language: str = "vi",
    ) -> Person:
        """Somebody new, who has not yet written to the bot."""
        person_id = self.dice.randrange(10**9, 8 * 10**9)
        while person_id in self.people or person_id == self.bot_id:
            person_id = self.dice.randrange(10**9, 8 * 10**9)
        person = Person(
            self,
            person_id,
            first_name=first_name,
            last_name=last_name,
            username=username,
            phone=phone,
            role_hint=role_hint,
            language=language,
        )
        self.people[person_id] = person
        person.changed()
        return person

    def add_group(self, title: str, by: Person, *, reads_all: bool = False) -> Group:
        """A group that the person founded with the bot in it; the bot hears of it."""
        chat_id = -self.dice.randrange(10**8, 10**10)
        group = Group(title, Chat(chat_id, "group", lambda: {"title": group.title}), reads_all)
        self.groups[chat_id] = group
        self._tell_membership(group.chat, by, "left", "member")
        created = self.post(group.chat, by.as_json(), {"group_chat_created": True})
        self._update("message", created.message, chat_id)
        return group

    def some_group(self, by: Person) -> Group:
        """The group the bot was last added to and still is in, or a new one."""
        ours = [group for group in self.groups.values() if group.has_bot and group.migrated_to is None]
        return ours[-1] if ours else self.add_group("Nhóm chi hội", by)

    def remove_bot(self, group: Group, by: Person) -> None:
        """Somebody throws the bot out of a group."""
        group.has_bot = False
        self._tell_membership(group.chat, by, "member", "kicked")

    def upgrade(self, group: Group) -> Group:
        """A group becomes a supergroup under another number; the old number is dead."""
        chat_id = -(10**12) - self.dice.randrange(10**9, 2 * 10**9)
        grown = Group(group.title, Chat(chat_id, "supergroup", lambda: {"title": grown.title}), group.reads_all)
        self.groups[chat_id] = grown
        group.migrated_to = chat_id
        moved = self.post(group.chat, self.bot_json(), {"migrate_to_chat_id": chat_id})
        self._update("message", moved.message, group.chat.id)
        return grown

    def post(
        self,
        chat: Chat,
        sender: Json,
        content: Json,
        *,
        by_bot: bool = False,
        reply_to: int | None = None,
        keyboard: Keyboard | None = None,
    ) -> Posted:
        """Put a message in a chat and show it on the phone that looks at it."""
        head: Json = {"message_id": self._next_number(chat), "from": sender, "chat": chat.as_json()}
        message = {**head, "date": self.timestamp(), **content}
        if reply_to in chat.posted:
            replied = chat.posted[reply_to].message
            message["reply_to_message"] = {key: value for key, value in replied.items() if key != "reply_to_message"}
        if keyboard is not None and keyboard.under_message:
            message["reply_markup"] = keyboard.under_message
        has_other_keyboard = keyboard is not None and keyboard.kind != "inline"
        posted = Posted(message, by_bot, self.clock.now(), has_other_keyboard)
        chat.posted[posted.id] = posted
        if viewer := self.people.get(chat.id):
            viewer.typing_until = self.clock.now()
            viewer.device.show(message, keyboard)
        self._changed(chat)
        return posted

    def delete(self, chat: Chat, message_id: int) -> None:
        """Take a message out of its chat, for everyone."""
        del chat.posted[message_id]
        chat.deleted_ids.add(message_id)
        if viewer := self.people.get(chat.id):
            viewer.device.show_deletion(message_id)
        self._changed(chat)

    def replace(self, chat: Chat, posted: Posted, message: Json) -> None:
        """Put the new wording of a message in the place of the old one."""
        posted.message = message
        if viewer := self.people.get(chat.id):
            viewer.device.show_edit(message)
        self._changed(chat)

    def answer_tap(self, tap: Tap, text: str, show_alert: bool, url: str) -> None:
        """Answer a tap, once."""
        tap.is_answered = True
        self.people[tap.person_id].device.show_toast(Toast(tap.id, text, show_alert, url, tap.message_id))
        self.changes.ring()

    def post_by_person(self, person: Person, content: Json, reply_to: int | None) -> int:
        """A person writes to the bot."""
        person.has_started = True
        posted = self.post(person.cloud, person.as_json(), content, reply_to=reply_to)
        self._update("message", posted.message, person.id)
        return posted.id

    def post_in_group(self, group: Group, person: Person, content: Json, reply_to: int | None) -> int:
        """A person writes in a group; the bot hears of it if it is meant for it."""
        posted = self.post(group.chat, person.as_json(), content, reply_to=reply_to)
        if group.has_bot and group.hears(posted.message, self.bot_id, self.username):
            self._update("message", posted.message, group.chat.id)
        return posted.id

    def edit_by_person(self, person: Person, message_id: int, content: Json) -> int:
        """A person changes the text of her message; nothing happens when it is gone."""
        posted = person.cloud.posted.get(message_id)
        if posted is not None:
            kept = {key: value for key, value in posted.message.items() if key not in {"text", "entities"}}
            self.replace(person.cloud, posted, {**kept, **content, "edit_date": self.timestamp()})
            self._update("edited_message", posted.message, person.id)
        return message_id

    def set_block(self, person: Person, *, has_blocked: bool) -> int:
        """A person blocks the bot or lifts the block; the bot hears of either."""
        if person.has_blocked != has_blocked:
            person.has_blocked = has_blocked
            before, after = ("member", "kicked") if has_blocked else ("kicked", "member")
            self._tell_membership(person.cloud, person, before, after)
            person.changed()
        return 0

    def new_query_id(self, person_id: int) -> str:
        """An identifier for a tap."""
        return str((person_id << 30) + self.dice.randrange(2**30))

    def tap(self, person: Person, message_id: int, data: str, query_id: str) -> int:
        """A tap reaches Telegram; its 150 seconds begin."""
        now = self.clock.now()
        self.taps.by_id[query_id] = Tap(query_id, person.id, message_id, now)
        posted = person.cloud.posted.get(message_id)
        if posted is not None and posted.is_recent(now):
            message = posted.message
        else:
            message = {"chat": person.cloud.as_json(), "message_id": message_id, "date": 0}
        instance = str(-(person.id * 2654435761 % 2**61))
        query = {"id": query_id, "from": person.as_json(), "message": message, "chat_instance": instance, "data": data}
        self._update("callback_query", query, person.id)
        return message_id

    def _changed(self, chat: Chat) -> None:
        """Ring, and let the page know of a group; of private chats the phones tell it."""
        if chat.is_private:
            self.changes.ring()
        else:
            self.changes.tell("group", chat_id=chat.id)

    def _tell_membership(self, chat: Chat, by: Person, before: str, after: str) -> None:
        def member(status: str) -> Json:
            told: Json = {"user": self.bot_json(), "status": status}
            return {**told, "until_date": 0} if status == "kicked" else told

        change = {"chat": chat.as_json(), "from": by.as_json(), "date": self.timestamp()}
        change |= {"old_chat_member": member(before), "new_chat_member": member(after)}
        self._update("my_chat_member", change, chat.id)

    def _update(self, kind: str, payload: Json, line: int) -> None:
        self.updates.add(kind, payload, (kind, line), self.clock.now())
        self.changes.ring()

    def _next_number(self, chat: Chat) -> int:
        if chat.kind == "supergroup":
            chat.last_own_id += 1
            return chat.last_own_id
        self._last_message_id += 1
        return self._last_message_id

"""People with phones: what a person can do in a chat with the bot, and no more than a real one can.

She taps what her screen shows, edits her own messages, loses her signal, blocks the bot and comes back. An act that
a phone would not allow raises ``ImpossibleActError``; it never reaches the bot.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.sandbox.chats import Chat, Group
from bot.sandbox.entities import Entity, tidied, utf16_length
from bot.sandbox.phone import Phone, Toast
from bot.sandbox.voices import silence
from bot.sandbox.wire import Json, UploadedFile

if TYPE_CHECKING:
    from bot.sandbox.world import World

LARGEST_ALBUM = 10
_LONGEST_TEXT = 4096


class ImpossibleActError(ValueError):
    """A phone does not allow this act."""


class Person:
    """Somebody who may write to the bot."""

    def __init__(
        self,
        world: World,
        person_id: int,
        *,
        first_name: str,
        last_name: str = "",
        username: str = "",
        phone: str = "",
        role_hint: str = "",
        language: str = "vi",
    ) -> None:
        self._world = world
        self.id = person_id
        self.first_name = first_name
        self.last_name = last_name
        self.username = username
        self.phone = phone
        self.role_hint = role_hint
        self.language = language
        self.has_started = False
        self.has_blocked = False
        self.takes_no_voice = False
        self.is_deleted = False
        self.typing_until = world.clock.now()
        self.cloud = Chat(person_id, "private", self._names)
        self.device = Phone(lambda kind, **payload: world.changes.tell(kind, person_id=person_id, **payload))

    @property
    def chat(self) -> list[Json]:
        """The messages of her chat as Telegram holds them now: edits made, deletions gone."""
        return [posted.message for posted in self.cloud.posted.values()]

    @property
    def chat_seen(self) -> list[Json]:
        """The messages on her screen, her own unsent ones included (``pending``); deletions gone."""
        return [message for message in self.device.shown if not message.get("deleted")]

    @property
    def keyboard(self) -> Json | None:
        """The reply keyboard on her screen."""
        return self.device.keyboard

    @property
    def toasts(self) -> list[Toast]:
        """The bot's answers to her taps, in the order she saw them."""
        return self.device.toasts

    @property
    def offline(self) -> bool:
        """Whether she has no signal; set it to take the signal away or give it back."""
        return not self.device.has_signal

    @offline.setter
    def offline(self, value: bool) -> None:
        if value == self.offline:
            return
        if value:
            self.device.signal_lost()
        else:
            self.device.signal_returned()
        self.changed()

    def changed(self) -> None:
        """Let the page know that something about her is different."""
        self._world.changes.tell("person", person_id=self.id, person=self.summary())

    def notices_typing(self) -> None:
        """See for five seconds that the bot is about to answer."""
        self.typing_until = self._world.clock.now() + timedelta(seconds=5)
        self.changed()

    def as_json(self) -> Json:
        """Her as a Bot API User."""
        told: Json = {"id": self.id, "is_bot": False, **self._names()}
        if self.language and not self.is_deleted:
            told["language_code"] = self.language
        return told

    def summary(self) -> Json:
        """Her as the chat page shows her in its list."""
        return {
            "id": self.id,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            "phone": self.phone,
            "role_hint": self.role_hint,
            "blocked": self.has_blocked,
            "offline": self.offline,
            "deleted": self.is_deleted,
            "typing": self.typing_until > self._world.clock.now(),
        }

    def says(self, text: str, reply_to: int | None = None, entities: Sequence[Entity] = ()) -> int:
        """Write a text, perhaps with formats; one longer than Telegram takes goes as several messages.

        Returns the (last) number.
        """
        if not text.strip():
            raise ImpossibleActError("an empty message cannot be sent")
        number = 0
        for start in range(0, len(text), _LONGEST_TEXT):
            before = utf16_length(text[:start])
            formats = [replace(entity, offset=entity.offset - before) for entity in entities]
            part = tidied(text[start : start + _LONGEST_TEXT], formats).as_json("text", "entities")
            number = self._send(part, reply_to)
        self.device.put_away_keyboard(text)
        return number

    def starts(self, payload: str = "") -> int:
        """Press «Start», perhaps by way of a link with a payload; that ends a block."""
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,64}", payload):
            raise ImpossibleActError("a link carries at most 64 of A-Z a-z 0-9 _ -")
        if self.has_blocked:
            self.unblocks()
        return self.says(f"/start {payload}".strip())

    def taps(self, message_id: int, data: str, *, stale: bool = False) -> str:
        """Tap the button with that data and return the query's id.

        ``stale`` lets her tap a button that was on the screen when her finger came down and is gone now.
        """
        message = self.device.shows(message_id)
        rows = (message or {}).get("reply_markup", {}).get("inline_keyboard", [])
        if not stale and all(button.get("callback_data") != data for row in rows for button in row):
            raise ImpossibleActError(f"message {message_id} shows no button with data {data!r}")
        if not self.cloud.had(message_id):
            raise ImpossibleActError(f"there never was a message {message_id}")
        query_id = self._world.new_query_id(self.id)
        self._do(lambda: self._world.tap(self, message_id, data, query_id))
        return query_id

    def shares_contact(self, own: bool = True) -> int:
        """Share a telephone number: her own, or that of somebody who is not on Telegram."""
        if not own:
            return self._send({"contact": {"phone_number": "84000000000", "first_name": "Người quen"}})
        contact: Json = {"phone_number": self.phone.lstrip("+") or "84000000001", "first_name": self.first_name}
        if self.last_name:
            contact["last_name"] = self.last_name
        number = self._send({"contact": {**contact, "user_id": self.id}})
        rows = (self.keyboard or {}).get("keyboard", [])
        for button in [button for row in rows for button in row if button.get("request_contact")]:
            self.device.put_away_keyboard(button["text"])
        return number

    def sends_sticker(self) -> int:
        """Send a sticker."""
        return self.sends_file("sticker", UploadedFile("hoa.webp", b"RIFF\0\0\0\0WEBP", "image/webp"))

    def sends_photo(self, content: bytes, caption: str = "") -> int:
        """Send a picture."""
        return self.sends_file("photo", UploadedFile("anh.jpg", content), caption)

    def sends_voice(self, seconds: int = 2) -> int:
        """Hold the microphone for so long, in silence."""
        return self.sends_file("voice", UploadedFile("giong.ogg", silence(seconds), "audio/ogg"))

    def sends_document(self, name: str, content: bytes, caption: str = "") -> int:
        """Send a file under its name."""
        return self.sends_file("document", UploadedFile(name, content), caption)

    def sends_video(self, content: bytes = b"\0\0\0\x18ftypmp42", caption: str = "") -> int:
        """Send a video."""
        return self.sends_file("video", UploadedFile("phim.mp4", content, "video/mp4"), caption)

    def sends_album(
        self, items: Sequence[tuple[str, UploadedFile]], caption: str = "", entities: Sequence[Entity] = ()
    ) -> list[int]:
        """Send two to ten files (kind and bytes) that belong together; the caption goes with the first."""
        kinds = {kind for kind, _ in items}
        if not 2 <= len(items) <= LARGEST_ALBUM or (kinds != {"document"} and not kinds <= {"photo", "video"}):
            raise ImpossibleActError("an album has two to ten photos and films, or as many documents")
        group = {"media_group_id": str(self._world.dice.randrange(10**16, 10**17))}
        captions = [caption, *[""] * (len(items) - 1)]
        return [
            self.sends_file(kind, upload, words, entities, group)
            for (kind, upload), words in zip(items, captions, strict=True)
        ]

    def sends_location(self) -> int:
        """Send where she is."""
        return self._send({"location": {"latitude": 21.0285, "longitude": 105.8542}})

    def edits(self, message_id: int, text: str, entities: Sequence[Entity] = ()) -> None:
        """Change the text of a message she wrote."""
        posted = self.cloud.posted.get(message_id)
        if posted is None or posted.by_bot or "text" not in posted.message:
            raise ImpossibleActError(f"message {message_id} is no text of hers")
        content = tidied(text, entities).as_json("text", "entities")
        self._do(lambda: self._world.edit_by_person(self, message_id, content))

    def deletes(self, message_id: int) -> None:
        """Take a message off her own screen; Telegram keeps it, and the bot is not told."""
        if self.device.shows(message_id) is None:
            raise ImpossibleActError(f"there is no message {message_id} on her screen")
        self.device.forget(message_id)

    def blocks(self) -> None:
        """Block the bot."""
        self._do(lambda: self._world.set_block(self, has_blocked=True))

    def unblocks(self) -> None:
        """Lift the block."""
        self._do(lambda: self._world.set_block(self, has_blocked=False))

    def deletes_account(self) -> None:
        """Leave Telegram for good; the bot is not told."""
        self.is_deleted = True
        self.changed()

    def writes_in_group(self, text: str, group: Group | None = None, reply_to: int | None = None) -> int:
        """Write in a group; without one, in the group the bot was last added to (made when there is none)."""
        place = group or self._world.some_group(self)
        content = tidied(text, ()).as_json("text", "entities")
        return self._do(lambda: self._world.post_in_group(place, self, content, reply_to))

    def sends_file(
        self,
        kind: str,
        upload: UploadedFile,
        caption: str = "",
        entities: Sequence[Entity] = (),
        group: Json | None = None,
    ) -> int:
        """Send a file as that kind of media."""
        content: Json = {kind: self._world.files.keep(kind, upload).attachment, **(group or {})}
        if caption:
            content |= tidied(caption, entities).as_json("caption", "caption_entities")
        return self._send(content)

    def _send(self, content: Json, reply_to: int | None = None) -> int:
        if self.has_blocked and self.device.has_signal:
            raise ImpossibleActError("a blocked bot cannot be written to")
        pending = {"from": self.as_json(), "chat": self.cloud.as_json(), "date": self._world.timestamp(), **content}
        return self._do(lambda: self._world.post_by_person(self, content, reply_to), pending)

    def _do(self, act: Callable[[], int], pending: Json | None = None) -> int:
        if self.is_deleted:
            raise ImpossibleActError("the account was deleted")
        return self.device.do(act, pending)

    def _names(self) -> Json:
        if self.is_deleted:
            return {"first_name": ""}
        names = {"first_name": self.first_name, "last_name": self.last_name, "username": self.username}
        return {name: value for name, value in names.items() if value}

"""Screens out, second half: a reply is shown, replacing what was tapped where that can be.

A message of text can be given a picture, but not the other way round: then a new message follows and the old one
loses its buttons, so that there is one place to tap.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from telegram import InputFile

from bot.domain.curriculum import Picture
from bot.domain.recording import Sound
from bot.screens.screen import SOUND, Attachment, Keyboard, Made, Outgoing, Recipe, Reply, Screen, Target
from bot.telegram.calling import NotNowError, RefusedError, UnreachableError
from bot.telegram.rendering import (
    METHODS,
    album_fields,
    caption_fields,
    file_fields,
    inline_keyboard,
    media_fields,
    method_for,
    reply_markup,
    sizes_in,
    text_fields,
)
from bot.texts import Texts

logger = logging.getLogger(__name__)

NOT_MODIFIED = "message is not modified"
TAKES_NO_VOICE = ("voice_messages_forbidden", "restricted receiving of voice")
IS_GONE = "message to delete not found"
CANNOT_EDIT = ("message to edit not found", "message can't be edited", "there is no text in the message to edit")


@dataclass
class Shown:
    """What came of showing a reply."""

    uploads: list[tuple[str, str]] = field(default_factory=list)
    """Digest and ``file_id`` of pictures uploaded on the way."""
    is_unreachable: bool = False
    message_ids: list[int] = field(default_factory=list)
    """The numbers of the messages that were sent, without those that were edited."""


class Calls(Protocol):
    """Whoever makes the calls."""

    async def call(self, method: str, fields: dict[str, Any]) -> Any:
        """Make a call and return Telegram's answer."""
        ...


class Presenter:
    """Shows replies. ``file_ids`` maps the digest of a picture to the name Telegram keeps it under."""

    def __init__(
        self,
        caller: Calls,
        texts: Callable[[str], Texts],
        picture: Callable[[Picture], Awaitable[bytes | None]],
        file_ids: MutableMapping[str, str],
        make: Callable[[Recipe], Awaitable[Made]],
    ) -> None:
        self._make = make
        self._call = caller.call
        self._texts = texts
        self._picture = picture
        self._file_ids = file_ids

    async def show(self, outgoing: Outgoing) -> Shown:
        """Show a reply; NotNowError when Telegram cannot be reached."""
        shown = Shown()
        target, reply = outgoing.target, outgoing.reply
        steps: list[Awaitable[Any]] = []
        if target.tap_id is not None:
            steps.append(self._answer_tap(target.tap_id, reply))
        steps.append(self._show_screens(target, reply, shown))
        steps += [self._delete(target.address, number) for number in reply.deletes]
        results = await asyncio.gather(*steps, return_exceptions=True)
        for result in results:
            if isinstance(result, UnreachableError):
                shown.is_unreachable = True
            elif isinstance(result, BaseException):
                raise result
        return shown

    async def _answer_tap(self, tap_id: str, reply: Reply) -> None:
        fields: dict[str, Any] = {"callback_query_id": tap_id}
        if reply.toast:
            fields |= {"text": reply.toast, "show_alert": reply.is_alert}
        try:
            await self._call("answerCallbackQuery", fields)
        except (RefusedError, NotNowError):
            # Taps live 150 seconds. An answer that comes later is missed by nobody, and the screens do not wait.
            logger.debug("a tap was too old to answer")

    async def _delete(self, address: int, message_id: int) -> None:
        """Take a message of hers out of the chat; one that is older than two days, or gone, stays as it is."""
        try:
            await self._call("deleteMessage", {"chat_id": address, "message_id": message_id})
        except (RefusedError, NotNowError):
            logger.debug("a message of hers could not be deleted")

    async def _show_screens(self, target: Target, reply: Reply, shown: Shown) -> None:
        is_first = True
        for screen in reply.screens:
            screen = await self.finish(screen)
            can_replace = is_first and target.message_id is not None and not screen.is_new
            if not (can_replace and await self._replace(target, screen, shown)):
                await self.send(target.address, screen, shown)
                if can_replace:
                    await self._strip(target)
            is_first = False

    async def finish(self, screen: Screen) -> Screen:
        """The screen with what its recipe makes; whatever fails in the making fails the showing."""
        if screen.recipe is None:
            return screen
        made = await self._make(screen.recipe)
        text = "\n\n".join(piece for piece in (screen.text, made.text) if piece)
        return replace(screen, text=text, attachment=made.attachment or screen.attachment, recipe=None)

    async def edit(self, lane: str, message_id: int, screen: Screen) -> bool:
        """Put the screen in the place of an old message of text; False when that cannot be done, or not now."""
        place = {"chat_id": address_of(lane), "message_id": message_id}
        try:
            await self._call("editMessageText", place | text_fields(screen, inline_keyboard(screen)))
        except RefusedError as error:
            return is_one_of(error, NOT_MODIFIED)
        except (NotNowError, UnreachableError):
            return False
        return True

    async def _replace(self, target: Target, screen: Screen, shown: Shown) -> bool:
        """Put the screen in the place of the tapped message; False when that cannot be done."""
        if (
            screen.attachment is not None
            or screen.files
            or screen.removes
            or screen.sound is not None
            or target.has_sound
            or (target.has_picture and screen.picture is None)
        ):
            return False
        place = {"chat_id": target.address, "message_id": target.message_id}
        try:
            if screen.picture is not None:
                return await self._replace_by_picture(place, screen, screen.picture, shown)
            await self._call("editMessageText", place | text_fields(screen, inline_keyboard(screen)))
        except RefusedError as error:
            if is_one_of(error, NOT_MODIFIED):
                return True
            if is_one_of(error, *CANNOT_EDIT):
                return False
            raise
        return True

    async def _replace_by_picture(self, place: dict[str, Any], screen: Screen, picture: Picture, shown: Shown) -> bool:
        markup = inline_keyboard(screen)
        fixed = place if markup is None else place | {"reply_markup": markup}

        def fields(source: str | InputFile) -> dict[str, Any]:
            media: dict[str, Any] = {"type": "photo", "caption": screen.text, "parse_mode": "HTML", "media": source}
            if isinstance(source, InputFile):
                return fixed | {"media": media | {"media": "attach://picture"}, "picture": source}
            return fixed | {"media": media}

        if not await self._call_with(picture, "editMessageMedia", fields, shown):
            await self._call("editMessageText", place | text_fields(screen, markup))
        return True

    async def send(self, address: int, screen: Screen, shown: Shown) -> None:
        """Send one screen as a new message."""
        if screen.keyboard is Keyboard.REMOVE:
            await self._call("deleteMyCommands", {"scope": {"type": "chat", "chat_id": address}})
        if screen.removes:
            await self._remove(address, screen.removes)
            return
        markup = reply_markup(screen, self._texts(screen.language))
        fields: dict[str, Any] = {"chat_id": address}
        if screen.is_private:
            fields["protect_content"] = True
        if screen.attachment is not None:
            await self._send_file(screen.attachment, fields | caption_fields(screen, markup), shown)
            return
        if screen.files:
            note_sent(await self._send_files(fields, screen, markup), shown)
            return
        media, fields_with = screen.sound or screen.picture, fields | caption_fields(screen, markup)
        if media is None or not await self._call_with(
            media, method_for(media), lambda source: fields_with | media_fields(media, source), shown
        ):
            said = (
                replace(screen, text=f"{screen.text}\n\n{self._texts(screen.language)('listen.unsent')}")
                if screen.sound
                else screen
            )
            note_sent(await self._call("sendMessage", fields | text_fields(said, markup)), shown)

    async def _send_file(self, attachment: Attachment, fields: dict[str, Any], shown: Shown) -> None:
        file = InputFile(attachment.content, filename=attachment.name)
        method, kind = ("sendPhoto", "photo") if attachment.is_picture else ("sendDocument", "document")
        note_sent(await self._call(method, fields | {kind: file}), shown)

    async def _send_files(self, fields: dict[str, Any], screen: Screen, markup: dict[str, Any] | None) -> Any:
        """Send what Telegram keeps already: one file with its buttons, or an album without any."""
        if len(screen.files) > 1:
            return await self._call("sendMediaGroup", fields | album_fields(screen))
        (file,) = screen.files
        return await self._call(METHODS[file.kind], fields | file_fields(file, screen, markup))

    async def _remove(self, address: int, message_ids: tuple[int, ...]) -> None:
        """Delete messages for everybody; one that she deleted herself is gone as it should be."""
        for number in message_ids:
            try:
                await self._call("deleteMessage", {"chat_id": address, "message_id": number})
            except RefusedError as error:
                if not is_one_of(error, IS_GONE):
                    raise

    async def _call_with(
        self, picture: Picture | Sound, method: str, fields: Callable[[str | InputFile], dict[str, Any]], shown: Shown
    ) -> bool:
        """Make a call that brings a picture or a sound; False when its file is gone, or her phone takes no voice."""
        source = await self._source(picture)
        if source is None:
            return False
        try:
            sent = await self._call(method, fields(source))
        except RefusedError as error:
            if is_one_of(error, *TAKES_NO_VOICE):
                return False
            if isinstance(source, InputFile) or is_one_of(error, NOT_MODIFIED, *CANNOT_EDIT):
                raise
            # The name Telegram kept it under is void (another bot's database, say): upload it again.
            self._file_ids.pop(picture.digest, None)
            return await self._call_with(picture, method, fields, shown)
        self._learn(picture, sent, shown)
        if method.startswith("send"):
            note_sent(sent, shown)
        return True

    async def _strip(self, target: Target) -> None:
        """Take the buttons off a message that something newer follows; it is not worth saying that one twice."""
        try:
            place = {"chat_id": target.address, "message_id": target.message_id}
            await self._call("editMessageReplyMarkup", place)
        except (RefusedError, NotNowError):
            logger.debug("an old message kept its buttons")

    async def _source(self, picture: Picture | Sound) -> str | InputFile | None:
        """The picture's or sound's name at Telegram, or its bytes to upload; None when the file is gone."""
        known = self._file_ids.get(picture.digest)
        if known is not None:
            return known
        if isinstance(picture, Sound):
            made = await self._make(Recipe(SOUND, {"recording": picture.recording, "digest": picture.digest}))
            return InputFile(made.attachment.content, filename=made.attachment.name) if made.attachment else None
        content = await self._picture(picture)
        if content is None:
            logger.warning("picture %s cannot be read", picture.path)
            return None
        return InputFile(content, filename=picture.path.rpartition("/")[2])

    def _learn(self, picture: Picture | Sound, message: Any, shown: Shown) -> None:
        sizes = sizes_in(message, picture)
        if sizes and picture.digest not in self._file_ids:
            file_id = str(sizes[-1]["file_id"])
            self._file_ids[picture.digest] = file_id
            shown.uploads.append((picture.digest, file_id))


def note_sent(sent: Any, shown: Shown) -> None:
    """Keep the number of a message that was sent, or those of an album."""
    messages = sent if isinstance(sent, list) else [sent]
    shown.message_ids += [one["message_id"] for one in messages if isinstance(one, dict) and "message_id" in one]


def is_one_of(error: RefusedError, *reasons: str) -> bool:
    """Whether Telegram refused for one of these reasons."""
    return any(reason in error.reason.lower() for reason in reasons)


def address_of(lane: str) -> int | None:
    """The private chat that a lane stands for; None for a group, where nobody waits for an answer."""
    number = int(lane.partition(":")[2])
    return number if number > 0 else None

"""Updates in: what Telegram says happened, as the values a handler understands."""

from __future__ import annotations

import re
from typing import Any

from telegram import Bot, CallbackQuery, ChatMemberUpdated, Message, Update
from telegram.constants import ChatType, MessageEntityType

from bot.domain.files import FileKind, SentFile
from bot.screens.incoming import (
    Act,
    ChangedReach,
    Commanded,
    Corrected,
    Incoming,
    Said,
    SentSomething,
    SharedContact,
    SpokeInGroup,
    Tapped,
)
from bot.screens.screen import Target

# What the bot asks Telegram for; everything else never arrives.
WANTED = ("message", "edited_message", "callback_query", "my_chat_member")


def lane_of(raw: dict[str, Any]) -> str:
    """Whose update it is: a private chat and the taps in it share a lane, so that they keep their order."""
    for kind in WANTED:
        happened = raw.get(kind)
        if isinstance(happened, dict):
            place = happened.get("message") if kind == "callback_query" else happened
            chat = place.get("chat") if isinstance(place, dict) else happened.get("from")
            return f"telegram:{chat.get('id', 0) if isinstance(chat, dict) else 0}"
    return "telegram:0"


def read_update(raw: dict[str, Any], bot: Bot) -> Incoming | None:
    """What happened, or None when it is nothing to answer."""
    update = Update.de_json(raw, bot)
    if update.callback_query is not None:
        return _tap(update.callback_query)
    if update.my_chat_member is not None:
        return _reach(update.my_chat_member)
    if update.edited_message is not None:
        return _edited(update.edited_message)
    if update.message is not None:
        return _message(update.message, bot)
    return None


def _tap(query: CallbackQuery) -> Incoming:
    message, language = query.message, query.from_user.language_code or ""
    if message is None:
        return Incoming(
            f"telegram:{query.from_user.id}",
            Tapped(query.data or ""),
            Target(query.from_user.id),
            phone_language=language,
        )
    # PTB makes a Message also of one that is deleted or too old to be told; its date gives it away.
    is_accessible = isinstance(message, Message) and message.is_accessible
    has_picture = isinstance(message, Message) and bool(message.photo)
    has_sound = isinstance(message, Message) and message.voice is not None
    target = Target(message.chat.id, message.message_id if is_accessible else None, has_picture, query.id, has_sound)
    if message.chat.type != ChatType.PRIVATE:
        return Incoming(f"telegram:{message.chat.id}", SpokeInGroup(), target)
    shown = (message.text or message.caption or "") if isinstance(message, Message) else ""
    return Incoming(
        f"telegram:{message.chat.id}",
        Tapped(query.data or ""),
        target,
        query.from_user.full_name,
        phone_language=language,
        shown=shown,
    )


def _reach(change: ChatMemberUpdated) -> Incoming | None:
    if change.chat.type != ChatType.PRIVATE:
        return None
    is_reachable = change.new_chat_member.status not in ("kicked", "left")
    return Incoming(f"telegram:{change.chat.id}", ChangedReach(is_reachable), Target(change.chat.id))


def _edited(message: Message) -> Incoming | None:
    text = message.text or message.caption
    if message.chat.type != ChatType.PRIVATE or text is None:
        return None
    return _from(message, Corrected(text))


def _message(message: Message, bot: Bot) -> Incoming | None:
    if message.chat.type != ChatType.PRIVATE:
        return _from(message, SpokeInGroup(_without_name(message, bot))) if _is_addressed(message, bot) else None
    act = _act(message)
    return _from(message, act) if act is not None else None


def _from(message: Message, act: Act) -> Incoming:
    name = message.from_user.full_name if message.from_user else ""
    language = (message.from_user.language_code if message.from_user else None) or ""
    return Incoming(f"telegram:{message.chat.id}", act, Target(message.chat.id), name, message.message_id, language)


def _is_addressed(message: Message, bot: Bot) -> bool:
    """In a group the bot speaks only when spoken to: a command or a mention that names it."""
    name = f"@{bot.username}".lower()
    entities = message.parse_entities([MessageEntityType.BOT_COMMAND, MessageEntityType.MENTION])
    return any(text.lower().endswith(name) for text in entities.values())


def _without_name(message: Message, bot: Bot) -> str:
    """What was written in a group, without the name of the bot; a caption is not looked at, as nobody asks there."""
    return re.sub(f"@{re.escape(bot.username)}", " ", message.text or "", flags=re.IGNORECASE).strip()


def _act(message: Message) -> Act | None:
    if message.text is not None:
        return _command(message.text) or Said(message.text, message.text_html)
    if message.contact is not None:
        sender = message.from_user.id if message.from_user else None
        is_own = sender is not None and message.contact.user_id == sender
        return SharedContact(message.contact.phone_number, is_own)
    kinds = (
        ("sticker", message.sticker or message.animation or message.dice),
        ("voice", message.voice or message.audio or message.video_note),
        ("photo", message.photo or message.video),
        ("file", message.document),
        ("place", message.location or message.venue),
    )
    for kind, value in kinds:
        if value:
            rich = message.caption_html if message.caption else ""
            album = (message.media_group_id or "")[:64]
            return SentSomething(kind, message.caption or "", rich, _file(message), album)
    is_service = message.pinned_message or message.delete_chat_photo or message.message_auto_delete_timer_changed
    return None if is_service else SentSomething("other", message.caption or "")


def _command(text: str) -> Commanded | None:
    """«/hoc», «/hoc@chihoi_bot», «/start TOKEN»; a slash inside a sentence is no command."""
    if not text.startswith("/") or not text[1:].strip():
        return None
    word, *rest = text[1:].split(maxsplit=1)
    return Commanded(word.partition("@")[0].lower(), rest[0].strip()[:64] if rest else "")


def _file(message: Message) -> SentFile | None:
    """The file of a message, in the largest size there is."""
    if message.photo:
        return SentFile(FileKind.PHOTO, message.photo[-1].file_id, "", message.photo[-1].file_size or 0)
    # An animation is told as a document, too, and must be asked for first.
    if message.animation:
        return SentFile(FileKind.ANIMATION, message.animation.file_id, "", message.animation.file_size or 0)
    if message.document:
        document = message.document
        return SentFile(FileKind.DOCUMENT, document.file_id, document.file_name or "", document.file_size or 0)
    for kind, media in (
        (FileKind.VIDEO, message.video),
        (FileKind.VOICE, message.voice),
        (FileKind.AUDIO, message.audio),
    ):
        if media is not None:
            # Its own property is about to become a timedelta and warns of it; the JSON stays as Telegram sent it.
            return SentFile(kind, media.file_id, "", media.file_size or 0, int(media.to_dict()["duration"]))
    return None

"""Screens out, first half: a screen as the fields of Bot API calls. Pure, so that a test can read them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from telegram import InputFile, InputMedia, InputMediaAudio, InputMediaDocument, InputMediaPhoto, InputMediaVideo

from bot.domain.curriculum import Picture
from bot.domain.files import FileKind, SentFile
from bot.domain.recording import Sound
from bot.screens.screen import Keyboard, Screen
from bot.texts import Texts

METHODS = {
    FileKind.PHOTO: "sendPhoto",
    FileKind.VIDEO: "sendVideo",
    FileKind.ANIMATION: "sendAnimation",
    FileKind.VOICE: "sendVoice",
    FileKind.AUDIO: "sendAudio",
    FileKind.DOCUMENT: "sendDocument",
}
"""How a file is sent that Telegram keeps already."""
MEDIA: dict[FileKind, Callable[..., InputMedia]] = {
    FileKind.PHOTO: InputMediaPhoto,
    FileKind.VIDEO: InputMediaVideo,
    FileKind.AUDIO: InputMediaAudio,
    FileKind.DOCUMENT: InputMediaDocument,
}
"""What an album can hold."""
HOME_KEYS = ("key.learn", "key.results", "key.help", "key.emergency")


def inline_keyboard(screen: Screen) -> dict[str, Any] | None:
    """The buttons under the message."""
    if not screen.rows or screen.keyboard is Keyboard.CONTACT:
        return None
    rows = [
        [
            {"text": choice.label, "url": choice.url}
            if choice.url
            else {"text": choice.label, "callback_data": choice.code}
            for choice in row
        ]
        for row in screen.rows
    ]
    return {"inline_keyboard": rows}


def reply_markup(screen: Screen, texts: Texts) -> dict[str, Any] | None:
    """What stands under the message or below the writing line; a message can carry only one of them."""
    if screen.keyboard is Keyboard.HOME:
        labels = [texts.plain(key) for key in HOME_KEYS]
        keys = [[{"text": label} for label in labels[:2]], [{"text": label} for label in labels[2:]]]
        return {
            "keyboard": keys,
            "resize_keyboard": True,
            "is_persistent": True,
            "input_field_placeholder": texts.plain("key.placeholder"),
        }
    if screen.keyboard is Keyboard.CONTACT:
        share = [{"text": texts.plain("button.contact_key"), "request_contact": True}]
        own = [[{"text": choice.label} for choice in row] for row in screen.rows]
        return {"keyboard": [share, *own], "resize_keyboard": True, "one_time_keyboard": True}
    if screen.keyboard is Keyboard.REMOVE:
        return {"remove_keyboard": True}
    return inline_keyboard(screen)


def text_fields(screen: Screen, markup: dict[str, Any] | None) -> dict[str, Any]:
    """The fields of a text message or of its edit."""
    fields: dict[str, Any] = {
        "text": screen.text,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if markup is not None:
        fields["reply_markup"] = markup
    return fields


def caption_fields(screen: Screen, markup: dict[str, Any] | None) -> dict[str, Any]:
    """The fields of a message with a picture or a file."""
    fields: dict[str, Any] = {"caption": screen.text, "parse_mode": "HTML"}
    if markup is not None:
        fields["reply_markup"] = markup
    return fields


def file_fields(file: SentFile, screen: Screen, markup: dict[str, Any] | None) -> dict[str, Any]:
    """The fields of a message with one file that Telegram keeps."""
    return caption_fields(screen, markup) | {file.kind.value: file.file_id}


def method_for(media: Picture | Sound) -> str:
    """How a picture of ours, or a recording, is sent."""
    return "sendVoice" if isinstance(media, Sound) else "sendPhoto"


def media_fields(media: Picture | Sound, source: str | InputFile) -> dict[str, Any]:
    """The fields of a call that sends it."""
    return {"voice": source, "duration": media.seconds} if isinstance(media, Sound) else {"photo": source}


def sizes_in(message: Any, media: Picture | Sound) -> list[dict[str, Any]]:
    """What Telegram says it keeps of a picture or a recording that was sent; the largest last."""
    told = message.get("voice" if isinstance(media, Sound) else "photo") if isinstance(message, dict) else None
    return told if isinstance(told, list) else [told] if told else []


def album_fields(screen: Screen) -> dict[str, Any]:
    """The fields of an album: the text stands below its first picture; there is no place for buttons."""
    first, *others = screen.files
    words = {"caption": screen.text, "parse_mode": "HTML"} if screen.text else {}
    # PTB looks into a list of media and takes only its own values there.
    media = [MEDIA[first.kind](first.file_id, **words), *(MEDIA[file.kind](file.file_id) for file in others)]
    return {"media": media}

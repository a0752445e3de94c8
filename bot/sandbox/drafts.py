"""What a call wants to send, before anything is sent: text or media, read first and checked later.

Telegram looks at the wording as soon as it reads the call, but at lengths and files only once the chat is known; a
draft keeps the two apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from bot.sandbox.entities import Entity, Formatted, cleaned, tidied
from bot.sandbox.files import check_upload, kind_shown
from bot.sandbox.markup import parse_html
from bot.sandbox.wire import Call, Json, UploadedFile, bad_request, whole

if TYPE_CHECKING:
    from bot.sandbox.world import World

MAX_TEXT = 4096
MAX_CAPTION = 1024
MEDIA_KINDS = ("photo", "document", "video", "voice", "audio", "animation", "sticker")
WITH_CAPTION = frozenset(MEDIA_KINDS) - {"sticker"}
CONTENT_KEYS = frozenset(
    {
        "text",
        "entities",
        "caption",
        "caption_entities",
        "location",
        "contact",
        "link_preview_options",
        "show_caption_above_media",
        "has_media_spoiler",
        "media_group_id",
        *MEDIA_KINDS,
    }
)


class Draft(Protocol):
    """Something to send: ``check`` refuses what it may not be, ``settle`` turns it into the content of a Message."""

    def check(self) -> None:
        """Raise Telegram's refusal for wrong lengths and files."""
        ...

    def settle(self) -> Json:
        """The content as it stands in a Message; uploads are stored now."""
        ...


@dataclass(frozen=True, slots=True)
class TextDraft:
    """A text to send."""

    formatted: Formatted
    preview: Json | None

    def check(self) -> None:
        """Refuse a text of blanks only and one that is too long."""
        if not self.formatted.text:
            raise bad_request("text must be non-empty")
        if len(self.formatted.text) > MAX_TEXT:
            raise bad_request("message is too long")

    def settle(self) -> Json:
        """The text as it stands in a Message."""
        told = self.formatted.as_json("text", "entities")
        return {**told, "link_preview_options": self.preview} if self.preview else told


@dataclass(frozen=True, slots=True)
class MediaDraft:
    """A file to send, uploaded or by identifier, with a caption."""

    world: World
    kind: str
    source: UploadedFile | str
    caption: Formatted
    details: Json

    def check(self) -> None:
        """Refuse a wrong identifier, a bad file and a caption that is too long."""
        if isinstance(self.source, UploadedFile):
            check_upload(self.kind, self.source)
        else:
            stored = self.world.files.get(self.source)
            if stored is None:
                raise bad_request("wrong file identifier/HTTP URL specified")
            if stored.kind != self.kind:
                raise bad_request(f"can't use file of type {stored.kind.title()} as {self.kind.title()}")
        if len(self.caption.text) > MAX_CAPTION:
            raise bad_request("message caption is too long")

    def settle(self) -> Json:
        """The media as it stands in a Message."""
        files = self.world.files
        if isinstance(self.source, UploadedFile):
            files.uploads_by_bot += 1
            stored = files.keep(kind_shown(self.kind, self.source), self.source, self.details)
        else:
            known = files.get(self.source)
            assert known is not None, "checked before"
            stored = known
        told: Json = {stored.kind: stored.attachment}
        if self.caption.text:
            told |= self.caption.as_json("caption", "caption_entities")
        for name in ("has_spoiler", "show_caption_above_media"):
            if self.details.get(name):
                told["has_media_spoiler" if name == "has_spoiler" else name] = True
        return told


@dataclass(frozen=True, slots=True)
class PlaceDraft:
    """A place on the map."""

    location: Json

    def check(self) -> None:
        """Nothing more to look at: reading it was the check."""

    def settle(self) -> Json:
        """The place as it stands in a Message."""
        return {"location": self.location}


def read_text(world: World, call: Call) -> TextDraft:
    """The text of a sendMessage or editMessageText."""
    if not call.text("text"):
        raise bad_request("message text is empty")
    preview = call.parsed("link_preview_options", "can't parse link preview options JSON object")
    if preview is None and call.flag("disable_web_page_preview"):
        preview = {"is_disabled": True}
    return TextDraft(read_formatted(world, call, "text", "entities"), preview if isinstance(preview, dict) else None)


def read_media(world: World, call: Call, kind: str) -> MediaDraft:
    """The file and caption of a sendPhoto and its like."""
    caption = read_formatted(world, call, "caption", "caption_entities") if kind in WITH_CAPTION else Formatted("")
    source = call.file(kind)
    if not source:
        raise bad_request(f"there is no {kind} in the request")
    names = ("duration", "width", "height", "title", "performer")
    details: Json = {name: whole(call.text(name)) or call.text(name) for name in names if call.text(name)}
    details |= {name: call.flag(name) for name in ("has_spoiler", "show_caption_above_media")}
    return MediaDraft(world, kind, source, caption, details)


def read_input_media(world: World, call: Call, item: Any) -> MediaDraft:
    """One InputMedia object of an album or of an editMessageMedia."""
    if not isinstance(item, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    kind = item.get("type")
    if kind not in {"photo", "video", "document", "audio", "animation"}:
        raise bad_request("can't parse InputMedia: type must be one of photo, video, animation, audio, document")
    inner = Call(call.method, item, call.files)
    source = call.attached(str(item.get("media", "")))
    if not source:
        raise bad_request("can't parse InputMedia: media not found")
    return MediaDraft(world, kind, source, read_formatted(world, inner, "caption", "caption_entities"), dict(item))


def read_place(call: Call) -> PlaceDraft:
    """The place of a sendLocation."""
    try:
        latitude, longitude = float(call.text("latitude")), float(call.text("longitude"))
    except ValueError:
        raise bad_request("latitude and longitude must be specified") from None
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise bad_request("wrong location specified")
    return PlaceDraft({"latitude": latitude, "longitude": longitude})


def read_formatted(world: World, call: Call, text_field: str, entities_field: str) -> Formatted:
    """A text and its entities, by parse mode or as given; raises the refusal for what cannot be parsed."""
    text, mode = cleaned(call.text(text_field)), call.text("parse_mode").lower()
    if mode in {"markdown", "markdownv2"}:
        raise bad_request(f"this local Bot API speaks parse_mode HTML only, not {call.text('parse_mode')}")
    if mode not in {"", "none", "html"}:
        raise bad_request("unsupported parse_mode")
    if mode == "html":
        plain, entities = parse_html(text)
        return tidied(plain, [entity for entity in entities if _is_known(world, entity)])
    given = call.parsed(entities_field, "can't parse entities JSON object")
    if given is None:
        return tidied(text, ())
    if not isinstance(given, list):
        raise bad_request("expected an Array of MessageEntity")
    return tidied(text, [read_entity(item) for item in given])


def _is_known(world: World, entity: Entity) -> bool:
    """A link to a person the bot never met is dropped, as at Telegram."""
    return entity.type != "text_mention" or whole(entity.argument) in world.people


def read_entity(item: Any) -> Entity:
    """One MessageEntity as it was given; raises the refusal for what is none."""
    if not isinstance(item, dict) or not isinstance(item.get("type"), str):
        raise bad_request("can't parse MessageEntity: expected an Object")
    argument = item.get("url") or item.get("language") or item.get("custom_emoji_id") or ""
    return Entity(item["type"], whole(item.get("offset")), whole(item.get("length")), str(argument))

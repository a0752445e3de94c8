"""Text as Telegram keeps it: cleaned, trimmed, with entities counted in UTF-16 code units.

Telegram adds entities of its own (commands, links, mentions, hashtags); bots rely on ``bot_command``, so the local
Bot API finds them too. It does not look for bank cards, telephone numbers or cashtags.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from bot.sandbox.wire import Json, bad_request

MAX_ENTITIES = 100
_MERGED = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
_UNTOUCHED = frozenset({"code", "pre", "text_link", "text_mention", "custom_emoji"})
_ORDER = ("blockquote", "expandable_blockquote", "pre", "code", "text_link", "text_mention", "bold", "italic")
_FOUND = (
    ("url", re.compile(r"\b(?:https?://[^\s<>\"]+|(?:[\w-]+\.)+(?:vn|com|org|net|me|edu|gov|info)\b(?:/[^\s<>\"]*)?)")),
    ("email", re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")),
    ("bot_command", re.compile(r"(?<![\w/<>&])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?!\w)")),
    ("mention", re.compile(r"(?<![\w@.])@[A-Za-z0-9_]{3,32}\b")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,256}")),
)


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of text with a meaning; ``argument`` is a link, a language, an emoji or a person's id."""

    type: str
    offset: int
    length: int
    argument: str = ""

    @property
    def end(self) -> int:
        """The offset behind its last code unit."""
        return self.offset + self.length

    def as_json(self) -> Json:
        """The entity as Bot API JSON."""
        told: Json = {"type": self.type, "offset": self.offset, "length": self.length}
        name = {"text_link": "url", "pre": "language", "custom_emoji": "custom_emoji_id"}.get(self.type)
        if name and self.argument:
            told[name] = self.argument
        return told


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text and its entities, sorted."""

    text: str
    entities: tuple[Entity, ...] = ()

    def as_json(self, text_key: str, entities_key: str) -> Json:
        """The text and its entities as they stand in a Message."""
        told: Json = {text_key: self.text}
        if self.entities:
            told[entities_key] = [entity.as_json() for entity in self.entities]
        return told


def utf16_length(text: str) -> int:
    """How many UTF-16 code units the text takes, which is how Telegram counts offsets."""
    return len(text) + sum(character > "\uffff" for character in text)


def cleaned(text: str) -> str:
    """The text as Telegram takes it in: control characters become spaces, direction marks go.

    Raises the refusal for text that is not Unicode (half of a surrogate pair).
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    text = re.sub("[\r\u2028-\u202e]", "", text)
    return re.sub("[\x00-\x08\x0b-\x1f]", " ", text)


def checked_link(url: str) -> str | None:
    """The link in the form Telegram keeps, or None for one it silently drops (``tel:``, no domain)."""
    url = url.strip()
    if re.match(r"(?i)(tg|ton|tonsite):", url):
        return url
    if not re.match(r"(?i)https?://", url):
        if re.match(r"[A-Za-z][\w+.-]*:(?!\d)", url):
            return None
        url = f"http://{url}"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return None
    if "." not in host.strip(".") or re.search(r"[\s_!@#$%^&*()]", host):
        return None
    return parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower(), path=parts.path or "/").geturl()


def tidied(text: str, entities: Iterable[Entity]) -> Formatted:
    """The text trimmed, its entities clipped, merged where they touch, sorted, and Telegram's own finds added."""
    trimmed = text.strip()
    shift = utf16_length(text[: len(text) - len(text.lstrip())])
    size = utf16_length(trimmed)
    kept = []
    for entity in entities:
        start, end = max(entity.offset - shift, 0), min(entity.end - shift, size)
        if start < end:
            kept.append(replace(entity, offset=start, length=end - start))
    kept = _merged(kept)
    kept += _found(trimmed, kept)
    return Formatted(trimmed, tuple(sorted(kept, key=_rank)[:MAX_ENTITIES]))


def _rank(entity: Entity) -> tuple[int, int, int]:
    place = _ORDER.index(entity.type) if entity.type in _ORDER else len(_ORDER)
    return entity.offset, -entity.length, place


def _merged(entities: list[Entity]) -> list[Entity]:
    result: list[Entity] = []
    latest: dict[str, int] = {}
    for entity in sorted(entities, key=_rank):
        place = latest.get(entity.type)
        if entity.type in _MERGED and place is not None and entity.offset <= result[place].end:
            before = result[place]
            result[place] = replace(before, length=max(before.end, entity.end) - before.offset)
            continue
        latest[entity.type] = len(result)
        result.append(entity)
    return result


def _found(text: str, entities: list[Entity]) -> list[Entity]:
    taken = [(entity.offset, entity.end) for entity in entities if entity.type in _UNTOUCHED]
    found: list[Entity] = []
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            start = utf16_length(text[: match.start()])
            end = start + utf16_length(match.group().rstrip(".,;:!?)") if kind == "url" else match.group())
            if all(end <= other_start or start >= other_end for other_start, other_end in taken):
                taken.append((start, end))
                found.append(Entity(kind, start, end - start))
    return found

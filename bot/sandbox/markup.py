"""Telegram's HTML parse mode, byte for byte: what it takes, what it refuses and in which words.

Offsets in complaints count bytes of UTF-8, offsets of entities count UTF-16 code units, as Telegram does. It is not
an HTML parser: it knows seventeen tags and four named characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.sandbox.entities import Entity, checked_link
from bot.sandbox.wire import RefusedError, bad_request

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_SPACE = b" \t\r\n\0\v"
_END = 0
_NUMERIC = re.compile(rb"&#(?:x([0-9A-Fa-f]*)|([0-9]*))")
_NAME = re.compile(rb"&([A-Za-z]*)")
_PERSON_LINK = re.compile(r"tg://user/?\?id=(\d{1,16})$")


def parse_html(text: str) -> tuple[str, list[Entity]]:
    """The plain text and its entities in the order their tags close; raises the refusal Telegram would give."""
    reader = _Reader(text.encode() + b"\0")
    reader.read()
    plain = "".join(reader.out)
    try:
        plain.encode()
    except UnicodeEncodeError:
        raise _cannot(
            "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate "
            "code units"
        ) from None
    return plain, [_without_language(entity) for entity in reader.entities]


def _without_language(entity: Entity) -> Entity:
    """Only a block of code keeps its language; inline code loses it."""
    return Entity("code", entity.offset, entity.length) if entity.type == "code" else entity


def _cannot(words: str) -> RefusedError:
    return bad_request(f"can't parse entities: {words}")


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    piece: int


@dataclass(slots=True)
class _Reader:
    """One pass over the bytes; the last byte is a zero, which stands for the end everywhere below."""

    source: bytes
    at: int = 0
    offset: int = 0
    out: list[str] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    opened: list[_Open] = field(default_factory=list)

    def read(self) -> None:
        last = len(self.source) - 1
        while self.at < last:
            if self.source[self.at] == ord("<"):
                begin = self.at
                self.at += 1
                self._end_tag(begin) if self.source[self.at] == ord("/") else self._start_tag(begin)
            else:
                self._plain(last)
        if self.opened:
            raise _cannot(f'Can\'t find end tag corresponding to start tag "{self.opened[-1].tag}"')

    def _plain(self, last: int) -> None:
        character = self._character_reference()
        if character is None:
            end = self.at + 1
            while end < last and self.source[end] not in b"<&":
                end += 1
            character = self.source[self.at : end].decode()
            self.at = end
        self.out.append(character)
        self.offset += len(character.encode("utf-16-le", "surrogatepass")) // 2

    def _character_reference(self) -> str | None:
        """The character that ``&…;`` at the present place stands for, or None when it is to be taken as written."""
        numeric = _NUMERIC.match(self.source, self.at)
        if numeric:
            digits, base = (numeric[1], 16) if numeric[1] is not None else (numeric[2], 10)
            code = int(digits, base) if digits and len(digits) < 10 else 0
            if code == 0 or code >= 0x10FFFF or numeric.end() - self.at >= 10:
                return None
            character, end = chr(code), numeric.end()
        else:
            named = _NAME.match(self.source, self.at)
            if named is None or named[1] not in _NAMED:
                return None
            character, end = _NAMED[named[1]], named.end()
        self.at = end + (self.source[end] == ord(";"))
        return character

    def _start_tag(self, begin: int) -> None:
        tag = self._word(b">").lower()
        if self.source[self.at] == _END:
            raise _cannot(f"Unclosed start tag at byte offset {begin}")
        if tag not in _TYPES:
            raise _cannot(f'Unsupported start tag "{tag}" at byte offset {begin}')
        argument = ""
        while self.source[self.at] != ord(">"):
            self._skip_spaces()
            if self.source[self.at] == ord(">"):
                break
            name, value = self._attribute(tag, begin)
            argument = _argument(tag, name, value, argument)
        if tag == "span" and argument != "spoiler":
            raise _cannot(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.at += 1
        self.opened.append(_Open(tag, argument, self.offset, len(self.out)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str | None]:
        name = self._word(b"=>/\"'")
        if not name:
            raise _cannot(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._skip_spaces()
        if self.source[self.at] == ord("="):
            self.at += 1
            self._skip_spaces()
            value: str | None = self._value(begin) if self.source[self.at] != _END else None
        else:
            value = None
        if self.source[self.at] == _END:
            raise _cannot(f'Unclosed start tag "{tag}" at byte offset {begin}')
        return name, value

    def _value(self, begin: int) -> str:
        quote = self.source[self.at]
        if quote not in b"'\"":
            start = self.at
            token = re.compile(rb"[A-Za-z0-9.-]*").match(self.source, start)
            self.at = token.end() if token else start
            if self.source[self.at] not in _SPACE and self.source[self.at] != ord(">"):
                raise _cannot(f"Unexpected end of name token at byte offset {start}")
            return self.source[start : self.at].decode().lower()
        self.at += 1
        value = bytearray()
        while self.source[self.at] not in (quote, _END):
            character = self._character_reference()
            if character is None:
                value.append(self.source[self.at])
                self.at += 1
            else:
                value += character.encode("utf-8", "surrogatepass")
        if self.source[self.at] == _END:
            raise _cannot(f"Unclosed start tag at byte offset {begin}")
        self.at += 1
        return value.decode("utf-8", "replace")

    def _end_tag(self, begin: int) -> None:
        if not self.opened:
            raise _cannot(f"Unexpected end tag at byte offset {begin}")
        self.at += 1
        found = self._word(b">").lower()
        self._skip_spaces()
        if self.source[self.at] != ord(">"):
            raise _cannot(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        last = self.opened.pop()
        if found and found != last.tag:
            raise _cannot(f'Unmatched end tag at byte offset {begin}, expected "</{last.tag}>", found "</{found}>"')
        if self.offset > last.offset:
            self._close(last)

    def _close(self, last: _Open) -> None:
        length = self.offset - last.offset
        if last.tag == "a":
            url = last.argument or "".join(self.out[last.piece :])
            person = _PERSON_LINK.match(url)
            link = person[1] if person else checked_link(url)
            if link:
                self.entities.append(Entity("text_mention" if person else "text_link", last.offset, length, link))
            return
        kind = _TYPES[last.tag]
        inner = self.entities[-1] if self.entities else None
        if {last.tag, inner.type if inner else ""} == {"pre", "code"} and inner is not None:
            language = last.argument or inner.argument
            if (inner.offset, inner.length) == (last.offset, length) and language:
                self.entities[-1] = Entity("pre", last.offset, length, language)
                return
        if kind == "custom_emoji" and not re.fullmatch(r"-?[1-9]\d{0,18}", last.argument):
            raise _cannot("Invalid custom emoji identifier specified")
        if kind == "blockquote" and last.argument:
            kind = "expandable_blockquote"
        argument = last.argument if kind in {"code", "custom_emoji"} else ""
        self.entities.append(Entity(kind, last.offset, length, argument))

    def _word(self, stops: bytes) -> str:
        start = self.at
        while self.source[self.at] not in _SPACE and self.source[self.at] not in stops:
            self.at += 1
        return self.source[start : self.at].decode("utf-8", "replace")

    def _skip_spaces(self) -> None:
        while self.source[self.at] != _END and self.source[self.at] in _SPACE:
            self.at += 1


def _argument(tag: str, name: str, value: str | None, before: str) -> str:
    """What the tag's attribute says, where Telegram listens to it."""
    match tag, name:
        case "a", "href":
            return value or ""
        case "code", "class" if value and value.startswith("language-"):
            return value.removeprefix("language-")
        case "span", "class" if value and value.startswith("tg-"):
            return value.removeprefix("tg-")
        case "tg-emoji", "emoji-id":
            return value or ""
        case "blockquote", "expandable":
            return "1"
        case _:
            return before

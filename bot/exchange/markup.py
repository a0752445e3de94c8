"""The texts of other formats as the few tags a chat shows; what a chat cannot show is named."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass, field

from markdown_it import MarkdownIt

from bot.domain.curriculum import Rich
from bot.exchange.gift_values import Marked

_MARKDOWN = MarkdownIt("commonmark", {"html": True})
_LONGEST_MARKDOWN = 5_000
"""No question is as long; what is, goes as it stands rather than through a parser that takes its time."""
_TOKEN = re.compile(r"<!--|</?(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>[^<>]*)>|[^<]+|<")
_SPACE = re.compile(r"[ \t\xa0]*[\n\t][ \t\n\xa0]*")
_HREF = re.compile(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_SAME = {"b": "b", "strong": "b", "i": "i", "em": "i", "a": "a"}
_BREAKS = {"p": "\n\n", "div": "\n", "tr": "\n", "br": "\n", "ul": "\n\n", "ol": "\n\n", "blockquote": "\n\n"}
_BREAKS |= {f"h{level}": "\n\n" for level in range(1, 7)}
_SILENT = frozenset({"span", "html", "body", "tbody", "thead", "section", "article"})
_MEDIA = frozenset(
    (
        "img",
        "video",
        "audio",
        "source",
        "object",
        "embed",
        "iframe",
        "svg",
        "canvas",
        "script",
        "style",
        "math",
        "input",
        "form",
    )
)
_DROPPED = frozenset(
    (
        "u",
        "s",
        "del",
        "ins",
        "strike",
        "code",
        "pre",
        "kbd",
        "sub",
        "sup",
        "table",
        "td",
        "th",
        "font",
        "center",
        "small",
        "big",
        "mark",
        "hr",
        "dl",
        "dt",
        "dd",
        "q",
        "cite",
    )
)
_KNOWN = _SAME.keys() | _BREAKS.keys() | _SILENT | _MEDIA | _DROPPED | {"li"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as a chat shows it, with the tags that were lost and those of pictures, sounds and the like."""

    text: Rich
    lost: tuple[str, ...] = ()
    media: tuple[str, ...] = ()


def shown(marked: Marked | None) -> Shown:
    """A text of any format."""
    if marked is None or not marked.text:
        return Shown("")
    text = unicodedata.normalize("NFC", marked.text)
    if marked.format == "plain":
        return Shown(_tidy(html.escape(text, quote=False)))
    if marked.format == "markdown" and len(text) <= _LONGEST_MARKDOWN:
        text = _MARKDOWN.render(text)
    elif marked.format == "moodle":
        text = text.replace("\n", "<br>")
    return _Reader(keeps_unknown=marked.format != "html").read(text)


def is_plain(text: Rich) -> bool:
    """Whether it has neither tags nor escapes nor lines."""
    return not any(mark in text for mark in "<&\n")


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" *\n *", "\n", text)).strip()


@dataclass
class _Reader:
    """HTML as others write it, piece by piece; tags that do not match close what is open."""

    keeps_unknown: bool
    """Whether a tag that nobody knows is text: «a<b và c>d»."""
    parts: list[str] = field(default_factory=list)
    open: list[tuple[str, int]] = field(default_factory=list)
    lists: list[int] = field(default_factory=list)
    lost: dict[str, None] = field(default_factory=dict)
    media: dict[str, None] = field(default_factory=dict)

    def read(self, text: str) -> Shown:
        place, has_ends = 0, True
        while place < len(text):
            token = _TOKEN.match(text, place)
            assert token is not None
            place = token.end()
            if token[0] == "<!--":
                end = text.find("-->", place) if has_ends else -1
                has_ends = end >= 0
                if has_ends:
                    place = end + 3
                else:
                    self._say("<!--")
            elif token["name"]:
                self._tag(token[0], token["name"].lower(), token["rest"])
            else:
                self._say(token[0])
        while self.open:
            self._close()
        return Shown(_tidy("".join(self.parts)), tuple(self.lost), tuple(self.media))

    def _say(self, text: str) -> None:
        said = html.unescape(_SPACE.sub(" ", text)).replace("\xa0", " ")
        self.parts.append(html.escape(said, quote=False))

    def _tag(self, whole: str, name: str, rest: str) -> None:
        is_end = whole.startswith("</")
        if name not in _KNOWN:
            if self.keeps_unknown:
                self._say(whole)
            else:
                self.lost[name] = None
        elif name in _SAME:
            self._turn(_SAME[name], rest, is_end=is_end)
        elif name == "li":
            self._item(is_end=is_end)
        elif name in _BREAKS:
            if name in {"ul", "ol"}:
                self._list(name, is_end=is_end)
            self.parts.append(_BREAKS[name])
        elif name in _MEDIA:
            self.media[name] = None
        elif name in _DROPPED:
            self.lost[name] = None
            self.parts.append(" " if name in {"td", "th"} else "")

    def _turn(self, name: str, rest: str, *, is_end: bool) -> None:
        names = [each for each, _ in self.open]
        if is_end:
            while name in [each for each, _ in self.open]:
                self._close()
        elif name not in names:
            tag = f"<{name}>"
            if name == "a":
                found = _HREF.search(rest)
                address = next((each for each in found.groups() if each is not None), "") if found else ""
                if not address:
                    return
                tag = f'<a href="{html.escape(html.unescape(address), quote=True)}">'
            self.open.append((name, len(self.parts)))
            self.parts.append(tag)

    def _close(self) -> None:
        name, place = self.open.pop()
        if any(self.parts[place + 1 :]):
            self.parts.append(f"</{name}>")
        else:
            del self.parts[place:]

    def _list(self, name: str, *, is_end: bool) -> None:
        if not is_end:
            self.lists.append(0 if name == "ol" else -1)
        elif self.lists:
            self.lists.pop()

    def _item(self, *, is_end: bool) -> None:
        if is_end:
            return
        mark = "•"
        if self.lists and self.lists[-1] >= 0:
            self.lists[-1] += 1
            mark = f"{self.lists[-1]}."
        self.parts.append(f"\n{mark} ")

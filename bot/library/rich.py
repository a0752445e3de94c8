"""Formatting inside a line: Markdown in, the few tags that Telegram knows out, and back to plain text.

Raw HTML, code and links to strangers are refused: what an author cannot see must not reach a learner.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.domain.curriculum import Rich
from bot.library.links import bare_addresses, is_trusted
from bot.library.problems import FileFindings

_MARKDOWN = MarkdownIt("commonmark", {"html": True})
_TAGS = {
    "strong_open": "<b>",
    "strong_close": "</b>",
    "em_open": "<i>",
    "em_close": "</i>",
    "hardbreak": "\n",
    "softbreak": " ",
}
_TAG = re.compile(r"<[^>]*>")
_LEFTOVER = re.compile(r"\*\*|!\[|\]\(")


@dataclass(frozen=True, slots=True)
class PictureMark:
    """A picture named inside a text: ``![alt](target)``."""

    target: str
    alt: str
    line: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as it will be shown, and the pictures named in it."""

    text: Rich
    pictures: tuple[PictureMark, ...] = ()


def plain(text: Rich) -> str:
    """What a reader sees of it, without tags and escapes."""
    return html.unescape(_TAG.sub("", text))


def visible_length(text: Rich) -> int:
    """How many characters a reader sees."""
    return len(plain(text))


def headed(heading: Rich, text: Rich) -> Rich:
    """A text under its heading; the heading becomes bold, once."""
    return f"<b>{heading.replace('<b>', '').replace('</b>', '')}</b>\n\n{text}"


def render(source: str, line: int, findings: FileFindings) -> Rendered:
    """The inline Markdown that begins on ``line``, formatted; pictures are set aside."""
    writer = _Writer(line, findings)
    for token in _MARKDOWN.parseInline(source)[0].children or []:
        writer.take(token)
    text = writer.text()
    if _LEFTOVER.search(plain(text)):
        findings.error(
            line,
            "leftover-mark",
            "Dấu định dạng viết chưa trọn nên chữ sẽ hiện cả dấu sao hoặc dấu ngoặc",
            "Chữ đậm viết **như này**, hai dấu sao dính liền chữ ở hai đầu. "
            "Tranh viết ![mô tả](media/ten-tep.png), tên tệp không dấu, không cách.",
        )
    for address in bare_addresses(plain(text)):
        report_link(address, line, findings)
    return Rendered(text, tuple(writer.pictures))


def render_text(source: str, line: int, findings: FileFindings) -> Rich:
    """Like :func:`render`, where a picture has no place."""
    rendered = render(source, line, findings)
    for picture in rendered.pictures:
        findings.error(
            picture.line,
            "picture-misplaced",
            "Tranh không đặt được ở đây",
            "Chuyển tranh vào một thẻ, đứng một dòng riêng.",
        )
    return rendered.text


def report_link(address: str, line: int, findings: FileFindings) -> None:
    """Note an address that a lesson does not lead to."""
    findings.error(
        line,
        "link",
        f"Bài học không dẫn tới «{address[:60]}»: chị em được dặn đừng bấm đường dẫn lạ",
        "Bỏ đường dẫn, viết tên nơi cần hỏi. Chỉ giữ được trang nhà nước (….gov.vn) hoặc trang của Hội "
        "(vwu.vn, hoilhpn.org.vn), bắt đầu bằng https://: [tên trang](https://vwu.vn).",
    )


class _Writer:
    """Tokens of one line of text turned to tags, one after the other."""

    def __init__(self, line: int, findings: FileFindings) -> None:
        self._line = line
        self._findings = findings
        self._parts: list[str] = []
        self._links: list[bool] = []
        self.pictures: list[PictureMark] = []

    def text(self) -> Rich:
        return "".join(self._parts).strip()

    def take(self, token: Token) -> None:
        if token.type == "text":
            self._parts.append(html.escape(token.content, quote=False))
        elif token.type in _TAGS:
            self._parts.append(_TAGS[token.type])
            self._line += token.type.endswith("break")
        elif token.type == "link_open":
            self._open_link(str(token.attrGet("href") or ""))
        elif token.type == "link_close":
            self._parts.append("</a>" if self._links.pop() else "")
        elif token.type == "image":
            target = unquote(str(token.attrGet("src") or ""))
            self.pictures.append(PictureMark(target, token.content.strip(), self._line))
        else:
            self._refuse(token)

    def _open_link(self, address: str) -> None:
        allowed = is_trusted(address)
        self._links.append(allowed)
        if allowed:
            self._parts.append(f'<a href="{html.escape(address, quote=True)}">')
        else:
            report_link(address, self._line, self._findings)

    def _refuse(self, token: Token) -> None:
        self._parts.append(html.escape(token.content, quote=False))
        what = "thẻ HTML" if token.type == "html_inline" else "dấu ` (kiểu chữ máy tính)"
        self._findings.error(
            self._line,
            "raw-html" if token.type == "html_inline" else "code",
            f"Trong dòng có {what}: «{token.content[:40]}»",
            "Xóa đi. Chữ đậm viết **như này**, chữ nghiêng viết *như này*.",
        )

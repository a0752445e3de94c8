"""Meeting kits on paper: one page of A5 each, set as large as it fits, with a code that opens the module."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from html.parser import HTMLParser

import segno

from bot.domain.curriculum import Course, MeetingKit, Module, Rich
from bot.printing.press import print_pdf, print_picture
from bot.texts import Texts

LINK = "bai_"
"""What a link to a module begins with, before the module's id."""
PASSAGES = {
    "opening": ("kitpage.opening", "kitpage.opening_time"),
    "story": ("kitpage.story", "kitpage.story_time"),
    "vote": ("kitpage.vote", "kitpage.vote_time"),
    "closing": ("kitpage.closing", "kitpage.closing_time"),
}
"""The passages of a kit, in order; for each the texts that name it and say how long it takes."""
_NUMBER_GAP = re.compile(r"(?<=\d) (?=\d{3}\b)")
"""The gaps inside a telephone number: it has to stay on one line to be read out and dialled."""
_KEPT = 64
"""Pages kept in memory: every kit of the curriculum twice over, a few megabytes."""


def module_link(bot_link: str, module_id: str) -> str:
    """The address that opens a module in the chat; empty where the bot's own address is not known."""
    return f"{bot_link}?start={LINK}{module_id}" if bot_link else ""


def page_values(texts: Texts, course: Course, module: Module, kit: MeetingKit, link: str) -> dict[str, int | str]:
    """Everything the page says; the passages are still markup. Without a link it has no code to scan."""
    say = texts.plain
    passages = (_NUMBER_GAP.sub("\u00a0", passage) for passage in (kit.opening, kit.story, kit.vote, kit.closing))
    values: dict[str, int | str] = dict(zip(PASSAGES, passages, strict=True))
    for name, (label, time) in PASSAGES.items():
        values |= {f"{name}-label": say(label), f"{name}-time": say(time)}
    reviewed = say("kitpage.reviewed", date=_day(module.reviewed_on)) if module.reviewed_on is not None else ""
    return values | {
        "name": file_name(module),
        "kind": say("kitpage.kind"),
        "course": course.title,
        "title": module.title,
        "house": say("kitpage.house"),
        "reviewed": reviewed,
        "scan": say("kitpage.scan") if link else "",
        "link": link,
    }


def file_name(module: Module) -> str:
    """The name of the page's file."""
    return f"sinh-hoat-{module.id}.pdf"


def _day(date_: date) -> str:
    return f"{date_.day}/{date_.month}/{date_.year}"


def printed(values: Mapping[str, int | str]) -> bytes:
    """The page as a PDF; asked for again with the same words, it is the one made before."""
    return _printed(tuple(sorted(values.items())))


def picture(values: Mapping[str, int | str], *, dots_per_inch: float = 144) -> bytes:
    """The same page as a picture."""
    return print_picture("kit", _page(values), dots_per_inch=dots_per_inch)


@lru_cache(maxsize=_KEPT)
def _printed(values: tuple[tuple[str, int | str], ...]) -> bytes:
    return print_pdf("kit", _page(dict(values)))


def _page(values: Mapping[str, int | str]) -> dict[str, object]:
    passages = [
        {"label": values[f"{name}-label"], "time": values[f"{name}-time"], "runs": _runs(str(values[name]))}
        for name in PASSAGES
    ]
    link = str(values["link"])
    return {**values, "passages": passages, "code": _code(link) if link else ""}


def _code(link: str) -> str:
    made = io.BytesIO()
    segno.make_qr(link, error="m").save(made, kind="svg", border=0, dark="#2b2430", xmldecl=False)
    return made.getvalue().decode("ascii")


class _Runs(HTMLParser):
    """Markup as runs of text, each bold, italic, or neither."""

    def __init__(self) -> None:
        super().__init__()
        self.runs: list[dict[str, object]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        self.runs.append({"text": data, "bold": "b" in self._open, "italic": "i" in self._open})


def _runs(text: Rich) -> list[dict[str, object]]:
    reader = _Runs()
    reader.feed(text)
    reader.close()
    return reader.runs

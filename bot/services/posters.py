"""Posters: a page of A5 for each branch, with a code to be photographed and three lines that say what to do."""

from __future__ import annotations

import io
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import segno

from bot.printing.press import print_pdf, print_picture
from bot.services.inviting import Invited
from bot.texts import Texts

MASK = 2
"""One of the code's eight patterns; to try all of them for the fairest takes four times as long, and any is read."""


def posters(texts: Texts, invited: Sequence[Invited], bot_link: str, zone: ZoneInfo) -> bytes:
    """A PDF with a page for each invitation."""
    return print_pdf("poster", _values(texts, invited, bot_link, zone))


def poster_picture(texts: Texts, invited: Invited, bot_link: str, zone: ZoneInfo) -> bytes:
    """The same page as a picture, to be sent on in a chat."""
    return print_picture("poster", _values(texts, [invited], bot_link, zone))


def _values(texts: Texts, invited: Sequence[Invited], bot_link: str, zone: ZoneInfo) -> dict[str, object]:
    return {
        "union": texts.plain("poster.union"),
        "title": texts.plain("poster.title"),
        "lines": [texts.plain("poster.first"), texts.plain("poster.second"), texts.plain("poster.third")],
        "free": texts.plain("poster.free"),
        "pages": [
            {
                "unit": one.unit.name,
                "above": one.above,
                "until": texts.plain("poster.until", day=_day(one, zone)),
                "code": _code(f"{bot_link}?start={one.token}"),
            }
            for one in invited
        ],
    }


def _day(invited: Invited, zone: ZoneInfo) -> str:
    local = invited.expires_at.astimezone(zone)
    return f"{local.day}/{local.month}/{local.year}"


def _code(link: str) -> str:
    made = io.BytesIO()
    # «M»: a corner may be torn off or wet.
    segno.make_qr(link, error="m", mask=MASK).save(made, kind="svg", border=4, xmldecl=False)
    return made.getvalue().decode("ascii")

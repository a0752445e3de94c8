"""A commune in which somebody is named for private messages, and a woman who writes to her."""

from __future__ import annotations

from bot.domain.managing import AdminRole
from bot.storage import tables
from tests.chatting import Meeting, Talker, words_of
from tests.conversations.reminders_school import organiser

COMMUNE, OTHER_COMMUNE, PROVINCE, BRANCH = "mau-suoi-may", "mau-doi-che", "mau", "mau-suoi-may-buoi"
CRY = "chồng em đánh em"
WORDS = "Em Lan đây, tối qua chồng em đánh em, em sợ lắm, chị giúp em với, con Tí Xíu nó khóc."
MARKER = "Tí Xíu"
ANSWER = "Mai chị ở nhà văn hóa từ tám giờ, em ghé nhé, gặp Bông Gòn ở cửa."
ANSWERS_MARKER = "Bông Gòn"
NEWS = "Chị có một tin nhắn riêng."
PRIVATE = (tables.private_thread, tables.private_line)


async def named(met: Meeting, first_name: str = "Sen", unit_key: str = COMMUNE) -> Talker:
    """Somebody who has joined and is named for private messages."""
    return await organiser(met, first_name, unit_key, AdminRole.CONFIDANT)


async def begins(lan: Talker, way: str = "Được, trả lời ở đây") -> None:
    """From the numbers to where she types."""
    await lan.types("/khancap")
    await lan.taps("Nhắn riêng")
    await lan.taps(way)


async def writes(lan: Talker, text: str = WORDS, way: str = "Được, trả lời ở đây") -> None:
    """All the way to the person named for it."""
    await begins(lan, way)
    await lan.types(text)
    await lan.taps("Gửi")


async def answers(sen: Talker, text: str = ANSWER) -> None:
    """Open what has come, answer, and put it away."""
    await sen.taps("Mở")
    await sen.taps("Trả lời")
    await sen.types(text)
    await sen.taps("Gửi")
    await sen.taps("Ẩn")


async def kept(met: Meeting) -> list[int]:
    """How many threads and messages there are, and deliveries that tell of them."""
    told = [row for row in await met.rows(tables.delivery) if str(row[1]).startswith("private")]
    return [len(await met.rows(table)) for table in PRIVATE] + [len(told)]


def all_words(talker: Talker) -> str:
    """Everything that stands in her chat."""
    return "\n".join(words_of(message) for message in talker.messages)

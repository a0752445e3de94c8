"""Small words about broadcasts: whom they are for, how long they take, how far they have come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.audience import Audience, Trait, mark_of
from bot.domain.broadcast import Broadcast, Content, Tally
from bot.domain.curriculum import Rich
from bot.screens.parts import plain
from bot.texts import Texts

TITLE = 24
BAR = 10
MOST_REASONS = 3
REASONS = frozenset({"blocked", "paused", "budget", "late", "quiet", "cancelled", "unknown"})


def number(value: int) -> str:
    """A count as it is written here: 1.000."""
    return f"{value:,}".replace(",", ".")


def title(texts: Texts, content: Content) -> str:
    """The first words, by which she knows it again."""
    words = " ".join(plain(content.text).split())
    if not words:
        return texts.plain("bulletin.with_files" if content.files else "bulletin.untitled")
    return words if len(words) <= TITLE else words[: TITLE - 1].rstrip() + "…"


def mark_name(texts: Texts, word: str, days: int) -> str:
    """What a mark is called; the empty word for one that is not known."""
    mark = mark_of(word)
    if isinstance(mark, Trait):
        return texts.plain(f"trait.{mark.value}", days=days)
    return texts.plain(f"role.{mark.value}") if mark is not None else ""


def marks(texts: Texts, audience: Audience) -> str:
    """What is asked of those who get it."""
    lines = [texts.plain("bulletin.audience_all")]
    if audience.wanted:
        names = ", ".join(mark_name(texts, word, audience.silent_days) for word in audience.wanted)
        lines = [texts.plain("bulletin.audience_only", marks=names)]
    if audience.unwanted:
        names = ", ".join(mark_name(texts, word, audience.silent_days) for word in audience.unwanted)
        lines.append(texts.plain("bulletin.audience_not", marks=names))
    return ". ".join(lines)


def for_whom(texts: Texts, audience: Audience, unit: str) -> str:
    """Unit and marks in one line."""
    return unit if not audience.wanted and not audience.unwanted else f"{unit}. {marks(texts, audience)}"


def span(texts: Texts, length: timedelta) -> str:
    """A length of time, roughly."""
    seconds = length.total_seconds()
    if seconds < 60:
        return texts.plain("bulletin.seconds")
    if seconds < 90 * 60:
        return texts.plain("bulletin.minutes", count=-(-int(seconds) // 60))
    return texts.plain("bulletin.hours", count=-(-int(seconds) // 3600))


def bar(done: int, total: int) -> str:
    """How far it has come, to be seen at a glance."""
    full = BAR * done // total if total else 0
    return "▓" * full + "░" * (BAR - full)


def reason(texts: Texts, word: str) -> str:
    """Why somebody did not get it."""
    return texts.plain(f"missed.{word if word in REASONS else 'other'}")


def tally_lines(texts: Texts, broadcast: Broadcast, tally: Tally, taken: Tally) -> Rich:
    """How it came out, a line each, without what is nought; ``taken`` is how far taking it back has come."""
    lines = [texts("bulletin.sent", count=number(tally.sent))]
    if broadcast.module_id:
        lines.append(texts("bulletin.tapped", count=number(tally.tapped)))
    counts = (
        ("bulletin.pending", tally.open),
        ("bulletin.blocked", tally.blocked),
        ("bulletin.resting", tally.paused),
        ("bulletin.failed", tally.failed),
        ("bulletin.unknown", tally.unknown),
        ("bulletin.expired", tally.expired),
        ("bulletin.stopped", tally.cancelled),
    )
    for key, count in counts:
        if count:
            lines.append(texts(key, count=number(count)))
        if count and key == "bulletin.failed":
            lines += _why(texts, tally.reasons)
    if broadcast.taken_back_at is not None:
        failed = taken.unreached + taken.cancelled
        values = {"done": number(taken.sent), "failed": number(failed), "open": number(taken.open)}
        lines.append(texts("bulletin.taken_back", **values))
    return "\n".join(lines)


def _why(texts: Texts, reasons: Sequence[tuple[str, int]]) -> list[str]:
    """Why it failed: in her words where there are some, else in Telegram's, which somebody may look up."""
    shown = [(reason(texts, word) if word in REASONS or not word else word, count) for word, count in reasons]
    return [texts("bulletin.failed_reason", reason=words, count=number(count)) for words, count in shown[:MOST_REASONS]]

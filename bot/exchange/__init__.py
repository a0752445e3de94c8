"""Questions in and out in the formats of others: Moodle GIFT, Aiken, and this project's own Markdown.

Nothing is dropped in silence: what a format cannot say, or a chat cannot ask, comes back as a :class:`Leftover`.
"""

from __future__ import annotations

from bot.exchange.aiken import aiken_from_questions, questions_from_aiken
from bot.exchange.gift_questions import questions_from_gift
from bot.exchange.gift_writing import gift_from_questions
from bot.exchange.leftovers import Leftover, Taken, Written
from bot.exchange.markdown import question_markdown

__all__ = [
    "Leftover",
    "Taken",
    "Written",
    "aiken_from_questions",
    "gift_from_questions",
    "question_markdown",
    "questions_from_aiken",
    "questions_from_gift",
]

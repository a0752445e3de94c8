"""Corrections: hers alone."""

from __future__ import annotations

from bot.screens.codes import Action
from bot.screens.corrections_actions import AnswerCorrection, SeeCorrection
from handlers.access import Open
from tests.role_lines.line import Line, reads

LINES: dict[type[Action], Line] = {
    AnswerCorrection: reads(Open.JOINED, AnswerCorrection("luat-cu", "0123456789ab", 0)),
    SeeCorrection: reads(Open.JOINED, SeeCorrection("luat-cu")),
}

"""The role matrix, line by line: for every action, to whom it is open, an example of it, and what it writes.

A new action needs a line, in the file of its topic. ``example`` is given a ``Spot`` and returns the action as a button
of that unit would carry it, making first whatever it is about (a draft, a question, somebody's role). Who may do it
follows from the right, so nothing is said of roles here.
"""

from __future__ import annotations

from bot.domain.learner import Awaiting
from bot.screens.codes import Action
from tests.role_lines import (
    asking,
    authoring,
    broadcasts,
    confiding,
    corrections,
    deadlines,
    enrolling,
    entrusting,
    learning,
    results,
    tree,
    voice,
)
from tests.role_lines.line import AskedLine, Line

TOPICS = (
    learning,
    corrections,
    entrusting,
    tree,
    enrolling,
    deadlines,
    results,
    broadcasts,
    asking,
    authoring,
    confiding,
    voice,
)

LINES: dict[type[Action], Line] = {kind: line for topic in TOPICS for kind, line in topic.LINES.items()}

ASKED_LINES: dict[Awaiting, AskedLine] = {
    kind: line
    for topic in (tree, enrolling, deadlines, broadcasts, asking, authoring, confiding, voice)
    for kind, line in topic.ASKED_LINES.items()
}
"""The same for what she is asked to type or to send."""

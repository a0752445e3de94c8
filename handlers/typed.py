"""What she typed, as a button: a number, a letter, its own words, what is said for it, or a main button's word."""

from __future__ import annotations

import re

from bot.domain.folding import fold
from bot.screens import actions, general
from bot.screens.screen import Button, Screen
from bot.services.visit import Visit
from bot.texts import Texts
from handlers.place import where
from handlers.routes import WORDS

LONGEST_WORD = 60
"""Longer than any button or command; what is longer was meant as a text."""
_NUMBER = re.compile(r"(?:so |nut |cau )?(\d{1,2})")
_LEFT = re.compile(r"^(?:\d+|[a-i]) ")
"""The number or letter before a choice's own words."""


def number_of(visit: Visit, text: str) -> int | None:
    """The number of a choice; a letter is one where choices are lettered. None for anything else."""
    folded = fold(text[:LONGEST_WORD])
    number = _NUMBER.fullmatch(folded)
    if number is not None:
        return int(number[1])
    is_letter = re.fullmatch(r"(?:chu |nut |cau )?[a-i]", folded) is not None
    return ord(folded[-1]) - ord("a") + 1 if is_letter and where(visit).numbered else None


def label_of(visit: Visit, text: str) -> actions.Action | None:
    """The button she wrote out, or said in another word («đồng ý», «quay lại»), if it is one of those shown last."""
    if len(text) > LONGEST_WORD:
        return None
    wanted, screens = fold(text), [where(visit)]
    if actions.encode(actions.Leave()) in visit.chat.choices:
        # That question never comes back by itself, so where she is does not show it.
        screens.append(general.ask_to_leave(visit.texts))
    found = [choice for screen in screens for choice in said_on(visit.texts, screen, wanted)]
    return next((actions.decode(choice.code) for choice in found if choice.code in visit.chat.choices), None)


def said_on(texts: Texts, screen: Screen, wanted: str) -> list[Button]:
    """The buttons of a screen that the folded words stand for: written out first, then said in another word."""
    choices = [choice for row in screen.rows for choice in row]
    labels = [fold(choice.label) for choice in choices]
    named = [
        choice
        for choice, label in zip(choices, labels, strict=True)
        if wanted and wanted in (label, _LEFT.sub("", label))
    ]
    keys = {fold(texts.plain(key)) for key, words in texts.said.items() if wanted in {fold(word) for word in words}}
    return named or [choice for choice, label in zip(choices, labels, strict=True) if label in keys]


def word_of(visit: Visit, text: str) -> actions.Action | None:
    """The main button that a word stands for, wherever she is."""
    if len(text) > LONGEST_WORD:
        return None
    folded = fold(text)
    for name, action in WORDS.items():
        if folded in {fold(word) for word in visit.texts.words.get(name, ())}:
            return action
    return None

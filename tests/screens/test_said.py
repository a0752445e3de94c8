"""What is typed for a button stands for one button at most, on every screen that asks something."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from bot.domain.folding import fold
from bot.domain.learner import Learner
from bot.domain.quiz import draw, moment_of
from bot.domain.unit import Level, Unit, UnitPage
from bot.library.reader import read_library
from bot.screens import actions, general, joining, listening, quizzing, studying
from bot.screens.screen import Screen, button
from bot.settings import PROJECT
from bot.texts import read_texts
from handlers.typed import said_on
from tests.chatting import MONDAY_EVENING
from tests.domain.builders import an_attempt

TEXTS = read_texts(PROJECT / "content" / "texts" / "vi")
SAID = sorted({fold(word) for table in (TEXTS.said, TEXTS.words) for words in table.values() for word in words})
LAN = Learner(1, "Lan", None, None, None, datetime(2026, 11, 1, tzinfo=UTC), None)
COMMUNE = Unit(1, "xa", None, Level.COMMUNE, "Xã Mơ")
BRANCH = Unit(2, "chi", 1, Level.BRANCH, "Chi hội Thôn Lúa")
PAGE = UnitPage(COMMUNE, (BRANCH,), 0, has_more=True, opens=frozenset())
CHANGE = joining.ask_to_change(TEXTS, "?", actions.ChooseRole("member"))


def asking() -> dict[str, Screen]:
    """The screens on which something is answered in words, the shipped lessons among them."""
    screens = {
        "consent": joining.consent(TEXTS, "1", None),
        "consent in full": joining.consent_in_full(TEXTS, "1", has_agreed=False),
        "consent again": joining.consent_in_full(TEXTS, "1", has_agreed=True),
        "unit": joining.ask_unit(TEXTS, PAGE, up=0, is_joining=True),
        "other unit": joining.ask_unit(TEXTS, PAGE, up=0, is_joining=False),
        "role": joining.ask_role(TEXTS, ()),
        "name": joining.confirm_name(TEXTS, LAN),
        "typed name": joining.ask_name(TEXTS),
        "phone": joining.ask_phone(TEXTS),
        "change": CHANGE,
        "leave": general.ask_to_leave(TEXTS),
        "settings": general.settings(TEXTS, LAN, ()),
        "privacy": general.privacy(TEXTS),
        "help": general.help_screen(TEXTS),
        "sad": general.sad(TEXTS, CHANGE),
        "hidden": general.hidden_emergency(TEXTS, has_joined=False),
    }
    library = read_library(PROJECT / "content", today=MONDAY_EVENING.date()).library
    assert library is not None
    screens["numbers"] = general.emergency(TEXTS, library, was_told=True)
    for module in library.modules():
        for index in range(len(module.cards)):
            screens[f"{module.id} {index}"] = studying.card_screen(TEXTS, library, module, index)
            sounds = listening.rows(TEXTS, module, module.cards[index], library.voices[:1])
            screens[f"{module.id} {index} heard"] = studying.card_screen(TEXTS, library, module, index, sounds)
        back = button(TEXTS.plain("button.back_to_result"), actions.ShowResult(1))
        again = actions.Reread(1, 0)
        screens[f"{module.id} again"] = studying.reread_screen(TEXTS, library, module, module.cards[0], back, again)
        for question in module.questions:
            attempt = an_attempt(module, draw((question,), random.Random(3)))
            moment = moment_of(module, attempt)
            assert moment is not None
            screens[question.id] = quizzing.question_screen(TEXTS, attempt, module, moment)
    return screens


SCREENS = asking()


def test_no_word_stands_for_two_buttons_of_a_screen() -> None:
    doubtful = [
        f"{name}: «{word}» is {[choice.label for choice in found]}"
        for name, screen in SCREENS.items()
        for word in SAID
        if len(found := said_on(TEXTS, screen, word)) > 1
    ]
    assert not doubtful, "\n".join(doubtful)


@pytest.mark.parametrize(
    ("name", "word", "label"),
    [
        ("consent", "dong y", "Tôi đồng ý"),
        ("consent", "khong", "Thôi, tôi không tham gia"),
        ("name", "co", "Đúng rồi"),
        ("role", "truong chi hoi", "Chi hội trưởng"),
        ("unit", "quay lai", "◂ Trở lên"),
        ("leave", "khong", "Không, tôi ở lại"),
        ("change", "thoi", "Thôi, để như cũ"),
    ],
)
def test_a_word_finds_its_button(name: str, word: str, label: str) -> None:
    assert [choice.label for choice in said_on(TEXTS, SCREENS[name], word)] == [label]


@pytest.mark.parametrize("word", ["co", "vang", "dong y", "ok", "duoc"])
def test_nobody_is_erased_by_a_mere_yes(word: str) -> None:
    assert said_on(TEXTS, SCREENS["leave"], word) == []


def test_every_table_of_words_belongs_to_a_button_that_is_shown() -> None:
    labels = {fold(choice.label) for screen in SCREENS.values() for row in screen.rows for choice in row}
    elsewhere = {"button.to_course", "button.to_module", "button.back_to_quiz"}
    unshown = [key for key in TEXTS.said if key not in elsewhere and fold(TEXTS.plain(key)) not in labels]
    assert unshown == []


def test_a_true_or_false_question_is_answered_by_its_own_words() -> None:
    kinds = {choice.label for screen in SCREENS.values() for row in screen.rows for choice in row}
    assert {"1. Đúng", "2. Sai"} <= kinds
    screen = next(one for one in SCREENS.values() if "1. Đúng" in [c.label for row in one.rows for c in row])
    assert [choice.label for choice in said_on(TEXTS, screen, "sai")] == ["2. Sai"]

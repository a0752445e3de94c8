"""A learner's screens of asking: what she is to type, what may answer already, sending it, and the answer."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.asking import AskedQuestion, Outcome
from bot.domain.curriculum import Card, Library, Module
from bot.domain.search import Hit
from bot.screens.asking_actions import AskPeople, AskQuestion, LookUp, OpenHit, SeeHits, SendQuestion
from bot.screens.codes import encode
from bot.screens.general import home_row
from bot.screens.screen import Button, Screen, button
from bot.screens.studying import card_text
from bot.texts import Texts

SHOWN_OF_QUESTION = 200
"""Characters of a question that are shown where it only has to be recognised."""


def shortened(text: str, most: int = SHOWN_OF_QUESTION) -> str:
    """The text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def ask(texts: Texts, fault: str = "") -> Screen:
    """She is asked to type her question; ``fault`` says what was wrong with what she sent."""
    text = texts("ask.type")
    text = f"{fault}\n\n{text}" if fault else text
    return Screen(text, (home_row(texts),), is_new=bool(fault), again=None)


def ask_lookup(texts: Texts, fault: str = "") -> Screen:
    """The same for what is only looked up."""
    text = texts("ask.type_lookup")
    text = f"{fault}\n\n{text}" if fault else text
    return Screen(text, (home_row(texts),), is_new=bool(fault), again=None)


def hits(texts: Texts, question: AskedQuestion, found: Iterable[Hit], *, is_new: bool = False) -> Screen:
    """The cards that may answer; below them the way to people, or for a look-up to another one."""
    rows: list[tuple[Button, ...]] = [(button(hit.title, OpenHit(hit.module_id, hit.card_id)),) for hit in found]
    said = shortened(question.text)
    if question.is_lookup:
        text = texts("ask.looked_up", text=said) if rows else texts("ask.looked_up_none", text=said)
        rows.append((button(texts.plain("button.look_up_again"), LookUp()),))
    else:
        text = texts("ask.hits", text=said) if rows else texts("ask.no_hits", text=said)
        label = "button.ask_people" if rows else "button.ask_people_now"
        rows.append((button(texts.plain(label), AskPeople(question.id)),))
    rows.append(home_row(texts))
    return Screen(text, tuple(rows), is_new=is_new, again=encode(SeeHits()))


def hit(texts: Texts, library: Library, module: Module, card: Card) -> Screen:
    """A card that may answer, with the way back to what she asked; her place in learning stays where it was."""
    place = f"{module.cards.index(card) + 1}/{len(module.cards)}"
    rows = ((button(texts.plain("button.to_question"), SeeHits()),), home_row(texts))
    again = encode(OpenHit(module.id, card.id))
    return Screen(card_text(texts, library, module, card, place), rows, card.picture, again=again)


def confirm(texts: Texts, question: AskedQuestion, name: str, unit: str) -> Screen:
    """What is sent, to whom, and what they see of her, before it is sent."""
    rows = (
        (button(texts.plain("button.send_question"), SendQuestion(question.id)),),
        (button(texts.plain("button.other_question"), AskQuestion()),),
        home_row(texts),
    )
    return Screen(texts("ask.confirm", text=question.text, name=name, unit=unit), rows, again=encode(SeeHits()))


def sent(texts: Texts) -> Screen:
    """It is on its way."""
    return Screen(texts("ask.sent"), (home_row(texts),), again="")


def too_many(texts: Texts, count: int) -> Screen:
    """She has to wait for an answer first."""
    return Screen(texts("ask.too_many", count=count), (home_row(texts),), again="")


def answer(texts: Texts, question: AskedQuestion) -> Screen:
    """The answer, under what she asked."""
    rows = ((button(texts.plain("button.ask_more"), AskQuestion()),), home_row(texts))
    if question.outcome is Outcome.ANSWERED:
        text = texts("ask.answer", question=question.text, answer=question.answer)
    else:
        text = texts("ask.refusal", question=question.text, reason=texts.plain(f"askreason.{question.outcome.value}"))
    return Screen(text, rows, is_new=True)

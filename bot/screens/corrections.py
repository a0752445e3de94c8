"""The screens of a correction: what is new, with one question; and what came of her answer."""

from __future__ import annotations

from bot.domain.curriculum import Choice, Correction, Library
from bot.screens import actions
from bot.screens.corrections_actions import AnswerCorrection, SeeCorrection
from bot.screens.parts import NUMBER_LABELS, SHORT_LABEL, cite, paragraphs, plain
from bot.screens.screen import Row, Screen, button
from bot.texts import Html, Texts


def told(
    texts: Texts,
    library: Library,
    called: str,
    correction: Correction,
    choices: tuple[Choice, ...],
    *,
    is_new: bool,
) -> Screen:
    """What changed and since when, where it is written, and the question; the choices as they were drawn.

    The text itself says since when; the check of the content sees to it.
    """
    listed, rows = _choices(correction, choices)
    text = paragraphs(
        texts("correction.opening", name=called),
        correction.text,
        cite(texts, library, correction.citations),
        texts("correction.ask"),
        texts("quiz.question", text=Html(correction.question.text)),
        listed,
    )
    return Screen(text, rows, again=_again(correction), is_new=is_new)


def _again(correction: Correction) -> str:
    return actions.encode(SeeCorrection(correction.source_id))


def _choices(correction: Correction, choices: tuple[Choice, ...]) -> tuple[str, tuple[Row, ...]]:
    """Short choices stand on the buttons, long ones in the text above numbers, as in a quiz."""
    picks = [AnswerCorrection(correction.source_id, correction.revision, place) for place in range(len(choices))]
    numbered = list(enumerate(zip(choices, picks, strict=True), start=1))
    if all(len(plain(choice.text)) <= SHORT_LABEL for choice in choices):
        return "", tuple((button(f"{number}. {plain(choice.text)}", pick),) for number, (choice, pick) in numbered)
    text = "\n\n".join(f"<b>{number}.</b> {choice.text}" for number, (choice, _) in numbered)
    return text, (tuple(button(NUMBER_LABELS[place], pick) for place, pick in enumerate(picks)),)


def answered(texts: Texts, library: Library, correction: Correction, chosen: str, choice: Choice | None) -> Screen:
    """Right or not, why, and where it is written. ``choice`` is what she chose, if it still reads like that."""
    right = next(one for one in correction.question.choices if one.is_right)
    is_right = plain(right.text) == chosen
    text = paragraphs(
        texts("quiz.right" if is_right else "quiz.wrong"),
        texts("quiz.you_chose", text=chosen),
        "" if is_right else texts("quiz.right_one", text=Html(right.text)),
        choice.feedback if choice is not None else "",
        correction.question.explanation,
        cite(texts, library, correction.question.citations or correction.citations),
        texts("correction.thanks"),
    )
    onward = button(texts.plain("button.go_on"), actions.ContinueLearning())
    return Screen(text, ((onward,),), again=_again(correction))

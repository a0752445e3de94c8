"""The screens of a quiz: a question, what came of an answer, the result."""

from __future__ import annotations

from bot.domain.attempt import Answer, Attempt, Result
from bot.domain.curriculum import Card, Choice, Library, Module, Question, QuestionKind
from bot.domain.progress import ModuleProgress
from bot.domain.quiz import Moment, shown_choices
from bot.screens import actions
from bot.screens.general import home_row, onward_row, retry_row
from bot.screens.parts import LETTERS, NUMBER_LABELS, SHORT_LABEL, cite, paragraphs, plain
from bot.screens.screen import Button, Row, Screen, button
from bot.screens.studying import kit_row
from bot.texts import Html, Texts

YES, NO = 1, 0
LONGEST_RETOLD = 3600
"""Characters of a message in which a story is told again: Telegram takes 4096, and a hint may stand before it."""


def question_screen(texts: Texts, attempt: Attempt, module: Module, moment: Moment, *, retells: bool = False) -> Screen:
    """A question, or the part of it that is asked now; who comes back into a situation is told its story again."""
    number, total = attempt.numbered(moment.position)
    heading = texts("quiz.heading", module=module.title, number=number, total=total)
    kind = moment.question.kind
    if kind is QuestionKind.SEVERAL:
        return _statement(texts, heading, attempt, moment)
    if kind is QuestionKind.ORDER:
        return _order(texts, heading, attempt, moment)
    if kind is QuestionKind.SITUATION:
        return _turn(texts, heading, attempt, moment, retells=retells)
    text, rows = _choices(shown_choices(moment), attempt, moment)
    asked = texts("quiz.question", text=Html(moment.question.text))
    return Screen(paragraphs(heading, asked, text), rows, again=_here(attempt))


def _here(attempt: Attempt) -> str:
    """What shows once more where she is in the quiz."""
    return actions.encode(actions.NextQuestion(attempt.id))


def _pick(attempt: Attempt, moment: Moment, part: int, choice: int) -> actions.PickChoice:
    return actions.PickChoice(attempt.id, moment.position, part, choice)


def _choices(choices: tuple[Choice, ...], attempt: Attempt, moment: Moment) -> tuple[str, tuple[Row, ...]]:
    """Short choices stand on the buttons; long ones, which a phone would cut off, in the text above numbers."""
    picks = [_pick(attempt, moment, moment.part, place) for place in range(len(choices))]
    if all(len(plain(choice.text)) <= SHORT_LABEL for choice in choices):
        return "", tuple((button(f"{n}. {plain(c.text)}", pick),) for n, (c, pick) in _numbered(choices, picks))
    text = "\n\n".join(f"<b>{number}.</b> {choice.text}" for number, choice in enumerate(choices, start=1))
    return text, (tuple(button(NUMBER_LABELS[place], pick) for place, pick in enumerate(picks)),)


def _numbered(
    choices: tuple[Choice, ...], picks: list[actions.PickChoice]
) -> enumerate[tuple[Choice, actions.PickChoice]]:
    return enumerate(zip(choices, picks, strict=True), start=1)


def _statement(texts: Texts, heading: str, attempt: Attempt, moment: Moment) -> Screen:
    total = len(moment.question.choices)
    (statement,) = shown_choices(moment)
    text = paragraphs(
        heading,
        texts("quiz.question", text=Html(moment.question.text)),
        _verdicts(texts, moment.question, attempt.answers_to(moment.position)),
        texts("quiz.statement", number=moment.part + 1, total=total, text=Html(statement.text)),
    )
    rows = (
        (button(texts.plain("quiz.yes"), _pick(attempt, moment, moment.part, YES)),),
        (button(texts.plain("quiz.no"), _pick(attempt, moment, moment.part, NO)),),
    )
    return Screen(text, rows, again=_here(attempt))


def _verdicts(texts: Texts, question: Question, given: tuple[Answer, ...]) -> str:
    """Her yes and no so far, each marked at once."""
    lines = []
    for answer in given:
        statement, _ = answer.chosen
        truth = texts.plain("quiz.yes") if question.choices[statement].is_right else texts.plain("quiz.no")
        key = "quiz.verdict_right" if answer.is_right else "quiz.verdict_wrong"
        lines.append(texts(key, text=Html(question.choices[statement].text), truth=truth))
    return "\n".join(lines)


def _order(texts: Texts, heading: str, attempt: Attempt, moment: Moment) -> Screen:
    """What is placed stands above in its order; what is left can be tapped.

    Every choice keeps its letter and its number from the first tap to the last: what was called C a moment ago must
    not change its name, and «3» must not mean another thing.
    """
    choices, part = moment.question.choices, len(attempt.picked)
    placed = "\n".join(f"{n}. {choices[index].text}" for n, index in enumerate(attempt.picked, start=1))
    left = [(LETTERS[place], place, index) for place, index in enumerate(moment.drawn.order)]
    left = [one for one in left if one[2] not in attempt.picked]
    picks = {place: _pick(attempt, moment, part, place) for _, place, _ in left}
    # All of them decide, also those placed already, or the layout would change under her finger.
    if all(len(plain(choice.text)) <= SHORT_LABEL for choice in choices):
        listed = ""
        labels = [(f"{letter}. {plain(choices[index].text)}", picks[place]) for letter, place, index in left]
        rows: tuple[Row, ...] = tuple((button(label, pick),) for label, pick in labels)
    else:
        listed = "\n".join(f"<b>{letter}.</b> {choices[index].text}" for letter, _, index in left)
        rows = (tuple(button(letter, picks[place]) for letter, place, _ in left),)
    numbered = [actions.encode(picks[place]) if place in picks else "" for place in range(len(choices))]
    if attempt.picked:
        again = button(texts.plain("button.order_again"), actions.ClearOrder(attempt.id, moment.position))
        rows = (*rows, (again,))
        numbered.append(again.code)
    text = paragraphs(
        heading,
        texts("quiz.question", text=Html(moment.question.text)),
        texts("quiz.placed", list=Html(placed)) if placed else "",
        texts("quiz.order_next", number=part + 1),
        listed,
    )
    return Screen(text, rows, again=_here(attempt), numbered=tuple(numbered))


def _turn(texts: Texts, heading: str, attempt: Attempt, moment: Moment, *, retells: bool) -> Screen:
    step = moment.question.steps[moment.step]
    listed, rows = _choices(shown_choices(moment), attempt, moment)
    asked = (f"<b>{step.text}</b>", listed)
    text = paragraphs(heading, texts("quiz.situation"), moment.question.text, *asked)
    if moment.part and not (retells and len(plain(text)) <= LONGEST_RETOLD):
        text = paragraphs(heading, texts("quiz.situation"), *asked)
    return Screen(text, rows, again=_here(attempt))


def answered_screen(
    texts: Texts, library: Library, attempt: Attempt, module: Module, answer: Answer, *, is_last_part: bool
) -> Screen:
    """What came of an answer: right or not, why, and where it is written. Then one button: on."""
    question = next(one for one in module.questions if one.id == attempt.drawn[answer.position].question_id)
    pieces: list[str] = [_judgement(texts, question, attempt, answer)]
    if is_last_part:
        pieces.append(question.explanation)
        pieces.append(cite(texts, library, question.citations))
    is_over = attempt.finished_at is not None
    label = "button.to_result" if is_over else "button.next_question" if is_last_part else "button.next_step"
    onward = actions.ShowResult(attempt.id) if is_over else actions.NextQuestion(attempt.id)
    number, total = attempt.numbered(answer.position)
    brief = texts("brief.answered", number=number, total=total)
    return Screen(paragraphs(*pieces), ((button(texts.plain(label), onward),),), again=_here(attempt), brief=brief)


def _judgement(texts: Texts, question: Question, attempt: Attempt, answer: Answer) -> str:
    head = texts("quiz.right") if answer.is_right else texts("quiz.wrong")
    if question.kind is QuestionKind.SITUATION:
        step, index = answer.chosen
        choice = question.steps[step].choices[index]
        head = texts("quiz.good_step") if answer.is_right else texts("quiz.poor_step")
        return paragraphs(head, texts("quiz.you_chose", text=Html(choice.text)), choice.feedback)
    if question.kind is QuestionKind.SEVERAL:
        given = attempt.answers_to(answer.position)
        right = sum(one.is_right for one in given)
        head = texts("quiz.several_right") if right == len(given) else texts("quiz.several", right=right, of=len(given))
        return paragraphs(head, _verdicts(texts, question, given))
    if question.kind is QuestionKind.ORDER:
        listed = "\n".join(f"{n}. {choice.text}" for n, choice in enumerate(question.choices, start=1))
        return paragraphs(head, texts("quiz.right_order", list=Html(listed)))
    chosen = question.choices[answer.chosen[0]]
    right_text = next(choice.text for choice in question.choices if choice.is_right)
    return paragraphs(
        head,
        texts("quiz.you_chose", text=Html(chosen.text)),
        "" if answer.is_right else texts("quiz.right_one", text=Html(right_text)),
        chosen.feedback,
    )


def result_screen(
    texts: Texts,
    attempt: Attempt,
    module: Module,
    result: Result,
    reread: tuple[tuple[int, Card], ...],
    *,
    to_retry: int,
    after: ModuleProgress | None,
) -> Screen:
    """The score, the pass mark, what to read again, and trying again only what was wrong.

    ``reread`` pairs the position of a wrong question with its card, each card once; ``to_retry`` counts the wrong
    questions that are still asked today; ``after`` is the module that comes next, also for who has not passed.
    """
    score = texts(
        "result.score", right=result.right, total=result.out_of, percent=result.percent, mark=result.pass_percent
    )
    dropped = texts("result.dropped", count=len(attempt.dropped)) if attempt.dropped else ""
    practice = texts("result.practice", text=Html(module.practice)) if module.practice and result.is_passed else ""
    reread = tuple(sorted(reread, key=lambda pair: _place(module, pair[1])))
    titles = "\n".join(texts("result.card", number=_place(module, card), card=card.title) for _, card in reread)
    again = texts("result.reread", cards=Html(titles)) if reread else ""
    title = texts("result.title", module=module.title, verdict=texts(_verdict(result)))
    pieces = [title, score if result.out_of else "", dropped, again, practice]
    rows: list[Row] = []
    onward = onward_row(texts, after) if after is not None else None
    retry = retry_row(texts, attempt, to_retry)
    if result.is_passed and onward:
        rows.append(onward)
    if to_retry and not result.is_passed:
        rows.append(retry)
    for position, card in reread:
        label = texts.plain("button.reread", number=_place(module, card))
        rows.append((button(label, actions.Reread(attempt.id, position)),))
    if to_retry and result.is_passed:
        rows.append(retry)
    if not result.is_passed and onward:
        rows.append(onward)
    if result.is_passed and module.kit is not None:
        rows.append(kit_row(texts, module))
    again = actions.encode(actions.ShowResult(attempt.id))
    brief = texts("brief.result", module=module.title, right=result.right, total=result.out_of)
    return Screen(paragraphs(*pieces), tuple(rows) or (home_row(texts),), again=again, brief=brief)


def _verdict(result: Result) -> str:
    """The key of the sentence that says how it came out."""
    if not result.out_of:
        return "result.nothing_asked"
    if result.right == result.out_of:
        return "result.perfect"
    return "result.passed" if result.is_passed else "result.failed"


def _place(module: Module, card: Card) -> int:
    """Which card of the module it is, counted from 1."""
    return next((number for number, one in enumerate(module.cards, start=1) if one.id == card.id), 1)


def back_to_result(texts: Texts, attempt: Attempt) -> Button:
    """The way back from a card to the result."""
    if attempt.finished_at is None:
        return button(texts.plain("button.back_to_quiz"), actions.NextQuestion(attempt.id))
    return button(texts.plain("button.back_to_result"), actions.ShowResult(attempt.id))

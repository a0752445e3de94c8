"""Questions of this project as Moodle GIFT, so that Moodle asks the same and reading it back loses nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.domain.curriculum import Choice, Course, Question, QuestionKind, Rich
from bot.exchange.gift_questions import is_true_false, own_comments
from bot.exchange.leftovers import Leftover, Written, shortened
from bot.exchange.markup import is_plain
from bot.library.rich import plain

_SPECIAL = re.compile(r"[\\:#={}~]")
_LONGEST_TITLE = 60
_STORY = "Tình huống nhiều bước thì GIFT không viết được"
_STORY_ADVICE = "Giữ trong bài của Hội; ở Moodle có thể soạn bằng «Bài học» (Lesson)."


def gift_from_questions(questions: Iterable[Question], category: str = "") -> Written:
    """A file of these questions, under a category where one is given; situations are named and left out."""
    blocks, leftovers = [f"$CATEGORY: {category}"] if category else [], []
    count = 0
    for question in questions:
        title = shortened(plain(question.text.partition("\n")[0]))
        fault = _fault(question)
        if fault is not None:
            leftovers.append(Leftover(0, title, *fault))
            continue
        blocks.append(_block(question))
        leftovers += [Leftover(0, title, *loss, is_whole=False) for loss in _losses(question)]
        count += 1
    return Written("\n\n".join(blocks) + "\n", count, tuple(leftovers))


def category_of(course: Course, module_title: str) -> str:
    """The path of a module in Moodle's bank of questions; a slash in a title is written twice."""
    return "/".join(["$course$", *(part.replace("/", "//") for part in (course.title, module_title))])


def _fault(question: Question) -> tuple[str, str] | None:
    """Why a question cannot be written: what is wrong, and what to do."""
    right = sum(choice.is_right for choice in question.choices)
    if question.kind is QuestionKind.SITUATION:
        return _STORY, _STORY_ADVICE
    if question.kind is QuestionKind.TRUE_FALSE and not is_true_false(question.choices):
        return "Câu đúng sai không có hai dòng «Đúng», «Sai»", "Sửa câu ấy trong bài."
    if question.kind is not QuestionKind.ORDER and (
        right == 0 or (right > 1 and question.kind is not QuestionKind.SEVERAL)
    ):
        return "Số phương án đúng không hợp với loại câu", "Sửa câu ấy trong bài."
    return None


def _losses(question: Question) -> list[tuple[str, str]]:
    """What of a question Moodle will not show."""
    if question.kind is QuestionKind.ORDER and any(not is_plain(choice.text) for choice in question.choices):
        return [("Chữ đậm, chữ nghiêng trong các việc cần xếp không giữ được", "Không phải làm gì.")]
    return []


def _block(question: Question) -> str:
    comments = [f"// [id:{question.id}]", *(f"// {line}" for line in own_comments(question))]
    title = _escaped(_title(question.text))
    asked = f"::{title}::{_text(question.text)}"
    general = f"####{_text(question.explanation)}" if question.explanation else ""
    if question.kind is QuestionKind.TRUE_FALSE:
        answers = "{" + _true_false(question.choices) + general + "}"
    else:
        lines = [*_lines(question), *([general] if general else [])]
        answers = "\n".join(["{", *(f"\t{line}" for line in lines), "}"])
    return "\n".join([*comments, asked + answers])


def _title(text: Rich) -> str:
    line = " ".join(plain(text).split("\n")[0].split())
    return line if len(line) <= _LONGEST_TITLE else line[: _LONGEST_TITLE - 1].rstrip() + "…"


def _true_false(choices: Sequence[Choice]) -> str:
    yes, no = choices
    right, wrong = (yes, no) if yes.is_right else (no, yes)
    word = "TRUE" if yes.is_right else "FALSE"
    if right.feedback:
        return f"{word}#{_text(wrong.feedback)}#{_text(right.feedback)}"
    return f"{word}#{_text(wrong.feedback)}" if wrong.feedback else word


def _lines(question: Question) -> list[str]:
    choices = question.choices
    if question.kind is QuestionKind.ORDER:
        return [f"={number} -> {_escaped(plain(choice.text))}" for number, choice in enumerate(choices, 1)]
    if question.kind is QuestionKind.SINGLE:
        return [("=" if choice.is_right else "~") + _answer(choice) for choice in choices]
    share = f"{100 / sum(choice.is_right for choice in choices):.5f}".rstrip("0").rstrip(".")
    return [f"~%{share if choice.is_right else '-100'}%{_answer(choice)}" for choice in choices]


def _answer(choice: Choice) -> str:
    return _text(choice.text) + (f"#{_text(choice.feedback)}" if choice.feedback else "")


def _text(text: Rich) -> str:
    """A text, marked as HTML where it is more than words, or where its first sign would mean something."""
    if is_plain(text) and not text.startswith(("%", "[")):
        return _escaped(text)
    return "[html]" + _escaped(text.replace("\n", "<br>"))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: "\\" + found[0], text).replace("\n", "\\n")

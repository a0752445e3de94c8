"""Aiken: a question on a line, choices from A on, and the letter of the right one; nothing more can be said in it."""

from __future__ import annotations

import html
import re
import string
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from bot.domain.curriculum import Choice, Question, QuestionKind
from bot.exchange.gift_questions import is_true_false
from bot.exchange.leftovers import Ids, Leftover, Taken, Written, shortened
from bot.library.revisions import question_revision
from bot.library.rich import plain

_CHOICE = re.compile(r"([A-Z])[.)](?:\s+(.*))?")
_ANSWER = re.compile(r"ANSWER\s*:\s*(.*)", re.IGNORECASE)
_LETTER = re.compile(r"([A-Za-z])\b.*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_AGAIN = "Sửa tại dòng này rồi nhập lại."
_KINDS = frozenset({QuestionKind.SINGLE, QuestionKind.TRUE_FALSE})


def questions_from_aiken(text: str, taken: Iterable[str] = ()) -> Taken:
    """The questions of an Aiken file, and everything in it that is none; ``taken`` are ids they may not have."""
    ids, questions, leftovers = Ids(taken), [], []
    clean = _CONTROL.sub("", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    reading = _Reading()
    for number, line in enumerate(clean.split("\n"), 1):
        made = reading.take(unicodedata.normalize("NFC", line.strip()), number)
        if isinstance(made, Leftover):
            leftovers.append(made)
        elif made is not None:
            asked, choices = made
            kind = QuestionKind.TRUE_FALSE if is_true_false(choices) else QuestionKind.SINGLE
            question = Question(ids.new("", plain(asked)), kind, asked, "", "", choices)
            questions.append(replace(question, revision=question_revision(question)))
    if reading.lines:
        leftovers.append(reading.refuse("Câu hỏi thiếu dòng ANSWER", _AGAIN))
    return Taken(tuple(questions), tuple(leftovers))


class _Reading:
    """The question under way, line by line."""

    def __init__(self) -> None:
        self.first = 0
        self.lines: list[str] = []
        self._choices: list[tuple[str, str]] = []

    def take(self, line: str, number: int) -> tuple[str, tuple[Choice, ...]] | Leftover | None:
        """A question that this line ends, what is wrong with the one before it, or nothing yet."""
        answer = _ANSWER.fullmatch(line)
        choice = _CHOICE.fullmatch(line)
        if not line:
            return None
        if answer is not None:
            return self._end(answer[1], number)
        if choice is not None and self.lines:
            self._choices.append((choice[1], (choice[2] or "").strip()))
            return None
        broken = self.refuse("Câu hỏi thiếu dòng ANSWER", _AGAIN) if self._choices else None
        if not self.lines:
            self.first = number
        self.lines.append(line)
        return broken

    def refuse(self, message: str, advice: str, line: int = 0) -> Leftover:
        """Leave out the question under way."""
        made = Leftover(line or self.first, shortened(" ".join(self.lines)), message, advice)
        self.lines, self._choices, self.first = [], [], 0
        return made

    def _end(self, answer: str, number: int) -> tuple[str, tuple[Choice, ...]] | Leftover:
        letters = [letter for letter, _ in self._choices]
        found = _LETTER.fullmatch(answer.strip())
        right = found[1].upper() if found else ""
        if not self.lines:
            return self.refuse("Dòng ANSWER không có câu hỏi nào phía trên", _AGAIN, number)
        if letters != list(string.ascii_uppercase[: len(letters)]) or len(letters) < 2:
            return self.refuse("Phương án phải có ít nhất hai dòng, đánh A, B, C theo thứ tự", _AGAIN)
        if right not in letters:
            return self.refuse(f"ANSWER ghi «{shortened(answer)}», không phải chữ của một phương án", _AGAIN, number)
        if not all(text for _, text in self._choices):
            return self.refuse("Có phương án không có chữ nào", _AGAIN)
        asked = html.escape(" ".join(self.lines), quote=False)
        choices = tuple(Choice(html.escape(text, quote=False), letter == right) for letter, text in self._choices)
        self.lines, self._choices = [], []
        return asked, choices


def aiken_from_questions(questions: Iterable[Question]) -> Written:
    """A file of these questions; kinds that Aiken has no way to ask, and what it cannot say of the rest, are named."""
    blocks: list[str] = []
    leftovers: list[Leftover] = []
    for question in questions:
        title = shortened(plain(question.text.partition("\n")[0]))
        fault = _fault(question)
        if fault:
            leftovers.append(Leftover(0, title, fault, "Dùng GIFT, hoặc giữ trong bài của Hội."))
            continue
        choices = zip(string.ascii_uppercase, question.choices, strict=False)
        lines = [f"{letter}. {_line(choice.text)}" for letter, choice in choices]
        right = next(
            letter for letter, choice in zip(string.ascii_uppercase, question.choices, strict=False) if choice.is_right
        )
        blocks.append("\n".join([_line(question.text), *lines, f"ANSWER: {right}"]))
        losses = _losses(question)
        if losses:
            message = f"Aiken không giữ được: {', '.join(losses)}"
            leftovers.append(Leftover(0, title, message, "Cần giữ thì xuất bằng GIFT.", is_whole=False))
    return Written("\n\n".join(blocks) + "\n", len(blocks), tuple(leftovers))


def _fault(question: Question) -> str:
    if question.kind not in _KINDS:
        return "Aiken chỉ hỏi được câu chọn một đáp án"
    if sum(choice.is_right for choice in question.choices) != 1 or not 1 < len(question.choices) <= len(
        string.ascii_uppercase
    ):
        return "Số phương án đúng không hợp với Aiken"
    if _CHOICE.fullmatch(_line(question.text)) or _ANSWER.fullmatch(_line(question.text)):
        return "Câu hỏi mở đầu như một phương án, Aiken sẽ đọc nhầm"
    return ""


def _losses(question: Question) -> list[str]:
    texts = [question.text, *(choice.text for choice in question.choices)]
    found = {
        "lời giải thích": bool(question.explanation),
        "lời đáp từng phương án": any(choice.feedback for choice in question.choices),
        "nguồn": bool(question.citations),
        "thẻ xem lại": question.card_id is not None,
        "chữ đậm, chữ nghiêng, xuống dòng": any("<" in text or "\n" in text for text in texts),
    }
    return [name for name, is_lost in found.items() if is_lost]


def _line(text: str) -> str:
    return " ".join(plain(text).split())

"""GIFT into the questions of this project: what a chat can ask is taken, what it cannot is named with its line."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bot.domain.curriculum import Choice, Citation, Question, QuestionKind, Rich
from bot.domain.folding import fold
from bot.exchange.gift import read_gift
from bot.exchange.gift_values import Comments, GiftAnswer, GiftCategory, GiftFault, GiftKind, GiftQuestion, Marked
from bot.exchange.leftovers import Ids, Leftover, Taken, shortened
from bot.exchange.markup import shown
from bot.library.keys import SHOWN, Key, key_named, split_key_line
from bot.library.revisions import question_revision
from bot.library.rich import plain

YES, NO = "Đúng", "Sai"
_TYPED = "Bài kiểm tra chỉ bấm nút, không gõ"
_NOT_ASKED = {
    GiftKind.DESCRIPTION: ("Đây là lời dẫn, không phải câu hỏi", "Cần thì chép vào một thẻ của bài."),
    GiftKind.ESSAY: (
        "Câu tự luận thì không có ai chấm trong tin nhắn",
        "Viết thành câu chọn một đáp án, hoặc để dành bàn ở buổi sinh hoạt.",
    ),
    GiftKind.NUMBER: (f"{_TYPED} số", "Viết vài con số cho chị em chọn: ~ đứng trước số sai, = trước số đúng."),
    GiftKind.SHORT: (f"{_TYPED} chữ", "Viết thêm vài phương án sai (~ đứng trước) để thành câu chọn một đáp án."),
    GiftKind.MATCH: (
        "Câu nối hai cột không hỏi được bằng nút bấm",
        "Tách thành nhiều câu chọn một đáp án. Câu xếp thứ tự thì vế trái ghi 1, 2, 3.",
    ),
}
_FULL = 100
_NUMBER = re.compile(r"(\d{1,2})[.)]?")


def questions_from_gift(text: str, taken: Iterable[str] = ()) -> Taken:
    """The questions of a GIFT file that a chat can ask, and everything that was left out, in the order of the file.

    ``taken`` are ids that the questions may not have. A question has no more than the file says: where it says
    nothing, an explanation is empty, and ``chihoi check`` asks for it.
    """
    ids, questions, leftovers = Ids(taken), [], []
    for entry in read_gift(text):
        if isinstance(entry, GiftCategory):
            name = shortened(entry.name)
            leftovers.append(
                Leftover(
                    entry.line,
                    "",
                    f"Mục «{name}» không giữ lại, bài của Hội không chia mục",
                    "Không phải làm gì.",
                    False,
                )
            )
        elif isinstance(entry, GiftFault):
            advice = "Sửa tại dòng này rồi nhập lại."
            leftovers.append(Leftover(entry.line, shortened(entry.title), entry.why, advice))
        else:
            reading = _Reading(entry)
            question = reading.question(ids)
            questions += [question] if question is not None else []
            leftovers += reading.leftovers
    return Taken(tuple(questions), tuple(leftovers))


@dataclass
class _Reading:
    """One question on its way from the file; what does not come along is gathered."""

    entry: GiftQuestion
    leftovers: list[Leftover] = field(default_factory=list)
    media: dict[str, None] = field(default_factory=dict)
    lost: dict[str, None] = field(default_factory=dict)

    def question(self, ids: Ids) -> Question | None:
        """The question; None when it was left out."""
        entry = self.entry
        if entry.kind in _NOT_ASKED and not self._is_order():
            self._refuse(*_NOT_ASKED[entry.kind])
            return None
        text = self._rich(entry.text)
        if not text and entry.title:
            text = html.escape(entry.title, quote=False)
        choices = self._choices()
        why = self._rich(entry.general)
        if self.media:
            tags = ", ".join(f"<{tag}>" for tag in self.media)
            self._refuse(f"Câu này có tranh, tiếng, công thức hoặc khung nhúng ({tags})", "Kể bằng chữ rồi nhập lại.")
            return None
        if not text or any(not choice.text for choice in choices):
            self._refuse("Câu hỏi hoặc một phương án không có chữ nào", "Viết thêm rồi nhập lại.")
            return None
        kind = _KINDS[entry.kind]
        if not self._has_right_answers(kind, choices):
            return None
        self._name_losses()
        question_id = ids.new(entry.comments.id, entry.title or plain(text))
        citations, card_id = _rests_on(entry.comments)
        found = Question(question_id, kind, text, why, "", choices, citations=citations, card_id=card_id)
        return _revised(found)

    def _is_order(self) -> bool:
        """Whether the left sides of a matching question are 1, 2, 3: then the right sides are an order."""
        if self.entry.kind is not GiftKind.MATCH:
            return False
        sides = [_NUMBER.fullmatch(answer.text.text) for answer in self.entry.answers]
        numbers = [int(side[1]) for side in sides if side is not None]
        return len(numbers) > 1 and sorted(numbers) == list(range(1, len(sides) + 1))

    def _choices(self) -> tuple[Choice, ...]:
        answers = self.entry.answers
        if self.entry.kind is GiftKind.MATCH:
            steps = sorted(answers, key=lambda answer: int(re.sub(r"\D", "", answer.text.text)))
            return tuple(Choice(self._rich(Marked(answer.match, "plain"))) for answer in steps)
        if self.entry.kind is GiftKind.TRUE_FALSE:
            texts = (YES, NO)
            return tuple(self._choice(text, each) for text, each in zip(texts, answers, strict=True))
        return tuple(self._choice(self._rich(answer.text), answer) for answer in answers)

    def _choice(self, text: Rich, answer: GiftAnswer) -> Choice:
        is_right = answer.weight > 0 if self.entry.kind is GiftKind.SEVERAL else answer.weight >= _FULL
        return Choice(text, is_right, self._rich(answer.feedback))

    def _has_right_answers(self, kind: QuestionKind, choices: tuple[Choice, ...]) -> bool:
        right = sum(choice.is_right for choice in choices)
        if kind is QuestionKind.ORDER:
            return True
        if right == 0:
            self._refuse("Không có phương án nào đúng trọn điểm", "Đánh dấu = trước phương án đúng.")
        elif right > 1 and kind is QuestionKind.SINGLE:
            self._refuse(
                f"Có {right} phương án cùng được tính là đúng mà chỉ chọn một",
                "Giữ một dấu =. Muốn chị em chọn đủ các ý đúng thì ghi phần điểm: ~%50% trước mỗi ý đúng.",
            )
        else:
            return True
        return False

    def _name_losses(self) -> None:
        entry, weights = self.entry, [answer.weight for answer in self.entry.answers]
        if self.lost:
            tags = ", ".join(f"<{tag}>" for tag in self.lost)
            self._note(f"Bỏ kiểu trình bày {tags}, giữ chữ", "Đọc lại xem câu còn rõ nghĩa không.")
        if entry.kind is GiftKind.SINGLE and any(0 < weight < _FULL for weight in weights):
            self._note("Phương án được một phần điểm nay tính là chưa đúng", "Đọc lại các phương án.")
        elif entry.kind is GiftKind.SEVERAL and len({weight for weight in weights if weight > 0}) > 1:
            self._note("Các ý đúng có điểm khác nhau, nay ý nào cũng như nhau", "Đọc lại các phương án.")
        if entry.comments.tags:
            tags = ", ".join(entry.comments.tags)
            self._note(f"Nhãn không giữ lại: {shortened(tags)}", "Không phải làm gì.")

    def _rich(self, marked: Marked | None) -> Rich:
        found = shown(marked)
        self.lost |= dict.fromkeys(found.lost)
        self.media |= dict.fromkeys(found.media)
        return found.text

    @property
    def _title(self) -> str:
        return shortened(self.entry.title or self.entry.text.text)

    def _refuse(self, message: str, advice: str) -> None:
        self.leftovers.append(Leftover(self.entry.line, self._title, message, advice))

    def _note(self, message: str, advice: str) -> None:
        self.leftovers.append(Leftover(self.entry.line, self._title, message, advice, is_whole=False))


_KINDS = {
    GiftKind.SINGLE: QuestionKind.SINGLE,
    GiftKind.SEVERAL: QuestionKind.SEVERAL,
    GiftKind.TRUE_FALSE: QuestionKind.TRUE_FALSE,
    GiftKind.MATCH: QuestionKind.ORDER,
}


def _rests_on(comments: Comments) -> tuple[tuple[Citation, ...], str | None]:
    """The sources and the card to reread, which only this project's own files carry, in comments."""
    citations, card_id = [], None
    for line in comments.lines:
        name, value = split_key_line(line) or ("", "")
        key = key_named(name) if name == name.lower() else None
        if key is Key.SOURCE and value:
            source_id, _, article = value.partition(",")
            citations.append(Citation(source_id.strip(), article.strip()))
        elif key is Key.CARD and value:
            card_id = value
    return tuple(citations), card_id


def own_comments(question: Question) -> list[str]:
    """The comment lines that carry what GIFT has no word for; Moodle passes them over."""
    lines = [f"{SHOWN[Key.SOURCE]}: {each.source_id}, {each.article}".rstrip(", ") for each in question.citations]
    return lines + ([f"{SHOWN[Key.CARD]}: {question.card_id}"] if question.card_id else [])


def _revised(question: Question) -> Question:
    return replace(question, revision=question_revision(question))


def is_true_false(choices: Iterable[Choice]) -> bool:
    """Whether the choices are «Đúng» and «Sai», in that order."""
    return [fold(plain(choice.text)) for choice in choices] == [fold(YES), fold(NO)]

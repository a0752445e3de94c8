"""Questions to carry to and fro: those of the curriculum, and any that an author could write."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from bot.domain.curriculum import Choice, Citation, Library, Module, Question, QuestionKind
from bot.library.reader import read_library
from bot.library.revisions import question_revision
from bot.settings import PROJECT

_READ = read_library(PROJECT / "content", today=date(2026, 11, 23)).library
assert _READ is not None
LIBRARY: Library = _READ
MODULES: tuple[Module, ...] = LIBRARY.modules()
QUESTIONS: tuple[Question, ...] = tuple(question for module in MODULES for question in module.questions)

NASTY = "{}~=#:\\%[]/$->«»*_`.,!?;|^@&<>\"'0123456789 aăâbcdđêhiknôơưữằễỢ"
"""Every sign that means something to GIFT, Markdown or HTML, and Vietnamese."""
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def as_rich(words: str) -> str:
    """Plain words as the domain keeps them."""
    return "".join(_ESCAPES.get(letter, letter) for letter in words)


words = st.text(NASTY, min_size=1, max_size=30).map(lambda text: " ".join(text.split()) or "ă")
plain_texts = words.map(as_rich)
lines = st.one_of(
    plain_texts,
    st.tuples(plain_texts, plain_texts, plain_texts).map(lambda parts: "{} <b>{}</b> <i>{}</i>".format(*parts)),
    plain_texts.map(lambda text: f"<b>{text} <i>{text}</i></b>"),
)
rich_texts = st.lists(lines, min_size=1, max_size=3).flatmap(
    lambda parts: st.sampled_from(["\n", "\n\n"]).map(lambda gap: gap.join(parts))
)
feedbacks = st.one_of(st.just(""), rich_texts)
ids = st.from_regex(r"[a-z0-9-]{1,24}", fullmatch=True)
citations = st.lists(
    st.builds(Citation, ids, st.sampled_from(["", "Điều 18 khoản 5", "không còn cấp huyện"])), max_size=2
)


@st.composite
def any_question(draw: st.DrawFn, texts: st.SearchStrategy[str] = rich_texts) -> Question:
    """A question of any kind but the situation, as the library could hold it."""
    kind = draw(st.sampled_from([kind for kind in QuestionKind if kind is not QuestionKind.SITUATION]))
    return revised(
        Question(
            draw(ids),
            kind,
            draw(texts),
            draw(st.one_of(st.just(""), texts)),
            "",
            draw(choices_of(kind, texts)),
            citations=tuple(draw(citations)),
            card_id=draw(st.one_of(st.none(), ids)),
        )
    )


@st.composite
def choices_of(draw: st.DrawFn, kind: QuestionKind, texts: st.SearchStrategy[str]) -> tuple[Choice, ...]:
    """Choices that go with a kind."""
    if kind is QuestionKind.TRUE_FALSE:
        is_true = draw(st.booleans())
        return Choice("Đúng", is_true, draw(feedbacks)), Choice("Sai", not is_true, draw(feedbacks))
    if kind is QuestionKind.ORDER:
        return tuple(Choice(text) for text in draw(st.lists(plain_texts, min_size=2, max_size=5)))
    several = draw(st.lists(st.tuples(texts, feedbacks), min_size=2, max_size=5))
    if kind is QuestionKind.SINGLE:
        right = {draw(st.integers(0, len(several) - 1))}
    else:
        right = draw(st.sets(st.integers(0, len(several) - 1), min_size=1))
    return tuple(Choice(text, place in right, feedback) for place, (text, feedback) in enumerate(several))


def revised(question: Question) -> Question:
    """The question with the revision of its wording."""
    return replace(question, revision=question_revision(question))

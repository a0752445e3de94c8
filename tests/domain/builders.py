"""Builders of what is taught and done, with everything defaulted that a test does not speak of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from bot.domain.attempt import Answer, Attempt, Drawn
from bot.domain.curriculum import Card, Choice, Course, Library, Module, Question, QuestionKind, Step

MONDAY = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)


def a_question(number: int, kind: QuestionKind, choices: int = 3, right: tuple[int, ...] = (0,)) -> Question:
    """A question whose right choices are those."""
    given = tuple(Choice(f"phương án {place}", place in right, f"lời đáp {place}") for place in range(choices))
    return Question(f"cau-{number}", kind, f"Câu {number}?", "Vì thế.", f"{number:012x}", given)


def a_situation(number: int, steps: tuple[tuple[tuple[int | None, bool], ...], ...]) -> Question:
    """A situation of these steps; every choice says where it leads and whether it is right."""
    built = tuple(
        Step(f"bước {at}", tuple(Choice(f"cách {n}", right, "à", to) for n, (to, right) in enumerate(choices)))
        for at, choices in enumerate(steps)
    )
    return Question(f"cau-{number}", QuestionKind.SITUATION, "Chuyện", "Vì thế.", f"{number:012x}", steps=built)


def a_module(name: str = "bai", questions: tuple[Question, ...] = (), *, cards: int = 4, mark: int = 70) -> Module:
    """A module."""
    deck = tuple(Card(f"the-{n}", f"Thẻ {n}", "Chữ.") for n in range(cards))
    return Module(name, "khoa", f"Bài {name}", "Làm được.", deck, questions, "0" * 12, 5, pass_percent=mark)


def a_library(*names: str) -> Library:
    """A library of one course."""
    return Library((Course("khoa", "Khóa", "Lời.", tuple(a_module(name) for name in names)),))


def an_attempt(
    module: Module,
    drawn: tuple[Drawn, ...] = (),
    answers: tuple[Answer, ...] = (),
    *,
    number: int = 1,
    picked: tuple[int, ...] = (),
    carried: int = 0,
    out_of: int | None = None,
    started_at: datetime = MONDAY,
    finished_at: datetime | None = None,
    seen: bool = False,
) -> Attempt:
    """An attempt at a module."""
    total = carried + len(drawn) if out_of is None else out_of
    return Attempt(
        number, 1, module.id, module.revision, drawn, answers, picked, carried, total, module.pass_percent,
        started_at, finished_at, None, finished_at if seen else None,
    )  # fmt: skip


def an_answer(position: int, part: int = 0, *, right: bool = True, at: datetime = MONDAY) -> Answer:
    """An answer, right or wrong."""
    return Answer(position, part, (0,), right, at)


def later(minutes: int) -> datetime:
    """That many minutes after Monday evening's beginning."""
    return MONDAY + timedelta(minutes=minutes)


@st.composite
def situations(draw: st.DrawFn, number: int) -> Question:
    """Situations as the check of the content lets them through: every arrow leads on."""
    count = draw(st.integers(2, 4))
    steps = []
    for at in range(count):
        onward = st.none() if at == count - 1 else st.one_of(st.none(), st.integers(at + 1, count - 1))
        choices = draw(st.lists(st.tuples(onward, st.booleans()), min_size=2, max_size=3))
        steps.append(tuple(choices))
    return a_situation(number, tuple(steps))


@st.composite
def questions(draw: st.DrawFn, number: int) -> Question:
    """Questions of every kind."""
    kind = draw(st.sampled_from(QuestionKind))
    if kind is QuestionKind.SITUATION:
        return draw(situations(number))
    if kind is QuestionKind.TRUE_FALSE:
        return a_question(number, kind, 2, (draw(st.integers(0, 1)),))
    if kind is QuestionKind.ORDER:
        return a_question(number, kind, draw(st.integers(3, 5)), ())
    count = draw(st.integers(2, 5 if kind is QuestionKind.SEVERAL else 4))
    right = draw(st.sets(st.integers(0, count - 1), min_size=1)) if kind is QuestionKind.SEVERAL else {0}
    return a_question(number, kind, count, tuple(right))


@st.composite
def modules(draw: st.DrawFn) -> Module:
    """Modules with one to six questions."""
    count = draw(st.integers(1, 6))
    return a_module(questions=tuple(draw(questions(number)) for number in range(count)))

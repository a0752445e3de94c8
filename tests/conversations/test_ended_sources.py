"""A law ends on a day that is known: from the next morning on, what rests on it is not asked, and its cards say so."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.chatting import Meeting, Talker
from tests.conversations.school import FIRST_TITLE, ONE, Pupil, School, school_evening

Class = tuple[Meeting, School, Talker, Pupil]
SUCCESSOR = """
luat-bdg-moi:
  name: Luật Bình đẳng giới mới
  number: 1/2026/QH16
  law: true
  in_force_from: 2026-11-25
  replaces: luat-bdg-2006
  checked_on: 2026-11-01
"""


@pytest_asyncio.fixture
async def lesson(database_url: str, tmp_path: Path) -> AsyncIterator[Class]:
    """Lan, in a school whose one law ends tomorrow."""
    async with school_evening(database_url, tmp_path) as (met, school):
        school.change("in_force_until:", "in_force_until: 2026-11-24", "sources.yaml")
        school.change("replaced_by:", "replaced_by: luat-bdg-moi", "sources.yaml")
        school.write("sources.yaml", school.text("sources.yaml") + SUCCESSOR)
        await met.app.watch_content()
        lan = await met.learner("Lan")
        yield met, school, lan, Pupil(met, lan)


async def test_what_rests_on_a_law_that_ended_is_not_asked_and_the_rest_goes_on(lesson: Class) -> None:
    met, _, lan, pupil = lesson
    module = met.library.module(ONE)
    assert module is not None
    resting = [question for question in module.questions if question.citations]
    assert 0 < len(resting) < len(module.questions)
    await met.passes(days=3)
    await pupil.begins()
    lan.sees(f"Câu 1/{len(module.questions) - len(resting)}")
    await pupil.finishes()
    lan.sees("100%")
    (attempt,) = await met.attempts(lan)
    assert {drawn.question_id for drawn in attempt.drawn}.isdisjoint(question.id for question in resting)


async def test_until_its_last_day_everything_is_asked(lesson: Class) -> None:
    met, _, lan, pupil = lesson
    module = met.library.module(ONE)
    assert module is not None
    await met.passes(hours=20)
    await pupil.begins()
    lan.sees(f"Câu 1/{len(module.questions)}")


async def test_a_card_that_rests_on_it_says_so_and_names_what_holds_instead(lesson: Class) -> None:
    met, _, lan, _ = lesson
    module = met.library.module(ONE)
    assert module is not None
    place = next(place for place, card in enumerate(module.cards) if card.citations)
    await met.passes(days=3)
    await lan.types("khóa học")
    await lan.taps("1.")
    await lan.taps(FIRST_TITLE)
    await lan.taps("Bắt đầu")
    for _ in range(place):
        lan.does_not_see("hết hiệu lực")
        await lan.taps("Tiếp")
    lan.sees("hết hiệu lực sau ngày 24/11/2026", "Luật Bình đẳng giới mới", "hỏi Hội xã")


async def test_a_question_that_was_wrong_is_not_tried_again_once_its_law_has_ended(lesson: Class) -> None:
    met, _, lan, pupil = lesson
    module = met.library.module(ONE)
    assert module is not None
    resting = {question.id for question in module.questions if question.citations}
    await pupil.begins()
    await pupil.finishes(wrong={question.kind for question in module.questions})
    await met.passes(days=3)
    await lan.types("/hoc")
    await lan.taps(f"Làm lại {len(module.questions) - len(resting)} câu chưa đúng")
    (_, again) = await met.attempts(lan)
    assert {drawn.question_id for drawn in again.drawn}.isdisjoint(resting)


def resting_on_it(met: Meeting) -> set[str]:
    """The questions of the first module that rest on the law."""
    module = met.library.module(ONE)
    assert module is not None
    return {question.id for question in module.questions if question.citations}


async def test_a_question_drawn_before_is_not_asked_after_and_counts_for_nothing(lesson: Class) -> None:
    met, _, lan, pupil = lesson
    module = met.library.module(ONE)
    assert module is not None
    resting = resting_on_it(met)
    await pupil.begins()
    while (await pupil.question()).id not in resting:
        await pupil.answers(right=True)
    code = lan.codes[0]
    await met.passes(days=3)
    await lan.taps_code(code)
    assert "hết hiệu lực" in lan.toast
    lan.sees(f"/{len(module.questions) - len(resting)}")
    await pupil.finishes()
    lan.sees("100%", f"{len(module.questions) - len(resting)}/{len(module.questions) - len(resting)}", "bỏ ra")
    (attempt,) = await met.attempts(lan)
    answered = {attempt.drawn[answer.position].question_id for answer in attempt.answers}
    assert answered.isdisjoint(resting)
    assert {attempt.drawn[place].question_id for place in attempt.dropped} == resting
    met.is_well()


async def test_coming_back_and_restarting_lead_to_the_next_question_that_holds(lesson: Class) -> None:
    met, _, lan, pupil = lesson
    resting = resting_on_it(met)
    await pupil.begins()
    while (await pupil.question()).id not in resting:
        await pupil.answers(right=True)
    await met.passes(days=3)
    await met.restarts()
    await lan.types("/hoc")
    pupil = Pupil(met, lan)
    assert (await pupil.question()).id not in resting
    await lan.types("kết quả")
    lan.sees("đang")
    await lan.types("/hoc")
    await pupil.finishes()
    lan.sees("100%")
    met.is_well()


async def test_where_only_such_questions_were_left_the_result_stands_over_the_rest(lesson: Class) -> None:
    met, _, lan, pupil = lesson
    resting = resting_on_it(met)
    module = met.library.module(ONE)
    assert module is not None
    await pupil.begins()
    await pupil.finishes(wrong={question.kind for question in module.questions if question.id in resting})
    await lan.taps("Làm lại")
    assert (await pupil.question()).id in resting
    await met.passes(days=3)
    await lan.types("/hoc")
    again = (await met.attempts(lan))[-1]
    assert again.finished_at is not None
    assert again.out_of == again.carried > 0
    assert not [label for label in lan.buttons if label.startswith("Làm lại")]
    met.is_well()

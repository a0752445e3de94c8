"""Coming back: she closes the phone anywhere, taps twice, taps what is a week old, and loses nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.domain.curriculum import QuestionKind
from bot.screens.actions import OpenModule, PickChoice, ReadCard, StartQuiz, decode, encode
from bot.screens.parts import plain
from bot.storage.tables import answer, attempt, bookmark, enrolment
from tests.chatting import Meeting, Talker, buttons_of, words_of
from tests.conversations.school import FIRST_TITLE, ONE, SECOND_TITLE, TWO, Pupil, School, school_evening

Evening = tuple[Meeting, School]
Tap = Callable[[Talker, str], Awaitable[None]]
MESSAGES = 4
"""What ``every_button`` brings: the opening, its first card, and one after each return from the card with a picture."""
SHOWING = ("sendMessage", "sendPhoto", "editMessageText", "editMessageMedia")


@pytest_asyncio.fixture
async def evening(database_url: str, tmp_path: Path) -> AsyncIterator[Evening]:
    async with school_evening(database_url, tmp_path) as together:
        yield together


def failures(met: Meeting) -> float:
    """How often something went wrong inside."""
    return met.app.metrics.registry.get_sample_value("chihoi_updates_failed_total") or 0.0


async def closes_the_phone(met: Meeting, lan: Talker, days: int) -> None:
    """She puts the phone away, the bot is restarted meanwhile, and days later she taps «Học tiếp»."""
    await met.restarts()
    await met.passes(days=days)
    await lan.taps("📖 Học tiếp")


async def test_she_finds_the_very_card_the_next_day_and_the_next_week(evening: Evening) -> None:
    met, _ = evening
    lan = await met.learner()
    await lan.taps("Học ngay")
    await lan.taps("Bắt đầu")
    module = met.library.modules()[0]
    for index, card in enumerate(module.cards):
        before = (lan.screen, lan.codes)
        for days in (1, 7):
            await closes_the_phone(met, lan, days)
            lan.sees(card.title, f"{index + 1}/4")
            assert (lan.screen, lan.codes) == before
        await lan.taps("Tiếp" if index < 3 else "Làm bài kiểm tra")
    lan.sees("Câu 1/5")


async def test_she_finds_the_very_question_whatever_its_kind_and_however_far_she_is(evening: Evening) -> None:
    met, _ = evening
    lan = await met.learner()
    pupil = Pupil(met, lan)
    await pupil.begins()
    kinds, days = set(), 1
    for _ in range(40):
        picks = [action for code in lan.codes if isinstance(action := decode(code), PickChoice)]
        if picks:
            moment = await pupil.moment()
            kinds.add((moment.question.kind, moment.part, (await pupil.attempt()).picked != ()))
            before = (lan.screen, lan.codes)
            await closes_the_phone(met, lan, days)
            if moment.question.kind is QuestionKind.SITUATION and moment.part:
                lan.sees(plain(moment.question.text), *before[0].split("\n\n"))
                assert lan.codes == before[1]
            else:
                assert (lan.screen, lan.codes) == before
            days = 8 - days
            await lan.taps_code(await met.database_answer(picks, right=True))
        elif "Xem kết quả ▸" in lan.buttons:
            await lan.taps("Xem kết quả")
            break
        else:
            await lan.taps_code(lan.codes[0])
    lan.sees("Đúng 5/5 câu (100%)")
    assert {kind for kind, _, _ in kinds} == set(QuestionKind)
    assert (QuestionKind.SEVERAL, 2, False) in kinds
    assert (QuestionKind.ORDER, 0, True) in kinds
    assert (QuestionKind.SITUATION, 1, False) in kinds
    assert len(await met.rows(attempt)) == 1


async def test_put_away_at_the_explanation_the_next_question_waits_and_the_old_button_still_leads_there(
    evening: Evening,
) -> None:
    met, _ = evening
    lan = await met.learner()
    pupil = Pupil(met, lan)
    await pupil.begins()
    await pupil.judged(right=False)
    explained = lan.from_bot[-1]
    await closes_the_phone(met, lan, 7)
    lan.sees("Câu 2/5")
    here = lan.screen
    (onward,) = [choice["callback_data"] for choice in buttons_of(explained)]
    await lan.taps_code(onward, explained["message_id"])
    assert lan.screen == here


async def test_the_result_can_be_looked_at_a_week_after_the_last_answer(evening: Evening) -> None:
    met, _ = evening
    lan = await met.learner()
    pupil = Pupil(met, lan)
    await pupil.begins()
    for _ in range(5):
        await pupil.answers(right=True)
    assert lan.buttons == ["Xem kết quả ▸"]
    await met.passes(days=7)
    await met.restarts()
    await lan.taps("Xem kết quả")
    lan.sees("Đúng 5/5 câu (100%)")


async def test_the_question_answered_last_is_where_she_is_though_she_read_elsewhere_between(evening: Evening) -> None:
    met, _ = evening
    lan = await met.learner()
    pupil = Pupil(met, lan)
    await pupil.begins(ONE)
    await met.passes(days=1)
    await lan.taps_code(encode(ReadCard(TWO, "the-hai")))
    await met.passes(days=1)
    await lan.types("/hoc")
    lan.sees(SECOND_TITLE, "2/4")
    await lan.taps_code(encode(StartQuiz(ONE)))
    await pupil.answers(right=True)
    here = lan.screen
    await met.passes(days=1)
    await lan.types("/hoc")
    lan.sees(FIRST_TITLE, "Câu 2/5")
    assert lan.screen == here


async def test_reading_again_in_the_middle_of_a_quiz_keeps_both_places(evening: Evening) -> None:
    met, _ = evening
    lan = await met.learner()
    pupil = Pupil(met, lan)
    await pupil.begins()
    await pupil.answers(right=True)
    question = lan.screen
    await met.passes(minutes=5)
    await lan.taps_code(encode(ReadCard(ONE, "the-ba")))
    await met.passes(days=1)
    await lan.types("/hoc")
    lan.sees("Thẻ thứ ba", "3/4")
    await lan.taps("Tiếp")
    await lan.taps("Làm bài kiểm tra")
    assert lan.screen == question
    assert len(await met.rows(attempt)) == 1


async def test_reading_once_more_after_such_a_result_keeps_the_card(evening: Evening) -> None:
    met, _ = evening
    lan = await met.learner()
    pupil = Pupil(met, lan)
    await pupil.begins()
    await pupil.finishes(wrong=set(QuestionKind))
    await met.passes(days=1)
    await lan.taps_code(encode(OpenModule(ONE)))
    await lan.taps("Đọc từ đầu")
    await lan.taps("Tiếp")
    await closes_the_phone(met, lan, 1)
    lan.sees("Thẻ thứ hai", "2/4")
    await lan.types("khóa học")
    await lan.taps("1. Việc nhà")
    assert lan.buttons[0] == f"◐ 1. {FIRST_TITLE}"


async def every_button(met: Meeting, lan: Talker, tap: Tap) -> None:
    """Home, a module to its end, everything wrong, a card read again, the wrong ones once more: by these taps."""
    for label in ("Các khóa học", "1. Việc nhà", "○ 1.", "Bắt đầu", "Tiếp", "Thẻ trước", "Tiếp", "Tiếp", "Tiếp"):
        await tap(lan, label)
    await tap(lan, "Làm bài kiểm tra")
    await _answers_all(met, lan, tap, right=False)
    for label in ("Đọc lại thẻ 3", "Về kết quả", "Làm lại 5 câu"):
        await tap(lan, label)
    await _answers_all(met, lan, tap, right=True)
    lan.sees("Đúng 5/5 câu (100%)")


async def _answers_all(met: Meeting, lan: Talker, tap: Tap, *, right: bool) -> None:
    for _ in range(40):
        picks = [action for code in lan.codes if isinstance(action := decode(code), PickChoice)]
        if picks:
            wanted = await met.database_answer(picks, right=right)
            await tap(lan, lan.buttons[lan.codes.index(wanted)])
        elif "Xem kết quả ▸" in lan.buttons:
            await tap(lan, "Xem kết quả")
            return
        else:
            await tap(lan, lan.buttons[0])
    raise AssertionError("the quiz does not end")


async def tap_once(lan: Talker, label: str) -> None:
    """As she should."""
    await lan.taps(label)


async def tap_twice(lan: Talker, label: str) -> None:
    """A trembling finger: twice before anything is answered."""
    lan.touches(label)
    lan.touches(label)
    await lan.meeting.quiet()


async def tap_again_later(lan: Talker, label: str) -> None:
    """The screen was slow, so five seconds later she taps what she still sees."""
    message = next(m for m in reversed(lan.messages) if any(label in each["text"] for each in buttons_of(m)))
    code = next(each["callback_data"] for each in buttons_of(message) if label in each["text"])
    await lan.taps_code(code, message["message_id"])
    once = (lan.screen, lan.codes)
    lan.meeting.world.advance(timedelta(seconds=5))
    await lan.taps_code(code, message["message_id"])
    assert (lan.screen, lan.codes) == once, f"«{label}», tapped again, shows something else"


def shape(rows: list[tuple[Any, ...]], *columns: int) -> list[tuple[Any, ...]]:
    """Some columns of the rows."""
    return [tuple(row[column] for column in columns) for row in rows]


@pytest.mark.parametrize("way", [tap_twice, tap_again_later, "redelivered"])
async def test_whatever_comes_twice_has_one_effect(evening: Evening, way: Tap | str) -> None:
    met, _ = evening
    lan = await met.learner()
    said = len(lan.from_bot)
    if way == "redelivered":
        met.world.faults.add("redeliver", times=10_000)
    await every_button(met, lan, way if callable(way) else tap_once)
    assert failures(met) == 0
    attempts = await met.rows(attempt)
    assert shape(attempts, 5, 6, 7) == [("[]", 0, 5), ("[]", 0, 5)]
    assert [row[11] for row in attempts] == [None, attempts[0][0]]
    answered = shape(await met.rows(answer), 0, 1, 2)
    assert len(answered) == len(set(answered)) == 2 * (1 + 1 + 3 + 1 + 2)
    assert shape(await met.rows(bookmark), 1, 2) == [(ONE, "the-tu")]
    assert len(await met.rows(enrolment)) == 1
    if way != tap_again_later:
        assert len(lan.from_bot) - said == MESSAGES


async def test_one_tap_each_leaves_the_same_behind(evening: Evening) -> None:
    met, _ = evening
    lan = await met.learner()
    said = len(lan.from_bot)
    await every_button(met, lan, tap_once)
    assert len(lan.from_bot) - said == MESSAGES
    assert len(await met.rows(answer)) == 16


async def test_every_button_she_was_ever_shown_still_answers_a_week_later(evening: Evening) -> None:
    met, _ = evening
    lan = await met.learner()
    shown: dict[str, int] = {}

    async def tap_and_remember(talker: Talker, label: str) -> None:
        for message in talker.from_bot:
            shown.update({each["callback_data"]: message["message_id"] for each in buttons_of(message)})
        await talker.taps(label)

    await every_button(met, lan, tap_and_remember)
    await met.passes(days=7)
    answers = await met.rows(answer)
    for code, number in shown.items():
        before = sum(call.method in SHOWING for call in met.world.requests.calls)
        await lan.taps_code(code, number)
        after = sum(call.method in SHOWING for call in met.world.requests.calls)
        assert after > before, f"{code} brought nothing to the screen"
        assert lan.codes
    assert not any("bị vấp" in words_of(message) for message in lan.from_bot)
    assert failures(met) == 0
    assert await met.rows(answer) == answers
    assert len(shown) > 40


async def test_a_question_of_last_week_says_kindly_that_it_is_old_and_shows_where_she_is(evening: Evening) -> None:
    met, _ = evening
    lan = await met.learner()
    pupil = Pupil(met, lan)
    await pupil.begins()
    old, codes = lan.from_bot[-1], lan.codes
    await pupil.answers(right=True)
    await pupil.answers(right=True)
    here = lan.screen
    await met.passes(days=7)
    rows = await met.rows(answer)
    await lan.taps_code(codes[0], old["message_id"])
    assert lan.toast == "Nút này đã cũ. Em mở lại chỗ chị đang xem nhé."
    assert lan.screen == here
    assert lan.from_bot[-1]["message_id"] > old["message_id"]
    assert await met.rows(answer) == rows


async def test_a_card_of_last_week_still_turns_its_page(evening: Evening) -> None:
    met, _ = evening
    lan = await met.learner()
    await lan.taps("Học ngay")
    await lan.taps("Bắt đầu")
    await met.passes(days=7)
    await lan.taps("Tiếp")
    lan.sees("Thẻ thứ hai")
    await lan.types("/hoc")
    lan.sees("Thẻ thứ hai")


async def test_a_restart_while_she_is_without_a_signal_loses_nothing(evening: Evening) -> None:
    met, _ = evening
    lan = await met.learner()
    await lan.taps("Học ngay")
    await lan.taps("Bắt đầu")
    lan.person.offline = True
    lan.touches("Tiếp")
    await met.restarts()
    lan.person.offline = False
    await met.quiet()
    lan.sees("Thẻ thứ hai", "2/4")

"""Quizzes: what she is asked, what she is told, and what is kept of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from bot.domain.curriculum import QuestionKind
from bot.screens.actions import ClearOrder, PickChoice, Reread, RetryWrong, ShowResult, StartQuiz, decode, encode
from bot.storage.records import Records
from bot.storage.tables import answer, attempt
from tests.chatting import Meeting, Talker
from tests.conversations.school import FIRST_TITLE, ONE, SECOND_TITLE, Pupil, school_evening

SINGLE, TRUE_FALSE, SEVERAL, ORDER, SITUATION = QuestionKind
EVERY_KIND = frozenset(QuestionKind)
WHY = "Chị Mận ngồi lại với chị em trong thôn sau bữa cơm tối."
Class = tuple[Meeting, Talker, Pupil]


@pytest_asyncio.fixture
async def lesson(database_url: str, tmp_path: Path) -> AsyncIterator[Class]:
    """Lan at the first question of a quiz with one question of every kind."""
    async with school_evening(database_url, tmp_path) as (met, _):
        lan = await met.learner("Lan")
        pupil = Pupil(met, lan)
        await pupil.begins()
        yield met, lan, pupil


async def test_a_right_single_choice_is_praised_explained_and_sourced(lesson: Class) -> None:
    _, lan, pupil = lesson
    await pupil.comes_to(SINGLE)
    lan.sees("Ai nấu cơm thì hợp lẽ?", f"· {FIRST_TITLE}")
    await pupil.picks("Ai về trước thì nấu")
    assert lan.toast == ""
    lan.sees("Đúng rồi chị!", "Chị chọn: Ai về trước thì nấu", WHY)
    lan.sees("Luật Bình đẳng giới 2006 (73/2006/QH11), Điều 18 khoản 5, hiệu lực từ 1/7/2007")
    lan.does_not_see("Câu đúng:")
    assert len(lan.buttons) == 1


async def test_a_wrong_single_choice_hears_what_was_right_and_why(lesson: Class) -> None:
    _, lan, pupil = lesson
    await pupil.comes_to(SINGLE)
    await pupil.picks("Chỉ người vợ nấu, vì xưa nay vẫn thế")
    assert lan.toast == ""
    lan.sees("Chưa đúng, không sao chị nhé.", "Chị chọn: Chỉ người vợ nấu", "Câu đúng: Ai về trước thì nấu")
    lan.sees("Nếp cũ cũng đổi được.", WHY, "Điều 18 khoản 5")


async def test_true_and_false_keep_their_places(lesson: Class) -> None:
    _, lan, pupil = lesson
    await pupil.comes_to(TRUE_FALSE)
    assert lan.buttons == ["1. Đúng", "2. Sai"]
    await pupil.picks("Đúng")
    lan.sees("Đúng rồi chị!", WHY)
    lan.does_not_see("Nguồn:")


async def test_a_wrong_true_or_false_says_which_it_was(lesson: Class) -> None:
    _, lan, pupil = lesson
    await pupil.comes_to(TRUE_FALSE)
    await pupil.picks("Sai")
    lan.sees("Chưa đúng", "Chị chọn: Sai", "Câu đúng: Đúng", WHY)


async def test_a_question_with_several_answers_is_a_row_of_yes_and_no(lesson: Class) -> None:
    _, lan, pupil = lesson
    question = await pupil.comes_to(SEVERAL)
    for number in range(1, 4):
        (statement,) = await pupil.shown()
        lan.sees("Việc nào là chia việc?", f"Ý {number}/3: {statement.text}")
        assert lan.buttons == ["Có", "Không"]
        await lan.taps("Có" if statement.is_right else "Không")
        assert lan.toast == ""
    lan.sees("Đúng hết rồi chị!", WHY, *(f"✓ {choice.text}" for choice in question.choices))


async def test_a_wrong_yes_is_put_right_at_once_and_makes_the_question_wrong(lesson: Class) -> None:
    _, lan, pupil = lesson
    await pupil.comes_to(SEVERAL)
    said = 0
    while "Có" in lan.buttons:
        (statement,) = await pupil.shown()
        await lan.taps("Có")
        said += 1
        if not statement.is_right:
            assert lan.toast == ""
            lan.sees(f"✗ {statement.text}: phải là Không")
    assert said == 3
    lan.sees("Chị đúng 2/3 ý.", "✗ Ngồi xem người khác làm: phải là Không", WHY)


async def test_an_order_is_placed_one_by_one_and_the_last_falls_into_place(lesson: Class) -> None:
    _, lan, pupil = lesson
    await pupil.comes_to(ORDER)
    lan.sees("Xếp các việc theo thứ tự", "việc thứ 1")
    assert len(lan.buttons) == 3
    await lan.taps("Ngồi lại với nhau")
    lan.sees("Chị đã xếp:", "1. Ngồi lại với nhau", "việc thứ 2")
    assert lan.toast == ""
    await lan.taps("Kể các việc trong ngày")
    lan.sees("Đúng rồi chị!", "Thứ tự đúng:", "3. Chia việc", WHY)


async def test_an_order_is_never_shown_as_it_should_be(lesson: Class) -> None:
    _, lan, pupil = lesson
    question = await pupil.comes_to(ORDER)
    assert lan.buttons != [choice.text for choice in question.choices]


async def test_a_wrong_order_is_told_the_right_one(lesson: Class) -> None:
    _, lan, pupil = lesson
    await pupil.comes_to(ORDER)
    await lan.taps("Chia việc")
    await lan.taps("Ngồi lại với nhau")
    assert lan.toast == ""
    lan.sees("Chưa đúng", "Thứ tự đúng:\n1. Ngồi lại với nhau\n2. Kể các việc trong ngày\n3. Chia việc")


async def test_an_order_can_be_begun_anew(lesson: Class) -> None:
    _, lan, pupil = lesson
    await pupil.comes_to(ORDER)
    before = lan.screen
    await lan.taps("Chia việc")
    await lan.taps("Xếp lại từ đầu")
    assert lan.screen == before
    assert (await pupil.attempt()).picked == ()
    await lan.taps("Ngồi lại với nhau")
    await lan.taps("Kể các việc trong ngày")
    lan.sees("Đúng rồi chị!")


async def test_in_a_situation_the_choice_decides_what_happens_next(lesson: Class) -> None:
    _, lan, pupil = lesson
    await pupil.comes_to(SITUATION)
    lan.sees("Tình huống", "Trời sắp tối, chị Sim sang hỏi chuyện", "Chị làm gì trước tiên?")
    await pupil.picks("Rót nước, ngồi nghe")
    lan.sees("Chị xử lý hay lắm.", "Nghe trước đã.")
    lan.does_not_see(WHY)
    await lan.taps("Rồi sao nữa")
    lan.sees("Nghe xong, chị nói gì?")
    lan.does_not_see("Trời sắp tối")
    await pupil.picks("«Mình cùng ghi các việc ra nhé.»")
    lan.sees("Việc nhỏ mà làm được ngay.", WHY)


async def test_a_poor_step_in_a_situation_leads_elsewhere_and_makes_it_wrong(lesson: Class) -> None:
    _, lan, pupil = lesson
    await pupil.comes_to(SITUATION)
    await pupil.picks("Khuyên ngay một câu")
    assert lan.toast == ""
    lan.sees("Mình nghĩ lại một chút nhé.", "Chị Sim chưa kể xong.")
    await lan.taps("Rồi sao nữa")
    lan.sees("Chị Sim im lặng nhìn xuống.")
    await pupil.picks("Xin lỗi, rồi ngồi nghe")
    lan.sees("Sửa ngay được là quý.", WHY)
    made = await pupil.attempt()
    given = made.answers_to(made.answers[-1].position)
    assert [one.chosen[0] for one in given] == [0, 2]
    assert [one.is_right for one in given] == [False, True]


async def test_choices_are_shuffled_and_their_order_outlives_a_restart(lesson: Class) -> None:
    met, lan, pupil = lesson
    drawn = (await pupil.attempt()).drawn
    hoa = await met.learner("Hoa")
    other = Pupil(met, hoa)
    await other.begins()
    assert [one.question_id for one in (await other.attempt()).drawn] != [one.question_id for one in drawn]
    before, codes = lan.screen, lan.codes
    await met.restarts()
    await lan.types("/hoc")
    assert (lan.screen, lan.codes) == (before, codes)
    assert (await pupil.attempt()).drawn == drawn
    orders = {one.order for one in drawn if len(one.order) > 2} | {one for each in drawn for one in each.step_orders}
    assert any(order != tuple(sorted(order)) for order in orders)


async def test_a_forged_answer_does_nothing(lesson: Class) -> None:
    met, lan, pupil = lesson
    await pupil.comes_to(SINGLE)
    here, now = await pupil.attempt(), await pupil.moment()
    rows = await met.rows(answer)
    question = PickChoice(here.id, now.position, now.part, 0)
    forged = [
        replace(question, choice=3),
        replace(question, choice=99),
        replace(question, part=1),
        replace(question, position=now.position + 1),
        replace(question, position=99),
        replace(question, attempt=here.id + 1),
        replace(question, attempt=2**63 - 1),
    ]
    for action in forged:
        await lan.taps_code(encode(action))
        lan.sees("Ai nấu cơm thì hợp lẽ?")
        assert "Nút này đã cũ" in lan.toast
    for code in ("pc", "pc:1", "pc:1:2:3:-1", "pc:a:b:c:d", "pc:9223372036854775808:0:0:0", "zz:1", "không phải mã"):
        await lan.taps_code(code)
        lan.sees("Ai nấu cơm thì hợp lẽ?")
    assert await met.rows(answer) == rows
    assert (await pupil.attempt()) == here


async def test_nobody_answers_sees_or_repeats_for_another(lesson: Class) -> None:
    met, _, pupil = lesson
    await pupil.comes_to(SINGLE)
    hers = await pupil.attempt()
    code = await pupil.code("Ai về trước thì nấu")
    hoa = await met.learner("Hoa")
    rows = await met.rows(answer)
    for foreign in (code, encode(ShowResult(hers.id)), encode(Reread(hers.id, 0)), encode(RetryWrong(hers.id))):
        await hoa.taps_code(foreign)
        assert "Nút này đã cũ" in hoa.toast
        hoa.does_not_see("Ai nấu cơm", "Ai về trước")
    assert await met.rows(answer) == rows
    assert await met.attempts(hoa) == ()


async def test_all_right_passes_with_full_marks_and_gives_something_to_do_this_week(lesson: Class) -> None:
    _, lan, pupil = lesson
    await pupil.finishes()
    lan.sees("Chị trả lời đúng hết", "Đúng 5/5 câu (100%), mức đạt 70%.", "Việc làm trong tuần", "ghi ra giấy")
    assert lan.buttons == ["Học bài tiếp theo ▸", "🗣 Bàn ở chi hội, 10 phút"]


async def test_enough_right_passes_and_the_wrong_one_can_still_be_mended(lesson: Class) -> None:
    _, lan, pupil = lesson
    await pupil.finishes(wrong={SINGLE})
    lan.sees("Chị đạt rồi!", "Đúng 4/5 câu (80%)", "Chị nên đọc lại")
    assert lan.buttons == [
        "Học bài tiếp theo ▸",
        "Đọc lại thẻ 1",
        "Làm lại 1 câu chưa đúng ▸",
        "🗣 Bàn ở chi hội, 10 phút",
    ]


async def test_too_few_right_is_no_shame_and_trying_again_comes_first(lesson: Class) -> None:
    met, lan, pupil = lesson
    await pupil.finishes(wrong=EVERY_KIND)
    lan.sees(met.app.texts("result.failed"), "Đúng 0/5 câu (0%), mức đạt 70%.", "Chị nên đọc lại")
    lan.does_not_see("Việc làm trong tuần")
    assert lan.buttons[0] == "Làm lại 5 câu chưa đúng ▸"
    assert lan.buttons[1:4] == ["Đọc lại thẻ 1", "Đọc lại thẻ 2", "Đọc lại thẻ 3"]


async def test_a_card_to_read_again_opens_and_leads_back_to_the_result(lesson: Class) -> None:
    _, lan, pupil = lesson
    await pupil.finishes(wrong={SINGLE, SITUATION})
    result, buttons = lan.screen, lan.buttons
    for number, card in ((1, "Thẻ thứ nhất"), (3, "Thẻ thứ ba")):
        await lan.taps(f"Đọc lại thẻ {number}")
        lan.sees(card)
        assert lan.buttons == ["◂ Về kết quả"]
        await lan.taps("Về kết quả")
        assert (lan.screen, lan.buttons) == (result, buttons)


async def test_a_pictured_card_to_read_again_leads_back_too(lesson: Class) -> None:
    _, lan, pupil = lesson
    await pupil.finishes(wrong={SEVERAL})
    result = lan.screen
    await lan.taps("Đọc lại thẻ 2")
    assert lan.from_bot[-1]["photo"]
    await lan.taps("Về kết quả")
    assert lan.screen == result


async def test_only_the_wrong_ones_are_asked_again_until_all_are_right(lesson: Class) -> None:
    met, lan, pupil = lesson
    await pupil.finishes(wrong={SINGLE, ORDER, SITUATION})
    lan.sees("Đúng 2/5 câu (40%)")
    await lan.taps("Làm lại 3 câu")
    lan.sees("/3")
    again = await pupil.attempt()
    assert {one.question_id for one in again.drawn} == {"ai-nau", "thu-tu", "chi-sim"}
    await pupil.finishes(wrong={ORDER})
    lan.sees("Chị đạt rồi!", "Đúng 4/5 câu (80%)")
    await lan.taps("Làm lại 1 câu")
    assert [one.question_id for one in (await pupil.attempt()).drawn] == ["thu-tu"]
    await pupil.finishes()
    lan.sees("Chị trả lời đúng hết", "Đúng 5/5 câu (100%)")
    assert not any("Làm lại" in label for label in lan.buttons)
    first, second, third = await met.attempts(lan)
    assert (first.retry_of, second.retry_of, third.retry_of) == (None, first.id, second.id)
    assert (second.carried, third.carried) == (2, 4)
    await lan.types("/ketqua")
    lan.sees(f"✓ {FIRST_TITLE}: đúng 2/5 → 4/5 → 5/5")


async def test_what_was_answered_is_never_rewritten(lesson: Class) -> None:
    met, lan, pupil = lesson
    await pupil.finishes(wrong={SINGLE, SEVERAL})
    attempts, answers = await met.rows(attempt), await met.rows(answer)
    await lan.taps("Làm lại 2 câu")
    await pupil.finishes()
    await lan.types("khóa học")
    await lan.taps("1. Việc nhà")
    await lan.taps("✓ 1.")
    await lan.taps("Làm bài kiểm tra")
    await pupil.finishes(wrong=EVERY_KIND)
    assert (await met.rows(attempt))[: len(attempts)] == attempts
    assert (await met.rows(answer))[: len(answers)] == answers
    await lan.types("/ketqua")
    lan.sees(f"✓ {FIRST_TITLE}: đúng 3/5 → 5/5")


async def test_an_answer_keeps_what_was_asked_what_she_chose_and_how_it_was_worded(lesson: Class) -> None:
    met, _, pupil = lesson
    question = await pupil.comes_to(SINGLE)
    here = (await pupil.moment()).position
    await pupil.picks("Chỉ bà nội nấu, vì bà ở nhà cả ngày")
    kept = [row for row in await met.rows(answer) if row[1] == here]
    assert [row[3:7] for row in kept] == [("ai-nau", question.revision, "[2]", False)]


async def test_the_database_itself_refuses_a_second_answer_and_a_second_attempt_under_way(lesson: Class) -> None:
    met, _, pupil = lesson
    await pupil.judged(right=True)
    given, begun = (await met.rows(answer))[0], (await met.rows(attempt))[0]
    with pytest.raises(IntegrityError):
        await met.app.database.run(_insert_answer, given)
    with pytest.raises(IntegrityError):
        await met.app.database.run(_insert_attempt, begun[1:])
    assert len(await met.rows(attempt)) == 1


def _insert_answer(records: Records, row: tuple[object, ...]) -> None:
    names = [column.name for column in answer.columns]
    records.connection.execute(insert(answer).values(dict(zip(names, row, strict=True))))


def _insert_attempt(records: Records, row: tuple[object, ...]) -> None:
    names = [column.name for column in attempt.columns][1:]
    records.connection.execute(insert(attempt).values(dict(zip(names, row, strict=True))))


async def test_beginning_a_quiz_again_goes_on_with_the_one_under_way(lesson: Class) -> None:
    met, lan, pupil = lesson
    await pupil.answers(right=True)
    here = lan.screen
    await lan.taps_code(encode(StartQuiz(ONE)))
    assert lan.screen == here
    assert len(await met.rows(attempt)) == 1


async def test_a_whole_quiz_can_be_done_by_typing_numbers(lesson: Class) -> None:
    met, lan, _ = lesson
    for _ in range(60):
        if "Xem kết quả ▸" in lan.buttons:
            break
        if any(isinstance(decode(code), PickChoice) for code in lan.codes):
            picks = [action for code in lan.codes if isinstance(action := decode(code), PickChoice)]
            right = await met.database_answer(picks, right=True)
            await lan.types(str(lan.codes.index(right) + 1))
        else:
            await lan.types("1")
    await lan.types("1")
    lan.sees("Đúng 5/5 câu (100%)")
    await lan.types("1")
    lan.sees(SECOND_TITLE)


async def test_the_same_button_tapped_later_is_no_second_answer(lesson: Class) -> None:
    met, lan, pupil = lesson
    await pupil.comes_to(SINGLE)
    code = await pupil.code("Ai về trước thì nấu")
    number = lan.from_bot[-1]["message_id"]
    await lan.taps_code(code, number)
    explained, rows = lan.screen, await met.rows(answer)
    await met.passes(minutes=1)
    await lan.taps_code(code, number)
    assert lan.screen == explained
    assert lan.toast == "Câu này chị đã trả lời rồi ạ."
    wrong = code[:-1] + str((int(code[-1]) + 1) % 3)
    await lan.taps_code(wrong, number)
    assert await met.rows(answer) == rows
    lan.sees("Đúng rồi chị!")


async def test_a_card_read_again_in_the_middle_leads_back_to_the_question(lesson: Class) -> None:
    _, lan, pupil = lesson
    await pupil.comes_to(SINGLE)
    here, now = lan.screen, await pupil.moment()
    await lan.taps_code(encode(Reread((await pupil.attempt()).id, now.position)))
    lan.sees("Thẻ thứ nhất", "1/4")
    await lan.taps("Về câu hỏi")
    assert lan.screen == here


async def test_an_order_cannot_be_begun_anew_from_another_question(lesson: Class) -> None:
    _, lan, pupil = lesson
    await pupil.comes_to(ORDER)
    await lan.taps("Chia việc")
    here, now = lan.screen, await pupil.moment()
    await lan.taps_code(encode(ClearOrder((await pupil.attempt()).id, now.position + 1)))
    assert "Nút này đã cũ" in lan.toast
    assert lan.screen == here
    assert len((await pupil.attempt()).picked) == 1

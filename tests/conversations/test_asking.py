"""Asking: the lessons are searched first; then an organiser answers in the chat, and the answer comes to who asked."""

from __future__ import annotations

from bot.domain.managing import AdminRole
from bot.screens.actions import encode
from bot.screens.asking_actions import SeeHits, SendQuestion
from bot.screens.organising.asking_actions import SeeQuestion, SendAnswer, WriteAnswer
from bot.services import asking
from bot.storage import tables
from tests.chatting import Meeting, Talker
from tests.conversations.reminders_school import Inbox, delivers, loses_every_role, organiser, time_passes
from tests.conversations.test_privacy import data_of

COMMUNE, OTHER_COMMUNE, PROVINCE = "mau-suoi-may", "mau-doi-che", "mau"
QUESTION = "Tổ em muốn mượn loa của xã thì xin ai ạ?"
ANSWER = "Chị gọi chị Hoa văn phòng, báo trước hai ngày."


async def types_question(talker: Talker, text: str = QUESTION) -> None:
    """As far as the cards that may answer."""
    await talker.types("/hoidap")
    await talker.types(text)


async def asks(talker: Talker, text: str = QUESTION) -> None:
    """All the way to people."""
    await types_question(talker, text)
    await talker.taps("hỏi người phụ trách")
    await talker.taps("Gửi")
    talker.sees("Em gửi rồi")


async def opens_first(talker: Talker) -> None:
    """The first question that waits."""
    await talker.types("/quantri")
    await talker.taps("Câu hỏi")
    await talker.taps("1. ")


async def questions(met: Meeting) -> list[dict[str, object]]:
    """Everything that was asked."""
    names = tables.question_asked.columns.keys()
    return [dict(zip(names, row, strict=True)) for row in await met.rows(tables.question_asked)]


async def test_a_question_is_answered_by_the_organiser_and_the_answer_comes_to_her(met: Meeting) -> None:
    sen, lan = await organiser(met, "Sen", COMMUNE), await met.learner("Lan")
    await lan.types("/trogiup")
    await lan.taps("Hỏi đáp")
    lan.sees("Chị muốn hỏi gì?")
    await lan.types(QUESTION)
    lan.sees("Chị hỏi:", QUESTION)
    await lan.taps("hỏi người phụ trách")
    lan.sees("Em gửi câu này nhé?", QUESTION, "tên gọi Lan", "Chi hội Thôn Bưởi")
    await lan.taps("Gửi")
    lan.sees("Em gửi rồi")
    await met.passes(minutes=70)
    await sen.types("/quantri")
    sen.sees("1 câu hỏi của chị em đang chờ")
    await sen.taps("Câu hỏi")
    sen.sees("Câu hỏi đang chờ: 1", QUESTION, "chờ 1 giờ", "Xã Suối Mây")
    await sen.taps("1. ")
    sen.sees("Chị Lan (Chi hội Thôn Bưởi) hỏi", QUESTION)
    await sen.taps("Trả lời")
    await sen.types(ANSWER)
    sen.sees("Chị ấy sẽ thấy thế này", QUESTION, ANSWER)
    await sen.taps("Gửi")
    sen.sees("Không có câu nào đang chờ")
    inbox = Inbox(lan)
    await delivers(met)
    (answer,) = inbox.new()
    assert QUESTION in answer
    assert ANSWER in answer
    assert lan.buttons == ["Hỏi tiếp", "Trang chính"]
    await lan.taps("Hỏi tiếp")
    lan.sees("Chị muốn hỏi gì?")
    planned = [dict(zip(tables.delivery.columns.keys(), row, strict=True)) for row in await met.rows(tables.delivery)]
    assert [row["counts"] for row in planned if row["kind"] == "answer"] == [False]
    met.is_well()


async def test_what_the_lessons_say_is_shown_first_and_leads_back(met: Meeting) -> None:
    lan = await met.learner("Lan")
    card = met.library.modules()[3].cards[2]
    await types_question(lan, card.title)
    lan.sees("Em tìm thấy trong bài học")
    assert len(lan.buttons) <= 5
    await lan.taps(card.title)
    lan.sees(card.title)
    await met.restarts()
    await lan.types("ờ ờ")
    lan.sees(card.title)
    await lan.taps("Về câu hỏi")
    lan.sees("Chị hỏi:", card.title)
    assert await met.rows(tables.bookmark) == []
    await lan.types("1")
    lan.sees(card.title)


async def test_looking_up_sends_nothing(met: Meeting) -> None:
    lan = await met.learner("Lan")
    title = met.library.modules()[0].cards[1].title
    await lan.types("/tracuu")
    lan.sees("Tra cứu")
    await lan.types(title)
    lan.sees("Chị tìm:")
    assert "hỏi người phụ trách" not in " ".join(lan.buttons)
    number = (await questions(met))[0]["id"]
    await lan.taps_code(f"hg:{number}")
    assert (await questions(met))[0]["sent_at"] is None
    await lan.taps("Tìm chữ khác")
    lan.sees("Tra cứu")


async def test_violence_opens_the_emergency_card_and_nothing_is_kept(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.types("/hoidap")
    await lan.types("chồng em đánh em thì làm thế nào")
    lan.sees("Công an xã")
    await lan.types("em sợ quá")
    assert await met.rows(tables.question_asked) == []


async def test_only_words_are_taken_and_not_too_many(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await lan.types("/hoidap")
    lan.person.sends_sticker()
    await met.quiet()
    lan.sees("viết bằng chữ")
    await lan.types("a " * 501)
    lan.sees("dưới 1000 chữ")
    await lan.types(QUESTION)
    lan.sees("Chị hỏi:")


async def test_a_sixth_open_question_waits_and_fifty_taps_send_one(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await types_question(lan)
    await lan.taps("hỏi người phụ trách")
    code = next(code for code in lan.codes if code.startswith("hg:"))
    for _ in range(50):
        await lan.taps_code(code)
    assert len(await questions(met)) == 1
    for number in range(4):
        await asks(lan, f"{QUESTION} {number}")
    await types_question(lan, "Còn câu này nữa ạ?")
    await lan.taps("hỏi người phụ trách")
    await lan.taps("Gửi")
    lan.sees("5 câu chờ trả lời")
    met.is_well()


async def test_others_questions_are_neither_seen_nor_sent(met: Meeting) -> None:
    lan, man = await met.learner("Lan"), await met.learner("Mận")
    await types_question(lan)
    number = (await questions(met))[0]["id"]
    assert isinstance(number, int)
    await man.taps_code(encode(SendQuestion(number)))
    assert "Nút này đã cũ" in man.toast
    await man.taps_code(encode(SeeHits()))
    man.does_not_see(QUESTION)
    await asks(lan)
    thom = await organiser(met, "Thơm", OTHER_COMMUNE)
    number = (await questions(met))[-1]["id"]
    assert isinstance(number, int)
    for action in (SeeQuestion(number), WriteAnswer(number), SendAnswer(number)):
        await thom.taps_code(encode(action))
        thom.does_not_see(QUESTION)
    await thom.types("/quantri")
    await thom.taps("Câu hỏi")
    thom.sees("Không có câu nào")


async def test_it_is_passed_up_and_those_below_have_it_no_more(met: Meeting) -> None:
    sen, hoa = await organiser(met, "Sen", COMMUNE), await organiser(met, "Hoa", PROVINCE)
    lan = await met.learner("Lan")
    await asks(lan)
    await hoa.types("/quantri")
    hoa.does_not_see("đang chờ")
    await opens_first(sen)
    await sen.taps("Chuyển lên trên")
    sen.sees("Không có câu nào")
    await hoa.types("/quantri")
    hoa.sees("1 câu hỏi của chị em đang chờ")
    await opens_first(hoa)
    assert "Chuyển lên trên" not in hoa.buttons
    await hoa.taps("Trả lời")
    await hoa.types(ANSWER)
    await hoa.taps("Gửi")
    await delivers(met)
    lan.sees(QUESTION, ANSWER)
    audit = [row[tables.audit.columns.keys().index("deed")] for row in await met.rows(tables.audit)]
    assert audit == ["question.passed", "question.answered"]
    assert await met.traces(ANSWER) == {"question_asked.answer"}


async def test_of_two_who_answer_the_first_wins_and_the_second_is_told(met: Meeting) -> None:
    sen, hoa = await organiser(met, "Sen", COMMUNE), await organiser(met, "Hoa", PROVINCE)
    lan = await met.learner("Lan")
    await asks(lan)
    for each, said in ((sen, ANSWER), (hoa, "Khác hẳn.")):
        await opens_first(each)
        await each.taps("Trả lời")
        await each.types(said)
    await sen.taps("Gửi")
    await hoa.taps("Gửi")
    assert "trước chị rồi" in hoa.toast
    hoa.sees("chị Sen trả lời rồi", ANSWER)
    assert (await questions(met))[0]["answer"] == ANSWER
    assert len(await met.rows(tables.delivery)) == 1


async def test_she_is_told_kindly_why_it_cannot_be_answered(met: Meeting) -> None:
    sen, lan = await organiser(met, "Sen", COMMUNE), await met.learner("Lan")
    await asks(lan)
    await opens_first(sen)
    await sen.taps("Không trả lời được")
    await sen.taps("Cần nói trực tiếp")
    await delivers(met)
    lan.sees(QUESTION, "mời chị ghé Hội phụ nữ xã")


async def test_a_right_withdrawn_while_she_types_is_gone_at_once(met: Meeting) -> None:
    sen, lan = await organiser(met, "Sen", COMMUNE), await met.learner("Lan")
    await asks(lan)
    await opens_first(sen)
    await sen.taps("Trả lời")
    await loses_every_role(met, sen)
    await sen.types(ANSWER)
    sen.does_not_see(QUESTION)
    assert await met.rows(tables.answer_draft) == []


async def test_what_she_left_behind_waits_for_the_level_above(met: Meeting) -> None:
    sen, hoa = await organiser(met, "Sen", COMMUNE), await organiser(met, "Hoa", PROVINCE)
    lan = await met.learner("Lan")
    await asks(lan)
    await hoa.types("/quantri")
    hoa.does_not_see("đang chờ")
    await loses_every_role(met, sen)
    await hoa.types("/quantri")
    hoa.sees("1 câu hỏi của chị em đang chờ")


async def test_where_nobody_is_yet_it_waits_for_whoever_comes(met: Meeting) -> None:
    lan = await met.learner("Lan")
    await asks(lan)
    sen = await organiser(met, "Sen", COMMUNE)
    await sen.types("/quantri")
    sen.sees("1 câu hỏi của chị em đang chờ")


async def test_it_is_answered_by_typed_numbers_across_a_restart(met: Meeting) -> None:
    sen, lan = await organiser(met, "Sen", COMMUNE), await met.learner("Lan")
    await asks(lan)
    await sen.types("/quantri")
    await sen.types(str(next(n for n, label in enumerate(sen.buttons, 1) if "Câu hỏi" in label)))
    sen.sees("Câu hỏi đang chờ: 1")
    await sen.types("1")
    await sen.types("1")
    sen.sees("Chị đang trả lời câu")
    await met.restarts()
    await sen.types(ANSWER)
    await met.restarts()
    await sen.types("1")
    await delivers(met)
    lan.sees(QUESTION, ANSWER)
    met.is_well()


async def test_a_viewer_has_no_questions(met: Meeting) -> None:
    sen, lan = await organiser(met, "Sen", COMMUNE, AdminRole.VIEWER), await met.learner("Lan")
    await asks(lan)
    await sen.types("/quantri")
    sen.does_not_see("đang chờ")
    assert "💬 Câu hỏi" not in sen.buttons


async def test_the_answer_waits_for_the_morning(met: Meeting) -> None:
    sen, lan = await organiser(met, "Sen", COMMUNE), await met.learner("Lan")
    await asks(lan)
    await time_passes(met, hours=2)
    await opens_first(sen)
    await sen.taps("Trả lời")
    await sen.types(ANSWER)
    await sen.taps("Gửi")
    inbox = Inbox(lan)
    await time_passes(met, hours=1)
    assert not [words for words in inbox.new() if ANSWER in words]
    await time_passes(met, hours=9)
    assert [words for words in inbox.new() if ANSWER in words]


async def test_her_file_holds_it_and_it_goes_with_her_and_its_words_after_ninety_days(met: Meeting) -> None:
    sen, lan, man = await organiser(met, "Sen", COMMUNE), await met.learner("Lan"), await met.learner("Mận")
    await asks(lan)
    await opens_first(sen)
    await sen.taps("Trả lời")
    await sen.types(ANSWER)
    assert ANSWER in await data_of(met, sen)
    await opens_first(sen)
    number = (await questions(met))[0]["id"]
    await sen.taps_code(f"hs:{number}")
    await types_question(man, "Câu chưa gửi của Mận?")
    text = await data_of(met, lan)
    assert QUESTION in text
    assert ANSWER in text
    assert ANSWER in await data_of(met, sen)
    await time_passes(met, days=2)
    await forgets(met)
    assert [row["text"] for row in await questions(met)] == [QUESTION]
    await time_passes(met, days=89)
    await forgets(met)
    assert [(row["text"], row["answer"]) for row in await questions(met)] == [("", "")]
    assert "đã xóa chữ" in await data_of(met, lan)
    await lan.types("/riengtu")
    await lan.taps("Rời đi và xóa hết")
    await lan.taps("Vâng, xóa hết")
    assert await questions(met) == []


async def forgets(met: Meeting) -> None:
    """The regular job runs."""
    await met.app.database.run(asking.forget, met.clock.now())


# Words of danger.


async def test_an_answer_may_speak_of_danger_and_the_numbers_stand_beside_it(met: Meeting) -> None:
    sen, lan = await organiser(met, "Sen", COMMUNE), await met.learner("Lan")
    await asks(lan)
    await opens_first(sen)
    await sen.taps("Trả lời")
    answer = "Nếu chồng đánh chị thì gọi 113 ngay, rồi sang nhà em."
    await sen.types(answer)
    sen.sees("Chị ấy sẽ thấy thế này", answer, "Số khẩn cấp")
    sen.does_not_see("Xin đừng chịu một mình")
    assert sen.buttons[-1] == "🆘 Số khẩn cấp"
    await sen.taps("Gửi")
    assert (await questions(met))[0]["answer"] == answer
    # Where she is not answering, a cry of her own opens the card.
    await sen.types("chồng tôi đánh tôi")
    sen.sees("Xin đừng chịu một mình")


async def test_an_ordinary_answer_offers_no_numbers(met: Meeting) -> None:
    sen, lan = await organiser(met, "Sen", COMMUNE), await met.learner("Lan")
    await asks(lan)
    await opens_first(sen)
    await sen.taps("Trả lời")
    await sen.types(ANSWER)
    sen.does_not_see("Số khẩn cấp")
    assert "🆘 Số khẩn cấp" not in sen.buttons

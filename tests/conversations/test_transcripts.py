"""Whole conversations, word by word; ``pytest --write-transcripts`` writes them anew after a sentence was changed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest

from tests import organisers_days as days
from tests.chatting import Meeting, Talker
from tests.conversations.broadcasts_school import PostOffice
from tests.conversations.english_school import visitor
from tests.conversations.law_school import evenings, law_evening
from tests.conversations.private_school import ANSWER, CRY, WORDS, answers, named, writes
from tests.conversations.roles_school import COMMUNE, an_owner_by_settings, grant_of, link_from, unit_id
from tests.conversations.school import Pupil
from tests.transcripts import FOLDER, Recorded

LAW_CHANGES = "law-changes"
"""In a school of its own, whose law ends on Tuesday."""
Conversation = Callable[[Meeting], Awaitable[Recorded]]


def recorded(met: Meeting, title: str, first_name: str = "Mận", last_name: str = "Hoa Nắng") -> Recorded:
    """Somebody new, whose conversation is written down."""
    person = met.world.add_person(first_name, last_name, phone="+84000111222")
    return Recorded(met, person, title)


async def joined(met: Meeting, title: str) -> Recorded:
    """A learner; how she joined is not written down."""
    talker = Recorded(met, (await met.learner("Mận")).person, title)
    talker.tells("Chị Mận đã vào học.")
    await talker.types("/start")
    return talker


async def first_evening_by_link(met: Meeting) -> Recorded:
    man = recorded(met, "Tối đầu tiên: vào bằng đường dẫn mời của chi hội")
    await man.starts(met.token)
    for label in ("Tôi đồng ý", "Chi hội trưởng", "Đúng rồi", "Bỏ qua", "Học ngay", "Bắt đầu", "Tiếp", "Tiếp"):
        await man.taps(label)
    man.tells("Chị Mận ngủ quên. Tối hôm sau chị mở máy.")
    await met.passes(days=1)
    await man.presses("📖 Học tiếp")
    await man.taps("Thẻ trước")
    await man.presses("📊 Kết quả")
    await man.presses("❓ Trợ giúp")
    return man


async def first_evening_in_english(met: Meeting) -> Recorded:
    anna = Recorded(met, visitor(met).person, "A first evening in English: a visitor whose phone is set to it")
    await anna.starts(met.token)
    for label in ("English", "I agree", "Head of a branch", "That is right", "Skip", "Start learning", "Begin", "Next"):
        await anna.taps(label)
    await anna.types("what now?")
    await anna.presses("Results")
    await anna.presses("Help")
    await anna.presses("Emergency")
    await anna.taps("Hide this")
    await anna.types("/caidat")
    await anna.taps("Tiếng Việt / English")
    await anna.taps("Tiếng Việt")
    await anna.presses("Học tiếp")
    return anna


async def joining_without_link(met: Meeting) -> Recorded:
    lua = recorded(met, "Tự tìm đến: không có đường dẫn mời", "Lúa", "🌸")
    await lua.starts()
    for label in ("Đọc kỹ hơn", "Tôi đồng ý", "Xã Suối Mây", "Xem thêm", "Trở lên", "Xã Đồi Chè", "Thôn Lúa"):
        await lua.taps(label)
    await lua.taps("Chi hội phó")
    await lua.taps("Sửa tên")
    await lua.types("🌾🌾🌾")
    await lua.types("Nguyễn Thị Lúa")
    await lua.shares_contact(own=False)
    await lua.shares_contact()
    await lua.types("/caidat")
    await lua.taps("Đổi việc ở Hội")
    await lua.taps("Chi hội trưởng")
    await lua.taps("Xóa số điện thoại")
    return lua


async def refusing(met: Meeting) -> Recorded:
    man = recorded(met, "Không đồng ý: em không giữ lại gì")
    await man.starts(met.token)
    await man.taps("Đọc kỹ hơn")
    await man.taps("Thôi, tôi không tham gia")
    await man.types("/khancap")
    await man.taps("Ẩn tin này")
    return man


async def _whole_module(met: Meeting, course: int) -> Recorded:
    module = met.library.courses[course].modules[0]
    man = await joined(met, f"Trọn một bài: {module.title}")
    await man.taps("Các khóa học")
    await man.taps(met.library.courses[course].title)
    await man.taps(module.title)
    await man.taps("Bắt đầu")
    for _ in module.cards[1:]:
        await man.taps("Tiếp")
    await man.taps("Làm bài kiểm tra")
    await man.finishes_quiz(wrong=3)
    await man.taps("Đọc lại")
    await man.taps("Về kết quả")
    await man.taps("Làm lại")
    await man.finishes_quiz(wrong=0)
    await man.types("trang chính")
    return man


async def first_module_of(course_id: str, met: Meeting) -> Recorded:
    return await _whole_module(met, [course.id for course in met.library.courses].index(course_id))


async def typing_only(met: Meeting) -> Recorded:
    lua = recorded(met, "Chỉ gõ, không bấm nút nào", "Lúa", "Hoa Nắng")
    for typed in ("/start", "em là ai", "1", "3", "1", "1", "1", "bo qua"):
        await lua.types(typed)
    for typed in ("HOC", "bắt đầu", "tiep", "tiếp", "20", "học", "2", "ket qua", "tro giup", "/caidat", "1", "Chị Lúa"):
        await lua.types(typed)
    await lua.types("khóa học")
    await lua.types("1")
    await lua.types("3")
    await lua.types("1")
    for _ in range(5):
        await lua.types("tiếp")
    await lua.types("làm bài kiểm tra")
    for typed in ("1", "1", "2", "1"):
        await lua.types(typed)
    await lua.types("/choi")
    await lua.types("😀😀")
    await lua.types("khan cap")
    await lua.types("1")
    return lua


async def danger(met: Meeting) -> Recorded:
    man = await joined(met, "Có chuyện nguy hiểm")
    await man.taps("Học ngay")
    await man.taps("Bắt đầu")
    await man.types("bạo lực gia đình là gì")
    await man.types("chong toi danh toi")
    await man.taps("Ẩn tin này")
    await man.taps("Học tiếp")
    await man.presses("🆘 Khẩn cấp")
    await man.taps("Ẩn tin này")
    return man


async def leaving(met: Meeting) -> Recorded:
    man = await joined(met, "Xem dữ liệu của mình, rồi rời đi")
    module = met.library.modules()[0]
    await man.taps("Học ngay")
    await man.taps("Bắt đầu")
    quiet = Talker(met, man.person)
    await quiet.taps_code(f"sq:{module.id}")
    for _ in range(3):
        await quiet.answers(right=True)
        while any(label in " ".join(quiet.buttons) for label in ("Rồi sao nữa", "Câu tiếp theo")):
            await quiet.taps(quiet.buttons[0])
    man.tells("Chị Mận đọc hết bài, làm ba câu đầu.")
    await man.types("/riengtu")
    for label in ("Xem dữ liệu của tôi", "Rời đi và xóa hết", "Không, tôi ở lại"):
        await man.taps(label)
    await man.types("rời đi")
    await man.taps("Rời đi và xóa hết")
    await man.taps("Vâng, xóa hết")
    await man.types("học")
    return man


async def coming_back(met: Meeting) -> Recorded:
    man = await joined(met, "Chưa đạt, tắt máy, lạc đường: lúc nào cũng có chỗ quay về")
    module = met.library.modules()[0]
    quiet = Talker(met, man.person)
    await quiet.taps_code(f"sq:{module.id}")
    while "Xem kết quả ▸" not in quiet.buttons:
        onward = any(label in quiet.buttons for label in ("Rồi sao nữa? ▸", "Câu tiếp theo ▸"))
        await (quiet.taps(quiet.buttons[0]) if onward else quiet.answers(right=False))
    man.tells("Chị Mận trả lời hết câu hỏi rồi tắt máy, chưa xem kết quả. Tối hôm sau chị mở máy.")
    await met.passes(days=1)
    await man.types("/start")
    await man.taps("Học tiếp ▸")
    await man.taps("Xem kết quả")
    await man.types("cài đặt")
    await man.types("sao lại ra đây")
    await man.taps("Đổi đơn vị")
    for label in ("Xã Suối Mây", "Thôn Bưởi", "Tôi ở chi hội", "Trang chính", "Học bài tiếp theo"):
        await man.taps(label)
    man.tells("Một tuần sau.")
    await met.passes(days=7)
    await man.presses("📖 Học tiếp")
    return man


async def entrusted_by_link(met: Meeting) -> Recorded:
    sen = await an_owner_by_settings(met)
    man = recorded(met, "Được giao quyền: từ đường dẫn đến khi thu lại")
    await man.starts(await link_from(met, sen, await unit_id(met, COMMUNE), "owner"))
    for label in ("Tôi đồng ý", "Tôi nhận", "Phân quyền", "Đơn vị bên dưới", "Thôn Mít", "Giao quyền ở đây"):
        await man.taps(label)
    await man.types("/quantri")
    for label in ("Nhật ký", "Quản trị", "Quyền của tôi", "Chủ quản", "Thôi, giữ nguyên", "Quản trị"):
        await man.taps(label)
    man.tells("Chị Sen, người giao, thu lại quyền.")
    await sen.taps_code(f"yd:{await grant_of(met, 'Mận Hoa Nắng')}")
    await man.taps("Phân quyền")
    await man.types("/quantri")
    return man


async def private_messages(met: Meeting) -> Recorded:
    sen = await named(met)
    man = await joined(met, "Nhắn riêng cho người giữ chuyện riêng ở xã")
    await man.types(CRY)
    await man.taps("Nhắn riêng")
    await man.taps("Được, trả lời ở đây")
    await man.types(WORDS)
    await man.taps("Gửi")
    await man.taps("Ẩn")
    man.tells("Chị Sen ở xã đọc, trả lời.")
    await met.passes(minutes=1)
    await answers(sen)
    await met.passes(minutes=1)
    for label in ("Mở", "Xem lại tất cả", "Xóa hết", "Vâng, xóa hết"):
        await man.taps(label)
    return man


async def private_messages_read(met: Meeting) -> Recorded:
    lan = await met.learner("Lan")
    sen = Recorded(met, (await named(met)).person, "Người giữ chuyện riêng: đọc, trả lời, khép lại")
    sen.tells("Chị Sen được xã giao giữ chuyện riêng. Chị Lan nhắn cho chị.")
    await writes(lan)
    await met.passes(minutes=1)
    await sen.taps("Mở")
    await sen.taps("Trả lời")
    await sen.types(ANSWER)
    for label in ("Gửi", "Ẩn", "Quản trị", "Tin nhắn riêng", "Chị Lan", "Khép lại", "Vâng, khép lại"):
        await sen.taps(label)
    return sen


async def _first_day(met: Meeting) -> tuple[Recorded, Talker, dict[str, Talker]]:
    sen = await an_owner_by_settings(met)
    huong = recorded(met, "Ngày đầu của chị phụ trách: nhận việc, danh sách, lời mời", "Hương", "")
    await days.comes(met, 24, 8)
    await days.is_entrusted(huong, sen)
    await days.loads_her_list(huong)
    await days.invites(huong)
    people = await days.they_come(met)
    await days.comes(met, 24, 14)
    huong.tells("Hai giờ chiều, chị em ba chi hội đã vào học.")
    await days.sees_who_came(huong)
    return huong, sen, people


async def _first_broadcast(met: Meeting) -> tuple[Recorded, Talker, dict[str, Talker]]:
    huong, sen, people = await _first_day(met)
    huong.begins("Thông báo đầu tiên, hạn học, một câu hỏi")
    people["Dứa"].person.blocks()
    post = PostOffice(met)
    await days.sends_a_broadcast(huong, post)
    await days.reads_its_report(huong, post, people["Nguyễn Thị Mận"])
    await days.sets_a_deadline(huong)
    await days.answers_a_question(huong, people["Nguyễn Thị Mận"])
    return huong, sen, people


async def organiser_first_day(met: Meeting) -> Recorded:
    return (await _first_day(met))[0]


async def organiser_first_broadcast(met: Meeting) -> Recorded:
    return (await _first_broadcast(met))[0]


async def organiser_week_later(met: Meeting) -> Recorded:
    huong, sen, people = await _first_broadcast(met)
    await days.comes(met, 27, 19)
    await days.they_study(met, people)
    huong.begins("Một tuần sau: bản tin thứ Hai, kết quả, nhật ký")
    await days.reads_results(huong)
    owner = Recorded(met, sen.person, "Chị Sen ở tỉnh mở nhật ký")
    await days.reads_the_journal(owner)
    huong.goes_on_with(owner)
    return huong


COURSES = ("an-toan", "binh-dang-gioi", "can-bo-chi-hoi", "chi-hoi-so", "quyen-phu-nu", "sinh-hoat-chi-hoi")
CONVERSATIONS: dict[str, Conversation] = {
    "first-evening-by-link": first_evening_by_link,
    "first-evening-in-english": first_evening_in_english,
    "joining-without-link": joining_without_link,
    "refusing": refusing,
    **{f"module-{course_id}": partial(first_module_of, course_id) for course_id in COURSES},
    "typing-only": typing_only,
    "danger": danger,
    "leaving": leaving,
    "coming-back": coming_back,
    "entrusted-by-link": entrusted_by_link,
    "private-messages": private_messages,
    "private-messages-read": private_messages_read,
    "organiser-first-day": organiser_first_day,
    "organiser-first-broadcast": organiser_first_broadcast,
    "organiser-week-later": organiser_week_later,
}


@pytest.mark.parametrize("name", CONVERSATIONS)
async def test_the_conversation_goes_as_it_is_written_down(
    met: Meeting, request: pytest.FixtureRequest, name: str
) -> None:
    talker = await CONVERSATIONS[name](met)
    met.is_well()
    file = FOLDER / f"{name}.txt"
    if request.config.getoption("--write-transcripts"):
        file.write_text(talker.text, encoding="utf-8")
    assert talker.text == file.read_text(encoding="utf-8"), "read it; if it is meant so: pytest --write-transcripts"


async def test_the_evening_on_which_the_law_has_changed(
    database_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    async with law_evening(database_url, tmp_path) as (met, _):
        man = await joined(met, "Luật thay đổi: câu hỏi được bỏ ra, và một tin đính chính")
        pupil = Pupil(met, Talker(met, man.person))
        await pupil.begins()
        while not (await pupil.question()).citations:
            await pupil.answers(right=True)
        man.finds("Chị Mận đang ở câu dựa vào luật cũ thì ngủ quên. Hôm sau là ngày cuối của luật ấy.")
        await evenings(met, 2)
        man.finds("Tối thứ Tư chị mở máy.")
        await man.taps(man.buttons[0])
        await man.taps("Học tiếp")
        await Pupil(met, man).finishes()
        file = FOLDER / f"{LAW_CHANGES}.txt"
        if request.config.getoption("--write-transcripts"):
            file.write_text(man.text, encoding="utf-8")
        assert man.text == file.read_text(encoding="utf-8"), "read it; if it is meant so: pytest --write-transcripts"
        met.is_well()


def test_every_transcript_belongs_to_a_conversation() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == {*CONVERSATIONS, LAW_CHANGES}

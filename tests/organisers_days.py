"""An organiser's days, told once: written down as transcripts, and photographed for the tour.

Whoever tells them is a ``Storyteller``: a person at her phone who also says what happens outside the chat
(``tells``) and where it is worth looking (``shows``). Everybody and every place is invented.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.sandbox.entities import Entity
from bot.sandbox.people import Person
from bot.settings import VIETNAM
from bot.sheets.table import Cell, SheetTable
from bot.sheets.writing import workbook
from bot.storage.records import Records
from tests.chatting import Meeting, Talker
from tests.conversations.broadcasts_school import PostOffice
from tests.conversations.results_school import goes_through
from tests.conversations.roles_school import COMMUNE, link_from, unit_id

BUOI, MIT, HONG = "mau-suoi-may-buoi", "mau-suoi-may-mit", "mau-suoi-may-hong"
HEADINGS = ("Họ và tên", "Chi hội", "Việc ở Hội", "Số điện thoại")
LISTED: tuple[tuple[str, str, str], ...] = (
    ("Nguyễn Thị Mận", "Chi hội Thôn Bưởi", "Chi hội trưởng"),
    ("Trần Thị Đào", "Chi hội Thôn Bưởi", "Chi hội phó"),
    ("H'Lan Niê", "Chi hội Buôn Hồng", "Chi hội trưởng"),
    ("Lê Thị Na", "Chi hội Thôn Mít", "Chi hội trưởng"),
    ("Phạm Thị Cúc", "Chi hội Thôn Mít", "Hội viên"),
)
COME = (
    *(("Nguyễn Thị Mận", BUOI), ("Trần Thị Đào", BUOI), ("Ổi", BUOI), ("Bòng", BUOI), ("Chanh", BUOI), ("Quýt", BUOI)),
    *(("Lê Thị Na", MIT), ("Sung", MIT), ("Khế", MIT), ("Dứa", MIT), ("Roi", MIT), ("Hồng", MIT)),
    *(("H'Lan Niê", HONG), ("H'Bia", HONG), ("H'Nga", HONG)),
)
"""Who has joined by the end of the first day, and where."""
MEETING = "Mời chị em họp chi hội 19 giờ thứ Sáu ở nhà văn hóa thôn.\n\nChị nào bận thì nhắn em một câu nhé."
BOLD = "19 giờ thứ Sáu"
QUESTION = "Tổ em muốn mượn loa của xã thì xin ai ạ?"
ANSWER = "Chị gọi chị Hoa ở văn phòng xã, báo trước hai ngày là được ạ."


class Storyteller(Protocol):
    """A ``Talker`` whose day is written down or photographed."""

    meeting: Meeting
    person: Person

    async def starts(self, payload: str = "") -> None:
        """Press «Bắt đầu», perhaps by a link."""

    async def types(self, text: str, bold: str = "") -> None:
        """Write something, perhaps with a part of it bold."""

    async def taps(self, label: str) -> None:
        """Tap the newest button whose label contains ``label``."""

    async def sends(self, name: str, content: bytes) -> None:
        """Send a file."""

    async def looks(self) -> None:
        """Look at what has come meanwhile."""

    def tells(self, what: str) -> None:
        """Say what happens outside the chat."""

    async def shows(self, name: str, beside: Talker | None = None) -> None:
        """It is worth a look, perhaps with somebody else's phone beside."""


def bold_in(text: str, part: str) -> list[Entity]:
    """The format of one part of a text."""
    return [Entity("bold", text.index(part), len(part))] if part else []


def table(*, is_right: bool) -> bytes:
    """Her list; in the first version a branch that nobody knows, and a number cut short."""
    rows: list[tuple[Cell, ...]] = [(*line, None) for line in LISTED]
    if not is_right:
        rows[2] = ("H'Lan Niê", "Chi hội Thôn Mai", "Chi hội trưởng", None)
        rows[4] = ("Phạm Thị Cúc", "Chi hội Thôn Mít", "Hội viên", "0000 12")
    return workbook([SheetTable("Danh sách", HEADINGS, tuple(rows))])


async def comes(met: Meeting, day: int, hour: int, minute: int = 0) -> None:
    """That instant of November 2026 comes, by the clock of the village."""
    at = datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)
    await met.passes(seconds=(at - met.clock.now()).total_seconds())


async def is_entrusted(huong: Storyteller, sen: Talker) -> None:
    """By a link from the province to the organisers' page."""
    met = huong.meeting
    huong.tells("Chị Sen ở tỉnh gửi cho chị Hương một đường dẫn giao quyền.")
    await huong.starts(await link_from(met, sen, await unit_id(met, COMMUNE), "organiser"))
    await huong.taps("Tôi đồng ý")
    await huong.shows("01-offer")
    await huong.taps("Tôi nhận")
    await huong.types("/quantri")
    await huong.shows("02-home")


async def loads_her_list(huong: Storyteller) -> None:
    """A list with two faults, corrected, sent again, taken."""
    await huong.taps("Danh sách cán bộ")
    await huong.taps("Gửi danh sách lên")
    await huong.sends("danh-sach-suoi-may.xlsx", table(is_right=False))
    await huong.shows("03-list-checked")
    huong.tells("Chị Hương sửa hai dòng tô vàng trong bảng ấy rồi gửi lại.")
    await huong.sends("can-sua-danh-sach-suoi-may.xlsx", table(is_right=True))
    await huong.taps("Nhận 5 người")
    await huong.shows("04-list-taken")


async def invites(huong: Storyteller) -> None:
    """Posters for all branches, and a link for one."""
    await huong.types("/quantri")
    await huong.taps("Mời vào học")
    await huong.taps("In áp phích")
    await huong.taps("Làm ")
    await huong.shows("05-posters")
    await huong.types("/quantri")
    await huong.taps("Mời vào học")
    await huong.taps("Thôn Mít")
    await huong.taps("Lấy đường dẫn")


async def they_come(met: Meeting) -> dict[str, Talker]:
    """The women of three branches join."""
    found, tokens = {}, {key: await met.invites_to(key) for key in dict.fromkeys(key for _, key in COME)}
    for name, key in COME:
        talker = met.person(name)
        await talker.starts(tokens[key])
        await talker.taps("Tôi đồng ý")
        if "Đúng là tôi" in talker.buttons:
            await talker.taps("Đúng là tôi")
        else:
            await talker.taps("Hội viên")
            await talker.taps("Đúng rồi")
        await talker.taps("Bỏ qua")
        found[name] = talker
    return found


async def sees_who_came(huong: Storyteller) -> None:
    """Who of her list is still missing."""
    await huong.types("/quantri")
    await huong.taps("Danh sách cán bộ")
    await huong.taps("Ai chưa vào học")
    await huong.taps("Thôn Mít")
    await huong.shows("07-missing")


async def sends_a_broadcast(huong: Storyteller, post: PostOffice) -> None:
    """From the first word to the report."""
    await huong.types("/quantri")
    await huong.taps("Thông báo")
    await huong.taps("Soạn thông báo mới")
    await huong.types(MEETING, BOLD)
    await huong.taps("Xong")
    await huong.taps("Chưa bắt đầu")
    await huong.shows("08-audience")
    await huong.taps("Xem lại trước khi gửi")
    await huong.shows("09-check")
    await huong.taps("Nút mở bài")
    first = post.met.library.courses[0]
    await huong.taps(first.title)
    await huong.taps(first.modules[0].title)
    await huong.taps("Gửi thử")
    await huong.taps("Gửi ngay")
    await post.sends(9)
    await post.met.passes(seconds=6)
    await huong.looks()
    await huong.shows("10-progress")


async def reads_its_report(huong: Storyteller, post: PostOffice, man: Talker) -> None:
    """All have it; one has blocked the bot."""
    await post.runs()
    await huong.looks()
    await huong.shows("11-report")
    await huong.shows("12-received", man)


async def sets_a_deadline(huong: Storyteller) -> None:
    """Two weeks for the first course."""
    course = huong.meeting.library.courses[0]
    await huong.types("/quantri")
    await huong.taps("Hạn học")
    await huong.taps("Đặt hạn mới")
    await huong.taps("Cả đơn vị này")
    await huong.taps(course.title)
    await huong.taps("Hai tuần nữa")
    await huong.shows("13-deadline")
    await huong.taps("Đặt hạn này")


async def answers_a_question(huong: Storyteller, man: Talker) -> None:
    """A learner asks, the organiser answers, both phones side by side."""
    await man.types("/hoidap")
    await man.types(QUESTION)
    await man.taps("ỏi người phụ trách")
    await man.taps("Gửi")
    huong.tells("Chị Mận hỏi một câu. Hai giờ sau chị Hương mở máy.")
    await man.meeting.passes(hours=2)
    await huong.looks()
    await huong.types("/quantri")
    await huong.taps("Câu hỏi")
    await huong.taps("1. ")
    await huong.taps("Trả lời")
    await huong.types(ANSWER)
    await huong.shows("14-answer")
    await huong.taps("Gửi")
    await man.meeting.passes(minutes=5)
    await huong.shows("15-answered", man)


def _have_studied(records: Records, met: Meeting, numbers: list[int]) -> None:
    modules = met.library.courses[0].modules
    for place, number in enumerate(numbers):
        for module in modules[: len(modules) - place % 3]:
            goes_through(records, number, module, met.clock.now())


async def they_study(met: Meeting, people: dict[str, Talker]) -> None:
    """Most of them have finished something of the first course."""
    numbers = await met.app.database.run(_numbers, [f"telegram:{each.person.id}" for each in people.values()])
    await met.app.database.run(_have_studied, met, numbers[:13])


def _numbers(records: Records, chats: list[str]) -> list[int]:
    found = [records.chats.get(each) for each in chats]
    return [each.learner_id for each in found if each is not None and each.learner_id is not None]


async def reads_results(huong: Storyteller) -> None:
    """By message, unit by unit, by the week, as a picture and as tables."""
    huong.tells("Sáng thứ Hai tuần sau, 8 giờ.")
    await comes(huong.meeting, 30, 8)
    await huong.meeting.passes(minutes=1)
    await huong.looks()
    await huong.shows("16-digest")
    await huong.types("/quantri")
    await huong.taps("Kết quả")
    await huong.shows("17-results")
    await huong.taps("Xem từng đơn vị")
    await huong.shows("18-places")
    await huong.taps("Kết quả đơn vị")
    await huong.taps("8 tuần qua")
    await huong.taps("Kết quả đơn vị")
    await huong.taps("Ảnh biểu đồ")
    await huong.taps("Bảng Excel")
    await huong.taps("Danh sách tên")


async def reads_the_journal(sen: Storyteller) -> None:
    """The owner sees what was done, by whom."""
    await sen.types("/quantri")
    await sen.taps("Nhật ký")
    await sen.shows("20-journal")

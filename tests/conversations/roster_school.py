"""An organiser and her table: what the conversations about the roster share."""

from __future__ import annotations

from bot.domain.managing import AdminRole
from bot.sheets.reading import read_table
from bot.sheets.table import Cell, SheetTable
from bot.sheets.writing import workbook
from bot.storage.records import Records
from tests.chatting import Meeting, Talker, words_of

HEADINGS = ("Họ và tên", "Chi hội", "Việc ở Hội", "Số điện thoại")
BUOI, MIT, SEN = "Chi hội Thôn Bưởi", "Chi hội Thôn Mít", "Chi hội Thôn Sen"
ROWS: tuple[tuple[Cell, ...], ...] = (
    ("Nguyễn Thị Mận", BUOI, "Chi hội trưởng", "0000 123 001"),
    ("Trần Thị Đào", BUOI, "Chi hội phó", None),
    ("Lê Thị Na", MIT, None, None),
)


def _give(records: Records, chat_id: str, key: str | None, role: AdminRole, clock: Meeting) -> None:
    chat = records.chats.get(chat_id)
    assert chat is not None
    assert chat.learner_id is not None
    unit = records.units.by_key(key) if key else None
    records.grants.give(chat.learner_id, unit.id if unit else None, role, None, clock.clock.now())


def _withdraw(records: Records, met: Meeting) -> None:
    for learner_id in range(1, 5):
        for grant in records.grants.of(learner_id):
            records.grants.withdraw(grant.id, met.clock.now())


async def withdraw_all(met: Meeting) -> None:
    """Nobody holds any role any more."""
    await met.app.database.run(_withdraw, met)


async def organiser(
    met: Meeting, key: str | None = "mau-suoi-may", role: AdminRole = AdminRole.ORGANISER, name: str = "Hương"
) -> Talker:
    """Somebody who joined and looks after a unit."""
    talker = await met.learner(name)
    await met.app.database.run(_give, f"telegram:{talker.person.id}", key, role, met)
    return talker


def a_table(*rows: tuple[Cell, ...], headings: tuple[str, ...] = HEADINGS) -> bytes:
    """Her table."""
    return workbook([SheetTable("Danh sách", headings, rows or ROWS)])


async def sends(talker: Talker, content: bytes, name: str = "danh-sach.xlsx") -> None:
    """Open the roster, be asked for the file, and send it."""
    await talker.types("/quantri")
    await talker.taps("Danh sách cán bộ")
    await talker.taps("Gửi danh sách lên")
    await sends_on(talker, content, name)


async def sends_on(talker: Talker, content: bytes, name: str = "danh-sach.xlsx") -> None:
    """Send a file."""
    talker.person.sends_document(name, content)
    await talker.meeting.quiet()


async def imports(talker: Talker, *rows: tuple[Cell, ...]) -> None:
    """Send a table and take it."""
    await sends(talker, a_table(*rows))
    await talker.taps("Nhận ")


def file_of(talker: Talker, ending: str = ".xlsx") -> tuple[str, bytes]:
    """The newest file she was sent: its name and what is in it."""
    for message in reversed(talker.from_bot):
        document = message.get("document")
        if document and document["file_name"].endswith(ending):
            stored = talker.meeting.world.files.get(document["file_id"])
            assert stored is not None
            return document["file_name"], stored.content
    raise AssertionError(f"no {ending} came")


def table_of(talker: Talker) -> SheetTable:
    """The newest table she was sent."""
    return read_table(*file_of(talker))


def link_of(talker: Talker) -> str:
    """The token of the newest link she was given to send on."""
    for message in reversed(talker.from_bot):
        if "?start=" in words_of(message):
            return words_of(message).partition("?start=")[2].split()[0]
    raise AssertionError("no link came")

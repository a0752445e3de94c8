"""Authors for conversations: they hold the role, have a lesson at hand, and send it as people send files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from bot.domain.managing import AdminRole
from bot.sheets.reading import read_sheets
from bot.sheets.table import Cell, SheetTable
from bot.sheets.writing import workbook
from tests.chatting import Meeting, Talker
from tests.conversations.roster_school import organiser
from tests.conversations.school import FIRST_TITLE, School, school_evening
from tests.library.builder import MODULE

OLD, NEW = "Ai nấu cơm thì hợp lẽ?", "Cơm tối nhà mình, ai nấu thì phải?"
COURSE_TITLE = "Việc nhà"


class Class:
    """The school, the meeting in it, and its authors."""

    def __init__(self, met: Meeting, school: School) -> None:
        self.met = met
        self.school = school

    async def author(self, name: str = "Thảo", key: str | None = None) -> Talker:
        """Somebody who joined and writes lessons, for the whole tree unless a unit is named."""
        return await organiser(self.met, key, AdminRole.AUTHOR, name)

    def text(self, *changes: tuple[str, str]) -> str:
        """The first module, with these words changed."""
        text = self.school.text(MODULE)
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        return text


@asynccontextmanager
async def authors_evening(database_url: str, tmp_path: Path) -> AsyncIterator[Class]:
    """An evening in the small school."""
    async with school_evening(database_url, tmp_path) as (met, school):
        yield Class(met, school)


def a_zip(files: Mapping[str, bytes | str]) -> bytes:
    """An archive of these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


async def opens_version(author: Talker, title: str = FIRST_TITLE) -> None:
    """Open the module and be asked for its new version."""
    await author.types("/quantri")
    await author.taps("Soạn bài học")
    await author.taps("Việc nhà")
    await author.taps(title)
    await author.taps("Gửi bản mới")


async def sends(author: Talker, content: bytes | str, name: str = "chia-viec.md") -> None:
    """Send a file where one is asked for."""
    author.person.sends_document(name, content.encode() if isinstance(content, str) else content)
    await author.meeting.quiet()


def in_excel(content: bytes, *changes: tuple[str, str]) -> bytes:
    """The workbook, saved again with these words changed in its cells."""
    tables = []
    for name, (headings, *rows) in read_sheets(content):
        edited = [[_changed(cell, changes) for cell in row] for row in rows]
        tables.append(SheetTable(name, tuple(str(each) for each in headings), edited))
    return workbook(tables)


def _changed(cell: Cell, changes: tuple[tuple[str, str], ...]) -> Cell:
    for old, new in changes:
        if isinstance(cell, str):
            cell = new if cell == old else cell.replace(old, new) if len(old) > 12 else cell
    return cell or None

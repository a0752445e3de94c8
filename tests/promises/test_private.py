"""Private threads stand in no export, no list and no log, and in no byte of the files once they have ended.

What may touch them, and everything that makes a file, is listed in ``tests/test_exports.py``.
"""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest

from bot.domain.delivery import DeliveryKind
from bot.domain.managing import AdminRole
from bot.logs import set_up_logging
from bot.screens.actions import encode
from bot.screens.organising.analysis_actions import AnalysisSheet
from bot.screens.organising.reports_actions import ReportChart, ReportNames, ReportSheet
from bot.screens.organising.roles_actions import ExportAudit, ReadAudit
from bot.screens.organising.roster_actions import PrintPosters, TakeTemplate
from bot.screens.organising.tree_actions import SaveTree
from bot.storage import tables
from tests.chatting import Meeting, Talker
from tests.conversations.private_school import (
    ANSWERS_MARKER,
    COMMUNE,
    MARKER,
    all_words,
    answers,
    kept,
    named,
    writes,
)
from tests.conversations.reminders_school import organiser
from tests.conversations.roles_school import unit_id
from tests.conversations.test_privacy import data_of
from tests.promises.test_traces import traces


def text_of(content: bytes) -> str:
    """What is in a file, a workbook unpacked."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    return content.decode("utf-8", "replace")


def files_of(met: Meeting, talker: Talker) -> list[str]:
    """The words of every file she was given."""
    found = []
    for message in talker.from_bot:
        parts: list[dict[str, Any]] = [message["document"]] if "document" in message else message.get("photo", [])
        for part in parts:
            stored = met.world.files.get(part["file_id"])
            assert stored is not None
            found.append(text_of(stored.content))
    return found


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged at the most talkative level."""
    root = logging.getLogger()
    handlers, level, stream = root.handlers[:], root.level, io.StringIO()
    set_up_logging(logging.DEBUG, stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)


async def take_every_export(met: Meeting, boss: Talker, commune: int) -> None:
    """Everything that somebody who may do everything can have made."""
    exports = (
        ReportSheet(commune), ReportNames(commune), ReportChart(commune), AnalysisSheet(), ReadAudit(0),
        ExportAudit(), SaveTree(commune, "xlsx"), TakeTemplate(), PrintPosters(commune),
    )  # fmt: skip
    for action in exports:
        await boss.taps_code(encode(action))
    for label in ("Câu hỏi", "Thông báo", "Kết quả", "Bản tin", "Danh sách", "Nhật ký", "Phân quyền"):
        await boss.types("/quantri")
        if any(label in one for one in boss.buttons):
            await boss.taps(label)


async def test_no_export_holds_a_private_thread(met: Meeting, log: io.StringIO) -> None:
    boss = await met.administrator("Vân")
    await boss.joins()
    sen, lan = await named(met), await met.learner("Lan Quỳnh Dao")
    thu = await organiser(met, "Thu", COMMUNE, AdminRole.OWNER)
    await writes(lan)
    await met.passes(seconds=5)
    await answers(sen)
    assert await met.traces(MARKER) == {"private_line.text"}
    commune = await unit_id(met, COMMUNE)
    for talker in (boss, thu):
        await take_every_export(met, talker, commune)
    texts = [*files_of(met, boss), *files_of(met, thu)]
    assert len(texts) >= 10
    texts += [await data_of(met, talker) for talker in (boss, thu, sen)]
    await met.passes(days=7)
    texts += [all_words(boss), all_words(thu), log.getvalue(), await metrics(met)]
    for text in texts:
        for secret in (MARKER, ANSWERS_MARKER, "private_", "Tapped f", "confiding"):
            assert secret not in text
    deeds = {row[tables.audit.columns.keys().index("deed")] for row in await met.rows(tables.audit)}
    assert not any("private" in deed or "thread" in deed for deed in deeds)
    assert not any(kind.value in " ".join(texts) for kind in (DeliveryKind.PRIVATE_END,))
    assert (await kept(met))[:2] == [1, 2]


async def metrics(met: Meeting) -> str:
    """What the operator's page of figures says."""
    lines = []
    for family in met.app.metrics.registry.collect():
        lines += [f"{sample.name}{sample.labels} {sample.value}" for sample in family.samples if sample.value]
    return "\n".join(lines)


@pytest.mark.parametrize("end", ["expires", "deletes", "closes"])
async def test_when_a_thread_has_ended_no_byte_of_it_is_in_the_files(here: Meeting, end: str) -> None:
    sen, lan = await named(here), await here.learner("Lan")
    await writes(lan)
    await here.passes(seconds=5)
    await answers(sen)
    await here.app.database.forget_traces()
    held = {word for words in traces(here, MARKER, ANSWERS_MARKER).values() for word in words}
    assert held == {MARKER, ANSWERS_MARKER}
    if end == "expires":
        await here.passes(days=30, seconds=1)
    elif end == "deletes":
        await lan.taps_code("fz")
    else:
        await sen.taps_code("fj:1")
    assert await kept(here) == [0, 0, 1 if end == "closes" else 0]
    await here.passes(minutes=10)
    await here.passes(minutes=10)
    assert await kept(here) == [0, 0, 0]
    await here.app.database.forget_traces()
    assert traces(here, MARKER, ANSWERS_MARKER) == {}


async def test_what_was_typed_and_not_sent_is_in_no_byte_of_the_files(here: Meeting) -> None:
    await named(here)
    lan = await here.learner("Lan")
    await lan.types("/khancap")
    await lan.taps("Nhắn riêng")
    await lan.taps("Được, trả lời ở đây")
    await lan.types(f"Em sợ lắm, {MARKER} khóc suốt.")
    await here.app.database.forget_traces()
    assert traces(here, MARKER) == {}

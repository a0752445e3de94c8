"""Private threads stand in no export: what may touch them is listed, and so is everything that makes a file."""

from __future__ import annotations

import ast
import io
import logging
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
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
from bot.settings import PROJECT
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

CODE = sorted(path for folder in ("bot", "handlers") for path in (PROJECT / folder).rglob("*.py"))

MAY_TOUCH_THREADS = {
    "bot/storage/tables/confiding.py",
    "bot/storage/tables/__init__.py",
    "bot/storage/migrations/versions/0012_confiding.py",
    "bot/storage/records/confiding.py",
    "bot/services/confiding.py",
    "handlers/confiding.py",
}
"""Nothing else reads a private thread or its words."""

MAKES_A_FILE = {
    "bot/services/tree_saving.py": "the tree, saved on the server",
    "bot/services/tree_files.py": "the tree in the chat, and what is wrong in a table of units",
    "bot/services/report_files.py": "results, and the names behind them",
    "bot/services/managing.py": "the audit",
    "bot/services/broadcast_views.py": "whom a broadcast did not reach",
    "bot/services/roster_files.py": "the roster: an empty one, and one with its faults",
    "bot/services/analysis.py": "how questions do",
    "bot/screens/organising/roster.py": "hands over the roster's files",
    "bot/screens/organising/tree_files.py": "hands over the tree's files",
    "bot/screens/organising/inviting.py": "posters",
    "bot/screens/organising/audit.py": "hands over the audit",
    "bot/screens/organising/broadcast_steering.py": "hands over whom a broadcast did not reach",
    "bot/screens/general.py": "her own data: the file says the same of private messages to everybody",
    "handlers/organising/report_making.py": "hands over the reports",
    "handlers/organising/analysis.py": "hands over the analysis",
    "handlers/certificates.py": "certificates",
    "handlers/kits.py": "a module's meeting kit, as a page",
    "bot/storage/backup.py": "a backup holds everything; OPERATING.md says how to keep it",
}
"""Every place that makes a file or hands one over, and what is in it. A new one is looked at for private threads, taken
in the test below where it can be, and added here."""


def names_in(path: Path) -> set[str]:
    """Every name and attribute that stands in the code of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} | {
        node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)
    }


def files_with(*names: str) -> set[str]:
    """The files in whose code one of these names stands."""
    return {str(path.relative_to(PROJECT)) for path in CODE if names_in(path) & set(names)}


def test_nothing_reads_private_threads_but_what_is_listed() -> None:
    touching = files_with("private_thread", "private_line")
    named = re.compile(r"records\.threads\b|private_thread\b|private_line\b")
    touching |= {str(path.relative_to(PROJECT)) for path in CODE if named.search(path.read_text(encoding="utf-8"))}
    assert touching == MAY_TOUCH_THREADS, "see what it does with them, and add it"


def test_everything_that_makes_a_file_is_known() -> None:
    made = {path for path in files_with("workbook", "Attachment", "csv_file") if not path.startswith("bot/sheets/")}
    known = {"bot/screens/screen.py", "bot/telegram/showing.py", "bot/sandbox/api_send.py"}
    assert made - known <= set(MAKES_A_FILE), "look whether a private thread could be in it, and add it to the list"


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

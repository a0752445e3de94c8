"""The tree as a file on the operator's desk: the same as in the chat, told in lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.managing import COMMAND_LINE
from bot.domain.tree import Arrangement, Deed, TreeError
from bot.services.rearranging import WHOLE_TREE
from bot.services.tree import end_of
from bot.services.tree_files import counts_of, look, open_upload, told
from bot.services.tree_saving import saved_tree
from bot.storage.records import Records
from bot.texts import Texts

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Told:
    """What there is to say about a file; ``changed`` counts the units that it changes."""

    is_right: bool
    lines: list[str]
    changed: int = 0


def export_to(records: Records, kind: str, texts: Texts, zone: ZoneInfo, on: date | None = None) -> tuple[bytes, int]:
    """The whole tree as «xlsx» or «csv», and how many units that is; ``on`` a day, as it was that evening."""
    return saved_tree(records, None, kind, texts, zone, end_of(on, zone) if on is not None else None)


def import_from(
    records: Records, name: str, content: bytes, texts: Texts, now: datetime, zone: ZoneInfo, *, is_sure: bool
) -> Told:
    """What the file would change, and, if the operator is sure, the change."""
    try:
        report = look(records, None, open_upload(name, content), texts, now, zone).report
    except TreeError as error:
        return Told(False, [texts.plain(error.key, **error.values)])
    found = report.comparison
    if found is None:
        return Told(False, told(report, texts))
    if not found.changes:
        return Told(True, [texts.plain("tree.report_same", count=found.unchanged)])
    lines = [_bare(texts("tree.report", **counts_of(found)))]
    lines += [texts.plain("tree.report_added", name=row.name) for row in found.added[:SHOWN]]
    lines += [texts.plain("tree.report_renamed", old=old, name=row.name) for row, old in found.renamed[:SHOWN]]
    lines += [texts.plain("tree.report_moved", name=row.name) for row in found.moved[:SHOWN]]
    if found.twins:
        lines.append(texts.plain("tree.report_twins", count=len(found.twins), name=found.twins[0].name))
    if is_sure:
        records.tree.carry_out(Deed.LOAD, None, None, Arrangement(found.changes), (WHOLE_TREE,), now)
        records.audit.note("tree_load", None, COMMAND_LINE, now, units=len(found.changes))
    return Told(True, lines, len(found.changes))


def _bare(text: str) -> str:
    return text.replace("<b>", "").replace("</b>", "")

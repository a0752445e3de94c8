"""The audit in words: every deed has a sentence; one that has none yet is shown by its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.managing import AdminRole
from bot.domain.tree import Deed as Work
from bot.screens.organising import roles_actions as a
from bot.screens.organising.home import management_row
from bot.screens.organising.roles import role_name
from bot.screens.parts import day, moment, paragraphs
from bot.screens.screen import Attachment, Row, Screen, button
from bot.texts import Texts

DEEDS: dict[str, str] = {
    "entrust.offered": "deed.role_offered",
    "entrust.accepted": "deed.role_accepted",
    "entrust.declined": "deed.role_declined",
    "entrust.link_withdrawn": "deed.link_withdrawn",
    "entrust.withdrawn": "deed.role_withdrawn",
    "entrust.given_up": "deed.role_given_up",
    "journal.exported": "deed.audit_exported",
    "question.answered": "deed.question_answered",
    "question.declined": "deed.question_declined",
    "question.passed": "deed.question_passed",
    "tree_add": "deed.tree_add",
    "tree_rename": "deed.tree_rename",
    "tree_move": "deed.tree_move",
    "tree_merge": "deed.tree_merge",
    "tree_split": "deed.tree_split",
    "tree_close": "deed.tree_close",
    "tree_load": "deed.tree_load",
    "tree_undo": "deed.tree_undo",
    "tree_save": "deed.tree_save",
    "list.checked": "deed.list_checked",
    "list.refused": "deed.list_refused",
    "list.taken": "deed.list_taken",
    "invitation.made": "deed.invitation_made",
    "invitation.withdrawn": "deed.invitation_withdrawn",
    "invitation.replaced": "deed.invitation_replaced",
    "posters.printed": "deed.posters_printed",
    "guessing.noticed": "deed.guessing_noticed",
    "deadline.set": "deed.deadline_set",
    "deadline.withdraw": "deed.deadline_withdraw",
    "chart_taken": "deed.chart_taken",
    "sheet_taken": "deed.sheet_taken",
    "names_taken": "deed.names_taken",
    "analysis_taken": "deed.analysis_taken",
    "lesson.refused": "deed.module_refused",
    "lesson.checked": "deed.module_checked",
    "lesson.asked": "deed.module_asked",
    "lesson.called_back": "deed.module_called_back",
    "lesson.published": "deed.module_published",
    "lesson.sent_back": "deed.module_sent_back",
    "lesson.taken_up": "deed.module_taken_up",
    "digest_switched": "deed.digest_switched",
    "announce.start": "deed.announce_start",
    "announce.no_right": "deed.announce_no_right",
    "announce.failures": "deed.announce_failures",
    "announce.test": "deed.announce_test",
    "announce.send": "deed.announce_send",
    "announce.pause": "deed.announce_pause",
    "announce.resume": "deed.announce_resume",
    "announce.edit": "deed.announce_edit",
    "announce.cancel": "deed.announce_cancel",
    "announce.again": "deed.announce_again",
    "announce.take_back": "deed.announce_take_back",
    "announce.stop_weekly": "deed.announce_stop_weekly",
    "announce.agree": "deed.announce_agree",
    "announce.refuse": "deed.announce_refuse",
    "announce.names": "deed.announce_names",
    "sound.sent": "deed.sound_sent",
    "sound.agreed": "deed.sound_agreed",
    "sound.refused": "deed.sound_refused",
    "sound.withdrawn": "deed.sound_withdrawn",
}
"""Every deed that is noted, and the key of its sentence.

A sentence may name ``unit``, ``whom`` (the learner whose number is the deed's subject) and whatever number or key was
noted as detail.
"""


@dataclass(frozen=True)
class Entry:
    """A line of the audit as it is shown."""

    number: int
    at: datetime
    who: str
    what: str
    unit: str


def deed_in_words(texts: Texts, deed: str, unit: str, whom: str, detail: Mapping[str, object]) -> str:
    """What was done; the deed's name and numbers where there is no sentence for it, or it lacks what that one needs."""
    values = {
        **{name: _said(texts, name, value) for name, value in detail.items()},
        "unit": unit or texts.plain("manage.everywhere"),
        "whom": whom or texts.plain("audit.gone"),
    }
    key = DEEDS.get(deed)
    if key is not None and texts.placeholders(key) <= values.keys():
        return texts.plain(key, **values)
    return " ".join((deed, *(f"{name}={value}" for name, value in sorted(detail.items()))))


def _said(texts: Texts, name: str, value: object) -> str:
    if name == "role" and value in AdminRole.__members__.values():
        return role_name(texts, AdminRole(str(value)))
    if name == "work" and value in Work.__members__.values():
        return texts.plain(f"treedeed.{value}")
    if name == "on":
        return texts.plain("audit.on" if value else "audit.off")
    if name == "day":
        return day(date.fromisoformat(str(value)))
    return str(value)


def audit(texts: Texts, entries: Sequence[Entry], zone: ZoneInfo, *, older: int | None, is_newest: bool) -> Screen:
    """A page of the audit; ``older`` is the line from which to go on."""
    lines = [texts("audit.line", at=moment(entry.at, zone), who=entry.who, what=entry.what) for entry in entries] or [
        texts("audit.none")
    ]
    rows: list[Row] = []
    if older is not None:
        rows.append((button(texts.plain("button.older"), a.ReadAudit(older)),))
    if not is_newest:
        rows.append((button(texts.plain("button.newest"), a.ReadAudit(0)),))
    if entries:
        rows.append((button(texts.plain("button.export_audit"), a.ExportAudit()),))
    return Screen(paragraphs(texts("audit.title"), *lines), (*rows, management_row(texts)))


def audit_file(texts: Texts, content: bytes, zone: ZoneInfo, now: datetime) -> Screen:
    """The audit as a table."""
    name = texts.plain("audit.file_name", date=day(now.astimezone(zone).date()).replace("/", "-"))
    return Screen(texts("audit.caption"), (management_row(texts),), attachment=Attachment(name, content), is_new=True)

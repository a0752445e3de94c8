"""«Nhật ký»: what was done in her units, and what she did herself."""

from __future__ import annotations

from bot.domain.managing import COMMAND_LINE, OWN_ACCORD, Right
from bot.screens.organising import audit as screens
from bot.screens.organising.audit import Entry
from bot.screens.organising.home import short_name
from bot.screens.organising.roles import role_name
from bot.screens.organising.roles_actions import ExportAudit, ReadAudit
from bot.screens.parts import moment
from bot.screens.screen import Reply, show
from bot.services import managing as services
from bot.services.managing import DEEDS_A_PAGE, MOST_DEEDS, DeedLine
from bot.services.visit import Visit

NOBODY = {COMMAND_LINE: "audit.operator", OWN_ACCORD: "audit.bot"}
"""What is said in the place of a name, where no learner did it."""


def read_audit(visit: Visit, action: ReadAudit) -> Reply:
    """A page of the audit, newest first."""
    found = services.deeds(visit, DEEDS_A_PAGE + 1, action.before or None)
    shown = found[:DEEDS_A_PAGE]
    older = shown[-1].deed.id if len(found) > DEEDS_A_PAGE else None
    entries = [entry(visit, line) for line in shown]
    return show(screens.audit(visit.texts, entries, visit.zone, older=older, is_newest=not action.before))


def export_audit(visit: Visit, _action: ExportAudit) -> Reply:
    """The same as a table."""
    say = visit.texts.plain
    entries = [entry(visit, line) for line in services.deeds(visit, MOST_DEEDS)]
    rows = [(each.at.astimezone(visit.zone), each.who, each.what, each.unit) for each in entries]
    headings = (say("audit.when"), say("audit.actor"), say("audit.what"), say("audit.where"))
    note = say("audit.note", at=moment(visit.now, visit.zone), count=MOST_DEEDS)
    content = services.audit_file(say("audit.sheet"), headings, rows, note)
    places = visit.units_where(Right.AUDIT)
    visit.note("journal.exported", places[0] if len(places) == 1 else None, lines=len(rows))
    return show(screens.audit_file(visit.texts, content, visit.zone, visit.now))


def entry(visit: Visit, line: DeedLine) -> Entry:
    """A line of the audit in words, with the names of today."""
    deed = line.deed
    course = visit.library.course(str(deed.detail.get("course", "")))
    detail = {**deed.detail, "course": course.title} if course is not None else deed.detail
    what = screens.deed_in_words(visit.texts, deed.deed, line.unit, line.whom, detail)
    nobody = NOBODY.get(deed.actor_chat, "audit.gone")
    return Entry(deed.id, deed.at, line.who or visit.texts.plain(nobody), what, line.unit)


def about_entrusting(visit: Visit) -> list[str]:
    """What her data file says of her as an organiser: the roles she held, and what she did; nothing for a learner."""
    say, zone = visit.texts.plain, visit.zone
    lines = []
    for grant, path, until in services.roles_ever(visit.records, visit.her.id):
        unit = short_name(visit.texts, path)
        role, since = role_name(visit.texts, grant.role), moment(grant.granted_at, zone)
        if until is None:
            lines.append(say("data.grant", role=role, unit=unit, since=since))
        else:
            lines.append(say("data.grant_until", role=role, unit=unit, since=since, until=moment(until, zone)))
    done = [
        say("data.deed", at=moment(each.at, zone), what=each.what)
        for each in (entry(visit, line) for line in services.own_deeds(visit.records, visit.her.id))
    ]
    return [*_section(say("data.grants"), lines), *_section(say("data.deeds"), done)]


def _section(title: str, lines: list[str]) -> list[str]:
    return ["", title, *lines] if lines else []

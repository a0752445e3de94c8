"""The roster: an organiser sends her table, sees what it would bring, says yes; and who has not come yet."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.alphabet import alphabetical
from bot.domain.files import FileKind
from bot.domain.learner import Awaiting
from bot.domain.managing import Right
from bot.errors import NotAllowedError, StaleButtonError
from bot.screens.actions import decode
from bot.screens.general import note
from bot.screens.incoming import Act, SentSomething
from bot.screens.organising import roster as screens
from bot.screens.organising.roster_actions import (
    AskForRoster,
    ConfirmRoster,
    DropRoster,
    ListMissing,
    OpenRoster,
    SeeCheck,
    SeeMissing,
    TakeTemplate,
)
from bot.screens.screen import Reply, Screen, show
from bot.services import roster as services
from bot.services.drafting import Bench
from bot.services.roster import Checked, Review
from bot.services.roster_files import Looked, Opened, look, open_file, template
from bot.services.visit import Visit


def tops(visit: Visit) -> tuple[int | None, ...]:
    """The units she may enrol into; NotAllowedError when there are none."""
    found = visit.units_where(Right.ENROL)
    if not found:
        raise NotAllowedError
    return found


def only_unit(visit: Visit) -> int | None:
    """The one unit she may enrol into, so that whoever looks after it reads in the audit what she did."""
    held = tops(visit)
    return held[0] if len(held) == 1 else None


def open_roster(visit: Visit, _action: OpenRoster) -> Reply:
    """How many are expected, and how many have come."""
    counts = visit.records.roster.counts(tops(visit)).values()
    return show(screens.home(visit.texts, sum(one[0] for one in counts), sum(one[1] for one in counts)))


def ask_for_roster(visit: Visit, _action: AskForRoster) -> Reply:
    """Wait for the file."""
    tops(visit)
    services.make_ready(visit.records, visit.dice)
    visit.chat = replace(visit.chat, awaiting=Awaiting.ROSTER)
    return show(replace(asked_screen(visit), is_new=False))


def asked_screen(visit: Visit) -> Screen:
    """What asks for the file; once one was checked, what it would bring."""
    shown = [decode(code) for code in visit.chat.choices]
    check = next((action.check for action in shown if isinstance(action, ConfirmRoster)), None)
    return screens.ask_for_file(visit.texts) if check is None else _summary(visit, check)


def take_template(visit: Visit, _action: TakeTemplate) -> Reply:
    """Hand out the template, and wait for it to come back filled in."""
    tops(visit)
    services.make_ready(visit.records, visit.dice)
    visit.chat = replace(visit.chat, awaiting=Awaiting.ROSTER)
    return show(screens.template(visit.texts, template(visit.texts)), asked_screen(visit))


def take(visit: Visit, act: Act) -> Reply:
    """She sent the file; or something else, and is told what is waited for."""
    file = act.file if isinstance(act, SentSomething) else None
    if not isinstance(act, SentSomething) or file is None or file.kind is not FileKind.DOCUMENT:
        return show(note(visit.texts, "roster.wants_file"), asked_screen(visit))
    if act.content is None:
        return show(note(visit.texts, "roster.not_fetched"), asked_screen(visit))
    looked = act.found
    if not isinstance(looked, Looked) or looked.tops != tops(visit):
        # It was not looked at before, or she has other units in hand since.
        looked = look_at(visit, act.examined if isinstance(act.examined, Opened) else open_file(file.name, act.content))
    if looked.checked is None:
        visit.note("list.refused", only_unit(visit), reason=looked.unread)
        return show(Screen(visit.texts(looked.unread)), asked_screen(visit))
    # What is to be corrected is sent again from here, without asking first.
    return _checked(visit, looked, looked.checked, file.name)


def look_at(visit: Visit, opened: Opened) -> Looked:
    """Check it for her units."""
    return look(visit.records, visit.texts, opened, tops(visit), visit.dice)


def open_sent(_bench: Bench, _subject: str, name: str, content: bytes) -> Opened:
    """The table in the file, or what is wrong with it."""
    return open_file(name, content)


def _checked(visit: Visit, looked: Looked, checked: Checked, name: str) -> Reply:
    difference = checked.difference
    check_id = services.keep(visit.records, checked, visit.her.id, visit.now)
    visit.note(
        "list.checked",
        only_unit(visit),
        new=len(difference.new),
        known=difference.known,
        wrong=checked.wrong_rows,
    )
    marked = looked.marked
    before = (screens.marked(visit.texts, name, marked, checked.wrong_rows),) if marked is not None else ()
    found = Review(difference, checked.wrong_rows, looked.by_unit)
    return show(*before, _told(visit, check_id, found))


def _summary(visit: Visit, check_id: int) -> Screen:
    found = services.review(visit.records, check_id, visit.her.id, tops(visit), visit.now)
    return _told(visit, check_id, found) if found is not None else screens.stale(visit.texts)


def _told(visit: Visit, check_id: int, found: Review) -> Screen:
    difference = found.difference
    counts = (len(difference.new), len(difference.changed), difference.known, found.wrong_rows)
    return screens.summary(visit.texts, check_id, counts, found.by_unit)


def see_check(visit: Visit, action: SeeCheck) -> Reply:
    """What the checked file would bring, once more."""
    return show(_summary(visit, action.check))


def confirm_roster(visit: Visit, action: ConfirmRoster) -> Reply:
    """Yes: what was checked is taken, if everything is still as it was."""
    taken = services.take_kept(visit.records, action.check, visit.her.id, tops(visit), visit.now, visit.dice)
    if taken is None:
        return show(screens.stale(visit.texts))
    visit.note("list.taken", only_unit(visit), new=taken.new, changed=taken.changed, joined=taken.joined)
    if taken.wrong_rows:
        # The rows left out come back in the marked copy, sent from here as she was told.
        visit.chat = replace(visit.chat, awaiting=Awaiting.ROSTER)
    return show(screens.taken(visit.texts, taken.new, taken.changed, taken.joined))


def drop_roster(visit: Visit, _action: DropRoster) -> Reply:
    """No: what was checked is forgotten."""
    tops(visit)
    visit.records.roster.drop_check(visit.her.id)
    return show(open_roster(visit, OpenRoster()).screens[0], toast=visit.texts.plain("roster.dropped"))


def list_missing(visit: Visit, action: ListMissing) -> Reply:
    """In which units somebody is expected still."""
    counts = visit.records.roster.counts(tops(visit))
    units = {unit.id: unit for unit in visit.records.roster.units(tops(visit))}
    missing = [
        (units[number], all_ - come) for number, (all_, come) in counts.items() if all_ > come and number in units
    ]
    missing.sort(key=lambda one: (alphabetical(one[0].name), one[0].id))
    page = action.page if action.page * screens.UNITS_A_PAGE < len(missing) else 0
    return show(screens.missing_units(visit.texts, missing, page, sum(count for _, count in missing)))


def see_missing(visit: Visit, action: SeeMissing) -> Reply:
    """Who is expected still in a unit."""
    visit.must(Right.ENROL, action.unit)
    unit = visit.records.units.get(action.unit)
    if unit is None:
        raise StaleButtonError
    entries = sorted(visit.records.roster.missing_in(unit.id), key=lambda one: (alphabetical(one.name), one.id))
    page = action.page if action.page * screens.NAMES_A_PAGE < len(entries) else 0
    return show(screens.missing(visit.texts, unit, entries, page))

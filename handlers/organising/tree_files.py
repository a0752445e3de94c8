"""The tree as a file: she gets it, corrects it in Excel, sends it back, and agrees to what it would change."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.learner import Awaiting
from bot.domain.tree import Deed, TreeError
from bot.domain.unit import Unit
from bot.errors import StaleButtonError
from bot.screens.incoming import Act, SentSomething
from bot.screens.organising import tree_files as screens
from bot.screens.organising.tree_actions import AskTreeFile, OpenTreeFiles, SaveTree
from bot.screens.screen import Reply, Screen, show
from bot.services import tree as services
from bot.services import tree_files, tree_saving
from bot.services.drafting import Bench
from bot.services.tree_files import Looked, Opened
from bot.services.visit import Visit
from handlers.organising.tree import must, waits_for_nothing


def open_tree_files(visit: Visit, action: OpenTreeFiles) -> Reply:
    """Out or in."""
    return show(screens.files(visit.texts, _unit(visit, must(visit, action.unit))))


def _unit(visit: Visit, unit_id: int | None) -> Unit | None:
    return visit.records.units.get(unit_id) if unit_id is not None else None


def save_tree(visit: Visit, action: SaveTree) -> Reply:
    """The unit with all below it, as a file."""
    unit_id = must(visit, action.unit)
    if action.kind not in screens.KINDS:
        raise StaleButtonError
    content, count = tree_saving.saved_tree(visit.records, unit_id, action.kind, visit.texts, visit.zone)
    visit.note("tree_save", unit_id=unit_id, units=count)
    return show(screens.saved(visit.texts, content, action.kind, count, visit.today))


def ask_tree_file(visit: Visit, action: AskTreeFile) -> Reply:
    """She will send it."""
    unit_id = must(visit, action.unit)
    visit.chat = replace(visit.chat, awaiting=Awaiting.UNIT_FILE, subject=str(unit_id or 0))
    return show(screens.ask_file(visit.texts, _unit(visit, unit_id)))


def _asked_unit(visit: Visit) -> int | None:
    return must(visit, int(visit.chat.subject) if visit.chat.subject.isdecimal() else 0)


def file_screen(visit: Visit) -> Screen:
    """What asks for the file, where she wants to know where she is."""
    return screens.ask_file(visit.texts, _unit(visit, _asked_unit(visit)))


def take_file(visit: Visit, act: Act) -> Reply:
    """She sent it: checked whole, told row by row, and taken only when she agrees."""
    unit_id = _asked_unit(visit)
    unit = _unit(visit, unit_id)
    if not isinstance(act, SentSomething) or act.file is None:
        return show(screens.ask_file(visit.texts, unit, visit.texts("tree.not_a_file")))
    if act.content is None:
        return show(screens.ask_file(visit.texts, unit, visit.texts("tree.file_not_had")))
    looked = act.found
    if not isinstance(looked, Looked) or looked.scope != unit_id:
        # It was not looked at before, or it is meant for another unit.
        looked = look_at(visit, _opened(act.examined, act.file.name, act.content))
    if isinstance(looked, TreeError):
        return show(screens.ask_file(visit.texts, unit, visit.texts(looked.key, **looked.values)))
    if looked.report.comparison is None:
        lines = tree_files.told(looked.report, visit.texts)
        return show(screens.faults(visit.texts, unit, lines, looked.marked))
    waits_for_nothing(visit)
    found = looked.report.comparison
    if not found.changes:
        return show(screens.same(visit.texts, unit, found.unchanged))
    plan = services.begin(visit.records, visit.her.id, Deed.LOAD, unit_id, visit.now, looked.content)
    return show(
        screens.report(
            visit.texts,
            plan,
            tree_files.counts_of(found),
            [row.name for row in found.added],
            [(old, row.name) for row, old in found.renamed],
            [row.name for row in found.moved],
            [row.name for row in found.twins],
        )
    )


def look_at(visit: Visit, opened: Opened) -> Looked | TreeError:
    """Compare it with the tree below the unit that was asked about."""
    try:
        return tree_files.look(visit.records, _asked_unit(visit), opened, visit.texts, visit.now, visit.zone)
    except TreeError as error:
        return error


def open_sent(_bench: Bench, _subject: str, name: str, content: bytes) -> Opened:
    """The table in the file, or what is wrong with it."""
    return tree_files.open_upload(name, content)


def _opened(examined: object, name: str, content: bytes) -> Opened:
    return examined if isinstance(examined, Opened) else tree_files.open_upload(name, content)

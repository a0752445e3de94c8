"""Every handler × every role: what is open to whom, in her unit, below, beside and above it.

Each case is a tap worked by the real reception on a real database, and undone afterwards. Buttons are never trusted,
so every one is tapped by everybody, with the numbers of every unit.
"""

from __future__ import annotations

import ast
import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.curriculum import Library
from bot.domain.learner import JoiningStep
from bot.domain.managing import RIGHTS, AdminRole, Right
from bot.domain.tree import Deed
from bot.library.holder import LibraryHolder
from bot.screens.codes import Action, encode
from bot.screens.incoming import Act, Incoming, Tapped
from bot.screens.organising.audit import DEEDS, deed_in_words
from bot.screens.screen import Reply, Target
from bot.services.units import load_units, read_units
from bot.services.visit import Visit
from bot.settings import PROJECT, VIETNAM
from bot.storage.database import Database
from bot.storage.opening import open_database
from bot.storage.records import Records
from bot.storage.records.chats import fresh_chat
from bot.storage.tables import metadata
from bot.texts import Languages, read_languages
from handlers.access import Open
from handlers.organising.broadcast_steering import DEEDS as STEERED
from handlers.organising.routes import ORGANISING
from handlers.reception import answer
from handlers.routes import ASKED, COMMANDS, ROUTES, WORDS
from tests.chatting import CONTENT, MONDAY_EVENING
from tests.role_lines import ASKED_LINES, LINES
from tests.role_lines.line import Line, Spot

NOBODY, SETTINGS = "none", "settings"
"""Somebody without any role, and a first administrator, beside the four roles."""
ROLES = (NOBODY, *AdminRole, SETTINGS)
PLACES = {"hers": "mau-suoi-may", "below": "mau-suoi-may-buoi", "beside": "mau-doi-che", "above": "mau"}
WITHIN = {"hers", "below"}
HER_CHAT, GIVERS_CHAT = "telegram:1001", "telegram:1002"
KEPT_ASIDE = {"chat"}
"""Tables that every update may touch."""
PUT_TOGETHER: dict[str, list[str]] = {"tree_": [deed.value for deed in Deed], "announce.": list(STEERED)}
"""Names of deeds put together while running: what can stand behind each beginning."""


@dataclass(frozen=True)
class House:
    """The database with its tree, and what does not change between cases."""

    database: Database
    library: Library
    texts: Languages

    @property
    def refusals(self) -> set[str]:
        """What is said to who taps what she may not, or what is not there."""
        return {self.texts().plain(key) for key in ("toast.not_allowed", "toast.stale", "toast.stale_managing")}


@dataclass
class Case:
    """One tap: by whom, where, and what came of it."""

    reply: Reply
    before: dict[str, list[Any]]
    after: dict[str, list[Any]]

    @property
    def changed(self) -> set[str]:
        """The tables that are not as they were."""
        return {name for name, rows in self.after.items() if rows != self.before[name]} - KEPT_ASIDE

    @property
    def deeds(self) -> list[str]:
        """What the audit gained."""
        return [row.deed for row in self.after["audit"][len(self.before["audit"]) :]]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house with the sample tree."""
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('matrix')}/chihoi.db")
    database.run_now(load_units, read_units(CONTENT / "sample-units.yaml"), MONDAY_EVENING)
    yield House(database, LibraryHolder(CONTENT, MONDAY_EVENING.date()).library, read_languages(CONTENT / "texts"))
    database.close_now()


@contextmanager
def undone(house: House) -> Iterator[Records]:
    """A transaction of which nothing stays."""
    with house.database.engine.connect() as connection:
        transaction = connection.begin()
        try:
            yield Records(connection)
        finally:
            transaction.rollback()


def everything(records: Records) -> dict[str, list[Any]]:
    """Every row of every table."""
    tables = metadata.sorted_tables
    return {each.name: list(records.connection.execute(select(each).order_by(*each.primary_key))) for each in tables}


def arrive(house: House, records: Records, role: str, place: str) -> tuple[Visit, Spot]:
    """Somebody with a role in her commune, and the spot in the unit where she tries something."""
    units = {name: records.units.by_key(key) for name, key in PLACES.items()}
    hers, there = units["hers"], units[place]
    assert hers is not None
    assert there is not None
    people = []
    for name, chat_id in (("Lan", HER_CHAT), ("Sen", GIVERS_CHAT)):
        learner = records.learners.add(name, hers.id, MONDAY_EVENING)
        records.learners.change(learner.id, joined_at=MONDAY_EVENING)
        chat = replace(fresh_chat(chat_id), learner_id=learner.id, step=JoiningStep.JOINED)
        records.chats.save(chat, MONDAY_EVENING)
        people.append((learner, chat))
    (her, her_chat), (giver, _) = people
    grant = 0
    if role in AdminRole.__members__.values():
        grant = records.grants.give(her.id, hers.id, AdminRole(role), giver.id, MONDAY_EVENING).id
    elif role == SETTINGS:
        grant = records.grants.give(her.id, None, AdminRole.VIEWER, giver.id, MONDAY_EVENING).id
    admins = frozenset({GIVERS_CHAT, HER_CHAT} if role == SETTINGS else {GIVERS_CHAT})
    visit = Visit(
        records, her_chat, her, house.library, house.texts(), MONDAY_EVENING, VIETNAM, random.Random(5),
        private_link="https://t.me/chihoi_bot", first_admins=admins, languages=house.texts,
    )  # fmt: skip
    return visit, Spot(records, MONDAY_EVENING, there.id, her.id, grant, giver.id)


def does(visit: Visit, act: Act) -> Case:
    """What comes of it."""
    before = everything(visit.records)
    reply = answer(visit, Incoming(HER_CHAT, act, Target(1001, message_id=7, tap_id="tap"), "Lan"))
    return Case(reply, before, everything(visit.records))


def tapped(house: House, kind: type[Action], role: str, place: str) -> Case:
    """The tap on the example of that action, by somebody with that role, with the numbers of that unit."""
    with undone(house) as records:
        visit, spot = arrive(house, records, role, place)
        action = LINES[kind].example(spot)
        assert type(action) is kind, f"the example of {kind.__name__} is another action"
        visit.chat = replace(visit.chat, wanted=spot.wanted)
        return does(visit, Tapped(encode(action)))


def may(role: str, place: str, access: Open | Right, *, names_unit: bool) -> bool:
    """Whether it is open to her there, by the matrix of rights alone."""
    if access in (Open.ANYBODY, Open.AGREED, Open.JOINED):
        return True
    if role == SETTINGS:
        # The first administrators own everything, and read no private thread.
        return access is not Right.CONFIDE
    if role == NOBODY:
        return False
    has_it = access is Open.ORGANISER or access in RIGHTS[AdminRole(role)]
    return has_it and (not names_unit or place in WITHIN)


def test_every_action_has_its_line() -> None:
    missing = [kind.__name__ for kind in ROUTES if kind not in LINES]
    assert not missing, f"{missing}: add a line to the topic's file in tests/role_lines, so that the matrix covers it."
    assert set(LINES) == set(ROUTES)
    assert set(ASKED_LINES) == set(ASKED), "what she is asked to type or send needs a line in ASKED_LINES."
    assert {type(action) for action in (*COMMANDS.values(), *WORDS.values())} <= set(ROUTES)


def test_the_table_of_handlers_asks_for_what_the_matrix_says() -> None:
    wrong = [kind.__name__ for kind, line in LINES.items() if ROUTES[kind][0] is not line.access]
    wrong += [awaiting.name for awaiting, line in ASKED_LINES.items() if ASKED[awaiting].access is not line.access]
    assert not wrong, f"open to others than tests/role_lines says: {wrong}"


@pytest.mark.parametrize("kind", ROUTES, ids=lambda kind: kind.__name__)
def test_a_tap_is_taken_from_those_who_may_and_from_nobody_else(house: House, kind: type[Action]) -> None:
    line = LINES[kind]
    for role in ROLES:
        for place in PLACES if line.names_unit else ("hers",):
            case, who = tapped(house, kind, role, place), f"{role}, {place}: {kind.__name__}"
            if not may(role, place, line.access, names_unit=line.names_unit):
                assert case.reply.toast in house.refusals, f"{who} is not refused"
                assert case.changed == set(), f"{who} is refused, but changes {case.changed}"
            elif kind in ORGANISING:
                assert case.reply.toast not in house.refusals, f"{who} is refused: {case.reply.toast}"
                assert case.reply.screens
            else:
                assert case.reply.toast != house.texts().plain("toast.not_allowed"), f"{who} is refused"


def entitled(line: Line) -> str:
    """A role that may."""
    roles = (*AdminRole, SETTINGS)
    return next(str(role) for role in roles if may(role, "hers", line.access, names_unit=line.names_unit))


def spoken(house: House, case: Case) -> str:
    """The last line of the audit in words; it begins with the name of the deed when there is no sentence for it."""
    row = case.after["audit"][-1]
    return deed_in_words(house.texts(), row.deed, "", "", json.loads(row.detail))


@pytest.mark.parametrize("kind", ORGANISING, ids=lambda kind: kind.__name__)
def test_what_an_organiser_changes_is_written_down(house: House, kind: type[Action]) -> None:
    line = LINES[kind]
    case = tapped(house, kind, entitled(line), "hers")
    if line.deed:
        assert case.deeds == [*line.also, line.deed]
        assert not spoken(house, case).startswith(line.deed), "its sentence asks for more than was noted"
    else:
        assert case.changed <= line.drafts, f"{kind.__name__} changes {case.changed} and notes no deed"
        assert case.deeds == []


def test_what_she_types_or_sends_is_taken_only_with_the_right_to_it(house: House) -> None:
    refused = house.texts()("toast.not_allowed")
    for awaiting, line in ASKED_LINES.items():
        for role in ROLES:
            for place in PLACES if line.names_unit else ("hers",):
                with undone(house) as records:
                    visit, spot = arrive(house, records, role, place)
                    visit.chat = replace(visit.chat, awaiting=awaiting, subject=line.subject(spot))
                    case, who = does(visit, line.says), f"{role}, {place}: {awaiting.name}"
                is_refused = any(screen.text == refused for screen in case.reply.screens)
                assert is_refused is not may(role, place, line.access, names_unit=line.names_unit), who
                if is_refused:
                    assert case.changed == set(), who


def noted() -> set[str]:
    """The deeds that the code notes: the first word of every ``visit.note("…", …)`` and ``….audit.note("…", …)``."""
    found = set()
    for path in (*_code("handlers"), *_code("bot/services"), *_code("bot/jobs")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("visit.note", "audit.note")):
                found |= _names(node.args[0])
    return found


def _names(name: ast.expr) -> set[str]:
    if not isinstance(name, ast.JoinedStr):
        return {str(name.value)} if isinstance(name, ast.Constant) else set()
    start = name.values[0]
    assert isinstance(start, ast.Constant)
    beginning = str(start.value)
    return {beginning + end for end in PUT_TOGETHER[beginning]}


def _code(folder: str) -> list[Path]:
    return sorted((PROJECT / folder).rglob("*.py"))


def test_every_deed_has_a_sentence_in_the_audit() -> None:
    silent = noted() - set(DEEDS)
    assert not silent, f"add {sorted(silent)} to DEEDS in bot/screens/organising/audit.py, with a sentence"
    assert len(noted()) > 5

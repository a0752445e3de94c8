"""A table that was asked for is opened and looked at before the transaction, and what is old by then is not trusted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.managing import AdminRole
from bot.screens.incoming import Incoming, SentSomething
from bot.screens.screen import Reply
from bot.services import roster_files, tree_files
from bot.services.visit import Visit
from bot.storage import tables
from bot.storage.records import Records
from tests.chatting import Meeting
from tests.conversations import roster_school as roster
from tests.conversations import tree_school as tree
from tests.conversations.test_tree_files import a_sheet, in_files


class Counter:
    """The real answer, and what was known of the file when its transaction began."""

    def __init__(self, met: Meeting) -> None:
        assert met.app.desk is not None
        self.found: list[Any] = []
        self.before: list[Any] = []
        """What is done to the database at the beginning of the transaction, once."""
        self._answer = met.app.desk._wired.answer
        met.app.desk._wired = replace(met.app.desk._wired, answer=self.answer)

    def answer(self, visit: Visit, incoming: Incoming) -> Reply:
        """Note, and answer."""
        if isinstance(incoming.act, SentSomething):
            self.found.append(incoming.act.found)
            for change in self.before:
                change(visit)
            self.before.clear()
        return self._answer(visit, incoming)


@pytest.mark.parametrize("content", [roster.a_table(), b"", b"no table"])
async def test_a_roster_comes_checked_into_the_transaction(met: Meeting, content: bytes) -> None:
    huong = await roster.organiser(met)
    counter = Counter(met)
    await roster.sends(huong, content)
    (found,) = counter.found
    assert isinstance(found, roster_files.Looked)
    assert (found.checked is None) is bool(found.unread)
    assert huong.screen
    met.is_well()


async def test_a_tree_comes_compared_into_the_transaction(met: Meeting) -> None:
    sen = await in_files(met)
    counter = Counter(met)
    content = a_sheet(("mau-suoi-may-moi", "Chi hội Mới", "chi hội", tree.COMMUNE))
    await tree.sends(met, sen, "a.xlsx", content)
    (found,) = counter.found
    assert isinstance(found, tree_files.Looked)
    sen.sees("Chi hội Mới")
    met.is_well()


async def test_who_has_other_units_by_then_has_her_file_looked_at_anew(met: Meeting) -> None:
    huong = await roster.organiser(met)
    counter = Counter(met)
    counter.before.append(lambda visit: _move(visit.records, visit))
    await roster.sends(huong, roster.a_table())
    assert counter.found[0].checked.people
    huong.does_not_see("Nhận 3")
    assert await met.rows(tables.roster_entry) == []
    met.is_well()


def _move(records: Records, visit: Visit) -> None:
    """Her role is withdrawn, and she is given one elsewhere."""
    for grant in records.grants.of(visit.her.id):
        records.grants.withdraw(grant.id, visit.now)
    unit = records.units.by_key("mau-doi-che")
    assert unit is not None
    records.grants.give(visit.her.id, unit.id, AdminRole.ORGANISER, None, visit.now)
    visit.look_again()


async def test_a_file_nobody_could_look_at_before_is_looked_at_when_it_is_taken(met: Meeting) -> None:
    huong = await roster.organiser(met)
    await met.app.database.run(_forget_key)
    await huong.types("/quantri")
    await huong.taps("Danh sách cán bộ")
    await huong.taps("Gửi danh sách lên")
    await met.app.database.run(_forget_key)
    counter = Counter(met)
    await roster.sends_on(huong, roster.a_table())
    assert counter.found == [None], "the key of the numbers cannot be made where nothing is written"
    huong.sees("3")
    await huong.taps("Nhận ")
    assert len(await met.rows(tables.roster_entry)) == 3
    met.is_well()


def _forget_key(records: Records) -> None:
    records.connection.execute(tables.roster_key.delete())

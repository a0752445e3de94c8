"""Organisers for conversations: who is given what by the link of a role, and what the bot keeps of it."""

from __future__ import annotations

import re
from typing import Any

from bot.storage import tables
from bot.storage.records import Records
from tests.chatting import Meeting, Talker, words_of

COMMUNE, OTHER_COMMUNE = "mau-suoi-may", "mau-doi-che"


async def unit_id(met: Meeting, key: str) -> int:
    """The number of the unit of that key."""

    def find(records: Records) -> int:
        unit = records.units.by_key(key)
        assert unit is not None, key
        return unit.id

    return await met.app.database.run(find)


async def an_owner_by_settings(met: Meeting, first_name: str = "Sen") -> Talker:
    """An administrator of the settings who has agreed, and stands before the organisers' home."""
    talker = await met.administrator(first_name)
    await talker.types("/quantri")
    await talker.taps("Tôi đồng ý")
    return talker


async def link_from(met: Meeting, giver: Talker, unit: int, role: str) -> str:
    """The payload of the link that the giver makes for a role in a unit (0: the whole tree)."""
    await giver.taps_code(f"yl:{unit}:{role}")
    made = next(words_of(message) for message in reversed(giver.from_bot) if "?start=" in words_of(message))
    found = re.search(r"\?start=(\S+)", made)
    assert found is not None
    return found[1]


async def entrusted(met: Meeting, giver: Talker, first_name: str, unit: int, role: str) -> Talker:
    """Somebody new who has opened such a link, agreed, and accepted."""
    talker = met.person(first_name)
    await talker.starts(await link_from(met, giver, unit, role))
    await talker.taps("Tôi đồng ý")
    await talker.taps("Tôi nhận")
    return talker


async def grant_of(met: Meeting, name: str) -> int:
    """The number of the newest role that a learner of that name holds."""
    learner = next(row[0] for row in await met.rows(tables.learner) if row[1] == name)
    held = [row for row in await grants(met) if row["learner_id"] == learner and row["withdrawn_at"] is None]
    return int(held[-1]["id"])


async def grants(met: Meeting) -> list[dict[str, Any]]:
    """Every grant there ever was."""
    return await _dicts(met, tables.role_grant)


async def deeds(met: Meeting) -> list[str]:
    """What was done, oldest first."""
    return [row["deed"] for row in await _dicts(met, tables.audit)]


async def _dicts(met: Meeting, table: Any) -> list[dict[str, Any]]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in await met.rows(table)]


def menu_of(met: Meeting, talker: Talker) -> list[str]:
    """The commands that Telegram offers her."""
    return [entry["command"] for entry in met.world.profile.commands_for(talker.person.id, "vi")]

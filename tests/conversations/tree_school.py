"""An organiser for conversations about the tree: she holds a role, and has it before her."""

from __future__ import annotations

import random

from bot.domain.managing import AdminRole
from bot.domain.unit import Unit
from bot.services.units import invite
from bot.storage import tables
from bot.storage.records import Records
from tests.chatting import Meeting, Talker

PROVINCE, COMMUNE, HILL = "mau", "mau-suoi-may", "mau-doi-che"
GUAVA, JACKFRUIT = "mau-suoi-may-buoi", "mau-suoi-may-mit"


async def organiser(
    met: Meeting, key: str | None = None, role: AdminRole = AdminRole.OWNER, *, name: str = "Sen"
) -> Talker:
    """Somebody who has joined and was entrusted with a unit, or with the whole tree."""
    talker = met.person(name)
    dice = random.Random(f"{name} {role}")
    invited = await met.app.database.run(invite, "mau-suoi-may-sen", met.clock.now(), dice)
    assert invited is not None
    await talker.joins(invited[1])
    await met.app.database.run(_entrust, met, talker, key, role)
    return talker


def _entrust(records: Records, met: Meeting, talker: Talker, key: str | None, role: AdminRole) -> None:
    unit = records.units.by_key(key) if key is not None else None
    records.grants.give(learner_id(records, talker), unit.id if unit else None, role, None, met.clock.now())


async def withdraws(met: Meeting, talker: Talker) -> None:
    """Everything she was entrusted with is taken back."""
    await met.app.database.run(_withdraw, met, talker)


def _withdraw(records: Records, met: Meeting, talker: Talker) -> None:
    for grant in records.grants.of(learner_id(records, talker)):
        records.grants.withdraw(grant.id, met.clock.now())


def learner_id(records: Records, talker: Talker) -> int:
    """Her number."""
    chat = records.chats.get(f"telegram:{talker.person.id}")
    assert chat is not None
    assert chat.learner_id is not None
    return chat.learner_id


async def unit(met: Meeting, key: str) -> Unit:
    """The unit of that key, as it is now."""
    found = await met.app.database.run(lambda records: records.units.by_key(key))
    assert found is not None
    return found


async def called(met: Meeting, name: str) -> Unit:
    """The open unit of that name."""

    def find(records: Records) -> Unit:
        (found,) = [each for each in records.units.everything(None) if each.name == name and each.is_open]
        return found

    return await met.app.database.run(find)


async def path_of(met: Meeting, talker: Talker) -> list[str]:
    """Where she belongs now, from the top down."""

    def find(records: Records) -> list[str]:
        learner = records.learners.get(learner_id(records, talker))
        assert learner is not None
        return [each.name for each in records.units.path(learner.unit_id or 0)]

    return await met.app.database.run(find)


async def deeds(met: Meeting) -> list[str]:
    """What the audit tells."""
    column = tables.audit.columns.keys().index("deed")
    return [str(row[column]) for row in await met.rows(tables.audit)]


async def file_of(met: Meeting, talker: Talker) -> tuple[str, bytes]:
    """Name and content of the newest file she was sent."""
    document = next(message["document"] for message in reversed(talker.from_bot) if "document" in message)
    stored = met.world.files.get(document["file_id"])
    assert stored is not None
    return str(document["file_name"]), stored.content


async def sends(met: Meeting, talker: Talker, name: str, content: bytes) -> None:
    """She sends a file and waits for the answer."""
    talker.person.sends_document(name, content)
    await met.quiet()

"""Known again: somebody who comes in and stands on the roster, by the link of her unit and her name, or by number.

Her name alone opens nothing: only who came by the unit's own link is asked whether she is the one, and only when one
on the list, and no other, is called like her.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime

from bot.domain.folding import fold
from bot.domain.learner import Chat, Learner
from bot.domain.roster import Entry, phone_key
from bot.errors import StaleButtonError
from bot.services.roster import KEY_BYTES
from bot.storage.records import Records


def whom_she_may_be(records: Records, chat: Chat, learner: Learner) -> Entry | None:
    """The one on the roster of the unit whose link she came by who is called like her, in whatever order of words."""
    called = sorted(fold(learner.name).split())
    alike = [entry for entry in _expected(records, chat, learner) if sorted(entry.name_key.split()) == called]
    return alike[0] if len(alike) == 1 else None


def _expected(records: Records, chat: Chat, learner: Learner) -> tuple[Entry, ...]:
    arrival = records.invitations.arrival_of(chat.id)
    if arrival is None or learner.unit_id is None or arrival[0] != learner.unit_id:
        return ()
    return () if records.roster.of(learner.id) else records.roster.missing_in(learner.unit_id)


def claim(records: Records, chat: Chat, learner: Learner, entry_id: int, now: datetime) -> Learner:
    """She says that she is the one: her name and what she does are as the list says. StaleButtonError otherwise."""
    entry = whom_she_may_be(records, chat, learner)
    if entry is None or entry.id != entry_id:
        raise StaleButtonError
    records.roster.match(entry.id, learner.id, now)
    values: dict[str, str] = {"name": entry.name}
    if entry.role is not None:
        values["role"] = entry.role.value
    records.learners.change(learner.id, **values)
    return replace(learner, name=entry.name, role=entry.role or learner.role)


def recognise_by_name(records: Records, chat: Chat, learner: Learner, now: datetime) -> None:
    """She came by the unit's link and has told her name: if one there has that very name, she has come."""
    alike = [entry for entry in _expected(records, chat, learner) if entry.name_key == fold(learner.name)]
    if len(alike) == 1:
        records.roster.match(alike[0].id, learner.id, now)


def recognise_by_phone(records: Records, learner: Learner, now: datetime, dice: random.Random) -> Learner:
    """She shared her number: whoever is expected with it has come. What she left open, the list fills in."""
    if not learner.phone:
        return learner
    expected = records.roster.missing_with(phone_key(records.roster.key(dice.randbytes(KEY_BYTES)), learner.phone))
    if not expected:
        return learner
    # With several, the one in her own unit tells more than the others.
    entry = next((one for one in expected if one.unit_id == learner.unit_id), expected[0])
    for one in expected:
        records.roster.match(one.id, learner.id, now)
    known = replace(learner, unit_id=learner.unit_id or entry.unit_id, role=learner.role or entry.role)
    if known != learner:
        records.learners.settle(learner.id, known.unit_id, now)
        records.learners.change(learner.id, role=known.role.value if known.role else None)
    return known

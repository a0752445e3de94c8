"""Invitations: given out, opened, counted, withdrawn; and guessing, slowed and noticed."""

from __future__ import annotations

import enum
import hashlib
import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.alphabet import alphabetical
from bot.domain.invitation import hash_of, new_token
from bot.domain.learner import Chat
from bot.domain.unit import Level, Unit
from bot.services.units import INVITATION_LASTS
from bot.storage.records import Records
from bot.storage.records.roster import Tops

HOUR = timedelta(hours=1)
MOST_WRONG = 5
"""So many wrong tokens in an hour, and the chat waits until the hour is over."""
MANY_WRONG = 100
"""So many from everybody in an hour, and those who look after the whole are told."""
WRONG_LASTS = timedelta(days=1)


class Opened(enum.Enum):
    """What came of opening a link."""

    LEADS = "leads"
    NOWHERE = "nowhere"
    WAITS = "waits"


@dataclass(frozen=True, slots=True)
class Opening:
    """A link that was opened: where it leads, or how many minutes its chat has to wait."""

    outcome: Opened
    unit: Unit | None = None
    minutes: int = 0


def open_link(records: Records, chat_id: str, token: str, now: datetime) -> Opening:
    """Look where a token leads. A chat that came with too many wrong ones is not even told of a right one."""
    minutes = minutes_to_wait(records, chat_id, now)
    if minutes:
        return Opening(Opened.WAITS, minutes=minutes)
    unit = records.units.invited_unit(hash_of(token), now)
    if unit is not None:
        return Opening(Opened.LEADS, unit)
    note_guess(records, chat_id, token, now)
    return Opening(Opened.NOWHERE)


def minutes_to_wait(records: Records, chat_id: str, now: datetime) -> int:
    """How long a chat that came with too many wrong tokens, to a unit or a role, is told nothing; 0 for any other."""
    wrong = records.invitations.wrong_of(_key_of(chat_id), now - HOUR)
    if len(wrong) < MOST_WRONG:
        return 0
    left = wrong[-MOST_WRONG] + HOUR - now
    return max(1, -(-int(left.total_seconds()) // 60))


def note_guess(records: Records, chat_id: str, token: str, now: datetime) -> None:
    """A token led nowhere; where none like it was ever given out, that is a guess."""
    if not records.invitations.is_known(hash_of(token)):
        records.invitations.note_wrong(_key_of(chat_id), now)


def _key_of(chat_id: str) -> str:
    return hashlib.sha256(f"invitation|{chat_id}".encode()).hexdigest()[:32]


def is_guessed_at(records: Records, now: datetime) -> int:
    """How many wrong tokens came in the last hour, where that is too many to be slips; else 0."""
    count = records.invitations.wrong(now - HOUR)
    return count if count >= MANY_WRONG else 0


NO_LINK = Opening(Opened.NOWHERE)


def arrive(records: Records, chat: Chat, token: str, unit: Unit, now: datetime) -> Chat:
    """She came by that invitation; it is counted when she has joined."""
    invited = replace(chat, invited_to=unit.id) if chat.learner_id is None else chat
    records.chats.save(invited, now)
    records.invitations.arrive(chat.id, hash_of(token), now)
    return invited


@dataclass(frozen=True, slots=True)
class Invited:
    """A fresh invitation: its token is shown once, here, and never kept."""

    unit: Unit
    above: str
    """The name of the unit above."""
    token: str
    expires_at: datetime


def invite_to(records: Records, units: tuple[Unit, ...], by: int, now: datetime, dice: random.Random) -> list[Invited]:
    """A new invitation to each of these units."""
    made: list[Invited] = []
    names: dict[int | None, str] = {None: ""}
    for unit in units:
        token = new_token(dice)
        records.invitations.add(hash_of(token), unit.id, by, now, now + INVITATION_LASTS)
        if unit.parent_id not in names:
            parent = records.units.get(unit.parent_id) if unit.parent_id else None
            names[unit.parent_id] = parent.name if parent else ""
        made.append(Invited(unit, names[unit.parent_id], token, now + INVITATION_LASTS))
    return made


def branches(records: Records, tops: Tops) -> tuple[Unit, ...]:
    """Every branch of these units, commune by commune in the order of the alphabet; a group only where it is meant."""
    units = {unit.id: unit for unit in records.roster.units(tops)}
    found = [unit for unit in units.values() if unit.level is Level.BRANCH] or [
        unit for unit in units.values() if unit.takes_learners
    ]

    def order(unit: Unit) -> object:
        parent = units.get(unit.parent_id) if unit.parent_id is not None else None
        return alphabetical(parent.name if parent else ""), unit.parent_id or 0, alphabetical(unit.name), unit.id

    return tuple(sorted(found, key=order))  # type: ignore[arg-type]


def withdraw(records: Records, unit_id: int, ref: str, now: datetime) -> int:
    """Withdraw one invitation, or, without a ``ref``, all that are open to the unit; how many."""
    return records.invitations.withdraw(unit_id, ref, now) if ref else records.units.withdraw(unit_id, now)

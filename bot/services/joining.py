"""Joining and leaving: consent first, and nothing kept of who does not give it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.attempt import Attempt
from bot.domain.delivery import Delivery
from bot.domain.learner import Awaiting, Chat, JoiningStep, Learner, Role, clean_name, next_step
from bot.domain.progress import Bookmark
from bot.domain.reminder import ReminderPlan
from bot.domain.roster import Entry
from bot.domain.unit import Unit, UnitPage
from bot.errors import StaleButtonError
from bot.services import reminders
from bot.storage.records import Records

CONSENT_VERSION = "2026-11"
UNITS_A_PAGE = 6


def agree(records: Records, chat: Chat, name: str, consent_text: str, now: datetime) -> tuple[Chat, Learner]:
    """She agreed: from here on there is a learner, and what she agreed to is on record."""
    if chat.learner_id is not None:
        learner = records.learners.get(chat.learner_id)
        if learner is not None:
            return chat, learner
    # The unit may have been merged into another since she opened the link.
    invited_to = records.units.standing(chat.invited_to) if chat.invited_to is not None else None
    learner = records.learners.add(clean_name(name) or name, invited_to.id if invited_to else None, now)
    digest = hashlib.sha256(consent_text.encode("utf-8")).hexdigest()
    records.learners.agree(learner.id, CONSENT_VERSION, digest, now)
    step = next_step(learner, JoiningStep.CONSENT)
    return replace(chat, learner_id=learner.id, step=step, invited_to=None), learner


def go_on_joining(records: Records, chat: Chat, learner: Learner, done: JoiningStep, now: datetime) -> Chat:
    """The step after ``done``; a step that is behind her already (an old button) moves nothing."""
    if chat.step is not done:
        return chat
    step = next_step(learner, done)
    if step is JoiningStep.JOINED and learner.joined_at is None:
        records.learners.change(learner.id, joined_at=now)
        reminders.begin(records, learner.id, now)
    return replace(chat, step=step, awaiting=Awaiting.NOTHING)


def browse_units(records: Records, parent_id: int, page: int) -> UnitPage:
    """The units below one (0: the top) by the alphabet, six a page; a level with a single unit is stepped over."""
    parent = records.units.standing(parent_id) if parent_id else None
    units = records.units.children(parent.id if parent else None)
    while len(units) == 1 and not units[0].takes_learners:
        parent = units[0]
        units = records.units.children(parent.id)
    start = page * UNITS_A_PAGE
    if start >= len(units):
        page, start = 0, 0
    shown = units[start : start + UNITS_A_PAGE]
    opens = records.units.with_others_below([unit.id for unit in shown])
    return UnitPage(parent, shown, page, start + UNITS_A_PAGE < len(units), opens)


def choose_unit(records: Records, learner: Learner, unit_id: int, now: datetime) -> Learner:
    """She belongs to that unit, or its successor, from now on; StaleButtonError when it is no branch or group."""
    unit = records.units.standing(unit_id)
    if unit is None or not unit.takes_learners:
        raise StaleButtonError
    return belong(records, learner, unit, now)


def belong(records: Records, learner: Learner, unit: Unit, now: datetime) -> Learner:
    """She belongs to the unit she was invited to, be it one that nobody can choose from the list."""
    records.learners.settle(learner.id, unit.id, now)
    return replace(learner, unit_id=unit.id)


def choose_role(records: Records, learner: Learner, role: str) -> Learner:
    """She has that role from now on; StaleButtonError when there is none of that name."""
    if role not in Role.__members__.values():
        raise StaleButtonError
    records.learners.change(learner.id, role=role)
    return replace(learner, role=Role(role))


def change_name(records: Records, learner: Learner, text: str) -> Learner | None:
    """She is called that from now on; None when the text holds no name."""
    name = clean_name(text)
    if name is None:
        return None
    records.learners.change(learner.id, name=name)
    return replace(learner, name=name)


def change_phone(records: Records, learner: Learner, phone: str | None) -> Learner:
    """Keep her phone number, or forget it."""
    records.learners.change(learner.id, phone=phone)
    return replace(learner, phone=phone)


@dataclass(frozen=True, slots=True)
class MyData:
    """Everything stored about a learner."""

    learner: Learner
    unit: tuple[Unit, ...]
    consents: tuple[tuple[str, datetime], ...]
    enrolments: tuple[tuple[str, datetime], ...]
    bookmarks: tuple[Bookmark, ...]
    attempts: tuple[Attempt, ...]
    memberships: tuple[tuple[tuple[Unit, ...], datetime, datetime | None], ...]
    """Where she belonged, as it was called when she came, from when, until when."""
    entries: tuple[Entry, ...]
    """Hers on the roster."""
    reminders: ReminderPlan | None
    deliveries: tuple[Delivery, ...]


def my_data(records: Records, learner: Learner) -> MyData:
    """Gather everything that is stored about her."""
    return MyData(
        learner,
        records.units.path(learner.unit_id) if learner.unit_id else (),
        records.learners.consents(learner.id),
        records.study.enrolments(learner.id),
        records.study.bookmarks(learner.id),
        records.study.attempts(learner.id),
        tuple(
            (records.tree.path_at(unit_id, since) or records.units.path(unit_id), since, until)
            for unit_id, since, until in records.learners.memberships(learner.id)
        ),
        records.roster.of(learner.id),
        records.reminders.get(learner.id),
        records.deliveries.of(learner.id),
    )


def erase(records: Records, chat: Chat) -> None:
    """Forget her and her chat, with everything that hangs on them."""
    if chat.learner_id is not None:
        records.audit.forget_chat(chat.learner_id)
        records.recordings.remove_all_of(chat.learner_id)
        records.learners.erase(chat.learner_id)
    records.chats.remove(chat.id)
    records.outbox.remove_lane(chat.id)

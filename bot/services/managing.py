"""Entrusting: roles offered by a link, accepted, withdrawn and given up; what an organiser may see of the audit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.invitation import hash_of
from bot.domain.managing import (
    ROLE_LINK_LASTS,
    AdminRole,
    Grant,
    Right,
    RoleLink,
    has_right_in,
    is_role_token,
    new_role_token,
)
from bot.domain.unit import Unit
from bot.errors import NotAllowedError, StaleButtonError
from bot.services.confiding import can_be_named
from bot.services.visit import Visit
from bot.sheets.table import Cell, SheetTable
from bot.sheets.writing import workbook
from bot.storage.records import Records
from bot.storage.records.managing import AuditLine

DEEDS_A_PAGE = 6
MOST_DEEDS = 5000
"""Lines in a file of the audit; what is older is in the file of an earlier day."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A role on offer, and who offers it."""

    link: RoleLink
    giver: str


@dataclass(frozen=True, slots=True)
class Held:
    """A role somebody holds, and what she is called."""

    grant: Grant
    name: str


@dataclass(frozen=True, slots=True)
class DeedLine:
    """A line of the audit with the names it needs today; empty where somebody has left or nobody is meant."""

    deed: AuditLine
    who: str
    whom: str
    unit: str


def roles_to_give(records: Records, unit_id: int | None) -> tuple[AdminRole, ...]:
    """The roles that can be given in a unit: a confidant is named near those who write, and two at most."""
    return tuple(role for role in AdminRole if role is not AdminRole.CONFIDANT or can_be_named(records, unit_id))


def offer_role(visit: Visit, unit_id: int | None, role: AdminRole) -> str:
    """Offer a role in a unit; the token of the link, which is not stored."""
    visit.must(Right.APPOINT, unit_id)
    if unit_id is not None and visit.records.units.get(unit_id) is None:
        raise StaleButtonError
    token = new_role_token(visit.dice)
    until = visit.now + ROLE_LINK_LASTS
    link_id = visit.records.role_links.add(hash_of(token), unit_id, role, visit.her.id, visit.now, until)
    visit.note("entrust.offered", unit_id, link=link_id, role=role.value)
    return token


def offer_behind(visit: Visit, token: str) -> Offer | None:
    """What a token offers; None when it is unknown, spent, too old, or cannot be given any more."""
    link = visit.records.role_links.by_hash(hash_of(token)) if is_role_token(token) else None
    return _offer(visit, link)


def offer_of(visit: Visit, link_id: int) -> Offer | None:
    """The same by the number of the link."""
    return _offer(visit, visit.records.role_links.get(link_id))


def _offer(visit: Visit, link: RoleLink | None) -> Offer | None:
    if link is None or link.created_by is None or not link.is_open(visit.now):
        return None
    giver = visit.records.learners.get(link.created_by)
    if giver is None:
        return None
    grants = visit.grants_of(giver, visit.records.chats.of_learner(giver.id))
    if not has_right_in(grants, Right.APPOINT, path_numbers(visit.records, link.unit_id)):
        return None
    if link.role not in roles_to_give(visit.records, link.unit_id):
        return None
    return Offer(link, giver.name)


def path_numbers(records: Records, unit_id: int | None) -> frozenset[int]:
    """The numbers of a unit and of all above it; none for the whole tree."""
    return frozenset(unit.id for unit in records.units.path(unit_id)) if unit_id is not None else frozenset()


def accept(visit: Visit, offer: Offer) -> Grant | None:
    """She takes the role; None when she holds it already, and the link is left for somebody else."""
    link = offer.link
    if any(held.unit_id == link.unit_id and held.role is link.role for held in visit.records.grants.of(visit.her.id)):
        return None
    if not visit.records.role_links.use(link.id, visit.her.id, visit.now):
        raise StaleButtonError
    grant = visit.records.grants.give(visit.her.id, link.unit_id, link.role, link.created_by, visit.now)
    visit.note("entrust.accepted", link.unit_id, link.created_by, role=link.role.value)
    visit.look_again()
    return grant


def decline(visit: Visit, offer: Offer) -> None:
    """She does not take it. The link stays open, because fingers slip; the giver can withdraw it."""
    visit.note("entrust.declined", offer.link.unit_id, offer.link.created_by, role=offer.link.role.value)


def count_open_links(visit: Visit) -> int:
    """How many links wait to be accepted where she may appoint."""
    return visit.records.role_links.count_open(_tops(visit, Right.APPOINT), visit.now)


def withdraw_link(visit: Visit, link_id: int) -> RoleLink:
    """The link holds no longer; StaleButtonError when there is none of that number."""
    link = visit.records.role_links.get(link_id)
    if link is None:
        raise StaleButtonError
    visit.must(Right.APPOINT, link.unit_id)
    if visit.records.role_links.withdraw(link.id, visit.now):
        visit.note("entrust.link_withdrawn", link.unit_id, link=link.id, role=link.role.value)
    return link


def held(visit: Visit, grant_id: int) -> Held:
    """A role that somebody holds in a unit of hers; StaleButtonError when it is not held any more."""
    grant = visit.records.grants.get(grant_id)
    holder = visit.records.learners.get(grant.learner_id) if grant is not None else None
    if grant is None or holder is None:
        raise StaleButtonError
    visit.must(Right.APPOINT, grant.unit_id)
    return Held(grant, holder.name)


def withdraw_role(visit: Visit, grant_id: int) -> Held:
    """The role is gone, with effect at the holder's next update.

    The withdrawer's own rights are held fast meanwhile: two owners who withdraw each other at the same instant would
    leave nobody. Because only an owner of a unit, or of one above it, gets here, the last one at the top can be
    withdrawn by nobody but the first administrators.
    """
    visit.records.grants.hold(visit.her.id)
    found = held(visit, grant_id)
    if visit.records.grants.withdraw(grant_id, visit.now):
        visit.note("entrust.withdrawn", found.grant.unit_id, found.grant.learner_id, role=found.grant.role.value)
    visit.look_again()
    return found


def own(visit: Visit, grant_id: int) -> Grant:
    """A role of hers; StaleButtonError when she does not hold it."""
    grant = visit.records.grants.get(grant_id)
    if grant is None or grant.learner_id != visit.her.id:
        raise StaleButtonError
    return grant


def give_up_role(visit: Visit, grant_id: int) -> Grant:
    """She holds it no longer, by her own wish."""
    grant = own(visit, grant_id)
    if visit.records.grants.withdraw(grant.id, visit.now):
        visit.note("entrust.given_up", grant.unit_id, role=grant.role.value)
    visit.look_again()
    return grant


def holders(records: Records, unit_id: int | None) -> tuple[Held, ...]:
    """Who holds what in a unit itself."""
    grants = records.grants.in_unit(unit_id)
    names = records.audit.people(grant.learner_id for grant in grants)
    return tuple(Held(grant, names[grant.learner_id]) for grant in grants)


def units_to_appoint_in(visit: Visit, parent_id: int | None) -> tuple[Unit, ...]:
    """The units below one; where she may not appoint at the very top, that is the list of her own units."""
    places = visit.units_where(Right.APPOINT)
    if not places:
        raise NotAllowedError
    if parent_id is None and None not in places:
        return tuple(unit for number in places if number is not None and (unit := visit.records.units.get(number)))
    visit.must(Right.APPOINT, parent_id)
    return visit.records.units.children(parent_id)


def deeds(visit: Visit, count: int, before: int | None = None) -> tuple[DeedLine, ...]:
    """The newest lines of the audit about her units, and those of her own hand."""
    tops = _tops(visit, Right.AUDIT)
    return lines_of(visit.records, visit.records.audit.page(tops, count, before, visit.her.id))


def _tops(visit: Visit, right: Right) -> tuple[int, ...] | None:
    """The units in which she holds a right; None for the whole tree."""
    places = visit.units_where(right)
    return None if None in places else tuple(number for number in places if number is not None)


def own_deeds(records: Records, learner_id: int) -> tuple[DeedLine, ...]:
    """What the audit holds of her own hand."""
    return lines_of(records, records.audit.page((), MOST_DEEDS, None, learner_id))


def lines_of(records: Records, found: Sequence[AuditLine]) -> tuple[DeedLine, ...]:
    """Lines of the audit with the names of today."""
    numbers = {number for deed in found for number in (deed.actor_id, deed.subject_id) if number is not None}
    people = records.audit.people(numbers)
    units = records.audit.units(deed.unit_id for deed in found if deed.unit_id is not None)
    return tuple(
        DeedLine(
            deed,
            people.get(deed.actor_id or 0, ""),
            people.get(deed.subject_id or 0, ""),
            units.get(deed.unit_id or 0, ""),
        )
        for deed in found
    )


def audit_file(name: str, headings: tuple[str, ...], rows: Iterable[Sequence[Cell]], note: str) -> bytes:
    """The audit as a workbook."""
    return workbook((SheetTable(name, headings, tuple(rows), notes=(note,)),))


def roles_ever(records: Records, learner_id: int) -> tuple[tuple[Grant, tuple[Unit, ...], datetime | None], ...]:
    """All she was ever entrusted with, where, and until when."""
    return tuple(
        (grant, records.units.path(grant.unit_id) if grant.unit_id is not None else (), until)
        for grant, until in records.grants.ever_of(learner_id)
    )

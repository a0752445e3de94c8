"""The screens of joining: consent, unit, role, name, phone."""

from __future__ import annotations

from bot.domain.curriculum import Rich
from bot.domain.learner import Learner, Role
from bot.domain.roster import Entry
from bot.domain.unit import Unit, UnitPage
from bot.screens import actions
from bot.screens.roster_actions import ClaimEntry, DenyEntry
from bot.screens.screen import Button, Keyboard, Row, Screen, button
from bot.texts import Texts


def consent(texts: Texts, version: str, invited_to: str | None, languages: tuple[Row, ...] = ()) -> Screen:
    """What is kept, why, who sees it, how to leave; then yes or no, and perhaps another language to read it in."""
    opening = texts("consent.invited", unit=invited_to) if invited_to else texts("consent.hello")
    rows = (
        (button(texts.plain("button.agree"), actions.AgreeToConsent(version)),),
        (button(texts.plain("button.read_consent"), actions.ReadConsent()),),
        (button(texts.plain("button.decline"), actions.DeclineConsent()),),
        *languages,
    )
    return Screen(f"{opening}\n\n{texts('consent.short')}", rows)


def consent_in_full(texts: Texts, version: str, *, has_agreed: bool) -> Screen:
    """The same at length, with the law it rests on."""
    text = texts("consent.full", version=version)
    if has_agreed:
        back = ((button(texts.plain("button.to_privacy"), actions.OpenPrivacy()),),)
        return Screen(text, back, again=actions.encode(actions.ReadConsent()))
    rows = (
        (button(texts.plain("button.agree"), actions.AgreeToConsent(version)),),
        (button(texts.plain("button.decline"), actions.DeclineConsent()),),
    )
    return Screen(text, rows)


def declined(texts: Texts, *, was_invited: bool) -> Screen:
    """She refused: nothing is kept, not even whose link it was, and the door stays open."""
    return Screen(texts("consent.declined_invited" if was_invited else "consent.declined"))


def ask_to_change(texts: Texts, question: Rich, action: actions.Action) -> Screen:
    """An old button or a link would change who she is: only if she means it."""
    rows = (
        (button(texts.plain("button.change"), action),),
        (button(texts.plain("button.leave_as_is"), actions.GoHome()),),
    )
    return Screen(question, rows, is_new=True, again=actions.encode(action))


def ask_unit(texts: Texts, page: UnitPage, *, up: int | None, is_joining: bool) -> Screen:
    """The units to choose from; one with others below it opens them, and a branch stands above its groups.

    ``up`` is the unit to go back up to.
    """
    rows: list[tuple[Button, ...]] = []
    is_branch = page.parent is not None and page.parent.takes_learners
    if page.parent is not None and is_branch:
        rows.append((button(texts.plain("button.branch_itself"), actions.ChooseUnit(page.parent.id)),))
    for unit in page.units:
        action: actions.Action = actions.BrowseUnits(unit.id, 0)
        if unit.takes_learners and unit.id not in page.opens:
            action = actions.ChooseUnit(unit.id)
        rows.append((button(unit.name, action),))
    parent = page.parent.id if page.parent else 0
    if page.has_more:
        rows.append((button(texts.plain("button.more"), actions.BrowseUnits(parent, page.page + 1)),))
    elif page.page > 0:
        rows.append((button(texts.plain("button.from_start"), actions.BrowseUnits(parent, 0)),))
    if up is not None:
        rows.append((button(texts.plain("button.up"), actions.BrowseUnits(up, 0)),))
    if is_joining:
        # A list is never complete, and nobody is kept out by it.
        rows.append((button(texts.plain("button.no_unit"), actions.ChooseUnit(0)),))
    else:
        rows.append((button(texts.plain("button.to_settings"), actions.OpenSettings()),))
    again = actions.encode(actions.BrowseUnits(parent, page.page))
    if not page.units:
        return Screen(texts("join.no_units"), tuple(rows), again=again)
    text = texts("join.unit")
    if page.parent is not None:
        text = texts("join.group_in" if is_branch else "join.unit_in", unit=page.parent.name)
    return Screen(text, tuple(rows), again=again)


def are_you(texts: Texts, path: tuple[Unit, ...], entry: Entry) -> Screen:
    """Whether she is the one on the list who is called like her."""
    rows = (
        (button(texts.plain("button.claim"), ClaimEntry(entry.id)),),
        (button(texts.plain("button.deny"), DenyEntry()),),
    )
    unit = path[-1].name if path else ""
    if entry.role is None:
        return Screen(texts("join.are_you", unit=unit, name=entry.name), rows)
    role = texts.plain(f"role.{entry.role.value}")
    return Screen(texts("join.are_you_role", unit=unit, name=entry.name, role=role), rows)


def ask_role(texts: Texts, path: tuple[Unit, ...]) -> Screen:
    """What she does in the Union; above it, where, if that is known."""
    rows = tuple((button(texts.plain(f"role.{role.value}"), actions.ChooseRole(role.value)),) for role in Role)
    text = texts("join.role_in", unit=path[-1].name) if path else texts("join.role")
    return Screen(text, rows, again=actions.encode(actions.AskRole()))


def confirm_name(texts: Texts, learner: Learner) -> Screen:
    """The name from her profile, to keep or to correct."""
    rows = (
        (button(texts.plain("button.name_right"), actions.ConfirmName()),),
        (button(texts.plain("button.name_other"), actions.AskName()),),
    )
    return Screen(texts("join.name", name=learner.name), rows)


def ask_name(texts: Texts) -> Screen:
    """The one thing that is typed; once it is no longer waited for, the settings are where she was."""
    rows = ((button(texts.plain("button.name_keep"), actions.ConfirmName()),),)
    return Screen(texts("join.type_name"), rows, again=actions.encode(actions.OpenSettings()))


def name_noted(texts: Texts, learner: Learner) -> Screen:
    """What stands where the name was asked for."""
    return Screen(texts("join.name_noted", name=learner.name))


def ask_phone(texts: Texts) -> Screen:
    """Sharing the number is optional; both answers are keys below the writing line, as Telegram wants it."""
    rows = ((button(texts.plain("button.skip"), actions.SkipPhone()),),)
    again = actions.encode(actions.OpenSettings())
    return Screen(texts("join.phone"), rows, keyboard=Keyboard.CONTACT, is_new=True, again=again)

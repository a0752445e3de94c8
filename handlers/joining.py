"""Joining: consent, unit, role, name, phone; each step is asked once and answered by a tap."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from bot.domain.learner import Awaiting, JoiningStep, Learner, Role, clean_name
from bot.domain.unit import Unit, UnitPage
from bot.errors import StaleButtonError
from bot.screens import actions, general
from bot.screens import joining as screens
from bot.screens.incoming import SharedContact
from bot.screens.language import choices
from bot.screens.roster_actions import ClaimEntry, DenyEntry
from bot.screens.screen import Keyboard, Reply, Screen, show
from bot.services import inviting
from bot.services import joining as services
from bot.services.recognising import claim, recognise_by_name, recognise_by_phone, whom_she_may_be
from bot.services.visit import Visit
from handlers import studying
from handlers.language import offered
from handlers.settings import path_of, settings_screen

NO_UNIT = 0
"""In the place of a unit's number: hers is not in the list."""


def start(visit: Visit, token: str) -> Reply:
    """``/start``, perhaps by an invitation: the consent, the step she is at, or home."""
    visit.chat = replace(visit.chat, awaiting=Awaiting.NOTHING)
    opening = inviting.open_link(visit.records, visit.chat.id, token, visit.now) if token else inviting.NO_LINK
    unit = opening.unit
    if opening.outcome is inviting.Opened.WAITS:
        wait = general.note(visit.texts, "join.wait", minutes=opening.minutes)
        return show(wait, replace(where(visit), is_new=True))
    if token and unit is None and visit.learner is None:
        return show(general.note(visit.texts, "join.bad_link"), replace(step_screen(visit), is_new=True))
    if unit is not None and visit.chat.step is not JoiningStep.JOINED:
        visit.chat = inviting.arrive(visit.records, visit.chat, token, unit, visit.now)
    if visit.learner is None:
        return show(replace(step_screen(visit), is_new=True))
    if unit is not None and visit.learner.unit_id != unit.id:
        return _invited_elsewhere(visit, visit.learner, unit)
    has_joined, is_bad = visit.chat.step is JoiningStep.JOINED, bool(token) and unit is None
    if not has_joined:
        told = (general.note(visit.texts, "join.bad_link"),) if is_bad else ()
        return show(*told, replace(step_screen(visit), is_new=True))
    greeting = general.greeting(visit.texts, visit.learner)
    if is_bad:
        greeting = replace(greeting, text=visit.texts("join.bad_link_joined"))
    return show(greeting, replace(studying.home_screen(visit), is_new=True))


def _invited_elsewhere(visit: Visit, learner: Learner, unit: Unit) -> Reply:
    """An invitation to another unit: who is still joining belongs there from now on, who has joined is asked first."""
    if visit.chat.step is JoiningStep.JOINED:
        return show(_ask_to_change_unit(visit, actions.ChooseUnit(unit.id)))
    visit.learner = services.belong(visit.records, learner, unit, visit.now)
    visit.chat = services.go_on_joining(visit.records, visit.chat, visit.learner, JoiningStep.UNIT, visit.now)
    name = general.unit_name(visit.texts, visit.records.units.path(unit.id))
    return show(general.note(visit.texts, "join.moved", unit=name), replace(where(visit), is_new=True))


def where(visit: Visit) -> Screen:
    """The joining step she is at, or home once she has joined."""
    return studying.home_screen(visit) if visit.chat.step is JoiningStep.JOINED else step_screen(visit)


def step_screen(visit: Visit) -> Screen:
    """The screen of the joining step she is at."""
    texts, learner = visit.texts, visit.learner
    if learner is None or visit.chat.step is JoiningStep.CONSENT:
        unit = visit.records.units.standing(visit.chat.invited_to) if visit.chat.invited_to else None
        return screens.consent(texts, services.CONSENT_VERSION, unit.name if unit else None, choices(offered(visit)))
    if visit.chat.step is JoiningStep.UNIT:
        return _unit_screen(visit, 0, 0)
    if visit.chat.step is JoiningStep.ROLE:
        # Once she was asked what she does, she has said that she is nobody on the list.
        is_asked = visit.chat.last_screen == actions.encode(actions.AskRole())
        entry = None if is_asked else whom_she_may_be(visit.records, visit.chat, learner)
        if entry is not None:
            return screens.are_you(texts, path_of(visit, learner), entry)
        return screens.ask_role(texts, path_of(visit, learner))
    if visit.chat.step is JoiningStep.NAME:
        return screens.confirm_name(texts, learner)
    return screens.ask_phone(texts)


def asked_screen(visit: Visit) -> Screen | None:
    """What she was asked to type or to share, wherever she is; None when the next thing she types is free."""
    if visit.learner is None:
        return None
    if visit.chat.awaiting is Awaiting.NAME:
        return screens.ask_name(visit.texts)
    return screens.ask_phone(visit.texts) if visit.chat.awaiting is Awaiting.PHONE else None


def read_consent(visit: Visit, _action: actions.ReadConsent) -> Reply:
    """The consent at length; who has agreed to it can read it again."""
    has_agreed = visit.learner is not None
    return show(screens.consent_in_full(visit.texts, services.CONSENT_VERSION, has_agreed=has_agreed))


def agree_to_consent(visit: Visit, action: actions.AgreeToConsent) -> Reply:
    """Yes. A yes to an older wording is no consent to this one, so that one is shown first."""
    if visit.learner is not None:
        return show(where(visit))
    if action.version != services.CONSENT_VERSION:
        return show(step_screen(visit), toast=visit.texts.plain("consent.newer"))
    wording = visit.texts("consent.short") + visit.texts.sentence("consent.full")
    name = clean_name(visit.profile_name) or visit.texts.plain("join.nameless")
    visit.chat, visit.learner = services.agree(visit.records, visit.chat, name, wording, visit.now)
    return show(step_screen(visit))


def decline_consent(visit: Visit, _action: actions.DeclineConsent) -> Reply:
    """No: whatever there was of her goes."""
    if visit.learner is not None:
        return show(where(visit))
    was_invited = visit.chat.invited_to is not None
    services.erase(visit.records, visit.chat)
    visit.is_gone = True
    return show(screens.declined(visit.texts, was_invited=was_invited))


def browse_units(visit: Visit, action: actions.BrowseUnits) -> Reply:
    """Another page, or another branch of the tree."""
    _must_be_at(visit, JoiningStep.UNIT)
    return show(_unit_screen(visit, action.parent, action.page))


def _unit_screen(visit: Visit, parent_id: int, page_number: int) -> Screen:
    page = services.browse_units(visit.records, parent_id, page_number)
    is_joining = visit.chat.step is not JoiningStep.JOINED
    return screens.ask_unit(visit.texts, page, up=_above(visit, page), is_joining=is_joining)


def _above(visit: Visit, page: UnitPage) -> int | None:
    """The number of the nearest unit above that offers another choice (0: the top); None when there is none."""
    if page.parent is None:
        return None
    above = [unit.id for unit in visit.records.units.path(page.parent.id)[:-1]]
    for number in (*reversed(above), 0):
        if services.browse_units(visit.records, number, 0).parent != page.parent:
            return number
    return None


def choose_unit(visit: Visit, action: actions.ChooseUnit) -> Reply:
    """She belongs there; or she goes on without, because her branch is not in the list yet."""
    _must_be_at(visit, JoiningStep.UNIT)
    has_joined = visit.chat.step is JoiningStep.JOINED
    if action.unit == NO_UNIT:
        if has_joined:
            raise StaleButtonError
        return _go_on(visit, visit.her, JoiningStep.UNIT)
    if has_joined and visit.her.unit_id != action.unit and not _is_shown_last(visit, action):
        return show(_ask_to_change_unit(visit, action))
    visit.learner = services.choose_unit(visit.records, visit.her, action.unit, visit.now)
    return _go_on(visit, visit.learner, JoiningStep.UNIT)


def claim_entry(visit: Visit, action: ClaimEntry) -> Reply:
    """She is the one on the list, so her name and what she does are known."""
    if visit.chat.step is not JoiningStep.ROLE:
        return show(where(visit))
    visit.learner = claim(visit.records, visit.chat, visit.her, action.entry, visit.now)
    if visit.learner.role is None:
        return show(step_screen(visit))
    visit.chat = services.go_on_joining(visit.records, visit.chat, visit.learner, JoiningStep.ROLE, visit.now)
    return _go_on(visit, visit.learner, JoiningStep.NAME)


def deny_entry(visit: Visit, _action: DenyEntry) -> Reply:
    """She is somebody else."""
    if visit.chat.step is not JoiningStep.ROLE:
        return show(where(visit))
    return show(screens.ask_role(visit.texts, path_of(visit, visit.her)))


def choose_role(visit: Visit, action: actions.ChooseRole) -> Reply:
    """That is what she does."""
    _must_be_at(visit, JoiningStep.ROLE)
    is_other = visit.her.role is None or visit.her.role.value != action.role
    if visit.chat.step is JoiningStep.JOINED and is_other and not _is_shown_last(visit, action):
        return show(_ask_to_change_role(visit, action))
    visit.learner = services.choose_role(visit.records, visit.her, action.role)
    return _go_on(visit, visit.learner, JoiningStep.ROLE)


def see_change(visit: Visit, action: actions.ChooseUnit | actions.ChooseRole) -> Reply:
    """The question whether she means it, once more; nothing changes by it."""
    if isinstance(action, actions.ChooseUnit):
        return show(_ask_to_change_unit(visit, action))
    return show(_ask_to_change_role(visit, action))


def _must_be_at(visit: Visit, step: JoiningStep) -> None:
    """StaleButtonError while she is joining and that step is behind her; afterwards the settings change anything."""
    if visit.chat.step not in (step, JoiningStep.JOINED):
        raise StaleButtonError


def _is_shown_last(visit: Visit, action: actions.Action) -> bool:
    """Whether its button stands on the screen she was shown last, and not on one from days ago."""
    return actions.encode(action) in visit.chat.choices


def _ask_to_change_unit(visit: Visit, action: actions.ChooseUnit) -> Screen:
    unit = visit.records.units.get(action.unit)
    if unit is None or not unit.takes_learners:
        raise StaleButtonError
    name = general.unit_name(visit.texts, visit.records.units.path(unit.id))
    return screens.ask_to_change(visit.texts, visit.texts("settings.ask_unit", name=name), action)


def _ask_to_change_role(visit: Visit, action: actions.ChooseRole) -> Screen:
    if action.role not in Role.__members__.values():
        raise StaleButtonError
    name = general.role_name(visit.texts, Role(action.role))
    return screens.ask_to_change(visit.texts, visit.texts("settings.ask_role", name=name), action)


def confirm_name(visit: Visit, _action: actions.ConfirmName) -> Reply:
    """The name is right as it is."""
    _must_be_at(visit, JoiningStep.NAME)
    visit.chat = replace(visit.chat, awaiting=Awaiting.NOTHING)
    return _go_on(visit, visit.her, JoiningStep.NAME)


def ask_name(visit: Visit, _action: actions.AskName) -> Reply:
    """She will type it."""
    _must_be_at(visit, JoiningStep.NAME)
    visit.chat = replace(visit.chat, awaiting=Awaiting.NAME)
    return show(screens.ask_name(visit.texts))


def take_name(visit: Visit, text: str) -> Reply:
    """She typed it, perhaps as she is spoken to («Chị Lúa») or as a sentence («Tôi tên là Lúa»)."""
    learner = services.change_name(visit.records, visit.her, _bare_name(visit, text))
    if learner is None:
        return show(replace(screens.ask_name(visit.texts), text=visit.texts("join.no_name"), is_new=True))
    visit.learner = learner
    visit.chat = replace(visit.chat, awaiting=Awaiting.NOTHING)
    return _go_on(visit, learner, JoiningStep.NAME)


def _bare_name(visit: Visit, text: str) -> str:
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    for beginning in visit.texts.plain("join.before_name").split(", "):
        if name.lower().startswith(f"{beginning} "):
            return name[len(beginning) :]
    return name


def ask_phone(visit: Visit, _action: actions.AskPhone) -> Reply:
    """From the settings: offer the key that shares the number."""
    visit.chat = replace(visit.chat, awaiting=Awaiting.PHONE)
    return show(screens.ask_phone(visit.texts))


def take_phone(visit: Visit, contact: SharedContact) -> Reply:
    """She shared a contact; only her own is kept."""
    if not contact.is_own:
        return show(general.note(visit.texts, "join.not_own_phone"), screens.ask_phone(visit.texts))
    visit.learner = services.change_phone(visit.records, visit.her, contact.phone)
    visit.learner = recognise_by_phone(visit.records, visit.learner, visit.now, visit.dice)
    return _after_phone(visit, visit.learner)


def skip_phone(visit: Visit, _action: actions.SkipPhone) -> Reply:
    """No number; nothing depends on it. Where none was asked for, nothing changes."""
    if visit.chat.step is not JoiningStep.PHONE and visit.chat.awaiting is not Awaiting.PHONE:
        return show(where(visit))
    return _after_phone(visit, visit.her)


def _after_phone(visit: Visit, learner: Learner) -> Reply:
    """The keys that shared the number make way for the keys of every day."""
    is_joining = visit.chat.step is not JoiningStep.JOINED
    visit.chat = services.go_on_joining(visit.records, visit.chat, learner, JoiningStep.PHONE, visit.now)
    visit.chat = replace(visit.chat, awaiting=Awaiting.NOTHING)
    if is_joining:
        return show(general.welcome(visit.texts, learner), replace(where(visit), is_new=True))
    keys_back = replace(general.note(visit.texts, "settings.saved"), keyboard=Keyboard.HOME)
    return show(keys_back, replace(settings_screen(visit, learner), is_new=True))


def _go_on(visit: Visit, learner: Learner, done: JoiningStep) -> Reply:
    """The next step while joining; afterwards the settings, where the change was asked for."""
    if done is JoiningStep.NAME:
        recognise_by_name(visit.records, visit.chat, learner, visit.now)
    if visit.chat.step is JoiningStep.JOINED:
        return show(settings_screen(visit, learner), toast=visit.texts.plain("settings.saved"))
    visit.chat = services.go_on_joining(visit.records, visit.chat, learner, done, visit.now)
    if done is JoiningStep.NAME and visit.chat.step is JoiningStep.PHONE:
        # The next step comes as a message of its own, so this one gives up its buttons.
        return show(screens.name_noted(visit.texts, learner), step_screen(visit))
    return show(step_screen(visit))

"""``/quantri``: what an organiser can do, by her rights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.domain.managing import Right
from bot.screens.codes import Action
from bot.screens.organising import home as screens
from bot.screens.organising.analysis_actions import OpenAnalysis
from bot.screens.organising.asking_actions import ListQuestions
from bot.screens.organising.authoring_actions import OpenAuthoring
from bot.screens.organising.broadcasts_actions import ListBroadcasts
from bot.screens.organising.confiding_actions import ListThreads
from bot.screens.organising.deadlines_actions import ListDeadlines
from bot.screens.organising.digest_actions import OpenDigest
from bot.screens.organising.home_actions import OpenManagement
from bot.screens.organising.recording_actions import OpenRecordings
from bot.screens.organising.reports_actions import ChooseReport
from bot.screens.organising.roles_actions import OpenRoles, ReadAudit
from bot.screens.organising.roster_actions import OpenInviting, OpenRoster
from bot.screens.organising.tree_actions import OpenTree
from bot.screens.screen import Reply, Screen, show
from bot.services import asking, broadcast_views, confiding, recording
from bot.services import managing as services
from bot.services.inviting import is_guessed_at
from bot.services.visit import Visit

MENU: tuple[tuple[Right, str, Action], ...] = (
    (Right.CONTACT, "button.broadcasts", ListBroadcasts(0)),
    (Right.CONTACT, "button.questions", ListQuestions(0)),
    (Right.SEE_RESULTS, "button.manage_results", ChooseReport()),
    (Right.CONTACT, "manage.deadlines", ListDeadlines()),
    (Right.ENROL, "button.roster", OpenRoster()),
    (Right.ENROL, "button.inviting", OpenInviting(0, 0)),
    (Right.ARRANGE, "button.tree", OpenTree()),
    (Right.APPOINT, "button.roles", OpenRoles()),
    (Right.AUDIT, "button.audit", ReadAudit(0)),
    (Right.WRITE, "button.manage_authoring", OpenAuthoring()),
    (Right.SEE_RESULTS, "button.manage_digest", OpenDigest()),
    (Right.WRITE, "button.manage_analysis", OpenAnalysis()),
    (Right.WRITE, "button.voices", OpenRecordings()),
    (Right.WRITE, "button.manage_digest", OpenDigest()),
    (Right.CONFIDE, "button.private_threads", ListThreads()),
)
"""Right, key of the label, and what it opens, in the order shown; what two rights open is shown once."""

WAITING: tuple[tuple[Right, str, Callable[[Visit], int]], ...] = (
    (Right.CONTACT, "questions.waiting", asking.waiting_for),
    (Right.CONTACT, "bulletin.waiting_line", broadcast_views.count_to_agree),
    (Right.CONFIDE, "manage.private_waiting", confiding.waiting_for),
    (Right.APPOINT, "manage.links_waiting", services.count_open_links),
    (Right.WRITE, "voice.waiting_line", recording.count_waiting),
    (Right.WRITE, "voice.refused_line", recording.count_refused),
)
"""What may wait for her: right, key of the line (it is given ``count``), and what counts it; nothing is said of 0."""


def open_management(visit: Visit, _action: OpenManagement) -> Reply:
    """The organisers' home."""
    return show(management_screen(visit))


def management_screen(visit: Visit) -> Screen:
    """What she can do, where, and what waits for her."""
    choices = list(dict.fromkeys((key, action) for right, key, action in MENU if visit.may(right)))
    counted = [(key, count(visit)) for right, key, count in WAITING if visit.may(right)]
    waiting = [visit.texts(key, count=count) for key, count in counted if count]
    names = []
    for number in dict.fromkeys(grant.unit_id for grant in visit.grants):
        path = visit.records.units.path(number) if number is not None else ()
        names.append(screens.short_name(visit.texts, path))
    home = screens.management(visit.texts, choices, names, waiting)
    if visit.may(Right.AUDIT) and (count := is_guessed_at(visit.records, visit.now)):
        home = replace(home, text=f"{home.text}\n\n{visit.texts('manage.guessing', count=count)}")
    return home

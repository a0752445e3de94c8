"""The tables. Every instant is UTC; every fact has a unique key that makes writing it twice impossible."""

from __future__ import annotations

from bot.storage.tables.asking import answer_draft as answer_draft
from bot.storage.tables.asking import question_asked as question_asked
from bot.storage.tables.basis import Instant as Instant
from bot.storage.tables.basis import metadata as metadata
from bot.storage.tables.broadcasts import broadcast as broadcast
from bot.storage.tables.learning import answer as answer
from bot.storage.tables.learning import attempt as attempt
from bot.storage.tables.learning import bookmark as bookmark
from bot.storage.tables.learning import chat as chat
from bot.storage.tables.learning import consent as consent
from bot.storage.tables.learning import enrolment as enrolment
from bot.storage.tables.learning import inbox as inbox
from bot.storage.tables.learning import learner as learner
from bot.storage.tables.learning import media as media
from bot.storage.tables.learning import module_revision as module_revision
from bot.storage.tables.learning import outbox as outbox
from bot.storage.tables.managing import audit as audit
from bot.storage.tables.managing import role_grant as role_grant
from bot.storage.tables.managing import role_link as role_link
from bot.storage.tables.managing import shown_menu as shown_menu
from bot.storage.tables.planning import tree_plan as tree_plan
from bot.storage.tables.planning import tree_plan_person as tree_plan_person
from bot.storage.tables.reminding import deadline as deadline
from bot.storage.tables.reminding import reminder_plan as reminder_plan
from bot.storage.tables.results import certificate as certificate
from bot.storage.tables.results import code_guess as code_guess
from bot.storage.tables.results import digest as digest
from bot.storage.tables.results import digest_off as digest_off
from bot.storage.tables.roster import arrival as arrival
from bot.storage.tables.roster import roster_check as roster_check
from bot.storage.tables.roster import roster_entry as roster_entry
from bot.storage.tables.roster import roster_key as roster_key
from bot.storage.tables.roster import wrong_token as wrong_token
from bot.storage.tables.sending import delivery as delivery
from bot.storage.tables.sending import lease as lease
from bot.storage.tables.tree import invitation as invitation
from bot.storage.tables.tree import membership as membership
from bot.storage.tables.tree import rearrangement as rearrangement
from bot.storage.tables.tree import succession as succession
from bot.storage.tables.tree import unit as unit
from bot.storage.tables.tree import unit_span as unit_span
from bot.storage.tables.voice import listening as listening
from bot.storage.tables.voice import recording as recording

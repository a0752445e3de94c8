"""What a transaction works with: one object a noun, all on the same connection."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.storage.records.analysis import Analysis
from bot.storage.records.announcing import Announcing
from bot.storage.records.asking import Questions
from bot.storage.records.audiences import Audiences
from bot.storage.records.authoring import Authoring
from bot.storage.records.broadcasts import Broadcasts
from bot.storage.records.chats import Chats
from bot.storage.records.claims import Claims
from bot.storage.records.confiding import Threads
from bot.storage.records.corrections import Corrections
from bot.storage.records.deadlines import Deadlines
from bot.storage.records.deliveries import Deliveries
from bot.storage.records.invitations import Invitations
from bot.storage.records.learners import Learners
from bot.storage.records.mail import Inbox, Media, Outbox
from bot.storage.records.managing import Audit, Grants, Menus, RoleLinks
from bot.storage.records.plans import Plans
from bot.storage.records.reminders import Reminders
from bot.storage.records.reports import Reports
from bot.storage.records.results import Certificates, Digests
from bot.storage.records.roster import Roster
from bot.storage.records.study import Study
from bot.storage.records.tree import Tree
from bot.storage.records.units import Units
from bot.storage.records.voice import Listening, Recordings


class Records:
    """Everything stored, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.inbox = Inbox(connection)
        self.outbox = Outbox(connection)
        self.media = Media(connection)
        self.chats = Chats(connection)
        self.learners = Learners(connection)
        self.units = Units(connection)
        self.tree = Tree(connection)
        self.plans = Plans(connection)
        self.study = Study(connection)
        self.grants = Grants(connection)
        self.role_links = RoleLinks(connection)
        self.menus = Menus(connection)
        self.audit = Audit(connection)
        self.deliveries = Deliveries(connection)
        self.roster = Roster(connection)
        self.invitations = Invitations(connection)
        self.certificates = Certificates(connection)
        self.digests = Digests(connection)
        self.reports = Reports(connection)
        self.analysis = Analysis(connection)
        self.reminders = Reminders(connection)
        self.deadlines = Deadlines(connection)
        self.questions = Questions(connection)
        self.threads = Threads(connection)
        self.corrections = Corrections(connection)
        self.claims = Claims(connection)
        self.broadcasts = Broadcasts(connection)
        self.audiences = Audiences(connection)
        self.announcing = Announcing(connection)
        self.recordings = Recordings(connection)
        self.listening = Listening(connection)
        self.authoring = Authoring(connection)

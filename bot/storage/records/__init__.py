"""What a transaction works with: one object a noun, all on the same connection."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.storage.records.announcing import Announcing
from bot.storage.records.audiences import Audiences
from bot.storage.records.broadcasts import Broadcasts
from bot.storage.records.chats import Chats
from bot.storage.records.deliveries import Deliveries
from bot.storage.records.learners import Learners
from bot.storage.records.mail import Inbox, Media, Outbox
from bot.storage.records.managing import Audit, Grants
from bot.storage.records.study import Study
from bot.storage.records.units import Units


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
        self.study = Study(connection)
        self.grants = Grants(connection)
        self.audit = Audit(connection)
        self.deliveries = Deliveries(connection)
        self.broadcasts = Broadcasts(connection)
        self.audiences = Audiences(connection)
        self.announcing = Announcing(connection)

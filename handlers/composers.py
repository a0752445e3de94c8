"""The table of what is sent unasked: each kind of delivery and who words it, at the instant it is sent."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.delivery import DeliveryKind
from bot.screens.screen import Reply
from bot.services.sending import Sending
from handlers import asking, confiding, corrections, reminders
from handlers.broadcasts import BROADCAST_COMPOSERS
from handlers.organising import deadlines, digest

Composer = Callable[[Sending], Reply | None]
"""Words a delivery; None when there is no need for it any more, and it is cancelled."""

COMPOSERS: dict[DeliveryKind, Composer] = {
    DeliveryKind.ANSWER: asking.compose_answer,
    DeliveryKind.DIGEST: digest.compose,
    DeliveryKind.REMINDER: reminders.compose_reminder,
    DeliveryKind.PRIVATE: confiding.compose_news,
    DeliveryKind.PRIVATE_END: confiding.compose_end,
    DeliveryKind.CORRECTION: corrections.compose_correction,
    DeliveryKind.DEADLINE: reminders.compose_deadline,
    DeliveryKind.DEADLINE_COUNT: deadlines.compose_count,
    **BROADCAST_COMPOSERS,
}

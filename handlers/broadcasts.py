"""Broadcasts where they arrive: what a learner gets, what she taps, and the words to organisers about theirs."""

from __future__ import annotations

from bot.domain.broadcast import BroadcastState
from bot.domain.delivery import DeliveryKind
from bot.domain.notes import Note, read_subject
from bot.errors import StaleButtonError
from bot.screens import actions
from bot.screens.broadcasts_actions import OpenFromBroadcast
from bot.screens.organising import broadcast_steering as screens
from bot.screens.screen import Reply, Screen, show
from bot.services.broadcasting import Frame
from bot.services.sending import Sending
from bot.services.visit import Visit
from handlers import studying
from handlers.organising.broadcast_common import asked_screens, called, looks

ON_THE_WAY = frozenset({BroadcastState.RUNNING, BroadcastState.PAUSED, BroadcastState.DONE})
NOTES = {Note.DONE: "bulletin.is_done", Note.NO_RIGHT: "bulletin.no_right"}


def compose(sending: Sending) -> Reply | None:
    """The broadcast; None when it was broken off or taken back meanwhile."""
    one = sending.records.broadcasts.get(sending.delivery.subject)
    if one is None or one.state not in ON_THE_WAY or one.taken_back_at is not None:
        return None
    return show(*looks(sending, one, OpenFromBroadcast(sending.delivery.id)))


def compose_taking_back(sending: Sending) -> Reply | None:
    """Nothing but the messages that go; None when she got none."""
    sent = sending.records.announcing.find(sending.delivery.subject, sending.learner.id)
    if sent is None or not sent.message_ids:
        return None
    return show(Screen("", removes=sent.message_ids, is_new=True, again=None))


def compose_note(sending: Sending) -> Reply | None:
    """A word to an organiser about a broadcast; None when it has been settled meanwhile."""
    number, word = read_subject(sending.delivery.subject)
    one = sending.records.broadcasts.get(number)
    if one is None or word is None:
        return None
    texts = sending.texts
    if word is Note.ASKED:
        return _ask(sending, number)
    hers = one if one.author_id == sending.learner.id else None
    if word is Note.FAILURES:
        tally = sending.records.announcing.tally(number)
        values = {"bar": "", "done": tally.total - tally.open, "total": tally.total}
        return show(screens.note(texts, texts("bulletin.paused_failures", **values), hers))
    if word is Note.AGREED:
        who = sending.records.learners.get(one.agreed_by) if one.agreed_by is not None else None
        name = called(sending, who) or texts.plain("bulletin.second")
        return show(screens.note(texts, texts("bulletin.agreed", who=name), hers))
    if word is Note.REFUSED:
        second = texts.plain("bulletin.second")
        refused = texts("bulletin.refused", who=second, because=one.refused_because)
        return show(screens.note(texts, refused, hers))
    return show(screens.note(texts, texts(NOTES[word]), hers))


def _ask(sending: Sending, number: int) -> Reply | None:
    """To the second organiser, while it still waits for her."""
    one = sending.records.broadcasts.get(number)
    if one is None or one.state is not BroadcastState.AWAITING:
        return None
    modules = tuple(module.id for module in sending.library.modules())
    return show(*asked_screens(sending, one, Frame(sending.now, sending.zone, sending.house, modules)))


BROADCAST_COMPOSERS = {
    DeliveryKind.BROADCAST: compose,
    DeliveryKind.TAKE_BACK: compose_taking_back,
    DeliveryKind.BROADCAST_NOTE: compose_note,
}


def open_from_broadcast(visit: Visit, action: OpenFromBroadcast) -> Reply:
    """The module that the broadcast spoke of; that she tapped is counted once."""
    delivery = visit.records.deliveries.get(action.delivery)
    if delivery is None or delivery.learner_id != visit.her.id or delivery.kind is not DeliveryKind.BROADCAST:
        raise StaleButtonError
    visit.records.announcing.tap(delivery.id, visit.now)
    one = visit.records.broadcasts.get(delivery.subject)
    if one is None or not one.module_id:
        raise StaleButtonError
    return studying.open_module(visit, actions.OpenModule(one.module_id))

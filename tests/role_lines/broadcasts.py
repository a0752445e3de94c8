"""Broadcasts: each is hers and for the unit of the spot, so that the right is needed there."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.audience import Audience, Trait
from bot.domain.broadcast import Broadcast, Content, Move
from bot.domain.delivery import BLOCKED, DeliveryKind, DeliveryState, Verdict
from bot.domain.learner import Awaiting
from bot.domain.managing import Right
from bot.screens.broadcasts_actions import OpenFromBroadcast
from bot.screens.codes import Action
from bot.screens.incoming import Said
from bot.screens.organising import broadcasts_actions as a
from handlers.access import Open
from tests.role_lines.line import AskedLine, Line, Spot, reads

DRAFTED = frozenset({"broadcast"})
"""A draft is hers alone, and nobody gets it before it is sent."""
COURSE, MODULE = "can-bo-chi-hoi", "hoi-la-ai"


def written(spot: Spot, author: int) -> Broadcast:
    """A draft for the spot, with words."""
    draft = spot.records.broadcasts.draft(author, Audience(spot.unit), spot.now)
    spot.records.broadcasts.change_draft(draft.id, content=Content("Mời chị em họp."), module_id=MODULE)
    return draft


def hers(spot: Spot) -> int:
    """The number of a draft of hers."""
    return written(spot, spot.her).id


def running(spot: Spot) -> int:
    """The number of one that is on its way and did not reach somebody."""
    number = hers(spot)
    spot.records.broadcasts.take(number, Move.SCHEDULE, send_at=spot.now)
    spot.records.broadcasts.take(number, Move.START, started_at=spot.now)
    spot.records.deliveries.plan(DeliveryKind.BROADCAST, number, spot.giver, spot.now)
    (planned,) = spot.records.deliveries.of(spot.giver)
    spot.records.claims.displace(planned, Verdict(DeliveryState.FAILED, spot.now, BLOCKED))
    return number


def anothers(spot: Spot) -> int:
    """The number of another organiser's, which waits for a second one to agree."""
    number = written(spot, spot.giver).id
    spot.records.broadcasts.take(number, Move.ASK, asked_at=spot.now)
    return number


def got(spot: Spot) -> Action:
    """The button below one that came to her."""
    spot.records.deliveries.plan(DeliveryKind.BROADCAST, written(spot, spot.giver).id, spot.her, spot.now)
    (planned,) = spot.records.deliveries.of(spot.her)
    return OpenFromBroadcast(planned.id)


def line(
    example: Callable[[Spot], Action], deed: str = "", drafts: frozenset[str] = frozenset(), also: tuple[str, ...] = ()
) -> Line:
    """All of it takes the same right."""
    return Line(Right.CONTACT, example, deed, drafts=drafts, also=also)


LINES: dict[type[Action], Line] = {
    OpenFromBroadcast: Line(Open.JOINED, got, names_unit=False),
    a.ListBroadcasts: reads(Right.CONTACT, a.ListBroadcasts(0)),
    a.NewBroadcast: Line(Right.CONTACT, lambda _spot: a.NewBroadcast(), names_unit=False, drafts=DRAFTED),
    a.WriteContent: line(lambda spot: a.WriteContent(hers(spot)), drafts=DRAFTED),
    a.ChangeContent: line(lambda spot: a.ChangeContent(hers(spot))),
    a.FinishContent: line(lambda spot: a.FinishContent(hers(spot))),
    a.OpenAudience: line(lambda spot: a.OpenAudience(hers(spot))),
    a.TurnMark: line(lambda spot: a.TurnMark(hers(spot), Trait.SILENT.value), drafts=DRAFTED),
    a.BrowseTops: line(lambda spot: a.BrowseTops(hers(spot), spot.unit, 0)),
    a.PickTop: line(lambda spot: a.PickTop(hers(spot), spot.unit), drafts=DRAFTED),
    a.ChooseModule: line(lambda spot: a.ChooseModule(hers(spot))),
    a.ListModules: line(lambda spot: a.ListModules(hers(spot), COURSE)),
    a.PickModule: line(lambda spot: a.PickModule(hers(spot), MODULE), drafts=DRAFTED),
    a.DropModule: line(lambda spot: a.DropModule(hers(spot)), drafts=DRAFTED),
    a.CheckBroadcast: line(lambda spot: a.CheckBroadcast(hers(spot))),
    a.SeeBroadcast: line(lambda spot: a.SeeBroadcast(hers(spot))),
    a.SwitchOption: line(lambda spot: a.SwitchOption(hers(spot), a.Option.WEEKLY.value), drafts=DRAFTED),
    a.TestBroadcast: line(lambda spot: a.TestBroadcast(hers(spot)), "announce.test"),
    a.SendNow: line(lambda spot: a.SendNow(hers(spot)), "announce.send", also=("announce.start",)),
    a.ChooseTime: line(lambda spot: a.ChooseTime(hers(spot))),
    a.AskTime: line(lambda spot: a.AskTime(hers(spot))),
    a.ScheduleAt: line(lambda spot: a.ScheduleAt(hers(spot), a.When.TOMORROW.value), "announce.send"),
    a.Steer: line(lambda spot: a.Steer(running(spot), a.Steering.PAUSE.value), "announce.pause"),
    a.ListMissed: line(lambda spot: a.ListMissed(running(spot)), "announce.names"),
    a.SeeAsked: line(lambda spot: a.SeeAsked(anothers(spot))),
    a.AgreeToBroadcast: line(lambda spot: a.AgreeToBroadcast(anothers(spot)), "announce.agree"),
    a.RefuseBroadcast: line(lambda spot: a.RefuseBroadcast(anothers(spot))),
}

ASKED_LINES: dict[Awaiting, AskedLine] = {
    Awaiting.BROADCAST: AskedLine(Right.CONTACT, Said("Mời chị em họp."), lambda spot: str(hers(spot))),
    Awaiting.BROADCAST_TIME: AskedLine(Right.CONTACT, Said("24/11 9h"), lambda spot: str(hers(spot))),
    Awaiting.BROADCAST_WHY: AskedLine(Right.CONTACT, Said("Sai ngày họp."), lambda spot: str(anothers(spot))),
}

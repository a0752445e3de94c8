"""Private threads: hers, and those that were opened with the person named for it."""

from __future__ import annotations

from bot.domain.confiding import Way
from bot.domain.learner import Awaiting
from bot.domain.managing import AdminRole, Right
from bot.screens import confiding_actions as f
from bot.screens.codes import Action
from bot.screens.incoming import Said
from bot.screens.organising import confiding_actions as g
from handlers.access import Open
from tests.role_lines.line import AskedLine, Line, Spot, reads


def thread_with_her(spot: Spot) -> int:
    """The number of a thread that somebody opened with her, by whatever role she holds; with another if she has none.

    What refuses everybody but a confidant is that the role has to be one.
    """
    grant = spot.her_grant or spot.records.grants.give(spot.giver, spot.unit, AdminRole.CONFIDANT, None, spot.now).id
    writer = spot.records.learners.add("Mai", spot.unit, spot.now)
    thread = spot.records.threads.open(writer.id, grant, Way.HERE, spot.now)
    assert thread is not None
    spot.records.threads.say(thread.id, writer.id, "Mai ghé chị được không?", 5, spot.now)
    return thread.id


def hers(spot: Spot) -> None:
    """She has a thread of her own."""
    grant = spot.records.grants.give(spot.giver, spot.unit, AdminRole.CONFIDANT, None, spot.now).id
    thread = spot.records.threads.open(spot.her, grant, Way.HERE, spot.now)
    assert thread is not None
    spot.records.threads.say(thread.id, spot.her, "Em ghé chị được không?", 5, spot.now)


def _own(action: Action) -> Line:
    def example(spot: Spot) -> Action:
        hers(spot)
        return action

    return Line(Open.JOINED, example, names_unit=False)


READ = frozenset({"private_line"})
CLOSED = frozenset({"private_thread", "private_line", "delivery"})

LINES: dict[type[Action], Line] = {
    f.OpenPrivate: _own(f.OpenPrivate(0)),
    f.ChooseReader: _own(f.ChooseReader(1)),
    f.WritePrivate: _own(f.WritePrivate(0, "here")),
    f.SendPrivate: _own(f.SendPrivate(0, "here")),
    f.ReadPrivate: _own(f.ReadPrivate()),
    f.ChangeWay: _own(f.ChangeWay("person")),
    f.AskToDelete: _own(f.AskToDelete()),
    f.DeletePrivate: _own(f.DeletePrivate()),
    f.HandOver: _own(f.HandOver(1)),
    f.HidePrivate: reads(Open.JOINED, f.HidePrivate()),
    f.SeePrivate: reads(Open.AGREED, f.SeePrivate()),
    g.ListThreads: reads(Right.CONFIDE, g.ListThreads()),
    g.SeeThread: Line(
        Right.CONFIDE, lambda spot: g.SeeThread(thread_with_her(spot)), names_unit=False, drafts=READ
    ),
    g.WriteBack: Line(Right.CONFIDE, lambda spot: g.WriteBack(thread_with_her(spot)), names_unit=False),
    g.SendBack: Line(Right.CONFIDE, lambda spot: g.SendBack(thread_with_her(spot)), names_unit=False),
    g.AskToClose: Line(Right.CONFIDE, lambda spot: g.AskToClose(thread_with_her(spot)), names_unit=False),
    g.CloseThread: Line(
        Right.CONFIDE, lambda spot: g.CloseThread(thread_with_her(spot)), names_unit=False, drafts=CLOSED
    ),
    g.HideThread: reads(Right.CONFIDE, g.HideThread()),
}  # fmt: skip

ASKED_LINES: dict[Awaiting, AskedLine] = {
    Awaiting.PRIVATE: AskedLine(Open.JOINED, Said("Em ghé chị được không?"), lambda _spot: "0:here", names_unit=False),
    Awaiting.PRIVATE_ANSWER: AskedLine(
        Right.CONFIDE, Said("Chị ở nhà."), lambda spot: str(thread_with_her(spot)), names_unit=False
    ),
}

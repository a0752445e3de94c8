"""A broadcast on its way: waiting for agreement, running, paused, done; the report and what can still be done."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.domain.broadcast import Broadcast, BroadcastState, Tally
from bot.domain.curriculum import Rich
from bot.screens.codes import encode
from bot.screens.organising import broadcasts_actions as a
from bot.screens.organising.broadcast_words import bar, for_whom, number, tally_lines
from bot.screens.organising.broadcasts import Outlook, details, unit_lines, waiting_rows
from bot.screens.parts import moment, paragraphs
from bot.screens.screen import Attachment, Row, Screen, button
from bot.texts import Html, Texts

S = BroadcastState


def awaiting(
    texts: Texts, one: Broadcast, outlook: Outlook, zone: ZoneInfo, asked: int, *, is_told_later: bool
) -> Screen:
    """To its author: a second organiser has to agree; ``asked`` are told, or will be when the quiet hours end."""
    at = texts.plain("bulletin.at_time", at=moment(one.send_at, zone)) if _is_later(one) and one.send_at else ""
    whom = for_whom(texts, one.audience, outlook.unit)
    values = {"audience": whom, "people": number(outlook.people), "asked": asked, "at": at}
    text = texts("bulletin.awaiting_morning" if is_told_later else "bulletin.awaiting", **values)
    return Screen(text, waiting_rows(texts, one), again=encode(a.SeeBroadcast(one.id)))


def _is_later(one: Broadcast) -> bool:
    return one.send_at is not None and (one.asked_at is None or one.send_at > one.asked_at)


def asked(texts: Texts, one: Broadcast, author: str, outlook: Outlook, zone: ZoneInfo) -> Screen:
    """To the second organiser: the same to look at, and two buttons."""
    units = Html(unit_lines(texts, outlook.by_unit))
    whom = for_whom(texts, one.audience, outlook.unit)
    more = Html("\n".join(details(texts, one, outlook, zone)))
    values = {"author": author, "people": number(outlook.people), "audience": whom, "units": units, "details": more}
    rows = (
        (button(texts.plain("button.broadcast_agree"), a.AgreeToBroadcast(one.id)),),
        (button(texts.plain("button.broadcast_refuse"), a.RefuseBroadcast(one.id)),),
    )
    return Screen(texts("bulletin.asked", **values), rows, is_new=True, again=None)


def with_way_back(texts: Texts, question: Screen) -> Screen:
    """The same, found in the list: the way back to it stands below."""
    rows = (*question.rows, (button(texts.plain("button.to_broadcasts"), a.ListBroadcasts(0)),))
    return replace(question, rows=rows, again=encode(a.ListBroadcasts(0)))


def ask_why(texts: Texts) -> Screen:
    """Why she does not agree is to be typed."""
    return Screen(texts("bulletin.ask_why"), is_new=True)


def standing(
    texts: Texts, one: Broadcast, tally: Tally, taken: Tally, unit: str, *, again: int = 0, can_take_back: bool = False
) -> Screen:
    """How it stands. ``again`` is to how many it can be sent once more."""
    done = tally.total - tally.open
    values = {"bar": bar(done, tally.total), "done": number(done), "total": number(tally.total)}
    whom = for_whom(texts, one.audience, unit)
    if one.state is S.RUNNING:
        head = texts("bulletin.running", **values)
    elif one.state is S.PAUSED:
        head = texts("bulletin.paused_failures" if one.paused_because else "bulletin.paused", **values)
    elif one.state is S.DONE:
        head = texts("bulletin.done", audience=whom, total=number(tally.total))
    else:
        head = texts("bulletin.cancelled", audience=whom)
    counting = texts("bulletin.counting") if one.state is S.RUNNING and one.planned_at is None else ""
    lines = tally_lines(texts, one, tally, taken) if one.started_at is not None else ""
    weekly = texts("bulletin.is_weekly") if one.is_weekly else ""
    rows = _rows(texts, one, tally, is_busy=bool(tally.open or taken.open), again=again, can_take_back=can_take_back)
    return Screen(paragraphs(head, counting, lines, weekly), rows, again=encode(a.SeeBroadcast(one.id)))


def _rows(
    texts: Texts, one: Broadcast, tally: Tally, *, is_busy: bool, again: int, can_take_back: bool
) -> tuple[Row, ...]:
    deeds: list[tuple[str, a.Steering]] = []
    if one.state is S.RUNNING:
        deeds.append(("button.broadcast_pause", a.Steering.PAUSE))
    if one.state is S.PAUSED:
        deeds.append(("button.broadcast_resume", a.Steering.RESUME))
    if one.state in (S.RUNNING, S.PAUSED):
        deeds.append(("button.broadcast_cancel", a.Steering.ASK_CANCEL))
    rows: list[Row] = [(button(texts.plain(key), a.Steer(one.id, deed.value)),) for key, deed in deeds]
    if one.state in (S.RUNNING, S.PAUSED) or is_busy:
        rows.append((button(texts.plain("button.broadcast_refresh"), a.SeeBroadcast(one.id)),))
    if one.state in (S.DONE, S.CANCELLED) and tally.unreached + tally.cancelled + tally.paused:
        rows.append((button(texts.plain("button.broadcast_missed"), a.ListMissed(one.id)),))
    if one.state is S.DONE and again and one.taken_back_at is None:
        label = texts.plain("button.broadcast_again", count=number(again))
        rows.append((button(label, a.Steer(one.id, a.Steering.AGAIN.value)),))
    if can_take_back:
        label = texts.plain("button.broadcast_take_back")
        rows.append((button(label, a.Steer(one.id, a.Steering.ASK_TAKE_BACK.value)),))
    if one.is_weekly:
        rows.append(
            (button(texts.plain("button.broadcast_weekly_stop"), a.Steer(one.id, a.Steering.STOP_WEEKLY.value)),)
        )
    rows.append((button(texts.plain("button.to_broadcasts"), a.ListBroadcasts(0)),))
    return tuple(rows)


def sure(texts: Texts, one: Broadcast, *, is_taking_back: bool) -> Screen:
    """Are you sure; the first button leaves everything as it is."""
    question = texts("bulletin.ask_take_back" if is_taking_back else "bulletin.ask_cancel")
    deed = a.Steering.TAKE_BACK if is_taking_back else a.Steering.CANCEL
    yes = (
        texts.plain("button.broadcast_yes_take_back") if is_taking_back else texts.plain("button.broadcast_yes_cancel")
    )
    rows = (
        (button(texts.plain("button.broadcast_no_keep"), a.SeeBroadcast(one.id)),),
        (button(yes, a.Steer(one.id, deed.value)),),
    )
    return Screen(question, rows, again=encode(a.SeeBroadcast(one.id)))


def missed_file(texts: Texts, one: Broadcast, content: bytes, count: int) -> Screen:
    """The names of those who did not get it, to be kept to herself."""
    attachment = Attachment(texts.plain("bulletin.sheet_file", number=one.id), content)
    return Screen(texts("bulletin.sheet_caption", count=number(count)), attachment=attachment, is_new=True)


def note(texts: Texts, text: Rich, one: Broadcast | None) -> Screen:
    """A word to an organiser, with the way to the broadcast it is about where that is hers."""
    if one is None:
        return Screen(text, is_new=True, again=None)
    rows = ((button(texts.plain("button.broadcast_open"), a.SeeBroadcast(one.id)),),)
    return Screen(text, rows, is_new=True, again=None)

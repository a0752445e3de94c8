"""Writing a broadcast and sending it: the list, the words, the look before, the hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.domain.broadcast import Broadcast, BroadcastState, Content, ContentFault, fault_of, with_file, with_words
from bot.domain.learner import Awaiting
from bot.domain.managing import Right
from bot.domain.timetable import read_moment
from bot.errors import NotAllowedError, StaleButtonError
from bot.screens import general
from bot.screens.incoming import Act, Said, SentSomething
from bot.screens.organising import broadcasts as screens
from bot.screens.organising import broadcasts_actions as a
from bot.screens.screen import Reply, Screen, show
from bot.services import broadcast_views as views
from bot.services import broadcasting as services
from bot.services.visit import Visit
from handlers.organising.broadcast_audience import audience_screen
from handlers.organising.broadcast_common import (
    author_of,
    check_screen,
    fault_words,
    frame_of,
    her_broadcast,
    her_draft,
    looks,
    stands,
)

A_PAGE = 5
LAST_PAGE = 10_000
TONIGHT, TOMORROW = time(19, 30), time(8)


def list_broadcasts(visit: Visit, action: a.ListBroadcasts) -> Reply:
    """What she has written, and above it what waits for her to agree."""
    page = min(action.page, LAST_PAGE)
    found = visit.records.broadcasts.of_author(visit.her.id, A_PAGE + 1, A_PAGE * page)
    to_agree = [] if page else [(one, author_of(visit, one)) for one in views.to_agree(visit)[:A_PAGE]]
    return show(screens.listing(visit.texts, found[:A_PAGE], page, has_more=len(found) > A_PAGE, to_agree=to_agree))


def turn_to_list(visit: Visit, action: a.ListBroadcasts) -> Reply:
    """The same on a tap."""
    unwatch(visit)
    return list_broadcasts(visit, action)


def new_broadcast(visit: Visit, _action: a.NewBroadcast) -> Reply:
    """A new one, for the first unit where she may send."""
    units = visit.units_where(Right.CONTACT)
    if not units:
        raise NotAllowedError
    draft = services.begin_draft(visit.records, visit.her.id, units[0], visit.now)
    return show(_ask_content(visit, draft))


def _ask_content(visit: Visit, draft: Broadcast) -> Screen:
    visit.chat = replace(visit.chat, awaiting=Awaiting.BROADCAST, subject=str(draft.id))
    return screens.compose(visit.texts, draft)


def write_content(visit: Visit, action: a.WriteContent) -> Reply:
    """The words and pictures anew."""
    draft = her_draft(visit, action.broadcast)
    visit.records.broadcasts.change_draft(draft.id, content=Content())
    return show(_ask_content(visit, replace(draft, content=Content())))


def change_content(visit: Visit, action: a.ChangeContent) -> Reply:
    """Other words, or more pictures; nothing is lost by looking."""
    return show(_ask_content(visit, her_draft(visit, action.broadcast)))


def content_asked(visit: Visit) -> Screen:
    """What asks for the words, shown once more."""
    return screens.compose(visit.texts, _subject(visit))


def _subject(visit: Visit) -> Broadcast:
    """The draft that what she sends belongs to."""
    return her_draft(visit, int(visit.chat.subject or 0))


def take_content(visit: Visit, act: Act) -> Reply:
    """One thing more that she wants to say. The pictures of an album come one by one; only the first is answered."""
    draft = _subject(visit)
    if isinstance(act, Said):
        content = with_words(draft.content, act.rich)
        return _kept(visit, draft, content)
    if not isinstance(act, SentSomething) or act.file is None:
        return show(replace(screens.compose(visit.texts, draft, fault_words(visit, "kind")), is_new=True))
    found = with_file(draft.content, act.file, act.rich, act.album)
    if isinstance(found, ContentFault):
        return show(replace(screens.compose(visit.texts, draft, fault_words(visit, found.value)), is_new=True))
    if act.album and act.album == draft.content.album:
        visit.records.broadcasts.change_draft(draft.id, content=found)
        return Reply()
    return _kept(visit, draft, found, visit.texts("bulletin.album_coming") if act.album else "")


def _kept(visit: Visit, draft: Broadcast, content: Content, hint: str = "") -> Reply:
    """What she sent is kept, also where it is too long: then she is told by how much."""
    visit.records.broadcasts.change_draft(draft.id, content=content)
    fault = fault_of(content)
    hint = fault_words(visit, fault[0].value, fault[1]) if fault is not None else hint
    return show(replace(screens.compose(visit.texts, replace(draft, content=content), hint), is_new=True))


def finish_content(visit: Visit, action: a.FinishContent) -> Reply:
    """«Xong»: on to the people, unless there is something to be shortened."""
    draft = her_draft(visit, action.broadcast)
    fault = fault_of(draft.content)
    if fault is not None:
        visit.chat = replace(visit.chat, awaiting=Awaiting.BROADCAST, subject=str(draft.id))
        return show(screens.compose(visit.texts, draft, fault_words(visit, fault[0].value, fault[1])))
    return show(audience_screen(visit, draft))


def check_broadcast(visit: Visit, action: a.CheckBroadcast) -> Reply:
    """The message as it will look, and below it everything to know."""
    draft = her_draft(visit, action.broadcast)
    if fault_of(draft.content) is not None:
        return show(_ask_content(visit, draft))
    return show(*looks(visit, draft), check_screen(visit, draft))


def see_broadcast(visit: Visit, action: a.SeeBroadcast) -> Reply:
    """How it stands; a draft that has words is looked at as it would be sent."""
    one = her_broadcast(visit, action.broadcast)
    return show(stands(visit, one))


def open_broadcast(visit: Visit, action: a.SeeBroadcast) -> Reply:
    """The same on a tap: a draft comes with its message above, one without words asks for them."""
    one = her_broadcast(visit, action.broadcast)
    if one.state is BroadcastState.DRAFT:
        return check_broadcast(visit, a.CheckBroadcast(one.id))
    watch(visit, one)
    return see_broadcast(visit, action)


def watch(visit: Visit, one: Broadcast) -> None:
    """The message she tapped shows from now on how far it has come."""
    unwatch(visit)
    if visit.message_id is not None:
        visit.records.broadcasts.note(one.id, progress_chat=visit.chat.id, progress_message=visit.message_id)


def unwatch(visit: Visit) -> None:
    """The message she tapped shows something else from now on, and is not to be written over."""
    if visit.message_id is not None:
        visit.records.broadcasts.unwatch(visit.her.id, visit.message_id)


def test_broadcast(visit: Visit, action: a.TestBroadcast) -> Reply:
    """To herself, as it will come."""
    draft = her_draft(visit, action.broadcast)
    visit.note("announce.test", draft.audience.unit_id, draft.id)
    tested = general.note(visit.texts, "bulletin.tested")
    return show(*looks(visit, draft), tested, check_screen(visit, draft))


def switch_option(visit: Visit, action: a.SwitchOption) -> Reply:
    """Weekly, or urgent, which takes an owner."""
    draft = her_draft(visit, action.broadcast)
    if action.option == a.Option.WEEKLY:
        draft = replace(draft, is_weekly=not draft.is_weekly)
    elif action.option == a.Option.URGENT:
        visit.must(Right.APPOINT, draft.audience.unit_id)
        draft = replace(draft, is_urgent=not draft.is_urgent)
    else:
        raise StaleButtonError
    visit.records.broadcasts.change_draft(draft.id, is_weekly=draft.is_weekly, is_urgent=draft.is_urgent)
    return show(replace(check_screen(visit, draft), is_new=False))


def send_now(visit: Visit, action: a.SendNow) -> Reply:
    """«Gửi ngay»: however often she taps, it is sent once."""
    return _submit(visit, action.broadcast, visit.now)


def schedule_at(visit: Visit, action: a.ScheduleAt) -> Reply:
    """Tonight, or tomorrow morning."""
    day = visit.today + timedelta(days=int(action.when == a.When.TOMORROW))
    clock = {a.When.TONIGHT.value: TONIGHT, a.When.TOMORROW.value: TOMORROW}.get(action.when)
    if clock is None:
        raise StaleButtonError
    at = datetime.combine(day, clock, visit.zone)
    if at <= visit.now:
        raise StaleButtonError
    return _submit(visit, action.broadcast, at)


def _submit(visit: Visit, broadcast_id: int, at: datetime) -> Reply:
    one = her_broadcast(visit, broadcast_id)
    toast = ""
    if one.state is BroadcastState.DRAFT:
        if one.is_urgent:
            visit.must(Right.APPOINT, one.audience.unit_id)
        if services.submit(visit.records, one, at, frame_of(visit)):
            visit.note("announce.send", one.audience.unit_id, one.id, urgent=one.is_urgent, weekly=one.is_weekly)
        else:
            toast = visit.texts.plain("toast.broadcast_not_sent")
    one = her_broadcast(visit, broadcast_id)
    watch(visit, one)
    return show(replace(stands(visit, one), is_new=False), toast=toast)


def choose_time(visit: Visit, action: a.ChooseTime) -> Reply:
    """The hours to choose from."""
    draft = her_draft(visit, action.broadcast)
    tonight = datetime.combine(visit.today, TONIGHT, visit.zone)
    return show(screens.times(visit.texts, draft, has_tonight=tonight > visit.now))


def ask_time(visit: Visit, action: a.AskTime) -> Reply:
    """Day and hour are to be typed."""
    draft = her_draft(visit, action.broadcast)
    visit.chat = replace(visit.chat, awaiting=Awaiting.BROADCAST_TIME, subject=str(draft.id))
    return show(screens.ask_time(visit.texts, draft))


def time_asked(visit: Visit) -> Screen:
    """What asks for the hour, shown once more."""
    return screens.ask_time(visit.texts, _subject(visit))


def take_time(visit: Visit, act: Act) -> Reply:
    """The hour she typed."""
    draft = _subject(visit)
    at = read_moment(act.text, visit.now, visit.zone) if isinstance(act, Said) else None
    if at is None:
        return show(replace(screens.ask_time(visit.texts, draft, "bulletin.bad_time"), is_new=True))
    visit.chat = replace(visit.chat, awaiting=Awaiting.NOTHING)
    reply = _submit(visit, draft.id, at)
    return replace(reply, screens=tuple(replace(screen, is_new=True) for screen in reply.screens), toast="")

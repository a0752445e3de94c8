"""Conversations for tests: people who talk to the real application over the project's own Bot API.

``Meeting`` holds the whole thing: the world of the sandbox, its server, the bot. A ``Talker`` acts and waits until
the bot has answered, so that a test reads like a chat and nobody sleeps.
"""

from __future__ import annotations

import functools
import io
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import Image
from sqlalchemy import Table, select

from bot.app import App
from bot.clock import FrozenClock
from bot.domain.attempt import Attempt
from bot.domain.curriculum import Library
from bot.domain.folding import fold
from bot.domain.quiz import mark, moment_of
from bot.library.holder import LibraryHolder
from bot.sandbox.people import Person
from bot.sandbox.run import SAMPLE_UNITS
from bot.sandbox.server import BotApiServer
from bot.sandbox.world import World
from bot.screens.actions import PickChoice, decode
from bot.services.units import invite, load_units, read_units
from bot.settings import PROJECT, Settings
from bot.storage.records import Records
from bot.storage.tables import metadata
from bot.ticks import Ticks

MONDAY_EVENING = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
"""19:30 in Vietnam."""
CONTENT = PROJECT / "content"


class Talker:
    """A person at her phone."""

    def __init__(self, meeting: Meeting, person: Person) -> None:
        self.meeting = meeting
        self.person = person

    # What she does.

    async def starts(self, payload: str = "") -> None:
        """Press «Bắt đầu», perhaps by a link."""
        self.person.starts(payload)
        await self.meeting.quiet()

    async def types(self, text: str) -> None:
        """Write something and send it."""
        self.person.says(text)
        await self.meeting.quiet()

    async def taps(self, label: str) -> None:
        """Tap the newest button whose label contains ``label``; a key below the writing line counts too."""
        self.touches(label)
        await self.meeting.quiet()

    def touches(self, label: str) -> None:
        """The same without waiting for the answer: for a second finger."""
        for message in reversed(self.messages):
            for choice in buttons_of(message):
                if fold(label) in fold(choice["text"]):
                    self.person.taps(message["message_id"], choice["callback_data"])
                    return
        for key in self.keys:
            if fold(label) in fold(key):
                self.person.says(key)
                return
        raise AssertionError(f"no button «{label}»; there are {self.buttons} and {self.keys}")

    async def presses(self, key: str) -> None:
        """Press a key below the writing line."""
        found = next((one for one in self.keys if fold(key) in fold(one)), None)
        assert found is not None, f"no key «{key}»; there are {self.keys}"
        self.person.says(found)
        await self.meeting.quiet()

    async def taps_code(self, code: str, message_id: int | None = None) -> None:
        """Tap a button she still had under her finger, though the screen has moved on."""
        number = message_id or self.messages[-1]["message_id"]
        self.person.taps(number, code, stale=True)
        await self.meeting.quiet()

    async def shares_contact(self, *, own: bool = True) -> None:
        """Share a telephone number."""
        self.person.shares_contact(own)
        await self.meeting.quiet()

    async def joins(self, payload: str = "") -> None:
        """Go through joining with as few taps as possible."""
        await self.starts(payload or self.meeting.token)
        await self.taps("Tôi đồng ý")
        await self.taps("Chi hội trưởng")
        await self.taps("Đúng rồi")
        await self.taps("Bỏ qua")

    async def answers(self, *, right: bool) -> None:
        """Answer the question on the screen, all its parts, and stop at the explanation or the result."""
        position = None
        while (pick := self._picks()) and (position is None or pick[0].position == position):
            position = pick[0].position
            await self.taps_code(await self.meeting.database_answer(pick, right=right))
            if self.picks_onward():
                return

    def picks_onward(self) -> bool:
        """Whether the screen shows an explanation with one way on."""
        return any(fold(label) in ("cau tiep theo", "xem ket qua") for label in self.buttons)

    def _picks(self) -> list[PickChoice]:
        actions = [decode(choice["callback_data"]) for choice in buttons_of(self.messages[-1])]
        return [action for action in actions if isinstance(action, PickChoice)]

    async def finishes_quiz(self, *, wrong: int = 0) -> None:
        """Answer from the question on the screen to the result; the first ``wrong`` questions wrongly."""
        for _ in range(100):
            if self._picks():
                await self.answers(right=wrong <= 0)
                wrong -= 1
            elif any("Rồi sao nữa" in label for label in self.buttons):
                await self.taps("Rồi sao nữa")
            elif any("Câu tiếp theo" in label for label in self.buttons):
                await self.taps("Câu tiếp theo")
            elif any("Xem kết quả" in label for label in self.buttons):
                await self.taps("Xem kết quả")
                return
            else:
                return
        raise AssertionError("the quiz does not end")

    # What she sees.

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The messages on her screen, oldest first."""
        return self.person.chat_seen

    @property
    def from_bot(self) -> list[dict[str, Any]]:
        """Those that came from the bot."""
        return [message for message in self.messages if message["from"]["is_bot"]]

    @property
    def screen(self) -> str:
        """The words of the newest message from the bot."""
        return words_of(self.from_bot[-1])

    @property
    def buttons(self) -> list[str]:
        """The labels of the newest message's buttons."""
        return [choice["text"] for choice in buttons_of(self.from_bot[-1])]

    @property
    def codes(self) -> list[str]:
        """What those buttons send."""
        return [choice["callback_data"] for choice in buttons_of(self.from_bot[-1])]

    @property
    def keys(self) -> list[str]:
        """The keys below the writing line."""
        rows = (self.person.keyboard or {}).get("keyboard", [])
        return [key["text"] for row in rows for key in row]

    @property
    def toast(self) -> str:
        """The last word that flashed up after a tap."""
        return self.person.toasts[-1].text if self.person.toasts else ""

    @property
    def acts(self) -> int:
        """How often she tapped, wrote or sent something."""
        return sum(not message["from"]["is_bot"] for message in self.messages) + len(self.person.toasts)

    def sees(self, *texts: str) -> None:
        """Check that the newest message says all of this."""
        for text in texts:
            assert text in self.screen, f"«{text}» is not in:\n{self.screen}"

    def does_not_see(self, *texts: str) -> None:
        """Check that the newest message says none of this."""
        for text in texts:
            assert text not in self.screen, f"«{text}» is in:\n{self.screen}"


def words_of(message: dict[str, Any]) -> str:
    """A message's text or caption."""
    return str(message.get("text") or message.get("caption") or "")


def buttons_of(message: dict[str, Any]) -> list[dict[str, str]]:
    """A message's buttons that send something."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [choice for row in rows for choice in row if "callback_data" in choice]


def a_photo() -> bytes:
    """What a camera makes, very small."""
    made = io.BytesIO()
    Image.new("RGB", (4, 3), "white").save(made, "PNG")
    return made.getvalue()


class Meeting:
    """The world, the server and the bot, and who talks there."""

    def __init__(self, world: World, server: BotApiServer, app: App, clock: FrozenClock) -> None:
        self.world = world
        self.server = server
        self.app = app
        self.clock = clock
        self.token = ""

    @property
    def library(self) -> Library:
        """What is taught."""
        return self.app.holder.library

    def person(self, first_name: str, last_name: str = "", *, phone: str = "+84000111222") -> Talker:
        """Somebody new."""
        return Talker(self, self.world.add_person(first_name, last_name, phone=phone))

    async def learner(self, first_name: str = "Mận", last_name: str = "") -> Talker:
        """Somebody who has joined by the link of her branch."""
        talker = self.person(first_name, last_name)
        await talker.joins()
        return talker

    async def quiet(self) -> None:
        """Wait until every update is taken in and answered."""
        await self.world.until(lambda: self.world.updates_pending == 0)
        await self.app.idle()

    async def passes(self, **span: float) -> None:
        """Let time pass, and the regular chores run."""
        self.world.advance(timedelta(**span))
        await self.app.chores()
        await self.quiet()

    async def administrator(self, first_name: str = "Sen", last_name: str = "") -> Talker:
        """Somebody new whom the operator's settings name; the bot restarts to know of her."""
        talker = self.person(first_name, last_name)
        await self.restarts((*self.app.settings.admin_ids, talker.person.id))
        return talker

    async def restarts(self, admin_ids: tuple[int, ...] | None = None) -> None:
        """The bot stops and starts again: same database, same content, other dice, nothing remembered."""
        await self.app.stop()
        old, dice = self.app.settings, random.Random(self.world.requests.count)
        admins = old.admin_ids if admin_ids is None else admin_ids
        self.app = bot_for(
            self.world, self.server, self.clock, old.database_url, old.content_dir, dice=dice, admin_ids=admins
        )
        await self.app.start()
        await self.quiet()

    async def rows(self, table: Table) -> list[tuple[Any, ...]]:
        """Everything a table holds, in the order of its key."""
        return await self.app.database.run(_rows, table)

    async def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table, by the table's name."""
        return {table.name: await self.rows(table) for table in metadata.sorted_tables}

    async def traces(self, *words: str) -> set[str]:
        """The columns in which one of these words stands, be it as text, as a number or in bytes: «chat.id»."""
        found = set()
        for table in metadata.sorted_tables:
            for row in await self.rows(table):
                for column, value in zip(table.columns, row, strict=True):
                    said = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                    if any(word in said for word in words):
                        found.add(f"{table.name}.{column.name}")
        return found

    async def invites_to(self, key: str) -> str:
        """A new invitation to the unit of that key: its token."""
        invited = await self.app.database.run(invite, key, self.clock.now(), random.Random(key))
        assert invited is not None
        return invited[1]

    def is_well(self) -> None:
        """Check that no update failed and no reply was refused."""
        for name in ("chihoi_updates_failed", "chihoi_updates_set_aside", "chihoi_replies_not_shown"):
            assert self.app.metrics.registry.get_sample_value(f"{name}_total") == 0, name

    async def attempts(self, talker: Talker) -> tuple[Attempt, ...]:
        """All her attempts, oldest first."""
        return await self.app.database.run(_attempts, f"telegram:{talker.person.id}")

    async def database_answer(self, picks: list[PickChoice], *, right: bool) -> str:
        """The code of the button that answers rightly, or wrongly."""
        return await self.app.database.run(_answer_code, picks, self.library, right)


def _rows(records: Records, table: Table) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in records.connection.execute(select(table).order_by(*table.primary_key))]


def _attempts(records: Records, chat_id: str) -> tuple[Attempt, ...]:
    chat = records.chats.get(chat_id)
    assert chat is not None
    assert chat.learner_id is not None
    return records.study.attempts(chat.learner_id)


def _answer_code(records: Records, picks: list[PickChoice], library: Library, right: bool) -> str:
    attempt = records.study.attempt(picks[0].attempt)
    assert attempt is not None
    module = records.study.module_at(attempt.module_id, attempt.module_revision)
    assert module is not None
    moment = moment_of(module, attempt)
    assert moment is not None
    from bot.screens.actions import encode

    if moment.question.kind == "order":
        return _order_code(picks, attempt.picked, moment.drawn.order, right)
    for pick in picks:
        answer = mark(moment, pick.choice, attempt.picked, MONDAY_EVENING)
        if answer is not None and getattr(answer, "is_right", None) == right:
            return encode(pick)
    raise AssertionError(f"no button is {'right' if right else 'wrong'}: {picks}")


def _order_code(picks: list[PickChoice], picked: tuple[int, ...], order: tuple[int, ...], right: bool) -> str:
    from bot.screens.actions import encode

    wanted = len(picked) if right else max(index for index in order if index not in picked)
    return next(encode(pick) for pick in picks if order[pick.choice] == wanted)


def settings_for(database_url: str, content_dir: Path = CONTENT) -> Settings:
    """Settings of a test's bot."""
    return Settings(database_url=database_url, content_dir=content_dir, listen_port=0)


@asynccontextmanager
async def meeting(database_url: str, content_dir: Path = CONTENT, *, rates: bool = False) -> AsyncIterator[Meeting]:
    """A world with the bot in it, at half past seven on a Monday evening."""
    clock = FrozenClock(MONDAY_EVENING)
    world = World(clock, random.Random(7), rates=rates)
    server = BotApiServer(world)
    await server.start()
    together: Meeting | None = None
    try:
        together = Meeting(world, server, bot_for(world, server, clock, database_url, content_dir), clock)
        together.token = await together.app.database.run(_sample_units, content_dir, clock.now())
        await together.app.start()
        yield together
    finally:
        if together is not None:
            # Perhaps not the bot it began with: there may have been a restart.
            await together.app.stop()
        await server.stop()


def bot_for(
    world: World,
    server: BotApiServer,
    clock: FrozenClock,
    database_url: str,
    content_dir: Path = CONTENT,
    *,
    dice: random.Random | None = None,
    admin_ids: tuple[int, ...] = (),
) -> App:
    """A bot for that world, not yet started; a second one after the first has stopped is a restart."""
    settings = settings_for(database_url, content_dir)
    inside = Settings(**{**vars(settings), "bot_token": world.token, "bot_api_url": server.url, "admin_ids": admin_ids})
    # The shipped content is read once for all tests; a folder of a test's own is the bot's to read and to watch.
    holder = _shipped() if content_dir == CONTENT else None
    return App(inside, clock, dice or random.Random(11), ticks=Ticks(0, 0, 0, has_jobs=False), holder=holder)


@functools.cache
def _shipped() -> LibraryHolder:
    return LibraryHolder(CONTENT, MONDAY_EVENING.date())


def _sample_units(records: Records, content_dir: Path, now: datetime) -> str:
    load_units(records, read_units(CONTENT / SAMPLE_UNITS), now)
    invited = invite(records, "mau-suoi-may-buoi", now, random.Random(3))
    assert invited is not None
    return invited[1]

"""Fifty learners with a quiz under way, a bot in a process of its own, and what is left when it was killed.

Every tap answers a question, so that a row of the table ``answer`` is an effect that can be counted.
"""

from __future__ import annotations

import asyncio
import io
import os
import random
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from sqlalchemy import func, select

from bot.clock import SystemClock
from bot.domain.attempt import Drawn
from bot.domain.curriculum import Module, QuestionKind
from bot.domain.learner import Awaiting, Chat, JoiningStep, Role
from bot.library.holder import LibraryHolder
from bot.sandbox.people import Person
from bot.sandbox.server import BotApiServer
from bot.sandbox.wire import Json, UploadedFile
from bot.sandbox.world import World
from bot.screens.actions import PickChoice, ShowResult, encode
from bot.settings import PROJECT, Settings
from bot.storage.opening import open_database
from bot.storage.records import Records
from bot.storage.tables import answer, inbox, outbox

PEOPLE, TAPS = 50, 10
ONE_ANSWER = (QuestionKind.SINGLE, QuestionKind.TRUE_FALSE)


@dataclass
class Pupil:
    """A learner, the message she taps on, and what she will choose in which order."""

    person: Person
    message_id: int
    has_picture: bool
    attempt: int
    choices: tuple[int, ...]
    done: int = 0

    def taps(self) -> None:
        """Answer her next question, whatever her screen shows by now."""
        code = encode(PickChoice(self.attempt, self.done, 0, self.choices[self.done]))
        self.person.taps(self.message_id, code, stale=True)
        self.done += 1

    @property
    def has_seen_the_end(self) -> bool:
        """Whether the newest thing on her screen answers her last act."""
        rows = self.person.chat_seen[-1].get("reply_markup", {}).get("inline_keyboard", [])
        return encode(ShowResult(self.attempt)) in [button.get("callback_data") for row in rows for button in row]

    @property
    def shown_twice(self) -> int:
        """How many replies came as a message of their own once more than they were."""
        return len(self.person.chat) - 1 - TAPS if self.has_picture else 0


@dataclass
class Left:
    """What the database holds in the end."""

    answers: dict[tuple[int, int], int]
    waiting: int
    aside: int
    unshown: int


@dataclass
class Crowd:
    """The people, and the process that serves them."""

    world: World
    server: BotApiServer
    settings: Settings
    dice: random.Random
    log: Path
    content_dir: Path
    environment: dict[str, str] = field(default_factory=dict)
    command: tuple[str, ...] = ("-m", "bot", "run")
    pupils: list[Pupil] = field(default_factory=list)
    process: asyncio.subprocess.Process | None = None
    _ending: asyncio.Future[int] | None = None
    kills: int = 0
    calls_before: int = 0
    """Calls that earlier processes made."""
    turns: list[Pupil] = field(default_factory=list)
    """Whose finger is about to come down."""

    async def start(self) -> None:
        """Start the bot in a process of its own."""
        environment = {
            **os.environ,
            "BOT_TOKEN": self.world.token,
            "BOT_API_URL": self.server.url,
            "DATABASE_URL": self.settings.database_url,
            "CONTENT_DIR": str(self.content_dir),
            "LISTEN": "127.0.0.1:0",
            # This world has no rates; the meter would only make the test longer.
            "BULK_PER_SECOND": "1000",
            **self.environment,
        }
        self.calls_before = self.world.requests.count
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, *self.command, cwd=PROJECT, env=environment, stderr=log
            )
        # Whoever waits for what the bot does also hears of its end.
        self._ending = asyncio.ensure_future(self.process.wait())
        self._ending.add_done_callback(lambda _ended: self.world.changes.ring())

    def has_ended(self) -> bool:
        """Whether the process is gone."""
        return self.process is None or self.process.returncode is not None

    async def kill(self) -> None:
        """End it as a power cut would."""
        assert self.process is not None
        self.process.kill()
        assert await self.process.wait() == -signal.SIGKILL
        self.kills += 1

    async def stop(self) -> int:
        """Ask it to end, and return its exit code."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.terminate()
        return await self.process.wait()

    async def until(self, predicate: Callable[[], object], seconds: float = 30.0) -> None:
        """Wait until the predicate holds; what the bot wrote is the message of the failure."""
        try:
            await self.world.until(predicate, seconds)
        except TimeoutError:
            raise AssertionError(self.log.read_text(encoding="utf-8")[-3000:]) from None

    def serve_webhook(self) -> None:
        """Let the bot be posted to instead of polling."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{probe.getsockname()[1]}"
        self.environment |= {
            "LISTEN": address,
            "WEBHOOK_URL": f"http://{address}/hook",
            "WEBHOOK_SECRET": "a-secret-for-the-hook",
        }

    def post_again(self, event: Json) -> None:
        """Telegram waits longer and longer for a webhook that is down; the people here do not, once it is set."""
        if (event["type"], event.get("method")) == ("request", "setWebhook"):
            self.world.updates.hurry(self.world.clock.now())
            self.world.changes.ring()

    def tap(self, number: int) -> None:
        """Let that many of the taps that are due happen."""
        for _ in range(min(number, len(self.turns))):
            self.turns.pop(0).taps()

    def is_all_done(self) -> bool:
        """Whether everybody has tapped ten times and sees what came of the last."""
        return not self.turns and all(pupil.done == TAPS and pupil.has_seen_the_end for pupil in self.pupils)

    def struck(self) -> bool:
        """Whether every fault that was ordered has happened."""
        return not self.world.faults.as_json()

    async def until_calls(self, number: int) -> None:
        """Wait until the process has made that many calls."""
        await self.until(lambda: self.world.requests.count - self.calls_before >= number)

    def calls(self, method: str) -> int:
        """How many calls of a method there were, answered or not."""
        return sum(called.method == method for called in self.world.requests.calls)

    async def what_is_left(self) -> Left:
        """Look into the database."""
        database = open_database(self.settings.database_url)
        try:
            return await database.run(_left)
        finally:
            await database.close()


def _left(records: Records) -> Left:
    run = records.connection.execute
    rows = run(select(answer.c.attempt_id, answer.c.position, answer.c.chosen))
    states: dict[str, int] = {
        row.state: row.number
        for row in run(select(inbox.c.state, func.count().label("number")).group_by(inbox.c.state))
    }
    unshown = run(select(func.count()).select_from(outbox)).scalar_one()
    answers = {(row.attempt_id, row.position): int(row.chosen.strip("[]")) for row in rows}
    return Left(answers, states.get("waiting", 0), states.get("aside", 0), unshown)


@asynccontextmanager
async def crowd(
    database_url: str, content_dir: Path, folder: Path, seed: int, people: int = PEOPLE
) -> AsyncIterator[Crowd]:
    """A world with that many learners in the middle of a quiz, and no bot yet."""
    folder.mkdir(exist_ok=True)
    dice = random.Random(seed)
    world = World(SystemClock(), dice, rates=False)
    server = BotApiServer(world, allows_loopback_webhook=True)
    await server.start()
    settings = Settings(database_url=database_url, content_dir=content_dir)
    together = Crowd(world, server, settings, dice, folder / "bot.log", content_dir)
    world.changes.listen(together.post_again)
    try:
        database = open_database(settings.database_url)
        module = LibraryHolder(content_dir, SystemClock().now().date()).library.modules()[0]
        for number in range(people):
            person = world.add_person(f"Chị {number}")
            seeded = await database.run(_seed, f"telegram:{person.id}", module, dice)
            together.pupils.append(_pupil(world, person, *seeded, has_picture=number % 2 == 1))
        await database.close()
        together.turns = [pupil for pupil in together.pupils for _ in range(TAPS)]
        dice.shuffle(together.turns)
        yield together
    finally:
        if together.process is not None and together.process.returncode is None:
            together.process.kill()
            await together.process.wait()
        await server.stop()


def _seed(records: Records, chat_id: str, module: Module, dice: random.Random) -> tuple[int, tuple[int, ...]]:
    """A learner who has joined and is at the first of ten questions, and what she is going to choose."""
    now = SystemClock().now()
    learner = records.learners.add("Chị", None, now)
    records.learners.change(learner.id, role=Role.MEMBER, joined_at=now)
    records.chats.save(Chat(chat_id, learner.id, JoiningStep.JOINED, Awaiting.NOTHING, None, ()), now)
    records.study.keep_revision(module, now)
    simple = [question for question in module.questions if question.kind in ONE_ANSWER]
    # In turn, so that no two screens in a row are the same.
    asked = [simple[place % len(simple)] for place in range(TAPS)]
    drawn = tuple(Drawn(one.id, one.revision, tuple(range(len(one.choices)))) for one in asked)
    attempt = records.study.start_attempt(learner.id, module, drawn, now)
    return attempt.id, tuple(dice.randrange(len(one.order)) for one in drawn)


def _pupil(world: World, person: Person, attempt: int, choices: tuple[int, ...], *, has_picture: bool) -> Pupil:
    """Her phone shows a message of the bot; under a picture every reply comes as a new message."""
    person.has_started = True
    content: dict[str, object] = {"text": "Câu hỏi"}
    if has_picture:
        picture = io.BytesIO()
        Image.new("RGB", (90, 60)).save(picture, "PNG")
        content = {"photo": world.files.keep("photo", UploadedFile("a.png", picture.getvalue())).attachment}
    posted = world.post(person.cloud, world.bot_json(), content, by_bot=True)
    return Pupil(person, posted.id, has_picture, attempt, choices)

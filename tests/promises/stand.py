"""A person, and a bot whose handler says what it is told to say: for the tests of how replies are shown."""

from __future__ import annotations

from bot.domain.curriculum import Picture
from bot.screens.incoming import Incoming
from bot.screens.screen import Button, Reply, Screen, show
from bot.services.visit import Visit
from bot.storage.tables import chat, outbox
from tests.chatting import CONTENT, Meeting, Talker
from tests.promises.wired import Onlooker

CODE = "hp"
ROWS = ((Button("Tiếp", CODE),),)
FIRST = Screen("Màn hình đầu", ROWS)
SECOND = Screen("Màn hình sau", ROWS)


def picture(number: int = 0) -> Picture:
    """One of the pictures that ship with the content."""
    file = sorted((CONTENT / "courses").glob("*/media/*.png"))[number]
    return Picture(str(file.relative_to(CONTENT)), f"digest-{number}", "Một bức tranh")


class Script:
    """A handler that says what it was told to say next."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []

    def __call__(self, _visit: Visit, _incoming: Incoming) -> Reply:
        return self.replies.pop(0) if self.replies else Reply()


class Stand:
    """A meeting with one person and a handler on a string."""

    def __init__(self, met: Meeting, script: Script, onlooker: Onlooker) -> None:
        self.met = met
        self.script = script
        self.onlooker = onlooker
        self.lan: Talker = met.person("Lan")

    async def asks(self, *screens: Screen, toast: str = "") -> None:
        """She writes, and is answered with these."""
        self.script.replies.append(show(*screens, toast=toast))
        await self.lan.types("?")

    async def taps(self, *screens: Screen, toast: str = "", message_id: int | None = None) -> None:
        """She taps what she was shown last, and is answered with these."""
        self.script.replies.append(show(*screens, toast=toast))
        await self.lan.taps_code(CODE, message_id or self.lan.from_bot[-1]["message_id"])

    @property
    def said(self) -> list[str]:
        """What the bot has said, oldest first."""
        return [str(message.get("text") or message.get("caption")) for message in self.lan.from_bot]

    @property
    def is_reachable(self) -> bool:
        """What the database holds."""
        return bool(self.onlooker.rows(chat)[0]["is_reachable"])

    def waiting(self) -> int:
        """How many replies are in the outbox."""
        return len(self.onlooker.rows(outbox))

    def calls(self, *methods: str) -> list[int]:
        """What came of the calls of these methods."""
        return [called.status for called in self.met.world.requests.calls if called.method in methods]

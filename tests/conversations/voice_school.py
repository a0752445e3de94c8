"""A school whose cards can be heard: two authors, a learner, and a folder in which a card can be edited."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.domain.managing import AdminRole
from bot.sandbox.wire import UploadedFile
from bot.storage.tables import recording
from tests.chatting import CONTENT, Meeting, Talker, buttons_of, meeting
from tests.conversations.reminders_school import organiser
from tests.conversations.school import ONE, School
from tests.library.builder import Content

EDE, KHMER = "tiếng Ê Đê", "tiếng Khmer"


class VoiceSchool:
    """A meeting with the school's folder."""

    def __init__(self, met: Meeting, folder: Content) -> None:
        self.met = met
        self.folder = folder

    @property
    def card_ids(self) -> list[str]:
        """The cards of the first module."""
        module = self.met.library.module(ONE)
        assert module is not None
        return [card.id for card in module.cards]

    @property
    def first_card(self) -> str:
        """What opens the first card."""
        return f"rc:{ONE}:{self.card_ids[0]}"

    async def author(self, first_name: str) -> Talker:
        """Somebody who writes."""
        return await organiser(self.met, first_name, "mau-suoi-may", AdminRole.AUTHOR)

    async def comes_to_card(self, author: Talker) -> None:
        """From /quantri to the first card."""
        await author.types("/quantri")
        await author.taps("Ghi âm thẻ bài")
        title = self.met.library.courses[0].title
        await author.taps(title)
        await author.taps(self.met.library.courses[0].modules[0].title)
        await author.taps("1. ")

    async def speaks(self, author: Talker, seconds: int = 3) -> None:
        """She holds the microphone."""
        author.person.sends_voice(seconds)
        await self.met.quiet()

    async def sends(self, author: Talker, kind: str, content: bytes, name: str = "bai.mp3") -> None:
        """She sends something else."""
        author.person.sends_file(kind, UploadedFile(name, content))
        await self.met.quiet()

    async def records(self, author: Talker, language: str = EDE, seconds: int = 3) -> None:
        """She reads the first card and sends it to be heard."""
        await self.comes_to_card(author)
        await author.taps(language)
        if "Đọc lại" in " ".join(author.buttons):
            await author.taps("Đọc lại")
        await self.speaks(author, seconds)
        await author.taps("Gửi đi duyệt")
        author.sees("Em gửi đi duyệt rồi ạ.")

    async def agrees(self, author: Talker) -> None:
        """Another hears what waits first, and agrees."""
        await author.types("/quantri")
        await author.taps("Ghi âm thẻ bài")
        await author.taps("Chờ chị nghe")
        await author.taps(CARD_LABEL)
        await author.taps("Nghe rõ, tôi đồng ý")
        author.sees("Em cảm ơn chị.")

    async def published(self, reader: Talker, second: Talker, language: str = EDE, seconds: int = 3) -> None:
        """Read by one, agreed to by the other."""
        await self.records(reader, language, seconds)
        await self.agrees(second)

    async def chooses(self, learner: Talker, *languages: str) -> None:
        """She would like to hear these."""
        await learner.types("/caidat")
        await learner.taps("Tiếng để nghe")
        for language in languages:
            await learner.taps(language)

    async def opens_first_card(self, learner: Talker) -> None:
        """The first card, from wherever she is."""
        await learner.types("/hoc")
        await learner.taps_code(self.first_card)

    async def edits(self, old: str, new: str) -> None:
        """The card says something else from now on."""
        self.folder.change(old, new)
        await self.met.app.watch_content()

    async def recordings(self) -> list[dict[str, Any]]:
        """Every recording, without its sound."""
        names = recording.columns.keys()
        return [dict(zip(names, row, strict=True)) for row in await self.met.rows(recording)]


CARD_LABEL = ": "
"""What stands between language and title on the button of a recording."""


def voices_of(talker: Talker) -> list[dict[str, Any]]:
    """The voice messages that came to her."""
    return [message for message in talker.from_bot if "voice" in message]


def labels_of(message: dict[str, Any]) -> list[str]:
    """What the buttons of a message say."""
    return [choice["text"] for choice in buttons_of(message)]


@asynccontextmanager
async def voice_evening(database_url: str, tmp_path: Path) -> AsyncIterator[VoiceSchool]:
    """A meeting whose bot teaches from the small school, in every language of the real folder."""
    school = School(tmp_path)
    school.write("voices.yaml", (CONTENT / "voices.yaml").read_text(encoding="utf-8"))
    async with meeting(database_url, school.folder) as met:
        yield VoiceSchool(met, school)

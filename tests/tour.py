"""The tour of an organiser's day: ``make screenshots`` photographs it and writes ``docs/TOUR.md`` beside the pictures.

The day is the one that the transcripts tell (tests/organisers_days.py); the captions stand in tests/tour.yaml.
Nothing in the pictures is drawn or retouched, and nobody in them is real.
"""

from __future__ import annotations

import asyncio
import io
import random
import shutil
import sys
import tempfile
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import yaml
from PIL import Image
from playwright.async_api import Browser, async_playwright

from bot.services.inviting import invite_to
from bot.services.posters import poster_picture
from bot.settings import PROJECT, VIETNAM
from bot.storage.records import Records
from tests import organisers_days as days
from tests.chatting import Meeting, Talker, meeting
from tests.conversations.broadcasts_school import PostOffice
from tests.conversations.results_school import file_of
from tests.conversations.roles_school import an_owner_by_settings
from tests.page.conftest import FLAGS, PHONE
from tests.screenshots import Camera, keep, window

TABLE = Path(__file__).with_name("tour.yaml")
FOLDER = PROJECT / "docs" / "tour"
PAGE = PROJECT / "docs" / "TOUR.md"
COLOURS = 64
FEW_COLOURS = 32
"""Of several phones side by side."""
GAP = 16
WIDTH = 720
"""A phone of 360 px at twice its sharpness."""
GROUND = (235, 231, 222)


@dataclass(frozen=True)
class Shown:
    """A picture of the tour, and what is told beside it."""

    name: str
    caption: str


@dataclass(frozen=True)
class Tour:
    """The table of the pictures."""

    title: str
    intro: str
    parts: tuple[tuple[str, tuple[Shown, ...]], ...]

    @property
    def pictures(self) -> list[Shown]:
        """All of them, in their order."""
        return [one for _, shown in self.parts for one in shown]


def read_tour() -> Tour:
    """What tests/tour.yaml says."""
    read = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    parts = tuple((part["title"], tuple(Shown(**one) for one in part["pictures"])) for part in read["parts"])
    return Tour(read["title"], read["intro"], parts)


def written(tour: Tour) -> str:
    """docs/TOUR.md."""
    lines = [f"# {tour.title}", "", tour.intro, ""]
    number = 0
    for title, shown in tour.parts:
        lines += [f"## {title}", ""]
        for one in shown:
            number += 1
            lines += [f"**{number}.** {one.caption}", ""]
            lines += [f'<img src="tour/{one.name}.png" height="560" alt="{one.caption}">', ""]
    return "\n".join(lines)


class Photographed(Talker):
    """Somebody whose phone is photographed where the story says that it is worth a look."""

    def __init__(self, talker: Talker, browser: Browser, folder: Path) -> None:
        super().__init__(talker.meeting, talker.person)
        self._browser, self._folder = browser, folder
        self._windows: dict[int, Camera] = {}
        self._stack = AsyncExitStack()
        self.taken: list[str] = []

    async def puts_away(self) -> None:
        """Close the windows."""
        await self._stack.aclose()

    async def starts(self, payload: str = "") -> None:
        """Press «Bắt đầu», perhaps by a link."""
        await super().starts(payload)
        self._breathes()

    async def types(self, text: str, bold: str = "") -> None:
        """Write something, perhaps with a part of it bold."""
        self.person.says(text, entities=days.bold_in(text, bold))
        await self.meeting.quiet()
        self._breathes()

    async def taps(self, label: str) -> None:
        """Tap the newest button whose label contains ``label``."""
        await super().taps(label)
        self._breathes()

    async def sends(self, name: str, content: bytes) -> None:
        """Send a file."""
        self.person.sends_document(name, content)
        await self.meeting.quiet()
        self._breathes()

    async def looks(self) -> None:
        """Look at what has come meanwhile; the camera looks by itself."""

    def tells(self, what: str) -> None:
        """Say what happens outside the chat; the captions do that."""

    async def shows(self, name: str, beside: Talker | None = None) -> None:
        """Take the picture, with somebody else's phone beside if need be."""
        shots = [await self._shot(one) for one in (self, beside) if one is not None]
        self.keeps(name, shots)

    def keeps(self, name: str, shots: list[Image.Image]) -> None:
        """Keep one picture, or several side by side as one."""
        height, width = max(one.height for one in shots), sum(one.width + GAP for one in shots) - GAP
        whole, left = Image.new("RGB", (width, height), GROUND), 0
        for one in shots:
            whole.paste(one, (left, 0))
            left += one.width + GAP
        keep(whole, self._folder / f"{name}.png", COLOURS if len(shots) == 1 else FEW_COLOURS)
        self.taken.append(name)

    async def _shot(self, talker: Talker) -> Image.Image:
        number = talker.person.id
        if number not in self._windows:
            opened = window(self._browser, self.meeting, PHONE, self._folder, talker)
            self._windows[number] = await self._stack.enter_async_context(opened)
        await self._windows[number].settles(talker)
        return await self._windows[number].shot()

    def _breathes(self) -> None:
        self.meeting.world.advance(timedelta(seconds=20))


def poster(met: Meeting, records: Records) -> bytes:
    """The poster of a branch, as it is printed."""
    unit = records.units.by_key(days.BUOI)
    assert unit is not None
    (invited,) = invite_to(records, (unit,), 1, met.clock.now(), random.Random(5))
    return poster_picture(met.app.texts, invited, "https://t.me/chihoi_bot", VIETNAM)


def as_picture(content: bytes) -> Image.Image:
    """A printed page as wide as a phone."""
    page = Image.open(io.BytesIO(content)).convert("RGB")
    return page.resize((WIDTH, page.height * WIDTH // page.width), Image.Resampling.LANCZOS)


async def photograph(met: Meeting, browser: Browser, folder: Path) -> list[str]:
    """Go through the days and take every picture; their names."""
    sen = await an_owner_by_settings(met)
    huong = Photographed(met.person("Hương"), browser, folder)
    await days.comes(met, 24, 8)
    await days.is_entrusted(huong, sen)
    await days.loads_her_list(huong)
    await days.invites(huong)
    huong.keeps("06-poster", [as_picture(await met.app.database.run(lambda records: poster(met, records)))])
    people = await days.they_come(met)
    await days.comes(met, 24, 14)
    await days.sees_who_came(huong)
    people["Dứa"].person.blocks()
    man, post = people["Nguyễn Thị Mận"], PostOffice(met)
    await days.sends_a_broadcast(huong, post)
    await days.reads_its_report(huong, post, man)
    await days.sets_a_deadline(huong)
    await days.answers_a_question(huong, man)
    await days.comes(met, 27, 19)
    await days.they_study(met, people)
    await days.reads_results(huong)
    chart = next(message for message in reversed(huong.from_bot) if "photo" in message)
    huong.keeps("19-chart", [as_picture(file_of(met, chart))])
    owner = Photographed(sen, browser, folder)
    await days.reads_the_journal(owner)
    await huong.puts_away()
    await owner.puts_away()
    met.is_well()
    return sorted([*huong.taken, *owner.taken])


async def take_tour(folder: Path, page: Path) -> None:
    """Take the pictures anew and write the page."""
    executable = shutil.which("chromium")
    if executable is None:
        sys.exit("Chromium is not installed; the pictures are taken with it.")
    tour = read_tour()
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as temporary:
        async with meeting(f"sqlite:///{temporary}/chihoi.db") as met, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=executable, args=FLAGS)
            taken = await photograph(met, browser, folder)
            await browser.close()
    assert taken == [one.name for one in tour.pictures], f"the table and the story differ: {taken}"
    page.write_text(written(tour), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(take_tour(FOLDER, PAGE))

"""The pictures of the documentation, taken from the real sandbox: ``make screenshots`` writes ``docs/screenshots``.

They show what a learner sees on a phone 360 pixels wide, from the invitation to the result, and the page as somebody
who tries the bot out sees it. Nothing in them is drawn or retouched, and nobody in them is real.
"""

from __future__ import annotations

import asyncio
import io
import json
import random
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.async_api import Browser, Locator, Page, async_playwright

from bot.clock import FrozenClock
from bot.sandbox.run import Sandbox, start_sandbox
from bot.screens.actions import PickChoice, decode
from bot.settings import PROJECT
from tests.chatting import Meeting, Talker, settings_for
from tests.page.conftest import DESKTOP, FLAGS, PHONE

FOLDER = PROJECT / "docs" / "screenshots"
EVENING = "19:30"
SHARPNESS = 2
COLOURS = 128

# Whether the page shows the newest message of a person as the bot has sent it last, pictures included.
SETTLED = """([person, message, codes]) => {
  const shown = document.querySelector(`.phone[data-person="${person}"] [data-message="${message}"]`);
  const buttons = [...(shown?.querySelectorAll("[data-callback]") ?? [])].map((button) => button.dataset.callback);
  const pictures = [...document.images].every((image) => image.complete && image.naturalWidth > 0);
  return shown && pictures && buttons.join() === codes.join() && !document.querySelector("[aria-busy=true]");
}"""

# The log follows the newest words by itself until it has noticed, some frames later, that somebody scrolled.
SCROLL_TO_TOP = """async (node) => {
  for (let frame = 0; frame < 20; frame++) {
    node.scrollIntoView({ block: "start" });
    await new Promise(requestAnimationFrame);
  }
}"""


class Camera:
    """A browser window at the page, and where its pictures go."""

    def __init__(self, page: Page, folder: Path, *, is_touched: bool) -> None:
        self.page = page
        self._folder = folder
        self._is_touched = is_touched

    async def taps(self, talker: Talker, code: str) -> None:
        """Touch the button that sends ``code`` on her newest message, and wait for the answer."""
        newest = talker.messages[-1]["message_id"]
        await self._touch(self.page.locator(f'{_phone(talker)} [data-message="{newest}"] [data-callback="{code}"]'))
        await self.settles(talker)

    async def presses(self, talker: Talker, key: str) -> None:
        """Touch the newest button, or the key below the writing line, that says the text ``key``."""
        label = talker.meeting.app.texts.plain(key)
        await self._touch(self.page.locator(f"{_phone(talker)} button").get_by_text(label, exact=True).last)
        await self.settles(talker)

    async def _touch(self, place: Locator) -> None:
        await (place.tap() if self._is_touched else place.click())

    async def settles(self, talker: Talker) -> None:
        """Wait until the bot has answered and the page shows it."""
        await talker.meeting.quiet()
        newest = talker.messages[-1]
        codes = talker.codes if newest["from"]["is_bot"] else []
        await self.page.wait_for_function(SETTLED, arg=[talker.person.id, newest["message_id"], codes])

    async def takes(self, name: str, *, from_top_of: Talker | None = None) -> None:
        """Write what the window shows, in few colours, so that the repository stays light.

        ``from_top_of`` scrolls to where somebody begins to read her newest message, should it be a tall one.
        """
        if from_top_of is not None:
            newest = self.page.locator(f"{_phone(from_top_of)} .message").last
            await newest.evaluate(SCROLL_TO_TOP)
        keep(await self.shot(), self._folder / f"{name}.png")

    async def shot(self) -> Image.Image:
        """What the window shows, without the words that only flash up."""
        await self.page.locator(".toasts").evaluate_all("places => places.forEach((place) => place.replaceChildren())")
        return Image.open(io.BytesIO(await self.page.screenshot(animations="disabled"))).convert("RGB")


def keep(picture: Image.Image, file: Path, colours: int = COLOURS) -> None:
    """Write a picture in few colours, so that the repository stays light."""
    picture.quantize(colors=colours, dither=Image.Dither.NONE).save(file, optimize=True)


def _phone(talker: Talker) -> str:
    return f'.phone[data-person="{talker.person.id}"]'


@asynccontextmanager
async def sandbox(folder: Path) -> AsyncIterator[Meeting]:
    """The sandbox as ``make run`` starts it, with an empty database."""
    settings = settings_for(f"sqlite:///{folder / 'chihoi.db'}")
    running = await start_sandbox(settings, random.Random(7))
    try:
        yield meeting_in(running)
    finally:
        await running.stop()


def meeting_in(running: Sandbox) -> Meeting:
    """The sandbox as conversations know it."""
    meeting = Meeting(running.world, running.server, running.app, FrozenClock(running.clock.now()))
    meeting.token = running.world.links[0].payload
    return meeting


@asynccontextmanager
async def window(
    browser: Browser, meeting: Meeting, options: Any, folder: Path, *people: Talker
) -> AsyncIterator[Camera]:
    """A window at the page, where the phones of ``people`` lie open; of the first ones where nobody is named."""
    context = await browser.new_context(
        **options, device_scale_factor=SHARPNESS, locale="vi-VN", color_scheme="light", reduced_motion="reduce"
    )
    if people:
        order = json.dumps([one.person.id for one in people])
        await context.add_init_script(f"sessionStorage.setItem('open-phones', '{order}')")
    page = await context.new_page()
    await page.goto(meeting.server.url)
    await page.locator(".phone").first.wait_for()
    yield Camera(page, folder, is_touched=options.get("has_touch", False))
    await context.close()


async def joins(camera: Camera, talker: Talker) -> None:
    """From the invitation to the home screen."""
    await talker.starts(talker.meeting.token)
    await camera.settles(talker)
    await camera.takes("01-consent")
    await camera.presses(talker, "button.agree")
    await camera.takes("02-role")
    await camera.presses(talker, "role.branch_head")
    await camera.presses(talker, "button.name_right")
    await camera.presses(talker, "button.skip")
    await camera.takes("03-home")


async def studies(camera: Camera, talker: Talker) -> None:
    """The first module, read to its end."""
    await camera.presses(talker, "button.learn")
    await camera.takes("04-module")
    await camera.presses(talker, "button.begin")
    await camera.takes("05-card")
    while talker.meeting.app.texts.plain("button.next") in talker.buttons:
        await camera.presses(talker, "button.next")
    await camera.presses(talker, "button.to_quiz")


async def answers(camera: Camera, talker: Talker) -> None:
    """The quiz with one wrong answer, up to the result; a picture of each kind of sight, once."""
    texts = talker.meeting.app.texts
    taken: set[str] = set()

    async def takes_once(name: str, *, from_top_of: Talker | None = None) -> None:
        if name not in taken:
            taken.add(name)
            await camera.takes(name, from_top_of=from_top_of)

    while True:
        picks = [action for code in talker.codes if isinstance(action := decode(code), PickChoice)]
        if picks:
            is_situation = texts.sentence("quiz.situation").removeprefix("<i>").removesuffix("</i>") in talker.screen
            is_plain = not is_situation and talker.buttons[0] == "1"
            if is_situation or is_plain:
                await takes_once("09-situation" if is_situation else "06-question")
            is_right = not is_plain or "08-wrong" in taken
            await camera.taps(talker, await talker.meeting.database_answer(picks, right=is_right))
            if is_plain:
                await takes_once("07-right" if is_right else "08-wrong", from_top_of=talker)
        elif texts.plain("button.to_result") in talker.buttons:
            await camera.presses(talker, "button.to_result")
            await camera.takes("10-result")
            return
        else:
            await camera.taps(talker, talker.codes[0])


async def looks_around(camera: Camera, talker: Talker) -> None:
    """What is one tap or one word away from everywhere."""
    await camera.presses(talker, "key.emergency")
    await camera.page.get_by_text("1900 969 680").last.wait_for()
    await camera.takes("11-emergency")
    await camera.presses(talker, "button.hide")
    for command, name in (("/caidat", "12-settings"), ("/riengtu", "13-privacy")):
        await talker.types(command)
        await camera.settles(talker)
        await camera.takes(name)


async def several_people(camera: Camera, first: Talker, second: Talker) -> None:
    """The page on a desktop: one has studied, one has just begun, one has not yet said a word."""
    await second.joins()
    await camera.settles(second)
    await camera.presses(second, "button.learn")
    await camera.presses(first, "key.results")
    await camera.takes("14-desktop")


async def take_pictures(folder: Path) -> None:
    """Take them all."""
    executable = shutil.which("chromium")
    if executable is None:
        sys.exit("Chromium is not installed; the pictures are taken with it.")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        async with sandbox(Path(temporary)) as meeting, async_playwright() as playwright:
            first, second = (Talker(meeting, person) for person in list(meeting.world.people.values())[:2])
            browser = await playwright.chromium.launch(executable_path=executable, args=FLAGS)
            async with window(browser, meeting, PHONE, folder) as camera:
                await camera.page.request.post(f"{meeting.server.url}/play/clock", data={"until": EVENING})
                await joins(camera, first)
                await studies(camera, first)
                await answers(camera, first)
                await looks_around(camera, first)
            async with window(browser, meeting, DESKTOP, folder) as camera:
                await several_people(camera, first, second)
            await browser.close()


if __name__ == "__main__":
    asyncio.run(take_pictures(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER))

"""A sandbox, a scripted bot and Chromium, all in one process, for tests that look at the page as a person does."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from bot.clock import MovableClock
from bot.sandbox.people import Person
from bot.sandbox.server import BotApiServer
from bot.sandbox.world import World
from tests.page.scripted_bot import ScriptedBot

FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP: Any = {"viewport": {"width": 1280, "height": 800}}
PHONE: Any = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}

expect.set_options(timeout=15_000)


@dataclass(frozen=True, slots=True)
class Sandboxed:
    """What a test has at hand: the world, its people, the bot, and the address of the page."""

    world: World
    hoa: Person
    lan: Person
    bot: ScriptedBot
    address: str


class ChatPage:
    """The page in a browser; what it offers is named as a person would say it."""

    def __init__(self, page: Page, sandboxed: Sandboxed) -> None:
        self.page = page
        self._sandboxed = sandboxed

    def phone(self, person: Person | None = None) -> Locator:
        """The phone of a person, Hoa's when nobody is named."""
        return self.page.locator(f'.phone[data-person="{(person or self._sandboxed.hoa).id}"]')

    def bubbles(self, person: Person | None = None) -> Locator:
        """Everything in the chat of a person."""
        return self.phone(person).locator(".bubble")

    def button(self, name: str, person: Person | None = None) -> Locator:
        """A button on a person's phone, by what it says."""
        return self.phone(person).get_by_role("button", name=name, exact=True)

    async def start(self, person: Person | None = None) -> None:
        """Press the big button and wait for the first lesson."""
        await self.button("BẮT ĐẦU", person).click()
        await expect(self.bubbles(person).last).to_contain_text("Bài 1")

    async def say(self, text: str, person: Person | None = None) -> None:
        """Write a text and send it."""
        box = self.phone(person).get_by_label("Viết tin nhắn")
        await box.fill(text)
        await box.press("Enter")

    async def choose(self, name: str, person: Person | None = None) -> None:
        """Open the menu of a phone and choose from it."""
        await self.phone(person).get_by_label("Tùy chọn của máy này").click()
        await self.page.get_by_role("dialog").get_by_text(name).click()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium for all tests of the page."""
    executable = shutil.which("chromium")
    if executable is None:
        if os.environ.get("CI_NO_SKIP") == "1":
            pytest.fail("Chromium is not installed, and CI_NO_SKIP=1 forbids to skip the tests of the chat page")
        pytest.skip("Chromium is not installed; the chat page cannot be tried without it")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def sandboxed() -> AsyncIterator[Sandboxed]:
    """A running sandbox with two people who have not yet written, and the scripted bot."""
    world = World(MovableClock(), random.Random(7), rates=False)
    hoa = world.add_person("Hoa", "Nguyễn Thị", phone="+84900000011", role_hint="Chi hội trưởng")
    lan = world.add_person("Lan", "Hoàng", phone="+84900000012", role_hint="Người phụ trách xã")
    async with BotApiServer(world) as server, aiohttp.ClientSession() as http:
        bot = ScriptedBot(server.url, world.token, http)
        await bot.set_up()
        polling = asyncio.get_running_loop().create_task(bot.run())
        yield Sandboxed(world, hoa, lan, bot, server.url)
        polling.cancel()
        with suppress(asyncio.CancelledError):
            await polling


async def opened(browser: Browser, sandboxed: Sandboxed, options: Any) -> AsyncIterator[ChatPage]:
    """The page in a window of its own; a script error fails the test."""
    context = await browser.new_context(**options, locale="vi-VN", timezone_id="America/New_York")
    page = await context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    await page.goto(sandboxed.address)
    await expect(page.locator(".phone").first).to_be_visible()
    yield ChatPage(page, sandboxed)
    await context.close()
    assert failures == []


@pytest_asyncio.fixture(loop_scope="session")
async def desktop(browser: Browser, sandboxed: Sandboxed) -> AsyncIterator[ChatPage]:
    """The page in a window of a desktop."""
    async for page in opened(browser, sandboxed, DESKTOP):
        yield page


@pytest_asyncio.fixture(loop_scope="session")
async def handheld(browser: Browser, sandboxed: Sandboxed) -> AsyncIterator[ChatPage]:
    """The page on a phone, 360 pixels wide."""
    async for page in opened(browser, sandboxed, PHONE):
        yield page

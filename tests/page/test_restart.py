"""Killing the bot from the page: it is seen to be away and back, and the chat goes on where it was."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.sandbox.run import Sandbox, start_sandbox
from bot.screens.actions import PickChoice, decode
from tests.chatting import Talker, settings_for
from tests.page.conftest import PHONE
from tests.screenshots import meeting_in

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def running(tmp_path: Path) -> AsyncIterator[Sandbox]:
    sandbox = await start_sandbox(settings_for(f"sqlite:///{tmp_path}/chihoi.db"), random.Random(7))
    yield sandbox
    await sandbox.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, running: Sandbox) -> AsyncIterator[Page]:
    context = await browser.new_context(**PHONE, locale="vi-VN")
    opened = await context.new_page()
    failures: list[str] = []
    opened.on("pageerror", lambda error: failures.append(str(error)))
    await opened.goto(running.server.url)
    yield opened
    await context.close()
    assert failures == []


async def to_a_question(running: Sandbox) -> Talker:
    """Somebody who looks at the first question of a quiz."""
    meeting = meeting_in(running)
    texts = meeting.app.texts
    lan = Talker(meeting, next(iter(running.world.people.values())))
    await lan.joins()
    await lan.taps(texts.plain("button.learn"))
    await lan.taps(texts.plain("button.begin"))
    while texts.plain("button.next") in lan.buttons:
        await lan.taps(texts.plain("button.next"))
    await lan.taps(texts.plain("button.to_quiz"))
    return lan


async def test_a_restart_in_the_middle_of_a_quiz_is_seen_and_the_quiz_goes_on(page: Page, running: Sandbox) -> None:
    lan = await to_a_question(running)
    newest = page.locator(f'.phone[data-person="{lan.person.id}"] .message').last
    code = next(code for code in lan.codes if isinstance(decode(code), PickChoice))
    await expect(newest.locator(f'[data-callback="{code}"]')).to_be_visible()

    old = running.app
    await page.get_by_role("button", name="Sự cố").tap()
    await page.get_by_role("button", name="Khởi động lại bot").tap()
    notices = page.get_by_role("alert")
    await expect(notices).to_contain_text("Bot đang tắt, chờ chạy lại…")
    await expect(notices).to_contain_text("Bot đã chạy lại.")
    assert running.app is not old

    await newest.locator(f'[data-callback="{code}"]').tap()
    await expect(newest.locator(f'[data-callback="{code}"]')).to_have_count(0)
    assert lan.person.toasts


async def test_a_bot_that_is_away_is_said_to_be_on_every_phone(page: Page, running: Sandbox) -> None:
    running.world.tell_bot_away(is_away=True)
    await expect(page.locator(".subtitle").first).to_have_text("Bot đang khởi động lại…")
    running.world.tell_bot_away(is_away=False)
    await expect(page.locator(".subtitle").first).to_have_text("chi hội trưởng")

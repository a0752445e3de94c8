"""Starting: a wrong token says so and ends, a Telegram that is away is waited for, a rival is named."""

from __future__ import annotations

import asyncio
import logging
import os
import signal

import pytest

from bot.errors import SettingsError
from tests.promises.wired import build, comes_true, echo, logging_to_a_string, stage


async def test_a_token_that_telegram_does_not_know_ends_the_start(sqlite_url: str) -> None:
    token = f"{123456789}:AAF-abcdefghijklmnopqrstuvwxyz_0123"
    with (
        logging_to_a_string(logging.DEBUG) as log,
        pytest.raises(SettingsError, match="BOT_TOKEN is not accepted by Telegram") as refused,
    ):
        async with stage(sqlite_url, bot_token=token):
            pass
    assert token not in log.getvalue()
    assert token not in str(refused.value)


async def test_telegram_away_at_the_start_is_waited_for(sqlite_url: str) -> None:
    with logging_to_a_string(logging.INFO) as log:
        async with stage(sqlite_url, answer=echo, starts=False) as met:
            met.world.faults.add("reset_before", times=4, method="getMe")
            met.world.faults.add("502", times=20, method="deleteWebhook")
            met.world.faults.add(429, method="getMe", retry_after=40)
            before = met.clock.now()
            await met.app.start()
            assert (met.clock.now() - before).total_seconds() > 40
            lan = met.person("Lan")
            await lan.types("chào")
            lan.sees("chào")
    assert log.getvalue().count("Telegram does not answer") == 5


async def test_the_menu_is_no_reason_not_to_start(sqlite_url: str) -> None:
    async with stage(sqlite_url, answer=echo, starts=False) as met:
        met.world.faults.add("500", times=100, method="setMyCommands")
        await met.app.start()
        lan = met.person("Lan")
        await lan.types("chào")
        lan.sees("chào")


async def test_the_menu_is_told_by_the_chores_until_telegram_has_taken_all_of_it(sqlite_url: str) -> None:
    async with stage(sqlite_url, answer=echo, starts=False) as met:
        met.world.faults.add("500", times=100, method="setMyCommands")
        await met.app.start()
        await met.app.chores()
        told = ["setMyCommands", "setMyDescription", "setMyShortDescription", "setChatMenuButton"]
        assert met.app.menu.left == told
        assert met.world.profile.commands == {}
        met.world.faults.clear()
        met.world.faults.add("500", times=100, method="setMyShortDescription")
        await met.app.chores()
        assert met.world.profile.commands["default", ""][0]["command"] == "hoc"
        assert met.app.menu.left == told[2:]
        met.world.faults.clear()
        await met.app.chores()
        assert met.world.profile.text("short_description")
        assert met.app.menu.left == []
        await met.app.chores()
        assert [len(met.world.requests.accepted(method)) for method in told] == [1, 1, 1, 1]


async def test_a_second_process_with_the_same_token_is_named(sqlite_url: str) -> None:
    with logging_to_a_string(logging.INFO) as log:
        async with stage(sqlite_url, answer=echo) as met:
            rival = build(met.app.settings, met.clock, echo)
            try:
                await rival.start()
                await comes_true(lambda: "another process polls with this token" in log.getvalue())
            finally:
                await rival.stop()


async def test_a_webhook_that_somebody_sets_meanwhile_is_named(sqlite_url: str) -> None:
    with logging_to_a_string(logging.INFO) as log:
        async with stage(sqlite_url, answer=echo) as met:
            await met.server.api.call("setWebhook", {"url": "https://elsewhere.example/hook"})
            await comes_true(lambda: "a webhook was set for this token" in log.getvalue())


async def test_a_token_that_is_void_meanwhile_ends_the_run(sqlite_url: str) -> None:
    async with stage(sqlite_url, answer=echo) as met:
        running = asyncio.ensure_future(met.app.run_until_stopped())
        met.world.token = "1:void"
        met.person("Lan").person.says("chào")
        with pytest.raises(SettingsError, match="any more"):
            await asyncio.wait_for(running, 10)


async def test_a_signal_ends_the_run_also_while_telegram_is_waited_for(sqlite_url: str) -> None:
    async with stage(sqlite_url, answer=echo, starts=False) as met:
        met.world.faults.add("slow", times=10_000, seconds=60, method="getMe")
        running = asyncio.ensure_future(met.app.run_until_stopped())
        await met.world.until(lambda: met.world.faults.as_json()[0]["times"] < 10_000)
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(running, 10)


async def test_an_address_that_is_taken_stops_the_start(sqlite_url: str) -> None:
    async with stage(sqlite_url, answer=echo) as met:
        assert met.app.health is not None
        with pytest.raises(SettingsError, match="LISTEN"):
            async with stage(sqlite_url, answer=echo, listen_port=met.app.health.port):
                pass

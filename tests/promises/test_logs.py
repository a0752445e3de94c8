"""Logs that may be shown to anybody: at no level, and whatever fails, do they hold a secret or a person's words."""

from __future__ import annotations

import logging
import re

import pytest
from sqlalchemy import insert

from bot.logs import strike_out
from bot.screens.incoming import Incoming, Said
from bot.screens.screen import Reply, Screen, show
from bot.services.visit import Visit
from bot.storage.tables import learner
from handlers.reception import answer as reception
from tests.promises.wired import SECRET, comes_true, logging_to_a_string, posted_to, restart, stage

NAME, PHONE = "Lựu Mười Giờ", "+84000987654"
WORDS = ("Tèo nhà em", "đánh em", "xã Suối Khuất", NAME, "Lựu", PHONE, "000987654")


def stumbling(visit: Visit, incoming: Incoming) -> Reply:
    """Answer as ever, but fail at some words in the ways in which code fails."""
    text = incoming.act.text if isinstance(incoming.act, Said) else ""
    if "Suối Khuất" in text and "một" in text:
        raise ValueError(text)
    if "Suối Khuất" in text and "hai" in text:
        visit.records.connection.execute(insert(learner).values(name=text, phone=PHONE, created_at=None))
    if "Suối Khuất" in text and "ba" in text:
        try:
            raise KeyError(text)
        except KeyError as error:
            raise RuntimeError(text) from error
    if "Suối Khuất" in text and "bốn" in text:
        return show(Screen(f"<b>{text}", is_new=True))
    if "Suối Khuất" in text and "năm" in text:
        return show(Screen(text * 400, is_new=True))
    return reception(visit, incoming)


@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO])
@pytest.mark.parametrize("is_posted", [False, True])
async def test_nothing_private_is_logged_whatever_goes_wrong(database_url: str, level: int, is_posted: bool) -> None:
    with logging_to_a_string(level) as log:
        async with stage(database_url, answer=stumbling, **(posted_to() if is_posted else {})) as met:
            lan = met.person("Lựu", "Mười Giờ", phone=PHONE)
            await lan.starts()
            await lan.taps("Tôi đồng ý")
            await lan.types(f"{NAME}, xã Suối Khuất")
            await lan.shares_contact()
            for number in ("một", "hai", "ba", "bốn", "năm"):
                await lan.types(f"Tèo nhà em ở xã Suối Khuất đánh em lần {number}, gọi {PHONE}")
            for kind in ("500", "502", "reset_after", "timeout_before"):
                met.world.faults.add(kind, times=2, method="sendMessage", seconds=0)
                await lan.types("Tèo nhà em lại thế")
            met.world.faults.add("500", times=30, method="sendMessage")
            await lan.types("Tèo nhà em vẫn thế")
            met.world.faults.clear()
            await met.passes(minutes=2)
            broken = {"message_id": 9, "chat": {"id": lan.person.id}, "date": "hôm qua Tèo nhà em", "text": NAME}
            met.world.updates.add("message", broken, lan.person.id, met.clock.now())
            met.world.changes.ring()
            await met.quiet()
            lan.person.says("xã Suối Khuất")
            lan.person.has_blocked = True
            await met.quiet()
            await restart(met, stumbling)
        told = log.getvalue()
    assert told.count("ERROR") >= 10
    private = (*WORDS, met.world.token, met.world.token.partition(":")[2], SECRET, str(lan.person.id))
    assert [word for word in private if word in told] == []


async def test_at_debug_every_update_is_one_line_that_names_nobody(sqlite_url: str) -> None:
    with logging_to_a_string(logging.DEBUG) as log:
        async with stage(sqlite_url, answer=stumbling) as met:
            lan = met.person("Lựu", "Mười Giờ", phone=PHONE)
            await lan.starts()
            await lan.taps("Tôi đồng ý")
            await lan.taps_code("zz:Lựu")
            await lan.types(f"/{NAME.split()[0]} ơi")
            await lan.types("xã Suối Khuất một")
        lines = [line for line in log.getvalue().splitlines() if ": update u" in line]
    shape = re.compile(r"DEBUG +bot\.desk: update u\d+: (\w+(?: \w+)?), \d+ ms, (.+)$")
    found = [shape.search(line) for line in lines]
    assert [each and each.groups() for each in found] == [
        ("Commanded", "done, 1 to show"),
        ("Tapped ag", "done, 1 to show"),
        ("Tapped unknown", "done, 1 to show"),
        ("Commanded", "done, 1 to show"),
        ("Said", "set aside, 1 to show"),
    ]
    told = "\n".join(lines)
    assert [word for word in (*WORDS, met.world.token, str(lan.person.id)) if word in told] == []


async def test_at_info_updates_are_not_logged(sqlite_url: str) -> None:
    with logging_to_a_string(logging.INFO) as log:
        async with stage(sqlite_url) as met:
            await met.person("Lan").starts()
    assert "update u" not in log.getvalue()


async def test_work_that_fails_in_a_lane_is_logged_without_its_words(sqlite_url: str) -> None:
    with logging_to_a_string(logging.DEBUG) as log:
        async with stage(sqlite_url) as met:

            async def fails() -> None:
                raise ValueError(NAME)

            met.app.lanes.put("telegram:1", fails)
            await comes_true(lambda: "ValueError" in log.getvalue())
    assert NAME not in log.getvalue()
    assert "test_logs.py" in log.getvalue()


def test_an_error_is_written_with_its_way_and_its_cause_but_without_words() -> None:
    with logging_to_a_string(logging.INFO) as log:
        try:
            try:
                raise KeyError(NAME)
            except KeyError as error:
                raise ValueError(PHONE) from error
        except ValueError:
            logging.getLogger("bot.anything").exception("it failed")
    told = log.getvalue()
    assert told.index("KeyError") < told.index("which led to") < told.index("ValueError")
    assert "test_logs.py" in told
    assert NAME not in told
    assert PHONE not in told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"https://api.telegram.org/bot{123456789}:AAF-abcdefghijklmnopqrstuvwxyz_0123/getMe", "[token]"),
        ("postgresql://hoi:mat-khau@db/chihoi", "postgresql://hoi:[password]@db/chihoi"),
        ("gọi 0912345678 nhé", "gọi [number] nhé"),
        ("+84912345678", "[number]"),
        ("telegram:7012345678", "telegram:[number]"),
    ],
)
def test_what_slips_through_is_struck_out(text: str, expected: str) -> None:
    told = strike_out(text)
    assert expected in told
    assert not any(secret in told for secret in ("AAF-", "mat-khau", "912345678", "7012345678"))


async def test_libraries_keep_quiet_at_every_level(sqlite_url: str) -> None:
    with logging_to_a_string(logging.DEBUG) as log:
        async with stage(sqlite_url) as met:
            await met.person("Lan").starts()
        names = {line.split()[3].rstrip(":") for line in log.getvalue().splitlines() if line.startswith("20")}
    assert {name.partition(".")[0] for name in names} == {"bot"}

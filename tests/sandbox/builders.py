"""A world with people in it, ready for a test."""

from __future__ import annotations

import io
import random
from datetime import UTC, datetime, timedelta
from typing import Any

from PIL import Image

from bot.clock import FrozenClock
from bot.sandbox.api import BotApi
from bot.sandbox.people import Person
from bot.sandbox.wire import Answer, UploadedFile
from bot.sandbox.world import World

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


def a_world(*, rates: bool = False, seed: int = 7) -> World:
    return World(FrozenClock(NOON), random.Random(seed), rates=rates)


def an_api(world: World | None = None) -> BotApi:
    return BotApi(world or a_world())


def a_learner(world: World, *, first_name: str = "Hoa", last_name: str = "Nguyễn Thị") -> Person:
    """Somebody who already pressed «Start» and whose greeting was taken by the bot."""
    person = world.add_person(first_name, last_name, phone="84912345678")
    person.starts()
    world.updates.clear()
    return person


def a_picture(width: int = 640, height: int = 480) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (width, height), "pink").save(held, "PNG")
    return held.getvalue()


def a_photo_upload() -> UploadedFile:
    return UploadedFile("hoa.png", a_picture(), "image/png")


def buttons(*data: str) -> dict[str, object]:
    return {"inline_keyboard": [[{"text": f"Nút {item}", "callback_data": item}] for item in data]}


async def result(api: BotApi, method: str, files: dict[str, UploadedFile] | None = None, /, **fields: object) -> Any:
    """What an accepted call gives."""
    answer = await api.call(method, fields, files)
    assert answer.status == 200, answer.body
    assert isinstance(answer.body, dict)
    return answer.body["result"]


async def refusal(
    api: BotApi, method: str, files: dict[str, UploadedFile] | None = None, /, **fields: object
) -> tuple[int, str]:
    """The status and words of a refused call."""
    answer = await api.call(method, fields, files)
    assert isinstance(answer.body, dict)
    assert answer.body["ok"] is False, answer.body
    assert answer.body["error_code"] == answer.status
    return answer.status, answer.body["description"]


async def refused(api: BotApi, method: str, **fields: object) -> str:
    """The words of a call refused with 400, without Telegram's prefix."""
    status, words = await refusal(api, method, None, **fields)
    assert status == 400
    assert words.startswith("Bad Request: ")
    return words.removeprefix("Bad Request: ")


def description(answer: Answer) -> str:
    assert isinstance(answer.body, dict)
    return str(answer.body.get("description"))


def later(**by: float) -> timedelta:
    return timedelta(**by)

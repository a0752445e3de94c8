"""The bot's own face: commands, descriptions, menu button, chats."""

from __future__ import annotations

import pytest
from telegram import ChatFullInfo

from tests.sandbox.builders import a_learner, a_world, an_api, refused, result


def command(name: str = "hoc", text: str = "Học") -> dict[str, str]:
    return {"command": name, "description": text}


async def test_commands_are_kept_by_scope_and_language() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    await result(api, "setMyCommands", commands=[command()])
    await result(api, "setMyCommands", commands=[command("learn", "Learn")], language_code="en")
    own = {"type": "chat", "chat_id": hoa.id}
    await result(api, "setMyCommands", commands=[command("quantri", "Quản trị")], scope=own)
    assert await result(api, "getMyCommands") == [command()]
    assert await result(api, "getMyCommands", language_code="en") == [command("learn", "Learn")]
    assert await result(api, "getMyCommands", scope=own) == [command("quantri", "Quản trị")]
    assert world.profile.commands_for(hoa.id, "vi") == [command("quantri", "Quản trị")]
    await result(api, "deleteMyCommands", scope=own)
    assert world.profile.commands_for(hoa.id, "vi") == [command()]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("", "x", "command must be non-empty"),
        ("x" * 33, "x", "command length must not exceed 32"),
        ("Học", "x", "BOT_COMMAND_INVALID"),
        ("hoc", "", "command description must be non-empty"),
        ("hoc", "x" * 257, "command description length must not exceed 256"),
    ],
)
async def test_a_wrong_command_is_refused(name: str, text: str, words: str) -> None:
    assert await refused(an_api(), "setMyCommands", commands=[command(name, text)]) == words


async def test_a_hundred_commands_are_enough() -> None:
    commands = [command(f"c{number}") for number in range(101)]
    assert await refused(an_api(), "setMyCommands", commands=commands) == "BOT_COMMANDS_TOO_MUCH"
    assert await result(an_api(), "setMyCommands", commands=commands[:100]) is True


async def test_wrong_scopes_and_languages_are_refused() -> None:
    api = an_api()
    words = await refused(api, "setMyCommands", commands=[], scope={"type": "world"})
    assert words == "unsupported BotCommandScope type specified"
    assert await refused(api, "getMyCommands", language_code="vie") == "invalid language code specified"


async def test_name_and_descriptions_are_set_and_told() -> None:
    api = an_api()
    await result(api, "setMyName", name="Chị Hội")
    await result(api, "setMyDescription", description="Học cùng Hội")
    await result(api, "setMyShortDescription", short_description="Học", language_code="vi")
    assert await result(api, "getMyName") == {"name": "Chị Hội"}
    assert await result(api, "getMyDescription", language_code="vi") == {"description": "Học cùng Hội"}
    assert await result(api, "getMyShortDescription") == {"short_description": ""}
    assert await refused(api, "setMyDescription", description="x" * 513) == "description is too long"


async def test_the_menu_button_is_set_for_all_or_for_one() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    await result(api, "setChatMenuButton", menu_button={"type": "commands"})
    await result(api, "setChatMenuButton", chat_id=hoa.id, menu_button={"type": "default"})
    assert await result(api, "getChatMenuButton") == {"type": "commands"}
    assert await result(api, "getChatMenuButton", chat_id=hoa.id) == {"type": "default"}


async def test_a_chat_is_told_in_full() -> None:
    world = a_world()
    hoa = a_learner(world)
    told = await result(an_api(world), "getChat", chat_id=hoa.id)
    assert ChatFullInfo.de_json(told, None).first_name == "Hoa"


async def test_closing_and_logging_out_change_nothing() -> None:
    api = an_api()
    assert await result(api, "close") is True
    assert await result(api, "logOut") is True

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


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        ("{", "can't parse BotCommandScope JSON object"),
        ([], "can't parse BotCommandScope: BotCommandScope must be an Object"),
        ({}, "can't parse BotCommandScope: Can't find field \"type\""),
        ({"type": "world"}, "can't parse BotCommandScope: Unsupported type specified"),
        ({"type": "chat"}, "can't parse BotCommandScope: Can't find field \"chat_id\""),
        ({"type": "chat", "chat_id": ""}, "can't parse BotCommandScope: Empty chat_id specified"),
        ({"type": "chat", "chat_id": 5}, "chat not found"),
        ({"type": "chat_member", "chat_id": 5}, "can't parse BotCommandScope: Can't find field \"user_id\""),
        (
            {"type": "chat_member", "chat_id": 5, "user_id": 0},
            "can't parse BotCommandScope: Invalid user_id specified",
        ),
    ],
)
@pytest.mark.parametrize("method", ["setMyCommands", "getMyCommands", "deleteMyCommands"])
async def test_a_wrong_scope_is_refused(method: str, scope: object, words: str) -> None:
    assert await refused(an_api(), method, commands=[command()], scope=scope) == words


async def test_a_private_chat_knows_no_administrators_and_a_language_has_two_letters() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    scope = {"type": "chat_administrators", "chat_id": hoa.id}
    assert await refused(api, "getMyCommands", scope=scope) == "can't use specified scope in private chats"
    assert await refused(api, "getMyCommands", language_code="vie") == "invalid language code specified"


async def test_the_narrowest_scope_wins_and_in_it_her_language() -> None:
    world = a_world()
    hoa, lan = a_learner(world), a_learner(world, first_name="Lan")
    api = an_api(world)

    def offered(language: str = "vi") -> list[str]:
        return [one["command"] for one in world.profile.commands_for(hoa.id, language)]

    chat, private = {"type": "chat", "chat_id": hoa.id}, {"type": "all_private_chats"}
    wanted = []
    for name, scope, language in (
        ("a", None, ""),
        ("b", {"type": "default"}, "vi"),
        ("c", private, ""),
        ("d", private, "vi"),
        ("e", chat, ""),
        ("f", chat, "vi"),
    ):
        where = {"scope": scope} if scope else {}
        await result(api, "setMyCommands", commands=[command(name)], language_code=language, **where)
        wanted.append((name, where, language))
        assert offered() == [name]
    assert offered("en") == ["e"]
    assert [one["command"] for one in world.profile.commands_for(lan.id, "vi")] == ["d"]
    for name, where, language in reversed(wanted):
        assert offered() == [name]
        assert await result(api, "getMyCommands", language_code=language, **where) == [command(name)]
        await result(api, "deleteMyCommands", language_code=language, **where)
        assert await result(api, "getMyCommands", language_code=language, **where) == []
    assert offered() == []


async def test_an_empty_list_of_commands_takes_them_away() -> None:
    world = a_world()
    api = an_api(world)
    await result(api, "setMyCommands", commands=[command()])
    await result(api, "setMyCommands", commands=[])
    assert await result(api, "getMyCommands") == []
    assert await refused(api, "setMyCommands", commands=[{"command": "hoc"}]) == (
        "can't parse BotCommand: Can't find field \"description\""
    )


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

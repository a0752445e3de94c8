"""The methods of the Bot API about the bot itself, its commands, chats and files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.sandbox.files import MAX_DOWNLOAD
from bot.sandbox.places import find_chat
from bot.sandbox.wire import Call, Json, bad_request, whole

if TYPE_CHECKING:
    from bot.sandbox.world import World

MAX_COMMANDS = 100
_SCOPES = (
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
)
_LONGEST = {"name": 64, "description": 512, "short_description": 120}


def get_me(world: World, _call: Call) -> Json:
    """Who the bot is."""
    return {
        **world.bot_json(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def agree(_world: World, _call: Call) -> bool:
    """Say yes: for logOut and close, which change nothing on a local server."""
    return True


def set_my_commands(world: World, call: Call) -> bool:
    """Set the commands for a scope and a language."""
    given = call.parsed("commands", "can't parse commands JSON object") or []
    if not isinstance(given, list):
        raise bad_request("expected an Array of BotCommand")
    _check_shape(given)
    place = _scope(world, call), _language(call)
    commands = [_read_command(item) for item in given]
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.profile.commands[place] = commands
    world.changes.ring()
    return True


def get_my_commands(world: World, call: Call) -> list[Json]:
    """The commands of a scope and a language."""
    return world.profile.commands.get((_scope(world, call), _language(call)), [])


def delete_my_commands(world: World, call: Call) -> bool:
    """Forget the commands of a scope and a language."""
    world.profile.commands.pop((_scope(world, call), _language(call)), None)
    world.changes.ring()
    return True


def set_my_text(world: World, call: Call) -> bool:
    """Set the name, description or short description, as the method's name says."""
    kind = _kind(call)
    text = call.text(kind).strip()
    if len(text) > _LONGEST[kind]:
        raise bad_request(f"{kind.replace('_', ' ')} is too long")
    world.profile.texts[kind, _language(call)] = text
    world.changes.ring()
    return True


def get_my_text(world: World, call: Call) -> Json:
    """The name, description or short description, as the method's name says."""
    kind = _kind(call)
    return {kind: world.profile.text(kind, _language(call))}


def set_chat_menu_button(world: World, call: Call) -> bool:
    """Choose what the button beside the text field does."""
    button = call.parsed("menu_button", "can't parse menu button JSON object") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in {"default", "commands", "web_app"}:
        raise bad_request("unsupported type of the menu button")
    world.profile.menu_buttons[find_chat(world, call).id if call.text("chat_id") else 0] = button
    return True


def get_chat_menu_button(world: World, call: Call) -> Json:
    """What the button beside the text field does."""
    buttons = world.profile.menu_buttons
    return buttons.get(whole(call.text("chat_id"))) or buttons.get(0) or {"type": "commands"}


def get_chat(world: World, call: Call) -> Json:
    """All that Telegram tells of a chat."""
    chat = find_chat(world, call)
    told: Json = {**chat.as_json(), "accent_color_id": 1, "max_reaction_count": 11}
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    told["accepted_gift_types"] = dict.fromkeys(gifts, False)
    if chat.pinned_id in chat.posted:
        told["pinned_message"] = chat.posted[chat.pinned_id].message
    return told


def get_file(world: World, call: Call) -> Json:
    """Where a file can be downloaded."""
    file_id = call.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    stored = world.files.get(file_id)
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.content) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    named = {"file_id": file_id, "file_unique_id": stored.ids[file_id]}
    return {**named, "file_size": len(stored.content), "file_path": stored.path}


def _check_shape(given: list[Any]) -> None:
    for item in given:
        if not isinstance(item, dict):
            raise bad_request("can't parse BotCommand: expected an Object")
        for field in ("command", "description"):
            if field not in item:
                raise bad_request(f"can't parse BotCommand: Can't find field \"{field}\"")


def _read_command(item: Json) -> Json:
    command, description = str(item["command"]).strip().removeprefix("/"), str(item["description"] or "").strip()
    if not command:
        raise bad_request("command must be non-empty")
    if len(command) > 32:
        raise bad_request("command length must not exceed 32")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > 256:
        raise bad_request("command description length must not exceed 256")
    if not re.fullmatch(r"[a-z0-9_]+", command):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": command, "description": description}


def _scope(world: World, call: Call) -> str:
    """The scope as a key: «default», «chat:17»; raises the refusal for one that cannot be read or does not fit."""
    complaint = "can't parse BotCommandScope"
    given = call.parsed("scope", f"{complaint} JSON object")
    if given is None:
        return "default"
    if not isinstance(given, dict):
        raise bad_request(f"{complaint}: BotCommandScope must be an Object")
    if "type" not in given:
        raise bad_request(f'{complaint}: Can\'t find field "type"')
    kind = given["type"]
    if kind not in _SCOPES:
        raise bad_request(f"{complaint}: Unsupported type specified")
    if not kind.startswith("chat"):
        return str(kind)
    for field in ("chat_id", "user_id") if kind == "chat_member" else ("chat_id",):
        if field not in given:
            raise bad_request(f'{complaint}: Can\'t find field "{field}"')
    if not str(given["chat_id"]).strip():
        raise bad_request(f"{complaint}: Empty chat_id specified")
    if kind == "chat_member" and whole(given["user_id"]) <= 0:
        raise bad_request(f"{complaint}: Invalid user_id specified")
    chat = find_chat(world, Call(call.method, given))
    if chat.is_private and kind != "chat":
        raise bad_request("can't use specified scope in private chats")
    member = f":{whole(given['user_id'])}" if kind == "chat_member" else ""
    return f"{kind}:{chat.id}{member}"


def _language(call: Call) -> str:
    code = call.text("language_code")
    if not re.fullmatch(r"([a-z]{2})?", code):
        raise bad_request("invalid language code specified")
    return code


def _kind(call: Call) -> str:
    name = call.method.lower()
    if name.endswith("shortdescription"):
        return "short_description"
    return "description" if name.endswith("description") else "name"

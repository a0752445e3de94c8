"""What Telegram shows before anybody has said a word: the command menu and the bot's own description."""

from __future__ import annotations

from typing import Any

from bot.telegram.calling import Caller, NotNowError, RefusedError
from bot.texts import Texts

COMMANDS = ("hoc", "ketqua", "trogiup", "khancap", "caidat", "riengtu", "start")


async def set_menu(caller: Caller, texts: Texts) -> bool:
    """Tell Telegram the commands and descriptions; False when it cannot be told now, which harms nobody."""
    commands = [{"command": name, "description": texts.plain(f"command.{name}")} for name in COMMANDS]
    calls: tuple[tuple[str, dict[str, Any]], ...] = (
        ("setMyCommands", {"commands": commands}),
        ("setMyDescription", {"description": texts.plain("about.long")}),
        ("setMyShortDescription", {"short_description": texts.plain("about.short")}),
        ("setChatMenuButton", {"menu_button": {"type": "commands"}}),
    )
    try:
        for method, fields in calls:
            await caller.call(method, fields)
    except (RefusedError, NotNowError):
        return False
    return True

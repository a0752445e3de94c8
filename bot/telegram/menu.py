"""What Telegram shows before anybody has said a word: the command menu and the bot's own description."""

from __future__ import annotations

import hashlib
import logging
from typing import Any

from bot.domain.managing import MenuTold
from bot.telegram.calling import Caller, NotNowError, RefusedError, UnreachableError
from bot.telegram.showing import address_of
from bot.texts import Texts

COMMANDS = ("hoc", "ketqua", "trogiup", "khancap", "caidat", "riengtu", "start")

FOR_ORGANISERS = (*COMMANDS, "quantri")
"""What an organiser's menu shows. It shows; it opens nothing: rights are read anew for every update."""

logger = logging.getLogger(__name__)


def organisers_wording(texts: Texts) -> str:
    """A mark of how the organisers' menu reads, to know when it was told in other words."""
    said = "\n".join(texts.plain(f"command.{name}") for name in FOR_ORGANISERS)
    return hashlib.sha256(said.encode()).hexdigest()[:12]


async def set_chat_menu(caller: Caller, texts: Texts, chat_id: str, *, is_organiser: bool) -> MenuTold:
    """Tell Telegram what the menu of one chat shows: the organisers' commands, or again what everybody's shows."""
    address = address_of(chat_id)
    if address is None:
        return MenuTold.DONE
    fields: dict[str, Any] = {"scope": {"type": "chat", "chat_id": address}}
    if is_organiser:
        fields["commands"] = _described(texts, FOR_ORGANISERS)
    try:
        await caller.call("setMyCommands" if is_organiser else "deleteMyCommands", fields)
    except UnreachableError:
        return MenuTold.UNREACHABLE
    except NotNowError:
        return MenuTold.NOT_NOW
    except RefusedError as error:
        # No try will mend that, and nothing depends on it.
        logger.warning("the command menu of a chat is refused: %s", error.reason)
    return MenuTold.DONE


def _described(texts: Texts, names: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"command": name, "description": texts.plain(f"command.{name}")} for name in names]


async def set_menu(caller: Caller, texts: Texts) -> bool:
    """Tell Telegram the commands and descriptions; False when it cannot be told now, which harms nobody."""
    calls: tuple[tuple[str, dict[str, Any]], ...] = (
        ("setMyCommands", {"commands": _described(texts, COMMANDS)}),
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

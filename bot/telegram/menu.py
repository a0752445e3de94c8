"""What Telegram shows before anybody has said a word: the command menu and the bot's own description."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from typing import Any

from bot.domain.managing import MenuTold, OwnMenu
from bot.telegram.calling import Caller, NotNowError, RefusedError, UnreachableError
from bot.telegram.showing import address_of
from bot.texts import Texts

logger = logging.getLogger(__name__)

COMMANDS = ("hoc", "ketqua", "hoidap", "tracuu", "trogiup", "khancap", "caidat", "ngonngu", "riengtu", "start")

FOR_ORGANISERS = (*COMMANDS, "quantri")
"""What an organiser's menu shows. It shows; it opens nothing: rights are read anew for every update."""

logger = logging.getLogger(__name__)


def menu_wording(texts: Texts, menu: OwnMenu) -> str:
    """A mark of how a chat's own menu reads, to know when it was told in other words."""
    said = "\n".join(texts.plain(f"command.{name}") for name in _names(menu))
    return hashlib.sha256(said.encode()).hexdigest()[:12]


async def set_chat_menu(caller: Caller, texts: Texts, chat_id: str, menu: OwnMenu | None) -> MenuTold:
    """Tell Telegram what the menu of one chat shows: its own commands, or again what everybody's shows."""
    address = address_of(chat_id)
    if address is None:
        return MenuTold.DONE
    fields: dict[str, Any] = {"scope": {"type": "chat", "chat_id": address}}
    if menu is not None:
        fields["commands"] = _described(texts, _names(menu))
    try:
        await caller.call("setMyCommands" if menu is not None else "deleteMyCommands", fields)
    except UnreachableError:
        return MenuTold.UNREACHABLE
    except NotNowError:
        return MenuTold.NOT_NOW
    except RefusedError as error:
        # No try will mend that, and nothing depends on it.
        logger.warning("the command menu of a chat is refused: %s", error.reason)
    return MenuTold.DONE


def _names(menu: OwnMenu) -> tuple[str, ...]:
    return FOR_ORGANISERS if menu.is_organiser else COMMANDS


def _described(texts: Texts, names: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"command": name, "description": texts.plain(f"command.{name}")} for name in names]


class Menu:
    """The commands and descriptions, and which of them Telegram does not know yet.

    Nobody is harmed while they are missing, so a start never waits for them; a regular chore tells what is left.
    """

    def __init__(self, caller: Caller, texts: Callable[[], Texts]) -> None:
        self._caller = caller
        self._texts = texts
        self._left: dict[str, dict[str, Any]] | None = None

    @property
    def left(self) -> list[str]:
        """The methods that Telegram has not yet been called with."""
        return list(self._left if self._left is not None else _calls(self._texts()))

    async def tell(self) -> None:
        """Tell Telegram what it does not know yet; what it cannot take now stays for the next time."""
        if self._left is None:
            self._left = _calls(self._texts())
        left = self._left
        for method in tuple(left):
            try:
                await self._caller.call(method, left[method])
            except NotNowError:
                logger.warning("Telegram does not take %s now; it is tried again later", method)
                return
            except (RefusedError, UnreachableError) as error:
                # The same words would be refused every time.
                logger.error("Telegram refuses %s: %s", method, error)
            left.pop(method, None)


def _calls(texts: Texts) -> dict[str, dict[str, Any]]:
    return {
        "setMyCommands": {"commands": _described(texts, COMMANDS)},
        "setMyDescription": {"description": texts.plain("about.long")},
        "setMyShortDescription": {"short_description": texts.plain("about.short")},
        "setChatMenuButton": {"menu_button": {"type": "commands"}},
    }

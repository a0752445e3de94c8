"""What Telegram shows before anybody has said a word: the command menu and the bot's own description."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from bot.telegram.calling import Caller, NotNowError, RefusedError, UnreachableError
from bot.texts import Texts

logger = logging.getLogger(__name__)

COMMANDS = ("hoc", "ketqua", "trogiup", "khancap", "caidat", "riengtu", "start")


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
    commands = [{"command": name, "description": texts.plain(f"command.{name}")} for name in COMMANDS]
    return {
        "setMyCommands": {"commands": commands},
        "setMyDescription": {"description": texts.plain("about.long")},
        "setMyShortDescription": {"short_description": texts.plain("about.short")},
        "setChatMenuButton": {"menu_button": {"type": "commands"}},
    }

"""What one person's phone shows, which without a signal is not what Telegram holds.

While it is offline, what arrives waits at Telegram and what she does waits on the phone; both go through, in order,
when the signal returns.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.keyboards import Keyboard
from bot.sandbox.wire import Json


@dataclass(frozen=True, slots=True)
class Toast:
    """The bot's answer to a tap; ``text`` is empty when it only stopped the button's spinner."""

    query_id: str
    text: str
    show_alert: bool
    url: str
    message_id: int


class Phone:
    """Her phone: the chat with the bot, the keyboard under it, the answers to her taps."""

    def __init__(self, tell: Callable[..., None]) -> None:
        self._tell = tell
        self._shown: dict[int, Json] = {}
        self._arriving: list[Callable[[], None]] = []
        self._leaving: list[tuple[int | None, Callable[[], object]]] = []
        self._last_local_id = 0
        self.has_signal = True
        self.keyboard: Json | None = None
        self.toasts: list[Toast] = []

    @property
    def shown(self) -> list[Json]:
        """The chat on her screen, with ``deleted``, ``edited`` and ``pending`` where they apply."""
        return list(self._shown.values())

    def shows(self, message_id: int) -> Json | None:
        """The message as her screen shows it, None when it is not there or was deleted."""
        message = self._shown.get(message_id)
        return None if message is None or message.get("deleted") else message

    def do(self, act: Callable[[], int], pending: Json | None = None) -> int:
        """Do the act now and return its message's number, or keep it until there is a signal.

        A message that waits is shown at once under a negative number, which is returned.
        """
        if self.has_signal:
            return act()
        local_id = None
        if pending is not None:
            self._last_local_id -= 1
            local_id = self._last_local_id
            self._shown[local_id] = {**pending, "message_id": local_id, "pending": True}
            self._tell("message", message=self._shown[local_id])
        self._leaving.append((local_id, act))
        return local_id or 0

    def signal_lost(self) -> None:
        """From now on nothing arrives and nothing leaves."""
        self.has_signal = False

    def signal_returned(self) -> None:
        """Show what arrived meanwhile, then send what she did, oldest first."""
        self.has_signal = True
        arriving, self._arriving = self._arriving, []
        for arrive in arriving:
            arrive()
        leaving, self._leaving = self._leaving, []
        for local_id, act in leaving:
            if local_id is not None:
                del self._shown[local_id]
                self._tell("delete", message_id=local_id)
            act()

    def show(self, message: Json, keyboard: Keyboard | None = None) -> None:
        """A message arrives, perhaps with a keyboard."""
        self._arrive(lambda: self._show(message, keyboard))

    def show_edit(self, message: Json) -> None:
        """A message changes."""
        self._arrive(lambda: self._show_edit(message))

    def show_deletion(self, message_id: int) -> None:
        """A message goes."""
        self._arrive(lambda: self._show_deletion(message_id))

    def show_toast(self, toast: Toast) -> None:
        """The bot answers a tap."""
        self._arrive(lambda: self._show_toast(toast))

    def forget(self, message_id: int) -> None:
        """She takes a message off her own screen, with a signal or without."""
        self._show_deletion(message_id)

    def put_away_keyboard(self, pressed: str) -> None:
        """A keyboard meant for one press goes once one of its buttons was pressed."""
        rows: list[list[Any]] = (self.keyboard or {}).get("keyboard", [])
        if (self.keyboard or {}).get("one_time_keyboard") and any(b["text"] == pressed for row in rows for b in row):
            self._set_keyboard(None)

    def _arrive(self, arrive: Callable[[], None]) -> None:
        if self.has_signal:
            arrive()
        else:
            self._arriving.append(arrive)

    def _show(self, message: Json, keyboard: Keyboard | None) -> None:
        self._shown[message["message_id"]] = message
        self._tell("message", message=message)
        if keyboard is not None and keyboard.kind != "inline":
            self._set_keyboard(None if keyboard.kind == "remove" else keyboard.markup)

    def _show_edit(self, message: Json) -> None:
        if self._shown.get(message["message_id"], {}).get("deleted"):
            return
        shown = {**message, "edited": True} if "edit_date" in message else dict(message)
        self._shown[message["message_id"]] = shown
        self._tell("edit", message=shown)

    def _show_deletion(self, message_id: int) -> None:
        if message_id in self._shown:
            self._shown[message_id] = {**self._shown[message_id], "deleted": True}
            self._tell("delete", message_id=message_id)

    def _show_toast(self, toast: Toast) -> None:
        self.toasts.append(toast)
        self._tell(
            "toast",
            query_id=toast.query_id,
            text=toast.text,
            show_alert=toast.show_alert,
            url=toast.url,
            message_id=toast.message_id,
        )

    def _set_keyboard(self, keyboard: Json | None) -> None:
        if keyboard != self.keyboard:
            self.keyboard = keyboard
            self._tell("keyboard", keyboard=keyboard)

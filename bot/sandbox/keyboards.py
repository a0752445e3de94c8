"""Keyboards under messages and in place of the phone's own, checked the way Telegram checks them.

What Telegram's Bot API server finds out at once is checked on reading; what only the chat and the data centre know
is checked after the chat was found, in that order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from bot.sandbox.entities import checked_link
from bot.sandbox.wire import Call, Json, bad_request

BUTTONS_IN_A_ROW = 8
BUTTONS_IN_ALL = 100
MAX_CALLBACK_BYTES = 64
MAX_COPY_TEXT = 256
MAX_PLACEHOLDER = 64
_INLINE_ACTIONS = (
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_IN_PRIVATE_ONLY = {
    "request_contact": "phone number",
    "request_location": "location",
    "request_poll": "poll",
    "request_users": "users",
    "request_chat": "chats",
}


@dataclass(frozen=True, slots=True)
class Keyboard:
    """A reply markup: under the message, in place of the phone's keys, taking those away, or asking for a reply."""

    kind: Literal["inline", "reply", "remove", "force"]
    markup: Json

    @property
    def rows(self) -> list[list[Json]]:
        """The buttons, row by row."""
        rows: list[list[Json]] = self.markup.get("inline_keyboard") or self.markup.get("keyboard") or []
        return rows

    @property
    def under_message(self) -> Json | None:
        """What a Message says of it: only keyboards under the message are told."""
        return self.markup if self.kind == "inline" and self.rows else None

    def check_place(self, *, is_private: bool) -> None:
        """Refuse what cannot be asked for in a group."""
        for button in (button for row in self.rows for button in row) if not is_private else ():
            for field, thing in _IN_PRIVATE_ONLY.items():
                if button.get(field):
                    raise bad_request(f"{thing} can be requested in private chats only")

    def check_contents(self) -> None:
        """Refuse what Telegram's data centre refuses: too many buttons, data too long, links that lead nowhere."""
        if sum(len(row) for row in self.rows) > BUTTONS_IN_ALL or any(len(r) > BUTTONS_IN_A_ROW for r in self.rows):
            raise bad_request("reply markup is too long")
        if len(str(self.markup.get("input_field_placeholder", ""))) > MAX_PLACEHOLDER:
            raise bad_request("PLACEHOLDER_TOO_LONG")
        for button in (button for row in self.rows for button in row) if self.kind == "inline" else ():
            _check_inline_contents(button)


def read_keyboard(call: Call, *, only_inline: bool = False) -> Keyboard | None:
    """The call's ``reply_markup``, None when there is none; ``only_inline`` for edits."""
    markup = call.parsed("reply_markup", "can't parse reply keyboard markup JSON object")
    if markup is None or markup == "":
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = _read_rows(markup["inline_keyboard"], "inline_keyboard", _read_inline_button)
        return Keyboard("inline", {"inline_keyboard": rows})
    if not markup:
        return None
    if only_inline:
        raise bad_request("inline keyboard expected")
    if "keyboard" in markup:
        rows = _read_rows(markup["keyboard"], "keyboard", _read_reply_button)
        return Keyboard("reply", {**markup, "keyboard": rows})
    if markup.get("remove_keyboard"):
        return Keyboard("remove", dict(markup))
    if markup.get("force_reply"):
        return Keyboard("force", dict(markup))
    return None


def _read_rows(value: Any, name: str, read_button: Any) -> list[list[Json]]:
    if not isinstance(value, list):
        raise bad_request(f'field "{name}" of the ReplyMarkup must be an Array')
    rows = []
    for row in value:
        if not isinstance(row, list):
            raise bad_request(f'field "{name}" of the ReplyMarkup must be an Array of Arrays')
        if row:
            rows.append([read_button(button) for button in row])
    return rows


def _read_reply_button(button: Any) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    return _with_text(button, "can't parse keyboard button", "keyboard button text must be non-empty")


def _read_inline_button(button: Any) -> Json:
    complaint = "can't parse inline keyboard button"
    checked = _with_text(button, complaint, "inline keyboard button text must be non-empty")
    actions = [name for name in _INLINE_ACTIONS if _acts(checked, name)]
    if not actions:
        raise bad_request(f"{complaint}: Text buttons are unallowed in the inline keyboard")
    if not isinstance(checked.get("callback_data", ""), str):
        raise bad_request(f'{complaint}: Field "callback_data" must be of type String')
    if len(actions) > 1:
        raise bad_request(f"{complaint}: exactly one action must be set, found {', '.join(actions)}")
    return checked


def _acts(button: Json, name: str) -> bool:
    """Whether the button has that action; an empty inline query is one, empty data or an empty link is none."""
    value = button.get(name)
    return value is not None if name.startswith(("switch", "callback_game")) else bool(value)


def _with_text(button: Any, complaint: str, empty: str) -> Json:
    if not isinstance(button, dict):
        raise bad_request(f"{complaint}: expected an Object")
    if "text" not in button:
        raise bad_request(f'{complaint}: Can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise bad_request(f'{complaint}: Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request(empty)
    return dict(button)


def _check_inline_contents(button: Json) -> None:
    if len(str(button.get("callback_data", "")).encode()) > MAX_CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button:
        _check_link(str(button["url"]))
    copied = button.get("copy_text")
    if copied is not None:
        text = copied.get("text") if isinstance(copied, dict) else None
        if not isinstance(text, str) or not 1 <= len(text) <= MAX_COPY_TEXT:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _check_link(url: str) -> None:
    if re.match(r"(?i)(tg|ton|tonsite):", url):
        return
    if re.match(r"(?i)(?!https?:)[a-z][\w+.-]*://", url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    link = checked_link(url)
    if link is None:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    if re.fullmatch(r"127(\.\d+){3}|0\.0\.0\.0", urlsplit(link).hostname or ""):
        raise bad_request("BUTTON_URL_INVALID")

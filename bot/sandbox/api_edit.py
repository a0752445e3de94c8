"""The methods of the Bot API that change what is already there: edits, deletions, answers to taps, pins.

None of them counts in the rate of messages. An edit that brings no keyboard takes the old one away, as Telegram does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.sandbox.api_repeat import read_numbers
from bot.sandbox.chats import Chat, Posted
from bot.sandbox.drafts import CONTENT_KEYS, MAX_CAPTION, WITH_CAPTION, read_formatted, read_input_media, read_text
from bot.sandbox.keyboards import Keyboard, read_keyboard
from bot.sandbox.places import enter, find_chat, find_posted
from bot.sandbox.wire import Call, Json, bad_request

if TYPE_CHECKING:
    from bot.sandbox.world import World

MAX_ANSWER = 200
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def edit_message_text(world: World, call: Call) -> Json:
    """Give a text message another text."""
    draft = read_text(world, call)
    keyboard = read_keyboard(call, only_inline=True)
    chat, posted = _editable(world, call)
    if "text" not in posted.message:
        raise bad_request("there is no text in the message to edit")
    draft.check()
    return _edit(world, chat, posted, draft.settle(), keyboard)


def edit_message_caption(world: World, call: Call) -> Json:
    """Give a file another caption, or none."""
    caption = read_formatted(world, call, "caption", "caption_entities")
    keyboard = read_keyboard(call, only_inline=True)
    chat, posted = _editable(world, call)
    if not any(kind in posted.message for kind in WITH_CAPTION):
        raise bad_request("there is no caption in the message to edit")
    if len(caption.text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    kept = {key: value for key, value in _content(posted).items() if key not in {"caption", "caption_entities"}}
    told = caption.as_json("caption", "caption_entities") if caption.text else {}
    return _edit(world, chat, posted, {**kept, **told}, keyboard)


def edit_message_media(world: World, call: Call) -> Json:
    """Put another file in the place of a message's file, or of its text."""
    item = call.parsed("media", "can't parse media JSON object")
    if not item:
        raise bad_request("media is empty")
    draft = read_input_media(world, call, item)
    keyboard = read_keyboard(call, only_inline=True)
    chat, posted = _editable(world, call)
    if not any(kind in posted.message for kind in ("text", "photo", "video", "document", "audio", "animation")):
        raise bad_request("message media can't be edited")
    draft.check()
    return _edit(world, chat, posted, draft.settle(), keyboard)


def edit_message_reply_markup(world: World, call: Call) -> Json:
    """Put another keyboard under a message, or none."""
    keyboard = read_keyboard(call, only_inline=True)
    chat, posted = _editable(world, call)
    return _edit(world, chat, posted, _content(posted), keyboard)


def delete_message(world: World, call: Call) -> bool:
    """Delete a message for everyone."""
    chat = find_chat(world, call)
    posted = find_posted(chat, call, "to delete")
    _delete(world, chat, posted)
    return True


def delete_messages(world: World, call: Call) -> bool:
    """Delete up to a hundred messages; those that are gone already are passed over."""
    numbers = read_numbers(call)
    chat = find_chat(world, call)
    found = [chat.posted[number] for number in numbers if number in chat.posted]
    for posted in found:
        _check_deletable(world, chat, posted)
    for posted in {posted.id: posted for posted in found}.values():
        _delete(world, chat, posted)
    return True


def answer_callback_query(world: World, call: Call) -> bool:
    """Answer a tap: stop the spinner, perhaps with a line of text or an alert."""
    tap = world.taps.open(call.text("callback_query_id"), world.clock.now())
    if tap is None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text, url = call.text("text"), call.text("url")
    if len(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    own_link = rf"(https?://)?(t\.me|telegram\.me)/{world.username}(\?.*)?|tg://resolve\?domain={world.username}.*"
    if url and not re.fullmatch(own_link, url, re.IGNORECASE):
        raise bad_request("URL_INVALID")
    world.answer_tap(tap, text, call.flag("show_alert"), url)
    return True


def pin_chat_message(world: World, call: Call) -> bool:
    """Pin a message at the top of its chat."""
    chat = find_chat(world, call)
    chat.pinned_id = find_posted(chat, call, "to pin").id
    return True


def unpin_chat_message(world: World, call: Call) -> bool:
    """Unpin what is pinned."""
    chat = find_chat(world, call)
    if call.text("message_id"):
        find_posted(chat, call, "to unpin")
    chat.pinned_id = None
    return True


def _editable(world: World, call: Call) -> tuple[Chat, Posted]:
    if call.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = find_chat(world, call)
    posted = find_posted(chat, call, "to edit")
    if not posted.by_bot or posted.had_reply_keyboard or "forward_origin" in posted.message:
        raise bad_request("message can't be edited")
    return chat, posted


def _edit(world: World, chat: Chat, posted: Posted, content: Json, keyboard: Keyboard | None) -> Json:
    _check_keyboard(keyboard, chat)
    enter(world, chat)
    rows = keyboard.under_message if keyboard is not None else None
    before = posted.message
    if content == _content(posted) and rows == before.get("reply_markup"):
        raise bad_request(_NOT_MODIFIED)
    kept = {key: value for key, value in before.items() if key not in CONTENT_KEYS and key != "reply_markup"}
    message = {**kept, **content, **({"reply_markup": rows} if rows else {})}
    if content != _content(posted):
        message["edit_date"] = world.timestamp()
    world.replace(chat, posted, message)
    return message


def _content(posted: Posted) -> Json:
    return {key: value for key, value in posted.message.items() if key in CONTENT_KEYS}


def _check_keyboard(keyboard: Keyboard | None, chat: Chat) -> None:
    if keyboard is not None:
        keyboard.check_place(is_private=chat.is_private)
        keyboard.check_contents()


def _check_deletable(world: World, chat: Chat, posted: Posted) -> None:
    is_hers_in_group = not posted.by_bot and not chat.is_private
    if is_hers_in_group or not posted.is_recent(world.clock.now()):
        raise bad_request("message can't be deleted for everyone")


def _delete(world: World, chat: Chat, posted: Posted) -> None:
    _check_deletable(world, chat, posted)
    world.delete(chat, posted.id)

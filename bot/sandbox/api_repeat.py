"""The methods of the Bot API that send again what is already in a chat: copies and forwards.

A copy says nothing of where it comes from and can take another caption; what is protected is never forwarded.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from bot.sandbox.api_send import check_keyboard, check_reply, marks, new_album, posted, read_reply
from bot.sandbox.drafts import CONTENT_KEYS, MAX_CAPTION, WITH_CAPTION, read_formatted
from bot.sandbox.keyboards import read_keyboard
from bot.sandbox.places import enter, find_chat, find_posted
from bot.sandbox.wire import Call, Json, bad_request, whole

if TYPE_CHECKING:
    from bot.sandbox.world import World

MAX_AT_ONCE = 100


def copy_message(world: World, call: Call) -> Json:
    """Send the content of another message anew."""
    return {"message_id": _repeat(world, call, "to copy")["message_id"]}


def forward_message(world: World, call: Call) -> Json:
    """Send another message on, with word of where it comes from."""
    return _repeat(world, call, "to forward")


def copy_messages(world: World, call: Call) -> list[Json]:
    """Send several messages anew, albums as albums; those that are gone or cannot be copied are passed over."""
    numbers = read_numbers(call)
    chat = find_chat(world, call)
    source = find_chat(world, call, "from_chat_id")
    if any(number >= after for number, after in pairwise(numbers)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    found = [source.posted[number].message for number in numbers if number in source.posted]
    if not found:
        raise bad_request("there are no messages to forward")
    wanted = [message for message in found if _content(message)]
    if not wanted:
        raise bad_request("messages can't be forwarded")
    enter(world, chat, len(wanted))
    albums: dict[str, Json] = {}
    sent = []
    for message in wanted:
        content = _content(message)
        if call.flag("remove_caption"):
            content = {key: value for key, value in content.items() if not key.startswith("caption")}
        if group := message.get("media_group_id"):
            content |= albums.setdefault(group, new_album(world))
        sent.append(posted(world, chat, {**content, **marks(call)}, None, None))
    return [{"message_id": message["message_id"]} for message in sent]


def read_numbers(call: Call) -> list[int]:
    """The numbers of the messages that the call speaks of, one to a hundred."""
    given = call.parsed("message_ids", "can't parse message_ids JSON object")
    if given is None or given == []:
        raise bad_request("message identifiers are not specified")
    if not isinstance(given, list):
        raise bad_request("expected an Array of message identifiers")
    if len(given) > MAX_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    numbers = [whole(number) for number in given]
    if min(numbers) <= 0:
        raise bad_request("invalid message identifier specified")
    return numbers


def _content(message: Json) -> Json:
    return {key: message[key] for key in CONTENT_KEYS if key in message and key != "media_group_id"}


def _repeat(world: World, call: Call, purpose: str) -> Json:
    reply_to = read_reply(call)
    keyboard = read_keyboard(call)
    chat = find_chat(world, call)
    source = find_posted(find_chat(world, call, "from_chat_id"), call, purpose).message
    reply = check_reply(chat, call, reply_to)
    content = _content(source)
    if not content or (purpose == "to forward" and source.get("has_protected_content")):
        raise bad_request(f"the message can't be {'copied' if purpose == 'to copy' else 'forwarded'}")
    if purpose == "to copy" and "caption" in call.fields and any(kind in content for kind in WITH_CAPTION):
        caption = read_formatted(world, call, "caption", "caption_entities")
        if len(caption.text) > MAX_CAPTION:
            raise bad_request("message caption is too long")
        content = {key: value for key, value in content.items() if not key.startswith("caption")}
        content |= caption.as_json("caption", "caption_entities") if caption.text else {}
    if purpose == "to forward":
        content["forward_origin"] = {"type": "user", "date": source["date"], "sender_user": source["from"]}
    check_keyboard(chat, keyboard)
    enter(world, chat, 1)
    return posted(world, chat, {**content, **marks(call)}, reply, keyboard)

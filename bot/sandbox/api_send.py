"""The methods of the Bot API that make new messages.

The order of checks is Telegram's: wording, reply, keyboard, chat, then lengths, files and what only the data centre
knows. Nothing is stored before all of them passed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.chats import Chat
from bot.sandbox.drafts import (
    CONTENT_KEYS,
    WITH_CAPTION,
    Draft,
    read_formatted,
    read_input_media,
    read_media,
    read_place,
    read_text,
)
from bot.sandbox.keyboards import Keyboard, read_keyboard
from bot.sandbox.places import enter, find_chat, find_posted
from bot.sandbox.wire import Call, Json, bad_request, whole

if TYPE_CHECKING:
    from bot.sandbox.world import World

MAX_ALBUM = 10
_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def send_message(world: World, call: Call) -> Json:
    """Send a text."""
    return _send(world, call, read_text(world, call))


def send_file(world: World, call: Call) -> Json:
    """Send a photo, document, video, voice message, audio file, animation or sticker, as the method's name says."""
    return _send(world, call, read_media(world, call, call.method.lower().removeprefix("send")))


def send_location(world: World, call: Call) -> Json:
    """Send a place on the map."""
    return _send(world, call, read_place(call))


def send_media_group(world: World, call: Call) -> list[Json]:
    """Send an album of two to ten files."""
    items = call.parsed("media", "can't parse media JSON object")
    if not isinstance(items, list) or not items:
        raise bad_request("there are no messages to send")
    drafts = [read_input_media(world, call, item) for item in items]
    reply_to = _read_reply(call)
    chat = find_chat(world, call)
    reply = _check_reply(chat, call, reply_to)
    if len(drafts) > MAX_ALBUM:
        raise bad_request("too many messages to send as an album")
    kinds = {draft.kind for draft in drafts}
    if "animation" in kinds or (len(kinds) > 1 and kinds != {"photo", "video"}):
        raise bad_request("Can't use the media of the specified type in the album")
    for draft in drafts:
        draft.check()
    enter(world, chat, len(drafts))
    album = {"media_group_id": str(world.dice.randrange(10**16, 10**17))} if len(drafts) > 1 else {}
    contents = [{**draft.settle(), **album, **_marks(call)} for draft in drafts]
    return [_posted(world, chat, content, reply, None) for content in contents]


def copy_message(world: World, call: Call) -> Json:
    """Send the content of another message anew."""
    return {"message_id": _repeat(world, call, "to copy")["message_id"]}


def forward_message(world: World, call: Call) -> Json:
    """Send another message on, with word of where it comes from."""
    return _repeat(world, call, "to forward")


def send_chat_action(world: World, call: Call) -> bool:
    """Show for five seconds that the bot is about to answer."""
    if call.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = find_chat(world, call)
    enter(world, chat)
    if person := world.people.get(chat.id):
        person.notices_typing()
    return True


def _send(world: World, call: Call, draft: Draft) -> Json:
    reply_to = _read_reply(call)
    keyboard = read_keyboard(call)
    chat = find_chat(world, call)
    reply = _check_reply(chat, call, reply_to)
    draft.check()
    _check_keyboard(chat, keyboard)
    enter(world, chat, 1)
    return _posted(world, chat, {**draft.settle(), **_marks(call)}, reply, keyboard)


def _repeat(world: World, call: Call, purpose: str) -> Json:
    reply_to = _read_reply(call)
    keyboard = read_keyboard(call)
    chat = find_chat(world, call)
    source = find_posted(find_chat(world, call, "from_chat_id"), call, purpose).message
    reply = _check_reply(chat, call, reply_to)
    content = {key: source[key] for key in CONTENT_KEYS if key in source and key != "media_group_id"}
    if not content:
        raise bad_request(f"message can't be {'copied' if purpose == 'to copy' else 'forwarded'}")
    if purpose == "to copy" and "caption" in call.fields and any(kind in content for kind in WITH_CAPTION):
        caption = read_formatted(world, call, "caption", "caption_entities")
        if len(caption.text) > 1024:
            raise bad_request("message caption is too long")
        content = {key: value for key, value in content.items() if not key.startswith("caption")}
        content |= caption.as_json("caption", "caption_entities") if caption.text else {}
    if purpose == "to forward":
        content["forward_origin"] = {"type": "user", "date": source["date"], "sender_user": source["from"]}
    _check_keyboard(chat, keyboard)
    enter(world, chat, 1)
    return _posted(world, chat, {**content, **_marks(call)}, reply, keyboard)


def _read_reply(call: Call) -> Json:
    """The reply parameters, also in the older spelling; empty when there are none."""
    given = call.parsed("reply_parameters", "can't parse reply parameters JSON object")
    if given is not None and not isinstance(given, dict):
        raise bad_request("object expected as reply parameters")
    if given:
        return dict(given)
    if call.number("reply_to_message_id"):
        lenient = call.flag("allow_sending_without_reply")
        return {"message_id": call.number("reply_to_message_id"), "allow_sending_without_reply": lenient}
    return {}


def _check_reply(chat: Chat, call: Call, reply: Json) -> int | None:
    if not reply:
        return None
    number = whole(reply.get("message_id"))
    if number <= 0:
        raise bad_request("message to be replied not found")
    elsewhere = reply.get("chat_id")
    if (elsewhere is None or whole(elsewhere) == chat.id) and number in chat.posted:
        return number
    if not reply.get("allow_sending_without_reply") and not call.flag("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return None


def _check_keyboard(chat: Chat, keyboard: Keyboard | None) -> None:
    if keyboard is not None:
        keyboard.check_place(is_private=chat.is_private)
        keyboard.check_contents()


def _marks(call: Call) -> Json:
    return {"has_protected_content": True} if call.flag("protect_content") else {}


def _posted(world: World, chat: Chat, content: Json, reply_to: int | None, keyboard: Keyboard | None) -> Json:
    sender = world.bot_json()
    return world.post(chat, sender, content, by_bot=True, reply_to=reply_to, keyboard=keyboard).message

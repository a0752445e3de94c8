"""The methods of the Bot API that make new messages.

The order of checks is Telegram's: wording, reply, keyboard, chat, then lengths, files and what only the data centre
knows. Nothing is stored before all of them passed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.chats import Chat
from bot.sandbox.drafts import (
    Draft,
    MediaDraft,
    read_input_media,
    read_media,
    read_place,
    read_text,
)
from bot.sandbox.keyboards import Keyboard, read_keyboard
from bot.sandbox.places import enter, find_chat
from bot.sandbox.wire import Call, Json, RefusedError, bad_request, whole

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
    for item in items:
        if isinstance(item, dict) and item.get("type") == "animation":
            raise bad_request("can't parse InputMedia: type \"animation\" can't be used in sendMediaGroup")
    drafts = [read_input_media(world, call, item) for item in items]
    reply_to = read_reply(call)
    chat = find_chat(world, call)
    reply = check_reply(chat, call, reply_to)
    if len(drafts) > MAX_ALBUM:
        raise bad_request("too many messages to send as an album")
    _check_mixture(drafts)
    _check_each(drafts)
    enter(world, chat, len(drafts))
    album = new_album(world) if len(drafts) > 1 else {}
    contents = [{**draft.settle(), **album, **marks(call)} for draft in drafts]
    return [posted(world, chat, content, reply, None) for content in contents]


def send_chat_action(world: World, call: Call) -> bool:
    """Show for five seconds that the bot is about to answer."""
    if call.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = find_chat(world, call)
    enter(world, chat)
    if person := world.people.get(chat.id):
        person.notices_typing()
    return True


def _check_mixture(drafts: list[MediaDraft]) -> None:
    """Documents keep to themselves, and so does music; photos and videos mix."""
    kinds = {draft.kind for draft in drafts}
    for kind in ("audio", "document"):
        if kind in kinds and len(kinds) > 1:
            raise bad_request(f"{kind} can't be mixed with other media types")
    if len({bool(draft.details.get("show_caption_above_media")) for draft in drafts}) > 1:
        raise bad_request("parameter show_caption_above_media must be the same for all messages")


def _check_each(drafts: list[MediaDraft]) -> None:
    """Refuse the album for one bad file, naming its place where only the data centre sees what is wrong."""
    for number, draft in enumerate(drafts, start=1):
        try:
            draft.check()
        except RefusedError as refusal:
            words = refusal.description.removeprefix("Bad Request: ")
            if not words.isupper():
                raise
            raise bad_request(f'failed to send message #{number} with the error message "{words}"') from None


def new_album(world: World) -> Json:
    """What binds messages into an album."""
    return {"media_group_id": str(world.dice.randrange(10**16, 10**17))}


def _send(world: World, call: Call, draft: Draft) -> Json:
    reply_to = read_reply(call)
    keyboard = read_keyboard(call)
    chat = find_chat(world, call)
    reply = check_reply(chat, call, reply_to)
    draft.check()
    person = world.people.get(chat.id)
    if isinstance(draft, MediaDraft) and draft.kind == "voice" and person is not None and person.takes_no_voice:
        raise bad_request("VOICE_MESSAGES_FORBIDDEN")
    check_keyboard(chat, keyboard)
    enter(world, chat, 1)
    return posted(world, chat, {**draft.settle(), **marks(call)}, reply, keyboard)


def read_reply(call: Call) -> Json:
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


def check_reply(chat: Chat, call: Call, reply: Json) -> int | None:
    """The number of the message that is answered; None for none and for one that may be missing."""
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


def check_keyboard(chat: Chat, keyboard: Keyboard | None) -> None:
    """Refuse a keyboard that does not fit the chat, or holds what it may not."""
    if keyboard is not None:
        keyboard.check_place(is_private=chat.is_private)
        keyboard.check_contents()


def marks(call: Call) -> Json:
    """What the call wants to be remembered of its messages."""
    return {"has_protected_content": True} if call.flag("protect_content") else {}


def posted(world: World, chat: Chat, content: Json, reply_to: int | None, keyboard: Keyboard | None) -> Json:
    """The message, put into the chat by the bot."""
    sender = world.bot_json()
    return world.post(chat, sender, content, by_bot=True, reply_to=reply_to, keyboard=keyboard).message

"""Who can be reached where: finding a chat, and being let into it.

Finding is what the Bot API server does by itself; being let in is the data centre's word, after lengths and
keyboards were looked at, and the place where rates are counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.chats import Chat, Posted
from bot.sandbox.wire import Call, RefusedError, bad_request, forbidden, too_many_requests, whole

if TYPE_CHECKING:
    from bot.sandbox.world import World


def find_chat(world: World, call: Call, field: str = "chat_id") -> Chat:
    """The chat the call speaks of; raises the refusal for none, an unknown one and one that moved."""
    chat_id = call.text(field).strip()
    if not chat_id:
        raise bad_request(f"{field} is empty")
    number = whole(chat_id, 0)
    if group := world.groups.get(number):
        if group.migrated_to is not None:
            moved = {"migrate_to_chat_id": group.migrated_to}
            raise RefusedError(400, "Bad Request: group chat was upgraded to a supergroup chat", moved)
        if not group.has_bot:
            raise forbidden("bot was kicked from the group chat")
        return group.chat
    person = world.people.get(number)
    if person is None or not (person.has_started or _was_met(world, number)):
        raise bad_request("chat not found")
    return person.cloud


def enter(world: World, chat: Chat, messages: int = 0) -> None:
    """Let the bot act in the chat, counting the new messages; raises 429 for too many and 403 for a closed door.

    What is refused with 403 has been counted: it went all the way to Telegram, and a list full of blocked people
    does not make room for more.
    """
    if messages:
        wait = world.rates.seconds_to_wait(chat.id, world.clock.now(), messages)
        if wait:
            raise too_many_requests(wait)
    person = world.people.get(chat.id)
    if person is None:
        return
    if person.is_deleted:
        raise forbidden("user is deactivated")
    if person.has_blocked:
        raise forbidden("bot was blocked by the user")
    if not person.has_started:
        raise forbidden("bot can't initiate conversation with a user")


def find_posted(chat: Chat, call: Call, purpose: str, field: str = "message_id") -> Posted:
    """The message the call speaks of; ``purpose`` completes «message … not found»."""
    number = call.number(field)
    if number <= 0:
        raise bad_request("message identifier is not specified")
    posted = chat.posted.get(number)
    if posted is None:
        raise bad_request(f"message {purpose} not found")
    return posted


def _was_met(world: World, person_id: int) -> bool:
    """Whether the bot knows the person from a group although she never wrote to it."""
    groups = (group.chat for group in world.groups.values())
    return any(posted.message["from"]["id"] == person_id for chat in groups for posted in chat.posted.values())

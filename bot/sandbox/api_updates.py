"""How the bot gets its updates: long polls and the webhook's settings."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.sandbox.updates import Update
from bot.sandbox.webhook import conflict_with_polling, set_webhook
from bot.sandbox.wire import Call, Json, Told, bad_request

if TYPE_CHECKING:
    from bot.sandbox.world import World

LONGEST_POLL = 50
LARGEST_BATCH = 100


async def get_updates(world: World, call: Call) -> list[Json]:
    """The next updates, waiting up to 50 seconds for the first; an older poll that still waits fails with 409."""
    if world.webhook.url:
        raise conflict_with_polling()
    turn = world.polls.begin()
    try:
        _allow(world, call)
        if offset := call.number("offset"):
            world.updates.acknowledge(offset, world.clock.now())
        world.changes.ring()
        limit = min(max(call.number("limit", LARGEST_BATCH), 1), LARGEST_BATCH)
        batch = await _first_batch(world, turn, limit, min(max(call.number("timeout"), 0), LONGEST_POLL))
        return [update.as_json() for update in batch]
    finally:
        world.polls.end(turn)


async def _first_batch(world: World, turn: asyncio.Future[None], limit: int, seconds: int) -> list[Update]:
    loop = asyncio.get_running_loop()
    ends_at = loop.time() + seconds
    while True:
        if turn.done():
            turn.result()
        batch = world.updates.batch(limit, world.clock.now())
        left = ends_at - loop.time()
        if batch or left <= 0:
            return batch
        change = world.changes.following()
        await asyncio.wait((change, turn), timeout=left, return_when=asyncio.FIRST_COMPLETED)
        change.cancel()


def put_webhook(world: World, call: Call, *, allows_loopback: bool) -> Told:
    """Set the webhook, or delete it when the address is empty."""
    url = call.text("url").strip()
    if not url:
        return delete_webhook(world, call)
    secret, connections = call.text("secret_token"), call.number("max_connections")
    is_new = set_webhook(world, url, secret, connections, allows_loopback=allows_loopback)
    _allow(world, call)
    _drop_pending(world, call)
    return Told(True, "Webhook was set" if is_new else "Webhook is already set")


def delete_webhook(world: World, call: Call) -> Told:
    """Delete the webhook, so that the bot can poll."""
    was_set = bool(world.webhook.url)
    set_webhook(world, "", "", 0, allows_loopback=True)
    _drop_pending(world, call)
    return Told(True, "Webhook was deleted" if was_set else "Webhook is already deleted")


def get_webhook_info(world: World, _call: Call) -> Json:
    """Where updates are posted and how that goes."""
    hook = world.webhook
    told: Json = {"url": hook.url, "has_custom_certificate": False, "pending_update_count": world.updates_pending}
    if hook.url:
        told |= {"max_connections": hook.max_connections, "ip_address": hook.ip_address}
    if hook.last_error:
        told |= {"last_error_date": hook.last_error_at, "last_error_message": hook.last_error}
    if world.updates.asked_for:
        told["allowed_updates"] = sorted(world.updates.asked_for)
    return told


def _allow(world: World, call: Call) -> None:
    kinds = call.parsed("allowed_updates", "can't parse allowed updates JSON object")
    if kinds is None:
        return
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise bad_request("expected an Array of String as allowed_updates")
    world.updates.allow(kinds)


def _drop_pending(world: World, call: Call) -> None:
    if call.flag("drop_pending_updates"):
        world.updates.clear()
        world.changes.ring()

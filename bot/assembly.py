"""Parts of the composition root that have nothing to start or stop: values put together from others."""

from __future__ import annotations

import asyncio
import hashlib
import random
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.clock import Clock
from bot.domain.curriculum import Library, Picture
from bot.domain.delivery import DeliveryKind, Rules
from bot.domain.quiet import QuietHours
from bot.domain.translating import in_language as library_in
from bot.jobs.failing import MANY_FAILURES
from bot.jobs.shift import Shift
from bot.screens.screen import Made, Recipe, Screen
from bot.sending.errand import Errands
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.records import Records
from bot.telegram.calling import Caller
from bot.telegram.menu import menu_wording, set_chat_menu
from bot.telegram.meter import Meter
from bot.telegram.sending import Post
from bot.telegram.showing import address_of
from bot.texts import DEFAULT, Texts
from handlers.composers import COMPOSERS
from handlers.makers import PRINTERS, make


def shift_of(
    settings: Settings,
    database: Database,
    clock: Clock,
    dice: random.Random,
    caller: Caller,
    edit: Callable[[str, int, Screen], Awaitable[bool]],
    library: Callable[[], Library],
    texts: Callable[[str], Texts],
) -> Shift:
    """What the regular jobs work with."""
    return Shift(
        database=database,
        clock=clock,
        dice=dice,
        zone=settings.timezone,
        library=library,
        texts=texts,
        quiet_from=settings.quiet_from,
        quiet_until=settings.quiet_until,
        weekly_budget=settings.weekly_budget,
        bulk_per_second=settings.bulk_per_second,
        first_admins=settings.first_admins,
        broadcast_agreement=settings.broadcast_agreement,
        edit=edit,
        menu_wording=lambda menu: menu_wording(texts(menu.language), menu),
        set_menu=lambda chat, menu: set_chat_menu(caller, texts(menu.language if menu else DEFAULT), chat, menu),
    )


def errands_of(shift: Shift, bot_id: int, meter: Meter, post: Post) -> Errands:
    """What the sender works with."""

    async def on_many_failures(kind: DeliveryKind, subject: int) -> None:
        if kind in MANY_FAILURES:
            await MANY_FAILURES[kind](shift, subject)

    return Errands(
        database=shift.database,
        clock=shift.clock,
        dice=shift.dice,
        zone=shift.zone,
        library=shift.library,
        texts=shift.texts,
        rules=Rules(QuietHours(shift.quiet_from, shift.quiet_until, shift.zone), shift.weekly_budget),
        composers=COMPOSERS,
        bot_id=bot_id,
        address_of=address_of,
        meter=meter,
        send=post.send,
        on_many_failures=on_many_failures,
        house=shift.house,
        first_admins=shift.first_admins,
        batch=max(25, shift.bulk_per_second),
    )


def gallery(folder: Path, database: Database) -> Callable[[Picture], Awaitable[bytes | None]]:
    """What finds a picture: in the content folder, or among those that authors sent; None when it is gone.

    The folder may hold another picture under that name by now: a draft or an older issue shows its own.
    """

    async def find(picture: Picture) -> bytes | None:
        content = await asyncio.to_thread(_bytes_of, folder / picture.path)
        if content is not None and hashlib.sha256(content).hexdigest() == picture.digest:
            return content
        return await database.run(_kept_picture, picture.digest) or content

    return find


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _kept_picture(records: Records, digest: str) -> bytes | None:
    return records.authoring.picture(digest)


def maker(
    settings: Settings,
    database: Database,
    clock: Clock,
    library: Callable[[], Library],
    texts: Callable[[str], Texts],
) -> Callable[[Recipe], Awaitable[Made]]:
    """What makes the rest of a screen: printed from its values, or counted on a snapshot, beside everything else."""

    async def make_one(recipe: Recipe) -> Made:
        if recipe.kind in PRINTERS:
            return await asyncio.to_thread(PRINTERS[recipe.kind], recipe.values)
        known = (
            library_in(library(), recipe.language),
            texts(recipe.language),
            clock.now(),
            settings.timezone,
            settings.first_admins,
        )
        return await database.read(make, recipe, *known, settings.content_dir)

    return make_one

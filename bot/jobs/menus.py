"""Command menus: Telegram shows ``/quantri`` in the chats of those who hold a role, and in no others; and each chat
that is not spoken to in Vietnamese has its menu in its own language.

What is to be shown is worked out from the roles, what was told is a row; so a crash or a lost connection between the
two loses nothing, and the next round tells what is left. Nobody's rights depend on it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.managing import MenuTold, OwnMenu
from bot.jobs.shift import Shift
from bot.storage.records import Records

MOST_AT_ONCE = 100
"""Chats told in one round; there are never that many but at the first start."""


@dataclass(frozen=True)
class _Due:
    """A chat whose menu is to be changed; no menu of its own and no wording: back to everybody's."""

    chat_id: str
    menu: OwnMenu | None
    wording: str


async def tell_menus(shift: Shift) -> int:
    """Tell the channel what changed; how many chats that were."""
    due = await shift.database.run(_due, shift.first_admins, shift.menu_wording)
    told = 0
    for chat in due:
        outcome = await shift.set_menu(chat.chat_id, chat.menu)
        if outcome is MenuTold.NOT_NOW:
            break
        if not await shift.database.run(_note, chat, is_reachable=outcome is MenuTold.DONE):
            # She left meanwhile, and nothing is kept by which a later round would find her.
            await shift.set_menu(chat.chat_id, None)
        told += outcome is MenuTold.DONE
    return told


def _due(records: Records, first_admins: frozenset[str], wording_of: Callable[[OwnMenu], str]) -> list[_Due]:
    wanted, shown = records.menus.wanted(first_admins), records.menus.shown()
    wordings = {menu: wording_of(menu) for menu in set(wanted.values())}
    to_show = [_Due(chat, menu, wordings[menu]) for chat, menu in sorted(wanted.items(), key=lambda one: one[0])]
    to_hide = [_Due(chat, None, "") for chat in sorted(shown.keys() - wanted.keys())]
    return [*to_hide, *(one for one in to_show if shown.get(one.chat_id) != one.wording)][:MOST_AT_ONCE]


def _note(records: Records, chat: _Due, *, is_reachable: bool) -> bool:
    if not is_reachable:
        # When she comes back it is told anew.
        records.chats.set_reachable(chat.chat_id, is_reachable=False)
    return records.menus.note(chat.chat_id, chat.wording if is_reachable else "")

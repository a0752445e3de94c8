"""Guessing the link to a role is slowed and noticed, as guessing an invitation is, and both count together."""

from __future__ import annotations

from bot.domain.managing import ROLE_MARK, AdminRole
from bot.services.inviting import MOST_WRONG
from bot.storage import tables
from tests.chatting import Meeting, Talker, words_of
from tests.conversations.roles_school import COMMUNE, an_owner_by_settings, grants, link_from, unit_id

VOID = "Đường dẫn giao quyền này không dùng được nữa"
WAIT = "tạm dừng nhận đường dẫn"


async def guesses(talker: Talker, count: int) -> None:
    """Open so many links to roles that nobody gave out."""
    for number in range(count):
        await talker.starts(f"{ROLE_MARK}khong-co-{number:02d}")


async def test_after_five_wrong_links_to_roles_not_even_a_right_one_is_looked_at(met: Meeting) -> None:
    sen = await an_owner_by_settings(met)
    token = await link_from(met, sen, await unit_id(met, COMMUNE), AdminRole.ORGANISER.value)
    na = await met.learner("Na")
    await guesses(na, MOST_WRONG)
    assert VOID in words_of(na.from_bot[-2])
    await na.starts(token)
    assert WAIT in words_of(na.from_bot[-2])
    na.does_not_see("giao cho chị")
    assert len(await grants(met)) == 0
    await met.passes(minutes=61)
    await na.starts(token)
    na.does_not_see(WAIT)
    assert "nhận" in " ".join(na.buttons).lower()
    met.is_well()


async def test_wrong_invitations_and_wrong_links_to_roles_count_together(met: Meeting) -> None:
    na = met.person("Na")
    await guesses(na, MOST_WRONG - 1)
    await na.starts("khong-co-loi-moi-nay")
    assert WAIT not in words_of(na.from_bot[-2])
    await na.starts(met.token)
    assert WAIT in words_of(na.from_bot[-2])
    await guesses(na, 1)
    assert WAIT in words_of(na.from_bot[-2])
    assert len(await met.rows(tables.wrong_token)) == MOST_WRONG


async def test_a_link_that_was_used_or_is_too_old_is_no_guess(met: Meeting) -> None:
    sen = await an_owner_by_settings(met)
    token = await link_from(met, sen, await unit_id(met, COMMUNE), AdminRole.ORGANISER.value)
    na = await met.learner("Na")
    await met.passes(days=8)
    for _ in range(MOST_WRONG + 1):
        await na.starts(token)
        assert VOID in words_of(na.from_bot[-2])
    assert await met.rows(tables.wrong_token) == []

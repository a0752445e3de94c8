"""Replies out: what Telegram refuses, messages that are gone, pictures, and people out of reach."""

from __future__ import annotations

import logging

import pytest

from bot.domain.curriculum import Picture
from bot.sandbox.keyboards import Keyboard
from bot.screens.screen import Screen, show
from bot.storage.tables import chat, media
from tests.chatting import Meeting, buttons_of
from tests.promises.stand import FIRST, ROWS, SECOND, Stand, picture
from tests.promises.wired import logging_to_a_string, restart


async def test_who_blocked_the_bot_is_unreachable_until_she_comes_back(stand: Stand) -> None:
    await stand.asks(FIRST)
    stand.script.replies.append(show(SECOND))
    stand.lan.person.says("?")
    stand.lan.person.has_blocked = True
    await stand.met.quiet()
    assert (stand.is_reachable, stand.waiting()) == (False, 0)
    assert stand.calls("sendMessage") == [200, 403]
    await stand.lan.starts()
    assert stand.is_reachable


async def test_telegrams_own_word_of_a_block_and_its_end_is_kept(here: Meeting) -> None:
    lan = await here.learner()
    for act, is_reachable in ((lan.person.blocks, False), (lan.person.unblocks, True)):
        act()
        await here.quiet()
        place = list(chat.columns).index(chat.c.is_reachable)
        assert [row[place] for row in await here.rows(chat)] == [is_reachable]


async def test_a_closed_account_is_unreachable(stand: Stand) -> None:
    await stand.asks(FIRST)
    stand.lan.person.says("?")
    stand.script.replies.append(show(SECOND))
    stand.lan.person.deletes_account()
    await stand.met.quiet()
    assert (stand.is_reachable, stand.waiting()) == (False, 0)


async def test_an_edit_that_changes_nothing_is_fine(stand: Stand) -> None:
    await stand.asks(FIRST)
    await stand.taps(FIRST)
    assert (stand.said, stand.waiting()) == (["Màn hình đầu"], 0)
    assert stand.calls("editMessageText") == [400]


async def test_an_edit_of_a_message_that_is_gone_becomes_a_new_one(stand: Stand) -> None:
    await stand.asks(FIRST)
    gone = stand.lan.from_bot[-1]["message_id"]
    stand.met.world.delete(stand.lan.person.cloud, gone)
    await stand.taps(SECOND, message_id=gone)
    assert (stand.said, stand.waiting()) == (["Màn hình sau"], 0)


async def test_a_message_that_brought_other_keys_is_followed_by_a_new_one(stand: Stand) -> None:
    posted = stand.met.world.post(
        stand.lan.person.cloud,
        stand.met.world.bot_json(),
        {"text": "Số điện thoại?"},
        by_bot=True,
        keyboard=Keyboard("reply", {"keyboard": [[{"text": "Bỏ qua"}]]}),
    )
    await stand.asks(FIRST)
    await stand.taps(SECOND, message_id=posted.id)
    assert stand.said == ["Số điện thoại?", "Màn hình đầu", "Màn hình sau"]


async def test_after_a_picture_text_comes_as_a_new_message_and_the_old_one_loses_its_buttons(stand: Stand) -> None:
    await stand.asks(Screen("Có tranh", ROWS, picture()))
    await stand.taps(SECOND)
    old, new = stand.lan.from_bot
    assert "photo" in old
    assert (buttons_of(old), len(buttons_of(new))) == ([], 1)
    assert stand.said == ["Có tranh", "Màn hình sau"]


async def test_a_text_is_given_a_picture_in_its_place_and_a_picture_another(stand: Stand) -> None:
    await stand.asks(FIRST)
    await stand.taps(Screen("Có tranh", ROWS, picture(0)))
    await stand.taps(Screen("Tranh khác", ROWS, picture(1)))
    assert stand.said == ["Tranh khác"]
    assert stand.met.world.files.uploads_by_bot == 2


async def test_a_picture_is_uploaded_once_for_everybody_and_after_a_restart(stand: Stand) -> None:
    await stand.asks(Screen("Có tranh", ROWS, picture()))
    await restart(stand.met, stand.script)
    await stand.asks(Screen("Có tranh", ROWS, picture()))
    await stand.asks(FIRST)
    await stand.taps(Screen("Có tranh", ROWS, picture()))
    assert stand.said == ["Có tranh"] * 3
    assert stand.met.world.files.uploads_by_bot == 1


@pytest.mark.parametrize("is_edit", [False, True])
async def test_a_name_that_telegram_forgot_is_uploaded_again(stand: Stand, is_edit: bool) -> None:
    await stand.asks(Screen("Có tranh", ROWS, picture()))
    stand.onlooker.do("UPDATE media SET file_id = 'AgACAgUAAxk-of-another-bot'")
    await restart(stand.met, stand.script)
    screen = Screen("Có tranh lại", ROWS, picture())
    if is_edit:
        await stand.asks(FIRST)
        await stand.taps(screen)
    else:
        await stand.asks(screen)
    assert stand.said == ["Có tranh", "Có tranh lại"]
    assert stand.met.world.files.uploads_by_bot == 2
    assert "another-bot" not in stand.onlooker.rows(media)[0]["file_id"]


@pytest.mark.parametrize("is_edit", [False, True])
async def test_a_picture_whose_file_is_gone_is_left_out(stand: Stand, is_edit: bool) -> None:
    await stand.asks(FIRST)
    screen = Screen("Chỉ còn chữ", ROWS, Picture("courses/none.png", "digest", "Không có"))
    await (stand.taps(screen) if is_edit else stand.asks(screen))
    assert stand.said == (["Chỉ còn chữ"] if is_edit else ["Màn hình đầu", "Chỉ còn chữ"])


async def test_what_telegram_will_never_take_makes_way_for_an_apology(stand: Stand) -> None:
    with logging_to_a_string(logging.DEBUG) as log:
        await stand.asks(Screen("<b>chưa đóng của chị Sim", ROWS), SECOND)
    assert len(stand.said) == 2
    assert "Em bị vấp" in stand.said[0]
    assert (stand.said[1], stand.waiting()) == ("Màn hình sau", 0)
    assert "RefusedError Can't parse entities" in log.getvalue()
    assert "chị Sim" not in log.getvalue()


async def test_a_token_that_is_void_meanwhile_loses_no_reply(stand: Stand) -> None:
    await stand.asks(FIRST)
    world = stand.met.world
    stand.script.replies.append(show(SECOND))
    stand.lan.person.says("?")
    token, world.token = world.token, "1:void"
    await stand.met.app.lanes.idle()
    world.token = token
    await restart(stand.met, stand.script)
    assert stand.said == ["Màn hình đầu", "Màn hình sau"]

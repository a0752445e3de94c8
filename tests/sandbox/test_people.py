"""People: the updates their acts become, and what their phones show."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Update

from bot.sandbox.entities import Entity
from bot.sandbox.people import ImpossibleActError, Person
from bot.sandbox.wire import UploadedFile
from bot.sandbox.world import World
from tests.sandbox.builders import a_learner, a_picture, a_world, an_api, buttons, later, result


async def updates(world: World) -> list[dict[str, Any]]:
    """Everything that waits; each is read by python-telegram-bot too, so that its shape is the real one."""
    given: list[dict[str, Any]] = await result(an_api(world), "getUpdates", offset=0)
    for update in given:
        assert Update.de_json(update, None).update_id == update["update_id"]
    world.updates.clear()
    return given


async def the_message(world: World) -> dict[str, Any]:
    [update] = await updates(world)
    message: dict[str, Any] = update["message"]
    return message


async def test_pressing_start_sends_the_command_with_its_payload() -> None:
    world = a_world()
    hoa = world.add_person("Hoa", "Nguyễn", username="hoa_cb")
    hoa.starts("moi_12")
    message = await the_message(world)
    assert message["text"] == "/start moi_12"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"] == {
        "id": hoa.id,
        "is_bot": False,
        "first_name": "Hoa",
        "last_name": "Nguyễn",
        "username": "hoa_cb",
        "language_code": "vi",
    }
    assert message["chat"]["type"] == "private"
    with pytest.raises(ImpossibleActError):
        hoa.starts("có dấu")


async def test_a_long_text_goes_as_several_messages() -> None:
    world = a_world()
    hoa = a_learner(world)
    hoa.says("x" * 5000)
    assert [len(update["message"]["text"]) for update in await updates(world)] == [4096, 904]


async def test_a_tap_tells_the_message_with_its_keyboard() -> None:
    world = a_world()
    hoa = a_learner(world)
    sent = await result(an_api(world), "sendMessage", chat_id=hoa.id, text="x", reply_markup=buttons("a"))
    query_id = hoa.taps(sent["message_id"], "a")
    [update] = await updates(world)
    query = update["callback_query"]
    assert query["id"] == query_id
    assert query["data"] == "a"
    assert query["message"] == sent
    assert query["from"]["id"] == hoa.id
    assert query["chat_instance"]


async def test_a_tap_on_an_old_or_deleted_message_tells_only_its_number() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    old = (await result(api, "sendMessage", chat_id=hoa.id, text="x", reply_markup=buttons("a")))["message_id"]
    world.advance(later(hours=49))
    hoa.taps(old, "a")
    gone = (await result(api, "sendMessage", chat_id=hoa.id, text="y", reply_markup=buttons("a")))["message_id"]
    await result(api, "deleteMessage", chat_id=hoa.id, message_id=gone)
    hoa.taps(gone, "a", stale=True)
    told = [update["callback_query"]["message"] for update in await updates(world)]
    assert [(message["message_id"], message["date"]) for message in told] == [(old, 0), (gone, 0)]
    assert set(told[0]) == {"chat", "message_id", "date"}


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        ("sends_sticker", "sticker"),
        ("sends_voice", "voice"),
        ("sends_video", "video"),
        ("sends_location", "location"),
    ],
)
async def test_what_is_no_text_arrives_as_what_it_is(act: str, kind: str) -> None:
    world = a_world()
    hoa = a_learner(world)
    getattr(hoa, act)()
    message = await the_message(world)
    assert kind in message
    assert "text" not in message


async def test_a_picture_arrives_in_several_sizes_and_a_file_under_its_name() -> None:
    world = a_world()
    hoa = a_learner(world)
    hoa.sends_photo(a_picture(1000, 500), "Buổi họp")
    hoa.sends_document("danh-sach.xlsx", b"PK")
    photo, document = [update["message"] for update in await updates(world)]
    assert [(size["width"], size["height"]) for size in photo["photo"]] == [
        (90, 45),
        (320, 160),
        (800, 400),
        (1000, 500),
    ]
    assert photo["caption"] == "Buổi họp"
    assert document["document"]["file_name"] == "danh-sach.xlsx"


async def test_formats_follow_her_words_through_a_long_text() -> None:
    world = a_world()
    hoa = a_learner(world)
    hoa.says("🌿" + "x" * 5000, entities=[Entity("bold", 0, 2), Entity("italic", 4090, 20)])
    first, second = [update["message"]["entities"] for update in await updates(world)]
    assert first == [
        {"type": "bold", "offset": 0, "length": 2},
        {"type": "italic", "offset": 4090, "length": 7},
    ]
    assert second == [{"type": "italic", "offset": 0, "length": 13}]


async def test_an_album_of_hers_arrives_as_messages_of_one_group() -> None:
    world = a_world()
    hoa = a_learner(world)
    file = UploadedFile("a.png", a_picture())
    hoa.sends_album([("photo", file), ("video", file)], "Buổi họp")
    photo, video = [update["message"] for update in await updates(world)]
    assert photo["media_group_id"] == video["media_group_id"]
    assert (photo["caption"], "caption" in video) == ("Buổi họp", False)
    for wrong in ([("photo", file)], [("photo", file)] * 11, [("photo", file), ("document", file)]):
        with pytest.raises(ImpossibleActError):
            hoa.sends_album(wrong)


async def test_her_own_contact_carries_her_id_and_somebody_elses_does_not() -> None:
    world = a_world()
    hoa = a_learner(world)
    hoa.shares_contact()
    hoa.shares_contact(own=False)
    own, other = [update["message"]["contact"] for update in await updates(world)]
    assert own == {"phone_number": "84912345678", "first_name": "Hoa", "last_name": "Nguyễn Thị", "user_id": hoa.id}
    assert "user_id" not in other


async def test_a_message_deleted_on_her_side_is_gone_from_her_screen_only_and_nobody_is_told() -> None:
    world = a_world()
    hoa = a_learner(world)
    number = hoa.says("ck danh e")
    world.updates.clear()
    hoa.deletes(number)
    assert number not in {message["message_id"] for message in hoa.chat_seen}
    assert number in hoa.cloud.posted
    assert await updates(world) == []
    with pytest.raises(ImpossibleActError):
        hoa.deletes(number)


async def test_an_edit_of_hers_is_told() -> None:
    world = a_world()
    hoa = a_learner(world)
    number = hoa.says("Nhầm")
    hoa.edits(number, "Đúng")
    _, edit = await updates(world)
    assert edit["edited_message"]["text"] == "Đúng"
    assert edit["edited_message"]["edit_date"]
    bot_text = await result(an_api(world), "sendMessage", chat_id=hoa.id, text="x")
    with pytest.raises(ImpossibleActError):
        hoa.edits(bot_text["message_id"], "y")


async def test_a_block_and_its_end_are_told() -> None:
    world = a_world()
    hoa = a_learner(world)
    hoa.blocks()
    with pytest.raises(ImpossibleActError):
        hoa.says("x")
    hoa.starts()
    blocked, freed, started = await updates(world)
    change = blocked["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "kicked")
    assert change["new_chat_member"]["user"]["id"] == world.bot_id
    assert freed["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert started["message"]["text"] == "/start"


async def test_a_deleted_account_does_nothing_any_more() -> None:
    world = a_world()
    hoa = a_learner(world)
    hoa.deletes_account()
    with pytest.raises(ImpossibleActError):
        hoa.says("x")
    assert world.updates_pending == 0


async def test_in_a_group_the_bot_hears_only_what_is_meant_for_it() -> None:
    world = a_world()
    hoa = a_learner(world)
    group = world.add_group("Tổ 3", hoa)
    added, created = await updates(world)
    assert added["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert created["message"]["group_chat_created"] is True
    sent = await result(an_api(world), "sendMessage", chat_id=group.chat.id, text="Chào cả tổ")
    hoa.writes_in_group("Chào chị em")
    hoa.writes_in_group("/hoc")
    hoa.writes_in_group("/hoc@bot_khac")
    hoa.writes_in_group("@chihoi_thu_bot ơi")
    hoa.writes_in_group("Dạ", reply_to=sent["message_id"])
    texts = [update["message"]["text"] for update in await updates(world)]
    assert texts == ["/hoc", "@chihoi_thu_bot ơi", "Dạ"]
    assert hoa.chat[-1]["text"] == "/start"


async def test_a_group_may_let_the_bot_hear_everything() -> None:
    world = a_world()
    hoa = a_learner(world)
    group = world.add_group("Tổ 3", hoa, reads_all=True)
    await updates(world)
    hoa.writes_in_group("Chào chị em", group)
    assert (await the_message(world))["chat"] == {"id": group.chat.id, "type": "group", "title": "Tổ 3"}


def offline(world: World) -> Person:
    hoa = a_learner(world)
    hoa.offline = True
    return hoa


async def test_without_signal_nothing_leaves_and_nothing_is_shown() -> None:
    world = a_world()
    hoa = offline(world)
    await result(an_api(world), "sendMessage", chat_id=hoa.id, text="Chị ơi")
    hoa.says("Có ai không")
    assert world.updates_pending == 0
    assert [message.get("text") for message in hoa.chat] == ["/start", "Chị ơi"]
    assert [message.get("text") for message in hoa.chat_seen] == ["/start", "Có ai không"]
    assert hoa.chat_seen[-1]["pending"] is True


async def test_when_the_signal_returns_everything_goes_through_in_order() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    number = (await result(api, "sendMessage", chat_id=hoa.id, text="x", reply_markup=buttons("a")))["message_id"]
    hoa.offline = True
    hoa.says("một")
    query_id = hoa.taps(number, "a")
    hoa.says("hai")
    hoa.blocks()
    await result(api, "editMessageText", chat_id=hoa.id, message_id=number, text="y")
    assert hoa.chat_seen[1]["text"] == "x"
    world.advance(later(minutes=10))
    hoa.offline = False
    first, tap, second, block = await updates(world)
    assert first["message"]["text"] == "một"
    assert tap["callback_query"]["id"] == query_id
    assert second["message"]["text"] == "hai"
    assert "my_chat_member" in block
    assert [(message["text"], message.get("pending")) for message in hoa.chat_seen] == [
        ("/start", None),
        ("y", None),
        ("một", None),
        ("hai", None),
    ]


async def test_a_tap_made_without_signal_lives_from_the_moment_it_goes_through() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    number = (await result(api, "sendMessage", chat_id=hoa.id, text="x", reply_markup=buttons("a")))["message_id"]
    hoa.offline = True
    query_id = hoa.taps(number, "a")
    world.advance(later(hours=1))
    hoa.offline = False
    assert await result(api, "answerCallbackQuery", callback_query_id=query_id) is True


async def test_deletions_and_toasts_are_seen_only_with_signal() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    number = (await result(api, "sendMessage", chat_id=hoa.id, text="x", reply_markup=buttons("a")))["message_id"]
    query_id = hoa.taps(number, "a")
    hoa.offline = True
    await result(api, "answerCallbackQuery", callback_query_id=query_id, text="Dạ")
    await result(api, "deleteMessage", chat_id=hoa.id, message_id=number)
    assert len(hoa.chat) == 1
    assert len(hoa.chat_seen) == 2
    assert hoa.toasts == []
    hoa.offline = False
    assert len(hoa.chat_seen) == 1
    assert hoa.toasts[0].text == "Dạ"


async def test_ids_come_from_the_dice() -> None:
    assert a_learner(a_world(seed=1)).id == a_learner(a_world(seed=1)).id
    assert a_learner(a_world(seed=1)).id != a_learner(a_world(seed=2)).id
    assert a_world(seed=1).token == a_world(seed=1).token

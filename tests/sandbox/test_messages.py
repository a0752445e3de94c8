"""Sending: what is taken, what is refused, in which words and in which order."""

from __future__ import annotations

import pytest

from tests.sandbox.builders import a_learner, a_photo_upload, a_world, an_api, buttons, refusal, refused, result


async def test_a_text_arrives_trimmed_with_its_entities_and_keyboard() -> None:
    world = a_world()
    hoa = a_learner(world)
    sent = await result(
        an_api(world),
        "sendMessage",
        chat_id=hoa.id,
        text=" <b>Chào chị</b> ",
        parse_mode="HTML",
        reply_markup=buttons("x"),
    )
    assert hoa.chat[-1] == sent
    assert sent["text"] == "Chào chị"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 8}]
    assert sent["reply_markup"] == buttons("x")
    assert sent["from"]["id"] == world.bot_id
    assert sent["chat"] == {"id": hoa.id, "type": "private", "first_name": "Hoa", "last_name": "Nguyễn Thị"}
    assert sent["date"] == world.timestamp()


async def test_fields_may_come_as_text_as_from_a_form() -> None:
    world = a_world()
    hoa = a_learner(world)
    entities = '[{"type":"bold","offset":0,"length":4}]'
    sent = await result(an_api(world), "SENDMESSAGE", chat_id=str(hoa.id), text="Chào", entities=entities)
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 4}]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "<x>", "parse_mode": "HTML"}, 'can\'t parse entities: Unsupported start tag "x" at byte offset 0'),
        ({"text": "x", "parse_mode": "MarkdownV2"}, "this local Bot API speaks parse_mode HTML only, not MarkdownV2"),
        ({"text": "x", "parse_mode": "bbcode"}, "unsupported parse_mode"),
        ({"text": "x\ud800"}, "strings must be encoded in UTF-8"),
        ({"text": "x", "reply_parameters": {"message_id": 999999}}, "message to be replied not found"),
        ({"text": "x", "reply_parameters": "["}, "can't parse reply parameters JSON object"),
    ],
)
async def test_a_text_is_refused_in_telegrams_words(fields: dict[str, object], words: str) -> None:
    world = a_world()
    hoa = a_learner(world)
    assert await refused(an_api(world), "sendMessage", chat_id=hoa.id, **fields) == words
    assert len(hoa.chat) == 1


async def test_4096_characters_after_the_markup_is_read_are_taken() -> None:
    world = a_world()
    hoa = a_learner(world)
    text = f"<b>{'ấ' * 4096}</b>"
    sent = await result(an_api(world), "sendMessage", chat_id=hoa.id, text=text, parse_mode="HTML")
    assert len(sent["text"]) == 4096


async def test_the_checks_come_in_telegrams_order() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    wrong: dict[str, object] = {
        "text": "<b>",
        "parse_mode": "HTML",
        "reply_parameters": "[",
        "reply_markup": "[",
        "chat_id": 1,
    }
    assert (await refused(api, "sendMessage", **wrong)).startswith("can't parse entities")
    wrong["text"] = "x" * 5000
    assert await refused(api, "sendMessage", **wrong) == "can't parse reply parameters JSON object"
    wrong["reply_parameters"] = {}
    assert await refused(api, "sendMessage", **wrong) == "can't parse reply keyboard markup JSON object"
    wrong["reply_markup"] = buttons("x" * 65)
    assert await refused(api, "sendMessage", **wrong) == "chat not found"
    wrong["chat_id"] = hoa.id
    assert await refused(api, "sendMessage", **wrong) == "message is too long"
    wrong["text"] = "x"
    assert await refused(api, "sendMessage", **wrong) == "BUTTON_DATA_INVALID"


async def test_a_reply_shows_what_it_answers_and_may_do_without() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    number = hoa.says("Chị ơi")
    sent = await result(api, "sendMessage", chat_id=hoa.id, text="Dạ", reply_parameters={"message_id": number})
    assert sent["reply_to_message"]["text"] == "Chị ơi"
    lenient = {"message_id": 999999, "allow_sending_without_reply": True}
    sent = await result(api, "sendMessage", chat_id=hoa.id, text="Dạ", reply_parameters=lenient)
    assert "reply_to_message" not in sent


async def test_nobody_is_reached_who_cannot_be() -> None:
    world = a_world()
    api = an_api(world)
    assert await refused(api, "sendMessage", text="x") == "chat_id is empty"
    assert await refused(api, "sendMessage", text="x", chat_id="@hoa") == "chat not found"
    stranger = world.add_person("Lạ")
    assert await refused(api, "sendMessage", text="x", chat_id=stranger.id) == "chat not found"
    stranger.writes_in_group("chào cả tổ")
    assert await refusal(api, "sendMessage", text="x", chat_id=stranger.id) == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )
    blocker, gone = a_learner(world), a_learner(world)
    blocker.blocks()
    gone.deletes_account()
    assert await refusal(api, "sendMessage", text="x", chat_id=blocker.id) == (
        403,
        "Forbidden: bot was blocked by the user",
    )
    assert await refusal(api, "sendMessage", text="x", chat_id=gone.id) == (403, "Forbidden: user is deactivated")


async def test_a_group_is_written_in_until_the_bot_is_thrown_out_or_it_moves() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    group = world.add_group("Tổ 3", hoa)
    assert (await result(api, "sendMessage", chat_id=group.chat.id, text="x"))["chat"]["title"] == "Tổ 3"
    asks = {"keyboard": [[{"text": "Số của tôi", "request_contact": True}]]}
    words = await refused(api, "sendMessage", chat_id=group.chat.id, text="x", reply_markup=asks)
    assert words == "phone number can be requested in private chats only"
    grown = world.upgrade(group)
    answer = await api.call("sendMessage", {"chat_id": group.chat.id, "text": "x"})
    assert isinstance(answer.body, dict)
    assert answer.body["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer.body["parameters"] == {"migrate_to_chat_id": grown.chat.id}
    world.remove_bot(grown, hoa)
    assert await refusal(api, "sendMessage", chat_id=grown.chat.id, text="x") == (
        403,
        "Forbidden: bot was kicked from the group chat",
    )


async def test_copying_repeats_the_content_and_forwarding_tells_its_origin() -> None:
    world = a_world()
    hoa, lan = a_learner(world), a_learner(world, first_name="Lan")
    api = an_api(world)
    number = hoa.says("Tin vui")
    copied = await result(api, "copyMessage", chat_id=lan.id, from_chat_id=hoa.id, message_id=number)
    assert lan.chat[-1]["text"] == "Tin vui"
    assert copied == {"message_id": lan.chat[-1]["message_id"]}
    forwarded = await result(api, "forwardMessage", chat_id=lan.id, from_chat_id=hoa.id, message_id=number)
    assert forwarded["forward_origin"]["sender_user"]["id"] == hoa.id
    missing = {"chat_id": lan.id, "from_chat_id": hoa.id, "message_id": 10**6}
    assert await refused(api, "copyMessage", **missing) == "message to copy not found"
    assert await refused(api, "forwardMessage", **missing) == "message to forward not found"


async def test_what_has_no_content_of_its_own_is_not_repeated_and_what_is_protected_not_forwarded() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    group = world.add_group("Tổ 3", hoa)
    created = next(iter(group.chat.posted))
    place = {"chat_id": hoa.id, "from_chat_id": group.chat.id, "message_id": created}
    assert await refused(api, "copyMessage", **place) == "the message can't be copied"
    assert await refused(api, "forwardMessage", **place) == "the message can't be forwarded"
    kept = await result(api, "sendMessage", chat_id=hoa.id, text="Giữ kín", protect_content=True)
    place = {"chat_id": hoa.id, "from_chat_id": hoa.id, "message_id": kept["message_id"]}
    assert await refused(api, "forwardMessage", **place) == "the message can't be forwarded"
    assert await result(api, "copyMessage", **place) == {"message_id": hoa.chat[-1]["message_id"]}


async def test_several_messages_are_copied_in_order_and_an_album_stays_one() -> None:
    world = a_world()
    hoa, lan = a_learner(world), a_learner(world, first_name="Lan")
    api = an_api(world)
    text = hoa.says("Ảnh họp đây")
    album = hoa.sends_album([("photo", a_photo_upload()), ("photo", a_photo_upload())], "Buổi họp")
    numbers = [text, *album, 10**6]
    copied = await result(api, "copyMessages", chat_id=lan.id, from_chat_id=hoa.id, message_ids=numbers)
    assert copied == [{"message_id": message["message_id"]} for message in lan.chat[-3:]]
    words, first, second = lan.chat[-3:]
    assert words["text"] == "Ảnh họp đây"
    assert "media_group_id" not in words
    assert first["caption"] == "Buổi họp"
    assert first["media_group_id"] == second["media_group_id"] != hoa.chat[-1]["media_group_id"]
    await result(api, "copyMessages", chat_id=lan.id, from_chat_id=hoa.id, message_ids=[album[0]], remove_caption=True)
    assert "caption" not in lan.chat[-1]


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        (None, "message identifiers are not specified"),
        ([], "message identifiers are not specified"),
        ("[", "can't parse message_ids JSON object"),
        (5, "expected an Array of message identifiers"),
        ([0], "invalid message identifier specified"),
        (list(range(1, 102)), "too many message identifiers specified"),
    ],
)
@pytest.mark.parametrize("method", ["copyMessages", "deleteMessages"])
async def test_wrong_lists_of_messages_are_refused(method: str, numbers: object, words: str) -> None:
    world = a_world()
    hoa = a_learner(world)
    given = {} if numbers is None else {"message_ids": numbers}
    assert await refused(an_api(world), method, chat_id=hoa.id, from_chat_id=hoa.id, **given) == words


async def test_copies_are_asked_for_in_order_and_of_something() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    first, second = hoa.says("một"), hoa.says("hai")
    place = {"chat_id": hoa.id, "from_chat_id": hoa.id}
    for numbers in ([second, first], [first, first]):
        words = await refused(api, "copyMessages", **place, message_ids=numbers)
        assert words == "message identifiers must be in a strictly increasing order"
    assert await refused(api, "copyMessages", **place, message_ids=[10**6]) == "there are no messages to forward"
    group = world.add_group("Tổ 3", hoa)
    place = {"chat_id": hoa.id, "from_chat_id": group.chat.id}
    words = await refused(api, "copyMessages", **place, message_ids=[next(iter(group.chat.posted))])
    assert words == "messages can't be forwarded"


async def test_a_chat_action_shows_that_the_bot_is_typing_until_it_writes() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    await result(api, "sendChatAction", chat_id=hoa.id, action="typing")
    assert hoa.summary()["typing"]
    await result(api, "sendMessage", chat_id=hoa.id, text="x")
    assert not hoa.summary()["typing"]
    assert await refused(api, "sendChatAction", chat_id=hoa.id, action="x") == "wrong parameter action in request"


async def test_a_place_is_sent() -> None:
    world = a_world()
    hoa = a_learner(world)
    sent = await result(an_api(world), "sendLocation", chat_id=hoa.id, latitude="21.0", longitude=105.8)
    assert sent["location"] == {"latitude": 21.0, "longitude": 105.8}


async def test_an_unknown_method_is_not_found() -> None:
    assert await refusal(an_api(), "sendLove") == (404, "Not Found")


async def test_get_me_says_who_the_bot_is() -> None:
    me = await result(an_api(), "getMe")
    assert me["is_bot"] is True
    assert me["username"] == "chihoi_thu_bot"

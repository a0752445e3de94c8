"""Edits, deletions and answers to taps."""

from __future__ import annotations

import pytest

from bot.sandbox.people import Person
from bot.sandbox.world import World
from tests.sandbox.builders import a_learner, a_photo_upload, a_world, an_api, buttons, later, refusal, refused, result

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


async def sent_text(world: World, person: Person, text: str = "Một", **fields: object) -> int:
    sent = await result(an_api(world), "sendMessage", chat_id=person.id, text=text, **fields)
    return int(sent["message_id"])


async def sent_photo(world: World, person: Person) -> int:
    sent = await result(an_api(world), "sendPhoto", {"photo": a_photo_upload()}, chat_id=person.id, caption="Hoa")
    return int(sent["message_id"])


async def test_an_edit_changes_the_text_and_without_a_keyboard_takes_the_old_one_away() -> None:
    world = a_world()
    hoa = a_learner(world)
    number = await sent_text(world, hoa, reply_markup=buttons("a"))
    world.advance(later(minutes=1))
    edited = await result(an_api(world), "editMessageText", chat_id=hoa.id, message_id=number, text="Hai")
    assert edited["text"] == "Hai"
    assert "reply_markup" not in edited
    assert edited["edit_date"] == edited["date"] + 60
    assert hoa.chat[-1] == edited


async def test_an_edit_that_changes_nothing_is_refused() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    number = await sent_text(world, hoa, "<b>Một</b>", parse_mode="HTML", reply_markup=buttons("a"))
    same = {"chat_id": hoa.id, "message_id": number, "text": "<b>Một</b> ", "parse_mode": "HTML"}
    assert await refused(api, "editMessageText", **same, reply_markup=buttons("a")) == NOT_MODIFIED
    assert await refused(api, "editMessageReplyMarkup", **same, reply_markup=buttons("a")) == NOT_MODIFIED
    assert await result(api, "editMessageText", **same, reply_markup=buttons("b"))
    assert await result(api, "editMessageText", **same)


async def test_text_and_caption_are_not_the_same_thing() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    photo, text = await sent_photo(world, hoa), await sent_text(world, hoa)
    words = await refused(api, "editMessageText", chat_id=hoa.id, message_id=photo, text="x")
    assert words == "there is no text in the message to edit"
    words = await refused(api, "editMessageCaption", chat_id=hoa.id, message_id=text, caption="x")
    assert words == "there is no caption in the message to edit"
    edited = await result(api, "editMessageCaption", chat_id=hoa.id, message_id=photo, caption="Lá")
    assert edited["caption"] == "Lá"
    words = await refused(api, "editMessageCaption", chat_id=hoa.id, message_id=photo, caption="x" * 1025)
    assert words == "message caption is too long"
    assert "caption" not in await result(api, "editMessageCaption", chat_id=hoa.id, message_id=photo)


async def test_a_text_can_become_a_photo_but_a_photo_never_a_text() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    number = await sent_text(world, hoa)
    media = {"type": "photo", "media": "attach://tranh", "caption": "<b>Hoa</b>", "parse_mode": "HTML"}
    files = {"tranh": a_photo_upload()}
    edited = await result(api, "editMessageMedia", files, chat_id=hoa.id, message_id=number, media=media)
    assert edited["photo"]
    assert "text" not in edited
    assert edited["caption_entities"] == [{"type": "bold", "offset": 0, "length": 3}]
    words = await refused(api, "editMessageText", chat_id=hoa.id, message_id=number, text="x")
    assert words == "there is no text in the message to edit"


@pytest.mark.parametrize("method", ["editMessageText", "editMessageReplyMarkup", "deleteMessage"])
async def test_a_message_must_be_there_and_be_named(method: str) -> None:
    world = a_world()
    hoa = a_learner(world)
    purpose = "delete" if method == "deleteMessage" else "edit"
    words = await refused(an_api(world), method, chat_id=hoa.id, message_id=10**6, text="x")
    assert words == f"message to {purpose} not found"
    words = await refused(an_api(world), method, chat_id=hoa.id, text="x")
    assert words == "message identifier is not specified"


async def test_what_a_person_wrote_cannot_be_edited() -> None:
    world = a_world()
    hoa = a_learner(world)
    number = hoa.says("Của tôi")
    words = await refused(an_api(world), "editMessageText", chat_id=hoa.id, message_id=number, text="x")
    assert words == "message can't be edited"


async def test_own_messages_stay_editable_for_long_but_only_48_hours_deletable() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    number = await sent_text(world, hoa)
    world.advance(later(hours=48))
    second = await sent_text(world, hoa)
    world.advance(later(seconds=1))
    assert await result(api, "editMessageText", chat_id=hoa.id, message_id=number, text="Hai")
    words = await refused(api, "deleteMessage", chat_id=hoa.id, message_id=number)
    assert words == "message can't be deleted for everyone"
    assert await result(api, "deleteMessage", chat_id=hoa.id, message_id=second) is True
    assert await refused(api, "deleteMessage", chat_id=hoa.id, message_id=second) == "message to delete not found"


async def test_several_messages_are_deleted_and_the_missing_passed_over() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    first, second = await sent_text(world, hoa), hoa.says("x")
    before = len(hoa.chat)
    assert await result(api, "deleteMessages", chat_id=hoa.id, message_ids=[first, second, first, 10**6]) is True
    assert len(hoa.chat) == before - 2
    words = await refused(api, "deleteMessages", chat_id=hoa.id, message_ids=[])
    assert words == "message identifiers are not specified"


async def test_a_blocked_bot_cannot_edit_either() -> None:
    world = a_world()
    hoa = a_learner(world)
    number = await sent_text(world, hoa)
    hoa.blocks()
    assert (await refusal(an_api(world), "editMessageText", chat_id=hoa.id, message_id=number, text="x"))[0] == 403


TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


async def test_a_tap_is_answered_once_and_she_sees_it() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    number = await sent_text(world, hoa, reply_markup=buttons("a"))
    query = hoa.taps(number, "a")
    await result(api, "answerCallbackQuery", callback_query_id=query, text="Đúng rồi", show_alert=True)
    toast = hoa.toasts[-1]
    assert (toast.query_id, toast.text, toast.show_alert, toast.message_id) == (query, "Đúng rồi", True, number)
    assert await refused(api, "answerCallbackQuery", callback_query_id=query) == TOO_OLD


async def test_a_tap_can_be_answered_for_150_seconds() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    number = await sent_text(world, hoa, reply_markup=buttons("a"))
    first = hoa.taps(number, "a")
    world.advance(later(seconds=150))
    second = hoa.taps(number, "a")
    assert await result(api, "answerCallbackQuery", callback_query_id=first) is True
    world.advance(later(seconds=151))
    assert await refused(api, "answerCallbackQuery", callback_query_id=second) == TOO_OLD
    assert await refused(api, "answerCallbackQuery", callback_query_id="x") == TOO_OLD


async def test_an_answer_to_a_tap_has_200_characters_and_links_to_the_bot_only() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    query = hoa.taps(await sent_text(world, hoa, reply_markup=buttons("a")), "a")
    assert await refused(api, "answerCallbackQuery", callback_query_id=query, text="x" * 201) == "MESSAGE_TOO_LONG"
    assert await refused(api, "answerCallbackQuery", callback_query_id=query, url="https://x.vn") == "URL_INVALID"
    own = "https://t.me/chihoi_thu_bot?start=x"
    assert await result(api, "answerCallbackQuery", callback_query_id=query, text="x" * 200, url=own) is True
    assert hoa.toasts[-1].url == own


async def test_a_message_is_pinned_and_unpinned() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    number = await sent_text(world, hoa)
    await result(api, "pinChatMessage", chat_id=hoa.id, message_id=number)
    assert (await result(api, "getChat", chat_id=hoa.id))["pinned_message"]["message_id"] == number
    await result(api, "unpinChatMessage", chat_id=hoa.id)
    assert "pinned_message" not in await result(api, "getChat", chat_id=hoa.id)
    assert await refused(api, "pinChatMessage", chat_id=hoa.id, message_id=10**6) == "message to pin not found"

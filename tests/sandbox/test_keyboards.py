"""Keyboards: which are taken, which refused, and what the phone shows of them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.people import ImpossibleActError
from tests.sandbox.builders import a_learner, a_world, an_api, buttons, refused, result


def inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Nút", **button}]]}


BAD_BUTTON = "can't parse inline keyboard button"


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("[", "can't parse reply keyboard markup JSON object"),
        ([], "object expected as reply markup"),
        ({"inline_keyboard": {}}, 'field "inline_keyboard" of the ReplyMarkup must be an Array'),
        ({"inline_keyboard": [{}]}, 'field "inline_keyboard" of the ReplyMarkup must be an Array of Arrays'),
        ({"inline_keyboard": [["x"]]}, f"{BAD_BUTTON}: expected an Object"),
        ({"inline_keyboard": [[{"url": "x.vn"}]]}, f'{BAD_BUTTON}: Can\'t find field "text"'),
        (inline(text=3, url="x.vn"), f'{BAD_BUTTON}: Field "text" must be of type String'),
        (inline(text=" ", url="x.vn"), "inline keyboard button text must be non-empty"),
        (inline(), f"{BAD_BUTTON}: Text buttons are unallowed in the inline keyboard"),
        (inline(callback_data=""), f"{BAD_BUTTON}: Text buttons are unallowed in the inline keyboard"),
        (inline(callback_data="x" * 65), "BUTTON_DATA_INVALID"),
        (inline(callback_data="ấ" * 22), "BUTTON_DATA_INVALID"),
        (inline(url="tel:113"), "inline keyboard button URL 'tel:113' is invalid: Wrong HTTP URL"),
        (inline(url="ftp://a.vn"), "inline keyboard button URL 'ftp://a.vn' is invalid: Unsupported URL protocol"),
        (
            inline(url="http://localhost:1"),
            "inline keyboard button URL 'http://localhost:1' is invalid: Wrong HTTP URL",
        ),
        (inline(url="http://127.0.0.1/"), "BUTTON_URL_INVALID"),
        (inline(copy_text={"text": "x" * 257}), "BUTTON_COPY_TEXT_INVALID"),
        (buttons(*[str(number) for number in range(101)]), "reply markup is too long"),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "x"}] * 9]}, "reply markup is too long"),
        ({"keyboard": [[{"text": ""}]]}, "keyboard button text must be non-empty"),
    ],
)
async def test_a_keyboard_is_refused_in_telegrams_words(markup: object, words: str) -> None:
    world = a_world()
    hoa = a_learner(world)
    assert await refused(an_api(world), "sendMessage", chat_id=hoa.id, text="x", reply_markup=markup) == words


@pytest.mark.parametrize(
    "markup",
    [
        inline(callback_data="x" * 64),
        inline(callback_data="ấ" * 21),
        inline(url="https://hoilhpn.org.vn/a?b=c"),
        inline(url="t.me/chihoi_thu_bot?start=x"),
        inline(url="tg://user?id=1"),
        inline(copy_text={"text": "x" * 256}),
        inline(switch_inline_query=""),
        buttons(*[str(number) for number in range(100)]),
        {"inline_keyboard": [[{"text": "x", "callback_data": "x"}] * 8]},
    ],
)
async def test_a_keyboard_at_its_limits_is_taken(markup: dict[str, Any]) -> None:
    world = a_world()
    hoa = a_learner(world)
    sent = await result(an_api(world), "sendMessage", chat_id=hoa.id, text="x", reply_markup=markup)
    assert sent["reply_markup"] == markup


async def test_the_reply_keyboard_stays_until_it_is_taken_away() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    keys = {"keyboard": [["Học", "Thôi"]], "resize_keyboard": True}
    sent = await result(api, "sendMessage", chat_id=hoa.id, text="x", reply_markup=keys)
    assert "reply_markup" not in sent
    assert hoa.keyboard == {"keyboard": [[{"text": "Học"}, {"text": "Thôi"}]], "resize_keyboard": True}
    await result(api, "sendMessage", chat_id=hoa.id, text="y", reply_markup=buttons("z"))
    assert hoa.keyboard is not None
    await result(api, "sendMessage", chat_id=hoa.id, text="z", reply_markup={"remove_keyboard": True})
    assert hoa.keyboard is None


async def test_a_keyboard_for_one_press_goes_when_pressed() -> None:
    world = a_world()
    hoa = a_learner(world)
    asks = {"keyboard": [[{"text": "Gửi số", "request_contact": True}]], "one_time_keyboard": True}
    await result(an_api(world), "sendMessage", chat_id=hoa.id, text="x", reply_markup=asks)
    hoa.says("không phải nút")
    assert hoa.keyboard is not None
    hoa.shares_contact()
    assert hoa.keyboard is None


async def test_a_message_that_brought_a_reply_keyboard_cannot_be_edited() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    sent = await result(api, "sendMessage", chat_id=hoa.id, text="x", reply_markup={"remove_keyboard": True})
    fields = {"chat_id": hoa.id, "message_id": sent["message_id"], "text": "y"}
    assert await refused(api, "editMessageText", **fields) == "message can't be edited"


async def test_a_reply_keyboard_cannot_come_with_an_edit() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    sent = await result(api, "sendMessage", chat_id=hoa.id, text="x")
    fields = {"chat_id": hoa.id, "message_id": sent["message_id"], "text": "y", "reply_markup": {"keyboard": [["x"]]}}
    assert await refused(api, "editMessageText", **fields) == "inline keyboard expected"


async def test_only_a_button_on_her_screen_can_be_tapped_unless_her_finger_was_faster() -> None:
    world = a_world()
    hoa = a_learner(world)
    api = an_api(world)
    sent = await result(api, "sendMessage", chat_id=hoa.id, text="x", reply_markup=buttons("a"))
    with pytest.raises(ImpossibleActError):
        hoa.taps(sent["message_id"], "b")
    await result(api, "editMessageReplyMarkup", chat_id=hoa.id, message_id=sent["message_id"])
    with pytest.raises(ImpossibleActError):
        hoa.taps(sent["message_id"], "a")
    hoa.taps(sent["message_id"], "a", stale=True)
    assert world.updates_pending == 1

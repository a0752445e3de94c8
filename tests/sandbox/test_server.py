"""The local Bot API over HTTP, spoken to by python-telegram-bot and by hand."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import telegram
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut
from telegram.request import HTTPXRequest

from bot.sandbox.entities import Entity
from bot.sandbox.people import Person
from bot.sandbox.server import BotApiServer
from bot.sandbox.voices import silence
from bot.sandbox.wire import UploadedFile
from tests.sandbox.builders import a_learner, a_picture, a_world, buttons


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer(a_world()) as running:
        yield running


@pytest.fixture
async def bot(server: BotApiServer) -> AsyncIterator[telegram.Bot]:
    async with telegram.Bot(
        server.world.token,
        base_url=f"{server.url}/bot",
        base_file_url=f"{server.url}/file/bot",
        request=HTTPXRequest(read_timeout=5),
        get_updates_request=HTTPXRequest(connection_pool_size=2, read_timeout=5),
    ) as made:
        yield made


@pytest.fixture
def hoa(server: BotApiServer) -> Person:
    return a_learner(server.world)


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


def keyboard(data: str) -> telegram.InlineKeyboardMarkup:
    return telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("Nút", callback_data=data)]])


async def test_a_conversation_from_start_to_an_edited_card(bot: telegram.Bot, hoa: Person) -> None:
    assert (await bot.get_me()).username == "chihoi_thu_bot"
    hoa.says("/hoc")
    [update] = await bot.get_updates(timeout=10)
    assert update.message is not None
    assert update.message.text == "/hoc"
    sent = await bot.send_message(hoa.id, "<b>Bài 1</b>", parse_mode="HTML", reply_markup=keyboard("tiep"))
    assert sent.entities[0].type == "bold"
    query_id = hoa.taps(sent.message_id, "tiep")
    [update] = await bot.get_updates(offset=update.update_id + 1, timeout=10)
    assert update.callback_query is not None
    assert update.callback_query.data == "tiep"
    await bot.answer_callback_query(query_id, "Dạ")
    edited = await bot.edit_message_text("Thẻ 2", hoa.id, sent.message_id)
    assert isinstance(edited, telegram.Message)
    assert edited.text == "Thẻ 2"
    assert hoa.chat[-1]["text"] == "Thẻ 2"
    assert hoa.toasts[-1].text == "Dạ"
    assert await bot.delete_message(hoa.id, sent.message_id)


async def test_files_go_up_once_and_come_down_again(bot: telegram.Bot, hoa: Person, server: BotApiServer) -> None:
    picture = a_picture()
    sent = await bot.send_photo(hoa.id, picture, caption="<i>Hoa</i>", parse_mode="HTML", reply_markup=keyboard("x"))
    again = await bot.send_photo(hoa.id, sent.photo[-1].file_id)
    assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id
    assert server.world.files.uploads_by_bot == 1
    hoa.sends_document("danh sach.xlsx", b"PK\x03\x04", "Đây ạ")
    [update] = await bot.get_updates(timeout=5)
    assert update.message is not None
    assert update.message.document is not None
    held = await (await update.message.document.get_file()).download_as_bytearray()
    assert bytes(held) == b"PK\x03\x04"
    turned = await bot.edit_message_media(
        telegram.InputMediaPhoto(picture, caption="Mới"), hoa.id, (await bot.send_message(hoa.id, "x")).message_id
    )
    assert isinstance(turned, telegram.Message)
    assert turned.caption == "Mới"
    album = await bot.send_media_group(
        hoa.id, [telegram.InputMediaPhoto(picture), telegram.InputMediaPhoto(sent.photo[-1].file_id)]
    )
    assert len(album) == 2
    assert (await bot.send_document(hoa.id, b"a,b", filename="a.csv")).document is not None
    assert (await bot.send_voice(hoa.id, silence())).voice is not None


async def test_what_an_administrator_sends_is_fetched_sent_on_and_taken_back(
    bot: telegram.Bot, server: BotApiServer, hoa: Person
) -> None:
    lan = a_learner(server.world, first_name="Lan")
    hoa.sends_document("ds.xlsx", b"PK a sheet")
    hoa.sends_album([("photo", UploadedFile("a.png", a_picture())), ("video", UploadedFile("b.mp4", b"film"))], "Họp")
    hoa.says("Mời họp", entities=[Entity("bold", 0, 3)])
    sheet, photo, video, words = [update.message for update in await bot.get_updates()]
    assert sheet is not None
    assert sheet.document is not None
    held = io.BytesIO()
    await (await bot.get_file(sheet.document)).download_to_memory(held)
    assert held.getvalue() == b"PK a sheet"
    assert photo is not None
    assert video is not None
    assert words is not None
    assert video.video is not None
    assert photo.media_group_id == video.media_group_id
    assert words.text_html == "<b>Mời</b> họp"

    first = telegram.InputMediaPhoto(photo.photo[-1], caption="Họp")
    sent = await bot.send_media_group(lan.id, (first, telegram.InputMediaVideo(video.video)))
    assert [message.effective_attachment is not None for message in sent] == [True, True]
    assert server.world.files.uploads_by_bot == 0
    numbers = [sheet.message_id, photo.message_id, video.message_id, words.message_id]
    copies = await bot.copy_messages(lan.id, hoa.id, numbers)
    assert lan.chat[-1]["entities"] == [{"type": "bold", "offset": 0, "length": 3}]
    assert await bot.delete_messages(lan.id, [copy.message_id for copy in copies])
    assert [message["message_id"] for message in lan.chat[1:]] == [message.message_id for message in sent]
    with pytest.raises(BadRequest, match="ocument can't be mixed with other media types"):
        await bot.send_media_group(lan.id, (first, telegram.InputMediaDocument(sheet.document)))


async def test_the_bot_introduces_itself(bot: telegram.Bot, hoa: Person) -> None:
    await bot.set_my_commands([("hoc", "Học bài"), ("trogiup", "Trợ giúp")])
    scope = telegram.BotCommandScopeChat(hoa.id)
    await bot.set_my_commands([("quantri", "Quản trị")], scope=scope, language_code="vi")
    assert [command.command for command in await bot.get_my_commands()] == ["hoc", "trogiup"]
    assert [command.command for command in await bot.get_my_commands(scope, "vi")] == ["quantri"]
    await bot.set_my_description("Học cùng Hội")
    await bot.set_my_short_description("Học")
    assert (await bot.get_my_description()).description == "Học cùng Hội"
    await bot.set_chat_menu_button(menu_button=telegram.MenuButtonCommands())
    assert (await bot.get_chat(hoa.id)).first_name == "Hoa"
    await bot.send_chat_action(hoa.id, "typing")


async def test_refusals_reach_the_library_as_its_own_errors(
    bot: telegram.Bot, hoa: Person, server: BotApiServer
) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(1, "x")
    with pytest.raises(BadRequest, match="Can't parse entities"):
        await bot.send_message(hoa.id, "<b>", parse_mode="HTML")
    server.world.faults.add(429, retry_after=9)
    with pytest.raises(RetryAfter) as wait:
        await bot.send_message(hoa.id, "x")
    assert wait.value._retry_after.total_seconds() == 9
    server.world.faults.add(502)
    with pytest.raises(NetworkError):
        await bot.send_message(hoa.id, "x")
    hoa.blocks()
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(hoa.id, "x")


async def test_a_wrong_token_is_refused(server: BotApiServer) -> None:
    with pytest.raises(InvalidToken):
        async with telegram.Bot("1:wrong", base_url=f"{server.url}/bot"):
            pass


async def test_the_older_poll_gets_a_conflict(bot: telegram.Bot, server: BotApiServer, hoa: Person) -> None:
    async with asyncio.TaskGroup() as tasks:
        older = tasks.create_task(_conflict(bot))
        await server.world.until(lambda: server.world.polls.is_waiting)
        newer = tasks.create_task(bot.get_updates(timeout=10))
        assert "terminated by other getUpdates" in await older
        hoa.says("x")
        assert len(await newer) == 1


async def _conflict(bot: telegram.Bot) -> str:
    with pytest.raises(Conflict) as conflict:
        await bot.get_updates(timeout=10)
    return conflict.value.message


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_connection_can_be_reset(bot: telegram.Bot, hoa: Person, server: BotApiServer, when: str) -> None:
    server.world.faults.add(f"reset_{when}")
    with pytest.raises(NetworkError):
        await bot.send_message(hoa.id, "x")
    assert (hoa.chat[-1]["text"] == "x") is (when == "after")
    assert (await bot.send_message(hoa.id, "y")).text == "y"


@pytest.mark.parametrize("when", ["before", "after"])
async def test_an_answer_can_never_come(bot: telegram.Bot, hoa: Person, server: BotApiServer, when: str) -> None:
    server.world.faults.add(f"timeout_{when}")
    with pytest.raises(TimedOut):
        await bot.send_message(hoa.id, "x", read_timeout=0.05)
    assert (hoa.chat[-1]["text"] == "x") is (when == "after")


async def test_a_call_may_be_encoded_in_any_of_four_ways(
    client: aiohttp.ClientSession, server: BotApiServer, hoa: Person
) -> None:
    address = f"{server.url}/bot{server.world.token}/sendMessage"
    fields = {"chat_id": str(hoa.id), "text": "Chào", "reply_markup": json.dumps(buttons("a"))}
    multipart = aiohttp.FormData(fields, default_to_multipart=True)
    for answer in (
        await client.get(address, params=fields),
        await client.post(address, data=fields),
        await client.post(address, data=multipart),
        await client.post(address, json={"chat_id": hoa.id, "text": "Chào", "reply_markup": buttons("a")}),
    ):
        assert (await answer.json())["result"]["reply_markup"] == buttons("a")
    assert len(hoa.chat) == 5


async def test_what_the_server_does_not_know_it_says_as_telegram_does(
    client: aiohttp.ClientSession, server: BotApiServer
) -> None:
    async def asked(path: str, **request: Any) -> tuple[int, str]:
        async with client.post(f"{server.url}/{path}", **request) as answer:
            return answer.status, (await answer.json())["description"]

    token = server.world.token
    assert await asked("bot1:x/getMe") == (401, "Unauthorized")
    assert await asked(f"bot{token}/getLove") == (404, "Not Found")
    assert await asked(f"bot{token}/sendMessage", json=[1]) == (400, "Bad Request: expected an Object")
    json_header = {"Content-Type": "application/json"}
    assert await asked(f"bot{token}/sendMessage", data=b"{", headers=json_header) == (
        400,
        "Bad Request: can't parse JSON",
    )
    too_large = {"photo": io.BytesIO(b"x" * (52 * 1024 * 1024))}
    assert await asked(f"bot{token}/sendPhoto", data=too_large) == (413, "Request Entity Too Large")
    async with client.get(f"{server.url}/file/bot{token}/photos/none.jpg") as answer:
        assert answer.status == 404
    async with client.get(f"{server.url}/file/bot1:x/photos/none.jpg") as answer:
        assert answer.status == 401


async def test_a_429_carries_the_header(client: aiohttp.ClientSession, server: BotApiServer) -> None:
    server.world.faults.add(429, retry_after=4)
    async with client.get(f"{server.url}/bot{server.world.token}/getMe") as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (429, "4")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "example.vn", ""])
def test_only_this_machine_is_listened_on(host: str) -> None:
    with pytest.raises(ValueError, match="this machine only"):
        BotApiServer(a_world(), host=host)


async def test_a_stopped_server_leaves_no_poll_behind() -> None:
    async with BotApiServer(a_world()) as server, aiohttp.ClientSession() as client:
        address = f"{server.url}/bot{server.world.token}/getUpdates"
        async with asyncio.TaskGroup() as tasks:
            poll = tasks.create_task(_poll(client, address))
            await server.world.until(lambda: server.world.polls.is_waiting)
            await server.stop()
        assert poll.done()


async def _poll(client: aiohttp.ClientSession, address: str) -> None:
    with pytest.raises(aiohttp.ClientError):
        await client.get(address, params={"timeout": "50"})

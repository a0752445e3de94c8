"""The play API: what the chat page sees and does, and whom it turns away."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.clock import SystemClock
from bot.sandbox.chats import Group
from bot.sandbox.people import Person
from bot.sandbox.play import PAGE
from bot.sandbox.profile import Link
from bot.sandbox.server import BotApiServer
from bot.sandbox.world import World
from tests.sandbox.builders import a_learner, a_picture, a_world, an_api, buttons, result


class Visitor:
    """The chat page, without a page."""

    def __init__(self, client: aiohttp.ClientSession, server: BotApiServer) -> None:
        self.client = client
        self.server = server
        self.world = server.world

    async def get(self, path: str) -> Any:
        async with self.client.get(f"{self.server.url}{path}") as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def post(self, path: str, **body: object) -> Any:
        status, told = await self.try_to(path, **body)
        assert status == 200, told
        return told

    async def try_to(self, path: str, **body: object) -> tuple[int, Any]:
        async with self.client.post(f"{self.server.url}{path}", json=body) as answer:
            return answer.status, await answer.json()

    async def upload(self, path: str, name: str, content: bytes, caption: str = "") -> tuple[int, Any]:
        form = aiohttp.FormData({"caption": caption})
        form.add_field("file", content, filename=name)
        async with self.client.post(f"{self.server.url}{path}", data=form) as answer:
            return answer.status, await answer.json()


@pytest.fixture
async def visitor() -> AsyncIterator[Visitor]:
    async with BotApiServer(a_world()) as server, aiohttp.ClientSession() as client:
        yield Visitor(client, server)


@pytest.fixture
def hoa(visitor: Visitor) -> Person:
    return a_learner(visitor.world)


async def test_the_state_tells_everything_the_page_shows(visitor: Visitor, hoa: Person) -> None:
    world, api = visitor.world, visitor.server.api
    world.links.append(Link("Mời chi hội Hoa Nắng", "moi_1"))
    await result(api, "setMyCommands", commands=[{"command": "hoc", "description": "Học"}])
    await result(api, "setMyDescription", description="Học cùng Hội")
    sent = await result(api, "sendMessage", chat_id=hoa.id, text="x", reply_markup=buttons("a"))
    await result(api, "deleteMessage", chat_id=hoa.id, message_id=sent["message_id"])
    keys = {"keyboard": [[{"text": "Học"}]]}
    sent = await result(api, "sendMessage", chat_id=hoa.id, text="y", reply_markup=keys)
    await api.call("sendMessage", {"chat_id": 1, "text": "x"})
    world.faults.add("500", 2, method="sendPhoto")
    state = await visitor.get("/play/state")
    assert state["now"] == "2026-11-22T12:00:00+07:00"
    assert state["bot"] == {
        "id": world.bot_id,
        "username": "chihoi_thu_bot",
        "first_name": "Chị Hội",
        "description": "Học cùng Hội",
        "away": False,
        "can_restart": False,
    }
    [person] = state["people"]
    assert person["commands"] == [{"command": "hoc", "description": "Học"}]
    assert (person["id"], person["first_name"], person["phone"]) == (hoa.id, "Hoa", "84912345678")
    assert (person["blocked"], person["offline"], person["typing"]) == (False, False, False)
    assert [message.get("deleted") for message in person["chat"]] == [None, True, None]
    assert person["keyboard"] == keys
    assert state["groups"] == []
    assert state["links"] == [{"title": "Mời chi hội Hoa Nắng", "payload": "moi_1"}]
    assert state["faults"] == [{"kind": "500", "times": 2, "method": "sendPhoto"}]
    assert state["requests"]["errors"] == [
        {"method": "sendMessage", "code": 400, "description": "Bad Request: chat not found"}
    ]
    assert state["requests"]["count"] == 6


async def test_people_do_what_the_page_says(visitor: Visitor, hoa: Person) -> None:
    place = f"/play/people/{hoa.id}"
    sent = await result(visitor.server.api, "sendMessage", chat_id=hoa.id, text="x", reply_markup=buttons("a"))
    said = await visitor.post(f"{place}/say", text="Chào", reply_to=sent["message_id"])
    assert said == {"message_id": hoa.chat[-1]["message_id"]}
    assert hoa.chat[-1]["reply_to_message"]["message_id"] == sent["message_id"]
    await visitor.post(f"{place}/edit", message_id=said["message_id"], text="Chào chị")
    assert hoa.chat[-1]["text"] == "Chào chị"
    await visitor.post(f"{place}/start", payload="moi_1")
    assert hoa.chat[-1]["text"] == "/start moi_1"
    tapped = await visitor.post(f"{place}/tap", message_id=sent["message_id"], data="a")
    assert visitor.world.taps.open(tapped["query_id"], visitor.world.clock.now())
    for act, kind in (("contact", "contact"), ("sticker", "sticker"), ("voice", "voice"), ("location", "location")):
        await visitor.post(f"{place}/{act}")
        assert kind in hoa.chat[-1]
    await visitor.post(f"{place}/group", text="/hoc")
    [group] = visitor.world.groups.values()
    assert isinstance(group, Group)
    assert await visitor.post(f"{place}/signal", on=False) == {"offline": True}
    assert (await visitor.post(f"{place}/say", text="Chờ"))["message_id"] < 0
    assert await visitor.post(f"{place}/signal", on=True) == {"offline": False}
    assert hoa.chat[-1]["text"] == "Chờ"
    assert await visitor.post(f"{place}/block", on=True) == {"blocked": True}
    assert await visitor.post(f"{place}/block", on=False) == {"blocked": False}


async def test_files_are_sent_and_shown(visitor: Visitor, hoa: Person) -> None:
    place, picture = f"/play/people/{hoa.id}", a_picture()
    assert (await visitor.upload(f"{place}/photo", "anh.png", picture, "Buổi họp"))[0] == 200
    assert hoa.chat[-1]["caption"] == "Buổi họp"
    file_id = hoa.chat[-1]["photo"][-1]["file_id"]
    async with visitor.client.get(f"{visitor.server.url}/play/file/{file_id}") as answer:
        assert answer.content_type == "image/png"
        assert await answer.read() == picture
    assert (await visitor.upload(f"{place}/document", "trang.html", b"<script>"))[0] == 200
    file_id = hoa.chat[-1]["document"]["file_id"]
    async with visitor.client.get(f"{visitor.server.url}/play/file/{file_id}") as answer:
        assert answer.headers["Content-Disposition"] == "attachment"
    status, told = await visitor.upload(f"{place}/photo", "anh.png", b"no picture")
    assert (status, told["error"]) == (400, "Tệp trống, quá lớn hoặc không phải là ảnh.")


async def test_formats_are_typed_and_corrected(visitor: Visitor, hoa: Person) -> None:
    bold = {"type": "bold", "offset": 0, "length": 4}
    place = f"/play/people/{hoa.id}"
    said = await visitor.post(f"{place}/say", text="Mời họp", entities=[bold])
    assert hoa.chat[-1]["entities"] == [bold]
    await visitor.post(f"{place}/edit", message_id=said["message_id"], text="Mời họp", entities=[])
    assert "entities" not in hoa.chat[-1]
    for wrong in ([{"type": "text_link", "url": "https://x.vn", "offset": 0, "length": 1}], [1], 1):
        status, told = await visitor.try_to(f"{place}/say", text="x", entities=wrong)
        assert (status, set(told)) == (400, {"error"})


async def test_an_album_a_film_and_a_voice_are_sent_from_files(visitor: Visitor, hoa: Person) -> None:
    place = f"{visitor.server.url}/play/people/{hoa.id}"

    async def sends(act: str, *files: tuple[str, bytes, str], **fields: str) -> tuple[int, Any]:
        form = aiohttp.FormData(fields)
        for name, content, kind in files:
            form.add_field("file", content, filename=name, content_type=kind)
        async with visitor.client.post(f"{place}/{act}", data=form) as answer:
            return answer.status, await answer.json()

    photo, film = ("a.png", a_picture(), "image/png"), ("b.mp4", b"\0\0\0\x18ftypmp42", "video/mp4")
    bold = json.dumps([{"type": "bold", "offset": 0, "length": 3}])
    assert (await sends("photo", photo, film, caption="Buổi họp", entities=bold))[0] == 200
    first, second = hoa.chat[-2:]
    assert first["media_group_id"] == second["media_group_id"]
    assert (first["caption"], first["caption_entities"]) == ("Buổi họp", json.loads(bold))
    assert "photo" in first
    assert "video" in second
    assert (await sends("video", film, caption="Múa"))[0] == 200
    assert hoa.chat[-1]["video"]["mime_type"] == "video/mp4"
    assert (await sends("voice", ("v.ogg", b"OggS1", "audio/ogg")))[0] == 200
    assert "voice" in hoa.chat[-1]
    sheet = ("ds.xlsx", b"PK\3\4", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    assert (await sends("document", sheet, ("ds.csv", b"ten\n", "text/csv")))[0] == 200
    assert [message["document"]["file_name"] for message in hoa.chat[-2:]] == ["ds.xlsx", "ds.csv"]
    before = len(hoa.chat)
    for act, files, fields in (
        ("photo", [photo] * 11, {}),
        ("voice", [("v.ogg", b"OggS1", "audio/ogg")] * 2, {}),
        ("photo", [photo, ("x.png", b"no picture", "image/png")], {}),
        ("photo", [photo], {"caption": "x" * 1025}),
        ("photo", [photo], {"caption": "x", "entities": "{"}),
    ):
        status, told = await sends(act, *files, **fields)
        assert (status, set(told)) == (400, {"error"})
    assert len(hoa.chat) == before


async def test_a_group_is_shown_with_what_the_bot_says_there(visitor: Visitor, hoa: Person) -> None:
    heard: list[Any] = []
    visitor.world.changes.listen(heard.append)
    await visitor.post(f"/play/people/{hoa.id}/group", text="@chihoi_thu_bot ơi")
    [group] = visitor.world.groups.values()
    await result(visitor.server.api, "sendMessage", chat_id=group.chat.id, text="Dạ")
    [shown] = (await visitor.get("/play/state"))["groups"]
    assert (shown["id"], shown["title"], shown["has_bot"]) == (group.chat.id, "Nhóm chi hội", True)
    assert [message.get("text") for message in shown["chat"]] == [None, "@chihoi_thu_bot ơi", "Dạ"]
    assert {"type": "group", "chat_id": group.chat.id} in heard


async def test_a_new_person_can_be_made(visitor: Visitor) -> None:
    made = await visitor.post("/play/people", first_name="Mai", last_name="Lê")
    assert visitor.world.people[made["id"]].first_name == "Mai"
    assert made["chat"] == []
    assert made["phone"].startswith("+84000")


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/play/people", {"first_name": " "}, 400),
        ("/play/people/1/say", {"text": "x"}, 404),
        ("/play/people/{id}/love", {}, 404),
        ("/play/people/{id}/say", {"text": " "}, 409),
        ("/play/people/{id}/start", {"payload": "có dấu"}, 409),
        ("/play/people/{id}/tap", {"message_id": 1, "data": "x"}, 409),
        ("/play/people/{id}/edit", {"message_id": 1, "text": "x"}, 409),
        ("/play/people/{id}/edit", {"message_id": 1, "text": ""}, 400),
        ("/play/people/{id}/group", {"text": ""}, 400),
        ("/play/people/{id}/block", {}, 400),
        ("/play/people/{id}/photo", {}, 400),
        ("/play/restart", {}, 409),
        ("/play/clock", {"seconds": -1}, 400),
        ("/play/clock", {"seconds": "x"}, 400),
        ("/play/clock", {"seconds": 1e300}, 400),
        ("/play/clock", {"until": "25:00"}, 400),
        ("/play/faults", {"kind": "flood"}, 400),
        ("/play/faults", {"kind": "500", "times": 0}, 400),
        ("/play/nothing", {}, 404),
        ("/play/state", {}, 405),
    ],
)
async def test_what_cannot_be_done_is_said_in_vietnamese(
    visitor: Visitor, hoa: Person, path: str, body: dict[str, object], status: int
) -> None:
    answered, told = await visitor.try_to(path.replace("{id}", str(hoa.id)), **body)
    assert (answered, set(told)) == (status, {"error"})
    assert any(letter in told["error"] for letter in "àáảãạăâđêôơưìộấếốớứ")


async def test_the_clock_moves_and_the_hook_is_called() -> None:
    world, calls = a_world(), []

    async def note() -> None:
        calls.append(world.clock.now().isoformat())

    async with BotApiServer(world, on_clock_moved=note) as server, aiohttp.ClientSession() as client:
        visitor = Visitor(client, server)
        assert await visitor.post("/play/clock", seconds=90) == {"now": "2026-11-22T12:01:30+07:00"}
        assert await visitor.post("/play/clock", until="19:00") == {"now": "2026-11-22T19:00:00+07:00"}
        assert await visitor.post("/play/clock", until="19:00") == {"now": "2026-11-23T19:00:00+07:00"}
    assert len(calls) == 3


async def test_a_clock_that_cannot_be_moved_says_so() -> None:
    frozen = a_world()
    world = World(SystemClock(), frozen.dice)
    async with BotApiServer(world) as server, aiohttp.ClientSession() as client:
        assert (await Visitor(client, server).try_to("/play/clock", seconds=1))[0] == 409


async def test_faults_are_ordered_and_cancelled(visitor: Visitor, hoa: Person) -> None:
    told = await visitor.post("/play/faults", kind="429", times=2, method="sendMessage", retry_after=11)
    assert told == {"faults": [{"kind": "429", "times": 2, "method": "sendMessage"}]}
    answer = await visitor.server.api.call("sendMessage", {"chat_id": hoa.id, "text": "x"})
    assert answer.headers["Retry-After"] == "11"
    async with visitor.client.delete(f"{visitor.server.url}/play/faults") as cancelled:
        assert await cancelled.json() == {"faults": []}
    await result(visitor.server.api, "sendMessage", chat_id=hoa.id, text="x")


async def test_events_tell_what_happens_as_it_happens(visitor: Visitor, hoa: Person) -> None:
    api = an_api(visitor.world)
    async with visitor.client.get(f"{visitor.server.url}/play/events") as stream:
        assert stream.content_type == "text/event-stream"
        await stream.content.readuntil(b"\n\n")
        sent = await result(api, "sendMessage", chat_id=hoa.id, text="x", reply_markup=buttons("a"))
        query_id = hoa.taps(sent["message_id"], "a")
        await result(api, "answerCallbackQuery", callback_query_id=query_id, text="Dạ", show_alert=True)
        await result(api, "editMessageText", chat_id=hoa.id, message_id=sent["message_id"], text="y")
        await result(api, "deleteMessage", chat_id=hoa.id, message_id=sent["message_id"])
        keys = {"keyboard": [[{"text": "Học"}]]}
        await result(api, "sendMessage", chat_id=hoa.id, text="z", reply_markup=keys)
        await visitor.post("/play/clock", seconds=60)
        visitor.world.faults.add("500")
        hoa.blocks()
        await api.call("sendMessage", {"chat_id": hoa.id, "text": "x"})
        events = await _read(stream, until="request", having="error")
    kinds = [event["type"] for event in events if event["type"] != "request"]
    assert kinds == ["message", "toast", "edit", "delete", "message", "keyboard", "clock", "faults", "person", "faults"]
    told = {event["type"]: event for event in events}
    assert told["toast"] == {
        "type": "toast",
        "person_id": hoa.id,
        "query_id": query_id,
        "text": "Dạ",
        "show_alert": True,
        "url": "",
        "message_id": sent["message_id"],
    }
    assert told["delete"] == {"type": "delete", "person_id": hoa.id, "message_id": sent["message_id"]}
    assert told["edit"]["message"]["text"] == "y"
    assert told["keyboard"]["keyboard"] == keys
    assert told["person"]["person"]["blocked"] is True
    assert told["request"]["error"]["code"] == 500


async def _read(stream: aiohttp.ClientResponse, *, until: str, having: str) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = []
    while not events or events[-1]["type"] != until or not events[-1].get(having):
        block = await stream.content.readuntil(b"\n\n")
        events.append(json.loads(block.removeprefix(b"data: ")))
    return events


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Host": "127.0.0.1.x"}],
)
@pytest.mark.parametrize("path", ["/", "/page/app.js", "/play/state", "/play/events"])
async def test_pages_from_elsewhere_are_turned_away(visitor: Visitor, path: str, headers: dict[str, str]) -> None:
    async with visitor.client.get(f"{visitor.server.url}{path}", headers=headers) as answer:
        assert answer.status == 403
        assert "error" in await answer.json()


async def test_the_own_page_is_let_in(visitor: Visitor) -> None:
    port = visitor.server.url.rpartition(":")[2]
    for host in (f"127.0.0.1:{port}", f"localhost:{port}"):
        headers = {"Host": host, "Origin": f"http://{host}"}
        async with visitor.client.get(f"{visitor.server.url}/play/state", headers=headers) as answer:
            assert answer.status == 200


async def test_the_page_and_its_files_are_served_and_nothing_beside_them(visitor: Visitor) -> None:
    async with visitor.client.get(f"{visitor.server.url}/") as answer:
        assert answer.status == 200
        assert await answer.text() == (PAGE / "index.html").read_text(encoding="utf-8")
    for name in ("..", "%2e%2e%2fworld.py", "..%2fworld.py", ".hidden", "none.js"):
        async with visitor.client.get(f"{visitor.server.url}/page/{name}") as answer:
            assert answer.status == 404 or "World" not in await answer.text()

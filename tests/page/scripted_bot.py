"""A bot that does one of everything, so that the page can be seen to show it.

It speaks to the local Bot API over HTTP like any bot and remembers nothing; it refuses nothing either.
"""

from __future__ import annotations

import io
import json
from typing import Any

import aiohttp
from PIL import Image

Json = dict[str, Any]

LESSON = "Bài 1 · Thẻ 1/5"
LESSON_KEYS = [
    [{"text": "Học tiếp", "callback_data": "next"}],
    [{"text": "Gợi ý", "callback_data": "hint"}, {"text": "Lưu ý", "callback_data": "alert"}],
    [{"text": "Chờ mãi", "callback_data": "silence"}],
    [
        {"text": "Trang của Hội", "url": "https://example.org/hoi"},
        {"text": "Mã lớp", "copy_text": {"text": "HOA-2026"}},
    ],
]
RICH = "<b>Đậm</b> <i>nghiêng</i> <u>gạch chân</u> <s>gạch bỏ</s> 🌿 <code>HOA-2026</code>\n"
RICH += '<a href="https://example.org/luat">văn bản</a> <tg-spoiler>bí mật</tg-spoiler>\n'
RICH += "<blockquote>Điều 18</blockquote><pre>dòng một\n  dòng hai</pre>"
HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
CONTACT_KEYS = [
    [{"text": "Gửi số điện thoại", "request_contact": True}],
    [{"text": "Để sau"}, {"text": "Không gửi"}],
]


def a_picture(width: int = 640, height: int = 480) -> bytes:
    """A plain PNG of that size."""
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "#7b3a6b").save(stream, "PNG")
    return stream.getvalue()


class ScriptedBot:
    """Polls for updates and answers each as the words in it ask; ``heard`` is what came in."""

    def __init__(self, address: str, token: str, http: aiohttp.ClientSession) -> None:
        self._root = f"{address}/bot{token}"
        self._http = http
        self.heard: list[Json] = []

    async def call(self, method: str, **parameters: object) -> Any:
        """Call a method of the Bot API and return its result, None when it was refused."""
        async with self._http.post(f"{self._root}/{method}", json=parameters) as response:
            return (await response.json()).get("result")

    async def upload(self, method: str, kind: str, content: bytes, name: str, **parameters: object) -> None:
        """Send a file with a method of the Bot API."""
        form = aiohttp.FormData({key: str(value) for key, value in parameters.items()})
        form.add_field(kind, content, filename=name)
        async with self._http.post(f"{self._root}/{method}", data=form) as response:
            await response.read()

    async def set_up(self) -> None:
        """Tell Telegram what the bot is."""
        commands = [{"command": "hoc", "description": "Vào học"}, {"command": "trogiup", "description": "Trợ giúp"}]
        await self.call("setMyCommands", commands=commands)
        await self.call("setMyDescription", description="Em giúp chị học mỗi ngày 5 phút.\nKhông thu tiền.")

    async def run(self) -> None:
        """Answer updates until cancelled."""
        offset = 0
        while True:
            updates = await self.call("getUpdates", offset=offset, timeout=20)
            for update in updates or ():
                offset = update["update_id"] + 1
                self.heard.append(update)
                await self._answer(update)

    async def _answer(self, update: Json) -> None:
        if query := update.get("callback_query"):
            await self._answer_tap(query)
        elif message := update.get("message"):
            await self._answer_message(message)

    async def _answer_message(self, message: Json) -> None:
        chat_id = message["chat"]["id"]
        text = str(message.get("text", ""))
        word, _, rest = text.partition(" ")
        if word == "/start":
            welcome = f"Chào chị! Mã: {rest}" if rest else LESSON
            await self._say(chat_id, welcome, {"inline_keyboard": LESSON_KEYS})
        elif "contact" in message:
            await self._say(chat_id, "Em đã nhận số.", {"remove_keyboard": True})
        elif word in {"/anh", "/tep"}:
            await self._send_file(chat_id, word)
        else:
            await self._answer_word(chat_id, word, message)

    async def _answer_word(self, chat_id: int, word: str, message: Json) -> None:
        if word == "/so":
            keys = {"keyboard": CONTACT_KEYS, "resize_keyboard": True, "input_field_placeholder": "Chọn một nút"}
            await self._say(chat_id, "Chị cho em số nhé?", keys)
        elif word == "/hoi":
            asked = {"force_reply": True, "input_field_placeholder": "Viết câu hỏi"}
            await self._say(chat_id, "Chị muốn hỏi gì?", asked)
        elif word == "/dinhdang":
            await self.call("sendMessage", chat_id=chat_id, text=RICH, parse_mode="HTML")
        elif word == "/pha":
            await self._say(chat_id, HOSTILE)
        elif word == "/nhieu":
            for number in range(1, 31):
                await self._say(chat_id, f"Dòng thứ {number}")
        elif word == "/xoa":
            await self.call("deleteMessage", chat_id=chat_id, message_id=message["message_id"] - 1)
        elif word == "/sai":
            await self.call("sendMessage", chat_id=chat_id, text="<b>hở", parse_mode="HTML")
        else:
            about = message.get("reply_to_message", {}).get("text")
            await self._say(chat_id, f"Em nghe: {word}" + (f" (trả lời: {about})" if about else ""))

    async def _send_file(self, chat_id: int, word: str) -> None:
        if word == "/anh":
            await self.upload("sendPhoto", "photo", a_picture(), "anh.png", chat_id=chat_id, caption="Ba việc nên nhớ")
        else:
            await self.upload("sendDocument", "document", b"noi dung", "so-tay.txt", chat_id=chat_id)

    async def _answer_tap(self, query: Json) -> None:
        place = {"chat_id": query["from"]["id"], "message_id": query["message"]["message_id"]}
        answers: dict[str, Json] = {
            "next": {},
            "hint": {"text": "Chị xem lại Điều 18 nhé"},
            "alert": {"text": "Chị nhớ lưu bài lại", "show_alert": True},
        }
        if query["data"] == "next":
            keys = json.dumps({"inline_keyboard": LESSON_KEYS})
            await self.call("editMessageText", **place, text="Bài 1 · Thẻ 2/5", reply_markup=keys)
        if query["data"] in answers:
            await self.call("answerCallbackQuery", callback_query_id=query["id"], **answers[query["data"]])

    async def _say(self, chat_id: int, text: str, reply_markup: Json | None = None) -> None:
        markup = {"reply_markup": reply_markup} if reply_markup else {}
        await self.call("sendMessage", chat_id=chat_id, text=text, **markup)

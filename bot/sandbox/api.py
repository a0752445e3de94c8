"""The Bot API without sockets: one call in, one answer out.

Here are the table of methods and the faults that strike a call before or after it took effect; each method has its
own function. Unknown methods are refused, not guessed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from bot.sandbox import api_edit, api_profile, api_repeat, api_send, api_updates
from bot.sandbox.faults import Fault
from bot.sandbox.journal import Called
from bot.sandbox.wire import Answer, Call, NoAnswerError, RefusedError, Told, UploadedFile, too_many_requests, whole

if TYPE_CHECKING:
    from bot.sandbox.world import World

Method = Callable[["World", Call], object]

_FILES = ("Photo", "Document", "Video", "Voice", "Audio", "Animation", "Sticker")
METHODS: dict[str, Method] = {
    "getMe": api_profile.get_me,
    "logOut": api_profile.agree,
    "close": api_profile.agree,
    "sendMessage": api_send.send_message,
    **{f"send{kind}": api_send.send_file for kind in _FILES},
    "sendLocation": api_send.send_location,
    "sendMediaGroup": api_send.send_media_group,
    "copyMessage": api_repeat.copy_message,
    "copyMessages": api_repeat.copy_messages,
    "forwardMessage": api_repeat.forward_message,
    "sendChatAction": api_send.send_chat_action,
    "editMessageText": api_edit.edit_message_text,
    "editMessageCaption": api_edit.edit_message_caption,
    "editMessageMedia": api_edit.edit_message_media,
    "editMessageReplyMarkup": api_edit.edit_message_reply_markup,
    "deleteMessage": api_edit.delete_message,
    "deleteMessages": api_edit.delete_messages,
    "answerCallbackQuery": api_edit.answer_callback_query,
    "pinChatMessage": api_edit.pin_chat_message,
    "unpinChatMessage": api_edit.unpin_chat_message,
    "unpinAllChatMessages": api_edit.unpin_chat_message,
    "setMyCommands": api_profile.set_my_commands,
    "getMyCommands": api_profile.get_my_commands,
    "deleteMyCommands": api_profile.delete_my_commands,
    **{f"setMy{kind}": api_profile.set_my_text for kind in ("Name", "Description", "ShortDescription")},
    **{f"getMy{kind}": api_profile.get_my_text for kind in ("Name", "Description", "ShortDescription")},
    "setChatMenuButton": api_profile.set_chat_menu_button,
    "getChatMenuButton": api_profile.get_chat_menu_button,
    "getChat": api_profile.get_chat,
    "getFile": api_profile.get_file,
    "deleteWebhook": api_updates.delete_webhook,
    "getWebhookInfo": api_updates.get_webhook_info,
}
_APART = ("getUpdates", "setWebhook")
_NAMES = {name.lower(): name for name in (*METHODS, *_APART)}
NOT_FOUND = RefusedError(404, "Not Found").answer()
UNAUTHORIZED = RefusedError(401, "Unauthorized").answer()
_BROKEN = RefusedError(500, "Internal Server Error").answer()
_BAD_GATEWAY = Answer(502, "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>\r\n")


class BotApi:
    """The bot's side of a world; ``allows_loopback_webhook`` lets a webhook be at http://127.0.0.1."""

    def __init__(self, world: World, *, allows_loopback_webhook: bool = False) -> None:
        self.world = world
        self._allows_loopback = allows_loopback_webhook

    async def call(
        self,
        method: str,
        fields: Mapping[str, object] | None = None,
        files: Mapping[str, UploadedFile] | None = None,
    ) -> Answer:
        """Do what the call asks and answer; NoAnswerError when a fault swallows the answer."""
        name = _NAMES.get(method.lower())
        if name is None:
            self._note(method, None, NOT_FOUND)
            return NOT_FOUND
        call = Call(name, fields or {}, files or {})
        chat_id = whole(call.text("chat_id")) or None
        fault = self.world.faults.take(name, chat_id)
        try:
            answer = await self._struck(call, fault) if fault else await self._carried_out(call)
        except NoAnswerError:
            self._note(name, chat_id, None)
            raise
        self._note(name, chat_id, answer)
        return answer

    async def _carried_out(self, call: Call) -> Answer:
        try:
            result = await self._result(call)
        except RefusedError as refusal:
            return refusal.answer()
        if isinstance(result, Told):
            return Answer(200, {"ok": True, "result": result.result, "description": result.description})
        return Answer(200, {"ok": True, "result": result})

    async def _result(self, call: Call) -> object:
        if call.method == "getUpdates":
            return await api_updates.get_updates(self.world, call)
        if call.method == "setWebhook":
            return api_updates.put_webhook(self.world, call, allows_loopback=self._allows_loopback)
        return METHODS[call.method](self.world, call)

    async def _struck(self, call: Call, fault: Fault) -> Answer:
        """The call under a fault: refused, late, or with its answer lost on one side of its effect or the other."""
        match fault.kind:
            case "429":
                return too_many_requests(fault.retry_after).answer()
            case "500":
                return _BROKEN
            case "502":
                return _BAD_GATEWAY
            case "slow":
                await asyncio.sleep(fault.seconds)
                return await self._carried_out(call)
        how, _, when = fault.kind.partition("_")
        is_delivered = when == "after" and (await self._carried_out(call)).status == 200
        raise NoAnswerError("timeout" if how == "timeout" else "reset", delivered=is_delivered, seconds=fault.seconds)

    def _note(self, method: str, chat_id: int | None, answer: Answer | None) -> None:
        status = answer.status if answer is not None else 0
        description = ""
        if answer is not None and status >= 400:
            description = answer.body if isinstance(answer.body, str) else cast(str, answer.body["description"])
        called = Called(self.world.clock.now(), method, chat_id, status)
        error = self.world.requests.note(called, description)
        if method != "getUpdates" or error is not None:
            self.world.changes.tell("request", count=self.world.requests.count, method=method, error=error)

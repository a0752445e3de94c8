"""What the chat page can make a person do, one entry per act.

Wrong requests are answered in Vietnamese, because whoever plays reads them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from bot.sandbox.drafts import MAX_CAPTION, read_entity
from bot.sandbox.entities import Entity
from bot.sandbox.files import check_upload
from bot.sandbox.people import LARGEST_ALBUM, ImpossibleActError, Person
from bot.sandbox.wire import Json, RefusedError, UploadedFile, whole


class PlayError(Exception):
    """The page asked for something that cannot be done; the words are for whoever plays."""

    def __init__(self, words: str, status: int = 400) -> None:
        super().__init__(words)
        self.status = status


async def body_of(request: web.Request) -> Json:
    """The request's JSON object; an empty body is an empty object."""
    content = await request.read()
    try:
        body = json.loads(content) if content.strip() else {}
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise PlayError("Nội dung gửi lên phải là một đối tượng JSON.")
    return body


async def act(person: Person, name: str, request: web.Request) -> Json:
    """Let the person do it; the answer tells the new message's number or the query's id."""
    try:
        if name in _FILES and request.content_type == "multipart/form-data":
            return await _send_files(person, name, request)
        if name in {"photo", "document", "video"}:
            raise PlayError("Thiếu tệp để gửi.")
        if name not in _ACTS:
            raise PlayError("Không có việc này.", 404)
        return _ACTS[name](person, await body_of(request))
    except ImpossibleActError:
        raise PlayError(_IMPOSSIBLE.get(name, "Tài khoản này đã xóa hoặc đang chặn bot."), 409) from None


def _say(person: Person, body: Json) -> Json:
    reply_to = whole(body.get("reply_to")) or None
    return {"message_id": person.says(str(body.get("text") or ""), reply_to, _formats(body.get("entities")))}


def _start(person: Person, body: Json) -> Json:
    return {"message_id": person.starts(str(body.get("payload") or ""))}


def _tap(person: Person, body: Json) -> Json:
    """The page may lag behind the phone by a moment, so that a button that was there counts."""
    return {"query_id": person.taps(whole(body.get("message_id")), str(body.get("data") or ""), stale=True)}


def _edit(person: Person, body: Json) -> Json:
    text, number = str(body.get("text") or ""), whole(body.get("message_id"))
    if not text.strip():
        raise PlayError("Tin nhắn đang trống.")
    person.edits(number, text, _formats(body.get("entities")))
    return {"message_id": number}


def _delete(person: Person, body: Json) -> Json:
    number = whole(body.get("message_id"))
    person.deletes(number)
    return {"message_id": number}


def _block(person: Person, body: Json) -> Json:
    if _yes(body, "on"):
        person.blocks()
    else:
        person.unblocks()
    return {"blocked": person.has_blocked}


def _signal(person: Person, body: Json) -> Json:
    person.offline = not _yes(body, "on")
    return {"offline": person.offline}


def _group(person: Person, body: Json) -> Json:
    text = str(body.get("text") or "")
    if not text.strip():
        raise PlayError("Tin nhắn đang trống.")
    return {"message_id": person.writes_in_group(text)}


def _yes(body: Json, name: str) -> bool:
    value = body.get(name)
    if not isinstance(value, bool):
        raise PlayError(f"Thiếu «{name}»: đúng hay sai.")
    return value


def _formats(given: Any) -> list[Entity]:
    """What she made bold, italic and so on; nothing else can be typed on a phone."""
    try:
        entities = [read_entity(item) for item in given or ()]
    except (RefusedError, TypeError):
        raise PlayError("Định dạng chữ không đọc được.") from None
    if not {entity.type for entity in entities} <= _FORMATS:
        raise PlayError(f"Chỉ định dạng được: {', '.join(sorted(_FORMATS))}.")
    return entities


async def _send_files(person: Person, name: str, request: web.Request) -> Json:
    """One file, or an album of several; a film chosen among photos goes as a film."""
    form = await request.post()
    items = []
    for given in form.getall("file", ()):
        if isinstance(given, web.FileField):
            with given.file as opened:
                upload = UploadedFile(given.filename, opened.read(), given.content_type)
            is_film = name == "photo" and upload.content_type.startswith("video/")
            items.append(("video" if is_film else name, upload))
    if not items:
        raise PlayError("Thiếu tệp để gửi.")
    if len(items) > (1 if name == "voice" else LARGEST_ALBUM):
        raise PlayError(f"Một lần chỉ gửi được {LARGEST_ALBUM} ảnh hoặc tệp, một tin thoại.")
    try:
        for kind, upload in items:
            check_upload(kind, upload)
    except RefusedError:
        raise PlayError("Tệp trống, quá lớn hoặc không phải là ảnh.") from None
    caption = str(form.get("caption") or "")
    if len(caption) > MAX_CAPTION:
        raise PlayError(f"Chú thích dài không quá {MAX_CAPTION} chữ.")
    formats = _formats(_parsed(str(form.get("entities") or "[]")))
    if len(items) == 1:
        kind, upload = items[0]
        return {"message_id": person.sends_file(kind, upload, caption, formats)}
    return {"message_id": person.sends_album(items, caption, formats)[0]}


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise PlayError("Định dạng chữ không đọc được.") from None


_FILES = frozenset({"photo", "document", "video", "voice"})
_FORMATS = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler", "code"})
_ACTS: dict[str, Callable[[Person, Json], dict[str, Any]]] = {
    "say": _say,
    "start": _start,
    "tap": _tap,
    "contact": lambda person, _body: {"message_id": person.shares_contact()},
    "sticker": lambda person, _body: {"message_id": person.sends_sticker()},
    "voice": lambda person, _body: {"message_id": person.sends_voice()},
    "location": lambda person, _body: {"message_id": person.sends_location()},
    "edit": _edit,
    "delete": _delete,
    "block": _block,
    "signal": _signal,
    "group": _group,
}
_IMPOSSIBLE = {
    "say": "Tin nhắn đang trống, hoặc chị ấy đang chặn bot.",
    "start": "Mã trong đường dẫn chỉ gồm chữ cái không dấu, chữ số, _ và -, dài không quá 64.",
    "tap": "Nút này không còn trên màn hình.",
    "delete": "Tin này không còn trên màn hình.",
    "edit": "Chỉ sửa được tin nhắn chữ do chính chị ấy viết.",
}

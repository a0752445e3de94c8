"""Files as Telegram keeps them: uploaded once, then known by identifiers that never change.

The bytes are kept as they came; pictures are measured but not recompressed. Nothing is fetched from the network.
"""

from __future__ import annotations

import base64
import io
import random
from dataclasses import dataclass
from pathlib import PurePosixPath

from PIL import Image, UnidentifiedImageError

from bot.sandbox.voices import is_voice, seconds_of
from bot.sandbox.wire import Json, UploadedFile, bad_request

MAX_UPLOAD = 50 * 1024 * 1024
MAX_DOWNLOAD = 20 * 1024 * 1024
MAX_PHOTO = 10 * 1024 * 1024
_PHOTO_SIDES = (90, 320, 800, 1280)
_PREFIXES = {"photo": "AgACAgUAAxk", "document": "BQACAgUAAxk", "video": "BAACAgUAAxk", "voice": "AwACAgUAAxk"}
_FOLDERS = {"photo": "photos", "document": "documents", "video": "videos", "voice": "voice", "audio": "music"}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in Telegram's store; ``attachment`` is what a Message says of it."""

    kind: str
    path: str
    content: bytes
    content_type: str
    attachment: Json | list[Json]

    @property
    def ids(self) -> dict[str, str]:
        """Its identifiers and the unique one beside each (a photo has several sizes)."""
        shown = self.attachment if isinstance(self.attachment, list) else [self.attachment]
        return {item["file_id"]: item["file_unique_id"] for item in shown}


class FileStore:
    """All files; ``uploads_by_bot`` counts how often the bot sent bytes instead of an identifier."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._kept = 0
        self.uploads_by_bot = 0

    def get(self, file_id: str) -> StoredFile | None:
        """The file of that identifier."""
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        """The file that ``getFile`` told to be under ``path``."""
        return self._by_path.get(path)

    def keep(self, kind: str, upload: UploadedFile, details: Json | None = None) -> StoredFile:
        """Take a file in as a ``kind`` of media, with what the sender told of it (duration, size)."""
        self._kept += 1
        if kind == "photo":
            attachment: Json | list[Json] = [
                {**self._named(kind, len(upload.content)), "width": width, "height": height}
                for width, height in _photo_sizes(*measured(upload.content))
            ]
        else:
            attachment = {**self._named(kind, len(upload.content)), **_described(kind, upload, details or {})}
        suffix = PurePosixPath(upload.name).suffix or ".bin"
        path = f"{_FOLDERS.get(kind, kind + 's')}/file_{self._kept}{suffix}"
        stored = StoredFile(kind, path, upload.content, _content_type(kind, upload), attachment)
        self._by_path[path] = stored
        for file_id in stored.ids:
            self._by_id[file_id] = stored
        return stored

    def _named(self, kind: str, size: int) -> Json:
        secret = base64.urlsafe_b64encode(self._dice.randbytes(45)).decode()
        unique = base64.urlsafe_b64encode(self._dice.randbytes(9)).decode()
        prefix = _PREFIXES.get(kind, "CgACAgUAAxk")
        return {"file_id": f"{prefix}{secret}", "file_unique_id": f"AQAD{unique}", "file_size": size}


def measured(content: bytes) -> tuple[int, int]:
    """Width and height of a picture; raises Telegram's refusal for what is none or has an impossible shape."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            width, height = picture.size
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height


def check_upload(kind: str, upload: UploadedFile) -> None:
    """Refuse what Telegram does not take in: nothing at all, too much, a photo that is no picture."""
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > (MAX_PHOTO if kind == "photo" else MAX_UPLOAD):
        raise bad_request("file is too big")
    if kind == "photo":
        measured(upload.content)


def kind_shown(kind: str, upload: UploadedFile) -> str:
    """As what Telegram shows an upload: what is sent as a voice and is none becomes a file."""
    return "document" if kind == "voice" and not is_voice(upload.content) else kind


def _photo_sizes(width: int, height: int) -> list[tuple[int, int]]:
    longest = max(width, height)
    sides = [side for side in _PHOTO_SIDES if side < longest] or []
    if longest <= _PHOTO_SIDES[-1]:
        sides.append(longest)
    return [(max(1, width * side // longest), max(1, height * side // longest)) for side in sides]


def _described(kind: str, upload: UploadedFile, details: Json) -> Json:
    told: Json = {"mime_type": _content_type(kind, upload)}
    if kind in {"video", "animation"}:
        told |= {"width": details.get("width") or 640, "height": details.get("height") or 360}
    if kind in {"video", "animation", "voice", "audio"}:
        told["duration"] = details.get("duration") or seconds_of(upload.content) or 1
    if kind in {"document", "video", "animation", "audio"}:
        told["file_name"] = upload.name
    if kind == "audio":
        told |= {name: details[name] for name in ("title", "performer") if details.get(name)}
    if kind == "sticker":
        told = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": "🌸"}
    return told


def _content_type(kind: str, upload: UploadedFile) -> str:
    if upload.content_type and upload.content_type != "application/octet-stream":
        return upload.content_type
    if upload.content.startswith(b"\x89PNG"):
        return "image/png"
    usual = {"photo": "image/jpeg", "voice": "audio/ogg", "video": "video/mp4", "animation": "video/mp4"}
    return usual.get(kind, "audio/mpeg" if kind == "audio" else "application/octet-stream")

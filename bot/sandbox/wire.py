"""What crosses the wire of the local Bot API: calls in, answers and refusals out.

The shapes are Telegram's own: fields come as text, numbers or JSON, whichever way the client encoded them. No rule
of a method lives here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
"""A JSON object as Telegram sends it. Once handed out it is never changed in place, only replaced."""


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file that came with a call or out of a person's phone."""

    name: str
    content: bytes
    content_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to a call; ``body`` is text only where Telegram's own gateway would speak (502)."""

    status: int
    body: Json | str
    retry_after: int | None = None

    @property
    def content(self) -> bytes:
        """The body as it goes over the wire."""
        if isinstance(self.body, str):
            return self.body.encode()
        return json.dumps(self.body, ensure_ascii=False, separators=(",", ":")).encode()

    @property
    def headers(self) -> dict[str, str]:
        """The headers that matter to a client."""
        kind = "text/html" if isinstance(self.body, str) else "application/json"
        headers = {"Content-Type": kind}
        if self.retry_after is not None:
            headers["Retry-After"] = str(self.retry_after)
        return headers


@dataclass(frozen=True, slots=True)
class Told:
    """A result with the remark that Telegram puts beside it («Webhook was set»)."""

    result: object
    description: str


class RefusedError(Exception):
    """Telegram refuses the call: status, words and, where there are any, parameters."""

    def __init__(self, status: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def answer(self) -> Answer:
        """The refusal as the client receives it."""
        body: Json = {"ok": False, "error_code": self.status, "description": self.description}
        retry_after = None
        if self.parameters:
            body["parameters"] = self.parameters
            retry_after = self.parameters.get("retry_after")
        return Answer(self.status, body, retry_after)


class NoAnswerError(Exception):
    """The connection gave nothing back: held until the client lost patience, or dropped.

    ``delivered`` tells whether the call took effect all the same, which the client cannot know.
    """

    def __init__(self, how: Literal["timeout", "reset"], *, delivered: bool, seconds: float) -> None:
        super().__init__(f"{how} {'after' if delivered else 'before'} the call took effect")
        self.how = how
        self.delivered = delivered
        self.seconds = seconds


def bad_request(words: str) -> RefusedError:
    """A refusal with status 400; ``words`` is what follows Telegram's prefix."""
    return RefusedError(400, f"Bad Request: {words}")


def forbidden(words: str) -> RefusedError:
    """A refusal with status 403; ``words`` is what follows Telegram's prefix."""
    return RefusedError(403, f"Forbidden: {words}")


def too_many_requests(seconds: int) -> RefusedError:
    """A refusal with status 429 and the seconds to wait."""
    return RefusedError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a method, with fields that may be text (from a form) or JSON values (from a JSON body)."""

    method: str
    fields: Mapping[str, object]
    files: Mapping[str, UploadedFile] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The field as text; empty when it is absent."""
        value = self.fields.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        if isinstance(value, (bool, dict, list, tuple)):
            return json.dumps(value, ensure_ascii=False)
        return str(value)

    def number(self, name: str, default: int = 0) -> int:
        """The field as a whole number; ``default`` when it is absent or no number."""
        return whole(self.fields.get(name), default)

    def flag(self, name: str) -> bool:
        """Whether the field says yes, in the words that Telegram takes for it."""
        return self.text(name).strip().lower() in {"true", "yes", "1"}

    def parsed(self, name: str, complaint: str) -> Any:
        """The field's JSON value, None when it is absent; ``complaint`` are the words for text that is no JSON."""
        value = self.fields.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(complaint) from None

    def file(self, name: str) -> UploadedFile | str:
        """The upload in field ``name`` or attached to it, otherwise the text of the field (an identifier)."""
        if name in self.files:
            return self.files[name]
        return self.attached(self.text(name))

    def attached(self, reference: str) -> UploadedFile | str:
        """The upload that ``attach://name`` speaks of, otherwise the reference itself."""
        if reference.startswith("attach://"):
            return self.files.get(reference.removeprefix("attach://"), "")
        return reference


def whole(value: object, default: int = 0) -> int:
    """A whole number out of a JSON value or text; ``default`` when it is none."""
    if isinstance(value, (bool, int, float)):
        return int(value)
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            return default
    return default

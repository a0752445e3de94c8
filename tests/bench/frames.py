"""What the fake Bot API and the crowd say to each other: batches of small values, one frame each.

Instants are those of the monotonic clock, which all processes of a machine share.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Generic, TypeVar

import msgspec

T = TypeVar("T")


class Push(msgspec.Struct, array_like=True, tag=True):
    """Updates to hand to the bot: number and JSON, in order."""

    updates: list[tuple[int, bytes]]


class Delay(msgspec.Struct, array_like=True, tag=True):
    """From now on every answer comes that many seconds after its request."""

    seconds: float


class Seen(msgspec.Struct, array_like=True, tag=True):
    """A call of the bot's, when it arrived and what of it a person would notice."""

    method: str
    at: float
    chat: int = 0
    message: int = 0
    tap: str = ""
    codes: list[str] | None = None
    """What the buttons send; None when the call says nothing of buttons."""
    asks_contact: bool = False


Order = Push | Delay


class Framed(asyncio.Protocol, Generic[T]):
    """One end of the line: reads frames of a type, writes frames of any."""

    def __init__(self, kind: Any, take: Callable[[T], None], opened: Callable[[Framed[T]], None] | None = None) -> None:
        self._decoder: msgspec.msgpack.Decoder[T] = msgspec.msgpack.Decoder(kind)
        self._encoder = msgspec.msgpack.Encoder()
        self._take = take
        self._opened = opened
        self._buffer = bytearray()
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport
        if self._opened is not None:
            self._opened(self)

    def data_received(self, data: bytes) -> None:
        buffer = self._buffer
        buffer += data
        while len(buffer) >= 4 and len(buffer) >= (end := 4 + int.from_bytes(buffer[:4], "big")):
            value = self._decoder.decode(bytes(buffer[4:end]))
            del buffer[:end]
            self._take(value)

    def write(self, value: object) -> None:
        """Send one frame."""
        assert self._transport is not None
        payload = self._encoder.encode(value)
        self._transport.write(len(payload).to_bytes(4, "big") + payload)

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()

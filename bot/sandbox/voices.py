"""Voice messages as Telegram takes them: what counts as one, how long it is, and silence to send where nobody speaks.

Nothing is decoded: the container tells enough.
"""

from __future__ import annotations

import struct

RATE = 48_000
_FRAME = b"\xf8\xff\xfe"
"""Twenty milliseconds of silence in Opus."""
_FRAMES_A_SECOND = 50
_SERIAL = 1


def is_voice(content: bytes) -> bool:
    """Whether Telegram shows it as a voice message: Opus in Ogg, MP3 or M4A; anything else becomes a file."""
    is_opus = content.startswith(b"OggS") and b"OpusHead" in content[:64]
    is_mp3 = content.startswith(b"ID3") or (content[:1] == b"\xff" and content[1:2] >= b"\xe0")
    return is_opus or is_mp3 or content[4:11] == b"ftypM4A"


def seconds_of(content: bytes) -> int:
    """How long an Ogg file plays, by the place its last page says it ends at; 0 for anything else."""
    last = content.rfind(b"OggS")
    if last < 0 or len(content) < last + 14:
        return 0
    (ends_at,) = struct.unpack_from("<q", content, last + 6)
    return round(int(ends_at) / RATE)


def silence(seconds: int = 2) -> bytes:
    """An Ogg file with Opus in it that any player takes, and that says nothing."""
    head = struct.pack("<8sBBHIhB", b"OpusHead", 1, 1, 0, RATE, 0, 0)
    tags = struct.pack("<8sI0sI", b"OpusTags", 0, b"", 0)
    pages = [_page(0, 0, 2, [head]), _page(1, 0, 0, [tags])]
    for number in range(seconds):
        is_last = number == seconds - 1
        pages.append(_page(number + 2, (number + 1) * RATE, 4 if is_last else 0, [_FRAME] * _FRAMES_A_SECOND))
    return b"".join(pages)


def _page(number: int, ends_at: int, marks: int, packets: list[bytes]) -> bytes:
    lengths = bytes(len(packet) for packet in packets)
    body = b"".join(packets)
    header = struct.pack("<4sBBqIII", b"OggS", 0, marks, ends_at, _SERIAL, number, 0) + bytes([len(packets)]) + lengths
    return header[:22] + struct.pack("<I", _checksum(header + body)) + header[26:] + body


def _checksum(page: bytes) -> int:
    """Ogg's own: the polynomial of Ethernet, most significant bit first, nothing turned around."""
    value = 0
    for byte in page:
        value ^= byte << 24
        for _ in range(8):
            value = ((value << 1) ^ 0x04C11DB7 if value & 0x80000000 else value << 1) & 0xFFFFFFFF
    return value

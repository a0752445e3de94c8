"""Where a lesson may lead to: pages of the state and of the Union, by https, and nowhere else.

Whoever reads lessons has been told to fear links, and rightly. A lesson that teaches her to tap any address would
undo that; one that leads astray would be ours to answer for.
"""

from __future__ import annotations

import re

TRUSTED = ("gov.vn", "vwu.vn", "hoilhpn.org.vn")
"""Names that only the state or the Union can hold; what stands before them with a dot is theirs too."""
_ADDRESS = re.compile(r"https://(?P<host>[a-z0-9.-]+)(?:[/?#]\S*)?", re.IGNORECASE)
_ENDINGS = "vn|com|net|org|info|edu|gov|io|me|ly|gle|link|app|shop|xyz|top|site|online|club|vip|asia|cc|tv|page|dev|gg"
_BARE = re.compile(
    r"(?:https?://|www\.)\S+"
    rf"|(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?\.)+(?:{_ENDINGS})(?![\w-])(?:/\S*)?"
    r"|(?<!\w)@[a-z]\w{4,}",
    re.IGNORECASE | re.ASCII,
)


def is_trusted(address: str) -> bool:
    """Whether the address is one that a lesson may lead to."""
    found = _ADDRESS.fullmatch(address)
    return found is not None and any(f".{found['host'].lower()}".endswith(f".{name}") for name in TRUSTED)


def bare_addresses(text: str) -> list[str]:
    """What a phone would make a link of by itself, though nobody marked it as one, unless it is trusted."""
    found = [each[0].rstrip(".,;:!?)»”\"'") for each in _BARE.finditer(text)]
    return [each for each in found if not is_trusted(each if "://" in each else f"https://{each}")]

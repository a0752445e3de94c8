"""Invitation tokens: 128 random bits in a deep link, of which only the hash is kept."""

from __future__ import annotations

import base64
import hashlib
import random

TOKEN_BYTES = 16


def new_token(dice: random.Random) -> str:
    """A token of 22 characters ``A-Z a-z 0-9 _ -``. ``dice`` must be ``random.SystemRandom`` in production."""
    return base64.urlsafe_b64encode(dice.randbytes(TOKEN_BYTES)).decode("ascii").rstrip("=")


def hash_of(token: str) -> str:
    """What is stored of a token: SHA-256, in hex. A token is random, so it needs no salt."""
    return hashlib.sha256(token.encode("utf-8")).hexdigest()

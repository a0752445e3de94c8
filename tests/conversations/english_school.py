"""Women who chose English, and what they press then."""

from __future__ import annotations

from tests.chatting import Meeting, Talker


def visitor(met: Meeting, first_name: str = "Anna", *, phone_is_in: str = "en") -> Talker:
    """Somebody new whose phone is set to another language."""
    return Talker(met, met.world.add_person(first_name, phone="+84000111333", language=phone_is_in))


async def joins_in_english(met: Meeting, first_name: str = "Anna") -> Talker:
    """Somebody who chose English on the first screen and has joined by the link of a branch."""
    anna = visitor(met, first_name)
    await anna.starts(met.token)
    for label in ("English", "I agree", "Head of a branch", "That is right", "Skip"):
        await anna.taps(label)
    return anna


async def switches(talker: Talker, language: str = "English") -> None:
    """Go to another language by the settings."""
    await talker.types("/caidat")
    await talker.taps("Tiếng Việt / English")
    await talker.taps_code("uc:en" if language == "English" else "uc:vi")

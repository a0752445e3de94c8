"""The people of a measurement: each acts, sees what comes, and acts again by what the buttons offer.

They know the bot only by its buttons: a code of two letters never changes its meaning, so a new screen more or less
does not stop them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from tests.bench.frames import Seen

FIRST_ID = 700_000_000
PREFERRED = ("ag", "un", "ro", "nk", "pc", "nq", "sr", "sq", "rc", "om", "cl")
"""What she taps when she may choose: on through joining, cards and quiz, and then to the next module."""
SKIP = "Bỏ qua"
CARD = "<b>Giới và định kiến</b> 2/6\n\n" + "Giới là những việc xã hội trông đợi ở nam và nữ. " * 7
KEYBOARD = {
    "inline_keyboard": [
        [{"text": "Tiếp theo ▸", "callback_data": "rc:gioi-va-dinh-kien:the-3"}],
        [{"text": "◂ Quay lại", "callback_data": "rc:gioi-va-dinh-kien:the-1"}],
    ]
}
PHOTO = [{"file_id": "AgAC", "file_unique_id": "AQAD", "width": 800, "height": 600}]
BOT = {"id": 123456, "is_bot": True, "first_name": "Chị Hội", "username": "do_thu_bot"}
_numbers = itertools.count(1)


@dataclass
class Person:
    """One person: what she sees, and what she waits for."""

    number: int
    token: str = ""
    message: int = 999
    has_picture: bool = False
    codes: Sequence[str] = ()
    asks_contact: bool = False
    first_card: str = ""
    is_started: bool = False
    acts: int = 0
    since: float = 0.0
    """When what she does now became available; 0 when she waits for nothing."""
    tap: str = ""
    """The tap that is not answered yet."""
    owed: int = 0
    """How many messages and edits are still to come."""
    shown_at: float = 0.0
    """When the first of them came."""
    seen_at: float = 0.0

    @property
    def is_waiting(self) -> bool:
        """Whether the bot owes her an answer."""
        return self.since > 0

    @property
    def is_studying(self) -> bool:
        """Whether she has come to where a tap is answered by an edit, and can go round in circles."""
        return bool(self.first_card) and not self.has_picture

    def acts_at(self, at: float) -> tuple[int, bytes]:
        """What she does next, as an update."""
        self.acts += 1
        self.since, self.shown_at, self.tap, self.owed = at, 0.0, "", 1
        if not self.is_started:
            self.is_started = True
            return said(self, f"/start {self.token}".strip())
        if self.asks_contact:
            self.owed = 2  # a welcome, and home
            return said(self, SKIP)
        code = self._choice()
        if not code:
            return said(self, "/hoc")
        update = tapped(self, code)
        self.tap = str(update[0])
        if self.has_picture:
            self.owed = 2  # a picture cannot become text: a new message comes, and the old one loses its buttons
        return update

    def _choice(self) -> str:
        for letters in PREFERRED:
            for code in self.codes:
                if code.partition(":")[0] == letters:
                    return code if letters not in ("om", "cl") or not self.first_card else self.first_card
        return self.first_card

    def sees(self, seen: Seen) -> bool:
        """Take in what the bot did; True when that was all she waited for."""
        self.seen_at = seen.at
        if seen.tap:
            self.tap = ""
        else:
            self._takes_in(seen)
        if self.is_waiting and self.owed <= 0 and not self.tap:
            self.since = 0.0
            return True
        return False

    def _takes_in(self, seen: Seen) -> None:
        self.owed -= 1
        self.shown_at = self.shown_at or seen.at
        if seen.method == "editMessageReplyMarkup":
            return
        self.asks_contact = seen.asks_contact
        if seen.codes or seen.asks_contact:
            self.message = seen.message
            self.codes = seen.codes or ()
            self.has_picture = seen.method in ("sendPhoto", "editMessageMedia")
        if not self.first_card:
            self.first_card = next((code for code in self.codes if code.startswith("rc:")), "")


def crowd_of(count: int, token: str = "", first: int = 0) -> dict[int, Person]:
    """So many people, by their ids."""
    ids = range(FIRST_ID + first, FIRST_ID + first + count)
    return {number: Person(number, token) for number in ids}


def studying(people: Iterable[Person]) -> None:
    """Put people before a card at once, for the sides that have no joining."""
    for person in people:
        person.is_started, person.first_card = True, "rc:gioi-va-dinh-kien:the-3"


def said(person: Person, text: str) -> tuple[int, bytes]:
    """She writes something."""
    message: dict[str, object] = _message(person, person.acts) | {"from": _sender(person), "text": text}
    if text.startswith("/"):
        length = len(text.partition(" ")[0])
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
    return _update({"message": message})


def tapped(person: Person, code: str) -> tuple[int, bytes]:
    """She taps a button. The number of the tap is the number of the update."""
    under = _message(person, person.message) | {"from": BOT, "reply_markup": KEYBOARD}
    under |= {"caption": CARD, "photo": PHOTO} if person.has_picture else {"text": CARD}
    sender = _sender(person)
    number = next(_numbers)
    query = {"id": str(number), "from": sender, "message": under, "chat_instance": "-77", "data": code}
    return number, msgspec.json.encode({"update_id": number, "callback_query": query})


def _sender(person: Person) -> dict[str, object]:
    return {"id": person.number, "is_bot": False, "first_name": "Mận", "last_name": "Lò", "language_code": "vi"}


def _message(person: Person, number: int) -> dict[str, object]:
    chat = {"id": person.number, "first_name": "Mận", "last_name": "Lò", "type": "private"}
    return {"message_id": number, "chat": chat, "date": 1_780_000_000}


def _update(content: dict[str, object]) -> tuple[int, bytes]:
    number = next(_numbers)
    return number, msgspec.json.encode({"update_id": number} | content)

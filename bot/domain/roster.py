"""The roster: whom an organiser expects in her branches, as her own table says it, before they have come.

Columns are known by name, in any order, with or without diacritics; names and words are compared folded. A row is fit
or has faults, each of which says what to correct; nothing is guessed where two answers are possible.
"""

from __future__ import annotations

import enum
import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.folding import fold, fold_name
from bot.domain.learner import Role, clean_name
from bot.domain.unit import Unit

UNMATCHED_LASTS = timedelta(days=180)
"""Whoever has not come by then is forgotten."""


class Column(enum.StrEnum):
    """What a column of her table holds."""

    NAME = "name"
    CODE = "code"
    COMMUNE = "commune"
    UNIT = "unit"
    GROUP = "group"
    ROLE = "role"
    PHONE = "phone"
    REMARK = "remark"


# Folded, as all comparing is. Longer names come first, because a heading may hold more words than these.
HEADINGS: dict[Column, tuple[str, ...]] = {
    Column.NAME: ("ho va ten", "ho ten", "ten can bo", "ten hoi vien", "ho va ten can bo", "ten"),
    Column.CODE: ("ma", "ma don vi", "ma chi hoi", "ma dv", "ma so"),
    Column.COMMUNE: ("xa", "xa phuong", "phuong", "phuong xa", "hoi lhpn xa", "don vi cap tren"),
    Column.UNIT: ("chi hoi", "don vi", "chi hoi don vi", "don vi chi hoi", "ten chi hoi", "chi hoi phu nu", "thon",
                  "don vi hoi", "ten don vi", "don vi sinh hoat", "noi sinh hoat", "chi hoi thon"),
    Column.GROUP: ("to", "to phu nu", "ten to"),
    Column.ROLE: ("viec o hoi", "chuc vu", "chuc danh", "vai tro", "nhiem vu", "chuc vu hoi", "cong viec"),
    Column.PHONE: ("so dien thoai", "dien thoai", "sdt", "so dt", "dt", "di dong", "so di dong", "so zalo", "zalo"),
    Column.REMARK: ("can sua", "to correct"),
}  # fmt: skip
ROLES: dict[Role, tuple[str, ...]] = {
    Role.BRANCH_HEAD: ("chi hoi truong", "cht", "truong", "chi hoi truong phu nu", "truong chi hoi", "branch head"),
    Role.BRANCH_DEPUTY: ("chi hoi pho", "chp", "pho", "pho chi hoi", "chi hoi pho phu nu", "pho chi hoi truong"),
    Role.GROUP_HEAD: ("to truong", "to pho", "to truong to pho", "to truong phu nu", "to pho phu nu"),
    Role.MEMBER: ("hoi vien", "hv", "thanh vien", "member"),
    Role.OTHER: ("viec khac", "khac", "can bo", "uy vien", "uv", "uvbch", "uy vien ban chap hanh"),
}
_ROLE_OF = {word: role for role, words in ROLES.items() for word in words}
_COLUMN_OF = {word: column for column, words in HEADINGS.items() for word in words}
_ASIDE = re.compile(r"\([^)]*\)|\*")
_LEVEL_WORDS = re.compile(
    r"^(?:chi hoi phu nu|chi hoi|hoi lien hiep phu nu|hoi lhpn|hoi phu nu|to phu nu|xa|phuong|tinh|thanh pho|dac khu) "
)
_PATH = re.compile(r"\s*[/>;\\|]\s*")
_LOOSE_PATH = re.compile(r"\s*[/>,;\\|]\s*|\s+[-–—]\s+")
_NAME_LETTERS = re.compile(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+)*\.?")
_LETTERS = re.compile(r"[^\W\d_]+")
_MOBILE = re.compile(r"0[35789]\d{8}|0000\d{6}")
"""The second kind is nobody's: the people of the sandbox have such numbers."""
_LANDLINE = re.compile(r"02\d{8,9}")
_ROUNDED = re.compile(r"\d+(?:[.,]\d+)?e\+?\d+", re.IGNORECASE)


class Fault(enum.StrEnum):
    """What is to be corrected in a row; the value is the key of the sentence that says how."""

    NO_NAME = "fault.no_name"
    STRANGE_NAME = "fault.strange_name"
    NO_UNIT = "fault.no_unit"
    UNKNOWN_UNIT = "fault.unknown_unit"
    SEVERAL_UNITS = "fault.several_units"
    TOO_HIGH = "fault.too_high"
    UNKNOWN_ROLE = "fault.unknown_role"
    BAD_PHONE = "fault.bad_phone"
    ROUNDED_PHONE = "fault.rounded_phone"
    TWICE = "fault.twice"
    SAME_PHONE = "fault.same_phone"


@dataclass(frozen=True, slots=True)
class Person:
    """A row that is fit: who is expected where. ``phone_key`` stands for her number, which is not kept."""

    unit_id: int
    name: str
    role: Role | None
    phone_key: str

    @property
    def name_key(self) -> str:
        """Her name as names are compared."""
        return fold_name(self.name)


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody on the roster; ``learner_id`` once she has come."""

    id: int
    unit_id: int
    name: str
    role: Role | None
    phone_key: str
    added_at: datetime
    learner_id: int | None = None
    joined_at: datetime | None = None

    @property
    def name_key(self) -> str:
        """Her name as names are compared."""
        return fold_name(self.name)


def columns_of(headings: Sequence[str]) -> dict[Column, int]:
    """Which column holds what; the first of two that say the same. A heading may add a remark in brackets."""
    found: dict[Column, int] = {}
    for place, heading in enumerate(headings):
        column = _COLUMN_OF.get(fold(_ASIDE.sub(" ", heading)))
        if column is not None:
            found.setdefault(column, place)
    return found


def is_roster(headings: Sequence[str]) -> bool:
    """Whether a row is the headings of a roster: names, and where they belong."""
    columns = columns_of(headings)
    return Column.NAME in columns and bool(columns.keys() & {Column.CODE, Column.UNIT, Column.GROUP})


def role_of(text: str) -> Role | None:
    """The role that a word stands for; None when it is none of ours."""
    return _ROLE_OF.get(fold(text))


def name_of(text: str) -> str | None:
    """A name fit to be kept: letters, and what stands between them; None for anything else.

    Lists are often typed in capitals; she is not to be shouted at all the same.
    """
    name = clean_name(text)
    if name is None or len(text.strip()) > 60 or not _NAME_LETTERS.fullmatch(name):
        return None
    return _LETTERS.sub(lambda part: part[0].capitalize(), name) if name.isupper() else name


def phone_of(cell: object) -> str | Fault:
    """Her number as it is dialled here, «0912345678»; empty when there is none.

    Excel takes a number for a number: the zero in front is gone and put back, where nothing else can be meant.
    """
    if cell is None:
        return ""
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
    if not text.strip("-. 0/"):
        return ""
    if _ROUNDED.fullmatch(text):
        return Fault.ROUNDED_PHONE
    digits = re.sub(r"[\s.\-()+]", "", text)
    if digits.startswith("0084"):
        digits = digits[2:]
    if digits.startswith("84") and len(digits) in (11, 12):
        digits = f"0{digits[2:]}"
    if not digits.startswith("0") and len(digits) == 9 and digits[0] in "35789":
        digits = f"0{digits}"
    return digits if _MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits) else Fault.BAD_PHONE


def phone_key(key: bytes, phone: str) -> str:
    """What is kept of a number: enough to know it again, not to read it. Empty for none.

    Numbers are few enough to be tried one by one, so it takes a key; it guards lists that are copied, not a database
    that is stolen whole.
    """
    digits = phone_of(phone)
    if not digits or isinstance(digits, Fault):
        return ""
    return hmac.new(key, digits.encode("ascii"), hashlib.sha256).hexdigest()[:32]


class Places:
    """The units an organiser may enrol into, found by code, by name, or by a path of names."""

    def __init__(self, units: Iterable[Unit], above: Mapping[int, Unit]) -> None:
        """``above`` are all units by number, those she has no right in among them: a path may begin with them."""
        self._above = above
        self._by_code: dict[str, Unit] = {}
        self._by_name: dict[str, list[Unit]] = {}
        for unit in units:
            self._by_code[unit.key.casefold()] = unit
            for name in _spellings(unit.name):
                self._by_name.setdefault(name, []).append(unit)
        self._known: dict[tuple[str, ...], Unit | Fault] = {}

    def find(self, *words: str) -> Unit | Fault:
        """The unit that these cells name, the widest first; a Fault when it is none or more than one."""
        if words not in self._known:
            self._known[words] = self._find(words)
        return self._known[words]

    def _find(self, words: tuple[str, ...]) -> Unit | Fault:
        said = [word.strip() for word in words if word.strip()]
        if not said:
            return Fault.NO_UNIT
        by_code = self._by_code.get(said[-1].casefold())
        if by_code is not None:
            return by_code if by_code.takes_learners else Fault.TOO_HIGH
        found = self._named(said)
        found = found or self._named([piece for word in said for piece in _PATH.split(word) if piece])
        # A comma or a dash may part names, or stand within one; and some write the smallest first.
        loose = [[piece for piece in _LOOSE_PATH.split(word) if piece] for word in said]
        found = found or self._named([piece for pieces in loose for piece in pieces])
        found = found or self._named([piece for pieces in loose for piece in reversed(pieces)])
        fit = [unit for unit in found if unit.takes_learners]
        if not fit:
            return Fault.TOO_HIGH if found else Fault.UNKNOWN_UNIT
        return fit[0] if len(fit) == 1 else Fault.SEVERAL_UNITS

    def _named(self, path: Sequence[str]) -> list[Unit]:
        *above, last = [fold(piece) for piece in path] or [""]
        exact = [unit for unit in self._by_name.get(last, ()) if self._lies_below(unit, above)]
        found = exact or [unit for unit in self._by_name.get(_bare(last), ()) if self._lies_below(unit, above)]
        whole = [unit for unit in found if fold(unit.name) == last]
        return whole or list(dict.fromkeys(found))

    def _lies_below(self, unit: Unit, above: Sequence[str]) -> bool:
        """Whether the names stand above the unit, in that order, perhaps with others between."""
        wanted, current = list(above), unit
        while wanted and current.parent_id is not None and current.parent_id in self._above:
            current = self._above[current.parent_id]
            if wanted[-1] in _spellings(current.name) or _bare(wanted[-1]) in _spellings(current.name):
                wanted.pop()
        return not wanted


def _bare(folded: str) -> str:
    """The name without the word for its level: «thon buoi» of «chi hoi thon buoi»."""
    return _LEVEL_WORDS.sub("", folded)


def _spellings(name: str) -> set[str]:
    folded = fold(name)
    return {folded, _bare(folded)}


@dataclass(frozen=True, slots=True)
class Difference:
    """What a list brings beside the roster as it is."""

    new: tuple[Person, ...]
    changed: tuple[tuple[Entry, Person], ...]
    known: int
    """How many stand there already, those that are to be corrected among them."""


def compare(people: Iterable[Person], entries: Iterable[Entry]) -> Difference:
    """Who is new, and whose entry is to be corrected. What was taken once differs in nothing.

    She is known again in her unit by her number, whatever her name is spelt like now, or by her name where no number
    speaks against it.
    """
    by_phone: dict[tuple[int, str], Entry] = {}
    by_name: dict[tuple[int, str], list[Entry]] = {}
    for entry in entries:
        if entry.phone_key:
            by_phone[entry.unit_id, entry.phone_key] = entry
        by_name.setdefault((entry.unit_id, entry.name_key), []).append(entry)
    new, changed, taken = [], [], set()
    for person in people:
        same = [one for one in by_name.get((person.unit_id, person.name_key), ()) if one.id not in taken]
        same.sort(key=lambda one: one.phone_key != person.phone_key)
        fit = [one for one in same if not (one.phone_key and person.phone_key) or one.phone_key == person.phone_key]
        phoned = by_phone.get((person.unit_id, person.phone_key))
        found = phoned if phoned is not None and phoned.id not in taken else next(iter(fit), None)
        if found is None:
            new.append(person)
            continue
        taken.add(found.id)
        if _differs(found, person):
            changed.append((found, person))
    return Difference(tuple(new), tuple(changed), len(taken))


def _differs(entry: Entry, person: Person) -> bool:
    brings_phone = bool(person.phone_key) and entry.learner_id is None and entry.phone_key != person.phone_key
    return entry.name != person.name or brings_phone or (person.role is not None and entry.role is not person.role)

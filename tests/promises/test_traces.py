"""What is erased is gone from the disk too: the files of SQLite are read byte by byte, as a thief would."""

from __future__ import annotations

import random
from pathlib import Path

from sqlalchemy import insert, update

from bot.storage.opening import open_database
from bot.storage.records import Records
from bot.storage.tables import learner
from tests.chatting import MONDAY_EVENING, Meeting

PHRASE = "con cá chép hóa rồng tím"
NAME = "Thị Bìm Bịp"
PHONE = "84000765432"
OTHER = "Chị Ở Lại Vĩnh Viễn"


def traces(met: Meeting, *words: str) -> dict[str, list[str]]:
    """Which of the words stand in which file of the database, also as JSON escapes them."""
    base = Path(met.app.settings.database_url.removeprefix("sqlite:///"))
    found = {}
    for file in (base, *(base.with_name(f"{base.name}-{kind}") for kind in ("wal", "shm", "journal"))):
        raw = file.read_bytes() if file.exists() else b""
        forms = {word: (word.encode(), word.encode("unicode_escape"), word.encode("utf-16-le")) for word in words}
        found[file.name.removeprefix(base.name)] = [
            word for word, written in forms.items() if any(form in raw for form in written)
        ]
    return {kind: held for kind, held in found.items() if held}


async def test_who_leaves_is_in_no_byte_of_the_files_after_the_minutes_chore(here: Meeting) -> None:
    stays = await here.learner(OTHER)
    lan = here.person(NAME, phone=f"+{PHONE}")
    await lan.starts(here.token)
    await lan.taps("Tôi đồng ý")
    await lan.taps("Chi hội trưởng")
    await lan.taps("Đúng rồi")
    await lan.shares_contact()
    await lan.types(PHRASE)
    number = str(lan.person.id)
    private = (PHRASE, NAME, PHONE, number)
    # What is looked for is really written before it is erased, so that the test would see it.
    assert {word for held in traces(here, *private).values() for word in held} == set(private)
    await lan.types("/riengtu")
    await lan.taps("Rời đi và xóa hết")
    await lan.taps("Xóa hết")
    await here.app.database.forget_traces()
    assert traces(here, *private) == {}
    assert OTHER in {word for held in traces(here, OTHER).values() for word in held}
    assert stays.person.id != lan.person.id


async def test_what_somebody_wrote_is_in_no_byte_after_the_minutes_chore_though_she_stays(here: Meeting) -> None:
    lan = await here.learner(NAME)
    for number in range(60):
        await lan.types(f"{PHRASE} lần {number}")
    assert traces(here, PHRASE)
    await here.app.database.forget_traces()
    assert traces(here, PHRASE) == {}
    assert traces(here, NAME) == {"": [NAME]}


async def test_who_left_has_no_copy_in_a_page_that_was_rearranged(sqlite_url: str) -> None:
    dice, count = random.Random(1), 600
    opened = open_database(sqlite_url)

    def add(records: Records, number: int) -> None:
        name = f"VETTICH{number:05}" + "x" * dice.randint(0, 40)
        values = {"id": number, "name": name, "phone": f"84{number:09}", "created_at": MONDAY_EVENING}
        records.connection.execute(insert(learner).values(values))

    def change(records: Records, number: int) -> None:
        name = f"MOI{number:05}" + "y" * dice.randint(0, 50)
        records.connection.execute(update(learner).where(learner.c.id == number).values(name=name, phone=None))

    def erase(records: Records, number: int) -> None:
        records.learners.erase(number)

    try:
        order = dice.sample(range(1, count + 1), count)
        await opened.forget_traces()
        for number in order:
            await opened.run(add, number)
        for leaving, changed in zip(order[::3], order[1::3], strict=True):
            await opened.run(erase, leaving)
            await opened.run(change, changed)
        await opened.forget_traces()
        base = Path(sqlite_url.removeprefix("sqlite:///"))
        raw = b"".join(file.read_bytes() for file in base.parent.glob(f"{base.name}*"))
    finally:
        await opened.close()
    gone = {*order[::3], *order[1::3]}
    assert [number for number in gone if f"VETTICH{number:05}".encode() in raw] == []
    assert sum(f"VETTICH{number:05}".encode() in raw for number in order[2::3]) == count // 3

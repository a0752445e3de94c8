"""Cards read aloud: recorded, agreed to, offered; and in which languages a learner would like to hear them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from bot.domain.recording import Recording, RecordingState
from bot.storage.records.insert import insert_if_new
from bot.storage.tables import listening, media, recording

COLUMNS = tuple(column for column in recording.c if column.name != "content")
"""Everything but the sound, which is read only to be sent."""
HAS_COME = recording.c.digest != ""


class Recordings:
    """One row a recording."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, learner_id: int, card: tuple[str, str, str], language: str, now: datetime) -> int:
        """She is about to read a card (module, card, its revision); what she began before and never read goes."""
        self._connection.execute(delete(recording).where(recording.c.recorded_by == learner_id, ~HAS_COME))
        module_id, card_id, revision = card
        values = {
            "module_id": module_id,
            "card_id": card_id,
            "card_revision": revision,
            "language": language,
            "state": RecordingState.DRAFT.value,
            "recorded_by": learner_id,
            "refused_because": "",
            "digest": "",
            "seconds": 0,
            "recorded_at": now,
        }
        return int(self._connection.execute(insert(recording).values(**values).returning(recording.c.id)).scalar_one())

    def take_in(self, one: Recording, digest: str, seconds: int, content: bytes, now: datetime) -> Recording:
        """Her voice has come; what she had read of the same card and not had agreed to goes."""
        before = (
            recording.c.recorded_by == one.recorded_by,
            recording.c.module_id == one.module_id,
            recording.c.card_id == one.card_id,
            recording.c.language == one.language,
            recording.c.state.in_((RecordingState.DRAFT.value, RecordingState.REFUSED.value)),
            recording.c.id != one.id,
        )
        self._forget(*before)
        values = {"digest": digest, "seconds": seconds, "content": content, "recorded_at": now}
        statement = update(recording).where(recording.c.id == one.id).values(**values).returning(*COLUMNS)
        return _recording(self._connection.execute(statement).one())

    def get(self, recording_id: int) -> Recording | None:
        """The recording of that number."""
        found = self._find(recording.c.id == recording_id)
        return found[0] if found else None

    def content(self, recording_id: int, digest: str) -> bytes | None:
        """The sound; None when it is there no more."""
        one = (recording.c.id == recording_id, recording.c.digest == digest)
        return self._connection.execute(select(recording.c.content).where(*one)).scalar_one_or_none()

    def move(
        self, one: Recording, state: RecordingState, *, by: int | None, because: str = "", at: datetime | None = None
    ) -> bool:
        """It comes to another state; False when it is not as it was any more."""
        values = {"state": state.value, "agreed_by": by, "refused_because": because, "agreed_at": at}
        same = (recording.c.id == one.id, recording.c.state == one.state.value, recording.c.digest == one.digest)
        return bool(self._connection.execute(update(recording).where(*same).values(**values)).rowcount)

    def offered(self, module_id: str, card_id: str, revision: str, languages: Collection[str]) -> dict[str, Recording]:
        """What was agreed to for exactly these words, the newest of each language."""
        found = self._find(
            recording.c.module_id == module_id,
            recording.c.card_id == card_id,
            recording.c.state == RecordingState.AGREED.value,
            recording.c.card_revision == revision,
            recording.c.language.in_(languages),
        )
        return {one.language: one for one in found}

    def of_card(self, module_id: str, card_id: str) -> tuple[Recording, ...]:
        """All of a card, oldest first."""
        return self._find(recording.c.module_id == module_id, recording.c.card_id == card_id, HAS_COME)

    def of(self, learner_id: int) -> tuple[Recording, ...]:
        """All of hers, oldest first."""
        return self._find(recording.c.recorded_by == learner_id, HAS_COME)

    def standing(self, *states: RecordingState) -> tuple[Recording, ...]:
        """All in one of these states, oldest first."""
        return self._find(recording.c.state.in_([state.value for state in states]), HAS_COME)

    def count_refused_of(self, learner_id: int) -> int:
        """How many of hers went back to her."""
        hers = (recording.c.recorded_by == learner_id, recording.c.state == RecordingState.REFUSED.value)
        return int(self._connection.execute(select(func.count()).select_from(recording).where(*hers)).scalar_one())

    def remove(self, recording_id: int) -> None:
        """It is gone, and so is the name the channel kept its sound under."""
        self._forget(recording.c.id == recording_id)

    def remove_all_of(self, learner_id: int) -> None:
        """All of hers go."""
        self._forget(recording.c.recorded_by == learner_id)

    def _forget(self, *conditions: ColumnElement[bool]) -> None:
        digests = select(recording.c.digest).where(*conditions)
        self._connection.execute(delete(media).where(media.c.digest.in_(digests)))
        self._connection.execute(delete(recording).where(*conditions))

    def _find(self, *conditions: ColumnElement[bool]) -> tuple[Recording, ...]:
        rows = self._connection.execute(select(*COLUMNS).where(*conditions).order_by(recording.c.id))
        return tuple(_recording(row) for row in rows)


class Listening:
    """The languages in which a learner would like to hear a card."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, learner_id: int) -> frozenset[str]:
        """Hers; none for most."""
        hers = select(listening.c.language).where(listening.c.learner_id == learner_id)
        return frozenset(self._connection.execute(hers).scalars())

    def add(self, learner_id: int, language: str) -> None:
        """She would like to hear that one."""
        insert_if_new(self._connection, listening, {"learner_id": learner_id, "language": language})

    def remove(self, learner_id: int, language: str | None = None) -> None:
        """No more; without a language, none at all."""
        hers = [listening.c.learner_id == learner_id]
        if language is not None:
            hers.append(listening.c.language == language)
        self._connection.execute(delete(listening).where(*hers))


def _recording(row: Row[Any]) -> Recording:
    values = dict(row._mapping)
    return Recording(**{**values, "state": RecordingState(values["state"])})

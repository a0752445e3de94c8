"""Drafts of modules, trials of them, issues, and their pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from bot.domain.attempt import Attempt
from bot.domain.authoring import Draft, DraftState, Issue
from bot.domain.curriculum import Module
from bot.domain.written import ModuleFile
from bot.storage.records.insert import insert_if_new, upsert
from bot.storage.tables import draft_trial, module_draft, module_issue, module_picture


class Authoring:
    """What authors write and what became of it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep_draft(self, learner_id: int, file: ModuleFile, module: Module, warnings: int, now: datetime) -> Draft:
        """Keep a draft in the place of the one she had of the same module, which goes with its trials."""
        older = [draft.id for draft in self.drafts_of(learner_id) if draft.file.module_id == file.module_id]
        self._connection.execute(delete(module_draft).where(module_draft.c.id.in_(older)))
        values = _written(file, module) | {
            "learner_id": learner_id,
            "warnings": warnings,
            "state": DraftState.DRAFT.value,
            "made_at": now,
            "refused_because": "",
        }
        row = self._connection.execute(insert(module_draft).values(**values).returning(module_draft)).one()
        return _draft(row)

    def draft(self, draft_id: int) -> Draft | None:
        """The draft of that number."""
        row = self._connection.execute(select(module_draft).where(module_draft.c.id == draft_id)).one_or_none()
        return _draft(row) if row is not None else None

    def drafts_of(self, learner_id: int) -> tuple[Draft, ...]:
        """Hers that are not published, the newest first."""
        hers = (module_draft.c.learner_id == learner_id, module_draft.c.state != DraftState.PUBLISHED.value)
        rows = self._connection.execute(select(module_draft).where(*hers).order_by(module_draft.c.id.desc()))
        return tuple(_draft(row) for row in rows)

    def asked(self) -> tuple[Draft, ...]:
        """Those that wait for a second author, the oldest first."""
        waits = module_draft.c.state == DraftState.ASKED.value
        rows = self._connection.execute(select(module_draft).where(waits).order_by(module_draft.c.asked_at))
        return tuple(_draft(row) for row in rows)

    def take(self, draft_id: int, before: DraftState, later: DraftState, **values: Any) -> bool:
        """Move a draft on; False when it is not there any more, or somebody was quicker."""
        mine = (module_draft.c.id == draft_id, module_draft.c.state == before.value)
        statement = update(module_draft).where(*mine).values(state=later.value, **values)
        return bool(self._connection.execute(statement).rowcount)

    def drop(self, draft_id: int) -> None:
        """Throw a draft away, with its trials."""
        self._connection.execute(delete(module_draft).where(module_draft.c.id == draft_id))

    def trial(self, draft_id: int, learner_id: int, *, lock: bool = False) -> Attempt | None:
        """How she stands in trying a draft."""
        hers = (draft_trial.c.draft_id == draft_id, draft_trial.c.learner_id == learner_id)
        statement = select(draft_trial.c.attempt).where(*hers)
        found = self._connection.execute(statement.with_for_update() if lock else statement).scalar_one_or_none()
        return msgspec.json.decode(found, type=Attempt) if found is not None else None

    def keep_trial(self, attempt: Attempt) -> None:
        """Keep how she stands; the number of the attempt is that of the draft."""
        key = {"draft_id": attempt.id, "learner_id": attempt.learner_id}
        upsert(self._connection, draft_trial, key, {"attempt": msgspec.json.encode(attempt)})

    def publish(
        self,
        file: ModuleFile,
        module: Module,
        base: str,
        people: tuple[int | None, int | None],
        now: datetime,
        *,
        is_shipped: bool = False,
    ) -> int:
        """Add an issue; ``people`` are its author and who agreed."""
        author_id, agreed_by = people
        values = _written(file, module) | {
            "module_id": file.module_id,
            "base": base,
            "is_shipped": is_shipped,
            "author_id": author_id,
            "agreed_by": agreed_by,
            "published_at": now,
        }
        statement = insert(module_issue).values(**values).returning(module_issue.c.id)
        return int(self._connection.execute(statement).scalar_one())

    def issue(self, issue_id: int) -> Issue | None:
        """The issue of that number."""
        row = self._connection.execute(select(module_issue).where(module_issue.c.id == issue_id)).one_or_none()
        return _issue(row) if row is not None else None

    def issues_of(self, module_id: str) -> tuple[Issue, ...]:
        """All issues of a module, the newest first."""
        mine = select(module_issue).where(module_issue.c.module_id == module_id)
        return tuple(_issue(row) for row in self._connection.execute(mine.order_by(module_issue.c.id.desc())))

    def newest(self) -> int:
        """The number of the newest issue; 0 when there is none. It tells that something was published."""
        return int(self._connection.execute(select(func.max(module_issue.c.id))).scalar_one() or 0)

    def in_force(self) -> tuple[Issue, ...]:
        """The newest issue of every module."""
        numbers = (
            select(func.max(module_issue.c.id)).where(~module_issue.c.is_shipped).group_by(module_issue.c.module_id)
        )
        rows = self._connection.execute(
            select(module_issue).where(module_issue.c.id.in_(numbers)).order_by(module_issue.c.id)
        )
        return tuple(_issue(row) for row in rows)

    def of_learner(self, learner_id: int) -> tuple[tuple[Issue, ...], tuple[Issue, ...]]:
        """What she published, and what she agreed to."""
        found = []
        for column in (module_issue.c.author_id, module_issue.c.agreed_by):
            rows = self._connection.execute(
                select(module_issue).where(column == learner_id).order_by(module_issue.c.id)
            )
            found.append(tuple(_issue(row) for row in rows))
        return found[0], found[1]

    def keep_pictures(self, pictures: Mapping[str, bytes], now: datetime) -> None:
        """Keep pictures by their digests."""
        for digest, content in pictures.items():
            insert_if_new(self._connection, module_picture, {"digest": digest, "content": content, "kept_at": now})

    def picture(self, digest: str) -> bytes | None:
        """The picture of that digest."""
        found = select(module_picture.c.content).where(module_picture.c.digest == digest)
        return self._connection.execute(found).scalar_one_or_none()

    def pictures(self, digests: Iterable[str]) -> dict[str, bytes]:
        """The pictures of those digests that are kept here."""
        found = select(module_picture.c.digest, module_picture.c.content)
        rows = self._connection.execute(found.where(module_picture.c.digest.in_(tuple(digests))))
        return {row.digest: row.content for row in rows}

    def forget_pictures(self, before: datetime) -> int:
        """Delete pictures that nothing shows any more and that were kept before that instant; how many."""
        lists = [*self._connection.execute(select(module_draft.c.pictures)).scalars()]
        lists += self._connection.execute(select(module_issue.c.pictures)).scalars()
        shown = {digest for each in lists for digest in msgspec.json.decode(each, type=dict[str, str]).values()}
        unseen = (module_picture.c.kept_at < before, module_picture.c.digest.not_in(shown))
        return self._connection.execute(delete(module_picture).where(*unseen)).rowcount


def _written(file: ModuleFile, module: Module) -> dict[str, Any]:
    return {
        "course_id": file.course_id,
        "name": file.name,
        "text": file.text,
        "pictures": msgspec.json.encode(dict(file.pictures)).decode(),
        "body": msgspec.json.encode(module),
    }


def _file(row: Row[Any]) -> ModuleFile:
    return ModuleFile(row.course_id, row.name, row.text, msgspec.json.decode(row.pictures, type=dict[str, str]))


def _draft(row: Row[Any]) -> Draft:
    return Draft(
        row.id,
        row.learner_id,
        _file(row),
        msgspec.json.decode(row.body, type=Module),
        row.warnings,
        DraftState(row.state),
        row.made_at,
        row.asked_at,
        row.refused_because,
    )


def _issue(row: Row[Any]) -> Issue:
    return Issue(
        row.id,
        _file(row),
        msgspec.json.decode(row.body, type=Module),
        row.base,
        row.is_shipped,
        row.author_id,
        row.agreed_by,
        row.published_at,
    )

"""Corrections: finding who was taught a rule that has ended, planning one message a day, wording and answering it."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.correction import PEACE, Amends, Taught, decide, rests_on, where_taught
from bot.domain.curriculum import Choice, Correction, Library
from bot.domain.danger import speaks_of_danger
from bot.domain.delivery import DeliveryKind
from bot.domain.quiz import draw
from bot.domain.reminder import Quiet, end_of
from bot.errors import StaleButtonError
from bot.library.dangers import TELLING
from bot.library.rich import plain
from bot.storage.records import Records
from bot.texts import Texts


@dataclass(frozen=True, slots=True)
class Sweep:
    """A law whose correction nobody is down for yet: where it was taught, until when, and the highest learner."""

    correction: Correction
    taught: Taught
    ends: datetime
    last: int


def to_sweep(records: Records, library: Library, zone: ZoneInfo) -> tuple[Sweep, ...]:
    """The corrections that have fallen due and were not swept yet."""
    due = library.corrections_due()
    if not due:
        return ()
    swept = records.corrections.swept([one.source_id for one in due])
    fresh = [one for one in due if one.source_id not in swept]
    if not fresh:
        return ()
    wordings = (*library.modules(), *records.corrections.wordings())
    last = records.corrections.last_learner()
    return tuple(
        Sweep(one, where_taught(one, wordings), end_of(last_day, zone), last)
        for one in fresh
        if (last_day := library.sources[one.source_id].in_force_until) is not None
    )


def sweep(records: Records, one: Sweep, after: int, most: int, now: datetime) -> int:
    """Rows for the next learners who were taught the old rule; how many. Doing it twice adds nothing."""
    between = (after, after + most)
    return records.corrections.note(one.correction.source_id, one.taught, one.ends, between, now)


def mark_swept(records: Records, one: Sweep, now: datetime) -> None:
    """Everybody concerned is down for it."""
    records.corrections.mark_swept(one.correction.source_id, now)


def look_at_due(
    records: Records, library: Library, now: datetime, zone: ZoneInfo, quiet: Quiet, most: int
) -> tuple[int, int]:
    """Look at so many that are due: how many were, and how many messages were planned.

    A message carries its day, so whatever she is down for, she gets one a day; which law it is about is chosen when it
    is worded. Each row is looked at again on a later day or not at all, so doing this twice plans nothing twice.
    """
    due = records.corrections.due(now, most)
    today = now.astimezone(zone).date()
    given = {(one.amends.learner_id, day) for one in due if (day := one.amends.given_on) is not None}
    came = records.corrections.came(given)
    written = {one.source_id for one in library.corrections_due()}
    planned = 0
    for one in due:
        her, day = one.amends.learner_id, one.amends.given_on
        if one.amends.source_id not in written:
            # An author took it out again, or the law was prolonged.
            records.corrections.change(one.amends, next_at=now + PEACE)
            continue
        has_come = day is not None and (her, day) in came
        decision = decide(
            one.amends, one.plan, now, zone, quiet, is_reachable=one.is_reachable, has_come=has_come
        )  # fmt: skip
        kept = day if has_come or day == today else None
        records.corrections.change(one.amends, next_at=decision.next_at, given_on=kept)
        if decision.send_at is not None:
            end, kind = end_of(today, zone), DeliveryKind.CORRECTION
            planned += records.deliveries.plan(kind, today.toordinal(), her, decision.send_at, expires_at=end)
    return len(due), planned


@dataclass(frozen=True, slots=True)
class Telling:
    """A correction as it stands with one learner."""

    amends: Amends
    correction: Correction

    @property
    def shown(self) -> tuple[Choice, ...]:
        """The choices in the order in which she sees them."""
        return tuple(self.correction.question.choices[index] for index in self.amends.shown)

    @property
    def chosen(self) -> Choice | None:
        """What she chose; None before she did, and when it reads otherwise by now."""
        said = self.amends.chosen
        return next((one for one in self.correction.question.choices if said and plain(one.text) == said), None)


def discreet(library: Library, texts: Texts) -> Library:
    """The library for a screen that comes unasked: a law whose name tells of violence is named by its number only."""
    sources = {}
    for key, source in library.sources.items():
        dangers = (library.danger_phrases, library.danger_exceptions)
        if not (speaks_of_danger(source.name, TELLING) or speaks_of_danger(source.name, *dangers)):
            sources[key] = source
        elif source.number:
            sources[key] = replace(source, name=texts.plain("correction.by_number", number=source.number))
    return replace(library, sources=sources)


def choose(records: Records, learner_id: int, library: Library, day: date, dice: random.Random) -> Telling | None:
    """The correction that today's message words: the one it worded before, else the law that ended first.

    None when there is nothing to say any more; who was taught the new rule meanwhile is done with it.
    """
    hers = {one.source_id: one for one in records.corrections.of(learner_id)}
    waiting = [one for one in hers.values() if one.answered_at is None and one.next_at is not None]
    again = [one for one in waiting if one.given_on == day]
    left = {one.source_id for one in again or waiting if one.given_on in (None, day)}
    for correction in library.corrections_due():
        if correction.source_id not in left:
            continue
        amends = hers[correction.source_id]
        if is_taught_anew(records, learner_id, library, correction):
            records.corrections.change(amends, next_at=None)
            continue
        return _word(records, replace(amends, given_on=day), correction, dice)
    return None


def _word(records: Records, amends: Amends, correction: Correction, dice: random.Random) -> Telling:
    """Draw the question in the wording of today, and keep how."""
    (drawn,) = draw((correction.question,), dice)
    asked = plain(correction.question.text)
    records.corrections.change(
        amends, given_on=amends.given_on, revision=correction.revision, shown=drawn.order, asked=asked
    )
    return Telling(replace(amends, revision=correction.revision, shown=drawn.order, asked=asked), correction)


def is_taught_anew(records: Records, learner_id: int, library: Library, correction: Correction) -> bool:
    """Whether she has finished a module that taught the old rule, in a wording that teaches the new one."""
    old = frozenset({correction.source_id})
    done = {
        (attempt.module_id, attempt.module_revision)
        for attempt in records.study.attempts(learner_id)
        if attempt.finished_at is not None
    }
    for module_id, revision in sorted(done):
        taught = library.module(module_id)
        module = taught if taught is not None and taught.revision == revision else None
        module = module or records.study.module_at(module_id, revision)
        if module is None or not rests_on(module, correction.teaches):
            continue
        if any(rests_on(one, old) for one in (module, *records.corrections.wordings(module_id))):
            return True
    return False


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of a tap: answered, answered before, or asked anew because the wording has changed."""

    telling: Telling
    is_repeat: bool = False
    is_anew: bool = False


def see(records: Records, learner_id: int, library: Library, source_id: str) -> Telling:
    """Her correction for that law; StaleButtonError when there is none, or its wording has changed."""
    amends, correction = records.corrections.get(learner_id, source_id), library.correction(source_id)
    if amends is None or correction is None or not amends.revision:
        raise StaleButtonError
    if amends.answered_at is None and amends.revision != correction.revision:
        raise StaleButtonError
    return Telling(amends, correction)


def answer(
    records: Records,
    learner_id: int,
    library: Library,
    asked: tuple[str, str, int],
    now: datetime,
    dice: random.Random,
) -> Answered:
    """Mark a tap and keep it, once. ``asked`` is the law, the wording, and the choice as shown."""
    source_id, revision, choice = asked
    amends, correction = records.corrections.get(learner_id, source_id), library.correction(source_id)
    if amends is None or correction is None or not amends.revision:
        raise StaleButtonError
    if amends.answered_at is not None:
        return Answered(Telling(amends, correction), is_repeat=True)
    if amends.revision != correction.revision:
        return Answered(_word(records, amends, correction, dice), is_anew=True)
    telling = Telling(amends, correction)
    if revision != amends.revision or choice >= len(telling.shown):
        raise StaleButtonError
    picked = telling.shown[choice]
    said = {"chosen": plain(picked.text), "is_right": picked.is_right, "answered_at": now, "next_at": None}
    records.corrections.change(amends, **said)
    told = replace(amends, chosen=plain(picked.text), is_right=picked.is_right, answered_at=now, next_at=None)
    return Answered(Telling(told, correction))

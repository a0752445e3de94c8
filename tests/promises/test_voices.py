"""A learner is never offered a voice that is not agreed to, not of these words, or not in a language she chose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.curriculum import Citation, Library, Source, VoiceLanguage
from bot.domain.recording import RecordingState
from bot.library.revisions import card_revision
from bot.services.listening import MOST, choose, offer, offers
from bot.storage.database import Database
from bot.storage.opening import open_database
from bot.storage.records import Records
from tests.domain.builders import a_library

NOW = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
IDS = ("kinh", "ede", "giarai", "mnong", "khmer", "gone")
VOICES = tuple(VoiceLanguage(one, f"tiếng {one}") for one in IDS[:-1])
MODULE = "bai"

Made = tuple[str, RecordingState, bool, bool]
"""A recording: its language, its state, whether of these words, whether of this card."""
made = st.tuples(st.sampled_from(IDS), st.sampled_from(RecordingState), st.booleans(), st.booleans())


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """An empty database, of which every example leaves nothing."""
    opened = open_database(f"sqlite:///{tmp_path_factory.mktemp('voices')}/chihoi.db")
    yield opened
    opened.close_now()


def taught(*, is_ended: bool) -> Library:
    """A module whose first card rests on a law that has ended, or not."""
    library = replace(a_library(MODULE), voices=VOICES)
    module = library.courses[0].modules[0]
    cards = (replace(module.cards[0], citations=(Citation("luat"),)), *module.cards[1:])
    course = replace(library.courses[0], modules=(replace(module, cards=cards),))
    source = Source("luat", "Luật", "1", is_law=True, in_force_from=None)
    ended = frozenset({"luat"}) if is_ended else frozenset()
    return replace(library, courses=(course,), sources={"luat": source}, ended=ended)


@given(st.lists(made, max_size=12), st.frozensets(st.sampled_from(IDS)), st.booleans())
def test_only_what_was_agreed_to_for_these_words_in_her_languages_is_offered(
    database: Database, recordings: list[Made], wanted: frozenset[str], is_ended: bool
) -> None:
    library = taught(is_ended=is_ended)
    module = library.courses[0].modules[0]
    card = module.cards[0]
    with database.engine.connect() as connection:
        transaction = connection.begin()
        records = Records(connection)
        her, author = (records.learners.add(name, None, NOW) for name in ("Lan", "Mai"))
        newest: dict[str, int] = {}
        for number, (language, state, says_this, is_here) in enumerate(recordings):
            place = (module.id, card.id if is_here else "the-3", card_revision(card) if says_this else "0" * 12)
            one = records.recordings.get(records.recordings.begin(author.id, place, language, NOW))
            assert one is not None
            one = records.recordings.take_in(one, f"{number:064}", 3, b"OggS", NOW)
            records.recordings.move(one, state, by=None)
            if state is RecordingState.AGREED and says_this and is_here and language != "gone" and not is_ended:
                newest[language] = one.id
        for language in wanted:
            choose(records, her, library, language, is_on=True)
        found = {one.language.id: one.recording.id for one in offers(records, her, library, module, card)}
        single = {language: offer(records, library, module, card, language) for language in IDS}
        of_nobody = offers(records, author, library, module, card)
        transaction.rollback()
    expected = [one.id for one in VOICES if one.id in newest and one.id in wanted][:MOST]
    assert found == {language: newest[language] for language in expected}
    assert {language: one.recording.id for language, one in single.items() if one is not None} == newest
    assert of_nobody == ()

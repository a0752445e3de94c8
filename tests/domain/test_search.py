"""Looking cards up: a card is found by its own title, with marks or without, and by what is asked about it."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.curriculum import Card, Course, Library, QuestionKind
from bot.domain.folding import fold
from bot.domain.search import MOST_HITS, SearchIndex
from bot.library.holder import LibraryHolder
from tests.chatting import CONTENT, MONDAY_EVENING
from tests.domain.builders import a_module, a_question

SYLLABLES = ("hội", "viên", "họp", "quỹ", "chồng", "vợ", "đất", "vay", "vốn", "lợn", "ngọt", "nghỉ", "đẻ", "thôn")
titles = st.lists(
    st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=5).map(" ".join),
    min_size=1, max_size=12, unique_by=fold,
)  # fmt: skip
texts = st.lists(st.sampled_from(SYLLABLES), max_size=30).map(" ".join)


def a_shelf(cards: tuple[Card, ...]) -> Library:
    """A library of one module with these cards."""
    return Library((Course("khoa", "Khóa", "Lời.", (replace(a_module(), cards=cards),)),))


@given(titles, st.data(), st.booleans())
def test_a_card_is_found_first_by_its_own_title(names: list[str], data: st.DataObject, has_marks: bool) -> None:
    cards = tuple(Card(f"the-{n}", name, data.draw(texts)) for n, name in enumerate(names))
    wanted = data.draw(st.sampled_from(cards))
    asked = wanted.title if has_marks else fold(wanted.title)
    found = SearchIndex.of(a_shelf(cards)).find(asked)
    assert found[0].card_id == wanted.id
    assert len(found) <= MOST_HITS


@given(st.text(max_size=200))
def test_whatever_is_typed_is_answered(text: str) -> None:
    cards = (Card("a", "Họp chi hội", "Họp mỗi tháng."), Card("b", "Quỹ hội", "Ghi sổ quỹ."))
    found = SearchIndex.of(a_shelf(cards)).find(text)
    assert len({hit.card_id for hit in found}) == len(found) <= 2


def test_what_a_question_explains_leads_to_its_card() -> None:
    cards = (Card("hop", "Họp chi hội", "Họp mỗi tháng."), Card("quy", "Quỹ hội", "Ghi sổ."))
    question = replace(
        a_question(1, QuestionKind.SINGLE), explanation="Biên lai <b>thu tiền</b> giữ mười năm.", card_id="quy"
    )
    module = replace(a_module("bai", (question,)), cards=cards)
    found = SearchIndex.of(Library((Course("khoa", "Khóa", "Lời.", (module,)),))).find("bien lai giu may nam")
    assert [hit.card_id for hit in found] == ["quy"]


def test_nothing_is_found_in_an_empty_library_or_by_no_words() -> None:
    assert SearchIndex.of(Library(())).find("họp chi hội") == ()
    assert SearchIndex.of(a_shelf((Card("a", "Họp", "Họp."),))).find(" ?! ") == ()


@pytest.fixture(scope="module")
def shipped() -> Library:
    """What is taught."""
    return LibraryHolder(CONTENT, MONDAY_EVENING.date()).library


def test_every_card_that_is_taught_is_found_by_its_title(shipped: Library) -> None:
    index = SearchIndex.of(shipped)
    for module in shipped.modules():
        for card in module.cards:
            for asked in (card.title, fold(card.title)):
                assert (module.id, card.id) in [(hit.module_id, hit.card_id) for hit in index.find(asked)]


@pytest.mark.parametrize("chat", ["hôm nay trời đẹp quá", "con mèo nhà em đẻ năm con", "xyz abc"])
def test_small_talk_finds_nothing(shipped: Library, chat: str) -> None:
    assert SearchIndex.of(shipped).find(chat) == ()


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("muon vay von ngan hang chinh sach", "Ba cửa để hỏi"),
        ("sổ đỏ có đứng tên vợ không", "Mở sổ đỏ ra xem"),
        ("lừa đảo qua điện thoại giả công an", "Ba phút của chị Duyên"),
        ("nghi thai san duoc bao nhieu thang", "Người không đi công ty"),
    ],
)
def test_what_is_asked_in_everyday_words_is_found(shipped: Library, asked: str, title: str) -> None:
    assert title in [hit.title for hit in SearchIndex.of(shipped).find(asked)]


def test_a_search_takes_milliseconds(shipped: Library) -> None:
    index = SearchIndex.of(shipped)
    began = time.perf_counter()
    for _ in range(20):
        index.find("muốn vay vốn ngân hàng chính sách thì cần giấy tờ gì hả chị, chồng em có phải ký không ạ")
    assert (time.perf_counter() - began) / 20 < 0.05

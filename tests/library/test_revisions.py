"""A revision says which wording an answer was given to."""

from __future__ import annotations

import re

from bot.domain.curriculum import Module
from tests.library.builder import MODULE, Content


def module(content: Content) -> Module:
    library = content.read().library
    assert library is not None
    return library.modules()[0]


def test_revisions_are_twelve_hex_digits_and_stay_the_same(content: Content) -> None:
    first, second = content.read().library, content.read().library
    assert first is not None
    assert first == second
    revisions = [first.revision, first.modules()[0].revision, *(q.revision for q in first.modules()[0].questions)]
    assert all(re.fullmatch("[0-9a-f]{12}", revision) for revision in revisions)
    assert len(set(revisions)) == len(revisions)


def test_spacing_and_the_order_of_keys_do_not_change_a_revision(content: Content) -> None:
    before = module(content)
    content.change("hợp lẽ?\nmã: ai-nau\n", "hợp  lẽ?\n")
    content.change("xem lại: the-mot\n", "xem lại: the-mot\nmã:   ai-nau\n\n\n")
    content.change("- [ ] Chỉ người vợ nấu, vì", "-   [ ] Chỉ người vợ nấu,\n  vì")
    after = module(content)
    assert after.questions[0].revision == before.questions[0].revision
    assert after.revision == before.revision


def test_one_word_changes_the_revision_of_its_question_and_of_all_around_it(content: Content) -> None:
    first = content.read().library
    before = module(content)
    content.change("Ai về trước thì nấu", "Ai về sau thì nấu")
    after = module(content)
    second = content.read().library
    assert first is not None
    assert second is not None
    assert after.questions[0].revision != before.questions[0].revision
    assert [q.revision for q in after.questions[1:]] == [q.revision for q in before.questions[1:]]
    assert after.revision != before.revision
    assert first.revision != second.revision


def test_a_new_review_date_changes_the_library_and_no_wording(content: Content) -> None:
    first, before = content.read().library, module(content)
    content.change("đã duyệt: 2026-11-01", "đã duyệt: 2026-11-20")
    second, after = content.read().library, module(content)
    assert first is not None
    assert second is not None
    assert after.revision == before.revision
    assert first.revision != second.revision


def test_every_word_of_the_file_counts(content: Content) -> None:
    original = content.text()
    seen = {module(content).revision}
    for word in (
        "vừa sức.",
        "Giặt áo",
        "nghiêng",
        "Tối nay",
        "Nếp cũ",
        "chuyện thường",
        "Thay nhau",
        "Ngồi lại với",
        "Trời sắp tối",
        "làm gì trước",
        "Nghe trước đã",
        "chẳng vậy",
        "Hai vợ chồng cùng",
    ):
        content.write(MODULE, original)
        content.change(word, f"{word} mới")
        seen.add(module(content).revision)
    assert len(seen) == 14

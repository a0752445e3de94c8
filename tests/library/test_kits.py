"""The meeting kit: read as it was meant, checked like the rest, and outside what an attempt rests on."""

from __future__ import annotations

import msgspec
import pytest

from bot.domain.curriculum import MeetingKit, Module
from bot.library import limits
from bot.library.reader import read_library
from tests.library.builder import MODULE, TODAY, Content

KIT = "# Bộ sinh hoạt\n"
OPENING = "mở đầu: Mời hai chị kể: hôm qua, việc nhà nào chị thấy mệt nhất?\n"
VOTE = "giơ tay: Ai chọn gọi anh ấy dậy giúp? Ai chọn tự làm cho nhanh? Hỏi mỗi bên: vì sao?\n"
CLOSING = "lời kết: Nhà là của chung. Tuần này, mỗi chị nhờ người nhà một việc.\n"
LONG = "Chị em cùng nói. " * 21


def module(content: Content) -> Module:
    reading = content.read()
    assert reading.library is not None, reading.problems
    return reading.library.modules()[0]


def kit(content: Content) -> MeetingKit:
    found = module(content).kit
    assert found is not None
    return found


def without_kit(content: Content) -> None:
    text = content.text()
    before, rest = text.split(KIT)
    content.write(MODULE, before + rest[rest.index("# Câu hỏi") :])


def test_the_four_passages_run_from_key_to_key(content: Content) -> None:
    assert kit(content) == MeetingKit(
        opening="Mời hai chị kể: hôm qua, việc nhà nào chị thấy mệt nhất?",
        story="Bà Lựu ốm, con dâu vừa đi làm về. Con trai bà đang xem bóng đá.",
        vote="Ai chọn gọi anh ấy dậy giúp? Ai chọn tự làm cho nhanh? Hỏi mỗi bên: vì sao?",
        closing="Nhà là của chung. Tuần này, mỗi chị nhờ người nhà một việc.",
    )


def test_english_names_and_names_without_diacritics_or_in_capitals_mean_the_same(content: Content) -> None:
    before = kit(content)
    for old, new in [
        (KIT, "# Meeting kit\n"),
        ("mở đầu:", "Opening:"),
        ("chuyện:", "STORY :"),
        ("giơ tay:", "Gio Tay:"),
        ("lời kết:", "closing:"),
    ]:
        content.change(old, new)
    assert kit(content) == before
    content.change("# Meeting kit\n", "# BO SINH HOAT\n")
    assert kit(content) == before


def test_the_order_of_keys_and_the_lines_between_them_do_not_matter(content: Content) -> None:
    before = kit(content)
    content.change(OPENING, "")
    content.change(CLOSING, f"\n{CLOSING}\n\n{OPENING}")
    assert kit(content) == before


def test_keys_may_stand_in_a_list(content: Content) -> None:
    before = kit(content)
    content.change("mở đầu:", "- mở đầu:")
    content.change("chuyện: Bà Lựu ốm, con dâu vừa đi làm về.\n", "- chuyện: Bà Lựu ốm, con dâu vừa đi làm về. ")
    content.change("giơ tay:", "- giơ tay:")
    content.change("lời kết:", "- lời kết:")
    assert kit(content) == before


def test_a_passage_may_hold_paragraphs_options_and_bold_words(content: Content) -> None:
    content.change(VOTE, "giơ tay: Ai chọn **gọi**?\n- Gọi dậy\n- Tự làm\n\nHỏi mỗi bên: vì sao?\n\n")
    assert kit(content).vote == "Ai chọn <b>gọi</b>?\n\n• Gọi dậy\n• Tự làm\n\nHỏi mỗi bên: vì sao?"
    assert kit(content).closing.startswith("Nhà là của chung.")


def test_a_paragraph_apart_after_the_last_passage_is_told_and_not_read_aloud(content: Content) -> None:
    content.change(CLOSING, f"{CLOSING}\nNhớ in bài này ra hai bản.\n")
    (problem,) = content.read().problems
    assert (problem.code, problem.line) == ("stray-line", content.line_of("Nhớ in bài này"))
    assert "«lời kết:»" in problem.advice
    content.change(f"{CLOSING}\nNhớ in", f"{CLOSING}Nhớ in")
    assert kit(content).closing.endswith("một việc. Nhớ in bài này ra hai bản.")


def test_the_last_passage_may_begin_on_the_next_line_and_hold_a_list(content: Content) -> None:
    content.change(CLOSING, "lời kết:\n\nNhà là của chung. Tuần này:\n\n- Nhờ một việc\n- Khen một câu\n")
    assert kit(content).closing == "Nhà là của chung. Tuần này:\n\n• Nhờ một việc\n• Khen một câu"


def test_a_sentence_that_goes_on_with_a_word_and_a_colon_is_no_key(content: Content) -> None:
    content.change("con dâu vừa đi làm về.\n", "con dâu về\nhỏi: «Mẹ ăn gì chưa?»\n")
    assert "con dâu về hỏi: «Mẹ ăn gì chưa?»" in kit(content).story


def test_outside_the_kit_its_keys_are_ordinary_words(content: Content) -> None:
    content.change("Tối nay chị thử", "Chuyện: tối nay chị thử")
    assert module(content).practice.startswith("Chuyện: tối nay")


def test_a_key_of_the_kit_in_another_part_is_told_where_it_belongs(content: Content) -> None:
    content.change("# Việc làm trong tuần\n", "# Việc làm trong tuần\n\nmở đầu: Mời hai chị kể.\n")
    problem = content.problem("unknown-key")
    assert problem.line == content.line_of("mở đầu: Mời hai chị kể.")
    assert "«# Bộ sinh hoạt»" in problem.advice


def test_a_missing_kit_is_worth_a_look_and_stops_nothing(content: Content) -> None:
    without_kit(content)
    problem = content.problem("no-kit")
    assert problem.is_warning
    assert "«mở đầu:», «chuyện:», «giơ tay:», «lời kết:»" in problem.advice
    assert module(content).kit is None


@pytest.mark.parametrize(
    ("old", "new", "code", "blamed", "words"),
    [
        (CLOSING, "", "missing-key", KIT, "thiếu «lời kết:»"),
        (OPENING, "mở đầu:\n", "missing-text", "mở đầu:\n", "«mở đầu:» còn trống"),
        (OPENING, OPENING * 2, "key-twice", OPENING, "«mở đầu:» viết hai lần"),
        (OPENING, f"mở đầu: {LONG}\n", "too-long", "mở đầu:", f"nhiều nhất là {limits.KIT}"),
        (OPENING, f"mở đầu: Mời hai chị kể.\n\n{LONG}\n\n", "too-long", "mở đầu:", f"nhiều nhất là {limits.KIT}"),
        ("lời kết:", "lời kêt luận:", "unknown-key", "lời kêt luận", "Em không hiểu dòng «lời kêt luận:"),
        (CLOSING, f"{CLOSING}ghi nhớ: Mang theo nước.\n", "unknown-key", "ghi nhớ", "Em không hiểu dòng «ghi nhớ:"),
        (CLOSING, f"{CLOSING}\nghi nhớ: Mang nước.\n", "unknown-key", "ghi nhớ", "Em không hiểu dòng «ghi nhớ:"),
        (CLOSING, f"{CLOSING}nguồn: luat-bdg-2006\n", "key-misplaced", "nguồn: luat-bdg-2006\n", "«nguồn:» không"),
        (CLOSING, f"{CLOSING}mã: bo\n", "key-misplaced", "mã: bo\n", "«mã:» không dùng"),
        (KIT, f"{KIT}\nLời dẫn\n\n", "stray-line", "Lời dẫn", "đứng trước mục đầu tiên"),
        (KIT, f"{KIT}\n## Mở đầu\n\n", "stray-block", "## Mở đầu", "không có tên mục"),
        (CLOSING, f"{CLOSING}\n> Nhà\n\n", "stray-block", "> Nhà", "không dùng ở đây"),
        (CLOSING, f"{CLOSING}\n![Bếp](media/bep.png)\n\n", "picture-misplaced", "![Bếp]", "không có tranh"),
        (KIT, "# Bộ sinh hoat chung\n", "unknown-part", "# Bộ sinh hoat", "Em không hiểu phần"),
        ("# Câu hỏi", f"{KIT}\n# Câu hỏi", "part-twice", KIT, "viết hai lần"),
    ],
)
def test_one_fault_in_a_kit_is_found_on_its_line(
    content: Content, old: str, new: str, code: str, blamed: str, words: str
) -> None:
    content.change(old, new)
    problem = content.problem(code)
    lines = f"{content.text()}\n".splitlines(keepends=True)
    assert problem.line in [number for number, line in enumerate(lines, 1) if blamed in line]
    assert words in problem.message
    assert problem.advice
    assert not problem.is_warning


@pytest.mark.parametrize("name", ["mở đầu", "chuyện", "giơ tay", "lời kết"])
def test_each_of_the_four_is_needed(content: Content, name: str) -> None:
    content.change(f"{name}:", "# Bỏ đi\n\n")
    assert f"«{name}:»" in "".join(each.message for each in content.read().errors() if each.code == "missing-key")


def test_a_misspelt_key_brings_the_word_that_was_meant_and_no_second_fault(content: Content) -> None:
    content.change("lời kết:", "lời kếtt:")
    assert "Có phải chị định viết «lời kết»?" in content.problem("unknown-key").advice
    assert len(content.read().problems) == 1


def test_a_misspelt_heading_is_not_four_misspelt_keys(content: Content) -> None:
    content.change(KIT, "# Bộ sinh hoat chung\n")
    assert {each.code for each in content.read().problems} == {"unknown-part", "no-kit"}
    assert "Có phải chị định viết «Bộ sinh hoạt»?" in content.problem("unknown-part").advice


def test_a_passage_that_just_fits_is_taken(content: Content) -> None:
    content.change(OPENING, f"mở đầu: {'Hỏi. ' * 69}Nói..\n")
    assert len(kit(content).opening) == limits.KIT


def test_a_claim_in_a_kit_rests_on_the_source_of_a_card(content: Content) -> None:
    content.change("Nhà là của chung.", "Luật Bình đẳng giới ghi\nnhư vậy.")
    assert content.read().problems == ()
    content.change("nguồn: luat-bdg-2006, Điều 18 khoản 5\n", "")
    problem = content.problem("claim-without-source")
    assert problem.line == content.line_of("Luật Bình đẳng giới ghi")
    assert "«lời kết:» nói về luật («Luật B" in problem.message
    assert "ở thẻ nói về điều ấy" in problem.advice


def test_a_law_of_yesterday_in_a_kit_is_worth_a_look(content: Content) -> None:
    content.change("Nhà là của chung.", "Cấm tiếp xúc là cách xa 30 m.")
    assert content.problem("outdated").line == content.line_of("30 m")


def test_long_sentences_in_a_kit_are_refused_though_the_cards_are_short(content: Content) -> None:
    text = content.text()
    before, rest = text.split(KIT)
    after = rest[rest.index("# Câu hỏi") :]
    passage = "mỗi nhà một kiểu, " * 6 + "chị em ạ."
    keys = ("mở đầu", "chuyện", "giơ tay", "lời kết")
    content.write(MODULE, before + KIT + "".join(f"{key}: {passage}\n" for key in keys) + "\n" + after)
    problem = content.problem("long-sentences")
    assert problem.line == content.line_of(KIT.strip())
    assert "27,0 chữ" in problem.message


def test_a_kit_changes_the_library_and_not_what_an_attempt_rests_on(content: Content) -> None:
    first, before = content.read().library, module(content)
    content.change("Bà Lựu ốm", "Bà Lựu đau lưng")
    second, after = content.read().library, module(content)
    without_kit(content)
    third, bare = content.read().library, module(content)
    assert first is not None
    assert second is not None
    assert third is not None
    assert before.kit != after.kit
    assert before.revision == after.revision == bare.revision
    assert len({first.revision, second.revision, third.revision}) == 3


def test_the_reading_time_leaves_the_kit_out(content: Content) -> None:
    with_kit = module(content).minutes
    for key in ("mở đầu", "chuyện", "giơ tay", "lời kết"):
        content.change(f"{key}: ", f"{key}: {'Chị em cùng nói. ' * 10}")
    longer = module(content)
    assert longer.minutes == with_kit
    without_kit(content)
    assert module(content).minutes == with_kit


def test_a_module_kept_before_there_were_kits_can_still_be_read(content: Content) -> None:
    today = module(content)
    kept = msgspec.to_builtins(today)
    assert msgspec.json.decode(msgspec.json.encode(kept), type=Module) == today
    del kept["kit"]
    old = msgspec.json.decode(msgspec.json.encode(kept), type=Module)
    assert old.kit is None
    assert old.questions == today.questions


def test_a_kit_may_stand_after_the_questions(content: Content) -> None:
    before = kit(content)
    text = content.text()
    head, rest = text.split(KIT)
    cut = rest.index("# Câu hỏi")
    content.write(MODULE, f"{head}{rest[cut:]}\n{KIT}{rest[:cut]}")
    assert read_library(content.root, today=TODAY).problems == ()
    assert kit(content) == before

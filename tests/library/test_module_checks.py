"""Each check of a module, by one change to a faultless one."""

from __future__ import annotations

import pytest

from tests.library.builder import MODULE, Content

TALK = "giải thích: Chị Mận"


def test_the_example_has_nothing_to_put_right(content: Content) -> None:
    reading = content.read()
    assert reading.problems == ()
    assert reading.library is not None


LONG = "chữ " * 140

ONE_CHANGE: list[tuple[str, str, str, str]] = [
    # what stands there, what stands there instead, the code, words on the line that is blamed
    ("---\ntên", "tên", "no-opening", "tên: Việc nhà"),
    ("tên: Việc nhà: ai làm cũng được\n", "", "missing-key", "---"),
    ("tên: Việc nhà", f"tên: {LONG}", "too-long", "tên: chữ"),
    ("mục tiêu: Nói", "mục tiu: Nói", "unknown-key", "mục tiu"),
    ("mục tiêu: Nói", "ghi chú: Nói", "unknown-key", "ghi chú"),
    ("mục tiêu: Nói", f"mục tiêu: {LONG}", "too-long", "mục tiêu: chữ"),
    ("tranh: media/bep.png", "tên: Hai tên", "key-twice", "tên: Hai tên"),
    ("mô tả tranh: Hai vợ chồng cùng nấu cơm\n", "", "no-alt", "tranh: media"),
    ("media/bep.png", "media/nha.png", "picture-missing", "tranh: media"),
    ("media/bep.png", "../../../etc/passwd", "picture-path", "tranh: .."),
    ("media/bep.png", "media/../../../sources.yaml", "picture-path", "tranh: media"),
    ("media/bep.png", "/etc/passwd", "picture-path", "tranh: /etc"),
    ("media/bep.png", "https://vwu.vn/a.png", "picture-path", "tranh: https"),
    ("đã duyệt: 2026-11-01\n", "", "missing-key", "---"),
    ("đã duyệt: 2026-11-01", "đã duyệt: hôm qua", "date", "đã duyệt"),
    ("đã duyệt: 2026-11-01", "đã duyệt: 2026-11-23", "date-ahead", "đã duyệt"),
    ("đã duyệt: 2026-11-01", "đã duyệt: 2025-11-21", "review-too-old", "đã duyệt"),
    ("người duyệt: Ban biên tập", "điểm đạt: 170", "pass", "điểm đạt"),
    ("# Thẻ\n", "Lời dẫn\n\n# Thẻ\n", "stray-line", "Lời dẫn"),
    ("# Thẻ\n", "# Các thẻ khác\n", "unknown-part", "# Các thẻ khác"),
    ("# Câu hỏi", "# Thẻ", "part-twice", "# Thẻ"),
    ("# Thẻ\n", "# Thẻ\n\nLời dẫn\n", "stray-line", "Lời dẫn"),
    ("mã: the-hai\n", "", "no-id", "## Thẻ thứ hai"),
    ("mã: the-hai", "mã: Thẻ Hai", "id", "mã: Thẻ Hai"),
    ("mã: the-hai", "mã: " + "a" * 25, "id", "mã: aaa"),
    ("mã: the-ba", "mã: the-mot", "id-twice", "mã: the-mot"),
    ("mã: rua-bat", "mã: ai-nau", "id-twice", "mã: ai-nau"),
    ("- Nấu cơm", f"- {LONG}", "too-long", "## Thẻ thứ nhất"),
    ("- Nấu cơm", "- Nấu <u>cơm</u>", "raw-html", "- Nấu"),
    ("- Nấu cơm", "- Nấu `cơm`", "code", "- Nấu"),
    ("- Nấu cơm", "- Nấu **cơm", "leftover-mark", "- Nấu"),
    ("- Nấu cơm", "- Nấu [cơm](javascript:alert(1))", "leftover-mark", "- Nấu"),
    ("- Nấu cơm", "- Nấu [cơm](tep.html)", "link", "- Nấu"),
    ("- Nấu cơm", "- Nấu cơm\n  - Vo gạo", "nested", "  - Vo gạo"),
    ("- Nấu cơm", "```\nNấu cơm\n```", "unusable", "```"),
    ("- Nấu cơm", "### Nấu cơm", "stray-block", "### Nấu cơm"),
    ("- Nấu cơm", "> Nấu cơm", "stray-block", "> Nấu cơm"),
    ("- Nấu cơm", "loại: nấu cơm", "key-misplaced", "loại: nấu cơm"),
    ("- Nấu cơm", "tranh: media/bep.png", "key-misplaced", "tranh: media/bep.png\n"),
    ("- Nấu cơm", "ngồn: luat-bdg-2006", "unknown-key", "ngồn"),
    ("- Nấu cơm", "gợi ý: Nấu cơm", "unknown-key", "gợi ý"),
    ("- Nấu cơm", "![Bếp](media/bep.png)\n\n![Bếp](media/bep.png)", "pictures-many", "![Bếp]"),
    ("- Nấu cơm", "![](media/bep.png)", "no-alt", "![]"),
    ("nguồn: luat-bdg-2006", "nguồn: luat-bgd-2006", "source-unknown", "luat-bgd-2006"),
    ("## Thẻ thứ hai", "## Điều 18 nói gì", "claim-without-source", "## Điều 18"),
    ("Chữ **đậm**", "Bị phạt từ 5 đến 10 triệu đồng", "claim-without-source", "Bị phạt"),
    ("Tối nay chị thử", f"Tối nay {LONG} chị thử", "too-long", "# Việc làm"),
    ("Tối nay chị thử ghi ra giấy hôm nay ai làm việc gì.\n", "", "missing-text", "# Việc làm"),
    ("# Việc làm trong tuần\n\nTối nay chị thử ghi ra giấy hôm nay ai làm việc gì.", "", "no-practice", "---"),
    ("## Ai nấu cơm thì hợp lẽ?", f"## {LONG}", "too-long", "## chữ"),
    ("- [x] Ai về trước thì nấu", "- [ ] Ai về trước thì nấu", "none-right", "## Ai nấu"),
    ("- [ ] Chỉ bà nội", "- [x] Chỉ bà nội", "many-right", "## Ai nấu"),
    ("- [ ] Chỉ bà nội", "- Chỉ bà nội", "no-box", "- Chỉ bà nội"),
    ("- [ ] Chỉ bà nội", "- [sai] Chỉ bà nội", "no-box", "- [sai]"),
    ("- [ ] Chỉ bà nội nấu, vì bà ở nhà cả ngày", f"- [ ] {LONG}", "too-long", "- [ ] chữ"),
    ("- [ ] Chỉ bà nội nấu, vì bà ở nhà cả ngày", "- [ ]", "missing-text", "- [ ]\n"),
    ("- [ ] Chỉ bà nội nấu, vì bà ở nhà cả ngày", "- [ ] Ai về trước thì nấu", "choice-twice", "- [ ] Ai về"),
    ("- [ ] Chỉ bà nội", "\n-[ ] Chỉ bà nội", "choice-dash", "-[ ] Chỉ bà nội"),
    ("- [ ] Chỉ bà nội nấu, vì", "- [ ] Bà nấu → bước 2", "arrow-misplaced", "- [ ] Bà nấu"),
    ("  > Nếp cũ", f"  > {LONG} Nếp cũ", "too-long", "  > chữ"),
    ("- [ ] Chỉ bà nội nấu", "- [ ] A\n- [ ] B\n- [ ] C nấu", "count", "## Ai nấu"),
    ("xem lại: the-mot", "xem lại: the-mo", "card-unknown", "xem lại: the-mo\n"),
    ("xem lại: the-mot", "xem lai: the-nam", "card-unknown", "the-nam"),
    (TALK, f"giải thích: {LONG} Chị Mận", "too-long", "giải thích: chữ"),
    (TALK, "giải thik: Chị Mận", "unknown-key", "giải thik"),
    (TALK, "Chị Mận", "no-why", "## Ai nấu"),
    ("loại: đúng sai", "loại: đúng xai", "kind", "đúng xai"),
    ("- [x] Đúng", "- [x] Vâng", "true-false", "## Người chồng"),
    ("- [ ] Ngồi xem", "- [x] Ngồi xem", "all-right", "## Việc nào"),
    ("loại: chọn nhiều\n", "", "many-right", "## Việc nào"),
    ("loại: sắp xếp\n", "", "kind", "## Xếp các việc"),
    ("loại: tình huống\n", "", "kind", "## Chị Sim"),
    ("2. Kể các việc trong ngày\n3. Chia việc\n", "", "count", "## Xếp các việc"),
    (
        "1. Ngồi lại với nhau\n2. Kể các việc trong ngày\n3. Chia việc",
        "- Ngồi\n- Kể\n- Chia",
        "numbers",
        "## Xếp các việc",
    ),
    ("- [x] Đúng\n- [ ] Sai", "1. Đúng\n2. Sai", "numbers", "1. Đúng"),
    ("### Bước 2", "### Bước 3", "step-number", "### Bước 3"),
    ("Chị làm gì trước tiên?\n", "", "missing-text", "### Bước 1"),
    ("ngồi nghe → bước 2", "ngồi nghe → bước 7", "step-unknown", "bước 7"),
    ("ngồi nghe → bước 2", "ngồi nghe → bước 1", "loop", "ngồi nghe → bước 1"),
    ("ngồi nghe → bước 2", "ngồi nghe → ra ngõ", "arrow", "ra ngõ"),
    ("ghi các việc ra nhé.»", "ghi các việc ra nhé.» → bước 1", "loop", "ra nhé.» → bước 1"),
    ("  > Nghe trước đã.\n", "", "no-feedback", "- [x] Rót nước"),
    ("- [x] Rót nước", "- [ ] Rót nước", "none-right", "### Bước 1"),
    ("  > Việc nhỏ mà làm được ngay.\n- [ ] «Nhà nào chẳng vậy.»\n", "", "count", "### Bước 2"),
    ("loại: tình huống", "loại: một đáp án", "no-situation", "# Câu hỏi"),
]


@pytest.mark.parametrize(("old", "new", "code", "blamed"), ONE_CHANGE)
def test_one_fault_is_found_on_its_line(content: Content, old: str, new: str, code: str, blamed: str) -> None:
    content.change(old, new)
    found = [(problem.file, problem.line) for problem in content.read().problems if problem.code == code]
    lines = f"{content.text()}\n".splitlines(keepends=True)
    blamed_lines = [(MODULE, number) for number, line in enumerate(lines, 1) if blamed in line]
    assert found
    assert found[0] in blamed_lines


def test_a_step_nobody_can_meet_is_found(content: Content) -> None:
    content.change("ngồi nghe → bước 2", "ngồi nghe")
    content.change("một câu → bước 2", "một câu")
    assert content.problem("unreachable").line == content.line_of("### Bước 2")


def test_a_way_back_is_blamed_on_the_arrow_that_goes_back(content: Content) -> None:
    content.change("«Nhà nào chẳng vậy.»", "«Nhà nào chẳng vậy.» → bước 1")
    assert content.problem("loop").line == content.line_of("chẳng vậy.» → bước 1")


def test_all_faults_are_found_in_one_pass(content: Content) -> None:
    for old, new in [
        ("mã: the-hai\n", ""),
        ("- [x] Ai về trước", "- [ ] Ai về trước"),
        ("đã duyệt: 2026-11-01", "đã duyệt: 2020-01-01"),
        ("media/bep.png", "media/nha.png"),
    ]:
        content.change(old, new)
    reading = content.read()
    assert {"no-id", "none-right", "review-too-old", "picture-missing"} <= {each.code for each in reading.errors()}
    assert reading.library is None


def test_two_right_answers_bring_the_advice_to_ask_for_several(content: Content) -> None:
    content.change("- [ ] Chỉ bà nội", "- [x] Chỉ bà nội")
    assert "loại: chọn nhiều" in content.problem("many-right").advice


def test_a_misspelt_key_brings_the_word_that_was_meant(content: Content) -> None:
    content.change(TALK, "giải thik: Chị Mận")
    problem = content.problem("unknown-key")
    assert "Em không hiểu dòng «giải thik:" in problem.message
    assert "Có phải chị định viết «giải thích»?" in problem.advice


def test_an_unknown_line_right_under_a_choice_is_not_swallowed_by_it(content: Content) -> None:
    content.change("- [ ] Sai\n", "- [ ] Sai\nghi nhớ: đọc lại\n")
    assert content.problem("unknown-key").line == content.line_of("ghi nhớ")


@pytest.mark.parametrize(
    "claim",
    [
        "Theo luật, sổ đỏ ghi tên cả hai.",
        "Luật Bình đẳng giới nói rõ.",
        "Nghị định mới có rồi.",
        "Xem NĐ 282/2025 nhé.",
        "Như khoản 5 đã ghi.",
        "Bị phạt từ 5 đến 10 triệu đồng.",
        "Pháp luật quy định như thế.",
        "Xem số 13/2022/QH15 nhé.",
    ],
)
def test_a_legal_claim_needs_a_source_on_its_card_or_question(content: Content, claim: str) -> None:
    content.change("Chữ **đậm**", claim)
    problem = content.problem("claim-without-source")
    assert problem.line == content.line_of(claim)
    content.change("mã: the-hai\n", "mã: the-hai\nnguồn: luat-bdg-2006, Điều 18\n")
    assert content.read().library is not None


@pytest.mark.parametrize(
    "talk",
    [
        "Luật lệ trong nhà do hai người đặt.",
        "Chị gửi một khoản 5 triệu đồng.",
        "Điều 1 lần nói không hết.".replace("Điều 1", "Điều một"),
        "Chị bị phạt rửa bát một tuần.",
        "Đó là luật chơi của cả nhà.",
    ],
)
def test_ordinary_talk_needs_no_source(content: Content, talk: str) -> None:
    content.change("Chữ **đậm**", talk)
    assert content.read().problems == ()


def test_a_law_of_yesterday_is_worth_a_look(content: Content) -> None:
    content.change("Chữ **đậm**", "Cấm tiếp xúc là cách xa 30 m")
    problem = content.problem("outdated")
    assert problem.is_warning
    assert "100 m" in problem.advice


def test_right_answers_that_are_the_longest_are_worth_a_look(content: Content) -> None:
    content.change("Ai về trước thì nấu", "Ai về trước thì nấu, người kia dọn mâm và rửa bát, con lau bàn")
    content.change("loại: đúng sai", "loại: một đáp án")
    content.change("- [x] Đúng", "- [x] Đúng, ai cũng rửa được")
    problem = content.problem("longest-right")
    assert problem.is_warning
    assert problem.line == content.line_of("# Câu hỏi")
    assert content.read().library is not None


def test_a_module_that_takes_too_long_is_refused_and_a_slightly_long_one_is_not(content: Content) -> None:
    talk = " ".join(["Chị Mận kể thêm một chuyện vui ở nhà."] * 9)
    for old in ("mã: the-hai\n", "mã: the-ba\n", "mã: the-tu\n"):
        content.change(old, old + f"\n{talk[:75]}\n")
    assert content.read().problems == ()
    text = content.text()
    extra = "\n\n".join(f"## Thẻ thêm {n}\nmã: them-{n}\n\n{talk} {talk[:150]}" for n in range(3))
    content.write("courses/viec-nha/01-chia-viec.md", text.replace("# Việc làm", f"{extra}\n\n# Việc làm"))
    assert content.problem("minutes").is_warning


def test_long_sentences_are_refused(content: Content) -> None:
    text = content.text()
    content.write(MODULE, text.replace(". ", ", ").replace(".\n", ",\n"))
    problem = content.problem("long-sentences")
    assert "Tách câu dài" in problem.advice


def test_the_module_becomes_the_values_that_are_taught(content: Content) -> None:
    library = content.read().library
    assert library is not None
    module = library.module("chia-viec")
    assert module is not None
    assert module.title == "Việc nhà: ai làm cũng được"
    assert (module.pass_percent, module.minutes, module.picture is not None) == (70, 5, True)
    assert module.cards[0].text.endswith("\n\n• Nấu cơm\n• Giặt áo")
    assert "Chữ <b>đậm</b> và chữ <i>nghiêng</i>." in module.cards[1].text
    assert module.cards[0].citations[0].article == "Điều 18 khoản 5"
    assert [question.kind.value for question in module.questions] == [
        "single",
        "true_false",
        "several",
        "order",
        "situation",
    ]
    assert module.questions[0].choices[0].feedback == "Nếp cũ cũng đổi được."
    assert [choice.leads_to for choice in module.questions[4].steps[0].choices] == [1, 1]
    assert [choice.leads_to for choice in module.questions[4].steps[1].choices] == [None, None]
    assert module.questions[0].card_id == "the-mot"

"""GIFT as others write it: every form it knows is understood, or named with its line and the reason."""

from __future__ import annotations

import pytest

from bot.domain.curriculum import Question, QuestionKind
from bot.exchange import Leftover, questions_from_gift


def taken(text: str) -> Question:
    """The one question of a text that leaves nothing out."""
    questions, leftovers = questions_from_gift(text)
    assert not [one for one in leftovers if one.is_whole], leftovers
    (question,) = questions
    return question


def left(text: str) -> Leftover:
    """What is said of the one thing in a text that is no question here."""
    questions, leftovers = questions_from_gift(text)
    assert not questions
    (leftover,) = leftovers
    assert leftover.is_whole
    assert leftover.advice
    return leftover


def choices(question: Question) -> list[tuple[str, bool, str]]:
    """The choices as text, whether they are right, and what is said to them."""
    return [(choice.text, choice.is_right, choice.feedback) for choice in question.choices]


def test_a_single_choice_with_answers_to_each_and_an_explanation() -> None:
    question = taken(
        "::Nhà chị Na::Ai nấu cơm? {\n ~Vợ # Xưa rồi.\n =Ai về trước#Phải đấy.\n ~Chồng\n ####Nhà chung.\n}"
    )
    assert question.kind is QuestionKind.SINGLE
    assert (question.id, question.text, question.explanation) == ("nha-chi-na", "Ai nấu cơm?", "Nhà chung.")
    assert choices(question) == [
        ("Vợ", False, "Xưa rồi."),
        ("Ai về trước", True, "Phải đấy."),
        ("Chồng", False, ""),
    ]


def test_the_answers_may_stand_on_one_line_and_in_the_middle_of_a_sentence() -> None:
    question = taken("Chị em gọi {~112 =111 ~110} khi trẻ gặp nguy.")
    assert question.text == "Chị em gọi _____ khi trẻ gặp nguy."
    assert [choice[0] for choice in choices(question)] == ["112", "111", "110"]


@pytest.mark.parametrize(
    ("block", "is_true", "feedbacks"),
    [
        ("{T}", True, ("", "")),
        ("{TRUE#Sai rồi}", True, ("", "Sai rồi")),
        ("{F#Sai rồi#Phải đấy}", False, ("Sai rồi", "Phải đấy")),
        ("{ FALSE\n#Sai rồi\n####Vì thế.}", False, ("Sai rồi", "")),
        ("{true}", True, ("", "")),
    ],
)
def test_true_and_false_with_what_is_said_to_each(block: str, is_true: bool, feedbacks: tuple[str, str]) -> None:
    question = taken(f"Việc nhà là việc chung.{block}")
    assert question.kind is QuestionKind.TRUE_FALSE
    assert choices(question) == [("Đúng", is_true, feedbacks[0]), ("Sai", not is_true, feedbacks[1])]


@pytest.mark.parametrize(
    "block", ["{~%50%a ~%50%b ~%-100%c}", "{~%33.33333%a ~%66,66667%b ~c}", "{=%50%a =%50%b ~%-100%c}"]
)
def test_weights_make_it_a_question_with_several_right_answers(block: str) -> None:
    question = taken(f"Việc nào nên làm? {block}")
    assert question.kind is QuestionKind.SEVERAL
    assert [choice[:2] for choice in choices(question)] == [("a", True), ("b", True), ("c", False)]


def test_a_part_of_the_marks_for_a_wrong_answer_is_named_as_lost() -> None:
    questions, leftovers = questions_from_gift("Ai?{~a ~%50%b =c}")
    assert [choice[1] for choice in choices(questions[0])] == [False, False, True]
    assert [(one.is_whole, one.line, "một phần điểm" in one.message) for one in leftovers] == [(False, 1, True)]


def test_matching_from_one_to_three_is_an_order() -> None:
    question = taken("Xếp thứ tự {\n=2 -> Gọi 113\n=1. -> Ra chỗ an toàn\n=3 -> Báo chi hội -> xã\n}")
    assert question.kind is QuestionKind.ORDER
    assert [choice[0] for choice in choices(question)] == ["Ra chỗ an toàn", "Gọi 113", "Báo chi hội -&gt; xã"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Chị kể một chuyện. {}", "tự luận"),
        ("Chị kể một chuyện. {####Chuyện nào cũng được}", "tự luận"),
        ("Số khẩn cấp? {#113}", "không gõ số"),
        ("Số khẩn cấp? {#110..114}", "không gõ số"),
        ("Số khẩn cấp? {#=113:0 =%50%114:1#gần}", "không gõ số"),
        ("Số khẩn cấp? {=113 =một một ba}", "không gõ chữ"),
        ("Nối {=Canada -> Ottawa =Ý -> Rome =Nhật -> Tokyo}", "nối hai cột"),
        ("Nối {=1 -> Ottawa =1 -> Rome =Nhật -> Tokyo}", "nối hai cột"),
        ("Các câu sau nói về bạo lực.", "lời dẫn"),
        ("Ai? {=a =b ~c}", "2 phương án cùng được tính là đúng"),
        ("Ai? {~a ~b}", "Không có phương án nào đúng"),
        ("Ai? {~%-50%a ~b}", "Không có phương án nào đúng"),
        ("Ai? {~a}", "chỉ có một phương án"),
        ("Ai? {1:MC:=a~b}", "Trước phương án đầu tiên còn chữ"),
        ("Ai? {~ =a}", "không có chữ"),
        ('[html]<p><img src\\="@@PLUGINFILE@@/a.png"></p>{T}', "tranh"),
        ("Ai? {~a =b", "không có dấu } đóng"),
        ("Ai? ~a =b}", "chưa có dấu { mở"),
        ("Ai? {~a {x} =b}", "lại có dấu {"),
        ("Nước có {=1} oxy và {=2} hydro", "mỗi câu chỉ có một phần trả lời"),
        ("Nối {=a -> b =c}", "thiếu mũi tên"),
    ],
)
def test_what_a_chat_cannot_ask_is_named_with_its_reason(text: str, words: str) -> None:
    leftover = left(f"// mở đầu\n\n{text}")
    assert words in leftover.message
    assert leftover.line == 3
    assert leftover.title


def test_what_is_broken_is_told_at_its_very_line_and_the_rest_is_read() -> None:
    text = "Câu một?{T}\n\n::Hai::Câu hai?\n{\n~a\n\n=b\n\n::Ba::Câu ba?{F}\n\nCâu bốn\n{~x\n=y {z}}"
    questions, leftovers = questions_from_gift(text)
    assert [question.text for question in questions] == ["Câu một?", "Câu ba?"]
    assert [(one.line, one.title) for one in leftovers] == [(4, "Hai"), (7, "=b"), (13, "Câu bốn {~x =y {z}}")]


def test_an_empty_line_among_the_answers_is_forgiven() -> None:
    question = taken("Ai?\n{\n\n~a\n\n\n=b\n\n}\n\n")
    assert [choice[0] for choice in choices(question)] == ["a", "b"]


def test_comments_categories_ids_tags_and_windows_lines_are_understood() -> None:
    text = (
        "\ufeff// Ngân hàng câu hỏi\r\n$CATEGORY: $course$/Hội/Bài 1\r\n\r\n"
        "// question: 12  name: Ai\r\n// [id:ai-nau] [tag:bếp]\r\n::Ai::Ai nấu?{\r\n// giữa chừng\r\n~a\r\n=b\r\n}\r\n"
    )
    questions, leftovers = questions_from_gift(text)
    assert [question.id for question in questions] == ["ai-nau"]
    assert [(one.line, one.is_whole) for one in leftovers] == [(2, False), (6, False)]
    assert "Bài 1" in leftovers[0].message
    assert "bếp" in leftovers[1].message


def test_escaped_signs_are_words() -> None:
    question = taken(r"::2\:1::\{2\} \= 1 \~ \# \\ \: dòng\nhai?{=\=\~\#\\n~a}")
    assert question.text == "{2} = 1 ~ # \\ :dòng\nhai?".replace(":dòng", ": dòng")
    assert question.choices[0].text == r"=~#\n"
    assert question.id == "2-1"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[html]<p>Một <strong>hai</strong></p><p>ba &amp; bốn</p>", "Một <b>hai</b>\n\nba &amp; bốn"),
        ("[html]<ul><li>a</li><li>b</li></ul>", "• a\n• b"),
        ("[html]<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("[html]a<br>b\nc<!-- ghi --> d", "a\nb c d"),
        ("[html]<em>a <b>b</em> c", "<i>a <b>b</b></i> c"),
        ('[html]<a href\\="https\\://vwu.vn">Hội</a>', '<a href="https://vwu.vn">Hội</a>'),
        ("[plain]a <b>b</b> & c", "a &lt;b&gt;b&lt;/b&gt; &amp; c"),
        ("[markdown]a **b** và *c*", "a <b>b</b> và <i>c</i>"),
        ("[markdown]Chọn:\n* a\n* b", "Chọn:\n\n• a\n• b"),
        ("[moodle]a <b>b</b>\nc\\nd 1<2 và 3>2", "a <b>b</b> c\nd 1&lt;2 và 3&gt;2"),
        ("chữ [x] và <vợ>", "chữ [x] và &lt;vợ&gt;"),
    ],
)
def test_texts_of_every_format_are_shown_with_what_a_chat_has(written: str, shown: str) -> None:
    assert taken(f"{written}{{T}}").text == shown


def test_what_a_chat_does_not_show_is_named_and_its_words_stay() -> None:
    questions, leftovers = questions_from_gift("[html]H<sub>2</sub>O là <u>nước</u>{T}")
    assert questions[0].text == "H2O là nước"
    assert [(one.is_whole, "<sub>, <u>" in one.message) for one in leftovers] == [(False, True)]


def test_answers_take_the_format_of_their_question_unless_they_name_another() -> None:
    question = taken("[html]A<br>b?{=c<br>d#[plain]<b> ~[markdown]**e**}")
    assert choices(question) == [("c\nd", True, "&lt;b&gt;"), ("<b>e</b>", False, "")]


def test_ids_are_free_in_the_module_and_differ_from_each_other() -> None:
    questions, _ = questions_from_gift("Ai?{T}\n\nAi?{F}\n\n// [id:Không Hợp]\nAi?{T}", taken=["ai", "ai-2"])
    assert [question.id for question in questions] == ["ai-3", "ai-4", "ai-5"]


def test_nothing_is_no_question() -> None:
    assert questions_from_gift("") == ((), ())
    assert questions_from_gift("\n\n// chỉ là lời ghi\n\n") == ((), ())

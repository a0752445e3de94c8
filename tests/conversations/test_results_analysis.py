"""An author looks at how her questions do: first attempts, counted, nobody named."""

from __future__ import annotations

import io
from datetime import timedelta

from python_calamine import CalamineWorkbook

from bot.domain.curriculum import QuestionKind
from bot.domain.managing import AdminRole
from bot.storage.records import Records
from tests.chatting import Meeting
from tests.conversations.results_school import entrusted, file_of, goes_through, joins


def _answers(records: Records, met: Meeting, count: int) -> None:
    """The first question is got wrong by all but one at first; the second try, all right, does not count."""
    module = met.library.courses[0].modules[0]
    for place in range(count):
        number = joins(records, f"Chị {place}", "mau-doi-che-lua", met.clock.now())
        first = set() if place == 0 else {module.questions[0].id}
        others = {module.questions[2].id} if place % 2 else set()
        goes_through(records, number, module, met.clock.now(), first | others)
        goes_through(records, number, module, met.clock.now() + timedelta(hours=1))


async def test_an_author_sees_what_to_look_at_first(met: Meeting) -> None:
    await met.app.database.run(_answers, met, 24)
    sim = await entrusted(met, "Sim", None, AdminRole.AUTHOR)
    await sim.types("/quantri")
    await sim.taps("Phân tích câu hỏi")
    sim.sees("đúng ngay lần đầu 4% trong 24 lượt", "nhiều người sai")
    assert len(sim.screen.splitlines()) <= 25
    assert "Kết quả" not in " ".join(sim.buttons)
    met.is_well()


async def test_the_sheet_holds_every_question_and_only_first_attempts(met: Meeting) -> None:
    await met.app.database.run(_answers, met, 24)
    sim = await entrusted(met, "Sim", None, AdminRole.AUTHOR)
    await sim.taps_code("vs")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file_of(met, sim.from_bot[-1]))).get_sheet_by_index(0).to_python()
    module = met.library.courses[0].modules[0]
    by_question = {row[1]: row for row in rows if row[0] == module.title}
    assert by_question.keys() == {question.id for question in module.questions}
    first, second, third = (by_question[question.id] for question in module.questions[:3])
    assert first[5:7] == [24, 4]
    assert second[5:7] == [24, 100]
    assert third[5:7] == [24, 50]
    # The third question is wrong for every second of them, the first for all but one, who has the third right.
    assert isinstance(third[7], float)
    assert third[7] > 0
    if module.questions[1].kind is QuestionKind.SINGLE:
        assert second[8]
    assert "gần như ai cũng đúng" in str(second[9])
    met.is_well()


async def test_under_five_answers_nothing_is_told(met: Meeting) -> None:
    await met.app.database.run(_answers, met, 4)
    sim = await entrusted(met, "Sim", None, AdminRole.AUTHOR)
    await sim.taps_code("va")
    sim.sees("Chưa có câu nào đủ 5 lượt")


async def test_who_does_not_write_is_refused(met: Meeting) -> None:
    sen = await entrusted(met, "Sen", None, AdminRole.ORGANISER)
    for code in ("va", "vs"):
        await sen.taps_code(code)
        assert "quyền" in sen.toast
        sen.does_not_see("Câu hỏi nên xem lại")

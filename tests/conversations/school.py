"""A small school for conversations: two modules that hold every kind of question, in a folder that can be edited.

Its situation really branches and one of its cards has a picture. Nothing in it changes when the real lessons do.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.domain.attempt import Attempt
from bot.domain.curriculum import Choice, Question, QuestionKind
from bot.domain.quiz import Moment, moment_of, shown_choices
from bot.screens.actions import PickChoice, encode
from bot.storage.records import Records
from tests.chatting import CONTENT, Meeting, Talker, meeting
from tests.library.builder import COURSE, MODULE, Content

SECOND = "courses/viec-nha/02-nau-com.md"
ONE, TWO = "chia-viec", "nau-com"
FIRST_TITLE, SECOND_TITLE = "Việc nhà: ai làm cũng được", "Nấu cơm cùng nhau"
PICTURED = "Thẻ thứ hai"

_STRAIGHT = """- [ ] Khuyên ngay một câu → bước 2
  > Chị Sim chưa kể xong."""
_BRANCH = """- [ ] Khuyên ngay một câu → bước 3
  > Chị Sim chưa kể xong."""
_STEP_THREE = """  > Câu này làm chị Sim nản.

### Bước 3
Chị Sim im lặng nhìn xuống. Giờ chị làm sao?

- [x] Xin lỗi, rồi ngồi nghe
  > Sửa ngay được là quý.
- [ ] Về luôn cho kịp tối
  > Chị Sim ở lại một mình.
"""


class School(Content):
    """A content folder with two modules, texts and all."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.change(_STRAIGHT, _BRANCH)
        self.change("  > Câu này làm chị Sim nản.\n", _STEP_THREE)
        self.change(
            "Chữ **đậm** và chữ *nghiêng*.", "Chữ **đậm** ở đây.\n\n![Hai vợ chồng cùng nấu cơm](media/bep.png)"
        )
        self.write(SECOND, self.text(MODULE).replace(FIRST_TITLE, SECOND_TITLE))
        self.change("Chia việc nhà cho vừa sức.", "Chia việc nhà cho vừa sức, rồi cùng nấu cơm.", COURSE)
        shutil.copytree(CONTENT / "texts", self.root / "texts")

    @property
    def folder(self) -> Path:
        """The content folder."""
        return self.root


@asynccontextmanager
async def school_evening(database_url: str, tmp_path: Path) -> AsyncIterator[tuple[Meeting, School]]:
    """A meeting whose bot teaches from the small school."""
    school = School(tmp_path)
    async with meeting(database_url, school.folder) as met:
        yield met, school


def _moment(records: Records, attempt: Attempt) -> Moment | None:
    module = records.study.module_at(attempt.module_id, attempt.module_revision)
    assert module is not None
    return moment_of(module, attempt)


class Pupil:
    """A learner in a quiz, and what she is really asked, read from the database."""

    def __init__(self, met: Meeting, talker: Talker) -> None:
        self.met = met
        self.talker = talker

    async def attempt(self) -> Attempt:
        """Her newest attempt."""
        return (await self.met.attempts(self.talker))[-1]

    async def moment(self) -> Moment:
        """What she is asked now."""
        found = await self.met.app.database.run(_moment, await self.attempt())
        assert found is not None, "nothing is asked"
        return found

    async def question(self) -> Question:
        """The question she is at."""
        return (await self.moment()).question

    async def shown(self) -> tuple[Choice, ...]:
        """The choices as they stand on her screen."""
        return shown_choices(await self.moment())

    async def begins(self, module_id: str = ONE) -> None:
        """Read to the end of a module and begin its quiz."""
        module = self.met.library.module(module_id)
        assert module is not None
        await self.talker.taps_code(f"rc:{module_id}:{module.cards[-1].id}")
        await self.talker.taps("Làm bài kiểm tra")

    async def comes_to(self, kind: QuestionKind) -> Question:
        """Answer rightly until a question of that kind is on the screen."""
        for _ in range(20):
            question = await self.question()
            if question.kind is kind:
                return question
            await self.answers(right=True)
        raise AssertionError(f"no {kind} is asked")

    async def answers(self, *, right: bool) -> None:
        """Answer the whole question on the screen and go on."""
        await self.judged(right=right)
        if "Câu tiếp theo ▸" in self.talker.buttons:
            await self.talker.taps("Câu tiếp theo")

    async def judged(self, *, right: bool) -> None:
        """Answer the whole question on the screen and stop where it is explained."""
        await self.talker.answers(right=right)
        while "Rồi sao nữa? ▸" in self.talker.buttons:
            await self.talker.taps("Rồi sao nữa")
            await self.talker.answers(right=right)

    async def finishes(self, *, wrong: frozenset[QuestionKind] | set[QuestionKind] = frozenset()) -> None:
        """Answer to the end, the questions of these kinds wrongly, and look at the result."""
        for _ in range(20):
            if "Xem kết quả ▸" in self.talker.buttons:
                await self.talker.taps("Xem kết quả")
                return
            await self.answers(right=(await self.question()).kind not in wrong)
        raise AssertionError(f"the quiz does not end; she sees:\n{self.talker.screen}")

    async def code(self, text: str) -> str:
        """The code of the choice that says ``text`` (an order's, a situation's, a single one's)."""
        moment, attempt = await self.moment(), await self.attempt()
        place = next(n for n, choice in enumerate(shown_choices(moment)) if choice.text == text)
        part = len(attempt.picked) if moment.question.kind is QuestionKind.ORDER else moment.part
        return encode(PickChoice(attempt.id, moment.position, part, place))

    async def picks(self, text: str) -> None:
        """Tap the choice that says ``text``."""
        await self.talker.taps_code(await self.code(text))

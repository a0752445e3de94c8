"""A school whose law ends on Tuesday night, with a correction that stands ready; and evenings that pass."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.chatting import Meeting, Talker, words_of
from tests.conversations.school import ONE, Pupil, School, school_evening
from tests.library.builder import MODULE

OLD, NEW, OTHER = "luat-bdg-2006", "luat-bdg-moi", "luat-hai"
HEAD = "Luật có chỗ mới, em nói lại cho chị nhé."
SUCCESSOR = """
luat-bdg-moi:
  name: Luật Bình đẳng giới mới
  number: 1/2026/QH16
  law: true
  in_force_from: 2026-11-25
  replaces: luat-bdg-2006
  checked_on: 2026-11-01
"""
SECOND = """
luat-hai:
  name: Luật thứ hai
  number: 2/2020/QH14
  law: true
  in_force_from: 2020-01-01
  in_force_until: 2026-11-24
  replaced_by: luat-hai-moi
  checked_on: 2026-11-01
luat-hai-moi:
  name: Luật thứ hai mới
  number: 2/2026/QH16
  law: true
  in_force_from: 2026-11-25
  replaces: luat-hai
  checked_on: 2026-11-01
"""
TEXT = """---
đã duyệt: 2026-11-20
người duyệt: Ban biên tập
---

# Điều mới

Từ **25/11/2026**, ai về trước thì nấu cơm trước. {word}

nguồn: {source}, Điều 3

# Câu hỏi

## Hôm nay chồng về trước. Ai nấu cơm?
mã: ai-nau-com

- [ ] Người vợ nấu
  > Thế là theo nếp cũ.
- [x] Người chồng nấu

giải thích: Điều mới nói thế, từ hôm ấy.
nguồn: {source}, Điều 3
"""


def a_correction(source: str = NEW, word: str = "Nhớ nhé.") -> str:
    """A correction's file."""
    return TEXT.format(source=source, word=word)


def write_correction(school: School, old: str = OLD, new: str = NEW, word: str = "Nhớ nhé.") -> None:
    """The file where it belongs."""
    school.write(f"corrections/{old}.md", a_correction(new, word))


def second_law(school: School) -> None:
    """Another law that ends on the same day, under the third card."""
    school.write("sources.yaml", school.text("sources.yaml") + SECOND)
    school.change("mã: the-ba\n", "mã: the-ba\nnguồn: luat-hai, Điều 1\n")
    write_correction(school, OTHER, "luat-hai-moi", "Đây là luật thứ hai.")


def mend(school: School) -> None:
    """The author teaches the new rule: the first module rests on the new law from now on."""
    text = school.text(MODULE).replace("nguồn: luat-bdg-2006", "nguồn: luat-bdg-moi")
    school.write(
        MODULE,
        text.replace("- Giặt áo", "- Giặt áo, từ 25/11/2026").replace(
            "Ai về trước thì", "Từ 25/11/2026, ai về trước thì"
        ),
    )


@asynccontextmanager
async def law_evening(database_url: str, tmp_path: Path) -> AsyncIterator[tuple[Meeting, School]]:
    """Monday evening; the law ends on Tuesday, nobody has joined yet."""
    async with school_evening(database_url, tmp_path) as (met, school):
        school.change("in_force_until:", "in_force_until: 2026-11-24", "sources.yaml")
        school.change("replaced_by:", "replaced_by: luat-bdg-moi", "sources.yaml")
        school.write("sources.yaml", school.text("sources.yaml") + SUCCESSOR)
        write_correction(school)
        # The second module teaches nothing of it.
        second = "courses/viec-nha/02-nau-com.md"
        school.write(second, school.text(second).replace("nguồn: luat-bdg-2006, Điều 18 khoản 5\n", ""))
        await met.app.watch_content()
        yield met, school


async def studies(met: Meeting, talker: Talker, module_id: str = ONE) -> None:
    """Read a module and do its quiz."""
    pupil = Pupil(met, talker)
    await pupil.begins(module_id)
    await pupil.finishes()


async def evenings(met: Meeting, days: int = 1) -> None:
    """So many evenings, one after the other, each with its night before."""
    for _ in range(days):
        await met.passes(hours=12)
        await met.passes(hours=12)


def told(talker: Talker) -> list[str]:
    """The corrections on her screen, answered or not, oldest first."""
    return [words for message in talker.from_bot if HEAD in (words := words_of(message))]

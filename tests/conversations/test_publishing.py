"""A module is published when a second author agrees, and can be gone back on; learners keep what they began."""

from __future__ import annotations

import argparse
import io
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.commands.modules import run_modules
from bot.domain.curriculum import QuestionKind
from bot.services.publishing import published
from bot.storage.tables import module_draft, module_issue
from tests.chatting import Talker, settings_for, words_of
from tests.conversations.authors_school import NEW, OLD, Class, authors_evening, opens_version, sends
from tests.conversations.roster_school import file_of, withdraw_all
from tests.conversations.school import FIRST_TITLE, ONE, Pupil
from tests.library.builder import MODULE


@pytest_asyncio.fixture
async def lesson(database_url: str, tmp_path: Path) -> AsyncIterator[Class]:
    """The small school and its authors."""
    async with authors_evening(database_url, tmp_path) as together:
        yield together


async def asks(lesson: Class, author: Talker, *changes: tuple[str, str]) -> None:
    """Send a new version and ask the others for their agreement."""
    await opens_version(author)
    await sends(author, lesson.text(*(changes or ((OLD, NEW),))))
    await author.taps("Nhờ người soạn khác")


async def goes_out(lesson: Class) -> None:
    """Let what is planned be sent."""
    await lesson.met.passes()
    await lesson.met.passes(minutes=1)


def taught(lesson: Class) -> str:
    """The first module as it is taught, all its words."""
    return str(lesson.met.library.module(ONE))


async def test_a_second_author_agrees_and_learners_get_the_new_wording_next_time(lesson: Class) -> None:
    thao, huong = await lesson.author("Thảo"), await lesson.author("Hương")
    lan, mai = await lesson.met.learner("Lan"), await lesson.met.learner("Mai")
    pupil = Pupil(lesson.met, lan)
    await pupil.begins()
    await asks(lesson, thao)
    thao.sees("Đang chờ một người soạn khác")
    assert "Đồng ý" not in " ".join(thao.buttons)
    await goes_out(lesson)
    huong.sees("Thảo gửi bài", FIRST_TITLE)
    await huong.taps("Đọc bài này")
    huong.sees("1 câu hỏi sửa", "Thảo gửi bài này, nhờ chị đọc")
    await huong.taps("Xem thử như học viên")
    await huong.taps("Thôi xem thử")
    await huong.taps("Đồng ý, cho dạy")
    huong.sees("đã cho dạy")
    await lesson.met.app.watch_content()
    assert NEW in taught(lesson)
    await goes_out(lesson)
    thao.sees("Hương đã đồng ý")
    await pupil.comes_to(QuestionKind.SINGLE)
    lan.sees(OLD)
    second = Pupil(lesson.met, mai)
    await second.begins()
    await second.comes_to(QuestionKind.SINGLE)
    mai.sees(NEW)
    await lesson.met.restarts()
    assert NEW in taught(lesson)


async def test_fifty_taps_publish_once(lesson: Class) -> None:
    thao, huong = await lesson.author("Thảo"), await lesson.author("Hương")
    await asks(lesson, thao)
    await goes_out(lesson)
    await huong.taps("Đọc bài này")
    code = next(code for code in huong.codes if code.startswith("zt:"))
    number = huong.from_bot[-1]["message_id"]
    for _ in range(50):
        huong.person.taps(number, code, stale=True)
    await lesson.met.quiet()
    rows = await lesson.met.rows(module_issue)
    # The folder's own is kept to go back to.
    assert [row[8] for row in rows] == [True, False]
    assert await lesson.met.rows(module_draft) == []


async def test_the_sender_cannot_agree_to_her_own(lesson: Class) -> None:
    thao = await lesson.author("Thảo")
    await lesson.author("Hương")
    await asks(lesson, thao)
    number = (await lesson.met.rows(module_draft))[0][0]
    await thao.taps_code(f"zt:{number}:0")
    assert await lesson.met.rows(module_issue) == []
    await lesson.met.app.watch_content()
    assert OLD in taught(lesson)


async def test_with_one_author_she_is_told_that_a_second_is_needed(lesson: Class) -> None:
    thao = await lesson.author("Thảo")
    await asks(lesson, thao)
    thao.sees("cần một người soạn thứ hai", "Phân quyền")
    await lesson.author("Hương")
    await thao.taps("Về bản này")
    await thao.taps("Nhờ người soạn khác")
    thao.sees("Đang chờ")


async def test_of_two_authors_one_has_to_be_entrusted_with_the_whole_tree(lesson: Class) -> None:
    thao = await lesson.author("Thảo", "mau-suoi-may")
    huong = await lesson.author("Hương", "mau-suoi-may")
    await asks(lesson, thao)
    thao.sees("cần một người soạn thứ hai")
    sen = await lesson.author("Sen")
    await thao.taps("Về bản này")
    await thao.taps("Nhờ người soạn khác")
    await goes_out(lesson)
    number = (await lesson.met.rows(module_draft))[0][0]
    await huong.taps_code(f"zt:{number}:0")
    assert await lesson.met.rows(module_issue) == []
    await sen.taps("Đọc bài này")
    await sen.taps("Đồng ý, cho dạy")
    sen.sees("đã cho dạy")


async def test_a_draft_is_sent_back_with_a_sentence(lesson: Class) -> None:
    thao, huong = await lesson.author("Thảo"), await lesson.author("Hương")
    await asks(lesson, thao)
    await goes_out(lesson)
    await huong.taps("Đọc bài này")
    await huong.taps("Gửi lại kèm một câu")
    await lesson.met.restarts()
    await huong.types("Câu thứ hai nghe hơi gắt, chị sửa giúp em.")
    huong.sees("gửi bài", "lại cho Thảo")
    await goes_out(lesson)
    thao.sees("Câu thứ hai nghe hơi gắt")
    await thao.taps("Đọc bài này")
    thao.sees("được gửi lại chị")
    await thao.taps("Nhờ người soạn khác")
    await goes_out(lesson)
    huong.sees("Thảo gửi bài")


async def test_an_earlier_version_is_brought_back_with_the_same_agreement(lesson: Class) -> None:
    thao, huong = await lesson.author("Thảo"), await lesson.author("Hương")
    await asks(lesson, thao)
    await goes_out(lesson)
    await huong.taps("Đọc bài này")
    await huong.taps("Đồng ý, cho dạy")
    await lesson.met.app.watch_content()
    await huong.taps("Về bài này")
    huong.sees("Đang dạy bản", "Thảo gửi, Hương đồng ý")
    await huong.taps("Các bản trước")
    huong.sees("có sẵn của chương trình", "đang dạy")
    await huong.taps("Xem bản số 2")
    huong.sees("1 câu hỏi sửa")
    await huong.taps("Dùng lại bản này")
    await huong.taps("Nhờ người soạn khác")
    await goes_out(lesson)
    await thao.taps("Đọc bài này")
    await thao.taps("Đồng ý, cho dạy")
    await lesson.met.app.watch_content()
    assert OLD in taught(lesson)
    assert len(await lesson.met.rows(module_issue)) == 3


async def test_what_was_just_agreed_to_counts_as_taught_before_any_job_has_run(lesson: Class) -> None:
    thao, huong = await lesson.author("Thảo"), await lesson.author("Hương")
    await asks(lesson, thao)
    await goes_out(lesson)
    await huong.taps("Đọc bài này")
    await huong.taps("Đồng ý, cho dạy")
    assert OLD in taught(lesson)
    await huong.taps("Về bài này")
    huong.sees("Đang dạy bản", "Thảo gửi, Hương đồng ý")
    await huong.taps("Tải bài về để sửa")
    with zipfile.ZipFile(io.BytesIO(file_of(huong, ".zip")[1])) as archive:
        assert NEW in archive.read("01-chia-viec.md").decode("utf-8-sig")
    await huong.types("/quantri")
    await huong.taps("Soạn bài học")
    await huong.taps("Việc nhà")
    await huong.taps(FIRST_TITLE)
    await huong.taps("Các bản trước")
    huong.sees("1. ", "Hương đồng ý · đang dạy", "2. có sẵn của chương trình")
    await huong.taps("Xem bản số 1")
    huong.sees("nói y như bản đang dạy")
    assert "Dùng lại" not in " ".join(huong.buttons)
    await opens_version(thao)
    await sends(thao, lesson.text((OLD, NEW)))
    thao.sees("nói y như bản đang dạy")
    assert "Nhờ người soạn khác" not in " ".join(thao.buttons)


async def test_a_draft_that_says_what_is_taught_is_not_published_again(lesson: Class) -> None:
    thao, huong, sen = await lesson.author("Thảo"), await lesson.author("Hương"), await lesson.author("Sen")
    for author in (thao, sen):
        await opens_version(author)
        await sends(author, lesson.text((OLD, NEW)))
    await thao.taps("Nhờ người soạn khác")
    await sen.taps("Nhờ người soạn khác")
    await goes_out(lesson)
    first, second = (row[0] for row in await lesson.met.rows(module_draft))
    await huong.taps_code(f"zt:{first}:0")
    issues = await lesson.met.rows(module_issue)
    assert len(issues) == 2
    await huong.taps_code(f"zt:{second}:{issues[-1][0]}")
    huong.sees("nói y như bản đang dạy")
    assert "Đồng ý" not in " ".join(huong.buttons)
    assert await lesson.met.rows(module_issue) == issues


async def test_a_newer_text_in_the_folder_wins_and_authors_are_told_once(lesson: Class) -> None:
    thao, huong = await lesson.author("Thảo"), await lesson.author("Hương")
    await asks(lesson, thao)
    await goes_out(lesson)
    await huong.taps("Đọc bài này")
    await huong.taps("Đồng ý, cho dạy")
    await lesson.met.app.watch_content()
    assert NEW in taught(lesson)
    lesson.school.change("Ai về trước thì nấu", "Ai về trước thì vào bếp")
    await lesson.met.app.watch_content()
    assert NEW not in taught(lesson)
    assert "vào bếp" in taught(lesson)
    await lesson.met.app.watch_content(is_forced=True)
    await goes_out(lesson)
    told = [message for message in thao.from_bot if "bản mới hơn của bài" in words_of(message)]
    assert len(told) == 1
    await thao.taps("Mở bài này")
    await thao.taps("Các bản trước")
    thao.sees("Thảo gửi, Hương đồng ý")


async def test_what_no_longer_passes_beside_the_folder_gives_way_to_the_folders_own(lesson: Class) -> None:
    thao, huong = await lesson.author("Thảo"), await lesson.author("Hương")
    lesson.school.change(
        "luat-bdg-2006:",
        "luat-khac:\n  name: Luật khác\n  number: 1/2020/QH14\n  law: true\n"
        "  in_force_from: 2020-01-01\n  checked_on: 2026-11-01\nluat-bdg-2006:",
        "sources.yaml",
    )
    await lesson.met.app.watch_content()
    await asks(lesson, thao, (OLD, NEW), ("nguồn: luat-bdg-2006", "nguồn: luat-khac"))
    await goes_out(lesson)
    await huong.taps("Đọc bài này")
    await huong.taps("Đồng ý, cho dạy")
    await lesson.met.app.watch_content()
    assert NEW in taught(lesson)
    lesson.school.change("luat-khac:", "luat-khac-nua:", "sources.yaml")
    await lesson.met.app.watch_content()
    assert OLD in taught(lesson)
    await goes_out(lesson)
    thao.sees("không còn hợp")


async def test_a_new_module_is_taught_after_the_others(lesson: Class) -> None:
    thao, huong = await lesson.author("Thảo"), await lesson.author("Hương")
    await thao.types("/quantri")
    await thao.taps("Soạn bài học")
    await thao.taps("Việc nhà")
    await thao.taps("Gửi bài mới")
    await sends(thao, lesson.text((FIRST_TITLE, "Quét sân cùng nhau")), "03-quet-san.md")
    await thao.taps("Nhờ người soạn khác")
    await goes_out(lesson)
    await huong.taps("Đọc bài này")
    await huong.taps("Đồng ý, cho dạy")
    await lesson.met.app.watch_content()
    assert [module.id for module in lesson.met.library.modules()] == [ONE, "nau-com", "quet-san"]
    assert not (lesson.school.folder / MODULE).parent.joinpath("03-quet-san.md").exists()


async def test_a_role_withdrawn_meanwhile_agrees_to_nothing(lesson: Class) -> None:
    thao, huong = await lesson.author("Thảo"), await lesson.author("Hương")
    await asks(lesson, thao)
    await goes_out(lesson)
    await huong.taps("Đọc bài này")
    await withdraw_all(lesson.met)
    await huong.taps("Đồng ý, cho dạy")
    assert await lesson.met.rows(module_issue) == []


async def test_what_she_wrote_stands_in_her_data_and_drafts_go_with_her(lesson: Class) -> None:
    thao = await lesson.author("Thảo")
    await lesson.author("Hương")
    await asks(lesson, thao)
    await thao.types("/riengtu")
    await thao.taps("Xem dữ liệu")
    name, content = (thao.from_bot[-1].get("document") or {}).get("file_name"), b""
    stored = lesson.met.world.files.get(thao.from_bot[-1]["document"]["file_id"])
    assert stored is not None
    content = stored.content
    assert name
    assert f"Bản nháp bài {FIRST_TITLE}" in content.decode("utf-8-sig")


async def test_what_is_published_can_be_written_into_the_folder_and_is_taught_from_there(
    lesson: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    thao, huong = await lesson.author("Thảo"), await lesson.author("Hương")
    await asks(lesson, thao)
    await goes_out(lesson)
    await huong.taps("Đọc bài này")
    await huong.taps("Đồng ý, cho dạy")
    folder = lesson.school.folder
    found = await lesson.met.app.database.run(published, folder)
    options = argparse.Namespace(way="export", folder=folder)
    assert run_modules(settings_for("", folder), options, lambda _settings, _work, _folder: found) == 0
    assert "1 modules written." in capsys.readouterr().out
    assert NEW in lesson.school.text(MODULE)
    await lesson.met.app.watch_content()
    assert NEW in taught(lesson)
    assert lesson.met.app.holder.aside == ()
    assert lesson.met.app.holder.overlays == ()

"""Replies out: through a network that loses answers, a Telegram that refuses, and phones that are out of reach."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from bot.domain.curriculum import Picture
from bot.sandbox.keyboards import Keyboard
from bot.screens.incoming import Incoming
from bot.screens.screen import Attachment, Button, Reply, Screen, show
from bot.services.visit import Visit
from bot.storage.tables import chat, media, outbox
from tests.chatting import CONTENT, Meeting, Talker, buttons_of
from tests.promises.wired import Onlooker, logging_to_a_string, restart, stage, watching

CODE = "hp"
DAY = timedelta(days=1, seconds=1)
ROWS = ((Button("Tiếp", CODE),),)
FIRST = Screen("Màn hình đầu", ROWS)
SECOND = Screen("Màn hình sau", ROWS)


def picture(number: int = 0) -> Picture:
    """One of the pictures that ship with the content."""
    file = sorted((CONTENT / "courses").glob("*/media/*.png"))[number]
    return Picture(str(file.relative_to(CONTENT)), f"digest-{number}", "Một bức tranh")


class Script:
    """A handler that says what it was told to say next."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []

    def __call__(self, _visit: Visit, _incoming: Incoming) -> Reply:
        return self.replies.pop(0) if self.replies else Reply()


class Stand:
    """A meeting with one person and a handler on a string."""

    def __init__(self, met: Meeting, script: Script, onlooker: Onlooker) -> None:
        self.met = met
        self.script = script
        self.onlooker = onlooker
        self.lan: Talker = met.person("Lan")

    async def asks(self, *screens: Screen, toast: str = "") -> None:
        """She writes, and is answered with these."""
        self.script.replies.append(show(*screens, toast=toast))
        await self.lan.types("?")

    async def taps(self, *screens: Screen, toast: str = "", message_id: int | None = None) -> None:
        """She taps what she was shown last, and is answered with these."""
        self.script.replies.append(show(*screens, toast=toast))
        await self.lan.taps_code(CODE, message_id or self.lan.from_bot[-1]["message_id"])

    @property
    def said(self) -> list[str]:
        """What the bot has said, oldest first."""
        return [str(message.get("text") or message.get("caption")) for message in self.lan.from_bot]

    @property
    def is_reachable(self) -> bool:
        """What the database holds."""
        return bool(self.onlooker.rows(chat)[0]["is_reachable"])

    def waiting(self) -> int:
        """How many replies are in the outbox."""
        return len(self.onlooker.rows(outbox))

    def calls(self, *methods: str) -> list[int]:
        """What came of the calls of these methods."""
        return [called.status for called in self.met.world.requests.calls if called.method in methods]


@pytest_asyncio.fixture
async def stand(sqlite_url: str) -> AsyncIterator[Stand]:
    script = Script()
    with watching(sqlite_url) as onlooker:
        async with stage(sqlite_url, answer=script) as met:
            yield Stand(met, script, onlooker)


# Telegram says wait.


async def test_a_429_is_obeyed_and_the_reply_comes_once(stand: Stand) -> None:
    stand.met.world.faults.add(429, times=3, method="sendMessage", retry_after=7)
    before = stand.met.clock.now()
    await stand.asks(FIRST)
    assert stand.said == ["Màn hình đầu"]
    assert (stand.met.clock.now() - before).total_seconds() >= 21
    assert stand.calls("sendMessage") == [429, 429, 429, 200]


async def test_a_long_429_is_waited_for_in_the_outbox(stand: Stand) -> None:
    stand.met.world.faults.add(429, method="sendMessage", retry_after=300)
    await stand.asks(FIRST)
    assert (stand.said, stand.waiting()) == ([], 1)
    await stand.met.passes(minutes=4)
    await stand.asks(SECOND)
    assert (stand.said, stand.calls("sendMessage")) == ([], [429])
    await stand.met.passes(minutes=2)
    assert stand.said == ["Màn hình đầu", "Màn hình sau"]
    assert stand.waiting() == 0


# The network fails.


@pytest.mark.parametrize("kind", ["500", "502", "reset_before", "timeout_before"])
async def test_what_did_not_arrive_is_sent_again(stand: Stand, kind: str) -> None:
    stand.met.world.faults.add(kind, times=2, method="sendMessage", seconds=0)
    await stand.asks(FIRST)
    assert (stand.said, stand.waiting()) == (["Màn hình đầu"], 0)


@pytest.mark.parametrize("kind", ["reset_after", "timeout_after"])
@pytest.mark.parametrize("times", [1, 2])
async def test_what_arrived_without_an_answer_comes_twice_more_at_most(stand: Stand, kind: str, times: int) -> None:
    stand.met.world.faults.add(kind, times=times, method="sendMessage", seconds=0)
    await stand.asks(FIRST)
    assert (stand.said, stand.waiting()) == (["Màn hình đầu"] * (times + 1), 0)


async def test_what_never_gets_an_answer_is_repeated_more_and_more_seldom(stand: Stand) -> None:
    stand.met.world.faults.add("reset_after", times=10_000, method="sendMessage")
    await stand.asks(FIRST)
    assert len(stand.said) == 3
    for _ in range(60):
        await stand.met.passes(minutes=1)
    assert len(stand.said) <= 3 * 7
    assert stand.waiting() == 1


@pytest.mark.parametrize("kind", ["500", "502", "reset_before", "reset_after", "timeout_before", "timeout_after"])
async def test_an_edit_may_be_repeated_unseen(stand: Stand, kind: str) -> None:
    await stand.asks(FIRST)
    stand.met.world.faults.add(kind, times=2, method="editMessageText", seconds=0)
    await stand.taps(SECOND)
    assert (stand.said, stand.waiting()) == (["Màn hình sau"], 0)


async def test_a_lost_answer_to_the_tap_repeats_no_message(stand: Stand) -> None:
    await stand.asks(FIRST)
    stand.met.world.faults.add("reset_after", times=50, method="answerCallbackQuery")
    await stand.taps(Screen("Tin mới", is_new=True))
    assert (stand.said, stand.waiting()) == (["Màn hình đầu", "Tin mới"], 0)


async def test_a_second_message_that_fails_does_not_repeat_the_first(stand: Stand) -> None:
    await stand.asks(FIRST)
    stand.script.replies.append(show(SECOND, Screen("Tệp", attachment=Attachment("a.txt", b"a")), FIRST))
    stand.met.world.faults.add("500", times=50, method="sendDocument")
    await stand.lan.taps_code(CODE)
    assert (stand.said, stand.waiting()) == (["Màn hình sau"], 2)
    stand.met.world.faults.clear()
    await stand.met.passes(minutes=2)
    assert (stand.said, stand.waiting()) == (["Màn hình sau", "Tệp", "Màn hình đầu"], 0)


# What cannot be shown now.


@pytest.mark.parametrize("is_restarted", [False, True])
async def test_what_cannot_be_shown_now_is_shown_later_or_after_a_restart(stand: Stand, is_restarted: bool) -> None:
    stand.met.world.faults.add("500", times=10_000, method="sendMessage")
    await stand.asks(FIRST)
    assert (stand.said, stand.waiting()) == ([], 1)
    stand.met.world.faults.clear()
    if is_restarted:
        await restart(stand.met, stand.script)
    else:
        await stand.met.passes(minutes=2)
    assert (stand.said, stand.waiting()) == (["Màn hình đầu"], 0)


async def test_an_old_screen_never_covers_a_newer_one(stand: Stand) -> None:
    await stand.asks(FIRST)
    number = stand.lan.from_bot[-1]["message_id"]
    stand.met.world.faults.add("500", times=10_000, method="editMessageText")
    await stand.taps(Screen("hai", ROWS), message_id=number)
    stand.met.world.faults.clear()
    await stand.taps(Screen("ba", ROWS), message_id=number)
    assert (stand.said, stand.waiting()) == (["ba"], 0)
    await stand.met.passes(minutes=5)
    assert stand.said == ["ba"]


async def test_a_reply_a_day_old_is_dropped(stand: Stand) -> None:
    stand.met.world.faults.add("500", times=10_000, method="sendMessage")
    await stand.asks(FIRST)
    stand.met.world.faults.clear()
    await stand.met.app.stop()
    stand.met.clock.move(DAY)
    await restart(stand.met, stand.script)
    assert (stand.said, stand.waiting()) == ([], 0)


# Telegram refuses.


async def test_who_blocked_the_bot_is_unreachable_until_she_comes_back(stand: Stand) -> None:
    await stand.asks(FIRST)
    stand.script.replies.append(show(SECOND))
    stand.lan.person.says("?")
    stand.lan.person.has_blocked = True
    await stand.met.quiet()
    assert (stand.is_reachable, stand.waiting()) == (False, 0)
    assert stand.calls("sendMessage") == [200, 403]
    await stand.lan.starts()
    assert stand.is_reachable


async def test_telegrams_own_word_of_a_block_and_its_end_is_kept(here: Meeting) -> None:
    lan = await here.learner()
    for act, is_reachable in ((lan.person.blocks, False), (lan.person.unblocks, True)):
        act()
        await here.quiet()
        assert [row[-3] for row in await here.rows(chat)] == [is_reachable]


async def test_a_closed_account_is_unreachable(stand: Stand) -> None:
    await stand.asks(FIRST)
    stand.lan.person.says("?")
    stand.script.replies.append(show(SECOND))
    stand.lan.person.deletes_account()
    await stand.met.quiet()
    assert (stand.is_reachable, stand.waiting()) == (False, 0)


async def test_an_edit_that_changes_nothing_is_fine(stand: Stand) -> None:
    await stand.asks(FIRST)
    await stand.taps(FIRST)
    assert (stand.said, stand.waiting()) == (["Màn hình đầu"], 0)
    assert stand.calls("editMessageText") == [400]


async def test_an_edit_of_a_message_that_is_gone_becomes_a_new_one(stand: Stand) -> None:
    await stand.asks(FIRST)
    gone = stand.lan.from_bot[-1]["message_id"]
    stand.met.world.delete(stand.lan.person.cloud, gone)
    await stand.taps(SECOND, message_id=gone)
    assert (stand.said, stand.waiting()) == (["Màn hình sau"], 0)


async def test_a_message_that_brought_other_keys_is_followed_by_a_new_one(stand: Stand) -> None:
    posted = stand.met.world.post(
        stand.lan.person.cloud,
        stand.met.world.bot_json(),
        {"text": "Số điện thoại?"},
        by_bot=True,
        keyboard=Keyboard("reply", {"keyboard": [[{"text": "Bỏ qua"}]]}),
    )
    await stand.asks(FIRST)
    await stand.taps(SECOND, message_id=posted.id)
    assert stand.said == ["Số điện thoại?", "Màn hình đầu", "Màn hình sau"]


async def test_after_a_picture_text_comes_as_a_new_message_and_the_old_one_loses_its_buttons(stand: Stand) -> None:
    await stand.asks(Screen("Có tranh", ROWS, picture()))
    await stand.taps(SECOND)
    old, new = stand.lan.from_bot
    assert "photo" in old
    assert (buttons_of(old), len(buttons_of(new))) == ([], 1)
    assert stand.said == ["Có tranh", "Màn hình sau"]


async def test_a_text_is_given_a_picture_in_its_place_and_a_picture_another(stand: Stand) -> None:
    await stand.asks(FIRST)
    await stand.taps(Screen("Có tranh", ROWS, picture(0)))
    await stand.taps(Screen("Tranh khác", ROWS, picture(1)))
    assert stand.said == ["Tranh khác"]
    assert stand.met.world.files.uploads_by_bot == 2


async def test_a_picture_is_uploaded_once_for_everybody_and_after_a_restart(stand: Stand) -> None:
    await stand.asks(Screen("Có tranh", ROWS, picture()))
    await restart(stand.met, stand.script)
    await stand.asks(Screen("Có tranh", ROWS, picture()))
    await stand.asks(FIRST)
    await stand.taps(Screen("Có tranh", ROWS, picture()))
    assert stand.said == ["Có tranh"] * 3
    assert stand.met.world.files.uploads_by_bot == 1


@pytest.mark.parametrize("is_edit", [False, True])
async def test_a_name_that_telegram_forgot_is_uploaded_again(stand: Stand, is_edit: bool) -> None:
    await stand.asks(Screen("Có tranh", ROWS, picture()))
    stand.onlooker.do("UPDATE media SET file_id = 'AgACAgUAAxk-of-another-bot'")
    await restart(stand.met, stand.script)
    screen = Screen("Có tranh lại", ROWS, picture())
    if is_edit:
        await stand.asks(FIRST)
        await stand.taps(screen)
    else:
        await stand.asks(screen)
    assert stand.said == ["Có tranh", "Có tranh lại"]
    assert stand.met.world.files.uploads_by_bot == 2
    assert "another-bot" not in stand.onlooker.rows(media)[0]["file_id"]


@pytest.mark.parametrize("is_edit", [False, True])
async def test_a_picture_whose_file_is_gone_is_left_out(stand: Stand, is_edit: bool) -> None:
    await stand.asks(FIRST)
    screen = Screen("Chỉ còn chữ", ROWS, Picture("courses/none.png", "digest", "Không có"))
    await (stand.taps(screen) if is_edit else stand.asks(screen))
    assert stand.said == (["Chỉ còn chữ"] if is_edit else ["Màn hình đầu", "Chỉ còn chữ"])


async def test_what_telegram_will_never_take_makes_way_for_an_apology(stand: Stand) -> None:
    with logging_to_a_string(logging.DEBUG) as log:
        await stand.asks(Screen("<b>chưa đóng của chị Sim", ROWS), SECOND)
    assert len(stand.said) == 2
    assert "Em bị vấp" in stand.said[0]
    assert (stand.said[1], stand.waiting()) == ("Màn hình sau", 0)
    assert "RefusedError Can't parse entities" in log.getvalue()
    assert "chị Sim" not in log.getvalue()


async def test_a_token_that_is_void_meanwhile_loses_no_reply(stand: Stand) -> None:
    await stand.asks(FIRST)
    world = stand.met.world
    stand.script.replies.append(show(SECOND))
    stand.lan.person.says("?")
    token, world.token = world.token, "1:void"
    await stand.met.app.lanes.idle()
    world.token = token
    await restart(stand.met, stand.script)
    assert stand.said == ["Màn hình đầu", "Màn hình sau"]

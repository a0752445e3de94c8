"""Every module of the library played whole, all right and all wrong, and every screen on the way held to the limits.

The playing goes straight to the reception, where a whole library takes seconds; one module goes over the wire.
"""

from __future__ import annotations

import random
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot.clock import FrozenClock
from bot.domain.attempt import Answer, Attempt
from bot.domain.curriculum import Citation, Library, Module, Question, QuestionKind
from bot.domain.folding import fold
from bot.domain.learner import JoiningStep
from bot.domain.quiz import Moment, mark, moment_of, shown_choices
from bot.domain.translating import in_language
from bot.library import read_library
from bot.sandbox.markup import parse_html
from bot.screens import actions, general
from bot.screens.actions import Action, PickChoice, decode, encode
from bot.screens.incoming import Incoming, Said, Tapped
from bot.screens.parts import day
from bot.screens.screen import Reply, Screen, Target
from bot.services import joining
from bot.services.visit import Visit
from bot.storage.database import Database
from bot.storage.records import Records
from bot.storage.records.chats import fresh_chat
from bot.storage.tables import metadata
from bot.texts import Texts, read_languages
from handlers.reception import answer
from tests.chatting import CONTENT, MONDAY_EVENING, Meeting

CHAT = "telegram:1001"
TEXT, CAPTION, CODE, BUTTONS, TOAST = 4096, 1024, 64, 100, 200
READABLE, SHARED = 40, 8
"""Characters that a button shows: one as wide as the screen, and one of several in a row."""
TITLED = re.compile(r"(?:[○◐↻✓] )?\d+\. .{1,60}")
"""A button that names a title may be longer: its beginning is enough to know it by."""
SLOW_FINGER = timedelta(seconds=3)
"""Between two taps: quicker ones on the same button count as one."""
LANGUAGES = read_languages(CONTENT / "texts")
TEXTS = LANGUAGES()
HINTS = {key for key in TEXTS.keys() if key.startswith("lost.") and key != "lost.group"}  # noqa: SIM118
LONGEST_HINT = max(HINTS, key=lambda key: len(TEXTS(key)))
MODULES = sorted(path.stem[3:] for path in (CONTENT / "courses").glob("*/[0-9][0-9]-*.md") if "." not in path.stem)


@pytest.fixture(scope="module")
def library() -> Library:
    """The library as it is taught."""
    found = read_library(CONTENT, today=MONDAY_EVENING.date(), forgive_age=True).library
    assert found is not None
    return found


@dataclass(frozen=True)
class Asked:
    """What she is asked, in the attempt she is in; ``moment`` is None when all is answered."""

    attempt: Attempt
    moment: Moment | None

    def tap(self, *, right: bool) -> PickChoice:
        """The button that answers rightly, or wrongly."""
        moment, attempt = self.moment, self.attempt
        assert moment is not None
        if moment.question.kind is QuestionKind.ORDER:
            left = [index for index in moment.drawn.order if index not in attempt.picked]
            wanted = min(left) if right else max(left)
            return PickChoice(attempt.id, moment.position, len(attempt.picked), moment.drawn.order.index(wanted))
        places = (0, 1) if moment.question.kind is QuestionKind.SEVERAL else range(len(shown_choices(moment)))
        for place in places:
            marked = mark(moment, place, attempt.picked, MONDAY_EVENING)
            if isinstance(marked, Answer) and marked.is_right == right:
                return PickChoice(attempt.id, moment.position, moment.part, place)
        raise AssertionError(f"{moment.question.id} has no choice that is {'right' if right else 'wrong'}")


class Player:
    """A learner at the reception itself: no wire, no waiting, the real services on a real database."""

    def __init__(self, database: Database, library: Library, language: str = "vi") -> None:
        self.database = database
        self.library = in_language(library, language)
        self.language = language
        self.clock = FrozenClock(MONDAY_EVENING)
        self.dice = random.Random(5)
        self.toast = ""
        self.screen = Screen("")
        self.seen: list[Screen] = []
        database.run_now(self._joins)

    def taps(self, action: Action) -> Screen:
        """Tap a button that is on the screen."""
        code = encode(action)
        assert code in self.screen.codes(), f"{action} is not offered: {self.screen.codes()}"
        return self.does(Tapped(code))

    def taps_first(self) -> Screen:
        """Tap the button that goes on."""
        return self.does(Tapped(self.screen.codes()[0]))

    def does(self, act: Tapped | Said) -> Screen:
        """Do it, hold every screen it brings to the limits, and look at the last."""
        reply = self.database.run_now(self._effect, act)
        assert reply.screens, f"{act} was not answered"
        for screen in reply.screens:
            check(screen, LANGUAGES(self.language))
        assert len(reply.toast) <= TOAST
        self.toast, self.screen = reply.toast, reply.screens[-1]
        self.seen += reply.screens
        return self.screen

    def asked(self) -> Asked:
        """What she is asked now."""
        return self.database.run_now(self._asked)

    def module_of(self, attempt: Attempt) -> Module:
        """The module as it was worded when the attempt began."""
        return self.database.run_now(_module_of, attempt)

    def _joins(self, records: Records) -> None:
        chat, learner = joining.agree(records, fresh_chat(CHAT), "Mận", "", self.clock.now())
        records.learners.change(learner.id, joined_at=self.clock.now())
        records.chats.save(replace(chat, step=JoiningStep.JOINED, language=self.language), self.clock.now())

    def _visit(self, records: Records) -> Visit:
        chat = records.chats.get(CHAT)
        assert chat is not None
        assert chat.learner_id is not None
        return Visit(
            records=records,
            chat=chat,
            learner=records.learners.get(chat.learner_id),
            library=self.library,
            texts=LANGUAGES(self.language),
            languages=LANGUAGES,
            now=self.clock.now(),
            zone=ZoneInfo("Asia/Ho_Chi_Minh"),
            dice=self.dice,
        )

    def _effect(self, records: Records, act: Tapped | Said) -> Reply:
        self.clock.move(SLOW_FINGER)
        visit = self._visit(records)
        reply = answer(visit, Incoming(CHAT, act, Target(1001, 7, tap_id="1")))
        records.chats.save(replace(visit.chat, choices=reply.codes() or visit.chat.choices), visit.now)
        return reply

    def _asked(self, records: Records) -> Asked:
        attempt = records.study.attempts(self._visit(records).her.id)[-1]
        return Asked(attempt, moment_of(_module_of(records, attempt), attempt))


def _module_of(records: Records, attempt: Attempt) -> Module:
    module = records.study.module_at(attempt.module_id, attempt.module_revision)
    assert module is not None
    return module


def check(screen: Screen, texts: Texts = TEXTS) -> None:
    """Hold a screen to Telegram's limits and ours, as it is and with the longest hint that may stand above it."""
    most = CAPTION if screen.picture or screen.attachment else TEXT
    for each in (screen, general.lost(texts, LONGEST_HINT, screen)):
        text, _ = parse_html(each.text)
        assert text.strip()
        assert len(text) <= most, f"{len(text)} characters of {most}: {text}"
    assert sum(len(row) for row in screen.rows) <= BUTTONS
    for row in screen.rows:
        for choice in row:
            assert choice.label == choice.label.strip() != ""
            assert not re.search(r"</?\w+>|&\w+;|\n", choice.label), choice.label
            is_short = len(choice.label) <= (SHARED if len(row) > 1 else READABLE)
            assert is_short or (len(row) == 1 and TITLED.fullmatch(choice.label)), f"cut off: {choice.label}"
            assert len(choice.code.encode()) <= CODE
            assert decode(choice.code) is not None, f"{choice.code} cannot be read back"


@pytest_asyncio.fixture
async def player(library: Library) -> AsyncIterator[Player]:
    """A learner who has just joined."""
    database = Database("sqlite://")
    metadata.create_all(database.engine)
    yield Player(database, library)
    await database.close()


def text_of(rich: str) -> str:
    """Markup as it reads on the phone."""
    return parse_html(rich)[0]


def read_cards(player: Player, module: Module) -> None:
    """From the opening through all the cards, and back and forth once."""
    player.does(Tapped(encode(actions.OpenModule(module.id))))
    assert text_of(module.title) in text_of(player.screen.text)
    for index, card in enumerate(module.cards):
        player.taps_first()
        said = text_of(player.screen.text)
        assert card.title in said
        assert text_of(card.text) in said
        assert f"{index + 1}/{len(module.cards)}" in said
        check_sources(player, card.citations, said)
        if index:
            player.taps(actions.ReadCard(module.id, module.cards[index - 1].id))
            player.taps(actions.ReadCard(module.id, card.id))
    player.taps(actions.StartQuiz(module.id))


def check_sources(player: Player, citations: tuple[Citation, ...], said: str) -> None:
    """Every source is named with its place and, if it is a law, its first day."""
    for citation in citations:
        source = player.library.sources[citation.source_id]
        assert source.name in said
        assert citation.article in said or fold(citation.article) in fold(source.name)
        if source.is_law and source.in_force_from:
            assert f"hiệu lực từ {day(source.in_force_from)}" in said


def answer_all(player: Player, *, right: bool) -> set[str]:
    """Answer from the first question to the result; the ids of what was asked."""
    asked: set[str] = set()
    for _ in range(200):
        now = player.asked()
        if now.moment is None:
            player.taps(actions.ShowResult(now.attempt.id))
            return asked
        question = now.moment.question
        asked.add(question.id)
        check_asked(player, now)
        player.taps(now.tap(right=right))
        if player.asked().attempt.answers != now.attempt.answers:
            check_told(player, question, right=right, is_over=is_done(player, now))
    raise AssertionError("the quiz does not end")


def check_asked(player: Player, now: Asked) -> None:
    """The question, or its step, and every choice that can be made stand on the screen."""
    moment = now.moment
    assert moment is not None
    said = text_of(player.screen.text)
    labels = " ".join(choice.label for row in player.screen.rows for choice in row)
    asked = moment.question.steps[moment.step].text if moment.question.steps else moment.question.text
    assert text_of(asked) in said
    for choice in shown_choices(moment):
        assert text_of(choice.text) in said + labels


def is_done(player: Player, before: Asked) -> bool:
    """Whether the question asked before is done."""
    after = player.asked().moment
    assert before.moment is not None
    return after is None or after.position != before.moment.position


def check_told(player: Player, question: Question, *, right: bool, is_over: bool) -> None:
    """Right or wrong, and when the question is done, why and where it is written; then one button on."""
    said = text_of(player.screen.text)
    assert player.toast == "", "a word at the button would only cover what the screen says"
    if is_over:
        assert text_of(question.explanation) in said
        check_sources(player, question.citations, said)
        if question.kind in (QuestionKind.SINGLE, QuestionKind.TRUE_FALSE):
            assert all(text_of(choice.text) in said for choice in question.choices if choice.is_right)
        if question.kind in (QuestionKind.SEVERAL, QuestionKind.ORDER):
            assert all(text_of(choice.text) in said for choice in question.choices)
    if is_over or question.steps:
        assert len(player.screen.codes()) == 1
        if player.asked().moment is not None:
            player.taps_first()


@pytest.mark.parametrize("module_id", MODULES)
async def test_a_module_done_without_a_mistake_is_passed_in_full(player: Player, module_id: str) -> None:
    module = player.library.module(module_id)
    assert module is not None
    read_cards(player, module)
    assert answer_all(player, right=True) == {question.id for question in module.questions}
    said = text_of(player.screen.text)
    count = len(module.questions)
    assert f"Đúng {count}/{count} câu (100%), mức đạt {module.pass_percent}%." in said
    assert text_of(module.practice) in said
    assert not any(isinstance(decode(code), actions.RetryWrong | actions.Reread) for code in player.screen.codes())


@pytest.mark.parametrize("module_id", MODULES)
async def test_a_module_done_all_wrong_shows_everything_and_can_be_mended(player: Player, module_id: str) -> None:
    module = player.library.module(module_id)
    assert module is not None
    read_cards(player, module)
    answer_all(player, right=False)
    result, codes = player.screen.text, player.screen.codes()
    assert f"Đúng 0/{len(module.questions)} câu (0%)" in text_of(result)
    again = [action for code in codes if isinstance(action := decode(code), actions.Reread)]
    assert len(again) == len({question.card_id for question in module.questions if question.card_id})
    for action in again:
        player.taps(action)
        assert any(card.title in text_of(player.screen.text) for card in module.cards)
        player.taps(actions.ShowResult(action.attempt))
        assert player.screen.text == result
    player.taps(next(action for code in codes if isinstance(action := decode(code), actions.RetryWrong)))
    assert answer_all(player, right=True) == {question.id for question in module.questions}
    assert "(100%)" in player.screen.text


async def test_the_whole_library_can_be_passed_by_one_button(player: Player) -> None:
    met = []
    player.does(Tapped(encode(actions.GoHome())))
    for _ in player.library.modules():
        assert isinstance(decode(player.screen.codes()[0]), actions.ContinueLearning | actions.GoOnTo)
        player.taps_first()
        while not isinstance(decode(player.screen.codes()[0]), PickChoice):
            player.taps_first()
        met.append(player.asked().attempt.module_id)
        answer_all(player, right=True)
    assert met == [module.id for module in player.library.modules()]
    player.does(Tapped(encode(actions.ContinueLearning())))
    assert "đã học xong tất cả" in player.screen.text
    for action in (actions.ListCourses(), actions.ShowResults(), actions.ShowHelp(), actions.ShowEmergency()):
        player.does(Tapped(encode(action)))
    for course in player.library.courses:
        player.does(Tapped(encode(actions.OpenCourse(course.id))))
        assert text_of(course.summary) in text_of(player.screen.text)


async def test_one_module_goes_over_the_wire(met: Meeting) -> None:
    lan = await met.learner()
    await lan.taps("Học ngay")
    await lan.taps("Bắt đầu")
    module = met.library.modules()[0]
    for card in module.cards:
        lan.sees(card.title)
        await lan.taps("Tiếp" if card is not module.cards[-1] else "Làm bài kiểm tra")
    await lan.finishes_quiz()
    lan.sees("(100%)")
    assert not list(met.world.requests.errors)


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_whatever_a_restless_finger_does_is_answered_and_spoils_nothing(player: Player, seed: int) -> None:
    whim, ever = random.Random(seed), {encode(actions.ContinueLearning())}
    player.does(Tapped(encode(actions.StartQuiz(whim.choice(MODULES)))))
    numbers = [-1, 0, 1, 2, 3, 7, 2**63 - 1]
    for _ in range(250):
        ever.update(code for code in player.screen.codes() if not isinstance(decode(code), actions.Leave))
        picks = [code for code in player.screen.codes() if isinstance(decode(code), PickChoice)]
        forged = f"pc:{whim.choice(numbers)}:{whim.randrange(6)}:{whim.randrange(6)}:{whim.randrange(6)}"
        old = whim.choice(sorted(ever))
        does: list[Tapped | Said] = [Tapped(old), Tapped(forged), Said(str(whim.randrange(9))), Said("tiếp"), Said("?")]
        player.does(whim.choice(does + [Tapped(code) for code in picks * 4]))
    attempts = player.database.run_now(lambda records: records.study.attempts(1))
    assert attempts
    for attempt in attempts:
        places = [(given.position, given.part) for given in attempt.answers]
        assert len(places) == len(set(places))
        assert (attempt.finished_at is None) == (moment_of(player.module_of(attempt), attempt) is not None)
    under_way = [attempt.module_id for attempt in attempts if attempt.finished_at is None]
    assert len(under_way) == len(set(under_way))


@pytest.mark.parametrize("right", [True, False])
async def test_every_screen_of_every_module_fits_in_english_too(library: Library, *, right: bool) -> None:
    database = Database("sqlite://")
    metadata.create_all(database.engine)
    player = Player(database, library, "en")
    for module in player.library.modules():
        player.does(Tapped(encode(actions.OpenModule(module.id))))
        assert ("This lesson is in Vietnamese" in player.screen.text) == (module.id in player.library.untranslated)
        for card in module.cards:
            player.taps(actions.ReadCard(module.id, card.id))
            assert text_of(card.text) in text_of(player.screen.text)
        player.taps(actions.StartQuiz(module.id))
        for _ in range(200):
            now = player.asked()
            if now.moment is None:
                break
            if (tap := now.tap(right=right)) in offered(player):
                player.taps(tap)
            else:
                player.taps_first()
        player.does(Tapped(encode(actions.ShowResult(now.attempt.id))))
        assert text_of(module.title) in text_of(player.screen.text)
        assert ("(100%)" in player.screen.text) == right
    for action in (actions.ListCourses(), actions.ShowResults(), actions.ShowHelp(), actions.ShowEmergency()):
        player.does(Tapped(encode(action)))
    await database.close()


def offered(player: Player) -> set[Action | None]:
    """What the buttons on her screen stand for."""
    return {decode(code) for code in player.screen.codes()}

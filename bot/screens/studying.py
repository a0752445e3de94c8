"""The screens of studying: courses, modules, cards."""

from __future__ import annotations

from bot.domain.curriculum import Card, Course, Library, MeetingKit, Module, Rich, Source
from bot.domain.progress import ModuleProgress, Standing, passed_in
from bot.screens import actions
from bot.screens.general import home_row, retry_row
from bot.screens.kits_actions import PrintKit
from bot.screens.parts import cite, day, paragraphs
from bot.screens.screen import Button, Row, Screen, button
from bot.texts import Html, Texts

SIGNS = {Standing.NEW: "○", Standing.UNDER_WAY: "◐", Standing.FAILED: "↻", Standing.PASSED: "✓"}


def courses(texts: Texts, library: Library, progress: tuple[ModuleProgress, ...]) -> Screen:
    """The courses, with how much of each is done."""
    rows: list[tuple[Button, ...]] = []
    lines = []
    for number, course in enumerate(library.courses, start=1):
        done = passed_in(course, progress)
        lines.append(texts("courses.line", number=number, course=course.title, done=done, total=len(course.modules)))
        rows.append((button(f"{number}. {course.title}", actions.OpenCourse(course.id)),))
    text = paragraphs(texts("courses.title"), "\n".join(lines))
    again = actions.encode(actions.ListCourses())
    return Screen(text, (*rows, home_row(texts)), again=again, brief=texts("courses.title"))


def course_screen(texts: Texts, course: Course, progress: tuple[ModuleProgress, ...]) -> Screen:
    """The modules of a course, each with a sign of how she stands."""
    mine = {item.module.id: item for item in progress}
    rows = [
        (button(f"{SIGNS[mine[module.id].standing]} {number}. {module.title}", actions.OpenModule(module.id)),)
        for number, module in enumerate(course.modules, start=1)
    ]
    text = paragraphs(texts("course.title", course=course.title), course.summary, texts("course.signs"))
    back = (button(texts.plain("button.courses"), actions.ListCourses()),)
    again = actions.encode(actions.OpenCourse(course.id))
    return Screen(text, (*rows, back), again=again, brief=texts("brief.course", course=course.title))


def opening(texts: Texts, progress: ModuleProgress, read: int | None, *, is_foreign: bool = False) -> Screen:
    """The first screen of a module: its picture, what she will be able to do, and one button to begin; after a result
    that was not enough, to try again what was wrong.

    ``read`` is the index of the card she was at, or None; ``is_foreign`` when it is not taught in her language.
    """
    module = progress.module
    text = paragraphs(
        texts(
            "module.title",
            module=module.title,
            minutes=module.minutes,
            cards=len(module.cards),
            questions=len(module.questions),
        ),
        texts("module.untranslated") if is_foreign else "",
        texts("module.outcome", outcome=Html(module.outcome)),
    )
    rows: list[tuple[Button, ...]] = []
    if progress.open_attempt is not None:
        rows.append((button(texts.plain("button.go_on_quiz"), actions.StartQuiz(module.id)),))
    to_retry = len(progress.to_retry)
    if to_retry and progress.finished is not None:
        rows.append(retry_row(texts, progress.finished, to_retry))
    goes_on_at = read if progress.standing is not Standing.PASSED else None
    if goes_on_at is not None:
        label = texts.plain("button.go_on_card", number=goes_on_at + 1, total=len(module.cards))
        rows.append((button(label, actions.ReadCard(module.id, module.cards[goes_on_at].id)),))
    if goes_on_at != 0:
        key = "button.begin" if progress.standing is Standing.NEW else "button.read_again"
        rows.append((button(texts.plain(key), actions.ReadCard(module.id, module.cards[0].id)),))
    if progress.best is not None and progress.open_attempt is None and not to_retry:
        rows.append((button(texts.plain("button.quiz_again"), actions.StartQuiz(module.id)),))
    if module.kit is not None and progress.standing is Standing.PASSED:
        # Before, it would only stand in the way of the one next button.
        rows.append(kit_row(texts, module))
    back = (button(texts.plain("button.to_course"), actions.OpenCourse(module.course_id)),)
    again = actions.encode(actions.OpenModule(module.id))
    brief = texts("brief.module", module=module.title)
    return Screen(text, (*rows, back), module.picture, is_new=True, again=again, brief=brief)


def kit_row(texts: Texts, module: Module) -> Row:
    """The way to the meeting kit of a module."""
    return (button(texts.plain("button.kit"), actions.ShowKit(module.id)),)


def kit_screen(texts: Texts, module: Module, kit: MeetingKit) -> Screen:
    """Ten minutes at the branch meeting, to be read aloud from the phone."""
    passages = (("kit.opening", kit.opening), ("kit.story", kit.story), ("kit.vote", kit.vote))
    said = [texts(key, text=Html(text)) for key, text in passages]
    text = paragraphs(texts("kit.title", module=module.title), *said, texts("kit.closing", text=Html(kit.closing)))
    paper = (button(texts.plain("kitpage.button"), PrintKit(module.id)),)
    back = (button(texts.plain("button.to_module"), actions.OpenModule(module.id)),)
    again = actions.encode(actions.ShowKit(module.id))
    return Screen(text, (paper, back), is_new=True, again=again, brief=texts("brief.kit", module=module.title))


def card_text(texts: Texts, library: Library, module: Module, card: Card, place: str) -> Rich:
    """A card as it reads, with its sources."""
    ended = [_ended(texts, library, source) for source in library.ended_among(card.citations)]
    return paragraphs(
        texts("card.heading", module=module.title, place=place, title=card.title),
        "\n".join(ended),
        card.text,
        cite(texts, library, card.citations),
    )


def _ended(texts: Texts, library: Library, source: Source) -> str:
    """The notice on a card whose source holds no more: since when, and what holds instead."""
    last = day(source.in_force_until) if source.in_force_until else ""
    successor = library.sources.get(source.replaced_by or "")
    if successor is None:
        return texts("card.ended", source=source.name, last=last)
    return texts("card.replaced", source=source.name, last=last, successor=successor.name)


def forward(texts: Texts, module: Module, index: int) -> Button:
    """The way on from a card: the next one, or the quiz."""
    if index == len(module.cards) - 1:
        return button(texts.plain("button.to_quiz"), actions.StartQuiz(module.id))
    return button(texts.plain("button.next"), actions.ReadCard(module.id, module.cards[index + 1].id))


def card_screen(texts: Texts, library: Library, module: Module, index: int, sounds: tuple[Row, ...] = ()) -> Screen:
    """A card in its module: «3/5», on and back; ``sounds`` are the ways to hear it."""
    card = module.cards[index]
    rows = [*sounds, (forward(texts, module, index),)]
    if index > 0:
        rows.append((button(texts.plain("button.back"), actions.ReadCard(module.id, module.cards[index - 1].id)),))
    place, again = f"{index + 1}/{len(module.cards)}", actions.encode(actions.ReadCard(module.id, card.id))
    text = card_text(texts, library, module, card, place)
    brief = texts("brief.card", place=place, title=card.title)
    return Screen(text, tuple(rows), card.picture, again=again, brief=brief)


def reread_screen(
    texts: Texts,
    library: Library,
    module: Module,
    card: Card,
    back: Button,
    action: actions.Reread,
    sounds: tuple[Row, ...] = (),
) -> Screen:
    """A card opened from a result by ``action``, with the way back to it."""
    index = next((place for place, one in enumerate(module.cards, start=1) if one.id == card.id), 1)
    place = f"{index}/{len(module.cards)}"
    text, brief = card_text(texts, library, module, card, place), texts("brief.card", place=place, title=card.title)
    return Screen(text, (*sounds, (back,)), card.picture, again=actions.encode(action), brief=brief)

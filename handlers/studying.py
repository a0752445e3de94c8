"""Studying: home, courses, modules, cards, and finding her place again."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.attempt import Attempt
from bot.domain.progress import ModuleProgress, Standing
from bot.errors import StaleButtonError
from bot.screens import actions, general, results
from bot.screens import studying as screens
from bot.screens.screen import Reply, Screen, show
from bot.services import quizzing
from bot.services import studying as services
from bot.services.certificates import earned
from bot.services.visit import Visit
from handlers import quizzing as quiz
from handlers.listening import sounds_of


def home_screen(visit: Visit) -> Screen:
    """Home, with the next thing to do."""
    next_up = services.place_to_continue(visit.records, visit.her, visit.library)
    after = next_up and services.module_after(visit.records, visit.her, visit.library, next_up.module.id)
    return general.home(visit.texts, visit.her, next_up, after)


def go_home(visit: Visit, _action: actions.GoHome) -> Reply:
    """Home."""
    return show(home_screen(visit))


def continue_screen(visit: Visit) -> Screen:
    """The exact card or question she was at, or the result that waits for her; else the next module."""
    place = services.place_to_continue(visit.records, visit.her, visit.library)
    if place is None:
        return home_screen(visit)
    return _resume(visit, place)


def _resume(visit: Visit, place: ModuleProgress) -> Screen:
    attempt = None if place.is_reading else place.open_attempt
    if attempt is None and place.is_at_result and (place.is_result_waiting or place.to_retry):
        attempt = place.finished
    if attempt is not None:
        view = quizzing.see_quiz(visit.records, visit.her, visit.library, attempt.id, visit.now)
        return replace(quiz.place_screen(visit, view), is_new=True)
    at = services.card_to_continue(place)
    if at is None or not place.is_reading:
        return _opening(visit, place)
    return replace(_card_screen(visit, at), is_new=True)


def _card_screen(visit: Visit, at: services.CardView) -> Screen:
    """A card, with the ways to hear it for who likes to."""
    return screens.card_screen(visit.texts, visit.library, at.module, at.index, sounds_of(visit, at.module, at.card))


def continue_learning(visit: Visit, _action: actions.ContinueLearning) -> Reply:
    """«Học tiếp»."""
    return show(continue_screen(visit))


def list_courses(visit: Visit, _action: actions.ListCourses) -> Reply:
    """All courses."""
    progress = services.overview(visit.records, visit.her, visit.library)
    return show(screens.courses(visit.texts, visit.library, progress))


def open_course(visit: Visit, action: actions.OpenCourse) -> Reply:
    """The modules of a course."""
    course = visit.library.course(action.course)
    if course is None:
        raise StaleButtonError
    progress = services.overview(visit.records, visit.her, visit.library)
    return show(screens.course_screen(visit.texts, course, progress))


def open_module(visit: Visit, action: actions.OpenModule) -> Reply:
    """The opening of a module."""
    return show(
        _opening(visit, services.open_module(visit.records, visit.her, visit.library, action.module, visit.now))
    )


def see_module(visit: Visit, action: actions.OpenModule) -> Reply:
    """The same, and nothing is remembered."""
    return show(_opening(visit, services.see_module(visit.records, visit.her, visit.library, action.module)))


def _opening(visit: Visit, progress: ModuleProgress) -> Screen:
    at = services.card_to_continue(progress)
    is_foreign = progress.module.id in visit.library.untranslated
    return screens.opening(visit.texts, progress, at.index if at else None, is_foreign=is_foreign)


def go_on_to(visit: Visit, action: actions.GoOnTo) -> Reply:
    """«Học bài tiếp theo»: her place is there from now on; a button so old that it is passed leads to her place."""
    progress = services.settle_in(visit.records, visit.her, visit.library, action.module, visit.now)
    if progress.standing is Standing.PASSED and progress.open_attempt is None:
        return show(continue_screen(visit))
    return show(_resume(visit, progress))


def show_kit(visit: Visit, action: actions.ShowKit) -> Reply:
    """The meeting kit of a module."""
    module = visit.library.module(action.module)
    if module is None or module.kit is None:
        raise StaleButtonError
    return show(screens.kit_screen(visit.texts, module, module.kit))


def read_card(visit: Visit, action: actions.ReadCard) -> Reply:
    """A card; she is there from now on."""
    at = services.read_card(visit.records, visit.her, visit.library, action.module, action.card, visit.now)
    return show(_card_screen(visit, at))


def see_card(visit: Visit, action: actions.ReadCard) -> Reply:
    """The same, and nothing is remembered."""
    at = services.see_card(visit.library, action.module, action.card)
    return show(_card_screen(visit, at))


def show_results(visit: Visit, _action: actions.ShowResults) -> Reply:
    """What she has passed, also what is taught no more, how her scores went, and her certificates."""
    progress = services.overview(visit.records, visit.her, visit.library)
    before = services.passed_before(visit.records, visit.her, visit.library)
    asked = {item.module.id: place for item in progress if (place := _asked(visit, item.open_attempt)) is not None}
    trails = services.trails(visit.records, visit.her)
    certificates = earned(visit.records, visit.her, visit.library)
    return show(results.results(visit.texts, visit.library, progress, before, asked, trails, certificates))


def _asked(visit: Visit, attempt: Attempt | None) -> tuple[int, int] | None:
    """The question she is at in a quiz under way, and of how many."""
    if attempt is None:
        return None
    view = quizzing.see_quiz(visit.records, visit.her, visit.library, attempt.id, visit.now)
    moment = view.moment
    return view.attempt.numbered(moment.position) if moment is not None else None

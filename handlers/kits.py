"""The meeting kit on paper: handed over as one page of A5."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.learner import Awaiting, JoiningStep
from bot.errors import StaleButtonError
from bot.screens import kits as screens
from bot.screens.actions import OpenModule
from bot.screens.kits_actions import PrintKit
from bot.screens.screen import Attachment, Made, Reply, show
from bot.services import kits as services
from bot.services.visit import Visit
from handlers import joining, studying


def print_kit(visit: Visit, action: PrintKit) -> Reply:
    """The page; a module that is taught no more has none."""
    module = visit.library.module(action.module)
    course = visit.library.course(module.course_id) if module is not None else None
    if module is None or module.kit is None or course is None:
        raise StaleButtonError
    link = services.module_link(visit.private_link, module.id)
    values = services.page_values(visit.official, course, module, module.kit, link)
    return show(screens.handed_over(visit.texts, module, values))


def make_page(values: Mapping[str, int | str]) -> Made:
    """The page as a PDF."""
    return Made(attachment=Attachment(str(values["name"]), services.printed(values)))


def from_paper(visit: Visit, module_id: str) -> Reply:
    """The module whose printed page she scanned; who has not joined, or comes too late for it, is received as ever."""
    if visit.chat.step is not JoiningStep.JOINED or visit.library.module(module_id) is None:
        return joining.start(visit, "")
    visit.chat = replace(visit.chat, awaiting=Awaiting.NOTHING)
    return studying.open_module(visit, OpenModule(module_id))

"""The table of what is made when a screen is shown: each kind of recipe and who makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.domain.curriculum import Library
from bot.screens.certificates import PAPER, PICTURE
from bot.screens.kits import PAGE as KIT_PAGE
from bot.screens.organising import analysis as analysis_screens
from bot.screens.organising import authoring as authoring_screens
from bot.screens.organising import reports
from bot.screens.screen import SOUND, Made, Recipe
from bot.services.making import Making, Snapshot
from bot.texts import Texts
from handlers import certificates, kits, listening
from handlers.organising import analysis, authoring, report_making

Maker = Callable[[Making], Made]
"""Makes the rest of a screen from values and a snapshot; it can change nothing."""

MAKERS: dict[str, Maker] = {
    reports.OVERVIEW: report_making.overview,
    reports.PLACES: report_making.places,
    reports.WEEKS: report_making.weeks,
    reports.CHART: report_making.chart,
    reports.SHEET: report_making.sheet,
    reports.NAMES: report_making.names,
    analysis_screens.LIST: analysis.make_list,
    analysis_screens.SHEET: analysis.make_sheet,
    SOUND: listening.make_sound,
    authoring_screens.FILE: authoring.make_file,
    authoring_screens.EXAMPLE: authoring.make_example,
    authoring_screens.TEMPLATE: authoring.make_template,
}

PRINTERS: dict[str, Callable[[Mapping[str, int | str]], Made]] = {
    PICTURE: certificates.make_picture,
    PAPER: certificates.make_paper,
    KIT_PAGE: kits.make_page,
}
"""What needs nothing but its values, and so never stands behind a long report."""


def make(
    records: Snapshot,
    recipe: Recipe,
    library: Library,
    texts: Texts,
    now: datetime,
    zone: ZoneInfo,
    first_admins: frozenset[str],
    folder: Path,
) -> Made:
    """What a recipe comes to."""
    return MAKERS[recipe.kind](Making(records, recipe.values, library, texts, now, zone, first_admins, folder))

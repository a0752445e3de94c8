"""What she has passed, how her scores went, and the certificates she can take."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.attempt import Result
from bot.domain.curriculum import Library
from bot.domain.progress import ModuleProgress, Standing, passed_in
from bot.screens import actions
from bot.screens.general import home_row
from bot.screens.parts import paragraphs
from bot.screens.results_actions import OpenCertificate
from bot.screens.screen import Button, Screen, button
from bot.texts import Texts

LONGEST_LABEL = 40
Trails = Mapping[str, tuple[Result, ...]]
"""Her last results in each module, oldest first."""


def results(
    texts: Texts,
    library: Library,
    progress: tuple[ModuleProgress, ...],
    before: tuple[ModuleProgress, ...],
    trails: Trails,
    certificates: Mapping[str, str],
) -> Screen:
    """What she has passed, course by course; ``before`` is taught no more, ``certificates`` are courses by id."""
    pieces = [texts("results.title")]
    standing = {item.module.id: item for item in progress}
    for course in library.courses:
        done = passed_in(course, progress)
        lines = [texts("results.course", course=course.title, done=done, total=len(course.modules))]
        lines += [_score(texts, standing[module.id], trails) for module in course.modules]
        pieces.append("\n".join(line for line in lines if line))
    if before:
        pieces.append("\n".join((texts("results.before"), *(_score(texts, item, trails) for item in before))))
    if not any(item.best for item in (*progress, *before)):
        pieces.append(texts("results.none"))
    if certificates:
        pieces.append(texts("results.certificates"))
    taken = tuple((_certificate(texts, course, title),) for course, title in certificates.items())
    rows = (*taken, (button(texts.plain("button.go_on"), actions.ContinueLearning()),), home_row(texts))
    return Screen(paragraphs(*pieces), rows, again=actions.encode(actions.ShowResults()))


def _certificate(texts: Texts, course_id: str, title: str) -> Button:
    label = texts.plain("button.certificate", course=title)
    label = label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"
    return button(label, OpenCertificate(course_id))


def _score(texts: Texts, item: ModuleProgress, trails: Trails) -> str:
    """A module with its scores; nothing before there is one."""
    if item.best is None:
        return ""
    is_passed, title, trail = item.standing is Standing.PASSED, item.module.title, trails.get(item.module.id, ())
    if len(trail) > 1:
        scores = " → ".join(texts.plain("results.score", right=one.right, total=one.out_of) for one in trail)
        longer = "results.trail_passed" if is_passed else "results.trail_failed"
        return texts(longer, module=title, trail=scores)
    key = "results.passed" if is_passed else "results.failed"
    return texts(key, module=title, right=item.best.right, total=item.best.out_of)

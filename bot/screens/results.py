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
    asked: Mapping[str, tuple[int, int]],
    trails: Trails,
    certificates: Mapping[str, str],
) -> Screen:
    """What she has passed, course by course; ``before`` is taught no more, ``certificates`` are courses by id.

    ``asked`` holds the question she is at in a quiz under way, and of how many, by module.
    """
    pieces = [texts("results.title")]
    standing = {item.module.id: item for item in progress}
    untouched = []
    for course in library.courses:
        listed = [_told(texts, standing[module.id], asked.get(module.id), trails) for module in course.modules]
        if not any(listed):
            untouched.append(course.title)
            continue
        done = passed_in(course, progress)
        heading = texts("results.course", course=course.title, done=done, total=len(course.modules))
        pieces.append("\n".join(line for line in (heading, *listed) if line))
    if before:
        pieces.append("\n".join((texts("results.before"), *(_score(texts, item, trails) for item in before))))
    if len(pieces) == 1:
        pieces.append(texts("results.none"))
    elif untouched:
        pieces.append(texts("results.untouched", courses="; ".join(untouched)))
    if certificates:
        pieces.append(texts("results.certificates"))
    taken = tuple((_certificate(texts, course, title),) for course, title in certificates.items())
    rows = (*taken, (button(texts.plain("button.go_on"), actions.ContinueLearning()),), home_row(texts))
    return Screen(paragraphs(*pieces), rows, again=actions.encode(actions.ShowResults()), brief=texts("brief.results"))


def _certificate(texts: Texts, course_id: str, title: str) -> Button:
    label = texts.plain("button.certificate", course=title)
    label = label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"
    return button(label, OpenCertificate(course_id))


def _told(texts: Texts, item: ModuleProgress, asked: tuple[int, int] | None, trails: Trails) -> str:
    """A module with its scores, and where she is in it when it is under way; nothing before she has begun."""
    title, lines = item.module.title, [_score(texts, item, trails)]
    ids = [card.id for card in item.module.cards]
    if asked is not None:
        lines.append(texts("results.asked", module=title, number=asked[0], total=asked[1]))
    elif item.best is None and item.bookmark is not None and item.bookmark.card_id in ids:
        number = ids.index(item.bookmark.card_id) + 1
        lines.append(texts("results.reading", module=title, number=number, total=len(ids)))
    return "\n".join(line for line in lines if line)


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

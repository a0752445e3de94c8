"""The library in another language: other words for the same things, as far as a translation exists and is not behind.

Ids, revisions, sources and right answers are the original's, so that nothing that is stored or marked depends on the
language in which somebody reads.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.domain.curriculum import EmergencyNumber, Library, Module, Rich

AUTHORS = "vi"
"""The language in which authors write."""


@dataclass(frozen=True, slots=True)
class Translation:
    """What of the library there is in another language."""

    courses: dict[str, tuple[str, Rich]] = field(default_factory=dict)
    """Title and summary of a course, by its id."""
    modules: dict[str, tuple[Module, Module]] = field(default_factory=dict)
    """The original that was translated, and the same in other words, by id."""
    emergency_numbers: tuple[EmergencyNumber, ...] = ()
    """All of them, or none."""
    revision: str = ""


def in_language(library: Library, language: str) -> Library:
    """The library in that language; what is not translated, or was changed since, stays in its authors' words."""
    own = library.written
    if language in ("", AUTHORS):
        return own
    known = own.translations.get(language, Translation())
    fresh = {
        module.id: known.modules[module.id][1]
        for module in own.modules()
        if module.id in known.modules and known.modules[module.id][0] == module
    }
    courses = []
    for course in own.courses:
        title, summary = known.courses.get(course.id, (course.title, course.summary))
        modules = tuple(fresh.get(module.id, module) for module in course.modules)
        courses.append(replace(course, title=title, summary=summary, modules=modules))
    return replace(
        own,
        courses=tuple(courses),
        emergency_numbers=known.emergency_numbers or own.emergency_numbers,
        revision=f"{own.revision}-{language}-{known.revision}",
        original=own,
        untranslated=frozenset(module.id for module in own.modules()) - fresh.keys(),
    )


def as_written(library: Library, module: Module) -> Module:
    """A module in its authors' words, where it is still taught in that revision; else the module itself."""
    found = library.written.module(module.id)
    return found if found is not None and found.revision == module.revision else module

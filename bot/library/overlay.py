"""Modules published by authors, laid over the content folder: a copy of the folder is made, read, and thrown away.

The folder itself is never written to, and the reader need not know that there are two places to read from.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.domain.authoring import free_name
from bot.domain.curriculum import Library
from bot.domain.written import COURSES, ModuleFile, Origin
from bot.library.files import is_inside
from bot.library.reader import COURSE_FILE, read_library
from bot.library.reading import Reading

SENTENCES = "texts"
"""What the bot itself says: no library is read from it."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """A module in the place of the folder's own; ``issue`` 0 is a draft."""

    issue: int
    file: ModuleFile
    base: str
    """The digest of the folder's own text when it was published; empty when the folder had none."""
    pictures: Mapping[str, bytes]
    """Its pictures by the name of the file."""


@contextmanager
def merged(
    folder: Path, origins: Mapping[str, Origin], overlays: Iterable[Overlay]
) -> Iterator[tuple[Path, dict[str, Overlay]]]:
    """A copy of the folder with the overlays in it, and which stands at which path; gone when it has been read.

    ``origins`` are those of the folder itself: they tell which names are taken.
    """
    with TemporaryDirectory(prefix="chihoi-content-") as made:
        root = Path(made)
        _copy(folder, root)
        yield root, dict(_lay(root, origins, each) for each in overlays if _has_course(root, each))


def placed(file: ModuleFile, origins: Mapping[str, Origin], taken: Iterable[str] = ()) -> ModuleFile | None:
    """The file under the name and in the course it has to stand in beside the others; None when a course is full."""
    known = origins.get(file.module_id)
    if known is not None:
        return replace(file, course_id=known.file.course_id, name=known.file.name)
    names = {each.file.name for each in origins.values() if each.file.course_id == file.course_id}
    name = free_name(file.module_id, int(file.name[:2]), names | set(taken))
    return replace(file, name=name) if name is not None else None


def picture_name_taken(name: str) -> tuple[str, str]:
    """What is wrong with a picture that would take the place of another module's, and what to do."""
    return (
        f"Tranh «{name}» trùng tên với một tranh khác đang dùng trong bài khác của khóa",
        "Đổi tên tệp tranh, rồi sửa tên ấy ở trong bài.",
    )


def _has_course(root: Path, overlay: Overlay) -> bool:
    return (root / COURSES / overlay.file.course_id / COURSE_FILE).is_file()


def _lay(root: Path, origins: Mapping[str, Origin], overlay: Overlay) -> tuple[str, Overlay]:
    course = root / COURSES / overlay.file.course_id
    file = placed(overlay.file, origins, [path.name for path in course.iterdir()]) or overlay.file
    for path in course.glob(f"[0-9][0-9]-{file.module_id}.md"):
        path.unlink()
    (root / file.path).write_text(file.text, encoding="utf-8", newline="\n")
    for name, content in overlay.pictures.items():
        if not _is_anothers(name, file, origins):
            path = root / file.picture_path(name)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
    return file.path, overlay


def _is_anothers(name: str, file: ModuleFile, origins: Mapping[str, Origin]) -> bool:
    """Whether another module of the course shows a picture of that name: it keeps what it shows."""
    others = (each.file for key, each in origins.items() if key != file.module_id)
    return any(name in each.pictures for each in others if each.course_id == file.course_id)


def _copy(folder: Path, root: Path, source: Path | None = None) -> None:
    """What a library is read from; a link is followed as far as the reader would follow it, not out of the folder."""
    for path in sorted((source or folder).iterdir()):
        target = root / path.relative_to(folder)
        if path.name.startswith(".") or path.name == SENTENCES or not is_inside(folder, path):
            continue
        if path.is_dir():
            target.mkdir()
            _copy(folder, root, path)
        elif path.is_file():
            shutil.copyfile(path, target)


@dataclass(frozen=True, slots=True)
class Aside:
    """An issue that is not taught: the folder's own is newer, or it does not pass beside the rest any more."""

    issue: int
    is_outdated: bool


@dataclass(frozen=True, slots=True)
class Overlaid:
    """The reading of both, which overlays are taught, and which are not."""

    reading: Reading
    used: tuple[Overlay, ...] = ()
    aside: tuple[Aside, ...] = ()


def read_overlaid(folder: Path, overlays: Iterable[Overlay], today: date) -> Overlaid:
    """The folder with the overlays in it. One that cannot be taught is left out, so that it stops no other.

    Where the folder has another text of a module than the one an issue was published over, the folder's is newer.
    """
    base = read_library(folder, today=today, forgive_age=True)
    if base.library is None:
        return Overlaid(base)
    origins = base.library.origins
    wanted = [each for each in overlays if each.file.digest != _own(origins, each)]
    aside = [Aside(each.issue, is_outdated=True) for each in wanted if each.base != _own(origins, each)]
    used = [each for each in wanted if each.base == _own(origins, each)]
    while used:
        with merged(folder, origins, used) as (root, laid):
            reading = read_library(root, today=today, forgive_age=True)
        wrong = {problem.file for problem in reading.errors()}
        broken = [each for path, each in laid.items() if path in wrong]
        broken += [each for each in used if each not in laid.values()]
        if not broken and reading.library is not None:
            library = replace(reading.library, origins=_origins(reading.library, laid))
            return Overlaid(replace(reading, folder=folder, library=library), tuple(used), tuple(aside))
        # Where the fault is in no single one of them, none can be told to be right.
        broken = broken or list(used)
        aside += [Aside(each.issue, is_outdated=False) for each in broken]
        used = [each for each in used if each not in broken]
    return Overlaid(base, (), tuple(aside))


def _own(origins: Mapping[str, Origin], overlay: Overlay) -> str:
    """The digest of the text that the folder itself has of the module; empty when it has none."""
    origin = origins.get(overlay.file.module_id)
    return origin.base if origin is not None else ""


def _origins(library: Library, laid: Mapping[str, Overlay]) -> dict[str, Origin]:
    found = dict(library.origins)
    for each in laid.values():
        origin = found[each.file.module_id]
        found[each.file.module_id] = replace(origin, base=each.base, issue=each.issue)
    return found

"""Drafts kept and modules handed out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from bot.domain.authoring import Draft, Fault
from bot.domain.curriculum import Library, Module
from bot.domain.written import MEDIA, ModuleFile
from bot.storage.records import Records

GUIDE = "GUIDE.md"
_EXAMPLE = re.compile(r"^````markdown\n(---\n.*?)^````$", re.DOTALL | re.MULTILINE)
_AT_ANY_TIME = (1980, 1, 1, 0, 0, 0)
"""So that the same module makes the same archive."""


def keep(
    records: Records,
    learner_id: int,
    file: ModuleFile,
    module: Module,
    warnings: Sequence[Fault],
    pictures: Mapping[str, bytes],
    now: datetime,
) -> Draft:
    """Keep what passed the check as her draft of that module."""
    records.authoring.keep_pictures(pictures, now)
    return records.authoring.keep_draft(learner_id, file, module, len(warnings), now)


def packed(records: Records, folder: Path, file: ModuleFile) -> tuple[str, bytes]:
    """A module as a file to edit and send back: plain text, or an archive when it has pictures."""
    content = file.text.encode("utf-8-sig")
    if not file.pictures:
        return file.name, content
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(file.name, _AT_ANY_TIME), content)
        for name, picture in pictures_for(records, folder, file).items():
            archive.writestr(zipfile.ZipInfo(f"{MEDIA}/{name}", _AT_ANY_TIME), picture)
    return f"{file.name.removesuffix('.md')}.zip", made.getvalue()


def pictures_for(records: Records, folder: Path, file: ModuleFile) -> dict[str, bytes]:
    """The pictures of a module by name: those that authors sent, or the folder's; one that is lost is left out."""
    kept = records.authoring.pictures(file.pictures.values())
    found = {}
    for name, digest in file.pictures.items():
        path = folder / file.picture_path(name)
        content = kept.get(digest) or (path.read_bytes() if path.is_file() else None)
        if content is not None:
            found[name] = content
    return found


def example(folder: Path, library: Library) -> str:
    """The whole module that the guide shows; the first that is taught where there is no guide."""
    guide = folder / GUIDE
    found = _EXAMPLE.search(guide.read_text(encoding="utf-8")) if guide.is_file() else None
    return found[1] if found is not None else next(iter(library.origins.values())).file.text

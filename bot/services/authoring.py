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
from bot.library.tabled import COLUMNS, tables_of
from bot.sheets.table import SheetTable
from bot.sheets.writing import workbook
from bot.storage.records import Records
from bot.texts import Texts

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


def module_workbook(text: str, texts: Texts) -> bytes:
    """A module as a workbook: a sheet for each of its parts, and how to fill them in."""
    made = tables_of(text)
    sheets = [
        SheetTable(
            name, columns, [[row.get(column) or None for column in columns] for row in made[name]], is_prose=True
        )
        for name, columns in COLUMNS.items()
    ]
    how = [[line] for line in texts.plain("template.how").split("\n")]
    sheets.append(
        SheetTable(texts.plain("template.how_sheet"), (texts.plain("template.how_title"),), how, is_prose=True)
    )
    return workbook(sheets)


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


def forget_pictures(records: Records, before: datetime) -> int:
    """Delete pictures that nothing shows any more; how many."""
    return records.authoring.forget_pictures(before)

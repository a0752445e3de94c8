"""The analysis of questions: figures joined with wordings, and as a spreadsheet. It reads long."""

from __future__ import annotations

from bot.domain.analysis import Analysed, analysed
from bot.domain.curriculum import Library, Module, Question
from bot.sheets.table import Cell, SheetTable
from bot.sheets.writing import workbook
from bot.storage.records import Records
from bot.texts import Texts


def analyse(records: Records, library: Library) -> tuple[Analysed, ...]:
    """Every question of the modules taught, in each revision that was answered often enough."""
    found: list[Analysed] = []
    for module in library.modules():
        sums, picks = records.analysis.sums(module.id), records.analysis.picks(module.id)
        worded = _wordings(records, module)
        current = {(question.id, question.revision) for question in module.questions}
        for key, added in sums.items():
            question = worded.get(key)
            if question is not None:
                one = analysed(module.id, question, added, picks.get(key, {}), is_current=key in current)
                found += [one] if one is not None else []
    return tuple(found)


def _wordings(records: Records, module: Module) -> dict[tuple[str, str], Question]:
    modules = (module, *records.analysis.wordings(module.id))
    return {(question.id, question.revision): question for one in modules for question in one.questions}


def analysis_file(texts: Texts, library: Library, at: str, rows: list[tuple[Analysed, str, str, str]]) -> bytes:
    """A row a question and revision; ``rows`` bring its wording, its unpicked choices and its reasons as words."""
    say = texts.plain
    titles = {module.id: module.title for module in library.modules()}
    headings = (
        say("sheet.module"),
        say("sheet.question"),
        say("sheet.wording"),
        say("sheet.revision"),
        say("sheet.is_current"),
        say("sheet.answers"),
        say("sheet.first_right"),
        say("sheet.discrimination"),
        say("sheet.unpicked"),
        say("sheet.look_at"),
    )
    cells: list[tuple[Cell, ...]] = [
        (
            titles.get(one.module_id, one.module_id),
            one.question.id,
            wording,
            one.question.revision,
            say("sheet.yes") if one.is_current else say("sheet.no"),
            one.answers,
            round(100 * one.difficulty),
            None if one.discrimination is None else round(one.discrimination, 2),
            unpicked,
            reasons,
        )
        for one, wording, unpicked, reasons in rows
    ]
    return workbook([SheetTable(say("sheet.questions"), headings, cells, (say("sheet.questions_note", at=at),))])

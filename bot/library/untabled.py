"""A workbook's tables written as Markdown, cell by cell; what has no place in a lesson is told, never dropped."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain.curriculum import QuestionKind
from bot.domain.folding import fold
from bot.library import tabled as t
from bot.library.keys import PARTS_SHOWN, SHOWN, Key, Part, key_named, kind_named
from bot.library.tabled import Written

Sheet = tuple[str, Sequence[Sequence[object]]]
"""A sheet's name and the rows of its cells."""

HEADINGS_WITHIN = 10
_COLUMNS = {name: {fold(column): column for column in columns} for name, columns in t.COLUMNS.items()}
_SHEETS = {fold(name): name for name in t.COLUMNS}
_OPENING_KEYS = frozenset(t.OPENING)
_BULLET = re.compile(r"^[ \t]*[•–—*][ \t]+", re.MULTILINE)
_NUMBER_WORD = re.compile(r"\D*(\d{1,2})\D*")


@dataclass(frozen=True, slots=True)
class CellProblem:
    """Something in the workbook itself to put right, and where."""

    place: str
    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class Cells:
    """A row: its texts by column, and where each stands."""

    texts: Mapping[str, str]
    places: Mapping[str, str]
    place: str

    def __call__(self, column: str) -> str:
        """The text of a cell; empty where there is none."""
        return self.texts.get(column, "")

    def line(self, column: str) -> str:
        """The same on one line."""
        return " ".join(self(column).split())

    def at(self, column: str) -> str:
        """Where the cell stands."""
        return self.places.get(column, self.place)


@dataclass
class Untabled:
    """A workbook as Markdown; ``places`` says of each line which cell it came from."""

    written: Written = field(default_factory=Written)
    problems: list[CellProblem] = field(default_factory=list)

    def wrong(self, place: str, message: str, advice: str) -> None:
        """Note something."""
        self.problems.append(CellProblem(place, message, advice))


def untabled(sheets: Sequence[Sheet]) -> Untabled:
    """The lesson that the sheets hold; sheets of other names (how to fill it in) are not looked at."""
    made = Untabled()
    rows: dict[str, list[Cells]] = {name: [] for name in t.COLUMNS}
    for sheet_name, cells in sheets:
        name = _SHEETS.get(fold(sheet_name))
        if name is not None:
            rows[name] = _rows(name, cells, made)
    practice = _opening(rows[t.LESSON], made)
    if rows[t.CARDS]:
        _part(Part.CARDS, rows[t.CARDS][0].place, made)
    for row in rows[t.CARDS]:
        _card(row, made.written)
    if practice is not None and practice(t.SAID):
        _part(Part.PRACTICE, practice.place, made)
        made.written.add(_body(practice(t.SAID)), practice.at(t.SAID))
        made.written.gap()
    _kit(rows[t.KIT], made)
    if rows[t.QUESTIONS]:
        _part(Part.QUESTIONS, rows[t.QUESTIONS][0].place, made)
    for row in rows[t.QUESTIONS]:
        steps = [step for step in rows[t.SITUATIONS] if fold(step(t.OF_QUESTION)) == fold(row(t.ID))]
        _question(row, steps, made)
    known = {fold(row(t.ID)) for row in rows[t.QUESTIONS]}
    for step in rows[t.SITUATIONS]:
        if fold(step(t.OF_QUESTION)) not in known:
            message = f"Không có câu hỏi nào mang mã «{step.line(t.OF_QUESTION)}»"
            made.wrong(step.at(t.OF_QUESTION), message, f"Viết mã của một dòng ở trang «{t.QUESTIONS}».")
    return made


def _rows(name: str, cells: Sequence[Sequence[object]], made: Untabled) -> list[Cells]:
    columns = _COLUMNS[name]
    head = next(
        (n for n, row in enumerate(cells[:HEADINGS_WITHIN]) if sum(fold(_text(cell)) in columns for cell in row) > 1),
        None,
    )
    if head is None:
        if any(_text(cell) for row in cells for cell in row):
            advice = f"Giữ dòng tên cột như mẫu: {', '.join(t.COLUMNS[name][:4])}…"
            made.wrong(_place(name, 0, 0), "Em không thấy dòng tên cột", advice)
        return []
    headings = [_text(cell) for cell in cells[head]]
    found = []
    for number, row in enumerate(cells[head + 1 :], start=head + 1):
        texts, places = {}, {}
        for column, cell in enumerate(row):
            text = _text(cell)
            known = columns.get(fold(headings[column])) if column < len(headings) else None
            if known is not None:
                texts[known], places[known] = text, _place(name, number, column)
            elif text:
                message = f"Cột này không có trong mẫu, mà có chữ «{text[:30]}»"
                made.wrong(_place(name, number, column), message, "Chuyển chữ sang đúng cột, hoặc xóa đi.")
        if any(texts.values()):
            found.append(Cells(texts, places, _place(name, number, 0)))
    return found


def _place(sheet: str, row: int, column: int) -> str:
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"Trang «{sheet}», ô {letters}{row + 1}"


def _text(cell: object) -> str:
    """A cell as it was meant: Excel makes dates and numbers of what looks like them."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Đúng" if cell else "Sai"
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    return str(cell).replace("\r\n", "\n").replace("_x000D_", "").strip()


def _body(text: str) -> str:
    return _BULLET.sub("- ", text)


def _part(part: Part, place: str, made: Untabled) -> None:
    made.written.add(f"# {PARTS_SHOWN[part]}", place)
    made.written.gap()


def _opening(rows: Sequence[Cells], made: Untabled) -> Cells | None:
    """The part between the two lines of dashes; the row of the practice is handed on."""
    written = made.written
    start = rows[0].place if rows else _place(t.LESSON, 0, 0)
    practice = None
    written.add("---", start)
    for row in rows:
        name, key = row.line(t.WHAT), key_named(row(t.WHAT))
        if fold(name) == fold(t.PRACTICE):
            practice = row
        elif key in _OPENING_KEYS and key is not None:
            if value := _opening_value(key, row):
                written.add(f"{SHOWN[key]}: {value}", row.at(t.SAID))
        else:
            known = ", ".join((*(SHOWN[each] for each in t.OPENING), t.PRACTICE))
            made.wrong(row.at(t.WHAT), f"Em không hiểu mục «{name}»", f"Trang này chỉ có các mục: {known}.")
    written.add("---", start)
    written.gap()
    return practice


def _opening_value(key: Key, row: Cells) -> str:
    value = row.line(t.SAID)
    if key is Key.PICTURE:
        return _picture(value)
    if key is Key.PASS and re.fullmatch(r"0[.,]\d+|1", value):
        # Excel keeps «70%» as a share.
        return str(round(float(value.replace(",", ".")) * 100))
    return value


def _picture(name: str) -> str:
    return f"media/{name}" if name and "/" not in name else name


def _card(row: Cells, written: Written) -> None:
    name, body, picture = t.CARD_COLUMNS[1], _body(row(t.SAID)), _picture(row.line(t.PICTURE))
    written.add(f"## {row.line(name)}", row.at(name))
    _field(Key.ID, t.ID, row, written)
    written.gap()
    if body:
        written.add(body, row.at(t.SAID))
        written.gap()
    if picture:
        written.add(f"![{row.line(t.ALT)}]({picture})", row.at(t.PICTURE))
        written.gap()
    _sources(row, written)
    written.gap()


def _field(key: Key, column: str, row: Cells, written: Written) -> None:
    if value := row.line(column):
        written.add(f"{SHOWN[key]}: {value}", row.at(column))


def _sources(row: Cells, written: Written) -> None:
    for line in row(t.SOURCE).split("\n"):
        if line.strip():
            written.add(f"{SHOWN[Key.SOURCE]}: {line.strip()}", row.at(t.SOURCE))


def _kit(rows: Sequence[Cells], made: Untabled) -> None:
    said = [row for row in rows if row(t.SAID)]
    if not said:
        return
    _part(Part.KIT, said[0].place, made)
    for row in said:
        key = key_named(row(t.WHAT))
        if key not in t.PASSAGES or key is None:
            known = ", ".join(SHOWN[each] for each in t.PASSAGES)
            made.wrong(row.at(t.WHAT), f"Em không hiểu đoạn «{row.line(t.WHAT)}»", f"Chỉ có bốn đoạn: {known}.")
            continue
        made.written.add(f"{SHOWN[key]}: {_body(row(t.SAID))}", row.at(t.SAID))
        made.written.gap()


def _question(row: Cells, steps: Sequence[Cells], made: Untabled) -> None:
    written, text = made.written, t.QUESTION_COLUMNS[2]
    heading, _, body = row(text).partition("\n\n")
    written.add(f"## {' '.join(heading.split())}", row.at(text))
    _field(Key.ID, t.ID, row, written)
    _field(Key.KIND, t.KIND, row, written)
    written.gap()
    if body.strip():
        written.add(_body(body.strip()), row.at(text))
        written.gap()
    kind = kind_named(row(t.KIND)) if row(t.KIND) else QuestionKind.SINGLE
    _choices(row, t.LETTERS, kind, made)
    for step in sorted(steps, key=lambda each: _number(each(t.STEP))):
        written.add(f"### {t.STEP} {step.line(t.STEP)}", step.at(t.STEP))
        written.add(_body(step(t.SAID)), step.at(t.SAID))
        written.gap()
        _choices(step, t.STEP_LETTERS, QuestionKind.SITUATION, made)
    _field(Key.WHY, t.WHY, row, written)
    _sources(row, written)
    _field(Key.CARD, t.REREAD, row, written)
    written.gap()


def _number(text: str) -> int:
    found = _NUMBER_WORD.fullmatch(text)
    return int(found[1]) if found else 0


def _choices(row: Cells, letters: str, kind: QuestionKind | None, made: Untabled) -> None:
    given = [letter for letter in letters if row(letter)]
    right = _right(row, given, made) if kind is not QuestionKind.ORDER else set()
    for number, letter in enumerate(given, start=1):
        box = f"{number}." if kind is QuestionKind.ORDER else f"- [{'x' if letter in right else ' '}]"
        leads = row.line(t.LEADS.format(letter))
        found = _NUMBER_WORD.fullmatch(leads)
        arrow = f" → bước {found[1] if found else leads}" if leads else ""
        made.written.add(f"{box} {row.line(letter)}{arrow}", row.at(letter))
        feedback = row.line(t.FEEDBACK.format(letter))
        if feedback:
            made.written.add(f"  > {feedback}", row.at(t.FEEDBACK.format(letter)))
    if given:
        made.written.gap()


def _right(row: Cells, given: Sequence[str], made: Untabled) -> set[str]:
    """The letters of what is right: «A, C», or the words of the choice itself."""
    by_words = {fold(row(letter)): letter for letter in given}
    found = set()
    for word in re.split(r"[,;\n]|(?<=\b[A-Ea-e])\s+(?=[A-Ea-e]\b)", row(t.RIGHT)):
        said = word.strip()
        letter = said.upper() if said.upper() in given else by_words.get(fold(said))
        if letter is not None:
            found.add(letter)
        elif said:
            made.wrong(
                row.at(t.RIGHT), f"Em không hiểu đáp án «{said[:30]}»", "Viết chữ của cột, ví dụ «B» hay «A, C»."
            )
    return found

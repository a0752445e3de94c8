"""The tree as a file: saved for her, or sent by her and looked at before anything is taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.tree import Plan
from bot.domain.unit import Unit
from bot.screens.codes import encode
from bot.screens.organising.tree import back_row, number_of
from bot.screens.organising.tree_actions import AskTreeFile, ConfirmPlan, OpenTreeFiles, SaveTree
from bot.screens.organising.tree_plans import drop_row, named
from bot.screens.parts import paragraphs
from bot.screens.screen import Attachment, Screen, button
from bot.texts import Html, Texts

SHOWN = 6
KINDS = ("xlsx", "csv")


def files(texts: Texts, unit: Unit | None) -> Screen:
    """Out or in."""
    number = number_of(unit)
    rows = (
        (button(texts.plain("button.tree_save_xlsx"), SaveTree(number, KINDS[0])),),
        (button(texts.plain("button.tree_save_csv"), SaveTree(number, KINDS[1])),),
        (button(texts.plain("button.tree_load"), AskTreeFile(number)),),
        back_row(texts, number),
    )
    return Screen(texts("tree.files", unit=named(texts, unit)), rows, again=encode(OpenTreeFiles(number)))


def saved(texts: Texts, content: bytes, kind: str, count: int, today: date) -> Screen:
    """The file."""
    name = texts.plain("tree.file_name", date=today.isoformat(), kind=kind)
    return Screen(texts("tree.file_caption", count=count), attachment=Attachment(name, content), is_new=True)


def ask_file(texts: Texts, unit: Unit | None, fault: str = "") -> Screen:
    """She is to send it; ``fault`` says what was wrong with what she sent."""
    text = paragraphs(fault, texts("tree.send_file", unit=named(texts, unit)))
    return Screen(text, (back_row(texts, number_of(unit)),), is_new=bool(fault))


def faults(texts: Texts, unit: Unit | None, lines: Sequence[str], copy: bytes | None) -> Screen:
    """What is to be corrected, the first of it, with her own file marked."""
    more = texts("tree.report_more", count=len(lines) - SHOWN) if len(lines) > SHOWN else ""
    listed = "\n".join(f"• {texts_escaped(line)}" for line in lines[:SHOWN])
    said = "\n".join(piece for piece in (listed, more) if piece)
    text = texts("tree.report_faults", count=len(lines), lines=Html(said))
    rows = (back_row(texts, number_of(unit)),)
    if copy is None:
        return Screen(text, rows, is_new=True)
    attachment = Attachment(texts.plain("tree.copy_name"), copy)
    return Screen(paragraphs(text, texts("tree.report_copy")), rows, attachment=attachment, is_new=True)


def texts_escaped(line: str) -> str:
    """A line as markup that says just that."""
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def same(texts: Texts, unit: Unit | None, count: int) -> Screen:
    """Nothing in it is new."""
    return Screen(texts("tree.report_same", count=count), (back_row(texts, number_of(unit)),), is_new=True)


def report(
    texts: Texts,
    plan: Plan,
    counts: Mapping[str, int],
    added: Sequence[str],
    renamed: Sequence[tuple[str, str]],
    moved: Sequence[str],
    twins: Sequence[str],
) -> Screen:
    """What the file would change: how many of each, and the first of them by name."""
    text = texts("tree.report", **counts)
    lines = [texts("tree.report_added", name=name) for name in added[:SHOWN]]
    lines += [texts("tree.report_renamed", old=old, name=name) for old, name in renamed[:SHOWN]]
    lines += [texts("tree.report_moved", name=name) for name in moved[:SHOWN]]
    listed = "\n".join(lines[:SHOWN])
    if len(lines) > SHOWN:
        listed += "\n…"
    warning = texts("tree.report_twins", count=len(twins), name=twins[0]) if twins else ""
    rows = ((button(texts.plain("button.tree_confirm"), ConfirmPlan(plan.id)),), drop_row(texts, plan))
    return Screen(paragraphs(text, listed, warning, texts("tree.can_undo")), rows, is_new=True)

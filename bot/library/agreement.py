"""Whether a translated module holds what its original holds, and the original in its words.

Only words come from a translation. Ids, revisions, sources, pictures and right answers stay the original's, so that an
answer given in one language is marked, kept and counted like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.curriculum import Card, Choice, Module, Picture, Question


def differences(original: Module, said: Module) -> list[tuple[str, str]]:
    """Where the translation is not built like the original: the id concerned (or nothing), and what is wrong."""
    wrong = [
        *_order("thẻ", [card.id for card in original.cards], [card.id for card in said.cards]),
        *_order("câu hỏi", [one.id for one in original.questions], [one.id for one in said.questions]),
    ]
    if not wrong:
        wrong += [(one.id, _card_fault(one, it)) for one, it in zip(original.cards, said.cards, strict=True)]
        wrong += [
            (one.id, _question_fault(one, it)) for one, it in zip(original.questions, said.questions, strict=True)
        ]
    if (original.kit is None) != (said.kit is None):
        wrong.append(("", "bộ sinh hoạt phải có hoặc không như bài gốc"))
    if (original.picture is None) != (said.picture is None):
        wrong.append(("", "tranh mở bài phải có hoặc không như bài gốc"))
    return [(thing, fault) for thing, fault in wrong if fault]


def _order(what: str, wanted: Sequence[str], got: Sequence[str]) -> list[tuple[str, str]]:
    if wanted == got:
        return []
    pairs = zip(wanted, got, strict=False)
    place = next((at for at, pair in enumerate(pairs) if pair[0] != pair[1]), min(len(wanted), len(got)))
    here = got[place] if place < len(got) else ""
    if place == len(wanted):
        return [(here, f"bài gốc không có {what} «{here}»")]
    return [(here, f"{what} thứ {place + 1} phải là «{wanted[place]}»")]


def _card_fault(one: Card, its: Card) -> str:
    if one.citations != its.citations:
        return "nguồn của thẻ này khác bài gốc"
    if (one.picture is None) != (its.picture is None):
        return "tranh của thẻ này phải có hoặc không như bài gốc"
    return ""


def _question_fault(one: Question, its: Question) -> str:
    if one.kind is not its.kind:
        return "loại của câu này khác bài gốc"
    if one.citations != its.citations:
        return "nguồn của câu này khác bài gốc"
    if one.card_id != its.card_id:
        return "thẻ xem lại khác bài gốc"
    if len(one.steps) != len(its.steps):
        return f"tình huống phải có {len(one.steps)} bước"
    groups = [(one.choices, its.choices)]
    groups += [(step.choices, its_step.choices) for step, its_step in zip(one.steps, its.steps, strict=True)]
    return next((fault for wanted, got in groups if (fault := _choices_fault(wanted, got))), "")


def _choices_fault(wanted: tuple[Choice, ...], got: tuple[Choice, ...]) -> str:
    if len(wanted) != len(got):
        return f"chỗ này phải có {len(wanted)} phương án"
    if [(each.is_right, each.leads_to) for each in wanted] != [(each.is_right, each.leads_to) for each in got]:
        return "phương án đúng, hoặc mũi tên sau phương án, khác bài gốc"
    if [bool(each.feedback) for each in wanted] != [bool(each.feedback) for each in got]:
        return "lời đáp (dấu >) phải có ở đúng những phương án như bài gốc"
    return ""


def merged(original: Module, said: Module) -> Module:
    """The original in the translation's words; both agree."""
    return replace(
        original,
        title=said.title,
        outcome=said.outcome,
        practice=said.practice,
        cards=tuple(
            replace(one, title=its.title, text=its.text, picture=_described(one.picture, its.picture))
            for one, its in zip(original.cards, said.cards, strict=True)
        ),
        questions=tuple(_question(one, its) for one, its in zip(original.questions, said.questions, strict=True)),
        picture=_described(original.picture, said.picture),
        kit=said.kit,
    )


def _described(original: Picture | None, said: Picture | None) -> Picture | None:
    return replace(original, alt=said.alt) if original is not None and said is not None else original


def _question(original: Question, said: Question) -> Question:
    steps = tuple(
        replace(one, text=its.text, choices=_choices(one.choices, its.choices))
        for one, its in zip(original.steps, said.steps, strict=True)
    )
    choices = _choices(original.choices, said.choices)
    return replace(original, text=said.text, explanation=said.explanation, choices=choices, steps=steps)


def _choices(original: tuple[Choice, ...], said: tuple[Choice, ...]) -> tuple[Choice, ...]:
    return tuple(replace(one, text=its.text, feedback=its.feedback) for one, its in zip(original, said, strict=True))

"""A draft as a learner will see it: her very screens, with buttons that lead through the draft and count nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.domain.curriculum import Module
from bot.screens import actions as a
from bot.screens.codes import Action, decode, encode
from bot.screens.organising import authoring_actions as z
from bot.screens.screen import Button, Screen, button
from bot.texts import Texts

LEADS: dict[type[Action], Callable[[Any, int, Module], Action]] = {
    a.OpenModule: lambda _, draft, __: z.TryOpening(draft),
    a.ReadCard: lambda card, draft, module: z.TryCard(draft, [one.id for one in module.cards].index(card.card)),
    a.StartQuiz: lambda _, draft, __: z.TryQuiz(draft),
    a.PickChoice: lambda pick, draft, _: z.TryPick(draft, pick.position, pick.part, pick.choice),
    a.ClearOrder: lambda order, draft, _: z.TryClear(draft, order.position),
    a.NextQuestion: lambda _, draft, __: z.TryNext(draft),
    a.ShowResult: lambda _, draft, __: z.TryNext(draft),
    a.Reread: lambda card, draft, _: z.TryReread(draft, card.position),
    a.RetryWrong: lambda _, draft, __: z.TryRetry(draft),
    a.ShowKit: lambda _, draft, __: z.TryKit(draft),
}
"""What each of a learner's buttons is in a trial; one that leads out of the module is left away."""


def tried(texts: Texts, screen: Screen, draft_id: int, module: Module) -> Screen:
    """A learner's screen with the buttons of a trial, and the way out of it."""
    rows = [tuple(_led(choice, draft_id, module) for choice in row) for row in screen.rows]
    kept = [tuple(choice for choice in row if choice is not None) for row in rows]
    out = (button(texts.plain("button.stop_trying"), z.OpenDraft(draft_id)),)
    again = _code(screen.again or "", draft_id, module) or encode(z.OpenDraft(draft_id))
    numbered = tuple(_code(code, draft_id, module) for code in screen.numbered)
    return replace(screen, rows=(*(row for row in kept if row), out), again=again, numbered=numbered)


def _led(choice: Button, draft_id: int, module: Module) -> Button | None:
    code = _code(choice.code, draft_id, module)
    return replace(choice, code=code) if code else None


def _code(code: str, draft_id: int, module: Module) -> str:
    action = decode(code) if code else None
    lead = LEADS.get(type(action)) if action is not None else None
    return encode(lead(action, draft_id, module)) if lead is not None else ""

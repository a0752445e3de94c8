"""The message that hands over a meeting kit on paper."""

from __future__ import annotations

from bot.domain.curriculum import Module
from bot.screens.actions import OpenModule, ShowKit, encode
from bot.screens.screen import Recipe, Screen, button
from bot.texts import Texts

PAGE = "kit_page"


def handed_over(texts: Texts, module: Module, values: dict[str, int | str]) -> Screen:
    """The file, made from the values when it is shown, and the way back."""
    rows = (
        (button(texts.plain("kitpage.back"), ShowKit(module.id)),),
        (button(texts.plain("button.to_module"), OpenModule(module.id)),),
    )
    text = texts("kitpage.file", module=module.title)
    return Screen(text, rows, recipe=Recipe(PAGE, values), is_new=True, again=encode(ShowKit(module.id)))

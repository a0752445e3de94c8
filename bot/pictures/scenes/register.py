"""The register of scenes, apart from the scenes themselves so that they can enter themselves in it."""

from __future__ import annotations

from collections.abc import Callable

from bot.pictures.canvas import Canvas
from bot.pictures.palette import Palette

Scene = Callable[[Canvas, Palette], None]

SCENES: dict[str, Scene] = {}
"""Module id -> what paints its picture."""


def scene(module_id: str) -> Callable[[Scene], Scene]:
    """Enter a function as the scene of a module; ValueError when that module has one already."""

    def enter(paint: Scene) -> Scene:
        if module_id in SCENES:
            raise ValueError(f"module {module_id} has two scenes")
        SCENES[module_id] = paint
        return paint

    return enter

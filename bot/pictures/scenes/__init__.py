"""The scenes, one small function a module, found by the module's id.

To add one: write a function in the file of its course (or a new file, imported below) and mark it
``@scene("module-id")``. It paints a 1280 by 720 canvas; the title band covers what lies below ``FLOOR``.
"""

from __future__ import annotations

from bot.pictures.scenes import an_toan, binh_dang_gioi, can_bo_chi_hoi, chi_hoi_so, quyen_phu_nu, sinh_hoat_chi_hoi
from bot.pictures.scenes.register import SCENES, Scene, scene

__all__ = [
    "SCENES",
    "Scene",
    "an_toan",
    "binh_dang_gioi",
    "can_bo_chi_hoi",
    "chi_hoi_so",
    "quyen_phu_nu",
    "scene",
    "sinh_hoat_chi_hoi",
]

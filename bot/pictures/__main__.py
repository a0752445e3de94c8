"""The command ``python -m bot.pictures``: draw every title picture that the modules name, and the logo.

It writes only files of its own making and ends with 1, and a sentence for each fault, when something is missing.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.pictures.build import HEAVIEST, build, is_ours, wanted_pictures
from bot.pictures.catalogue import draw_catalogue
from bot.pictures.logo import build_logo
from bot.pictures.scenes import SCENES
from bot.pictures.title import NoFontError, TitleTooLongError, find_font


def main(arguments: list[str] | None = None) -> int:
    """Draw, report one line a picture, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot.pictures", description="Draw the modules' title pictures.")
    parser.add_argument("modules", nargs="*", help="ids of the modules to draw (default: all, and the logo)")
    parser.add_argument("--content", type=Path, default=Path("content"), help="the content folder (default: content)")
    parser.add_argument("--logo", type=Path, default=Path("docs/logo.png"), help="where the logo goes")
    parser.add_argument(
        "--catalogue", type=Path, metavar="PNG", help="only draw a sheet of all things, for makers of scenes"
    )
    parser.add_argument("--font", type=Path, help="a bold font with Vietnamese letters (default: Noto Sans Bold)")
    chosen = parser.parse_args(arguments)
    try:
        font = find_font(chosen.font)
    except NoFontError as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    if chosen.catalogue is not None:
        draw_catalogue(font).save(chosen.catalogue)
        return 0
    wanted = [one for one in wanted_pictures(chosen.content) if not chosen.modules or one.module_id in chosen.modules]
    faults = [
        f"{id_}: no module of this id names a picture" for id_ in set(chosen.modules) - {w.module_id for w in wanted}
    ]
    for one in wanted:
        own = one.path.exists() and not is_ours(one.path)
        if one.module_id not in SCENES and not own:
            faults.append(f"{one.module_id}: no scene yet; add one in bot/pictures/scenes")
            continue
        try:
            sys.stdout.write(build(one, font) + "\n")
        except TitleTooLongError as fault:
            faults.append(f"{one.module_id}: {fault}")
            continue
        if one.path.stat().st_size > HEAVIEST:
            faults.append(f"{one.module_id}: heavier than {HEAVIEST // 1024} KB; use fewer small shapes")
    if not chosen.modules:
        sys.stdout.write(build_logo(chosen.logo) + "\n")
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

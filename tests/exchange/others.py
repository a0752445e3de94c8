"""What the import makes of a folder of GIFT files that others wrote: ``python -m tests.exchange.others FOLDER``.

Their questions are theirs, so none stands in this repository. The shapes in which they are written do, in words of
ours, in ``shapes``. Whoever has such files sees here, line by line, what was taken and what was named instead.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bot.exchange import questions_from_gift


def main(folder: Path) -> int:
    """Print a line for each file and each thing left out, then the sums; 1 when a file vanished in silence."""
    taken = named = silent = 0
    for file in sorted(folder.rglob("*.gift")):
        text = file.read_text(encoding="utf-8", errors="replace")
        questions, leftovers = questions_from_gift(text)
        sys.stdout.write(f"{file.name}: {len(questions)} taken, {len(leftovers)} named\n")
        for each in leftovers:
            sys.stdout.write(f"  {each.line}: {each.message}\n")
        taken, named = taken + len(questions), named + len(leftovers)
        silent += bool(text.strip()) and not questions and not leftovers
    sys.stdout.write(f"in all: {taken} taken, {named} named, {silent} files without a word\n")
    return int(silent > 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

"""The folder of one running sandbox, and the clearing away of those whose sandbox was killed.

A folder belongs to the process that holds the lock on a file in it. The lock goes with the process, however that
ends, so nothing has to be guessed from numbers that the system may have given to somebody else.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "chihoi-sandbox-"
_UNDER_WAY = "chihoi-new-"
_LOCK = "lock"


@contextmanager
def own_folder(place: Path | None = None) -> Iterator[Path]:
    """A folder for this process, gone afterwards; what killed ones left behind in ``place`` goes first."""
    root = place or Path(tempfile.gettempdir())
    clear_ownerless(root)
    made = Path(tempfile.mkdtemp(prefix=_UNDER_WAY, dir=root))
    with (made / _LOCK).open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # It gets its name only now that it has an owner, so that nobody who starts meanwhile clears it away.
        folder = made.rename(root / made.name.replace(_UNDER_WAY, PREFIX, 1))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def clear_ownerless(root: Path) -> None:
    """Remove the folders of this user that no living process holds."""
    for folder in root.glob(f"{PREFIX}*"):
        with suppress(OSError):
            if not folder.is_symlink() and folder.lstat().st_uid == os.getuid() and _is_ownerless(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _is_ownerless(folder: Path) -> bool:
    try:
        lock = os.open(folder / _LOCK, os.O_RDWR | os.O_NOFOLLOW)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(lock)
    return True

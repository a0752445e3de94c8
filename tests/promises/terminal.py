"""A terminal: commands typed one after another, and what they print."""

from __future__ import annotations

import pytest

from bot.__main__ import main


class Terminal:
    """Commands typed one after another, with the same environment."""

    def __init__(self, capsys: pytest.CaptureFixture[str], **environ: str) -> None:
        self._capsys = capsys
        self.environ = environ

    def types(self, *arguments: object) -> tuple[int, str, str]:
        """Exit code, what was printed and what was complained of."""
        try:
            code = main([str(argument) for argument in arguments], self.environ)
        except SystemExit as end:
            code = int(end.code or 0)
        printed = self._capsys.readouterr()
        return code, printed.out, printed.err

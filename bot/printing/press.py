"""The press: a template of ``templates/`` and plain values become a PDF or a picture.

Values travel as JSON beside the template, never inside it, so that no name can become markup. Typst brings its own
fonts (Libertinus Serif has every Vietnamese letter), so a server needs none.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import typst

TEMPLATES = Path(__file__).parent / "templates"

Values = Mapping[str, Any]
"""Plain values: text, numbers, lists. Bytes (a drawn QR code) arrive in the template as base64 text."""


def print_pdf(template: str, values: Values) -> bytes:
    """A PDF of the template; every page it has."""
    return _one(_compiler(template, values).compile(format="pdf"))


def print_picture(template: str, values: Values, *, dots_per_inch: float = 144) -> bytes:
    """A PNG of the template's first page."""
    return _one(_compiler(template, values).compile(format="png", ppi=dots_per_inch))


def _compiler(template: str, values: Values) -> typst.Compiler:
    return typst.Compiler(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=typst.Fonts(include_system_fonts=False),
        sys_inputs={"values": msgspec.json.encode(values, enc_hook=_as_text).decode()},
    )


def _one(made: bytes | list[bytes] | None) -> bytes:
    assert made is not None
    return made[0] if isinstance(made, list) else made


def _as_text(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    raise NotImplementedError(type(value).__name__)

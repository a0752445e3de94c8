"""A module as it is written, before it is read: a text and pictures in a place of the content folder."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

COURSES = "courses"
MEDIA = "media"


@dataclass(frozen=True, slots=True)
class ModuleFile:
    """A module as it is written: where it stands, its text, and its pictures by name with the SHA-256 of each."""

    course_id: str
    name: str
    """«03-viec-nha.md»: the place in the course and the module's id."""
    text: str
    pictures: Mapping[str, str] = field(default_factory=dict)

    @property
    def module_id(self) -> str:
        """What the module is called in buttons."""
        return self.name[3:].removesuffix(".md")

    @property
    def path(self) -> str:
        """Where it stands in the content folder."""
        return f"{COURSES}/{self.course_id}/{self.name}"

    @property
    def digest(self) -> str:
        """The SHA-256 of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def picture_path(self, name: str) -> str:
        """Where one of its pictures stands in the content folder."""
        return f"{COURSES}/{self.course_id}/{MEDIA}/{name}"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a module that is taught comes from."""

    file: ModuleFile
    base: str = ""
    """The digest of the text that the content folder itself has of the module; empty when it has none."""
    issue: int = 0
    """The issue that is taught in its place; 0 when the folder's own is taught."""

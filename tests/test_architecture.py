"""The rules of the house, kept by reading the code itself: who may import whom, how long a file is, who speaks.

A rule that is broken is told as a sentence. A new folder or file at the top of ``bot/`` has to be given its place
here before it may import anything.
"""

from __future__ import annotations

import ast
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.settings import PROJECT

COMPOSITION = frozenset({"app", "assembly", "__main__", "sandbox.run"})
"""Where everything is put together: these may import everything."""
DESK = frozenset({"desk", "replies", "wiring", "patience"})
"""How an update becomes an effect, whatever the channel and whatever the handlers."""
ALONE: frozenset[str] = frozenset()
ALLOWED: dict[str, frozenset[str]] = {
    "clock": ALONE,
    "errors": ALONE,
    "lanes": ALONE,
    "logs": ALONE,
    "metrics": ALONE,
    "texts": ALONE,
    "ticks": ALONE,
    "trouble": ALONE,
    "health": frozenset({"metrics"}),
    "settings": frozenset({"errors"}),
    "domain": frozenset({"domain"}),
    "library": frozenset({"domain", "library"}),
    # Beside the library, whose words and limits it shares; what it makes is a question of the domain.
    "exchange": frozenset({"domain", "exchange", "library"}),
    "storage": frozenset({"domain", "storage"}),
    "services": frozenset(
        {"domain", "exchange", "library", "sheets", "printing", "storage", "services", "texts", "clock", "errors"}
    ),
    "screens": frozenset({"domain", "screens", "texts"}),
    "handlers": frozenset({"domain", "services", "screens", "handlers", "texts", "errors"}),
    "jobs": frozenset({"domain", "services", "screens", "storage", "jobs", "texts", "clock", "errors"}),
    "telegram": frozenset({"domain", "screens", "telegram", "texts", "clock", "errors"}),
    "sending": frozenset(
        {
            *("domain", "services", "screens", "storage", "sending", "texts", "clock", "lanes", "metrics", "trouble"),
            *("jobs", "patience"),
        }
    ),
    "sandbox": frozenset({"sandbox", "clock"}),
    "pictures": frozenset({"pictures"}),
    "commands": frozenset(
        {"clock", "commands", "domain", "exchange", "library", *("services", "settings", "sheets", "storage", "texts")}
    ),
    "sheets": frozenset({"domain", "sheets"}),
    "printing": frozenset({"domain", "printing"}),
    **dict.fromkeys(
        DESK, DESK | {"domain", "services", "screens", "storage", "texts", "clock", "lanes", "metrics", "trouble"}
    ),
}
"""What each part may import of the project, besides nothing."""
PURE = frozenset({"domain"})
SYNCHRONOUS = ("domain", "services", "screens", "handlers", "storage.records")
"""A transaction runs whole in a database thread, so nothing in it waits."""
MOST_LINES = {"bot": 300, "handlers": 300, "tests": 600}
"""A test file is a row of short stories and may be twice as long."""
OUR_NAME = "Chị Hội"
COMPARED = {"bot/domain/learner.py": "nguyễn trần lê ", "bot/domain/alphabet.py": "aăâbcdđ"}
"""Lists that what people type is compared with, by how they begin; they are never said."""
SPEAKS = frozenset({"library", "exchange", "sandbox", "pictures", "__main__", "errors", "settings"})
"""Parts that talk to authors, players and operators, and say so in their own words."""


@dataclass(frozen=True)
class Source:
    """A file of code, and the part of the house it belongs to: «domain», «sandbox.run», «handlers»."""

    path: Path
    module: str
    tree: ast.Module

    @property
    def part(self) -> str:
        """The part it belongs to."""
        first, _, rest = self.module.removeprefix("bot.").partition(".")
        return f"{first}.{rest}" if f"{first}.{rest}" in COMPOSITION else first

    @property
    def name(self) -> str:
        """The file as people call it."""
        return str(self.path.relative_to(PROJECT))

    def imports(self) -> Iterator[tuple[int, str]]:
        """Line and name of everything it imports, also inside functions; relative imports made absolute."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.name}:{node.lineno} imports relatively; write the whole name."
                for alias in node.names:
                    yield node.lineno, f"{node.module}.{alias.name}"


def read_sources(*folders: str) -> list[Source]:
    """Every file of code in these folders."""
    found = []
    for folder in folders:
        for path in sorted((PROJECT / folder).rglob("*.py")):
            module = ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")
            found.append(Source(path, module, ast.parse(path.read_text(encoding="utf-8"))))
    return found


SOURCES = read_sources("bot", "handlers")
TESTS = read_sources("tests")


def part_of(imported: str) -> str | None:
    """The part of the house an import names; None for what is not ours."""
    parts = imported.split(".")
    if parts[0] == "handlers":
        return "handlers"
    if parts[0] != "bot" or len(parts) == 1:
        return None
    return ".".join(parts[1:3]) if ".".join(parts[1:3]) in COMPOSITION else parts[1]


def test_every_part_of_the_house_has_a_place_in_the_rules() -> None:
    parts = {source.part for source in SOURCES} - {"bot"}
    unknown = parts - ALLOWED.keys() - COMPOSITION
    assert not unknown, f"Say in tests/test_architecture.py whom {sorted(unknown)} may import."


def test_nobody_imports_whom_she_may_not() -> None:
    broken = []
    for source in SOURCES:
        allowed = ALLOWED.get(source.part)
        if source.part in COMPOSITION or allowed is None:
            continue
        for line, imported in source.imports():
            part = part_of(imported)
            if part is not None and part not in allowed:
                known = ", ".join(sorted(allowed)) or "nothing of ours"
                broken.append(f"{source.name}:{line} imports {imported}; {source.part} may import only {known}.")
    assert not broken, "\n".join(broken)


def test_the_composition_root_is_seen_by_nobody_but_the_ends() -> None:
    broken = [
        f"{source.name}:{line} imports {imported}; only {', '.join(sorted(COMPOSITION))} and tests may."
        for source in SOURCES
        for line, imported in source.imports()
        if part_of(imported) in COMPOSITION and source.part not in COMPOSITION
    ]
    assert not broken, "\n".join(broken)


def test_the_domain_needs_the_standard_library_only() -> None:
    broken = [
        f"{source.name}:{line} imports {imported}; the domain knows the standard library only."
        for source in SOURCES
        if source.part in PURE
        for line, imported in source.imports()
        if imported.split(".")[0] not in sys.stdlib_module_names and not imported.startswith("bot.domain")
    ]
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize(
    ("library", "homes"),
    [
        ("telegram", {"telegram", "app"}),
        ("sqlalchemy", {"storage"}),
        ("alembic", {"storage"}),
        ("apscheduler", {"app"}),
        ("prometheus_client", {"metrics"}),
    ],
)
def test_a_foreign_library_has_one_home(library: str, homes: set[str]) -> None:
    broken = [
        f"{source.name}:{line} imports {imported}; {library} is known in {', '.join(sorted(homes))} only."
        for source in SOURCES
        for line, imported in source.imports()
        if imported.split(".")[0] == library and source.part not in homes
    ]
    assert not broken, "\n".join(broken)


def test_nothing_waits_inside_a_transaction() -> None:
    waiting = [
        f"{source.name}:{node.lineno} is asynchronous; a transaction runs whole in a database thread."
        for source in SOURCES
        if source.module.removeprefix("bot.").startswith(SYNCHRONOUS)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncWith | ast.AsyncFor)
    ]
    assert not waiting, "\n".join(waiting)


@pytest.mark.parametrize("folder", MOST_LINES)
def test_a_file_is_read_in_one_sitting(folder: str) -> None:
    files = [path for kind in ("*.py", "*.js", "*.css") for path in sorted((PROJECT / folder).rglob(kind))]
    counted = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    most = MOST_LINES[folder]
    long = [f"{path.relative_to(PROJECT)} has {count} lines" for path, count in counted.items() if count > most]
    assert not long, f"At most {most}: " + "; ".join(long)


def docstrings(tree: ast.Module) -> set[int]:
    """The literals that are docstrings, of attributes too: they are for whoever reads the code."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }


def is_vietnamese(text: str) -> bool:
    """Whether it holds a word with a letter that only Vietnamese has among the languages spoken here."""
    letters = [letter for letter in unicodedata.normalize("NFD", text.lower()) if letter.isalpha()]
    marks = {"\u0300", "\u0301", "\u0302", "\u0303", "\u0306", "\u0309", "\u031b", "\u0323"}
    has_mark = any(mark in unicodedata.normalize("NFD", text) for mark in marks) or "đ" in text.lower()
    # A single letter or mark is no word: folding text has to name some.
    return has_mark and len(letters) > 1


def test_what_the_bot_says_to_learners_stands_in_the_texts_and_nowhere_else() -> None:
    spoken = []
    for source in SOURCES:
        if source.part.split(".")[0] in SPEAKS:
            continue
        kept = docstrings(source.tree)
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in kept:
                continue
            if node.value.startswith(COMPARED.get(source.name, "\0")):
                continue
            if is_vietnamese(node.value.replace(OUR_NAME, "")):
                spoken.append(f"{source.name}:{node.lineno} says «{node.value}»; let content/texts say it.")
    assert not spoken, "\n".join(spoken)


def test_the_content_folder_holds_no_code() -> None:
    code = [path.name for path in (PROJECT / "content").rglob("*") if path.suffix in {".py", ".js", ".sh"}]
    assert not code, f"content/ is data only, but there is {code}."


def test_the_code_learns_the_time_from_the_clock() -> None:
    broken = []
    for source in SOURCES:
        for line, imported in source.imports():
            if imported.split(".")[0] == "time" and source.part not in {"clock", "pictures"}:
                broken.append(f"{source.name}:{line} imports {imported}; take a Clock.")
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize("source", TESTS, ids=lambda source: source.module)
def test_tests_speak_to_the_real_thing(source: Source) -> None:
    for line, imported in source.imports():
        assert not imported.startswith(("unittest.mock", "time.sleep", "asyncio.sleep")), f"{source.name}:{line}"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            taken = {argument.arg for argument in node.args.args}
            assert "monkeypatch" not in taken, f"{source.name}:{node.lineno} patches; build it with other parts."
            assert len(node.name.split("_")) > 3, f"{source.name}:{node.lineno}: {node.name} is no sentence."

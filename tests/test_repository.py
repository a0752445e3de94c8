"""The repository as a promise to the next maintainer: what the documents say exists, and nothing slipped in.

A setting, a command or a file that is named somewhere and lives nowhere fails here, before anybody looks for it.
"""

from __future__ import annotations

import ast
import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.__main__ import main
from bot.health import HealthServer
from bot.metrics import Metrics
from bot.settings import PROJECT, read_settings

DOCUMENTS = ("README.md", "README.vi.md", "docs/OPERATING.md")
# Written so that this file does not find itself.
REGISTRIES = re.compile(
    r"py[p]i\.|python[h]osted|npm[j]s|docker\.[i]o/|gh[c]r\.|qua[y]\.io|crates\.[i]o"
    r"|(?<!emit)-(?:extra-)?[i]ndex-url|(?<!emit)-[f]ind-links|(?:PIP|UV)_\w*IND[E]X"
)
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:wor[k]|roo[t]|Use[r]s)/|(?<![\w.])/hom[e]/\w")
TOKENS = re.compile(
    r"\b\d{6,}:[A-Za-z0-9_-]{30,}|\bgh[pousr]_[A-Za-z0-9]{30,}|\bAKIA[A-Z0-9]{16}|-----BEGIN [A-Z ]*PRIVATE"
)


def text_of(name: str) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=True
    )
    return [file for name in listed.stdout.decode().split("\0") if name and (file := PROJECT / name).is_file()]


def tracked_texts() -> list[tuple[str, bytes]]:
    found = [(str(file.relative_to(PROJECT)), file.read_bytes()) for file in tracked_files()]
    return [(name, content) for name, content in found if b"\0" not in content]


class Asked(Mapping[str, str]):
    """An empty environment that remembers what it was asked for."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.names.add(key)
        return default

    def __getitem__(self, key: str) -> str:
        self.names.add(key)
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def settings_read() -> set[str]:
    asked = Asked()
    read_settings(asked)
    return asked.names


def example_lines() -> dict[str, str]:
    return dict(re.findall(r"^#?([A-Z_]+)=(.*)$", text_of(".env.example"), re.MULTILINE))


def composed() -> dict[str, Any]:
    loaded = yaml.safe_load(text_of("compose.yaml"))
    assert isinstance(loaded, dict)
    return loaded


def compose_only() -> set[str]:
    used = set(re.findall(r"\$\{([A-Z_]+)", text_of("compose.yaml"))) | {"COMPOSE_PROFILES"}
    return used - settings_read()


def dockerfile() -> list[tuple[str, str]]:
    joined = re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", text_of("Dockerfile"), flags=re.MULTILINE))
    return [(line.split()[0], line.split(maxsplit=1)[1].strip()) for line in joined.splitlines() if line.strip()]


def instruction(name: str) -> str:
    return [words for kind, words in dockerfile() if kind == name][-1]


# What the documents promise


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_make_command_of_a_document_is_in_the_makefile(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    named = re.findall(r"\bmake ([a-z]+)", "\n".join(re.findall(r"`[^`]+`|^```.*?^```", text_of(name), re.M | re.S)))

    assert set(named) <= targets


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_of_a_document_is_one_the_bot_has(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    offered = capsys.readouterr().out
    named = re.findall(r"(?:python -m bot|run --rm bot|chihoi) ([a-z]+)", text_of(name))

    assert [command for command in named if not re.search(rf"^ +{command}\b", offered, re.MULTILINE)] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_a_document_points_to_exists(name: str) -> None:
    pointed = re.findall(r"\]\(([^)#:]+)\)|src=\"([^\":]+)\"", text_of(name))
    missing = [path for pair in pointed for path in pair if path and not ((PROJECT / name).parent / path).is_file()]

    assert missing == []


def test_the_tree_in_the_readme_stands() -> None:
    named = re.findall(r"(?:^|  )((?:bot|handlers|content|tests)/[\w/.]*)(?= )", text_of("README.md"), re.MULTILINE)

    assert len(named) > 8
    assert [path for path in named if not (PROJECT / path).exists()] == []


def test_every_setting_is_documented_and_nothing_else_is() -> None:
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", text_of("docs/OPERATING.md"), re.MULTILINE))

    assert documented == settings_read()


def test_the_example_names_every_setting_and_stands_at_the_defaults() -> None:
    example = example_lines()
    defaults = read_settings({})

    assert set(example) == settings_read() | compose_only()
    assert replace(read_settings(example), is_listen_set=False) == defaults


def test_what_compose_alone_reads_is_documented() -> None:
    assert [name for name in compose_only() if f"`{name}" not in text_of("docs/OPERATING.md")] == []


def test_every_documented_metric_is_measured() -> None:
    measured = Metrics().exposition().decode()
    documented = re.findall(r"`(chihoi_\w+)`", text_of("docs/OPERATING.md"))

    assert [name for name in documented if f"# TYPE {name} " not in measured] == []


# The container


def test_every_service_is_locked_down() -> None:
    for name, service in composed()["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
        assert service["user"].split(":")[0] not in ("0", "root"), name
        assert not {"privileged", "cap_add", "pid", "network_mode"} & set(service), name
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ())), name


def test_the_database_is_not_on_the_outer_network() -> None:
    services, networks = composed()["services"], composed()["networks"]

    assert [networks[name] for name in services["postgres"]["networks"]] == [{"internal": True}]
    assert "postgres" in services["postgres"]["profiles"]


def test_the_image_runs_as_nobody_in_particular_and_installs_only_what_is_locked() -> None:
    user = instruction("USER").split(":")[0]

    assert user.isdigit()
    assert int(user) > 1000
    assert composed()["services"]["bot"]["user"] == instruction("USER")
    assert all(re.fullmatch(r"python:3\.\d+-slim( AS \w+)?", words) for kind, words in dockerfile() if kind == "FROM")
    assert [words for kind, words in dockerfile() if "pip" in words and " install " in words] == [
        words for kind, words in dockerfile() if "--require-hashes --only-binary :all: -r /requirements.lock" in words
    ]


def test_the_image_is_told_only_by_arguments_never_by_a_shell() -> None:
    command = json.loads(instruction("ENTRYPOINT")) + json.loads(instruction("CMD"))

    assert command == ["python", "-m", "bot", "run"]
    assert instruction("STOPSIGNAL") == "SIGTERM"


def test_what_is_copied_into_the_image_exists_and_is_sent_to_the_builder() -> None:
    sent = re.findall(r"^!(.+)$", text_of(".dockerignore"), re.MULTILINE)
    copied = [
        path for kind, words in dockerfile() if kind == "COPY" and "--from" not in words for path in words.split()[:-1]
    ]

    assert "*" in text_of(".dockerignore").splitlines()
    assert sorted(set(copied)) == sorted(sent)
    assert all((PROJECT / path).exists() for path in copied)


@pytest.mark.parametrize(("faults", "code"), [({}, 0), ({"polling": "late"}, 1)])
async def test_the_health_check_tells_a_well_bot_from_an_ill_one(faults: dict[str, str], code: int) -> None:
    async def is_well() -> dict[str, str]:
        return faults

    server = HealthServer("127.0.0.1", 0, Metrics(), is_well)
    await server.start()
    command = json.loads(instruction("HEALTHCHECK").partition(" CMD ")[2])
    environ = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "LISTEN": f"0.0.0.0:{server.port}"}
    checking = await asyncio.create_subprocess_exec(*command, env=environ, stderr=asyncio.subprocess.DEVNULL)

    assert await checking.wait() == code
    await server.stop()


# What must not slip in


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_its_hashes_and_no_address(name: str) -> None:
    packages = re.split(r"\n(?=\S)", text_of(name).strip())

    assert len(packages) > 20
    assert [
        package.split()[0] for package in packages if not re.search(r"^[\w.-]+==\S+.*\\\n +--hash=sha256:", package)
    ] == []
    assert not re.search(r"://|@| -[a-z]", text_of(name))


def test_no_file_names_a_package_registry_or_a_path_of_a_machine_or_holds_a_token() -> None:
    found = [
        (name, match[0])
        for name, content in tracked_texts()
        for pattern in (REGISTRIES, MACHINE_PATHS, TOKENS)
        for match in pattern.finditer(content.decode("utf-8"))
    ]

    assert found == []


def test_every_text_is_plain_utf_8_with_plain_line_ends() -> None:
    for name, content in tracked_texts():
        content.decode("utf-8")
        assert b"\r" not in content, name
        assert not content.startswith(b"\xef\xbb\xbf"), name
        assert content == b"" or content.endswith(b"\n"), name


def test_every_module_says_why_it_exists() -> None:
    silent = [
        name
        for name, content in tracked_texts()
        if name.endswith(".py") and content.strip() and not ast.get_docstring(ast.parse(content))
    ]

    assert silent == []


def test_the_continuous_checks_can_start() -> None:
    script = PROJECT / ".ci" / "run"

    assert os.access(script, os.X_OK)
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0
    assert "set -euo pipefail" in script.read_text(encoding="utf-8")

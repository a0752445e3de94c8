"""YAML for people: every value is the text that was typed, with its line; no aliases, no objects, no depth.

Reading values as plain text keeps 111 a telephone number and 2007-07-01 a date that can be explained.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime

import yaml

from bot.domain.folding import fold
from bot.library.keys import did_you_mean, near_word
from bot.library.problems import FileFindings

_DEPTH = 6
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The one written in C where there is one: it is ten times faster."""
_NULL = "tag:yaml.org,2002:null"
_STANDARD = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")
)
_DATES = ("%Y-%m-%d", "%d/%m/%Y")
_TRUTHS = {"true": True, "yes": True, "có": True, "false": False, "no": False, "không": False}
_ADVICE = (
    'Câu có dấu hai chấm thì đặt cả câu trong dấu nháy "…"; các dòng thuộc cùng một mục lùi vào bằng nhau, '
    "bằng dấu cách."
)


class _RefusedError(Exception):
    """YAML that is well formed and still not taken."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def read_yaml(text: str | None, findings: FileFindings) -> yaml.Node | None:
    """The tree of a file, a null for an empty one; None, with a problem noted, when it cannot be read."""
    if text is None:
        return None
    try:
        _look_through(text)
        return yaml.compose(text, Loader=_LOADER) or yaml.ScalarNode(_NULL, "")
    except _RefusedError as refused:
        findings.error(refused.line, "yaml-refused", refused.message, "Viết đủ từng mục, theo mẫu trong GUIDE.md.")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        findings.error(mark.line + 1 if mark else 1, "yaml", "Em không đọc được từ dòng này", _ADVICE)
    except yaml.YAMLError:
        findings.error(1, "yaml", "Em không đọc được tệp này", _ADVICE)
    return None


def entries(node: yaml.Node | None, findings: FileFindings) -> Iterator[tuple[str, int, yaml.Node]]:
    """The «key: value» pairs of a mapping, with the line of each key; anything else is a problem."""
    if node is None or is_empty(node):
        return
    if not isinstance(node, yaml.MappingNode):
        findings.error(line_of(node), "yaml-shape", "Chỗ này phải là các dòng «tên: giá trị»", _ADVICE)
        return
    seen: set[str] = set()
    for key, value in node.value:
        name = text_of(key, findings)
        if name in seen:
            findings.error(line_of(key), "key-twice", f"«{name}» viết hai lần", "Giữ lại một.")
        seen.add(name)
        yield name, line_of(key), value


def named_fields(
    node: yaml.Node | None, table: Mapping[str, tuple[str, ...]], findings: FileFindings
) -> dict[str, yaml.Node]:
    """The fields of one entry under their English names; unknown ones are a problem."""
    names = {fold(name): key for key, known in table.items() for name in known}
    fields = {}
    for typed, line, value in entries(node, findings):
        key = names.get(fold(typed))
        if key is None:
            findings.error(
                line,
                "unknown-key",
                f"Em không hiểu dòng «{typed}:»",
                f"{did_you_mean(near_word(typed, table))}Ở đây chỉ có: {', '.join(table)}.",
            )
        else:
            fields[key] = value
    return fields


def items(node: yaml.Node | None, findings: FileFindings) -> Iterator[yaml.Node]:
    """The members of a list; anything else is a problem."""
    if node is None or is_empty(node):
        return
    if not isinstance(node, yaml.SequenceNode):
        findings.error(line_of(node), "yaml-shape", "Chỗ này phải là danh sách, mỗi dòng bắt đầu bằng «- »", _ADVICE)
        return
    yield from node.value


def line_of(node: yaml.Node) -> int:
    """The line a value begins on, counted from 1."""
    return int(node.start_mark.line) + 1


def is_empty(node: yaml.Node) -> bool:
    """Whether nothing was typed."""
    return node.tag == _NULL


def text_of(node: yaml.Node, findings: FileFindings) -> str:
    """The text that was typed, empty for nothing; a list or mapping is a problem."""
    if is_empty(node):
        return ""
    if not isinstance(node, yaml.ScalarNode):
        findings.error(line_of(node), "yaml-shape", "Chỗ này chỉ viết một dòng chữ", _ADVICE)
        return ""
    return unicodedata.normalize("NFC", " ".join(str(node.value).split()))


def date_of(node: yaml.Node, findings: FileFindings) -> date | None:
    """The date that was typed, None for nothing."""
    typed = text_of(node, findings)
    if not typed:
        return None
    found = parse_date(typed)
    if found is None:
        findings.error(line_of(node), "date", f"«{typed}» không phải ngày", "Viết năm-tháng-ngày, ví dụ 2026-11-22.")
    return found


def truth_of(node: yaml.Node, findings: FileFindings) -> bool:
    """Whether «true» (or «có») was typed; nothing means no."""
    typed = text_of(node, findings)
    if typed and typed.lower() not in _TRUTHS:
        findings.error(line_of(node), "yes-no", f"«{typed}» không phải có hay không", "Viết true hoặc false.")
    return _TRUTHS.get(typed.lower(), False)


def parse_date(typed: str) -> date | None:
    """A date as 2026-11-22 or, as people write it here, 22/11/2026; None for anything else."""
    for form in _DATES:
        try:
            # A calendar day has no time zone; only its three numbers are taken.
            return datetime.strptime(typed.strip(), form).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def _look_through(text: str) -> None:
    """Raise what is refused, from the events alone: a bomb is never built."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _RefusedError(line, "Dấu & và * đặt trước một giá trị là cách viết tắt mà em không nhận")
        tag = getattr(event, "tag", None)
        if tag and tag not in _STANDARD:
            raise _RefusedError(line, "Dấu ! đặt trước một giá trị là cách viết mà em không nhận")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEPTH:
            raise _RefusedError(line, "Các dòng lùi vào quá nhiều tầng")

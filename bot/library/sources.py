"""The register of laws and documents, and the emergency numbers: two small YAML files.

A citation is only as good as its source: one that is unknown, not yet or no longer in force is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import yaml

from bot.domain.curriculum import Citation, EmergencyNumber, Source
from bot.domain.folding import fold
from bot.library import limits, yamls
from bot.library.keys import did_you_mean, near_word
from bot.library.problems import FileFindings

SOURCES_FILE = "sources.yaml"
EMERGENCY_FILE = "emergency.yaml"

_SOURCE_KEYS = {
    "name": ("name", "tên"),
    "number": ("number", "số hiệu"),
    "law": ("law", "là luật"),
    "in_force_from": ("in_force_from", "hiệu lực từ"),
    "in_force_until": ("in_force_until", "hiệu lực đến"),
    "replaced_by": ("replaced_by", "thay bằng"),
    "checked_on": ("checked_on", "ngày kiểm tra"),
    "note": ("note", "ghi chú"),
}
_NUMBER_KEYS = {
    "number": ("number", "số"),
    "name": ("name", "tên"),
    "when": ("when", "khi nào"),
    "in_need": ("in_need", "khi nguy"),
    "source": ("source", "nguồn"),
}
_ID = re.compile(rf"[a-z0-9-]{{1,{limits.ID}}}")
_DIALLED = re.compile(r"\+?\d(?:[ .]?\d){1,14}")


def read_sources(text: str | None, today: date, findings: FileFindings) -> dict[str, Source]:
    """The sources of ``sources.yaml`` by their ids."""
    sources: dict[str, Source] = {}
    lines: dict[str, int] = {}
    for source_id, line, node in yamls.entries(yamls.read_yaml(text, findings), findings):
        if not _ID.fullmatch(source_id):
            findings.error(
                line,
                "id",
                f"Mã nguồn «{source_id}» viết chưa đúng",
                "Chỉ dùng a-z, 0-9 và dấu gạch ngang, không quá 24.",
            )
        sources[source_id] = _source(source_id, line, node, today, findings)
        lines[source_id] = line
    for source in sources.values():
        if source.replaced_by is not None and source.replaced_by not in sources:
            findings.error(
                lines[source.id],
                "source-unknown",
                f"«{source.id}» ghi thay bằng «{source.replaced_by}» nhưng mã ấy chưa có",
                f"{did_you_mean(near_word(source.replaced_by, sources))}Thêm mục ấy vào {SOURCES_FILE}.",
            )
    return sources


def read_emergency_numbers(
    text: str | None, sources: Mapping[str, Source], today: date, findings: FileFindings
) -> tuple[EmergencyNumber, ...]:
    """The numbers of ``emergency.yaml`` in their order; there must be one."""
    numbers = []
    root = yamls.read_yaml(text, findings)
    for node in yamls.items(root, findings):
        line = yamls.line_of(node)
        fields = _named(node, _NUMBER_KEYS, findings)
        number, name, when = (_text(fields, key, findings) for key in ("number", "name", "when"))
        if not _DIALLED.fullmatch(number):
            findings.error(
                line,
                "phone",
                f"«{number}» không phải số điện thoại",
                "Viết các chữ số, có thể cách nhau: 1900 969 680.",
            )
        if not name or not when:
            findings.error(
                line,
                "missing-key",
                "Số này thiếu «name:» (gọi cho ai) hoặc «when:» (khi nào gọi)",
                "Viết thêm dòng còn thiếu.",
            )
        if "source" in fields:
            cite(_text(fields, "source", findings), line, sources, today, findings)
        numbers.append(EmergencyNumber(number, name, when, _text(fields, "in_need", findings)))
    if root is not None and not numbers:
        findings.error(1, "empty", "Chưa có số khẩn cấp nào", "Thêm ít nhất một số, ví dụ 113.")
    elif numbers and not any(number.in_need for number in numbers):
        findings.warn(
            1,
            "nothing-in-need",
            "Chưa số nào có «in_need:», nên người kêu cứu thấy tất cả các số",
            "Thêm dòng ấy vào vài số cần nhất: «in_need: Cảnh sát».",
        )
    return tuple(numbers)


def cite(typed: str, line: int, sources: Mapping[str, Source], today: date, findings: FileFindings) -> Citation | None:
    """The citation written as «id, place»; None, with a problem, when there is no such source."""
    source_id, _, article = (side.strip() for side in typed.partition(","))
    source = sources.get(source_id)
    if source is None:
        findings.error(
            line,
            "source-unknown",
            f"Em không thấy nguồn «{source_id}» trong {SOURCES_FILE}",
            f"{did_you_mean(near_word(source_id, sources))}Viết mã nguồn, dấu phẩy, rồi điều khoản: "
            "«nguồn: luat-bdg-2006, Điều 18 khoản 5».",
        )
        return None
    if source.in_force_from is not None and today < source.in_force_from:
        findings.error(
            line,
            "source-not-yet",
            f"{source.name} đến {source.in_force_from:%d/%m/%Y} mới có hiệu lực",
            "Chưa dạy như luật đang dùng; đợi đến ngày ấy hoặc dùng văn bản hiện hành.",
        )
    elif not source.is_in_force(today):
        findings.error(line, "source-ended", f"{source.name} đã hết hiệu lực", _replacement(source, sources))
    return Citation(source_id, article)


def _replacement(source: Source, sources: Mapping[str, Source]) -> str:
    if source.replaced_by is None:
        return f"Tìm văn bản thay thế, thêm vào {SOURCES_FILE}, sửa bài theo văn bản ấy."
    newer = sources.get(source.replaced_by)
    return f"Nay dùng «{source.replaced_by}»{f' ({newer.name})' if newer else ''}: đọc lại và sửa bài theo văn bản ấy."


def _source(source_id: str, line: int, node: yaml.Node, today: date, findings: FileFindings) -> Source:
    fields = _named(node, _SOURCE_KEYS, findings)
    dates = {
        key: yamls.date_of(fields[key], findings) if key in fields else None
        for key in ("in_force_from", "in_force_until", "checked_on")
    }
    source = Source(
        id=source_id,
        name=_text(fields, "name", findings),
        number=_text(fields, "number", findings),
        is_law=yamls.truth_of(fields["law"], findings) if "law" in fields else False,
        in_force_from=dates["in_force_from"],
        in_force_until=dates["in_force_until"],
        replaced_by=_text(fields, "replaced_by", findings) or None,
        checked_on=dates["checked_on"],
        note=_text(fields, "note", findings),
    )
    _check_source(source, line, today, findings)
    return source


def _check_source(source: Source, line: int, today: date, findings: FileFindings) -> None:
    if not source.name:
        findings.error(line, "missing-key", f"Nguồn «{source.id}» thiếu «name:»", "Viết tên văn bản như mọi người gọi.")
    if source.checked_on is None:
        findings.warn(
            line,
            "never-checked",
            f"Nguồn «{source.id}» chưa ghi ngày kiểm tra",
            "Thêm «checked_on: 2026-11-22», ngày chị đối chiếu với văn bản gốc.",
        )
    elif source.checked_on > today:
        findings.error(
            line, "date-ahead", f"Ngày kiểm tra của «{source.id}» ở tương lai", "Sửa lại dòng «checked_on:»."
        )
    begins, ends = source.in_force_from, source.in_force_until
    if begins is not None and ends is not None and ends < begins:
        findings.error(
            line,
            "dates-crossed",
            f"Nguồn «{source.id}» hết hiệu lực trước khi có hiệu lực",
            "Sửa «in_force_from:» hoặc «in_force_until:».",
        )


def _named(node: yaml.Node, table: Mapping[str, tuple[str, ...]], findings: FileFindings) -> dict[str, yaml.Node]:
    """The fields of one entry under their English names; unknown ones are a problem."""
    names = {fold(name): key for key, known in table.items() for name in known}
    fields = {}
    for typed, line, value in yamls.entries(node, findings):
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


def _text(fields: Mapping[str, yaml.Node], key: str, findings: FileFindings) -> str:
    return yamls.text_of(fields[key], findings) if key in fields else ""

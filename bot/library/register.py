"""The register of laws and documents in ``sources.yaml``: what teaching rests on, since when, until when.

What goes wrong with a source is told once, at its entry, with every place that rests on it: an author who exchanges
a law has one line to begin at and the list of what to read again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import yaml

from bot.domain.curriculum import Citation, Source
from bot.library import limits, yamls
from bot.library.keys import did_you_mean, near_word
from bot.library.problems import FileFindings

SOURCES_FILE = "sources.yaml"

_KEYS = {
    "name": ("name", "tên"),
    "number": ("number", "số hiệu"),
    "law": ("law", "là luật"),
    "in_force_from": ("in_force_from", "hiệu lực từ"),
    "in_force_until": ("in_force_until", "until", "hiệu lực đến"),
    "replaces": ("replaces", "thay cho"),
    "replaced_by": ("replaced_by", "thay bằng"),
    "articles": ("articles", "có số điều"),
    "checked_on": ("checked_on", "ngày kiểm tra"),
    "note": ("note", "ghi chú"),
}
_ID = re.compile(rf"[a-z0-9-]{{1,{limits.ID}}}")
_TAUGHT = ("thẻ", "câu hỏi")
"""How a use by a card or a question is told."""
_ARTICLE = re.compile(r"\b(?:[Đđ]iều|[Pp]hụ lục)\s+[\dIVX]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A source as it stands in the register."""

    source: Source
    line: int
    replaces: tuple[str, ...] = ()
    has_articles: bool = True
    """False where nobody has seen the law's own text yet, so that no article can be named."""


@dataclass(frozen=True, slots=True, order=True)
class Use:
    """A place that rests on a source: «thẻ «Ba ngày»» in a file, on a line."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.what} ({self.file}:{self.line})"


@dataclass(frozen=True, slots=True)
class Register:
    """The entries by id, the day they are read for, and the places found so far that a source cannot carry."""

    entries: Mapping[str, Entry]
    today: date
    uses: dict[str, set[Use]] = field(default_factory=dict)
    before_its_time: dict[str, set[Use]] = field(default_factory=dict)
    without_article: dict[str, set[Use]] = field(default_factory=dict)

    @property
    def sources(self) -> dict[str, Source]:
        """The sources alone, as they are taught from."""
        return {source_id: entry.source for source_id, entry in self.entries.items()}

    def cite(self, typed: str, use: Use, said: Iterable[str], findings: FileFindings) -> Citation | None:
        """The citation written as «id, place»; None, with a problem, when there is no such source.

        A law that has not begun may be spoken of as a coming one, by naming the day it begins.
        """
        source_id, _, article = (side.strip() for side in typed.partition(","))
        entry = self.entries.get(source_id)
        if entry is None:
            findings.error(
                use.line,
                "source-unknown",
                f"Em không thấy nguồn «{source_id}» trong {SOURCES_FILE}",
                f"{did_you_mean(near_word(source_id, self.entries))}Viết mã nguồn, dấu phẩy, rồi điều khoản: "
                "«nguồn: luat-bdg-2006, Điều 18 khoản 5».",
            )
            return None
        self.uses.setdefault(source_id, set()).add(use)
        begins = entry.source.in_force_from
        if begins is not None and self.today < begins and not names_day(begins, [article, *said]):
            self.before_its_time.setdefault(source_id, set()).add(use)
        return Citation(source_id, article)

    def lacking_article(self, citations: Iterable[Citation], use: Use) -> Citation | None:
        """The law that a claim rests on where no article of any law is named, or None.

        Where the register itself says that the articles are not known yet, that is told there, once.
        """
        laws = [each for each in citations if self.entries[each.source_id].source.is_law]
        if not laws or any(_ARTICLE.search(each.article) for each in laws):
            return None
        for each in laws:
            if not self.entries[each.source_id].has_articles:
                self.without_article.setdefault(each.source_id, set()).add(use)
                return None
        return laws[0]


def names_day(day: date, texts: Iterable[str]) -> bool:
    """Whether one of the texts names that day: «1/1/2027»."""
    written = re.compile(rf"\b0?{day.day}/0?{day.month}/{day.year}\b")
    return any(written.search(text) for text in texts)


def read_register(text: str | None, today: date, findings: FileFindings) -> Register:
    """The register of a ``sources.yaml``; what does not fit together in it is a problem."""
    entries: dict[str, Entry] = {}
    for source_id, line, node in yamls.entries(yamls.read_yaml(text, findings), findings):
        if not _ID.fullmatch(source_id):
            findings.error(
                line,
                "id",
                f"Mã nguồn «{source_id}» viết chưa đúng",
                "Chỉ dùng a-z, 0-9 và dấu gạch ngang, không quá 24.",
            )
        entries[source_id] = _entry(source_id, line, node, today, findings)
    for entry in entries.values():
        _check_replacement(entry, entries, today, findings)
    return Register(entries, today)


def _entry(source_id: str, line: int, node: yaml.Node, today: date, findings: FileFindings) -> Entry:
    fields = yamls.named_fields(node, _KEYS, findings)
    dates = {
        key: yamls.date_of(fields[key], findings) if key in fields else None
        for key in ("in_force_from", "in_force_until", "checked_on")
    }
    texts = {key: yamls.text_of(fields[key], findings) if key in fields else "" for key in _KEYS if key not in dates}
    source = Source(
        id=source_id,
        name=texts["name"],
        number=texts["number"],
        is_law=yamls.truth_of(fields["law"], findings) if "law" in fields else False,
        in_force_from=dates["in_force_from"],
        in_force_until=dates["in_force_until"],
        replaced_by=texts["replaced_by"] or None,
        checked_on=dates["checked_on"],
        note=texts["note"],
    )
    _check_source(source, line, today, findings)
    replaces = tuple(each.strip() for each in texts["replaces"].split(",") if each.strip())
    has_articles = not texts["articles"] or yamls.truth_of(fields["articles"], findings)
    return Entry(source, line, replaces, has_articles)


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


def _check_replacement(entry: Entry, entries: Mapping[str, Entry], today: date, findings: FileFindings) -> None:
    """Note replacements that only one of the two knows of, and days that do not follow on each other."""
    source = entry.source
    for key, other_id in _named(entry):
        other = entries.get(other_id)
        if other is None or other_id == source.id:
            what = "chính nó" if other else f"«{other_id}» nhưng mã ấy chưa có"
            findings.error(
                entry.line,
                "source-unknown",
                f"«{source.id}» ghi «{key}:» {what}",
                f"{did_you_mean(near_word(other_id, entries.keys() - {source.id}))}"
                f"Sửa mã, hoặc thêm mục ấy vào {SOURCES_FILE}.",
            )
        elif key == "replaced_by" and source.id not in other.replaces:
            _report_one_end(other, "replaces", source.id, findings)
        elif key == "replaces" and other.source.replaced_by != source.id:
            _report_one_end(other, "replaced_by", source.id, findings)
    newer = entries.get(source.replaced_by or "")
    if newer is not None and newer is not entry:
        _check_days(entry, newer.source, today, findings)


def _named(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.source.replaced_by is not None:
        yield "replaced_by", entry.source.replaced_by
    yield from (("replaces", each) for each in entry.replaces)


def _report_one_end(entry: Entry, key: str, other_id: str, findings: FileFindings) -> None:
    findings.error(
        entry.line,
        "replacement-one-end",
        f"«{other_id}» nói có thay thế với «{entry.source.id}», nhưng ở đây chưa ghi",
        f"Thêm vào mục «{entry.source.id}» dòng «{key}: {other_id}», hoặc bỏ bên kia.",
    )


def _check_days(entry: Entry, newer: Source, today: date, findings: FileFindings) -> None:
    old, begins = entry.source, newer.in_force_from
    if old.in_force_until is None:
        if begins is None or begins <= today:
            findings.error(
                entry.line,
                "replaced-without-end",
                f"«{old.id}» đã có «{newer.id}» thay mà chưa ghi ngày cuối cùng còn hiệu lực",
                "Ghi ngày ấy vào «in_force_until:».",
            )
    elif begins is not None and begins != old.in_force_until + timedelta(days=1):
        findings.warn(
            entry.line,
            "replacement-days",
            f"«{old.id}» còn đến {old.in_force_until:%d/%m/%Y} mà «{newer.id}» có từ {begins:%d/%m/%Y}",
            "Hai ngày thường liền nhau: xem lại «in_force_until:» và «in_force_from:» của hai mục.",
        )


def report_uses(register: Register, corrected: Collection[str], findings: FileFindings) -> None:
    """Note each source that teaching should not rest on as it does, once, with all the places that do.

    ``corrected`` are the sources for which a correction stands ready.
    """
    for source_id, entry in register.entries.items():
        source, begins, ends = entry.source, entry.source.in_force_from, entry.source.in_force_until
        uses = register.uses.get(source_id, set())
        if uses and ends is not None and ends < register.today:
            findings.error(
                entry.line,
                "source-ended",
                f"{source.name} đã hết hiệu lực sau ngày {ends:%d/%m/%Y}; còn {_list(uses)}",
                f"{_replacement(source, register)} Sửa xong thì đổi dòng «nguồn:» ở các chỗ ấy.",
            )
        elif uses and ends is not None and ends <= register.today + timedelta(days=limits.ENDING_DAYS):
            findings.warn(
                entry.line,
                "source-ending",
                f"{source.name} chỉ còn hiệu lực đến hết ngày {ends:%d/%m/%Y}; đang có {_list(uses)}",
                f"{_replacement(source, register)} Chuẩn bị trước ngày ấy.",
            )
        ends_soon = ends is not None and ends <= register.today + timedelta(days=limits.ENDING_DAYS)
        taught = [use for use in uses if use.what.startswith(_TAUGHT)]
        if ends_soon and taught and source_id not in corrected:
            findings.warn(
                entry.line,
                "no-correction",
                f"Chưa có tin đính chính cho ai đã học theo {source.name} ({len(taught)} thẻ và câu hỏi)",
                f"Viết tệp corrections/{source_id}.md, xem mục «Tin đính chính» trong GUIDE.md.",
            )
        if early := register.before_its_time.get(source_id):
            findings.error(
                entry.line,
                "source-not-yet",
                f"{source.name} đến {begins:%d/%m/%Y} mới có hiệu lực mà đã có {_list(early)}",
                f"Dùng văn bản hiện hành; muốn báo trước thì ghi rõ trong câu: «từ {begins:%d/%m/%Y}».",
            )
        if bare := register.without_article.get(source_id):
            findings.warn(
                entry.line,
                "articles-unknown",
                f"Nguồn «{source_id}» ghi là chưa rõ số điều (articles: false) mà có {_list(bare)}",
                "Mở văn bản, ghi điều khoản vào dòng «nguồn:» ở các chỗ ấy, rồi bỏ dòng «articles: false».",
            )


def _list(uses: Iterable[Use]) -> str:
    found = sorted(uses)
    return f"{len(found)} chỗ dựa vào: {'; '.join(str(use) for use in found)}"


def _replacement(source: Source, register: Register) -> str:
    newer = register.entries.get(source.replaced_by or "")
    if newer is None:
        return f"Tìm văn bản thay thế, thêm vào {SOURCES_FILE}, đọc lại và sửa bài theo văn bản ấy."
    return f"Thay bằng «{newer.source.id}» ({newer.source.name}): đọc lại và sửa bài theo văn bản ấy."

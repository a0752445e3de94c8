"""The curriculum on one page, for who approves it: what each module is for, and what it rests on.

It is written from the content, never by hand; a test compares the two.
"""

from __future__ import annotations

from bot.domain.curriculum import Card, Course, Library, Module, Question, QuestionKind
from bot.library.keys import KINDS_SHOWN
from bot.library.rich import plain

PROPOSALS = {
    1: "bản lĩnh, đạo đức người cán bộ Hội",
    2: "lý luận, quản lý nhà nước, nghiệp vụ",
    3: "đổi mới nội dung bồi dưỡng: kỹ năng thực tiễn, công tác phụ nữ và bình đẳng giới",
    4: "tự học, dùng công nghệ thông tin, đổi mới tuyên truyền",
    5: "quy hoạch, luân chuyển dựa trên số liệu thật",
    6: "chế độ cho người kiêm nhiệm ở chi hội, tổ phụ nữ",
}
"""What the round table proposed, in our words; only these six are known."""

_HEAD = """# Chương trình

Trang này do máy viết ra từ nội dung (`make curriculum`), không sửa tay. Cách viết bài: [GUIDE.md](../content/GUIDE.md).
Bài học không phải là tư vấn pháp luật; mỗi điều nói về luật đều ghi nguồn và ngày hiệu lực.

{courses} khóa, {modules} bài, {cards} thẻ, {questions} câu hỏi, {minutes} phút đọc.

## Các đề xuất của tọa đàm về cán bộ Hội chuyên nghiệp

{proposals}
"""


def curriculum_page(library: Library) -> str:
    """The page, in Markdown."""
    modules = library.modules()
    head = _HEAD.format(
        courses=len(library.courses),
        modules=len(modules),
        cards=sum(len(module.cards) for module in modules),
        questions=sum(len(module.questions) for module in modules),
        minutes=sum(module.minutes for module in modules),
        proposals="\n".join(_proposal(number, library) for number in PROPOSALS),
    )
    return "\n".join([head, *(_course(course, library) for course in library.courses)])


def _proposal(number: int, library: Library) -> str:
    courses = [f"«{course.title}»" for course in library.courses if number in course.serves]
    served = ", ".join(courses) if courses else "không có khóa nào; bot chỉ cung cấp số liệu học tập đã tổng hợp"
    return f"{number}. {PROPOSALS[number][0].upper()}{PROPOSALS[number][1:]}: {served}."


def _course(course: Course, library: Library) -> str:
    serves = ", ".join(f"{number} ({PROPOSALS[number]})" for number in course.serves)
    lines = [f"## {course.title}", "", plain(course.summary).replace("\n", " "), ""]
    if serves:
        lines += [f"Phục vụ đề xuất {serves}.", ""]
    return "\n".join(lines + [_module(number, module, library) for number, module in enumerate(course.modules, 1)])


def _module(number: int, module: Module, library: Library) -> str:
    kinds = ", ".join(f"{count} {KINDS_SHOWN[kind]}" for kind in QuestionKind if (count := _count(module, kind)))
    lines = [
        f"### {number}. {module.title}",
        "",
        f"- **Học xong:** {plain(module.outcome)}",
        f"- **Gồm:** {len(module.cards)} thẻ, {module.minutes} phút; {len(module.questions)} câu hỏi: {kinds}",
        f"- **Việc làm trong tuần:** {' '.join(plain(module.practice).split())}",
        f"- **Bộ sinh hoạt:** {'có' if module.kit else 'chưa có'}",
        f"- **Đọc lại:** {module.reviewed_on:%d/%m/%Y}" if module.reviewed_on else "- **Đọc lại:** chưa",
        "- **Nguồn:**",
        *_sources(module, library),
        "",
    ]
    return "\n".join(lines)


def _count(module: Module, kind: QuestionKind) -> int:
    return sum(question.kind is kind for question in module.questions)


def _sources(module: Module, library: Library) -> list[str]:
    """Each source once, with the places in it and since when it holds."""
    places: dict[str, dict[str, None]] = {}
    parts: tuple[Card | Question, ...] = (*module.cards, *module.questions)
    for part in parts:
        for citation in part.citations:
            places.setdefault(citation.source_id, {})[citation.article] = None
    lines = []
    for source_id, articles in places.items():
        source = library.sources[source_id]
        named = "; ".join(article for article in articles if article)
        since = f", hiệu lực từ {source.in_force_from:%d/%m/%Y}" if source.in_force_from else ""
        until = f" đến {source.in_force_until:%d/%m/%Y}" if source.in_force_until else ""
        number = f" ({source.number})" if source.number and source.number not in source.name else ""
        lines.append(f"  - {source.name}{number}{since}{until}{f': {named}' if named else ''}")
    return lines or ["  - kỹ năng, không dựa vào văn bản nào"]

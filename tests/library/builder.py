"""A small faultless content folder, and the means to spoil one thing in it."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

from PIL import Image

from bot.library import Problem, Reading, read_library

TODAY = date(2026, 11, 22)
MODULE = "courses/viec-nha/01-chia-viec.md"
COURSE = "courses/viec-nha/course.md"
PICTURE = "courses/viec-nha/media/bep.png"

_TALK = (
    "Chị Mận ngồi lại với chị em trong thôn sau bữa cơm tối. "
    "Ai cũng kể một chuyện nhỏ ở nhà mình. "
    "Có chị cười, có chị thở dài. "
    "Kể xong, mọi người thấy nhẹ lòng và cùng nghĩ một việc làm được ngay."
)
_STORY = "Trời sắp tối, chị Sim sang hỏi chuyện chia việc nhà. Chị ấy mệt, con nhỏ, chồng đi làm xa cuối tuần mới về."

MODULE_TEXT = f"""---
tên: Việc nhà: ai làm cũng được
mục tiêu: Nói được ba cách chia việc nhà cho vừa sức.
tranh: media/bep.png
mô tả tranh: Hai vợ chồng cùng nấu cơm
đã duyệt: 2026-11-01
người duyệt: Ban biên tập
---

# Thẻ

## Thẻ thứ nhất
mã: the-mot

{_TALK} {_TALK}

- Nấu cơm
- Giặt áo

nguồn: luat-bdg-2006, Điều 18 khoản 5

## Thẻ thứ hai
mã: the-hai

{_TALK} {_TALK} Chữ **đậm** và chữ *nghiêng*.

## Thẻ thứ ba
mã: the-ba

{_TALK} {_TALK}

## Thẻ thứ tư
mã: the-tu

{_TALK} {_TALK}

# Việc làm trong tuần

Tối nay chị thử ghi ra giấy hôm nay ai làm việc gì.

# Bộ sinh hoạt

mở đầu: Mời hai chị kể: hôm qua, việc nhà nào chị thấy mệt nhất?
chuyện: Bà Lựu ốm, con dâu vừa đi làm về.
Con trai bà đang xem bóng đá.

giơ tay: Ai chọn gọi anh ấy dậy giúp? Ai chọn tự làm cho nhanh? Hỏi mỗi bên: vì sao?
lời kết: Nhà là của chung. Tuần này, mỗi chị nhờ người nhà một việc.

# Câu hỏi

## Ai nấu cơm thì hợp lẽ?
mã: ai-nau

- [ ] Chỉ người vợ nấu, vì xưa nay vẫn thế
  > Nếp cũ cũng đổi được.
- [x] Ai về trước thì nấu
- [ ] Chỉ bà nội nấu, vì bà ở nhà cả ngày

giải thích: {_TALK}
nguồn: luat-bdg-2006, Điều 18 khoản 5
xem lại: the-mot

## Người chồng rửa bát là chuyện thường.
mã: rua-bat
loại: đúng sai

- [x] Đúng
- [ ] Sai

giải thích: {_TALK}

## Việc nào là chia việc?
mã: chia-viec
loại: chọn nhiều

- [x] Cùng đi chợ
- [ ] Ngồi xem người khác làm
- [x] Thay nhau trông con

giải thích: {_TALK}
xem lại: the-hai

## Xếp các việc theo thứ tự
mã: thu-tu
loại: sắp xếp

1. Ngồi lại với nhau
2. Kể các việc trong ngày
3. Chia việc

giải thích: {_TALK}

## Chị Sim sang chơi
mã: chi-sim
loại: tình huống

{_STORY}

### Bước 1
Chị làm gì trước tiên?

- [x] Rót nước, ngồi nghe → bước 2
  > Nghe trước đã.
- [ ] Khuyên ngay một câu → bước 2
  > Chị Sim chưa kể xong.

### Bước 2
Nghe xong, chị nói gì?

- [x] «Mình cùng ghi các việc ra nhé.»
  > Việc nhỏ mà làm được ngay.
- [ ] «Nhà nào chẳng vậy.»
  > Câu này làm chị Sim nản.

giải thích: {_TALK}
xem lại: the-ba
"""

COURSE_TEXT = """---
tên: Việc nhà
thứ tự: 1
---

Chia việc nhà cho vừa sức.
"""

SOURCES_TEXT = """luat-bdg-2006:
  name: Luật Bình đẳng giới 2006
  number: 73/2006/QH11
  law: true
  in_force_from: 2007-07-01
  in_force_until:
  replaced_by:
  checked_on: 2026-11-01
"""

EMERGENCY_TEXT = """- number: 113
  name: Công an
  when: Đang bị đánh, bị dọa
  in_need: Cảnh sát
"""

DANGER_TEXT = """- chồng đánh
- đòi * giết
"""


class Content:
    """A content folder in a temporary place."""

    def __init__(self, root: Path) -> None:
        self.root = root / "content"
        self.write(MODULE, MODULE_TEXT)
        self.write(COURSE, COURSE_TEXT)
        self.write("sources.yaml", SOURCES_TEXT)
        self.write("emergency.yaml", EMERGENCY_TEXT)
        self.write("danger.yaml", DANGER_TEXT)
        self.write_bytes(PICTURE, a_picture())

    def write(self, file: str, text: str) -> None:
        self.write_bytes(file, text.encode())

    def write_bytes(self, file: str, raw: bytes) -> None:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)

    def text(self, file: str = MODULE) -> str:
        return (self.root / file).read_text(encoding="utf-8")

    def change(self, old: str, new: str, file: str = MODULE) -> None:
        text = self.text(file)
        assert old in text, f"«{old}» is not in {file}"
        self.write(file, text.replace(old, new, 1))

    def line_of(self, words: str, file: str = MODULE) -> int:
        lines = self.text(file).split("\n")
        return next(number for number, line in enumerate(lines, 1) if words in line)

    def read(self, *, today: date = TODAY, forgive_age: bool = False) -> Reading:
        return read_library(self.root, today=today, forgive_age=forgive_age)

    def problem(self, code: str, *, today: date = TODAY) -> Problem:
        """The one problem with this code."""
        reading = self.read(today=today)
        found = [problem for problem in reading.problems if problem.code == code]
        assert len(found) == 1, f"{code}: {[str(problem) for problem in reading.problems]}"
        return found[0]


def a_picture(width: int = 8, height: int = 8, kind: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(buffer, kind)
    return buffer.getvalue()

"""Building pictures: which are wanted, what is left alone, and what is said when something is missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from PIL import Image

from bot.pictures import __main__ as command
from bot.pictures import title
from bot.pictures.build import front_matter, wanted_pictures
from bot.pictures.canvas import Canvas, type_of
from bot.pictures.catalogue import draw_catalogue
from bot.pictures.figures import REACHES, Figure, Pose
from bot.pictures.heads import Hair, Look, Top
from bot.pictures.palette import WHITE
from bot.pictures.scenes.register import SCENES, scene

needs_font = pytest.mark.skipif(not any(font.is_file() for font in title.FONTS), reason="no bold Vietnamese font here")
ALPHABET = "AĂÂEÊIOÔƠUƯYĐaăâeêioôơuưyđ"
TONES = "ÁÀẢÃẠẤẦẨẪẬẮẰẲẴẶÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ"


def a_content_folder(
    folder: Path, *, module: str = "bao-ai-goi-so-nao", name: str = "Báo ai", picture: str = ""
) -> Path:
    course = folder / "content" / "courses" / "an-toan"
    course.mkdir(parents=True)
    line = f"tranh: {picture or f'media/{module}.png'}"
    (course / f"03-{module}.md").write_text(f"---\ntên: {name}\n{line}\n---\n\n# Thẻ\n", encoding="utf-8")
    (course / "04-khong-tranh.md").write_text("---\ntên: Không tranh\n---\n", encoding="utf-8")
    return folder / "content"


def run(content: Path, folder: Path, *more: str) -> int:
    return command.main(["--content", str(content), "--logo", str(folder / "docs" / "logo.png"), *more])


def test_front_matter_keys_are_read_without_case_and_diacritics() -> None:
    head = front_matter("---\nTÊN: Việc nhà: Luật nói gì\nMô tả tranh: x\n---\nthân: bài\n")
    assert head == {"ten": "Việc nhà: Luật nói gì", "mo ta tranh": "x"}


def test_only_modules_that_name_a_picture_want_one(tmp_path: Path) -> None:
    assert [wanted.module_id for wanted in wanted_pictures(a_content_folder(tmp_path))] == ["bao-ai-goi-so-nao"]


@needs_font
def test_a_picture_is_drawn_once_and_unchanged_the_second_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = a_content_folder(tmp_path)
    assert run(content, tmp_path) == 0
    assert "drawn" in capsys.readouterr().out
    assert run(content, tmp_path) == 0
    assert "bao-ai-goi-so-nao.png: unchanged" in capsys.readouterr().out


@needs_font
def test_the_authors_own_picture_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = a_content_folder(tmp_path, module="bai-moi", picture="media/anh-chup.png")
    photo = content / "courses" / "an-toan" / "media" / "anh-chup.png"
    photo.parent.mkdir()
    Image.new("RGB", (40, 30), (10, 120, 60)).save(photo)
    before = photo.read_bytes()
    assert run(content, tmp_path) == 0
    assert photo.read_bytes() == before
    assert "left as it is" in capsys.readouterr().out


@needs_font
def test_a_module_without_a_scene_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(a_content_folder(tmp_path, module="bai-moi"), tmp_path) == 1
    assert "bai-moi: no scene yet" in capsys.readouterr().err


@needs_font
def test_a_title_that_does_not_fit_is_refused_with_advice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(a_content_folder(tmp_path, name="Bảo vệ phụ nữ và trẻ em " * 5), tmp_path) == 1
    assert "shorten the title" in capsys.readouterr().err


@needs_font
def test_an_id_that_no_module_has_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(a_content_folder(tmp_path), tmp_path, "khong-co") == 1
    assert "khong-co" in capsys.readouterr().err


def test_without_a_font_the_message_names_the_package(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(a_content_folder(tmp_path), tmp_path, "--font", str(tmp_path / "none.ttf")) == 1
    assert "fonts-noto-core" in capsys.readouterr().err


@needs_font
def test_the_font_has_every_vietnamese_letter_of_its_own() -> None:
    face = type_of(title.find_font(), 64)
    missing = bytes(face.getmask("\U0010fffd"))
    assert [letter for letter in ALPHABET + TONES + TONES.lower() if bytes(face.getmask(letter)) == missing] == []


@needs_font
def test_titles_stay_large_and_break_after_punctuation() -> None:
    font = title.find_font()
    size, lines = title.fit("Hòa giải: khi nào được, khi nào không", font)
    assert size >= title.SMALLEST
    assert lines == ["Hòa giải: khi nào được,", "khi nào không"]


def test_a_module_cannot_have_two_scenes() -> None:
    taken = next(iter(SCENES))
    with pytest.raises(ValueError, match=taken):
        scene(taken)(SCENES[taken])


@pytest.mark.parametrize("goal", [*REACHES, (0.0, 0.0), (900.0, 300.0)])
def test_a_hand_never_leaves_its_arm(goal: tuple[float, float]) -> None:
    figure = Figure(Look(), 300, 700, left=goal, right=goal)
    for side in figure.sides():
        shoulder, palm = figure.shoulder(side), figure.palm(side)
        assert ((shoulder[0] - palm[0]) ** 2 + (shoulder[1] - palm[1]) ** 2) ** 0.5 < 275


def test_a_clip_keeps_paint_inside_its_outline() -> None:
    canvas = Canvas.blank(40, 40, WHITE)
    with canvas.clip([(10, 10), (30, 10), (30, 30), (10, 30)]) as inside:
        inside.box(0, 0, 40, 40, (0, 0, 0))
    image = canvas.finished()
    assert (image.getpixel((5, 5)), image.getpixel((20, 20))) == (WHITE, (0, 0, 0))


def test_the_catalogue_draws_every_thing() -> None:
    sheet = draw_catalogue(None)
    assert len(sheet.getcolors(sheet.width * sheet.height) or ()) > 100


def paints_something(paint: Callable[[Canvas], None]) -> bool:
    canvas = Canvas.blank(300, 300, WHITE)
    paint(canvas.at(150, 290, 0.4))
    return (canvas.finished().getextrema()[0]) != (255, 255)


@pytest.mark.parametrize("pose", get_args(Pose))
@pytest.mark.parametrize("hair", get_args(Hair))
@pytest.mark.parametrize("top", get_args(Top))
def test_every_look_can_be_drawn(pose: Pose, hair: Hair, top: Top) -> None:
    look = Look(hair=hair, top=top, skirt=True, glasses=True, age="elder")
    assert paints_something(Figure(look, 0, 0, pose=pose).draw)

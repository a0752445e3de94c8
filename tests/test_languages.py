"""Every language says what Vietnamese says, in its own words: nothing missing, nothing that does not fit its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.domain.folding import fold
from bot.sandbox.markup import parse_html
from bot.settings import PROJECT
from bot.telegram.menu import FOR_ORGANISERS
from bot.texts import Texts, TextsError, read_languages, read_texts
from handlers.routes import WORDS
from tests.test_texts import (
    COMMAND,
    LONG_ABOUT,
    MAIN_KEYS,
    MESSAGE,
    SHORT_ABOUT,
    TOAST,
    keys_said_plainly,
    toasts,
)

FOLDER = PROJECT / "content" / "texts"
LANGUAGES = read_languages(FOLDER)
OTHERS = LANGUAGES.codes[1:]
SHORT_LABEL = 30
"""What a button surely shows on a narrow phone; where Vietnamese is longer, so may others be."""


def filled(texts: Texts, key: str) -> str:
    """The sentence with something short in every place."""
    return texts.plain(key, **dict.fromkeys(texts.placeholders(key), "12"))


def test_vietnamese_is_first_and_english_is_there() -> None:
    assert LANGUAGES.codes[:2] == ("vi", "en")
    assert LANGUAGES("nobody speaks this") is LANGUAGES()


@pytest.mark.parametrize("language", OTHERS)
def test_it_says_everything_and_is_said_file_by_file(language: str) -> None:
    assert LANGUAGES(language).keys() == LANGUAGES().keys()
    assert {file.name for file in (FOLDER / language).iterdir()} == {file.name for file in (FOLDER / "vi").iterdir()}


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_markup_that_telegram_takes_with_the_same_marks(language: str) -> None:
    theirs, ours = LANGUAGES(language), LANGUAGES()
    for key in sorted(theirs.keys()):
        text, _ = parse_html(filled(theirs, key))
        assert text.strip(), key
        assert len(text) <= MESSAGE, key
        assert "<" not in text, f"{key}: a tag was not recognised"
        tags = [sorted(re.findall(r"</?\w+", texts.sentence(key))) for texts in (theirs, ours)]
        assert tags[0] == tags[1], f"{key}: other marks than in Vietnamese"


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_said_plainly_holds_no_markup(language: str) -> None:
    texts = LANGUAGES(language)
    assert [key for key in keys_said_plainly() if re.search(r"</?\w+>|&\w+;", texts.sentence(key))] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_label_fits_its_button(language: str) -> None:
    theirs, ours = LANGUAGES(language), LANGUAGES()
    labels = [key for key in sorted(theirs.keys()) if key.startswith(("button.", "role.", "key."))]
    long = {
        key: filled(theirs, key)
        for key in labels
        if len(filled(theirs, key)) > max(SHORT_LABEL, len(filled(ours, key))) or "\n" in filled(theirs, key)
    }
    assert long == {}


@pytest.mark.parametrize("language", OTHERS)
def test_a_notice_fits_and_is_one_line(language: str) -> None:
    for key in toasts():
        said = filled(LANGUAGES(language), key)
        assert len(said) <= TOAST, key
        assert "\n" not in said, key


@pytest.mark.parametrize("language", OTHERS)
def test_what_telegram_shows_before_a_word_is_said_fits(language: str) -> None:
    texts = LANGUAGES(language)
    for name in FOR_ORGANISERS:
        assert 3 <= len(texts.plain(f"command.{name}")) <= COMMAND
    assert len(texts.plain("about.short")) <= SHORT_ABOUT
    assert len(texts.plain("about.long")) <= LONG_ABOUT


@pytest.mark.parametrize("language", OTHERS)
def test_its_words_are_understood_and_those_of_vietnamese_too(language: str) -> None:
    texts = LANGUAGES(language)
    meaning: dict[str, str] = {}
    assert set(texts.words) == set(WORDS)
    for name, words in texts.words.items():
        for word in words:
            other = meaning.setdefault(fold(word), name)
            assert other == name, f"«{word}» stands for {other} and for {name}"
            assert not re.fullmatch(r"\d{1,2}", fold(word))
    for name, words in LANGUAGES().words.items():
        assert {fold(word) for word in words} <= {fold(word) for word in texts.words[name]}
    for key, name in MAIN_KEYS.items():
        assert fold(texts.plain(key)) in {fold(word) for word in texts.words[name]}, key


@pytest.mark.parametrize("language", OTHERS)
def test_what_it_says_for_a_button_is_said_once_and_is_no_number(language: str) -> None:
    own = read_texts(FOLDER / language)
    for key, words in own.said.items():
        folded = [fold(word) for word in words]
        assert len(set(folded)) == len(folded), key
        assert not [word for word in folded if re.fullmatch(r"\d{1,2}|[a-i]?", word)], key
    assert fold("Tiếp ▸") in {fold(word) for word in LANGUAGES(language).said["button.next"]}


def written(folder: Path, **languages: str) -> Path:
    """A folder of texts with one file a language."""
    for language, content in languages.items():
        (folder / language).mkdir()
        (folder / language / "a.yaml").write_text(content, encoding="utf-8")
    return folder


def test_all_faults_of_all_languages_are_told_at_once(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        vi="a.b: Chào {name}\nc.d: Chào\ne.f: Thôi",
        en="a.b: Hello {nome}\nc.d: Hello\ng.h: What?",
        fr="a.b: 7",
    )
    with pytest.raises(TextsError) as told:
        read_languages(folder)
    said = str(told.value)
    assert "a.b must hold {name} and holds {nome}" in said
    assert "e.f is missing" in said
    assert "g.h is not known in Vietnamese" in said
    assert "fr" in said
    assert "must be a sentence" in said


def test_without_vietnamese_there_is_nothing(tmp_path: Path) -> None:
    with pytest.raises(TextsError, match="no sentences"):
        read_languages(written(tmp_path, en="a.b: Hello"))


def test_one_language_alone_is_enough(tmp_path: Path) -> None:
    languages = read_languages(written(tmp_path, vi="a.b: Chào"))
    assert languages.codes == ("vi",)
    assert languages("en")("a.b") == "Chào"

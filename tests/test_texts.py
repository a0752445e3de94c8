"""The bot's sentences: every one is used, every one used exists, and each fits the place it is shown in."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.asking import REFUSALS
from bot.domain.audience import Trait
from bot.domain.broadcast import BroadcastState, ContentFault
from bot.domain.delivery import DeliveryKind
from bot.domain.folding import fold
from bot.domain.learner import Role
from bot.domain.managing import AdminRole
from bot.domain.tree import Deed
from bot.domain.unit import Level
from bot.sandbox.markup import parse_html
from bot.screens.organising.broadcast_words import REASONS
from bot.screens.reminders import WEEKDAYS, WORDINGS
from bot.settings import PROJECT
from bot.telegram.menu import COMMANDS as MENU
from bot.telegram.rendering import HOME_KEYS
from bot.texts import TextsError, read_texts
from handlers.routes import COMMANDS, WORDS

FOLDER = PROJECT / "content" / "texts" / "vi"
TEXTS = read_texts(FOLDER)
KEYS = TEXTS.keys()
FAMILY_NAMES = {key.partition(".")[0] for key in KEYS}
KEY = re.compile(r"[a-z]+\.[a-z_]+")
FAMILIES = {
    "role.": {role.value for role in Role},
    "adminrole.": {role.value for role in AdminRole},
    "cando.": {role.value for role in AdminRole},
    "command.": {*MENU, "quantri"},
    "level.": {level.value for level in Level},
    "treedeed.": {deed.value for deed in Deed},
    "treedone.": {deed.value for deed in Deed},
    "treepreview.": {deed.value for deed in Deed} - {"load"},
    "weekday.": set(WEEKDAYS),
    "nudge.": {f"{kind}_{n}" for kind in ("fresh", "going", "again", "deadline") for n in range(1, WORDINGS + 1)},
    "delivery.": {kind.value for kind in DeliveryKind},
    "trait.": {trait.value for trait in Trait},
    "fault.": {*(fault.value for fault in ContentFault), "kind"},
    "stage.": {state.value for state in BroadcastState},
    "missed.": {*REASONS, "other"},
    "askreason.": {one.value for one in REFUSALS},
    "askwhy.": {one.value for one in REFUSALS},
    "lost.": {"sticker", "voice", "photo", "file", "place", "other"},
}
"""Keys put together while running: what can stand behind each beginning."""
BUTTON, TOAST, MESSAGE, COMMAND, SHORT_ABOUT, LONG_ABOUT = 40, 200, 4096, 256, 120, 512
MAIN_KEYS = {"key.learn": "learn", "key.results": "results", "key.help": "help", "key.emergency": "emergency"}
OUR_CODE = [
    path
    for folder in ("bot", "handlers")
    for path in sorted((PROJECT / folder).rglob("*.py"))
    if not {"sandbox", "pictures", "library"} & set(path.relative_to(PROJECT).parts)
]


def nodes() -> Iterator[tuple[Path, ast.AST]]:
    """Everything in the code that speaks to learners."""
    for path in OUR_CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield path, node


def is_key(text: object) -> bool:
    """Whether a literal looks like one of our keys: «button.next», but not «chihoi.db»."""
    return isinstance(text, str) and bool(KEY.fullmatch(text)) and text.partition(".")[0] in FAMILY_NAMES


def literal_keys() -> set[str]:
    """The keys that stand whole in the code."""
    return {str(node.value) for _, node in nodes() if isinstance(node, ast.Constant) and is_key(node.value)}


def beginnings() -> set[str]:
    """The beginnings of keys that are put together: f«role.{…}»."""
    found = set()
    for _, node in nodes():
        if isinstance(node, ast.JoinedStr) and len(node.values) == 2 and isinstance(node.values[0], ast.Constant):
            start = str(node.values[0].value)
            if re.fullmatch(r"[a-z]+\.", start) and any(key.startswith(start) for key in KEYS):
                found.add(start)
    return found


def test_every_key_the_code_names_has_a_sentence() -> None:
    missing = literal_keys() - KEYS
    missing |= {start + end for start in beginnings() for end in FAMILIES[start]} - KEYS
    assert not missing, f"no sentence for {sorted(missing)}"


def test_every_sentence_is_said_somewhere() -> None:
    put_together = {start + end for start in beginnings() for end in FAMILIES[start]}
    unused = KEYS - literal_keys() - put_together
    assert not unused, f"nobody says {sorted(unused)}"


def calls_with_key() -> Iterator[tuple[str, str, set[str]]]:
    """Where a key is named in a call: place, key, and the names of the values handed over."""
    for path, node in nodes():
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") != "sentence":
            names = {word.arg or "**" for word in node.keywords}
            for argument in node.args:
                if isinstance(argument, ast.Constant) and is_key(argument.value):
                    yield f"{path.relative_to(PROJECT)}:{node.lineno}", str(argument.value), names


def test_every_sentence_gets_the_values_it_asks_for_and_no_others() -> None:
    wrong = [
        f"{place}: {key} asks for {sorted(TEXTS.placeholders(key))} and gets {sorted(names)}"
        for place, key, names in calls_with_key()
        if key in KEYS and TEXTS.placeholders(key) != names and "**" not in names
    ]
    assert not wrong, "\n".join(wrong)


def keys_chosen(node: ast.expr) -> set[str]:
    """The keys an expression may come to: «a» if … else «b»."""
    if isinstance(node, ast.Constant) and is_key(node.value):
        return {str(node.value)}
    if isinstance(node, ast.IfExp):
        return keys_chosen(node.body) | keys_chosen(node.orelse)
    return set()


def is_said(function: ast.expr) -> bool:
    """Whether a call says a sentence: ``texts(…)``, ``texts.plain(…)``, ``say(…)``."""
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in ("texts", "plain", "say")


def test_a_sentence_chosen_while_running_gets_at_least_what_it_asks_for() -> None:
    wrong = []
    for path in OUR_CODE:
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef):
                continue
            chosen: dict[str, set[str]] = {}
            for node in ast.walk(function):
                if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                    chosen.setdefault(node.targets[0].id, set()).update(keys_chosen(node.value))
            for node in ast.walk(function):
                if not isinstance(node, ast.Call) or not node.args or not is_said(node.func):
                    continue
                first = node.args[0]
                keys = chosen.get(first.id, set()) if isinstance(first, ast.Name) else set()
                keys = keys or (keys_chosen(first) if isinstance(first, ast.IfExp) else set())
                names = {word.arg or "**" for word in node.keywords}
                lacking = [key for key in keys if not TEXTS.placeholders(key) <= names and "**" not in names]
                wrong += [f"{path.name}:{node.lineno}: {key}" for key in lacking]
    assert not wrong, "\n".join(wrong)


def test_the_files_are_in_the_composed_form() -> None:
    for file in FOLDER.glob("*.yaml"):
        assert unicodedata.is_normalized("NFC", file.read_text(encoding="utf-8")), file.name


def keys_said_plainly() -> set[str]:
    """Keys said without markup: on buttons, in toasts, in files."""
    found = set()
    for _, node in nodes():
        is_plain = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "plain"
        if is_plain and isinstance(node, ast.Call) and node.args:
            found |= keys_chosen(node.args[0])
    return found


def test_what_is_said_plainly_holds_no_markup() -> None:
    marked = [key for key in keys_said_plainly() if re.search(r"</?\w+>|&\w+;", TEXTS.sentence(key))]
    assert marked == []


def filled(key: str) -> str:
    """The sentence with something short in every place."""
    return TEXTS(key, **dict.fromkeys(TEXTS.placeholders(key), "12")) if TEXTS.placeholders(key) else TEXTS(key)


@pytest.mark.parametrize("key", sorted(KEYS))
def test_a_sentence_is_markup_that_telegram_takes(key: str) -> None:
    text, _ = parse_html(filled(key))
    assert text.strip()
    assert len(text) <= MESSAGE
    assert "<" not in text, "a tag was not recognised"


def labels() -> dict[str, str]:
    """What stands on buttons and keys."""
    on_buttons = [key for key in KEYS if key.startswith(("button.", "role.", "key."))]
    return {key: TEXTS.plain(key, **dict.fromkeys(TEXTS.placeholders(key), "12")) for key in on_buttons}


def test_a_label_fits_its_button() -> None:
    too_long = {key: label for key, label in labels().items() if len(label) > BUTTON or "\n" in label}
    assert too_long == {}


def toasts() -> set[str]:
    """Keys that flash up over the chat: everything said where ``toast=`` is given, and all of ``toast.``."""
    found = {key for key in KEYS if key.startswith("toast.")}
    for _, node in nodes():
        if isinstance(node, ast.keyword) and node.arg == "toast":
            found |= {key for each in ast.walk(node.value) if isinstance(each, ast.expr) for key in keys_chosen(each)}
    return found


def test_a_toast_fits_and_is_one_line() -> None:
    assert len(toasts()) > 4
    for key in toasts():
        assert len(filled(key)) <= TOAST
        assert "\n" not in filled(key)


def test_what_telegram_shows_before_a_word_is_said_fits() -> None:
    for name in MENU:
        assert 3 <= len(TEXTS.plain(f"command.{name}")) <= COMMAND
        assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
    assert len(TEXTS.plain("about.short")) <= SHORT_ABOUT
    assert len(TEXTS.plain("about.long")) <= LONG_ABOUT


def test_every_command_in_the_menu_leads_somewhere() -> None:
    assert set(MENU) - set(COMMANDS) == {"start"}


def test_a_word_stands_for_one_action_only() -> None:
    meaning: dict[str, str] = {}
    for name, words in TEXTS.words.items():
        for word in words:
            other = meaning.setdefault(fold(word), name)
            assert other == name, f"«{word}» stands for {other} and for {name}"
    assert "" not in meaning


def test_what_is_said_for_a_button_is_not_said_twice() -> None:
    for key, words in TEXTS.said.items():
        assert words, key
        assert not TEXTS.placeholders(key), key
        folded = [fold(word) for word in words]
        assert len(set(folded)) == len(folded), key
        assert not [word for word in folded if re.fullmatch(r"\d{1,2}|[a-i]?", word)], key


def test_every_action_that_can_be_typed_has_words_and_every_word_an_action() -> None:
    assert set(TEXTS.words) == set(WORDS)
    assert all(TEXTS.words.values())


def test_the_keys_below_the_writing_line_are_words_of_their_actions() -> None:
    assert set(HOME_KEYS) == set(MAIN_KEYS)
    for key, name in MAIN_KEYS.items():
        assert fold(TEXTS.plain(key)) in {fold(word) for word in TEXTS.words[name]}, key
    assert fold(TEXTS.plain("button.skip")) in {fold(word) for word in TEXTS.words["skip"]}


def test_a_word_is_never_a_number_of_a_choice() -> None:
    for words in TEXTS.words.values():
        assert not [word for word in words if re.fullmatch(r"\d{1,2}", fold(word))]


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("a.b: Chào {name", "a.b"),
        ("a.b: 7", "must be a sentence"),
        ("a.b: ''", "must be a sentence"),
        ("a.b: Cha\u0300o", "not in NFC"),
        ("- một", "keys and sentences are expected"),
        ("", "keys and sentences are expected"),
        ("a.b: Chào\na.b: Chào chị", "a.b stands twice"),
        ("c.d: Chào", "c.d stands twice"),
        ("a: [", "cannot be read"),
    ],
)
def test_a_file_of_sentences_with_a_fault_says_which(tmp_path: Path, written: str, fault: str) -> None:
    (tmp_path / "a.yaml").write_text("c.d: Chào chị", encoding="utf-8")
    (tmp_path / "b.yaml").write_text(written, encoding="utf-8")
    with pytest.raises(TextsError, match=fault):
        read_texts(tmp_path)


def test_a_folder_without_sentences_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TextsError, match="no sentences"):
        read_texts(tmp_path)


def test_a_name_never_becomes_markup() -> None:
    assert TEXTS("home.welcome", name="<b>&").count("&lt;b&gt;&amp;") == 1

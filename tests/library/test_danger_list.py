"""The shipped list of danger: what it hears, what it leaves alone, and that its exceptions silence nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.danger import slots_of, speaks_of_danger
from bot.domain.folding import fold
from bot.library.dangers import read_dangers
from bot.library.problems import Findings
from tests.library.builder import Content

LIST = Path(__file__).parents[2] / "content" / "danger.yaml"
CORPUS = yaml.safe_load((Path(__file__).parent / "danger_corpus.yaml").read_text(encoding="utf-8"))
FINDINGS = Findings()
PHRASES, EXCEPTIONS, SAD = read_dangers(LIST.read_text(encoding="utf-8"), FINDINGS.of("danger.yaml"))

LEAST_RECALL = 0.97
MOST_FALSE_ALARMS = 0.03
HARMLESS = ("hôm", "qua", "trời", "mưa", "nhé", "vâng", "xóm", "mình", "ruộng")
between = st.sampled_from([" ", "   ", ", ", "... ", " - ", "\n", "! "])
harmless = st.lists(st.sampled_from(HARMLESS), max_size=4).map(" ".join)


def hears(text: str) -> bool:
    return speaks_of_danger(text, PHRASES, EXCEPTIONS)


def sentences(kind: str, *groups: str) -> list[str]:
    found: list[str] = []
    for halves in CORPUS[kind].values():
        found += [sentence for group in groups for sentence in halves.get(group, ())]
    return found


@st.composite
def sayings(draw: st.DrawFn, phrase: str) -> str:
    """A way to say the phrase: a choice of its words, its gaps filled, anything typed between."""
    words: list[str] = []
    for slot in slots_of(phrase):
        if slot:
            words.append(draw(st.sampled_from(sorted(slot))))
        else:
            words += draw(st.lists(st.sampled_from(HARMLESS), max_size=3))
    return "".join(word + draw(between) for word in words)


AMONG_OTHERS = [phrase for phrase in PHRASES if not phrase.startswith("=")]
cries = st.sampled_from(AMONG_OTHERS).flatmap(lambda phrase: st.tuples(st.just(phrase), sayings(phrase)))
excused = (
    st.sampled_from(EXCEPTIONS)
    .flatmap(lambda exception: st.tuples(*(st.sampled_from(sorted(slot) or [""]) for slot in slots_of(exception))))
    .map(" ".join)
)


@pytest.mark.parametrize("group", ["tuned", "held_out"])
def test_the_list_hears_cries_for_help(group: str) -> None:
    cried = sentences("cries", group)
    missed = [cry for cry in cried if not hears(cry)]
    assert 1 - len(missed) / len(cried) >= LEAST_RECALL, "not heard:\n" + "\n".join(missed)


@pytest.mark.parametrize("group", ["tuned", "held_out"])
def test_the_list_leaves_ordinary_talk_alone(group: str) -> None:
    said = sentences("innocent", group)
    alarms = [talk for talk in said if hears(talk)]
    assert len(alarms) / len(said) <= MOST_FALSE_ALARMS, "heard as a cry:\n" + "\n".join(alarms)


def test_the_corpus_is_large_varied_and_a_third_of_it_held_out() -> None:
    for kind, least in (("cries", 150), ("innocent", 120)):
        everything = sentences(kind, "tuned", "held_out")
        assert len(everything) == len(set(everything)) >= least
        assert len(sentences(kind, "held_out")) * 4 >= len(everything)
    assert set(sentences("cries", "tuned", "held_out")).isdisjoint(sentences("innocent", "tuned", "held_out"))


def test_a_phrase_that_must_stand_alone_is_heard_alone_and_nowhere_else() -> None:
    alone = [phrase for phrase in PHRASES if phrase.startswith("=")]
    assert len(alone) > 5
    for text in ("cứu", "Cứu!!!", "cuu", "cứuuu", "CUUUU", "giúp em với", "giup em voiiii", "cứu... "):
        assert hears(text), text
    for text in ("nghiên cứu", "cứu trợ", "giúp em với bài này", "cựu", "cừu non", "cu Tí", "giúp em"):
        assert not hears(text), text


@pytest.mark.parametrize("text", ["em buồn lắm", "em buon lam", "buồn quá", "em muốn khóc", "em sợ quá", "buồnnnn"])
def test_sadness_is_no_danger_and_is_heard_as_such(text: str) -> None:
    assert not hears(text)
    assert speaks_of_danger(text, SAD)


@pytest.mark.parametrize("text", ["asdf", "câu 2 đáp án B", "buồn ngủ", "em chưa hiểu bài", "sổ sách", "chào em"])
def test_ordinary_words_are_not_taken_for_sadness(text: str) -> None:
    assert not speaks_of_danger(text, SAD)


def test_nothing_in_the_list_is_idle() -> None:
    assert FINDINGS.all(forgive_age=False) == ()


@given(cry=cries, before=harmless, after=harmless, gap=between)
def test_every_phrase_is_heard_among_harmless_words(cry: tuple[str, str], before: str, after: str, gap: str) -> None:
    phrase, said = cry
    text = f"{before}{gap}{said}{gap}{after}"
    assert hears(text)
    assert hears(text.upper())
    if not phrase.endswith("!"):
        # Without marks a phrase may be ordinary talk for an exception; by itself it is heard.
        assert speaks_of_danger(fold(text), [phrase])


@given(talk=excused, cry=cries, first=st.booleans())
def test_an_exception_silences_only_itself(talk: str, cry: tuple[str, str], first: bool) -> None:
    _, said = cry
    assert hears(f"{talk}, {said}" if first else f"{said}, {talk}")


@given(talk=excused)
def test_ordinary_talk_that_is_excepted_opens_nothing(talk: str) -> None:
    assert not hears(talk)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("- muốn chết\n- trừ: buồn cười quá\n", "exception-idle", 2),
        ("- muốn chết\n- trừ: mệt\n", "phrase", 2),
        ("- muốn chết\n- trừ: mệt * \n", "phrase", 2),
        ("- muốn chết\n- trừ: mệt muốn chết\n- trừ: Mệt muốn chết\n", "phrase-twice", 3),
        ("- mệt muốn chết\n- muốn chết\n- trừ: mệt muốn chết\n", "phrase-silent", 1),
        ("- nó * muốn chết\n- trừ: muốn chết cây\n- trừ: muốn chết\n", "phrase-silent", 1),
        ("- muốn chết\n- trù: mệt muốn chết\n", "key", 2),
        ("- muốn chết\n- trừ: [mệt, đói]\n", "yaml-shape", 2),
        ("- cứu em/ tôi\n", "phrase", 1),
        ("- cứu em/tôi-mình\n", "phrase", 1),
    ],
)
def test_an_exception_that_does_nothing_is_reported(content: Content, text: str, code: str, line: int) -> None:
    content.write("danger.yaml", text)
    problem = content.problem(code)
    assert (problem.file, problem.line) == ("danger.yaml", line)


def test_exceptions_reach_the_library(content: Content) -> None:
    content.write("danger.yaml", "- muốn chết\n- Trừ: Mệt muốn chết\n- Buồn: em buồn\n")
    library: Any = content.read().library
    assert (library.danger_phrases, library.danger_exceptions) == (("muốn chết",), ("mệt muốn chết",))
    assert library.sad_phrases == ("em buồn",)

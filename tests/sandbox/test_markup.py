"""The HTML parse mode: what it understands, what it refuses, and how it counts."""

from __future__ import annotations

import contextlib
import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import Entity, Formatted, tidied, utf16_length
from bot.sandbox.markup import parse_html
from bot.sandbox.wire import RefusedError

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
any_text = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60)


def parsed(text: str) -> list[tuple[str, str]]:
    """Each entity's type and the text it covers."""
    plain, entities = parse_html(text)
    units = plain.encode("utf-16-le")
    return [(entity.type, units[entity.offset * 2 : entity.end * 2].decode("utf-16-le")) for entity in entities]


def complaint(text: str) -> str:
    with pytest.raises(RefusedError) as refusal:
        parse_html(text)
    assert refusal.value.status == 400
    return refusal.value.description.removeprefix("Bad Request: can't parse entities: ")


@pytest.mark.parametrize(("tag", "kind"), TAGS.items())
def test_every_supported_tag_becomes_its_entity(tag: str, kind: str) -> None:
    assert parsed(f"một <{tag}>hai 🌸</{tag}> ba") == [(kind, "hai 🌸")]


def test_tags_with_attributes_become_entities_with_arguments() -> None:
    _, entities = parse_html(
        '<a href="https://Hoilhpn.org.vn?a=1&amp;b=2">Hội</a><span class="tg-spoiler">kín</span>'
        '<pre><code class="language-python">x</code></pre><blockquote expandable>dài</blockquote>'
        '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>'
    )
    assert entities == [
        Entity("text_link", 0, 3, "https://hoilhpn.org.vn/?a=1&b=2"),
        Entity("spoiler", 3, 3),
        Entity("pre", 6, 1, "python"),
        Entity("expandable_blockquote", 7, 3),
        Entity("custom_emoji", 10, 2, "5368324170671202286"),
    ]


def test_tag_names_are_read_in_any_case_and_an_empty_end_tag_closes_the_last() -> None:
    assert parsed("<B>x</b><I>y</>") == [("bold", "x"), ("italic", "y")]


def test_a_link_without_an_address_takes_its_text_for_one() -> None:
    _, entities = parse_html("<a>hoilhpn.org.vn</a>")
    assert entities == [Entity("text_link", 0, 14, "http://hoilhpn.org.vn/")]


@pytest.mark.parametrize("address", ["tel:113", "http://localhost", "javascript:alert(1)", "mailto:a@b.vn", ""])
def test_a_link_that_leads_nowhere_is_dropped_and_its_text_stays(address: str) -> None:
    assert parse_html(f'gọi <a href="{address}">số này</a>') == ("gọi số này", [])


def test_named_and_numeric_characters_are_decoded_and_others_left_as_they_are() -> None:
    plain, _ = parse_html("&lt;&gt;&amp;&quot;|&#65;|&#x1F338;|&nbsp;|&lt x|&#0;|&")
    assert plain == '<>&"|A|🌸|&nbsp;|< x|&#0;|&'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a <x>b</x>", 'Unsupported start tag "x" at byte offset 2'),
        ("ấ <br/>", 'Unsupported start tag "br/" at byte offset 4'),
        ("a < b và c > d", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a</b ", "Unclosed end tag at byte offset 4"),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<i><b>a</b>", 'Can\'t find end tag corresponding to start tag "i"'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href=x_y>a</a>", "Unexpected end of name token at byte offset 8"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a =x>a</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier specified"),
        (
            "&#xD83C;&#xDF38;",
            "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate "
            "code units",
        ),
    ],
)
def test_broken_markup_is_refused_in_telegrams_words(text: str, words: str) -> None:
    assert complaint(text) == words


@given(any_text)
def test_any_text_that_was_escaped_comes_back_as_it_was(text: str) -> None:
    assert parse_html(html.escape(text, quote=False)) == (text, [])


@given(any_text, any_text, any_text, st.sampled_from(sorted(TAGS)))
def test_an_entity_covers_exactly_the_text_between_its_tags(before: str, inside: str, after: str, tag: str) -> None:
    source = f"{html.escape(before)}<{tag}>{html.escape(inside, quote=False)}</{tag}>{html.escape(after, quote=False)}"
    plain, entities = parse_html(source.replace("&#x27;", "'"))
    assert plain == before + inside + after
    expected = [Entity(TAGS[tag], utf16_length(before), utf16_length(inside))] if inside else []
    assert entities == expected


@given(st.lists(st.sampled_from(["b", "i", "u", "s", "tg-spoiler"]), min_size=1, max_size=5, unique=True), any_text)
def test_nested_tags_all_cover_the_same_text(tags: list[str], text: str) -> None:
    opening = "".join(f"<{tag}>" for tag in tags)
    closing = "".join(f"</{tag}>" for tag in reversed(tags))
    plain, entities = parse_html(f"🌸{opening}{html.escape(text, quote=False)}{closing}")
    assert plain == f"🌸{text}"
    expected = {(TAGS[tag], 2, utf16_length(text)) for tag in tags} if text else set()
    assert {(entity.type, entity.offset, entity.length) for entity in entities} == expected


@given(st.text("<>/ab=\"' &;#x1", max_size=40))
def test_any_jumble_is_parsed_or_refused_but_never_breaks(text: str) -> None:
    with contextlib.suppress(RefusedError):
        plain, entities = parse_html(text)
        assert all(0 <= entity.offset < entity.end <= utf16_length(plain) for entity in entities)


@given(any_text, any_text)
def test_trimming_keeps_every_entity_within_the_text(before: str, inside: str) -> None:
    kept = tidied(before + inside, [Entity("bold", utf16_length(before), utf16_length(inside))])
    assert kept.text == (before + inside).strip()
    assert all(0 <= entity.offset < entity.end <= utf16_length(kept.text) for entity in kept.entities)


def test_blanks_around_a_text_go_and_its_entities_move() -> None:
    assert tidied("  chào chị \n", [Entity("bold", 0, 6)]) == Formatted("chào chị", (Entity("bold", 0, 4),))


def test_touching_entities_of_one_kind_become_one() -> None:
    assert tidied("chào chị", [Entity("bold", 0, 4), Entity("bold", 4, 4)]).entities == (Entity("bold", 0, 8),)


def test_telegram_finds_commands_mentions_links_and_hashtags_itself() -> None:
    found = tidied("🌸 /hoc@chihoi_thu_bot #hội @chi_hoa https://hoilhpn.org.vn. a/b", ()).entities
    assert [(entity.type, entity.offset, entity.length) for entity in found] == [
        ("bot_command", 3, 19),
        ("hashtag", 23, 4),
        ("mention", 28, 8),
        ("url", 37, 22),
    ]


def test_nothing_is_found_inside_code() -> None:
    assert tidied("/hoc", [Entity("code", 0, 4)]).entities == (Entity("code", 0, 4),)

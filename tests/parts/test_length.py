"""How long a text is to the eye; the unit of every limit in a course."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rooms.play import refused
from workshop.core.said import graphemes
from workshop.parts.length import check_length, weighted_length

FAMILY = "👨‍👩‍👧‍👦"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("a", 1),
        ("ab", 1),
        ("abc", 2),
        ("客", 1),
        ("客服", 2),
        ("客a", 2),
        ("客ab", 2),
        ("客服 ab", 4),
        ("，。", 2),
        (",.", 1),
        ("“好”", 3),
        ('"a"', 2),
        ("…—·", 3),
        ("Ａ１", 2),
        ("ｱ", 1),
        (FAMILY, 1),
        ("🇨🇳", 1),
        ("é", 1),
        ("e\u0301", 1),
        ("ก็", 1),
        ("𰻞", 1),
        ("　", 1),
        ("a\nb", 2),
        ("café au lait", 6),
    ],
)
def test_a_chinese_character_counts_one_and_a_latin_letter_half(text: str, length: int) -> None:
    assert weighted_length(text) == length


@given(st.text(max_size=40))
def test_no_text_is_longer_than_its_characters_or_shorter_than_half_of_them(text: str) -> None:
    seen = len(graphemes(text))
    assert seen / 2 <= weighted_length(text) <= seen


@pytest.mark.parametrize("text", ["客" * 40, "a" * 80, "a" * 79, FAMILY * 40, "客" * 39 + "ab"])
def test_forty_is_forty_chinese_characters_or_eighty_letters(text: str) -> None:
    check_length(text, 40)


@pytest.mark.parametrize("text", ["客" * 41, "a" * 81, FAMILY * 41, "客" * 40 + "a"])
def test_one_more_is_refused_with_the_limit_and_the_length(text: str) -> None:
    with refused("board/too_long", longest=40, length=41):
        check_length(text, 40, code="board")


def test_too_short_is_refused_with_the_limit_and_the_length() -> None:
    check_length("客户", 40, shortest=2)
    with refused("text/too_short", shortest=2, length=1):
        check_length("客", 40, shortest=2)

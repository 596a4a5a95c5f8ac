"""What a person typed: kept as written, but for what could harm others."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from workshop.config import Limits
from workshop.core.said import (
    _HARMFUL,
    _LINE_END,
    MAX_MARKS,
    Said,
    TooLong,
    clean,
    graphemes,
    is_blank,
    one_line,
)

FAMILY = "👨‍👩‍👧‍👦"
"""One character to the eye, seven code points, 25 bytes."""

LIMITS = Limits()

_said = TypeAdapter(Said)


def said(text: object) -> str:
    """The text as a command holds it, or the code it is refused with."""
    try:
        taken: str = _said.validate_python(text)
    except ValidationError as error:
        return "refused: " + error.errors()[0]["type"]
    return taken


class TestOneLine:
    def test_is_what_can_be_seen_on_one_line(self):
        assert one_line(" Li\tLei\n(2) ", 24, 128) == "Li Lei (2)"
        assert one_line("\u200b \u2800", 24, 128) == ""
        assert one_line(FAMILY * 5, 5, 125) == FAMILY * 5

    @pytest.mark.parametrize("typed", ["x" * 25, FAMILY * 6, "客" * 43])
    def test_has_an_end(self, typed):
        with pytest.raises(TooLong):
            one_line(typed, 24 if typed[0] != "客" else 60, 128)

    def test_what_could_never_fit_is_not_looked_at(self, monkeypatch):
        """To tell flags apart takes the square of their number: sixteen thousand stop a server."""
        monkeypatch.setattr("workshop.core.said.clean", lambda _: pytest.fail("it was looked at"))
        with pytest.raises(TooLong):
            one_line("\U0001f1e6" * 16_000, 24, 128)


class TestKept:
    @pytest.mark.parametrize(
        "text",
        [
            "客户说：“等了三天。”",
            "I'm 100% sure — <b>really</b> & 'that' \"this\"",
            "=1+1",
            "<script>alert(1)</script>",
            "' OR 1=1 --",
            "{{7*7}} ${7*7} %s",
            FAMILY,
            "🇨🇳🏴󠁧󠁢󠁥󠁮󠁧󠁿👍🏽1️⃣",
            "葛󠄀城",
            "𠮷野家 𰻞",
            "مرحبا שלום",
            "नमस्ते ภาษาไทย",
            "ﬁ ① ＝ Ａ",
            "two\nlines",
        ],
    )
    def test_a_text_that_harms_nobody_stays_as_it_is(self, text: str) -> None:
        assert said(text) == text

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("  both ends \n", "both ends"),
            ("\u3000客户\u3000", "客户"),
            ("a\tb", "a b"),
            ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
            ("e\u0301", "é"),
            ("\u1112\u1161\u11ab", "한"),
            ("a\ufeffb", "ab"),
            ("a\x07\x1b[31mb\x7f", "a[31mb"),
            ("\u202eevil\u202c", "evil"),
            ("a\u2066b\u2069\u200e\u200f\u061c", "ab"),
            ("e\u200e\u0301", "é"),
        ],
    )
    def test_what_could_harm_goes_and_the_rest_is_written_one_way(self, typed: str, kept: str) -> None:
        assert said(typed) == kept

    def test_a_pile_of_marks_keeps_the_first_few(self) -> None:
        zalgo = "x" + "\u0335" * 60
        assert said(zalgo) == "x" + "\u0335" * MAX_MARKS

    @given(st.text())
    @example("e\u200e\u0301")
    @example("\u1100\u200e\u1161")
    @example("\x85\t\u2028")
    def test_cleaning_twice_is_cleaning_once(self, text: str) -> None:
        try:
            once = clean(text)
        except ValueError:
            return
        assert clean(once) == once
        assert unicodedata.is_normalized("NFC", once)


class TestRefused:
    @pytest.mark.parametrize("text", ["\x00", "a\x00b", "\ud800", chr(0xDC00), "\udc00\ud800", "a\ud83d"])
    def test_what_no_database_can_hold(self, text: str) -> None:
        assert said(text) == "refused: text/unreadable"

    @pytest.mark.parametrize(
        "text",
        [
            "",
            " ",
            "\n\t\u3000",
            "\u200b\u200c\u200d\u2060",
            "\u00ad",
            "\u3164",
            "\u115f\u1160\uffa0",
            "\u2800",
            "\ufeff",
            "\u202e\u202c",
            "\U000e0100",
            "\u180b\u180c",
            "\u034f",
            "\x07",
        ],
    )
    def test_what_nobody_could_see(self, text: str) -> None:
        assert said(text) == "refused: text/empty"
        assert said(text + "客") != "refused: text/empty"

    @pytest.mark.parametrize("value", [None, True, 0, 1.5, b"x", [], ["a"], {}, {"a": "b"}])
    def test_what_is_no_text(self, value: object) -> None:
        assert said(value) == "refused: command/malformed"


class TestLimits:
    @pytest.mark.parametrize("character", ["a", "客", FAMILY[0], "é", "e\u0301"])
    def test_five_hundred_characters_and_not_one_more(self, character: str) -> None:
        assert len(graphemes(said(character * LIMITS.text_characters))) == LIMITS.text_characters
        assert said(character * (LIMITS.text_characters + 1)) == "refused: text/too_long"

    def test_two_thousand_code_points_and_not_one_more(self) -> None:
        four = "x" + "\u0335\u0321\u0316"
        assert len(said(four * 500)) == LIMITS.text_code_points
        assert said(four * 499 + "x\u0335\u0321\u0316\u0300") == "refused: text/too_long"

    def test_two_thousand_code_points_are_counted_after_characters_came_apart(self) -> None:
        packed = "q\u0344\u0344" * 500
        assert len(packed) == 1_500
        assert len(clean(packed)) == 2_500
        assert said(packed) == "refused: text/too_long"

    def test_six_kilobytes_and_not_one_more(self) -> None:
        family = len(FAMILY.encode())
        most, rest = divmod(LIMITS.text_bytes, family)
        full = FAMILY * most + "a" * rest
        assert len(full.encode()) == LIMITS.text_bytes
        assert len(full) < LIMITS.text_code_points
        assert said(full) == full
        assert said(full + "a") == "refused: text/too_long"

    def test_twenty_lines_and_not_one_more(self) -> None:
        assert said("\n".join("x" * LIMITS.text_lines)).count("\n") == LIMITS.text_lines - 1
        assert said("\n".join("x" * (LIMITS.text_lines + 1))) == "refused: text/too_many_lines"

    def test_a_thousand_characters_joined_into_one_count_as_what_they_weigh(self) -> None:
        assert said("\u200d".join("👨" * 1_001)) == "refused: text/too_long"

    def test_a_megabyte_of_spaces_is_refused_before_it_is_read(self) -> None:
        assert said(" " * 1_000_000) == "refused: text/too_long"


@pytest.mark.parametrize("text", ["a", "客", "👍", "\u0301", "\ue000", ".", "1️⃣"])
def test_what_can_be_seen_is_not_blank(text: str) -> None:
    assert not is_blank(text)


def test_what_can_be_printed_holds_nothing_that_cleaning_would_look_for() -> None:
    printable = "".join(char for char in map(chr, range(0x110000)) if char.isprintable())
    assert not _LINE_END.search(printable)
    assert not _HARMFUL.search(printable)
    assert "\t" not in printable
    assert printable.encode(), "no lone surrogate"

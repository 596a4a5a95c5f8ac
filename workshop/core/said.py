"""What a person typed: cleaned of what could harm others, kept otherwise exactly as it was written."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Final

import regex
from pydantic import BeforeValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from workshop.config import Limits

SPARE: Final = 4
"""How many times as long a line may come in as it may stay, for all that is not shown."""

MAX_MARKS: Final = 4
"""Combining marks kept on one base character; the rest of a "Zalgo" pile is dropped."""

_GRAPHEME = regex.compile(r"\X")
_HALF = regex.compile(r"[\ud800-\udfff]")
_LINE_END = regex.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_HARMFUL = regex.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls, but for tab and line feed
    r"\u202a-\u202e\u2066-\u2069\u061c\u200e\u200f"  # direction overrides and isolates: they spoof what is read
    r"\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0001]"
)
_MARK_PILE = regex.compile(rf"(\p{{M}}{{{MAX_MARKS}}})\p{{M}}+")
_VISIBLE = regex.compile(r"[^\s\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]")


def graphemes(text: str) -> list[str]:
    """The text cut into what a reader calls characters."""
    return _GRAPHEME.findall(text)


def clean(text: str) -> str:
    """NFC, one kind of line end, no control or direction characters, no pile of marks, no outer white space.

    Raises ``ValueError`` for text that no database or screen can hold: NUL and lone surrogates.
    """
    if not text.isprintable():  # most notes are, and hold nothing of this
        if "\x00" in text or _HALF.search(text):
            raise ValueError("NUL or lone surrogate")
        text = _LINE_END.sub("\n", text).replace("\t", " ")
        text = _HARMFUL.sub("", text)
    text = unicodedata.normalize("NFC", text)  # only now: a mark may have stood behind something that is gone
    return _MARK_PILE.sub(r"\1", text).strip()


def is_blank(text: str) -> bool:
    """Whether nothing of the text can be seen."""
    return _VISIBLE.search(text) is None


class TooLong(ValueError):
    """More than the line may hold."""


def one_line(typed: str, characters: int, octets: int) -> str:
    """A name or a title on one line of at most so many characters and bytes of UTF-8; empty when it cannot be seen.

    Raises ``TooLong``, and ``ValueError`` for text that no screen can hold. To find out how many characters something
    has can take the square of its length, so what could never fit is not even looked at.
    """
    if len(typed) > SPARE * octets:
        raise TooLong
    line = clean(typed).replace("\n", " ")
    if len(line.encode()) > octets or len(graphemes(line)) > characters:
        raise TooLong
    return "" if is_blank(line) else line


_START_VALUES: Final = Limits()


def _said(value: object, info: ValidationInfo) -> str:
    """Whoever reads a command gives the limits of the server as the context."""
    limits = info.context if isinstance(info.context, Limits) else _START_VALUES
    if not isinstance(value, str):
        raise PydanticCustomError("command/malformed", "text expected")
    if len(value) > limits.text_code_points:
        raise _too_long(limits)
    try:
        text = clean(value)
    except ValueError:
        raise PydanticCustomError("text/unreadable", "NUL or lone surrogate") from None
    if is_blank(text):
        raise PydanticCustomError("text/empty", "nothing to read")
    if len(text) > limits.text_code_points or len(text.encode()) > limits.text_bytes:
        raise _too_long(limits)
    if len(text) > limits.text_characters < len(graphemes(text)):
        raise _too_long(limits)
    if text.count("\n") >= limits.text_lines:
        raise PydanticCustomError("text/too_many_lines", "too many lines", {"longest": limits.text_lines})
    return text


def _too_long(limits: Limits) -> PydanticCustomError:
    return PydanticCustomError("text/too_long", "too many characters", {"longest": limits.text_characters})


class FreeText:
    """Marks the fields that hold a person's own words, so that erasing can find them."""


Said = Annotated[str, BeforeValidator(_said), FreeText()]
"""A person's own words in a command: cleaned, measured, refused when they cannot be shown."""

Kept = Annotated[str, FreeText()]
"""A person's own words in an event: they were cleaned when they came in."""

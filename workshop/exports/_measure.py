"""How much room a text takes, estimated so that it is never less than what a program will take.

Office programs choose their own faces, so nothing here reads a face: every letter counts as wide as the widest of the
usual faces has it. All widths are in ems.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import regex

LEADING: Final = 1.4
"""From line to line, in ems; files that are laid out by these numbers set it exactly."""

_NARROW: Final = frozenset("iljftrI.,:;'!|()[]{}`-/\\ ")
_WIDE: Final = frozenset("mwMW@%&—…")
_NOT_FIRST: Final = frozenset("，。、；：？！）】》」』〉”’…—,.;:?!)]}%")
_NOT_LAST: Final = frozenset("（【《「『〈“‘([{")
_LONG_WORD: Final = re.compile(r"[^\s\-\u2010-\u2015\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef\u200b]{13,}")
_ZERO_SPACE: Final = "\u200b"
LONGEST_REAL_WORD: Final = 16
"""A word of so many letters, such as "responsibilities", goes to the next line whole. A hyphen is a place to break."""


def width(text: str) -> float:
    """Of one line."""
    return sum(_cluster(one) for one in regex.findall(r"\X", text))


@lru_cache(maxsize=4096)
def _cluster(cluster: str) -> float:
    first = cluster[0]
    if len(cluster) > 1 and ord(first) > 0x2000:
        return 1.4
    if unicodedata.east_asian_width(first) in "WF" or first in "“”‘’":
        return 1.35 if ord(first) >= 0x1F000 and ord(first) < 0x20000 else 1.0
    if first in _NARROW:
        return 0.4
    if first in _WIDE:
        return 1.0
    if first.isascii():
        return 0.74 if first.isupper() else 0.61
    return 0.8


def lines(text: str, room: float) -> int:
    """How many lines a text takes in a column so wide, broken as Chinese is broken; at least one."""
    return sum(_lines(line, max(room, 1.5)) for line in text.split("\n")) if text else 1


def _lines(line: str, room: float) -> int:
    count, used = 1, 0.0
    for wide, seen in _widths(line):
        if used + seen <= room:
            used += wide
            continue
        count += used > 0
        used = wide
        while used > room:  # a word longer than a line is broken anywhere
            count += 1
            used -= room - 1
    return count


@lru_cache(maxsize=4096)
def _widths(line: str) -> tuple[tuple[float, float], ...]:
    """Of each piece, with and without the space at its end."""
    return tuple((width(piece), width(piece.rstrip())) for piece in pieces(line))


def pieces(line: str) -> Iterator[str]:
    """What stays together: words, and a character with the punctuation that may not leave it."""
    held = ""
    for cluster in regex.findall(r"\X", line):
        if held and not _stays(held, cluster):
            yield held
            held = ""
        held += cluster
    if held:
        yield held


def _stays(held: str, cluster: str) -> bool:
    last = held[-1]
    if cluster in _NOT_FIRST or last in _NOT_LAST or cluster.isspace():
        return True
    return not last.isspace() and not (_is_wide(cluster) or _is_wide(last))


def _is_wide(cluster: str) -> bool:
    return unicodedata.east_asian_width(cluster[0]) in "WF"


def breakable(text: str) -> str:
    """The text with places to break in words that no line could hold, for programs that break between words only."""
    return _LONG_WORD.sub(_with_places_to_break, text)


def _with_places_to_break(word: re.Match[str]) -> str:
    if word[0].isalpha() and len(word[0]) <= LONGEST_REAL_WORD:
        return word[0]
    return _ZERO_SPACE.join(regex.findall(r"\X{1,6}", word[0]))


def columns(rows: Sequence[Sequence[str]], room: float) -> list[float]:
    """How wide the columns of a table should be in a ``room`` so wide: short ones as they need, long ones share."""
    natural = [max(_longest(row[at]) for row in rows) + PAD for at in range(len(rows[0]))]
    if sum(natural) <= room:
        return [one * room / sum(natural) for one in natural]
    even = room / len(natural)
    short = [one if one <= even else 0.0 for one in natural]
    long = [0.0 if one <= even else min(one, 4 * even) for one in natural]
    rest = (room - sum(short)) / sum(long)
    return [one or many * rest for one, many in zip(short, long, strict=True)]


PAD: Final = 2.0
"""What a cell needs beside its text, in ems."""


def _longest(text: str) -> float:
    return max(width(line) for line in text.split("\n"))

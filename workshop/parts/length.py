"""How long a text is to the eye: a Chinese character counts one, a Latin letter half.

The unit of every limit in a course. 40 is forty Chinese characters or eighty Latin letters; the sum is rounded up.
Twin of ``static/src/kit/length.ts``.
"""

from __future__ import annotations

import math
import unicodedata

from workshop.core.errors import Refused
from workshop.core.said import graphemes

_ALWAYS_WIDE_FROM = 0x2E80


def is_wide(grapheme: str) -> bool:
    """Whether a character fills a square: CJK, full-width marks, Chinese quotes and dashes, emoji."""
    first = grapheme[0]
    return ord(first) >= _ALWAYS_WIDE_FROM or unicodedata.east_asian_width(first) in ("W", "F") or first in "“”‘’…—·"


def weighted_length(text: str) -> int:
    """Chinese characters, with everything narrow at half weight, rounded up."""
    marks = graphemes(text)
    wide = sum(map(is_wide, marks))
    return math.ceil(wide + (len(marks) - wide) / 2)


def check_length(text: str, longest: int, shortest: int = 0, code: str = "text") -> None:
    """Raises ``Refused`` with the limit and the length found, both weighted."""
    if not shortest and len(text) <= longest:  # nothing counts more than one
        return
    length = weighted_length(text)
    if length > longest:
        raise Refused(f"{code}/too_long", longest=longest, length=length)
    if length < shortest:
        raise Refused(f"{code}/too_short", shortest=shortest, length=length)

"""Chinese text has full-width marks: ，；：？！（） and not ,;:?!().

Some editors and tools turn them into half-width ones while people type. This finds such marks, and mends them.
A half-width mark is right between digits (12:30, 1,000), before a slash (https://), in text without a Chinese
character, and in brackets that hold and touch none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_WIDE: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_CHINESE: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_CHINESE_OR_MARK: Final = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff\u2014\u2018\u2019\u201c\u201d\u2026\u3001\u3002《》！-？]"
)
_SPACED: Final = re.compile(r" *([，。；：？！、（）]) *")
_PLACEHOLDER: Final = re.compile(r"\{\w+\}")


def half_width(text: str) -> list[int]:
    """The positions of marks that should be full-width."""
    if not _CHINESE.search(text):
        return []
    filled = _PLACEHOLDER.sub(lambda found: "字" * len(found[0]), text)
    marks = {n for n, char in enumerate(filled) if char in ",;:?!" and not _belongs_to_latin(filled, n)}
    for opening, closing in _brackets(filled):
        if _is_chinese(filled, opening, closing):
            marks |= {opening, closing}
    return sorted(marks)


def mend(text: str) -> str:
    """The text with full-width marks, and without spaces around them."""
    if not _CHINESE.search(text):
        return text
    chars = list(text)
    for n in half_width(text):
        chars[n] = _WIDE[chars[n]]
    return _SPACED.sub(r"\1", "".join(chars))


def is_full_width(text: str) -> bool:
    """Whether a Chinese text is written as it should be."""
    return mend(text) == text


def _belongs_to_latin(text: str, n: int) -> bool:
    before, after = text[n - 1 : n], text[n + 1 : n + 2]
    return (before.isdigit() and after.isdigit()) or after == "/"


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Pairs of half-width brackets, inner ones first."""
    opened: list[int] = []
    for n, char in enumerate(text):
        if char == "(":
            opened.append(n)
        elif char == ")" and opened:
            yield opened.pop(), n


def _is_chinese(text: str, opening: int, closing: int) -> bool:
    inside, before, after = text[opening + 1 : closing], text[:opening][-1:], text[closing + 1 :][:1]
    return bool(_CHINESE.search(inside) or _CHINESE_OR_MARK.match(before) or _CHINESE_OR_MARK.match(after))

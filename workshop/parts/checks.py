"""Rules on what people write, by the codes a course uses: has it a number, a date, a question mark, somebody's name?

Each is a pure function of texts; they help people to write well, and only those a course marks as ``block`` stop
anything. Chinese and English are understood alike.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Final

_NUMBER: Final = re.compile(r"[0-9０-９]|[〇零一二三四五六七八九十百千万两半]")
_PERIOD: Final = re.compile(
    r"[0-9０-９]{1,4}\s*[年/.-]|[日号周月天年]|季度|星期|小时|分钟|今晚|明早|下班|"
    r"\b(to(day|morrow|night)|day|week|month|quarter|year|hour|minute|mon|tues|wednes|thurs|fri|satur|sun|january|february|"
    r"march|april|may|june|july|august|september|october|november|december)",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(r"[\u4e00-\u9fff](哥|姐|总|经理)")
_QUESTION_END: Final = re.compile(r"([?？]|[吗呢])\s*[”’\"']?\s*$")
_FIGURE: Final = re.compile(r"^\s*([-+]?\d+(?:\.\d+)?)\s*[%％]?\s*$")
_FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９．－＋，", "0123456789.-+,")


def has_number(text: str) -> bool:
    """Whether an Arabic or a Chinese numeral stands in the text."""
    return bool(_NUMBER.search(text))


def has_period(text: str) -> bool:
    """Whether the text says when, or for how long."""
    return bool(_PERIOD.search(text))


def is_question(text: str) -> bool:
    return bool(_QUESTION_END.search(text))


def words_in(text: str, wanted: Iterable[str]) -> list[str]:
    """Which of these words stand in the text; a Latin word only where it stands alone."""
    return [word for word in wanted if _stands_in(word, text)]


def _stands_in(word: str, text: str) -> bool:
    if word.isascii():
        return re.search(rf"(?<![a-z]){re.escape(word.lower())}(?![a-z])", text.lower()) is not None
    return word in text


def names_in(text: str, names: Iterable[str]) -> list[str]:
    """Which of these people are named. A name of a single character names nobody."""
    return [name for name in names if len(name) > 1 and name.lower() in text.lower()]


def seems_to_name(text: str) -> bool:
    """Whether somebody may be called by a name, as in 王哥 or 李经理."""
    return bool(_CALLED.search(text))


def number_of(text: str) -> float | None:
    """The number that a field of numbers holds, with or without a per cent sign; None for anything else."""
    found = _FIGURE.fullmatch(text.translate(_FULL_WIDTH).replace(",", ""))
    return float(found[1]) if found else None


def date_of(text: str) -> dt.date | None:
    """The day that a field of dates holds, as ``2026-11-27``."""
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        return None

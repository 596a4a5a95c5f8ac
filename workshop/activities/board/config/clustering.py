"""Notes that point the same way come together under a symbol, and the symbols get names."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from workshop.core.activity import Message
from workshop.core.course import Words


class Cluster(Message):
    """Notes are grouped under symbols: ``start`` with pairs or freely."""

    id: str
    type: Literal["cluster"]
    by: Literal["everyone", "team", "facilitator"] = "everyone"
    start: Literal["pairs", "free"] = "free"
    min_clusters: int = Field(default=2, ge=2, le=12)
    max_clusters: int = Field(default=15, ge=3, le=15)
    marks: Literal["symbols", "colors"] = "symbols"


class Range(Message):
    min: int = Field(ge=1)
    max: int = Field(ge=1)


class NameLength(Message):
    """How long a name is: in Chinese characters, and in English words."""

    zh_chars: Range
    en_words: Range


class Naming(Message):
    """Clusters get names: one proposal from each team, the facilitator confirms. ``stem`` is how a name begins."""

    id: str
    type: Literal["name"]
    by: Literal["everyone", "team", "facilitator"] = "team"
    length: NameLength | None = None
    stem: Words | None = None
    largest_first: bool = True

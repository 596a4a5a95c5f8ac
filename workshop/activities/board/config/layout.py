"""How a board is divided: a wall, columns, a matrix, rings, panes, stretches of time."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from workshop.core.activity import Message
from workshop.core.course import Words


class Zone(Message):
    """One column, cell, ring, pane or stretch of time of a board (or the whole wall)."""

    id: str
    zh: str
    en: str
    hint: str | None = None
    limit: int | None = Field(default=None, ge=1, le=60)
    color: str | None = None

    @property
    def words(self) -> Words:
        return Words(zh=self.zh, en=self.en)


class Axes(Message):
    """What runs from left to right and from top to bottom of a matrix, both ends in one text: ``Inside / outside``."""

    x: Words
    y: Words


class Layout(Message):
    """The zones in order: a matrix and panes from the top left in rows of two, rings from the innermost."""

    type: Literal["wall", "columns", "matrix", "rings", "panes", "timeline"]
    zones: list[Zone] = Field(min_length=1)
    axes: Axes | None = None

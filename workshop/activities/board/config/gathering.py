"""How notes go up on the wall: all of them, picked ones, or called for one kind at a time."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from workshop.core.activity import Message
from workshop.core.course import Words


class Call(Message):
    """One round of handing in: what is called for, and how many from each team."""

    id: str
    zh: str
    en: str
    per_team: int = Field(ge=1, le=6)

    @property
    def words(self) -> Words:
        return Words(zh=self.zh, en=self.en)


class Gather(Message):
    """Notes go up on the wall: all of them, exactly ``pick`` from each team, or call by call."""

    id: str
    type: Literal["gather"]
    how: Literal["all", "pick", "calls"] = "all"
    pick: int = Field(default=1, ge=1, le=10)
    calls: list[Call] = []

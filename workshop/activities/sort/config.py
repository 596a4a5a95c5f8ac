"""What a course says about a sort: which cards, who plays, how much of the decks is dealt, what is talked about."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from workshop.core.activity import Message
from workshop.core.course import Mode, Words


class Draw(Message):
    """How many cards are dealt in each mode. A deck that is put in order is always dealt whole."""

    full: int = Field(ge=1, le=60)
    short: int = Field(ge=0, le=60)

    def of(self, mode: Mode) -> int:
        return self.full if mode == "full" else self.short


class Talk(Message):
    """A question of its own for the talk, in place of the cards on which the room disagrees."""

    prompt: Words | None = None
    max: int = Field(default=30, ge=5, le=80)


class SortConfig(Message):
    deck: str
    second_deck: str | None = None
    play: Literal["individual", "pair", "team"] = "individual"
    shuffle: bool = True
    seconds: int | None = Field(default=None, ge=30, le=600)
    tries: int = Field(default=1, ge=1, le=3)
    show_ranking: Literal["none", "teams", "top3"] = "none"
    reveal: Literal["all", "card"] = "card"
    talk: Talk | None = None
    draw: Draw | None = None
    discuss_hardest: int = Field(default=2, ge=0, le=6)
    slides_before: list[str] = []
    slides_after: list[str] = []

    @property
    def prompt(self) -> Words | None:
        return self.talk.prompt if self.talk else None

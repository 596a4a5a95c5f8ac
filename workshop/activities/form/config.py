"""What a course says about a sheet: which one, whose it is, who may read it, and who checks it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from workshop.core.activity import Message
from workshop.core.course import Privacy
from workshop.parts.present import PresentConfig

Level = Literal["self", "pair", "team", "room"]


class PeerCheck(Message):
    """Who looks at a sheet, with which card, and how much they may write about it."""

    by: Literal["partner", "next_team", "two_teams"]
    min_ticks: int | None = Field(default=None, ge=1, le=10)
    scorecard: str | None = None
    comment_max: int = Field(default=60, ge=0, le=120)
    seconds: int | None = Field(default=None, ge=60, le=900)


class Prefill(Message):
    """What an earlier block knows of a person, offered beside a field: to be taken over, or as a hint to think about.

    ``take`` names a part of it; without one it is its text.
    """

    field: str
    block: str = Field(alias="from")
    select: str
    take: str | None = None
    way: Literal["text", "hint"] = Field(default="text", alias="as")


class FormConfig(Message):
    """``privacy`` is how far a sheet may be read before its owners show it."""

    form: str
    scope: Literal["individual", "pair", "team"]
    editing: Literal["owner", "scribe", "co_edit"] = "owner"
    privacy: Level = "room"
    case: str | None = None
    case_options: list[str] = []
    peer_check: PeerCheck | None = None
    revise_minutes: float | None = None
    prefill: list[Prefill] = []
    present: PresentConfig | None = None
    slides_before: list[str] = []
    slides_after: list[str] = []

    def not_yet(self) -> tuple[str, ...]:
        return ("scope pair",) if self.scope == "pair" else ()


def narrower(one: Level, other: Privacy | None) -> Level:
    """The narrower circle of readers; counts alone are for nobody to read."""
    levels: tuple[Level, ...] = ("self", "pair", "team", "room")
    if other is None or other == "aggregate":
        return one
    return min(one, other, key=levels.index)

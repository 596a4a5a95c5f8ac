"""The stages before anything is shared: the brief, and writing."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from workshop.activities.board.config.levels import Level
from workshop.core.activity import Message


class Brief(Message):
    """Shows the focus question and the rules."""

    id: str
    type: Literal["brief"]


class RefsOf(Message):
    """At least so many of the notes that a note rests on are from this zone."""

    zone: str
    min: int = Field(default=1, ge=1, le=5)


class Write(Message):
    """Notes are written. The author is the person, or with scope ``team`` the team as a whole.

    ``into`` others: on a colleague's board instead of one's own. With ``ref_each_note`` every note rests on at least
    one earlier note; ``zone_refs`` names, for a note in this zone, the zones of which it needs one each.
    """

    id: str
    type: Literal["write"]
    scope: Literal["individual", "pair", "team", "room"] = "individual"
    visible_to: Level = "room"
    zones: list[str] = []
    into: Literal["own", "others", "both"] = "own"
    min_per_author: int = Field(default=0, ge=0, le=20)
    max_per_author: int = Field(default=30, ge=1, le=30)
    refs: list[RefsOf] = []
    ref_each_note: bool = False
    zone_refs: dict[str, list[str]] = {}

    @property
    def rests_on_others(self) -> bool:
        return self.ref_each_note or bool(self.refs) or bool(self.zone_refs)

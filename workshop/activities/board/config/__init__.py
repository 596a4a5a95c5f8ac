"""What a course says about a board: its layout, what a note is, and the stages it goes through."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from workshop.activities.board.config.clustering import Cluster, Naming
from workshop.activities.board.config.fields import Note, NoteField, Option
from workshop.activities.board.config.gathering import Call, Gather
from workshop.activities.board.config.importing import Import
from workshop.activities.board.config.layout import Axes, Layout, Zone
from workshop.activities.board.config.levels import LEVELS, Level, narrower, wider
from workshop.activities.board.config.placing import Place
from workshop.activities.board.config.presenting import Discuss, Present
from workshop.activities.board.config.resolving import Resolve
from workshop.activities.board.config.voting import Vote
from workshop.activities.board.config.writing import Brief, RefsOf, Write
from workshop.core.activity import Message
from workshop.core.course import Words

__all__ = [
    "LEVELS",
    "Axes",
    "BoardConfig",
    "Brief",
    "Call",
    "Cluster",
    "Discuss",
    "Gather",
    "Import",
    "Layout",
    "Level",
    "Naming",
    "Note",
    "NoteField",
    "Option",
    "Place",
    "Present",
    "RefsOf",
    "Resolve",
    "Stage",
    "Vote",
    "Write",
    "Zone",
    "narrower",
    "wider",
]

Stage = Annotated[
    Brief | Write | Gather | Place | Cluster | Naming | Vote | Resolve | Present | Discuss,
    Field(discriminator="type"),
]


class BoardConfig(Message):
    """A board. With ``instances`` every team or every person has one of their own."""

    layout: Layout
    stages: list[Stage] = Field(min_length=1)
    note: Note = Note()
    identity: Literal["named", "team", "anonymous"] = "named"
    instances: Literal["room", "team", "person"] = "room"
    focus: Words | None = None
    seeds: str | None = None
    seeds_as: Literal["notes", "examples"] = "examples"
    prompt_set: str | None = None
    script: str | None = None
    imports: list[Import] = Field(default=[], alias="import")
    cluster_suggest: bool = False
    max_notes: int = Field(default=400, ge=20, le=2_000)
    slides_before: list[str] = []
    slides_after: list[str] = []

    def stage(self, stage_id: str | None) -> Stage | None:
        for stage in self.stages:  # asked for every event: a generator would take twice as long
            if stage.id == stage_id:
                return stage
        return None

    def zone(self, zone_id: str) -> Zone | None:
        return next((zone for zone in self.layout.zones if zone.id == zone_id), None)

    def opens_to(self, write: Write) -> Level:
        """How far notes of a write stage may be read once it is over: a gather stage keeps them with the team."""
        if self.instances == "person":
            return "self"
        later = self.stages[self.stages.index(write) + 1 :]
        for stage in later:
            if isinstance(stage, Gather):
                return "team"
            if isinstance(stage, Write | Vote):
                break
        return "room"

    def not_yet(self) -> tuple[str, ...]:
        """What this board needs that cannot run yet."""
        return tuple(f"scope {s.scope}" for s in self.stages if isinstance(s, Write) and s.scope in ("pair", "room"))

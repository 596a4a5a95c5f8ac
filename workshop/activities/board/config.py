"""What a course says about a board: its layout, what a note is, and the stages it goes through."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import ConfigDict, Field

from workshop.core.activity import Message
from workshop.core.course import Words

Level = Literal["self", "team", "room"]
LEVELS: Final[tuple[Level, ...]] = ("self", "team", "room")
"""How far a note can be read, from its writer alone to everybody."""


class Zone(Message):
    """One column of a board (or the whole wall)."""

    id: str
    zh: str
    en: str
    hint: str | None = None
    limit: int | None = Field(default=None, ge=1, le=60)
    color: str | None = None

    @property
    def words(self) -> Words:
        return Words(zh=self.zh, en=self.en)


class Layout(Message):
    type: Literal["wall", "columns", "matrix", "rings", "panes", "timeline"]
    zones: list[Zone] = Field(min_length=1)
    axes: dict[str, Any] | None = None


class Note(Message):
    """What one note holds."""

    max_chars: int = Field(default=40, ge=5, le=80)
    title: Words | None = None
    fields: list[dict[str, Any]] = []


class Brief(Message):
    """Shows the focus question and the rules."""

    id: str
    type: Literal["brief"]


class Write(Message):
    """Notes are written. The author is the person, or with scope ``team`` the team as a whole."""

    id: str
    type: Literal["write"]
    scope: Literal["individual", "team"] = "individual"
    visible_to: Level = "room"
    zones: list[str] = []
    min_per_author: int = Field(default=0, ge=0, le=20)
    max_per_author: int = Field(default=30, ge=1, le=30)


class Gather(Message):
    """Notes go up on the wall: all of them, or exactly ``pick`` from each team."""

    id: str
    type: Literal["gather"]
    how: Literal["all", "pick"] = "all"
    pick: int = Field(default=1, ge=1, le=10)


class Vote(Message):
    """Dots on notes. ``secret_until_close`` hides the counts from everybody while people still vote."""

    id: str
    type: Literal["vote"]
    votes: int = Field(ge=1, le=10)
    max_per_target: int = Field(default=1, ge=1, le=10)
    target: Literal["note"] = "note"
    secret_until_close: bool = True


class Discuss(Message):
    """Talk with notes in the spotlight; short comments where the step asks for them."""

    id: str
    type: Literal["discuss"]


class LaterStage(Message):
    """A stage that cannot run yet; a block that has one is listed and skipped."""

    model_config = ConfigDict(frozen=True, extra="allow")

    id: str
    type: Literal["place", "cluster", "name", "resolve", "present"]


Stage = Annotated[Brief | Write | Gather | Vote | Discuss | LaterStage, Field(discriminator="type")]


class BoardConfig(Message):
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
    imports: list[dict[str, Any]] = Field(default=[], alias="import")
    cluster_suggest: bool = False
    max_notes: int = Field(default=400, ge=20, le=2_000)
    slides_before: list[str] = []
    slides_after: list[str] = []

    def stage(self, stage_id: str | None) -> Stage | None:
        return next((stage for stage in self.stages if stage.id == stage_id), None)

    def zone(self, zone_id: str) -> Zone | None:
        return next((zone for zone in self.layout.zones if zone.id == zone_id), None)

    def opens_to(self, write: Write) -> Level:
        """How far notes of a write stage may be read once it is over: a gather stage keeps them with the team."""
        later = self.stages[self.stages.index(write) + 1 :]
        for stage in later:
            if isinstance(stage, Gather):
                return "team"
            if isinstance(stage, Write | Vote):
                break
        return "room"

    def not_yet(self) -> tuple[str, ...]:
        """What this board needs that cannot run yet."""
        missing: list[str] = [stage.type for stage in self.stages if isinstance(stage, LaterStage)]
        if self.layout.type not in ("wall", "columns"):
            missing.append(self.layout.type)
        if self.instances != "room":
            missing.append(f"board per {self.instances}")
        if self.note.fields:
            missing.append("note fields")
        if self.imports:
            missing.append("import")
        return tuple(missing)

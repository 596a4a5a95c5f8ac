"""What is known about a board: its notes and how far each may be read, the dots, the comments."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from immutables import Map

from workshop.activities.board.config import LEVELS, BoardConfig, Level, Resolve, Stage, narrower, wider
from workshop.activities.board.known import Calls, Clusters, Conclusions, Names
from workshop.core.activity import Ms, PersonId, TeamId
from workshop.core.course import Block, Course, Words
from workshop.core.followed import Followed
from workshop.core.frozen import replace
from workshop.parts.present import Show


@dataclass(frozen=True)
class Note:
    """One sticky note. ``level`` says how far it may be read; only a deliberate step ever widens it.

    A note of the course itself (a seed) holds ``words`` in both languages and has no author.
    """

    id: str
    stage: str
    zone: str
    rank: int
    text: str
    arrival: int = 0
    author: PersonId | None = None
    team: TeamId | None = None
    level: Level = "room"
    hidden: bool = False
    handed_in: bool = False
    entered: Literal["phone", "facilitator", "course"] = "phone"
    at: Ms | None = None
    words: Words | None = None
    board: str | None = None
    """Whose board it hangs on, a team's or a person's; None for the room's."""
    fields: Map[str, str] = field(default_factory=Map)
    refs: tuple[str, ...] = ()
    source: str | None = None
    """The earlier block it came from; what was brought along never widens by itself."""
    published: bool = False
    delivered: bool = False
    away: bool = False
    """The owner of the board does not want it there: nobody else has it any more."""

    @property
    def unit(self) -> str | None:
        """The team that hands this note in, or its author where there are no teams."""
        return self.team or self.author


@dataclass(frozen=True)
class Ballot:
    """The dots of one vote. ``totals`` is kept beside the dots so that counting costs nothing."""

    state: Literal["waiting", "open", "closed"] = "waiting"
    dots: Map[PersonId, Map[str, int]] = field(default_factory=Map)
    totals: Map[str, int] = field(default_factory=Map)
    team_of: Map[PersonId, TeamId | None] = field(default_factory=Map)
    first_of_tie: frozenset[str] = frozenset()

    def placed(self, person: PersonId) -> int:
        return sum(self.dots.get(person, Map()).values())

    def with_dots(self, person: PersonId, team: TeamId | None, note: str, dots: int) -> Ballot:
        mine = self.dots.get(person, Map())
        change = dots - mine.get(note, 0)
        mine = mine.set(note, dots) if dots else (mine.delete(note) if note in mine else mine)
        total = self.totals.get(note, 0) + change
        known = person in self.team_of and self.team_of[person] == team
        return replace(
            self,
            dots=self.dots.set(person, mine),
            totals=self.totals.set(note, total),
            team_of=self.team_of if known else self.team_of.set(person, team),
        )


@dataclass(frozen=True)
class Remark:
    """One line that somebody added while the room talked, ``to`` everybody or to their team."""

    id: str
    stage: str
    text: str
    author: PersonId
    team: TeamId | None
    to: Literal["team", "room"]
    rank: int
    at: Ms | None


Owner = Literal["team", "person", "room"]


@dataclass(frozen=True)
class Concluding:
    """Whose a conclusion is, and how far it may be read."""

    by: Owner
    level: Level


@dataclass(frozen=True)
class Basis:
    """A note of an earlier block on which notes here may rest, as it was when it was taken over."""

    block: str
    text: str
    zone: str | None
    team: TeamId | None
    rank: int
    fields: Map[str, str] = field(default_factory=Map)


@dataclass(frozen=True)
class BoardState:
    """``ceiling`` is the widest circle that opens by itself; ``privacy`` that of the block, whatever the boards.

    ``stage_of`` leads from a step to its stage. ``narrow`` holds fields of a note that stay in a narrower circle.
    ``agreed`` are boards whose team lets the room see them, ``shown`` is the one that the facilitator put on the wall.
    """

    config: BoardConfig
    stage_of: Map[str, str]
    ceiling: Level
    privacy: Level = "room"
    narrow: Map[str, Level] = field(default_factory=Map)
    stage: str | None = None
    notes: Followed[str, Note] = field(default_factory=Followed)
    written: int = 0
    authored: Map[str, Followed[str, int]] = field(default_factory=Map)
    ticked: frozenset[str] = frozenset()
    handed_in: Map[str, tuple[str, ...]] = field(default_factory=Map)
    ballots: Map[str, Ballot] = field(default_factory=Map)
    comments: Map[str, Remark] = field(default_factory=Map)
    bases: Map[str, Basis] = field(default_factory=Map)
    agreed: frozenset[str] = frozenset()
    shown: str | None = None
    returned: Map[PersonId, int] = field(default_factory=Map)
    looked: frozenset[PersonId] = frozenset()
    spotlit: str | None = None
    example_shown: bool = False
    deleted: int = 0
    reopened: bool = False
    calls: Calls = field(default_factory=Calls)
    clusters: Clusters = field(default_factory=Clusters)
    names: Names = field(default_factory=Names)
    conclusions: Conclusions = field(default_factory=Conclusions)
    concluding: Map[str, Concluding] = field(default_factory=Map)
    shows: Map[str, Show] = field(default_factory=Map)
    selves: Map[PersonId, Map[str, int]] = field(default_factory=Map)
    archived: frozenset[str] = frozenset()

    @property
    def anonymous(self) -> bool:
        return self.config.identity == "anonymous"

    def current(self) -> Stage | None:
        return self.config.stage(self.stage)

    def ballot(self, stage: str) -> Ballot:
        return self.ballots.get(stage, Ballot())

    def targets(self, board: str | None = None) -> Sequence[Note]:
        """Every note on the wall or on this board; of notes that were made one, the one whose words stand for them."""
        boards = self.notes.grouped("targets", self._target_of, lambda note: note, self.clusters)
        return tuple(boards.get(board or "", {}).values())

    def _target_of(self, note: Note) -> str | None:
        return (note.board or "") if self.is_target(note, note.board) else None

    def is_target(self, note: Note, board: str | None) -> bool:
        return note.board == board and self.can_be_seen(note) and note.id not in self.clusters.merged

    def can_be_seen(self, note: Note) -> bool:
        """Whether everybody sees it to whom its board belongs."""
        reach = note.level == "room" or (note.level == "team" and self.config.instances == "team")
        return reach and not note.hidden and not note.away

    def is_on_wall(self, note: Note) -> bool:
        """Whether the room sees this note: it hangs on its own board, or on the one that is shown to it."""
        board = self.shown_board()
        if board or self.config.instances == "room":
            return self.is_target(note, board)
        return note.level == "room" and not note.hidden and not note.away

    def may_be_shown(self, board: str) -> bool:
        """A team's board comes before the room where the block is for the room, or with the team's consent."""
        return self.config.instances == "team" and (self.privacy == "room" or board in self.agreed)

    def shown_board(self) -> str | None:
        """The team's board that is on the wall now."""
        return self.shown if self.shown is not None and self.may_be_shown(self.shown) else None

    def concluded_by(self, stage: Resolve) -> Owner:
        """Whose the conclusion of a stage is."""
        return self.concluding[stage.id].by

    def with_show(self, stage: str, show: Show) -> BoardState:
        if show != Show():
            return replace(self, shows=self.shows.set(stage, show))
        return replace(self, shows=self.shows.delete(stage)) if stage in self.shows else self

    def ordered(self) -> list[Note]:
        return sorted(self.notes.values(), key=lambda note: (note.rank, note.id))


BOARD_LEVEL: Mapping[str, Level] = {"room": "room", "team": "team", "person": "self"}
"""How far a board reaches by itself, by whose it is."""


def how_many(state: BoardState) -> int:
    """The notes that hang here."""
    return len(state.notes)


def fresh_board(config: BoardConfig, block: Block, course: Course) -> BoardState:
    """A board on which nobody has written, with the course's own notes where the course puts them to the vote."""
    inputs = [entry for step in block.steps for entry in step.inputs if entry.privacy]
    privacy = level_of(block.privacy)
    for entry in inputs:
        if entry.id == "text":
            privacy = narrower(privacy, level_of(entry.privacy))
    ceiling = narrower(privacy, BOARD_LEVEL[config.instances])
    beside = {one.id for one in config.note.beside}
    own = {entry.id: level_of(entry.privacy) for entry in inputs if entry.id in beside}
    narrow = {entry: level for entry, level in own.items() if narrower(level, privacy) != privacy}
    seeds = course.seeds.get(config.seeds or "", ()) if config.seeds_as == "notes" else ()
    notes = {
        seed.id: Note(seed.id, "", seed.zone, n, "", entered="course", words=seed.text) for n, seed in enumerate(seeds)
    }
    stages = {step.id: step.stage or step.id for step in block.steps}
    return BoardState(
        config, Map(stages), ceiling, privacy, Map(narrow), notes=Followed(notes), written=len(notes),
        concluding=_concluding(config, block),
    )  # fmt: skip


def _concluding(config: BoardConfig, block: Block) -> Map[str, Concluding]:
    """Whose each conclusion is and how far it may be read: as the board and the inputs for its fields say."""
    found: dict[str, Concluding] = {}
    for stage in config.stages:
        if isinstance(stage, Resolve):
            asked = {one.id for one in stage.fields}
            entries = [entry for step in block.steps for entry in step.inputs if entry.id in asked]
            levels = [level_of(entry.privacy or block.privacy) for entry in entries] or [level_of(block.privacy)]
            level = min(levels, key=LEVELS.index)
            if config.instances != "room":
                by: Owner = config.instances
            else:
                by = next((per for per in ("team", "person") if any(e.per == per for e in entries)), "room")
            found[stage.id] = Concluding(by, level)
    return Map(found)


def level_of(privacy: str | None) -> Level:
    """The circle a board can keep that is no wider; pairs and sums are not known here."""
    return "room" if privacy == "room" else "team" if privacy == "team" else "self"


def opened(state: BoardState, level: Level, *, stage: str | None = None) -> BoardState:
    """The notes (of one stage) can now be read up to ``level``, never further than the block allows.

    What was brought along from an earlier block stays in the circle it was brought to.
    """
    level = narrower(level, state.ceiling)
    wide = {
        note.id: replace(note, level=wider(note.level, level))
        for note in state.notes.values()
        if (stage is None or note.stage == stage) and not note.source and wider(note.level, level) != note.level
    }
    return replace(state, notes=state.notes.update(wide)) if wide else state


def rank_of(state: BoardState, item: str, arrival: int) -> int:
    """The place of an item; in an anonymous block it says nothing about who was first."""
    if not state.anonymous:
        return arrival
    return 1_000 + int.from_bytes(hashlib.blake2b(item.encode(), digest_size=4).digest())


def board_of(state: BoardState, person: PersonId | None, team: TeamId | None) -> str | None:
    """Whose board this person writes on: None for the room's, or where they have none."""
    match state.config.instances:
        case "room":
            return None
        case "team":
            return team
        case "person":
            return person


def put_down(state: BoardState, note_id: str) -> BoardState:
    """Nothing points at this note any more: no tick, no spotlight."""
    spotlit = None if state.spotlit == note_id else state.spotlit
    return replace(state, ticked=state.ticked - {note_id}, spotlit=spotlit)


def forgotten(state: BoardState, note_id: str) -> BoardState:
    """A note that is gone is in no cluster and answers no call."""
    state = put_down(state, note_id)
    archived = state.archived - {note_id}
    clusters, calls = state.clusters.without(note_id), state.calls.without(note_id)
    return replace(state, clusters=clusters, calls=calls, archived=archived)


def with_note(state: BoardState, note: Note) -> BoardState:
    return replace(state, notes=state.notes.set(note.id, note))


def with_ballot(state: BoardState, stage: str, ballot: Ballot) -> BoardState:
    return replace(state, ballots=state.ballots.set(stage, ballot))

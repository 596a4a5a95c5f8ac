"""What is known of a room: its people and teams, the agenda, the block and step that are on, the clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from immutables import Map

from workshop.core.activity import Imported, Ms, PersonId, Team, TeamId, Timer
from workshop.core.course import Agenda, Block, Course, Mode, Slot, Step
from workshop.core.errors import Refused
from workshop.rooms import messages as m


@dataclass(frozen=True)
class Member:
    """Somebody in the room. The name is not here: the log holds ids, and which of their names holds (``name``).

    Whoever ``waits`` is at the door; ``hand`` is since when their hand is up.
    """

    id: PersonId
    rank: int
    joined: Ms
    team: TeamId | None = None
    removed: bool = False
    waits: bool = False
    hand: Ms | None = None
    name: int = 0
    forgotten: bool = False

    @property
    def present(self) -> bool:
        """Neither sent out nor still at the door."""
        return not (self.removed or self.waits)


@dataclass(frozen=True)
class Notice:
    """What a facilitator said to everybody, to a team or to a person. ``back`` is True once it was taken back."""

    id: str
    text: str
    at: Ms
    team: TeamId | None = None
    person: PersonId | None = None
    wall: bool = False
    back: bool = False


@dataclass(frozen=True)
class Run:
    """A block that was opened, with the state its kind keeps. ``open`` ends when the block closes.

    ``imported`` is what earlier blocks handed over when it was first opened.
    """

    state: Any
    began: Ms
    open: bool = True
    ended: Ms | None = None
    imported: tuple[Imported, ...] = ()


@dataclass(frozen=True)
class RoomState:
    course: Course
    agenda: Agenda
    mode: Mode
    members: Map[PersonId, Member] = field(default_factory=Map)
    teams: Map[TeamId, Team] = field(default_factory=Map)
    runs: Map[str, Run] = field(default_factory=Map)
    skipped: frozenset[str] = frozenset()
    block: str | None = None
    step: str | None = None
    last: str | None = None
    timer: Timer | None = None
    paused: bool = False
    locked: bool = False
    blank: bool = False
    show_teams: bool = False
    ended: bool = False
    joining: m.Joining = "open"
    said: Map[str, Notice] = field(default_factory=Map)
    modes: Map[str, Mode] = field(default_factory=Map)
    minutes: Map[str, float] = field(default_factory=Map)
    """Blocks that run in another mode than the room, and how long a block was given on the day."""

    def mode_of(self, block: str) -> Mode:
        return self.modes.get(block, self.mode)

    def minutes_of(self, slot: Slot) -> float:
        """How long the block of a slot is planned to take as things stand."""
        given = self.minutes.get(slot.block)
        if given is not None:
            return given
        mode = self.mode_of(slot.block)
        return slot.minutes if mode == self.agenda.mode else self.course.blocks[slot.block].minutes.of(mode)

    def step_minutes(self, block: Block, step: Step) -> float:
        """How long a step is to take: its share of what its block was given."""
        mode = self.mode_of(block.id)
        whole, given = block.minutes.of(mode), self.minutes.get(block.id)
        share = given / whole if given is not None and whole and len(block.steps) > 1 else 1
        return step.minutes.of(mode) * share

    @property
    def present(self) -> Iterator[Member]:
        """Everybody who is in: neither sent out nor still at the door."""
        return (member for member in self.members.values() if member.present)

    def member(self, person: PersonId | None) -> Member:
        """Raises ``Refused`` for somebody who is not in the room."""
        found = self.members.get(person or "")
        if found is None or found.removed:
            raise Refused("room/no_such_person")
        if found.waits:
            raise Refused("room/waits")
        return found

    def slot(self, block: str) -> Slot | None:
        return next((slot for slot in self.agenda.slots if slot.block == block), None)


def fresh_room(course: Course, agenda: str) -> RoomState:
    """The room before anything happened. A block that stands in the agenda again, such as a break, is a block again."""
    plan = course.agenda(agenda)
    blocks = dict(course.blocks)
    slots: list[Slot] = []
    for slot in plan.slots:
        times = 1 + sum(earlier.block == slot.block for earlier in plan.slots[: len(slots)])
        block = blocks[slot.block]
        if times > 1:
            block = block.model_copy(update={"id": f"{block.id}.{times}"})
        blocks[block.id] = lasting(block, slot.minutes, plan.mode)
        slots.append(slot.model_copy(update={"block": block.id}))
    plan = plan.model_copy(update={"slots": tuple(slots)})
    return RoomState(course.model_copy(update={"blocks": blocks}), plan, plan.mode)


def lasting(block: Block, minutes: float, mode: Mode) -> Block:
    """A block of a single step lasts as long as the agenda says: a lunch is the same block as a break."""
    if len(block.steps) != 1 or block.steps[0].minutes.of(mode) in (0, minutes):
        return block
    step = block.steps[0].model_copy(update={"minutes": block.steps[0].minutes.model_copy(update={mode: minutes})})
    return block.model_copy(update={"steps": (step,)})


def base_of(block: str) -> str:
    """The block of the course of which this is a repetition: ``mx.break.2`` is ``mx.break`` once more."""
    base, _, times = block.rpartition(".")
    return base if base and times.isdigit() else block

"""The protocol of a kind: what every activity is made of, and nothing else.

A command may be refused and is never stored; an event is a fact and is stored for ever; a view is what one
audience sees. All three are pure: a kind has no clock, no dice, no network and no database. The time, fresh
ids and a seed come in ``By``; whoever deals, draws or shuffles does so once and stores the result in an event.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, Protocol, TypeVar, runtime_checkable

from pydantic import BaseModel, ConfigDict

from workshop.core.course import AGAIN, Block, Course, Mode, Step, Words, round_at
from workshop.core.frozen import REMEMBERED
from workshop.core.patch import View
from workshop.core.report import Reader, Report, Text, label
from workshop.core.said import Kept

PersonId = str
"""A random handle inside one room; where names are kept apart a pseudonym that starts with ``~``. No credential."""
TeamId = str
EVERYBODY: frozenset[PersonId] = frozenset({"*"})
"""Who is concerned by an event that can change the own view of each person. Looked at again they all are: seldom."""
Ms = int
"""Milliseconds since 1970 on the server's clock."""


class Message(BaseModel):
    """Anything that travels: read-only, strictly typed, and an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Command(Message):
    """A wish in the imperative. ``who`` may utter it: everybody in the room, or its facilitators only."""

    who: ClassVar[Literal["participant", "facilitator", "anyone"]] = "anyone"
    type: str


class SlowCommand(Command):
    """A wish that takes thought: the server thinks it over in a thread, by itself, before the room decides upon it.

    Whatever was found stands in the command's own fields; meanwhile the room may have gone on: ``decide`` looks again.
    """

    def thought_over(self, state: Any) -> SlowCommand:
        """The same wish with what was found; reads the block's state and nothing else."""
        raise NotImplementedError


class Event(Message):
    """A fact in the past tense. A changed event is a new class; the old one stays readable for ever."""


@dataclass(frozen=True)
class By:
    """Who asks, when, and the chance that goes with it. Built by the engine from the ticket alone.

    ``scribe`` says whether the person writes for their team; a pseudonym could not be looked up.
    """

    role: Literal["facilitator", "participant"]
    person: PersonId | None
    team: TeamId | None
    now: Ms
    seed: str
    scribe: bool = False

    @property
    def facilitates(self) -> bool:
        return self.role == "facilitator"

    def fresh_id(self, nth: int = 0) -> str:
        """A new id of 12 characters; the same for the same command, another for another."""
        return hashlib.blake2b(f"{self.seed}/{nth}".encode(), digest_size=6).hexdigest()


@dataclass(frozen=True)
class Person:
    """Somebody in the room as the room knows them. ``name`` never stands in an event."""

    id: PersonId
    name: str
    team: TeamId | None
    rank: int
    removed: bool = False


@dataclass(frozen=True)
class Team:
    """A team. ``number`` counts from 1 and gives it its colour and shape; ``name`` is None until they chose one."""

    id: TeamId
    number: int
    name: str | None = None
    scribe: PersonId | None = None

    @property
    def label(self) -> str:
        """The name they chose, or the number that stands for it in files."""
        return self.name or f"#{self.number}"

    @property
    def words(self) -> Text:
        """What it is called among the texts of a report."""
        return self.name or label("Team {n}", self.number)


@dataclass(frozen=True)
class Timer:
    """A countdown, or a count-up after ``ends_at``. ``left_ms`` is set while it stands still."""

    length_ms: Ms
    ends_at: Ms
    left_ms: Ms | None = None


@dataclass(frozen=True)
class GivenItem:
    """One thing that a block hands on: a note, a sheet, a placed card. ``fields`` holds more of it, by name."""

    text: str
    zone: str | None = None
    person: PersonId | None = None
    team: TeamId | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Given:
    """What a block hands to a later one, by id."""

    items: Mapping[str, GivenItem] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """An earlier block from which this one takes something.

    With ``copied`` the room stores an ``Imported`` with what it gives at the moment this block is first opened; in any
    case ``RoomView.given`` holds what it gives now.
    """

    block: str
    select: str
    copied: bool = False


@dataclass(frozen=True)
class Seat:
    """The place one person had in one round, counted from 0, of one block. ``group`` is unique in the block."""

    block: str
    round: int
    group: str
    person: PersonId
    role: str


def _no_veil(person: PersonId, to: PersonId) -> PersonId | None:
    return None


@dataclass(frozen=True)
class RoomView:
    """The frozen picture of the room that a kind may look at."""

    course: Course
    block: Block
    step: Step | None
    mode: Mode
    people: Mapping[PersonId, Person]
    teams: Mapping[TeamId, Team]
    locked: bool = False
    closed: bool = False
    timer: Timer | None = None
    given: Mapping[str, Given] = field(default_factory=dict)
    """What the blocks named in ``sources`` give now, by block; a block that was not opened is missing."""
    seats: tuple[Seat, ...] = ()
    """Who sat where, in every round of the earlier blocks of this room."""
    round: int = 0
    """How often the step that is on has been before, where steps of the block come round again."""
    veil: Callable[[PersonId, PersonId], PersonId | None] = _no_veil
    """The name that the first person has towards the second alone, in a block that ``Veils``; None once it is lost."""

    def name(self, person: PersonId | None) -> str | None:
        found = self.people.get(person) if person else None
        return found.name if found else None

    def team_of(self, person: PersonId | None) -> TeamId | None:
        found = self.people.get(person) if person else None
        return found.team if found else None

    def members(self, team: TeamId) -> Iterator[Person]:
        return (person for person in self.people.values() if person.team == team and not person.removed)


@dataclass(frozen=True)
class Audience:
    """Everybody who sees the same thing. For a person in an anonymous block ``id`` is the pseudonym.

    A ``group`` is a team of the room; a ``circle`` is a pair or triad that the block ``of`` made for itself
    (``Activity.groups``), and ``id`` is its id there.
    """

    kind: Literal["console", "projector", "phones", "group", "circle", "person"]
    id: str | None = None
    team: TeamId | None = None
    of: str | None = None

    @property
    def address(self) -> str:
        """The name of this audience on the wire, as in ``team:t3`` or ``person:4f1c``."""
        match self.kind:
            case "group":
                return f"team:{self.id}"
            case "circle":
                return f"circle:{self.of}:{self.id}"
            case "person":
                return f"person:{self.id}"
            case _:
                return self.kind


CONSOLE = Audience("console")
PROJECTOR = Audience("projector")
PHONES = Audience("phones")


def team_audience(team: TeamId) -> Audience:
    return Audience("group", team, team)


def circle_audience(block: str, group: str) -> Audience:
    return Audience("circle", group, of=block)


def person_audience(person: PersonId, team: TeamId | None) -> Audience:
    return Audience("person", person, team)


@dataclass(frozen=True)
class Progress:
    """How far this step is. ``done`` holds the persons (or teams) that need do no more; ``counts`` what they gave.

    ``per`` is None where nothing is expected of anybody. In an anonymous block persons are pseudonyms, and
    ``team_of`` says to which team each belongs, so that the room can count without knowing.
    """

    per: Literal["person", "team"] | None = None
    done: frozenset[str] = frozenset()
    counts: Mapping[str, int] = field(default_factory=dict)
    team_of: Mapping[str, TeamId | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Wording:
    """A person's own words in an event: the item that shows them, and who wrote them (None: a facilitator)."""

    item: str
    person: PersonId | None = None


S = TypeVar("S")
M = TypeVar("M")


class Activity(Protocol[S]):
    """One kind of activity. The functions are pure; only ``decide`` may refuse, only ``view`` keeps secrets."""

    kind: str
    config: type[Message]
    commands: tuple[type[Command], ...]
    events: tuple[type[Event], ...]

    def start(self, config: Any, block: Block, course: Course) -> S:
        """The state of a block in which nothing has happened yet."""
        ...

    def decide(self, state: S, command: Any, by: By, room: RoomView) -> list[Event]:
        """What follows from the command; raises ``Refused``. Changes nothing."""
        ...

    def apply(self, state: S, event: Any) -> S:
        """The state after the event; the state before stays as it was. Never refuses.

        Besides the kind's own events it is given the room's ``StepEntered`` of this block, ``Imported`` for each source
        that is copied, and ``BlockOpened`` when the block is opened again.
        """
        ...

    def view(self, state: S, audience: Audience, room: RoomView) -> View:
        """What this audience may see, as JSON without null. All secrecy lives here."""
        ...

    def report(self, state: S, reader: Reader, room: RoomView) -> Report:
        """What this reader may take home."""
        ...

    def progress(self, state: S, room: RoomView) -> Progress:
        """Who has done what the current step asks for."""
        ...

    def gives(self, state: S, select: str) -> Given:
        """What later blocks may import. ``select`` is a word of this kind; an unknown one gives nothing."""
        ...

    def sources(self, config: Any) -> tuple[Source, ...]:
        """The earlier blocks from which a block with this config takes something."""
        ...

    def groups(self, state: S) -> Mapping[str, frozenset[PersonId]]:
        """The pairs or triads that this block has made, by id; each is an audience of its own. Mostly none."""
        ...

    def seats(self, state: S) -> tuple[Seat, ...]:
        """Who had which role in which round so far, for later blocks that go on with it. Mostly nothing."""
        ...

    def concerns(self, event: Any) -> frozenset[PersonId]:
        """Whose own view (not a shared one) the event can change; ``EVERYBODY`` where it can change them all.

        Asked for the room's ``StepEntered`` as well: most kinds show the steps in shared views alone.
        """
        ...

    def reverse(self, before: S, event: Any) -> list[Event]:
        """What makes the block again what it was ``before`` this event.

        Asked for every event that a facilitator can cause, those that this function itself returns among them, and
        for the room's ``StepEntered`` and ``BlockOpened``.
        """
        ...

    def touches(self, event: Any) -> frozenset[str]:
        """The things the event changes, as paths: ``note/4f1c/zone`` is a part of ``note/4f1c``.

        What a facilitator did cannot be taken back once a later event touched the same thing, a part of it, or what
        it is a part of.
        """
        ...

    def wrote(self, event: Any) -> Wording | None:
        """Whose words the event holds and in which item, so that they can be erased; None without any."""
        ...

    def ahead(self, state: S, room: RoomView) -> Command | None:
        """What the Next key does before it leaves the step, such as showing one more point."""
        ...

    def anonymous(self, config: Any) -> bool:
        """Whether people take part in this block under a pseudonym."""
        ...

    def not_yet(self, config: Any) -> tuple[str, ...]:
        """The parts of this config that cannot run yet; a block that has any is listed and skipped."""
        ...


@runtime_checkable
class SeatsPeople(Protocol):
    """A kind that gives everybody a place, and has to know at once when somebody comes or goes."""

    def seated_anew(self, state: Any, by: By, room: RoomView) -> list[Event]:
        """Who sits where now that people came or went, or a step began; stored together with what happened."""
        ...


@runtime_checkable
class Veils(Protocol):
    """A kind in which people may write to one another without their name, while all else they do there is their own.

    Towards each person everybody has another pseudonym, ``RoomView.veil``: it stands in the events, so that nobody who
    reads them can tell whose they are, or that two things written to two persons are from the same hand.
    """

    def veils(self, config: Any) -> bool:
        """Whether people do so in a block with this config."""
        ...

    def veiled(self, config: Any, command: Any) -> PersonId | None:
        """Towards whom this wish is uttered under a pseudonym, told from the wish alone; None for most."""
        ...


class StepEntered(Event):
    """The room moved to a step. Given to the room and to the block, which may open or close what it holds.

    ``step`` is the place of the step: ``play``, and ``play#2`` when it comes round again.
    """

    type: Literal["room/step_entered"] = "room/step_entered"
    block: str
    step: str
    at: Ms

    @property
    def step_id(self) -> str:
        return self.step.partition(AGAIN)[0]

    @property
    def round(self) -> int:
        """Counts from 0."""
        return round_at(self.step)


class BlockOpened(Event):
    """The room opened a block. Given to the block when it is opened again after it was closed."""

    type: Literal["room/block_opened"] = "room/block_opened"
    block: str
    at: Ms


class ImportedItem(Message):
    """A copy of a ``GivenItem``, as it is stored."""

    text: Kept
    zone: str | None = None
    person: PersonId | None = None
    team: TeamId | None = None
    fields: dict[str, Kept] = {}


class Imported(Event):
    """What an earlier block handed over when this one was first opened; ``items`` by their id there."""

    type: Literal["room/imported"] = "room/imported"
    block: str
    source: str
    select: str
    items: dict[str, ImportedItem]


def remembered(thing: Any, key: Any, make: Callable[[], M], given: object = None) -> M:
    """A part of a view, or what it needs, made once per frozen thing: ``diff`` finds the same object and stops there.

    It is made anew when ``given``, whatever else it is made from, is another object than the last time.
    """
    kept: dict[Any, tuple[object, M]] = thing.__dict__.setdefault(REMEMBERED, {})
    found = kept.get(key)
    if found is None or found[0] is not given:
        found = kept[key] = (given, make())
    return found[1]


def shown_text(text: str) -> View:
    """A person's words as a view holds them; words that were erased leave their place."""
    return {"text": text} if text else {"text": "", "erased": True}


def words(text: Words) -> View:
    """Both languages of a course text, as a view holds them."""
    return {"zh": text.zh, "en": text.en}

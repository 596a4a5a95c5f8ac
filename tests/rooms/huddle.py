"""A kind to test with: people are dealt into pairs and whisper to one another; later blocks may take that over.

It stands in no folder of the product: a test that uses it makes it known for as long as it runs.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Literal

from immutables import Map

from tests.rooms.course import step, words
from workshop.core.activity import (
    Audience,
    BlockOpened,
    By,
    Command,
    Event,
    Given,
    GivenItem,
    Imported,
    Message,
    PersonId,
    Progress,
    RoomView,
    Seat,
    Source,
    StepEntered,
    Wording,
)
from workshop.core.course import Block, Course, Minutes
from workshop.core.errors import Refused
from workshop.core.patch import View
from workshop.core.report import Reader, Report
from workshop.core.said import Kept, Said
from workshop.rooms.kinds import Kind, kinds, reader


class HuddleConfig(Message):
    source: str | None = None
    copied: bool = True
    anonymous: bool = False


class Deal(Command):
    """Everybody sits down with one other; the last three together."""

    who: ClassVar[Literal["facilitator"]] = "facilitator"
    type: Literal["huddle/deal"]


class Whisper(Command):
    who: ClassVar[Literal["participant"]] = "participant"
    type: Literal["huddle/whisper"]
    text: Said


class Dealt(Event):
    type: Literal["huddle/dealt"] = "huddle/dealt"
    pairs: dict[str, list[PersonId]]


class Whispered(Event):
    type: Literal["huddle/whispered"] = "huddle/whispered"
    line: str
    pair: str
    person: PersonId
    text: Kept


@dataclass(frozen=True)
class Line:
    text: str
    pair: str | None
    person: PersonId | None
    source: str | None = None


@dataclass(frozen=True)
class HuddleState:
    block: str
    pairs: Map[str, frozenset[PersonId]] = field(default_factory=Map)
    lines: Map[str, Line] = field(default_factory=Map)

    def pair_of(self, person: PersonId | None) -> str | None:
        return next((pair for pair, people in self.pairs.items() if person in people), None)


class Huddle:
    kind = "huddle"
    config: type[Message] = HuddleConfig
    commands: tuple[type[Command], ...] = (Deal, Whisper)
    events: tuple[type[Event], ...] = (Dealt, Whispered)

    def start(self, config: HuddleConfig, block: Block, course: Course) -> HuddleState:
        return HuddleState(block.id)

    def decide(self, state: HuddleState, command: Any, by: By, room: RoomView) -> list[Event]:
        if isinstance(command, Deal):
            people = sorted(person.id for person in room.people.values() if not person.removed)
            random.Random(by.seed).shuffle(people)
            pairs = [people[n : n + 2] for n in range(0, len(people), 2)]
            return [Dealt(pairs={f"g{n}": pair for n, pair in enumerate(pairs, start=1)})]
        pair = state.pair_of(by.person)
        if pair is None or by.person is None:
            raise Refused("huddle/alone")
        return [Whispered(line=by.fresh_id(), pair=pair, person=by.person, text=command.text)]

    def apply(self, state: HuddleState, event: Any) -> HuddleState:
        match event:
            case Dealt(pairs=pairs):
                return replace(state, pairs=Map({pair: frozenset(people) for pair, people in pairs.items()}))
            case Whispered():
                return replace(state, lines=state.lines.set(event.line, Line(event.text, event.pair, event.person)))
            case Imported():
                taken = {name: Line(i.text, None, i.person, event.source) for name, i in event.items.items()}
                return replace(state, lines=state.lines.update(taken))
            case StepEntered() | BlockOpened():
                return state
            case _:
                raise TypeError(event)

    def view(self, state: HuddleState, audience: Audience, room: RoomView) -> View:
        match audience.kind:
            case "circle":
                mine = {name: {"text": line.text} for name, line in state.lines.items() if line.pair == audience.id}
                return {
                    "lines": mine,
                    "with": dict.fromkeys(sorted(state.pairs.get(audience.id or "", ())), True),
                }
            case "console":
                brought = {name: {"text": line.text} for name, line in state.lines.items() if line.source}
                given = {block: len(given.items) for block, given in room.given.items()}
                return {"pairs": len(state.pairs), "brought": brought, "given": given}
            case _:
                return {"pairs": len(state.pairs)}

    def report(self, state: HuddleState, reader: Reader, room: RoomView) -> Report:
        return Report()

    def progress(self, state: HuddleState, room: RoomView) -> Progress:
        return Progress()

    def gives(self, state: HuddleState, select: str) -> Given:
        lines = state.lines.items() if select == "all" else ()
        return Given(
            {name: GivenItem(line.text, person=line.person, fields={"also": line.text}) for name, line in lines}
        )

    def sources(self, config: HuddleConfig) -> tuple[Source, ...]:
        return (Source(config.source, "all", config.copied),) if config.source else ()

    def groups(self, state: HuddleState) -> Mapping[str, frozenset[PersonId]]:
        return state.pairs

    def seats(self, state: HuddleState) -> tuple[Seat, ...]:
        return tuple(
            Seat(state.block, 0, pair, person, "first" if n == 0 else "second")
            for pair, people in sorted(state.pairs.items())
            for n, person in enumerate(sorted(people))
        )

    def concerns(self, event: Any) -> frozenset[PersonId]:
        return frozenset()

    def reverse(self, before: HuddleState, event: Any) -> list[Event]:
        if isinstance(event, Dealt):
            return [Dealt(pairs={pair: sorted(people) for pair, people in before.pairs.items()})]
        return []

    def touches(self, event: Any) -> frozenset[str]:
        return frozenset({"pairs"} if isinstance(event, Dealt) else {f"line/{event.line}"})

    def wrote(self, event: Any) -> Wording | None:
        return Wording(event.line, event.person) if isinstance(event, Whispered) else None

    def ahead(self, state: HuddleState, room: RoomView) -> None:
        return None

    def anonymous(self, config: HuddleConfig) -> bool:
        return config.anonymous

    def not_yet(self, config: HuddleConfig) -> tuple[str, ...]:
        return ()


def huddle(block: str = "m1.huddle", **config: Any) -> Block:
    return Block(
        id=block, module="m1", kind="huddle", title=words(block), minutes=Minutes(full=5, short=5), config=config,
        steps=(step("sit", "sit"), step("talk", "talk")),
    )  # fmt: skip


@contextmanager
def huddles() -> Iterator[None]:
    """While this lasts a block may be a huddle."""
    activity = Huddle()
    kinds()["huddle"] = Kind(activity, reader(activity.commands), reader(activity.events))
    try:
        yield
    finally:
        del kinds()["huddle"]

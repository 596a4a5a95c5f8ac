"""What is known of rounds: who sits where in which round, how far each group is, what people wrote of one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from immutables import Map

from workshop.activities.rounds.config import RoundsConfig
from workshop.core.activity import Ms, PersonId, Seat, StepEntered
from workshop.core.course import Block, Course
from workshop.parts.seating import Group, Seating, role_at, turned

Groups = Map[str, Group]
TalkKey = tuple[int, str, Group]
"""The round, the group and exactly these people in these roles: with any other the talk begins anew."""


@dataclass(frozen=True)
class Talk:
    """How far one group is in one round. ``own``: it plays the first role's own case; None: nobody has said yet."""

    ready: frozenset[PersonId] = frozenset()
    own: bool | None = None
    twist: bool = False
    stopped: bool = False
    question: str | None = None
    skipped: frozenset[str] = frozenset()
    resent: int = 0


@dataclass(frozen=True)
class Card:
    """A scorecard that somebody fills in about somebody, perhaps themselves. Nobody else reads it before it is sent."""

    about: PersonId
    items: Map[str, int] = field(default_factory=Map)
    sent: bool = False


@dataclass(frozen=True)
class Line:
    """Something somebody wrote. ``line`` names it for the room once its writer has allowed that; it tells nothing."""

    text: str
    role: str
    about: PersonId | None
    at: Ms
    line: str | None = None
    permitted: bool = False


@dataclass(frozen=True)
class Choice:
    option: str
    right: bool | None = None


LineKey = tuple[int, PersonId, str]
"""The round, the writer, the field."""


@dataclass(frozen=True)
class RoundsState:
    """``phases`` leads from a step to its phase; ``had`` counts first roles of earlier blocks."""

    config: RoundsConfig
    block: str
    phases: Map[str, str]
    place: str | None = None
    round: int = 0
    seats: Map[int, Groups] = field(default_factory=Map)
    decks: Map[str, tuple[str, ...]] = field(default_factory=Map)
    had: Map[PersonId, int] = field(default_factory=Map)
    absent: frozenset[PersonId] = frozenset()
    talks: Map[TalkKey, Talk] = field(default_factory=Map)
    agreed: Map[PersonId, frozenset[PersonId]] = field(default_factory=Map)
    cards: Map[tuple[int, PersonId], Card] = field(default_factory=Map)
    self_rated: Map[tuple[int, PersonId], tuple[str, int]] = field(default_factory=Map)
    lines: Map[LineKey, Line] = field(default_factory=Map)
    chosen: Map[LineKey, Choice] = field(default_factory=Map)
    line_of: Map[str, LineKey] = field(default_factory=Map)
    released: frozenset[str] = frozenset()
    spotlit: str | None = None
    reminded: str | None = None

    @property
    def phase(self) -> str | None:
        return self.phases.get((self.place or "").partition("#")[0])

    @property
    def groups(self) -> Groups:
        """The groups of the round that is on."""
        return self.seats.get(self.round, Map())

    def group_of(self, person: PersonId, round_: int | None = None) -> str | None:
        groups = self.seats.get(self.round if round_ is None else round_, Map())
        return next((group for group, people in groups.items() if person in people), None)

    def cast(self, group: str, round_: int | None = None) -> Group:
        return self.seats.get(self.round if round_ is None else round_, Map()).get(group, ())

    def role_in(self, group: Group, person: PersonId) -> str:
        return role_at(group.index(person), self.config.role_ids)

    def role_of(self, person: PersonId, round_: int | None = None) -> str | None:
        group = self.group_of(person, round_)
        return self.role_in(self.cast(group, round_), person) if group else None

    def with_role(self, group: Group, role: str) -> list[PersonId]:
        return [person for person in group if self.role_in(group, person) == role]

    def talk(self, group: str, round_: int | None = None) -> Talk:
        round_ = self.round if round_ is None else round_
        return self.talks.get((round_, group, self.cast(group, round_)), Talk())

    def has_agreed(self, group: Group) -> bool:
        """Whether everybody of a group agreed to do this with the others."""
        return all(self.agreed.get(person) == frozenset(group) for person in group)

    def first_roles(self, before: int) -> Mapping[PersonId, int]:
        """How often everybody has had the first role before a round, earlier blocks included."""
        counted = Counter(dict(self.had))
        for round_, groups in self.seats.items():
            if round_ < before:
                counted.update(group[0] for group in groups.values())
        return counted


def fresh_rounds(config: RoundsConfig, block: Block, course: Course) -> RoundsState:
    return RoundsState(config, block.id, Map({step.id: step.phase for step in block.steps}))


GOES_ROUND = ("setup", "prep", "play", "score", "feedback")


def entered(state: RoundsState, event: StepEntered) -> RoundsState:
    """The room moved on; where that begins a round for the first time, everybody goes one role further."""
    phase = state.phases.get(event.step_id)
    round_ = event.round if phase in GOES_ROUND else state.round
    state = replace(state, place=event.step, round=round_, reminded=None)
    if phase is None or round_ in state.seats:
        return state
    earlier = max((known for known in state.seats if known < round_), default=None)
    if earlier is None:
        return state
    for at in range(earlier, round_):
        state = replace(state, seats=state.seats.set(at + 1, _next_round(state, at)))
    return state


def _next_round(state: RoundsState, round_: int) -> Groups:
    groups = state.seats[round_]
    if state.config.rotate != "cyclic":
        return groups
    had = state.first_roles(round_ + 1)
    return Map({group: turned(people, had) for group, people in groups.items()})


def with_talk(state: RoundsState, round_: int, group: str, **changed: Any) -> RoundsState:
    talk = replace(state.talk(group, round_), **changed)
    key = (round_, group, state.cast(group, round_))
    talks = state.talks.set(key, talk) if talk != Talk() else _without(state.talks, key)
    return replace(state, talks=talks)


def with_card(state: RoundsState, round_: int, by: PersonId, about: PersonId, **changed: Any) -> RoundsState:
    card = state.cards.get((round_, by), Card(about))
    return replace(state, cards=state.cards.set((round_, by), replace(card, about=about, **changed)))


def with_seats(
    state: RoundsState,
    round_: int,
    groups: Mapping[str, list[PersonId]],
    decks: Mapping[str, list[str]],
    had: Mapping[PersonId, int],
) -> RoundsState:
    """Some groups of a round as they are from now on; empty ones are gone."""
    seats = dict(state.seats.get(round_, Map()))
    for group, people in groups.items():
        seats.pop(group, None)
        if people:
            seats[group] = tuple(people)
    return replace(
        state,
        seats=state.seats.set(round_, Map(seats)) if seats else _without(state.seats, round_),
        decks=_changed(state.decks, {group: tuple(cards) for group, cards in decks.items()}),
        had=_changed(state.had, had),
    )


def _changed(known: Map[Any, Any], changes: Mapping[Any, Any]) -> Map[Any, Any]:
    """With these values; a value that says nothing takes its key away."""
    for key, value in changes.items():
        known = known.set(key, value) if value else _without(known, key)
    return known


def _without(known: Map[Any, Any], key: Any) -> Map[Any, Any]:
    return known.delete(key) if key in known else known


def seats_so_far(state: RoundsState) -> Iterator[Seat]:
    """Who had which role in which round."""
    for round_, groups in sorted(state.seats.items()):
        for group, people in sorted(groups.items()):
            for person in people:
                yield Seat(state.block, round_, group, person, state.role_in(people, person))


def seating(groups: Groups) -> Seating:
    """The groups in the order in which they were dealt."""
    return dict(sorted(groups.items(), key=lambda item: rank_of(item[0])))


def rank_of(group: str) -> int:
    """Groups are called g1, g2 …"""
    return int(group[1:]) if group[1:].isdigit() else 0

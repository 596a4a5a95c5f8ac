"""What is known of the stages after the writing: calls, clusters and their names, conclusions, hands, self-ratings.

Each part is a frozen thing of its own inside ``BoardState``; the topic of the same name says what may happen to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from immutables import Map

from workshop.core.activity import Ms, PersonId, TeamId
from workshop.core.frozen import replace

LOOSE = ""
ASIDE = "-"
"""Places of a note that are no cluster."""


@dataclass(frozen=True)
class Calls:
    """``open`` is the call of each stage that is on, empty where none is; a stage that is missing is at its first.

    ``arrived`` are the cards in the order in which they came up, each with the call it answers.
    """

    open: Map[str, str] = field(default_factory=Map)
    arrived: tuple[tuple[str, str], ...] = ()

    def answered_by(self, call: str) -> list[str]:
        return [card for card, answered in self.arrived if answered == call]

    def place_of(self, card: str) -> int | None:
        return next((n for n, (one, _) in enumerate(self.arrived) if one == card), None)

    def with_cards(self, cards: list[str], call: str, at: int | None = None) -> Calls:
        """These came up for this call; ``at`` puts one back where it was in the order."""
        there = {card for card, _ in self.arrived}
        new = tuple((card, call) for card in cards if card not in there)
        place = len(self.arrived) if at is None else at
        return replace(self, arrived=self.arrived[:place] + new + self.arrived[place:]) if new else self

    def without(self, card: str) -> Calls:
        kept = tuple(one for one in self.arrived if one[0] != card)
        return replace(self, arrived=kept) if len(kept) != len(self.arrived) else self


@dataclass(frozen=True)
class Cluster:
    """A symbol, told by its number, and a name once there is one. A cluster without notes stays and is not shown."""

    id: str
    mark: int
    name: str | None = None


@dataclass(frozen=True)
class Suggestion:
    """Notes that may belong together: a pair that ``people`` found, or a group that uses the same words."""

    id: str
    notes: tuple[str, ...]
    rank: int
    people: frozenset[PersonId] = frozenset()
    settled: bool = False

    @property
    def of_words(self) -> bool:
        return self.id.startswith("w-")


@dataclass(frozen=True)
class Clusters:
    """``places`` leads from a note to its cluster, or to ``-`` where it was set aside; what is not there is loose.

    ``merged`` leads from a note to the one that says the same; ``freed`` once groups may be larger than pairs.
    """

    made: Map[str, Cluster] = field(default_factory=Map)
    places: Map[str, str] = field(default_factory=Map)
    merged: Map[str, str] = field(default_factory=Map)
    freed: bool = False
    suggestions: Map[str, Suggestion] = field(default_factory=Map)
    suggested: int = 0

    def place(self, note: str) -> str:
        return self.places.get(note, LOOSE)

    def in_use(self) -> set[str]:
        """The clusters that notes are in, hidden ones among them."""
        return {*self.places.values()} - {LOOSE, ASIDE}

    def without(self, note: str) -> Clusters:
        """Nothing here knows of this note any more; what was one with it is its own again."""
        places = self.places.delete(note) if note in self.places else self.places
        merged = Map({one: into for one, into in self.merged.items() if note not in (one, into)})
        same = places is self.places and len(merged) == len(self.merged)
        return self if same else replace(self, places=places, merged=merged)


@dataclass(frozen=True)
class Proposal:
    """A team's name for a cluster; ``unit`` is the person where there is no team."""

    id: str
    cluster: str
    unit: str
    text: str
    person: PersonId
    team: TeamId | None
    rank: int


@dataclass(frozen=True)
class Names:
    """``at`` is the cluster that is being named; None: the first without a name."""

    at: str | None = None
    proposals: Map[tuple[str, str], Proposal] = field(default_factory=Map)
    proposed: int = 0

    def of(self, cluster: str) -> list[Proposal]:
        return sorted((one for one in self.proposals.values() if one.cluster == cluster), key=lambda one: one.rank)


@dataclass(frozen=True)
class Answer:
    """What stands in a field. ``revision`` counts how often it was written."""

    text: str
    person: PersonId | None = None
    revision: int = 1
    at: Ms | None = None


@dataclass(frozen=True)
class Hands:
    """How far each person goes along, in fingers or with a thumb."""

    closed: bool = False
    values: Map[PersonId, int] = field(default_factory=Map)
    team_of: Map[PersonId, TeamId | None] = field(default_factory=Map)


@dataclass(frozen=True)
class Pin:
    """A conclusion the room goes by; ``owner`` sees to it, ``due`` is a day like ``2026-03-31``."""

    owner: str = ""
    due: str | None = None


Key = tuple[str, str]
"""A stage and the unit whose conclusion it is: a team, a person, the room."""


@dataclass(frozen=True)
class Conclusions:
    answers: Map[Key, Map[str, Answer]] = field(default_factory=Map)
    hands: Map[str, Hands] = field(default_factory=Map)
    pins: Map[Key, Pin] = field(default_factory=Map)
    published: tuple[Key, ...] = ()
    """Private ones that their persons let the room read, in the order in which they did."""

    def of(self, stage: str, unit: str) -> Map[str, Answer]:
        return self.answers.get((stage, unit), Map())

    def hand(self, stage: str) -> Hands:
        return self.hands.get(stage, Hands())

    def units(self, stage: str) -> list[str]:
        return sorted(unit for at, unit in self.answers if at == stage)

    def with_answer(self, key: Key, field_id: str, answer: Answer | None) -> Conclusions:
        filled = self.of(*key)
        if answer:
            filled = filled.set(field_id, answer)
        elif field_id in filled:
            filled = filled.delete(field_id)
        if filled:
            return replace(self, answers=self.answers.set(key, filled))
        return replace(self, answers=self.answers.delete(key)) if key in self.answers else self

    def with_hands(self, stage: str, hands: Hands) -> Conclusions:
        if hands != Hands():
            return replace(self, hands=self.hands.set(stage, hands))
        return replace(self, hands=self.hands.delete(stage)) if stage in self.hands else self

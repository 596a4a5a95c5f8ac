"""What is known of a sort: the decks, what is dealt, who put what where, what is revealed, what was said."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache

from immutables import Map

from workshop.activities.sort import dealing
from workshop.activities.sort.config import SortConfig
from workshop.activities.sort.messages import Phase, TalkIs
from workshop.core.activity import Ms, PersonId, TeamId, remembered
from workshop.core.course import Block, Course, Mode, Privacy
from workshop.core.library import Card, Deck

PHASES: tuple[Phase, ...] = ("brief", "play", "reveal", "talk")


@dataclass(frozen=True)
class Table:
    """The decks of a block, which never change."""

    decks: tuple[Deck, ...]
    count: Map[str, int] = field(default_factory=Map)
    shuffle: bool = True

    def deal(self, seed: str, mode: Mode) -> tuple[str, ...]:
        """The names of the cards that this seed deals in this mode."""

        def make() -> dict[str, tuple[str, ...]]:
            return {"cards": dealing.dealt(self.decks, self.count.get(mode), seed, shuffled=self.shuffle)}

        cards: tuple[str, ...] = remembered(self, ("deal", seed, mode), make)["cards"]
        return cards

    @property
    def cards(self) -> dict[str, tuple[Deck, Card]]:
        """Every card by its name."""
        return remembered(
            self,
            "cards",
            lambda: {dealing.name_of(deck, card): (deck, card) for deck in self.decks for card in deck.cards},
        )

    @property
    def names(self) -> tuple[str, ...]:
        names: tuple[str, ...] = remembered(self, "names", lambda: {"names": tuple(self.cards)})["names"]
        return names


@dataclass(frozen=True)
class Answer:
    """What one unit has put where. ``by`` says whose thumb it was where several share an answer."""

    placed: Map[str, str] = field(default_factory=Map)
    by: Map[str, PersonId] = field(default_factory=Map)
    handed_in: bool = False
    hands: int = 0


@dataclass(frozen=True)
class Answers:
    """The answers of all, by unit: a person, a pair or a team. Counted once for as long as they stay the same."""

    of: Map[str, Answer] = field(default_factory=Map)


@dataclass(frozen=True)
class Reason:
    """A person's one line about a card, or (``card`` None) about the question of the talk."""

    id: str
    text: str
    person: PersonId
    team: TeamId | None
    card: str | None
    side: str | None
    arrival: int
    at: Ms | None = None
    hidden: bool = False


@dataclass(frozen=True)
class SortState:
    """``reach`` is the circle for which reasons are written; ``unsigned`` leaves out whose they are.

    With ``open_teams`` the room may see which team put what where.
    """

    config: SortConfig
    table: Table
    phase_of: Map[str, Phase]
    reach: Privacy
    unsigned: bool
    open_teams: bool = False
    seed: str | None = None
    phase: Phase | None = None
    cards: tuple[str, ...] | None = None
    pairs: Map[str, frozenset[PersonId]] = field(default_factory=Map)
    answers: Answers = Answers()
    revealed: tuple[str, ...] = ()
    lit: str | None = None
    keys: Map[str, tuple[str, ...]] = field(default_factory=Map)
    corrected: frozenset[str] = frozenset()
    talk: TalkIs = "waiting"
    talked: str | None = None
    sides: Map[tuple[str, PersonId], str] = field(default_factory=Map)
    reasons: Map[str, Reason] = field(default_factory=Map)

    def dealt(self, mode: Mode) -> tuple[str, ...]:
        """The cards that are played: as dealt, or as they would be dealt if somebody placed the first one now."""
        if self.cards is not None:
            return self.cards
        return self.table.deal(self.seed, mode) if self.seed else ()

    def handle(self, card: str) -> str:
        """The name under which screens know a card."""
        return dealing.handles(self.seed or "", self.table.names)[card]

    def card(self, handle: str) -> str | None:
        """The card of this handle."""
        return _cards_by_handle(self.seed or "", self.table.names).get(handle)

    def deck_of(self, card: str) -> Deck:
        return self.table.cards[card][0]

    def bins(self, deck: Deck) -> tuple[str, ...]:
        """The ids of its bins; in an order the places, from 1."""
        if deck.mode == "order":
            return tuple(str(place + 1) for place in range(len(deck.cards)))
        return tuple(one.id for one in deck.bins)

    def key(self, card: str) -> tuple[str, ...]:
        """The bins that are right: those of the course, or as the facilitator has corrected them."""
        return self.keys.get(card) or dealing.key_in(*self.table.cards[card])

    def pair_of(self, person: PersonId | None) -> str | None:
        return next((pair for pair, members in self.pairs.items() if person in members), None)

    def answer(self, unit: str) -> Answer:
        return self.answers.of.get(unit, Answer())

    def reason_of(self, person: PersonId, card: str | None) -> Reason | None:
        return next((r for r in self.reasons.values() if r.person == person and r.card == card), None)


@lru_cache(maxsize=256)
def _cards_by_handle(seed: str, names: tuple[str, ...]) -> dict[str, str]:
    return {handle: card for card, handle in dealing.handles(seed, names).items()}


def fresh_sort(config: SortConfig, block: Block, course: Course) -> SortState:
    """A sort in which nobody has placed a card."""
    decks = tuple(course.sorts[deck] for deck in (config.deck, config.second_deck) if deck)
    count = {"full": config.draw.full, "short": config.draw.short} if config.draw else {}
    phases = {step.id: phase for step in block.steps for phase in PHASES if phase == step.phase}
    line = next((entry for step in block.steps for entry in step.inputs if entry.id == "reason"), None)
    return SortState(
        config,
        Table(decks, Map(count), config.shuffle),
        Map(phases),
        reach=(line.privacy if line else None) or block.privacy,
        unsigned=bool(line and line.anonymous),
        open_teams=config.play == "team" and block.privacy == "room",
    )


def entered(state: SortState, step: str, seed: str) -> SortState:
    """The sort after the room moved to ``step``: the talk opens with its step and closes when it is left."""
    phase = state.phase_of.get(step)
    state = state if state.seed else replace(state, seed=seed)
    if phase == state.phase:
        return state
    talk = state.talk
    if state.phase == "talk" and talk == "open":
        talk = "closed"
    if phase == "talk" and talk == "waiting":
        talk = "open"
    return replace(state, phase=phase or state.phase, talk=talk) if phase or talk != state.talk else state


def with_answer(state: SortState, unit: str, answer: Answer) -> SortState:
    return replace(state, answers=Answers(state.answers.of.set(unit, answer)))

"""What is right, who had how much of it, and on which cards the room disagrees. All counted from the placements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from workshop.activities.sort.state import Answers, SortState
from workshop.core.activity import remembered

FEWEST = 3
"""Below so many answers no distribution is shown: it would tell who answered what."""


def is_right(state: SortState, card: str, placed: str | None) -> bool:
    """Whether a card in this bin gives its point; any of several right bins does."""
    return placed is not None and placed in state.key(card)


def score(state: SortState, placed: Mapping[str, str], cards: Iterable[str]) -> int:
    """One point for each of the cards that lies right."""
    return sum(is_right(state, card, placed.get(card)) for card in cards)


def longest_run(state: SortState, placed: Mapping[str, str], cards: Sequence[str]) -> int:
    """In an order: the most cards in a row that follow one another as they should, wherever the row stands."""
    lies = sorted((card for card in cards if card in placed), key=lambda card: int(placed[card]))
    longest = run = 0
    before: int | None = None
    for card in lies:
        place = int(state.key(card)[0])
        run = run + 1 if before is not None and place == before + 1 else 1
        longest, before = max(longest, run), place
    return longest


def tally(answers: Answers) -> dict[str, Counter[str]]:
    """How often each card lies in each bin. Counted once for answers that stay the same."""

    def count() -> dict[str, Counter[str]]:
        found: dict[str, Counter[str]] = {}
        for answer in answers.of.values():
            for card, placed in answer.placed.items():
                found.setdefault(card, Counter())[placed] += 1
        return found

    return remembered(answers, "tally", count)


def answered(state: SortState, card: str) -> int:
    """How many have placed this card."""
    return tally(state.answers).get(card, Counter()).total()


def distribution(state: SortState, card: str) -> Counter[str] | None:
    """How often the card lies in each bin; None while too few have answered."""
    found = tally(state.answers).get(card, Counter())
    return found if found.total() >= (1 if state.open_teams else FEWEST) else None


def disagreement(state: SortState, card: str) -> float:
    """How often two people taken at random disagree about the card, from 0 to 1; 0 while too few have answered."""
    found = distribution(state, card)
    if not found:
        return 0
    agreeing = sum(n * n for n in found.values())  # whole numbers: the sum of fractions depends on their order
    return 1 - agreeing / found.total() ** 2


def contested(state: SortState, cards: Sequence[str]) -> list[str]:
    """The cards in the order in which they are worth talking about: the most evenly split first."""
    return sorted(cards, key=lambda card: -disagreement(state, card))


def sides(state: SortState, card: str) -> tuple[str, ...]:
    """The two bins between which the room is split.

    Of equals the one that somebody has taken a side for, so that nobody's side goes away; then a right one, so that
    there is a side to be right on; then the one that stands first.
    """
    found = distribution(state, card) or Counter()
    bins = state.bins(state.deck_of(card))
    taken = {side for (of, _), side in state.sides.items() if of == card}
    taken |= {reason.side for reason in state.reasons.values() if reason.card == card and reason.side is not None}
    split = sorted(bins, key=lambda one: (-found[one], one not in taken, not is_right(state, card, one)))
    return tuple(sorted(split[:2], key=bins.index))


def scores(state: SortState, cards: Sequence[str]) -> dict[str, int]:
    """The points of everybody who has placed a card, by unit."""
    return {unit: score(state, answer.placed, cards) for unit, answer in state.answers.of.items() if answer.placed}

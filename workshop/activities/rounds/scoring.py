"""Numbers about the whole room, and the lines people allowed: never who, never from fewer than a handful."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workshop.activities.rounds.briefs import scorecard
from workshop.activities.rounds.state import Line, RoundsState
from workshop.core.activity import RoomView
from workshop.core.course import Input
from workshop.core.library import Scorecard

FEWEST_CARDS = 3
"""Means of fewer cards would tell whose they are."""
FEWEST_WORDS = 5
"""A cloud of fewer words would, too; so would counts of choices."""


@dataclass(frozen=True)
class Means:
    """One scorecard over all who were observed: the mean of each item, from ``n`` cards."""

    card: Scorecard
    n: int
    items: Mapping[str, float]


def means(state: RoundsState, room: RoomView) -> Iterator[Means]:
    """By scorecard, in the order of the rounds. What people say of themselves does not count."""
    found: dict[str, tuple[Scorecard, list[Mapping[str, int]]]] = {}
    for (round_, by), filled in sorted(state.cards.items()):
        card = scorecard(state, room, round_)
        if card and filled.sent and filled.about != by:
            found.setdefault(card.id, (card, []))[1].append(filled.items)
    for card, rows in found.values():
        if len(rows) >= FEWEST_CARDS:
            mean = {item.id: sum(row.get(item.id, 0) for row in rows) / len(rows) for item in card.items}
            yield Means(card, len(rows), {item: round(value, 2) for item, value in mean.items()})


def cards_sent(state: RoundsState) -> int:
    return sum(card.sent and card.about != by for (_, by), card in state.cards.items())


def guesses(state: RoundsState) -> tuple[int, int]:
    """How many guessed right, of how many."""
    made = [choice.right for (_, _, field), choice in state.chosen.items() if field == "guess"]
    return sum(right is True for right in made), len(made)


def guesses_are_told(state: RoundsState) -> bool:
    return guesses(state)[1] >= FEWEST_CARDS


# --- what a course wants of the room as a sum ---------------------------------------------------------------------


def summed(room: RoomView, output: str) -> Input | None:
    """The input that stands behind an output of this name of which only sums may be seen."""
    wanted = any(out.id == output and out.level == "aggregate" for out in room.block.outputs)
    entries = (entry for step in room.block.steps for entry in step.inputs)
    return next((entry for entry in entries if entry.id == output), None) if wanted else None


def clouds(state: RoundsState, room: RoomView) -> Iterator[tuple[str, Counter[str]]]:
    """Words by how many people wrote them, for every field of which the course makes a cloud."""
    for output in room.block.outputs:
        entry = summed(room, output.id)
        if entry and entry.type in ("text", "longtext"):
            texts = [
                line.text.strip() for (_, _, field), line in state.lines.items() if field == entry.id and line.text
            ]
            if len(texts) >= FEWEST_WORDS:
                yield entry.id, Counter(texts)


def tallies(state: RoundsState, room: RoomView) -> Iterator[tuple[Input, Counter[str]]]:
    """How often each option was chosen, for every choice of which the room sees the sum."""
    entries = {entry.id: entry for step in room.block.steps for entry in step.inputs if entry.type == "choice"}
    for entry in entries.values():
        if entry.id == "guess":
            continue
        taken = [choice.option for (_, _, field), choice in state.chosen.items() if field == entry.id]
        if len(taken) >= FEWEST_WORDS:
            yield entry, Counter(taken)


# --- lines that may be shown --------------------------------------------------------------------------------------


def permitted(state: RoundsState) -> Iterator[tuple[str, str, Line]]:
    """The lines whose writers allowed it, with the field they stand in, in an order that tells nothing."""
    for line, key in sorted(state.line_of.items()):
        found = state.lines.get(key)
        if found and found.permitted and found.text:
            yield line, key[2], found


def released(state: RoundsState) -> Iterator[tuple[str, str, Line]]:
    """Those of them that the facilitator put on the wall."""
    return (found for found in permitted(state) if found[0] in state.released)

"""How what happened in a sort is taken back, and which things an event touches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from workshop.activities.sort import messages as m
from workshop.activities.sort.state import SortState
from workshop.core.activity import BlockOpened, Event, StepEntered


def reverse(before: SortState, event: Any, apply: Callable[[SortState, Any], SortState]) -> list[Event]:
    """What makes the sort again what it was ``before`` this event."""
    match event:
        case StepEntered() | BlockOpened() | m.StageRestored():
            again = m.StageRestored(phase=before.phase, seed=before.seed, talk=before.talk, card=before.talked)
            return [again] if apply(before, event) is not before else []
        case m.PairsMade():
            return [m.PairsMade(pairs={pair: sorted(members) for pair, members in before.pairs.items()})]
        case m.CardsRevealed(cards=cards, on=True):
            return [m.CardsRevealed(cards=cards, lit=before.lit, on=False)]
        case m.CardsRevealed(cards=cards):
            return [m.CardsRevealed(cards=[card for card in before.revealed if card in cards], lit=before.lit)]
        case m.ItemSpotlit():
            return [m.ItemSpotlit(item=before.lit)]
        case m.KeyEdited(bins=bins):
            was = {card: list(before.key(card)) for card in bins}
            return [m.KeyEdited(bins=was, corrected=sorted(before.corrected))]
        case m.TalkMoved():
            return [m.TalkMoved(to=before.talk, card=before.talked)]
        case m.ReasonHidden(reason=reason):
            hidden = m.ReasonHidden(reason=reason, on=before.reasons[reason].hidden)
            return [hidden, m.ItemSpotlit(item=reason)] if before.lit == reason else [hidden]
        case _:
            raise TypeError(f"no facilitator causes {event!r}")


def with_stage_again(state: SortState, event: m.StageRestored) -> SortState:
    """Cards that somebody has seen or placed keep their handles."""
    in_use = state.cards is not None or state.keys or state.revealed
    seed = state.seed if in_use else event.seed
    return replace(state, phase=event.phase, seed=seed, talk=event.talk, talked=event.card)


def touches(event: Any) -> frozenset[str]:
    """The things an event changes, as paths."""
    match event:
        case m.CardsDealt():
            return frozenset({"deal"})
        case m.PairsMade(pairs=pairs):
            return frozenset({"pairs"} | {f"unit/{pair}" for pair in pairs})
        case m.CardPlaced(unit=unit, card=card):
            return frozenset({f"unit/{unit}/{card}", f"pairs/{unit}"})
        case m.OrderMade(unit=unit, deck=deck):
            return frozenset({f"unit/{unit}/{deck}", f"pairs/{unit}"})
        case m.HandedIn(unit=unit):
            return frozenset({f"unit/{unit}/handed_in", f"pairs/{unit}"})
        case m.CardsRevealed(cards=cards):
            return frozenset({"lit"} | {f"revealed/{card}" for card in cards})
        case m.ItemSpotlit():
            return frozenset({"lit"})
        case m.KeyEdited(bins=bins):
            return frozenset({"key/corrected"} | {f"key/{card}" for card in bins})
        case m.TalkMoved():
            return frozenset({"stage/talk"})
        case m.SideTaken(card=card, person=person):
            return frozenset({f"side/{card}/{person}"})
        case m.ReasonGiven(reason=reason):
            return frozenset({f"reason/{reason}/text"})
        case m.ReasonHidden(reason=reason):
            return frozenset({f"reason/{reason}/hidden", "lit"})
        case m.StageRestored():
            return frozenset({"stage"})
        case _:
            raise TypeError(f"not a sort event: {event!r}")

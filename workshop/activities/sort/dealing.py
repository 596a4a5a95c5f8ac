"""Which cards of the decks are played, in which order, and under which handles the screens know them.

All of it follows from a seed, so that it is the same whenever it is asked for. A handle says nothing about the card:
the ids of a pack often stand in the order that is to be found.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable
from functools import lru_cache

from workshop.core.library import Card, Deck


def name_of(deck: Deck, card: Card) -> str:
    """The name of a card among all decks."""
    return f"{deck.id}/{card.id}"


def key_in(deck: Deck, card: Card) -> tuple[str, ...]:
    """The bins that are right; in an order the place as a bin."""
    return (str(card.answer),) if isinstance(card.answer, int) else tuple(card.answer)


@lru_cache(maxsize=256)
def handles(seed: str, names: tuple[str, ...]) -> dict[str, str]:
    """A handle for each of these names."""
    return {name: hashlib.blake2b(f"{seed}/{name}".encode(), digest_size=5).hexdigest() for name in names}


def dealt(decks: tuple[Deck, ...], count: int | None, seed: str, *, shuffled: bool) -> tuple[str, ...]:
    """The names of the cards that are played, deck by deck.

    Decks that are put in order are dealt whole and always shuffled; what is left of ``count`` comes from the first deck
    on, spread over its bins. None and 0 deal everything.
    """
    left = count or sum(len(deck.cards) for deck in decks)
    left -= sum(len(deck.cards) for deck in decks if deck.mode == "order")
    found: list[str] = []
    for deck in decks:
        dice = random.Random(f"{seed}/{deck.id}")
        if deck.mode == "order":
            found += _mixed(deck, dice)
            continue
        cards = _spread(deck, min(max(left, 0), len(deck.cards)), dice)
        left -= len(cards)
        if shuffled:
            dice.shuffle(cards)
        found += (name_of(deck, card) for card in cards)
    return tuple(found)


def _mixed(deck: Deck, dice: random.Random) -> Iterable[str]:
    """The cards in any order but the right one."""
    right = [name_of(deck, card) for card in sorted(deck.cards, key=lambda card: key_in(deck, card))]
    cards = [name_of(deck, card) for card in deck.cards]
    dice.shuffle(cards)
    return cards if cards != right else [*cards[1:], cards[0]]


def _spread(deck: Deck, count: int, dice: random.Random) -> list[Card]:
    """So many cards, in turn from each bin while it has any, in the order of the deck."""
    of_bin: dict[str, list[Card]] = {}
    for card in deck.cards:
        of_bin.setdefault(key_in(deck, card)[0], []).append(card)
    piles = list(of_bin.values())
    for pile in piles:
        dice.shuffle(pile)
    dice.shuffle(piles)
    taken: set[str] = set()
    while len(taken) < count:
        for pile in piles:
            if pile and len(taken) < count:
                taken.add(pile.pop().id)
    return [card for card in deck.cards if card.id in taken]

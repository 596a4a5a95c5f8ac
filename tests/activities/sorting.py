"""Rooms in which cards are sorted, and what people do there, in a few words."""

from typing import Any

from tests.rooms.course import REASON, course, sorting
from tests.rooms.play import Play, Voice

BLOCK = "m1.sort"
FIVE = ("Ann", "Ben", "Chen", "Dan", "Eva")


def play_of(*decks: str, teams: int = 0, people: tuple[str, ...] = FIVE, at: str = "play", **config: Any) -> Play:
    """People at a sort, in its playing step."""
    play = Play(course(sorting(*decks, **config)), people, teams)
    play.fay("room/open_block", block=BLOCK)
    if at != "brief":
        play.to(at)
    return play


def handle(play: Play, card: str) -> str:
    """Under which name the screens know a card, such as ``s.two/c1``."""
    found: str = play.block_state().handle(card)
    return found


def deal(play: Play) -> list[str]:
    """The cards that are played, by their names in the course."""
    return list(play.block_state().dealt(play.state.mode))


def places(play: Play, voice: Voice, **where: str | None) -> None:
    """``c1="a"`` puts the card ``s.two/c1`` into bin a."""
    for card, into in where.items():
        name = next(name for name in deal(play) if name.endswith(f"/{card}"))
        voice("sort/place", card=handle(play, name), bin=into)


def orders(play: Play, voice: Voice, *cards: str, deck: str = "s.order") -> None:
    voice("sort/put_in_order", deck=deck, cards=[handle(play, f"{deck}/{card}") for card in cards])


def places_all(play: Play, voice: Voice, *, right: bool = True) -> None:
    """Every card where it belongs; or each in the first place that is wrong."""
    state = play.block_state()
    for deck in state.table.decks:
        cards = [card for card in deal(play) if state.deck_of(card).id == deck.id]
        if not cards:
            continue
        if deck.mode == "order":
            cards.sort(key=lambda card: int(state.key(card)[0]), reverse=not right)
            voice("sort/put_in_order", deck=deck.id, cards=[handle(play, card) for card in cards])
            continue
        for card in cards:
            bins = state.key(card) if right else [one for one in state.bins(deck) if one not in state.key(card)]
            voice("sort/place", card=handle(play, card), bin=bins[0])


def reveals(play: Play, *cards: str) -> None:
    for card in cards:
        play.fay("sort/reveal_card", card=handle(play, card))


__all__ = [
    "BLOCK", "FIVE", "REASON", "deal", "handle", "orders", "places", "places_all", "play_of", "reveals",
]  # fmt: skip

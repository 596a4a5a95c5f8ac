"""How simulated people sort: every card somewhere, handed in; then a side and a reason for what is talked of."""

from __future__ import annotations

from random import Random

from workshop.core.patch import View
from workshop.core.rehearsal import Phone, Wish, wish

RACES = frozenset({"sort/handed_in"})
"""In a team one hands in while another still places."""


def take_part(phone: Phone, dice: Random) -> list[Wish]:
    if phone.phase == "talk":
        return _talk(phone, phone.shared.get("talk", {}), dice)
    if phone.phase != "play" or phone.did["sort/place"] or phone.did["sort/put_in_order"]:
        return []
    if phone.shared.get("play") == "team" and not phone.writes:
        return []
    placed = [one for deck in phone.shared.get("decks", {}) for one in _sorted(phone.shared, deck, dice)]
    return [*placed, wish("sort/hand_in")] if placed else []


def _sorted(shared: View, deck: str, dice: Random) -> list[Wish]:
    of = shared["decks"][deck]
    cards = sorted(card for card, found in shared["cards"].items() if found["deck"] == deck)
    if of["mode"] == "order":
        dice.shuffle(cards)
        return [wish("sort/put_in_order", deck=deck, cards=cards)]
    bins = sorted(of["bins"])
    return [wish("sort/place", card=card, bin=dice.choice(bins)) for card in cards]


def _talk(phone: Phone, talk: View, dice: Random) -> list[Wish]:
    """Once for every card, or for the question: what was said of one is not said of the next."""
    about = talk.get("card", "")
    if talk.get("state") != "open" or not talk.get("takes") or about in phone.mine.get("lines", {}):
        return []
    reason = phone.say("reason", longest=talk["longest"])
    if not about:
        return [] if phone.did["sort/give_reason"] else [wish("sort/give_reason", text=reason)]
    side = dice.choice(sorted(talk["sides"]))
    return [
        wish("sort/take_side", card=about, side=side),
        wish("sort/give_reason", card=about, side=side, text=reason),
    ]

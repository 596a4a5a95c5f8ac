"""What may be wished for in a sort, and what may have happened there.

A command names a card by the handle that the screens were given; an event holds the card's own name, ``deck/card``.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from workshop.core.activity import Command, Event, Ms, PersonId, TeamId
from workshop.core.said import Kept, Said

Phase = Literal["brief", "play", "reveal", "talk"]
TalkIs = Literal["waiting", "open", "closed"]


class Participates(Command):
    who: ClassVar[Literal["participant"]] = "participant"


class Facilitates(Command):
    who: ClassVar[Literal["facilitator"]] = "facilitator"


# --- wishes of the people at their phones -------------------------------------------------------------------------


class Place(Participates):
    """Put a card into a bin; without one it is taken back into the hand."""

    type: Literal["sort/place"]
    card: str
    bin: str | None = None


class PutInOrder(Participates):
    """The cards of a deck in the order they are in so far; cards that are left out are still in the hand."""

    type: Literal["sort/put_in_order"]
    deck: str
    cards: list[str]


class HandIn(Participates):
    """All cards are placed; from now on they lie where they lie."""

    type: Literal["sort/hand_in"]


class ChangeAgain(Participates):
    """Take back what was handed in, where the course gives more than one try."""

    type: Literal["sort/change_again"]


class TakeSide(Participates):
    """Where the card that is talked about belongs, I think."""

    type: Literal["sort/take_side"]
    card: str
    side: str


class GiveReason(Participates):
    """One line of my own: a reason for my side, or an answer to the question of the talk. The last one counts."""

    type: Literal["sort/give_reason"]
    text: Said
    card: str | None = None
    side: str | None = None


# --- wishes of the facilitator ------------------------------------------------------------------------------------


class MakePairs(Facilitates):
    """Put everybody who is in into pairs, by chance."""

    type: Literal["sort/make_pairs"]


class RevealCard(Facilitates):
    type: Literal["sort/reveal_card"]
    card: str


class RevealAll(Facilitates):
    type: Literal["sort/reveal_all"]


class Spotlight(Facilitates):
    """Put one card that was revealed, or one reason, in the middle of the wall; ``on`` False puts it back."""

    type: Literal["sort/spotlight"]
    card: str | None = None
    reason: str | None = None
    on: bool


class EditKey(Facilitates):
    """The bins that are right from now on; in an order the one place of the card, the others make room."""

    type: Literal["sort/edit_key"]
    card: str
    bins: list[str]


class OpenTalk(Facilitates):
    """Let people give reasons, about this card where one is named."""

    type: Literal["sort/open_talk"]
    card: str | None = None


class CloseTalk(Facilitates):
    type: Literal["sort/close_talk"]


class HideReason(Facilitates):
    type: Literal["sort/hide_item"]
    reason: str


class RestoreReason(Facilitates):
    type: Literal["sort/restore_item"]
    reason: str


# --- facts --------------------------------------------------------------------------------------------------------


class CardsDealt(Event):
    """Which cards are played, in this order, from the first that is placed on."""

    type: Literal["sort/cards_dealt"] = "sort/cards_dealt"
    cards: list[str]


class PairsMade(Event):
    type: Literal["sort/pairs_made"] = "sort/pairs_made"
    pairs: dict[str, list[PersonId]]


class CardPlaced(Event):
    """``unit`` is who plays: a person, a pair or a team; ``person`` whose thumb it was."""

    type: Literal["sort/card_placed"] = "sort/card_placed"
    unit: str
    person: PersonId
    card: str
    bin: str | None = None


class OrderMade(Event):
    type: Literal["sort/order_made"] = "sort/order_made"
    unit: str
    person: PersonId
    deck: str
    cards: list[str]


class HandedIn(Event):
    """``on`` False: it was taken back to be changed."""

    type: Literal["sort/handed_in"] = "sort/handed_in"
    unit: str
    person: PersonId
    on: bool = True


class CardsRevealed(Event):
    """``lit`` is the card in the middle of the wall. ``on`` False: they are covered again."""

    type: Literal["sort/cards_revealed"] = "sort/cards_revealed"
    cards: list[str]
    lit: str | None = None
    on: bool = True


class ItemSpotlit(Event):
    type: Literal["sort/item_spotlit"] = "sort/item_spotlit"
    item: str | None = None


class KeyEdited(Event):
    """What is right from now on, by card. ``corrected`` are all cards whose key changed after the room had seen it."""

    type: Literal["sort/key_edited"] = "sort/key_edited"
    bins: dict[str, list[str]]
    corrected: list[str]


class TalkMoved(Event):
    type: Literal["sort/talk_moved"] = "sort/talk_moved"
    to: TalkIs
    card: str | None = None


class SideTaken(Event):
    type: Literal["sort/side_taken"] = "sort/side_taken"
    card: str
    person: PersonId
    side: str


class ReasonGiven(Event):
    """A person's one line about a card, or about the question; the id stays when the line is written anew."""

    type: Literal["sort/reason_given"] = "sort/reason_given"
    reason: str
    text: Kept
    person: PersonId
    team: TeamId | None = None
    card: str | None = None
    side: str | None = None
    at: Ms | None = None


class ReasonHidden(Event):
    type: Literal["sort/reason_hidden"] = "sort/reason_hidden"
    reason: str
    on: bool


class StageRestored(Event):
    """The sort is again in the phase it was in."""

    type: Literal["sort/stage_restored"] = "sort/stage_restored"
    phase: Phase | None = None
    seed: str | None = None
    talk: TalkIs
    card: str | None = None


COMMANDS: tuple[type[Command], ...] = (
    Place, PutInOrder, HandIn, ChangeAgain, TakeSide, GiveReason,
    MakePairs, RevealCard, RevealAll, Spotlight, EditKey, OpenTalk, CloseTalk, HideReason, RestoreReason,
)  # fmt: skip
EVENTS: tuple[type[Event], ...] = (
    CardsDealt, PairsMade, CardPlaced, OrderMade, HandedIn, CardsRevealed, ItemSpotlit, KeyEdited,
    TalkMoved, SideTaken, ReasonGiven, ReasonHidden, StageRestored,
)  # fmt: skip

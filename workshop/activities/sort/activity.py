"""Cards with right answers: put into bins, matched, brought into an order; then revealed and talked about.

Read in this order: ``config`` (what a course says), ``messages`` (wishes and facts), ``dealing`` (which cards),
``state`` (what is known), ``scoring`` (what is right), this file and ``talking`` (what may happen), ``views`` (who sees
what), ``takeaway`` (what the report holds).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from immutables import Map

from workshop.activities.sort import messages as m
from workshop.activities.sort import putting_right, talking
from workshop.activities.sort.config import SortConfig
from workshop.activities.sort.dealing import key_in
from workshop.activities.sort.scoring import contested
from workshop.activities.sort.state import Answer, Reason, SortState, entered, fresh_sort, with_answer
from workshop.activities.sort.takeaway import report
from workshop.activities.sort.views import view
from workshop.core.activity import (
    Audience,
    By,
    Command,
    Event,
    Given,
    PersonId,
    Progress,
    RoomView,
    Seat,
    Source,
    StepEntered,
    Wording,
)
from workshop.core.course import Block, Course
from workshop.core.errors import Quoting, Refused
from workshop.core.library import Deck
from workshop.core.patch import View
from workshop.core.report import Reader, Report
from workshop.parts import seating


class Sort:
    """The kind ``sort``."""

    kind = "sort"
    config = SortConfig
    commands = m.COMMANDS
    events = m.EVENTS

    def start(self, config: SortConfig, block: Block, course: Course) -> SortState:
        return fresh_sort(config, block, course)

    # --- decide -------------------------------------------------------------------------------------------------

    def decide(self, state: SortState, command: Any, by: By, room: RoomView) -> list[Event]:
        if room.closed and not by.facilitates:
            raise Refused("room/block_closed")
        match command:
            case m.Place():
                return _place(state, command, by, room)
            case m.PutInOrder():
                return _put_in_order(state, command, by, room)
            case m.HandIn():
                return _hand_in(state, by, room)
            case m.ChangeAgain():
                return _change_again(state, by, room)
            case m.TakeSide() | m.GiveReason() | m.OpenTalk() | m.CloseTalk() | m.HideReason() | m.RestoreReason():
                return talking.decide(state, command, by, room)
            case m.MakePairs():
                return _make_pairs(state, by, room)
            case m.RevealCard(card=handle):
                return _reveal(state, handle, room)
            case m.RevealAll():
                left = [card for card in contested(state, state.dealt(room.mode)) if card not in state.revealed]
                _revealing(state)
                return [m.CardsRevealed(cards=left)] if left else []
            case m.Spotlight():
                return _spotlight(state, command)
            case m.EditKey(card=handle, bins=bins):
                return _edit_key(state, handle, bins)
            case _:
                raise TypeError(f"not a sort command: {command!r}")

    # --- apply --------------------------------------------------------------------------------------------------

    def apply(self, state: SortState, event: Any) -> SortState:
        match event:
            case m.CardsDealt(cards=cards):
                return replace(state, cards=tuple(cards))
            case m.PairsMade(pairs=made):
                return replace(state, pairs=Map({pair: frozenset(members) for pair, members in made.items()}))
            case m.CardPlaced(unit=unit):
                return with_answer(state, unit, _with_placed(state.answer(unit), event))
            case m.OrderMade(unit=unit):
                return with_answer(state, unit, _with_order(state, event))
            case m.HandedIn(unit=unit, on=on):
                answer = state.answer(unit)
                return with_answer(state, unit, replace(answer, handed_in=on, hands=answer.hands + on))
            case m.CardsRevealed(cards=cards, lit=lit, on=on):
                kept = tuple(card for card in state.revealed if card not in cards)
                return replace(state, revealed=(*kept, *cards) if on else kept, lit=lit)
            case m.ItemSpotlit(item=item):
                return replace(state, lit=item)
            case m.KeyEdited(bins=bins, corrected=corrected):
                return replace(state, keys=_with_keys(state, bins), corrected=frozenset(corrected))
            case m.TalkMoved(to=to, card=card):
                return replace(state, talk=to, talked=card)
            case m.SideTaken(card=card, person=person, side=side):
                return replace(state, sides=state.sides.set((card, person), side))
            case m.ReasonGiven():
                return _with_reason(state, event)
            case m.ReasonHidden(reason=reason, on=on):
                hidden = replace(state.reasons[reason], hidden=on)
                lit = None if on and state.lit == reason else state.lit
                return replace(state, reasons=state.reasons.set(reason, hidden), lit=lit)
            case m.StageRestored():
                return putting_right.with_stage_again(state, event)
            case StepEntered(block=block, step=step, at=at):
                return entered(state, step, f"{block}/{at}")
            case _:
                return state

    # --- the rest -----------------------------------------------------------------------------------------------

    def view(self, state: SortState, audience: Audience, room: RoomView) -> View:
        return view(state, audience, room)

    def report(self, state: SortState, reader: Reader, room: RoomView) -> Report:
        return report(state, reader, room)

    def progress(self, state: SortState, room: RoomView) -> Progress:
        """Who has handed in; in pairs everybody whose pair has."""
        if room.step is None or state.phase_of.get(room.step.id) != "play":
            return Progress()
        answers = state.answers.of
        counts = {unit: len(answer.placed) for unit, answer in answers.items() if answer.placed}
        done = frozenset(unit for unit, answer in answers.items() if answer.handed_in)
        if state.config.play == "team" and room.teams:
            return Progress("team", done, counts)
        if state.config.play == "pair":
            members = {person: pair for pair, people in state.pairs.items() for person in people}
            done |= frozenset(person for person, pair in members.items() if pair in done)
            counts |= {person: counts[pair] for person, pair in members.items() if pair in counts}
        return Progress("person", done, counts)

    def gives(self, state: SortState, select: str) -> Given:
        return talking.gives(state, select)

    def sources(self, config: SortConfig) -> tuple[Source, ...]:
        return ()

    def groups(self, state: SortState) -> Mapping[str, frozenset[PersonId]]:
        return state.pairs

    def seats(self, state: SortState) -> tuple[Seat, ...]:
        return ()

    def concerns(self, event: Any) -> frozenset[PersonId]:
        match event:
            case (
                m.CardPlaced(person=person) | m.OrderMade(person=person) | m.HandedIn(person=person)
                | m.SideTaken(person=person) | m.ReasonGiven(person=person)
            ):  # fmt: skip
                return frozenset({person})
            case _:
                return frozenset()

    def reverse(self, before: SortState, event: Any) -> list[Event]:
        return putting_right.reverse(before, event, self.apply)

    def touches(self, event: Any) -> frozenset[str]:
        return putting_right.touches(event)

    def wrote(self, event: Any) -> Wording | None:
        return Wording(event.reason, event.person) if isinstance(event, m.ReasonGiven) else None

    def ahead(self, state: SortState, room: RoomView) -> Command | None:
        """Pairs before the game, card after card when they are revealed, then the next card to talk about."""
        if room.step is None or room.closed:
            return None
        match state.phase_of.get(room.step.id):
            case "brief" | "play" if _wants_pairs(state) and len(_here(room)) > 1:
                return m.MakePairs(type="sort/make_pairs")
            case "reveal":
                left = [card for card in contested(state, state.dealt(room.mode)) if card not in state.revealed]
                if left and state.config.reveal == "card":
                    return m.RevealCard(type="sort/reveal_card", card=state.handle(left[0]))
                return m.RevealAll(type="sort/reveal_all") if left else None
            case "talk":
                return talking.onward(state, room)
            case _:
                return None

    def anonymous(self, config: SortConfig) -> bool:
        return False

    def not_yet(self, config: SortConfig) -> tuple[str, ...]:
        return ()


# --- playing ------------------------------------------------------------------------------------------------------


def _place(state: SortState, command: m.Place, by: By, room: RoomView) -> list[Event]:
    unit, person = _playing(state, by, room)
    card = _card(state, command.card, room)
    deck = state.deck_of(card)
    if deck.mode == "order":
        raise Refused("sort/put_in_order")
    if command.bin is not None and command.bin not in state.bins(deck):
        raise Refused("sort/no_such_bin")
    if card in _locked(state, room):
        raise Refused("sort/revealed")
    if state.answer(unit).placed.get(card) == command.bin:
        return []
    return [*_deal(state, room), m.CardPlaced(unit=unit, person=person, card=card, bin=command.bin)]


def _put_in_order(state: SortState, command: m.PutInOrder, by: By, room: RoomView) -> list[Event]:
    unit, person = _playing(state, by, room)
    deck = next((deck for deck in state.table.decks if deck.id == command.deck and deck.mode == "order"), None)
    if deck is None:
        raise Refused("sort/no_such_deck")
    cards = [_card(state, handle, room) for handle in command.cards]
    if len(set(cards)) < len(cards) or any(state.deck_of(card).id != deck.id for card in cards):
        raise Refused("sort/no_such_card")
    if any(card in _locked(state, room) for card in cards):
        raise Refused("sort/revealed")
    if cards == _in_order(state.answer(unit), state, deck):
        return []
    return [*_deal(state, room), m.OrderMade(unit=unit, person=person, deck=deck.id, cards=cards)]


def _hand_in(state: SortState, by: By, room: RoomView) -> list[Event]:
    unit, person = _playing(state, by, room)
    placed, locked = state.answer(unit).placed, _locked(state, room)
    missing = [card for card in state.dealt(room.mode) if card not in placed and card not in locked]
    check = room.block.check("all_placed")
    if missing and (check is None or check.level == "block"):
        raise Refused("sort/not_all_placed", missing=len(missing))
    _may_hand_in(by, room)
    return [*_deal(state, room), m.HandedIn(unit=unit, person=person)]


def _change_again(state: SortState, by: By, room: RoomView) -> list[Event]:
    unit, person = _playing(state, by, room, again=True)
    answer = state.answer(unit)
    if not answer.handed_in:
        return []
    if answer.hands >= state.config.tries:
        raise Refused("sort/no_tries_left", tries=state.config.tries)
    _may_hand_in(by, room)
    return [m.HandedIn(unit=unit, person=person, on=False)]


def _playing(state: SortState, by: By, room: RoomView, *, again: bool = False) -> tuple[str, PersonId]:
    """Who plays and whose thumb it is: alone, for their pair or for their team."""
    if state.phase != "play":
        raise Refused("sort/not_playing")
    if room.locked:
        raise Refused("room/locked")
    if by.person is None:
        raise Refused("room/participants_only")
    unit = by.person
    if state.config.play == "team" and by.team:
        unit = by.team
    if state.config.play == "pair":
        unit = state.pair_of(by.person) or by.person
    if state.answer(unit).handed_in and not again:
        raise Refused("sort/handed_in")
    return unit, by.person


def _may_hand_in(by: By, room: RoomView) -> None:
    """Where somebody writes for the team, they hand in; any member places cards."""
    team = room.teams.get(by.team or "")
    if team and team.scribe and not by.scribe and _plays_in_teams(room):
        raise Quoting("sort/scribe_only", scribe=room.name(team.scribe) or "")


def _plays_in_teams(room: RoomView) -> bool:
    return room.block.config.get("play") == "team"


def _card(state: SortState, handle: str, room: RoomView) -> str:
    """The dealt card of a handle; raises ``Refused`` for any other."""
    card = state.card(handle)
    if card is None or card not in state.dealt(room.mode):
        raise Refused("sort/no_such_card")
    return card


def _locked(state: SortState, room: RoomView) -> frozenset[str]:
    """Cards whose answer has been seen, so that nobody can give it any more; of an order one card is enough."""
    orders = {deck.id for card in state.revealed if (deck := state.deck_of(card)).mode == "order"}
    of_orders = (card for card in state.dealt(room.mode) if state.deck_of(card).id in orders)
    return frozenset(state.revealed).union(of_orders)


def _deal(state: SortState, room: RoomView) -> list[Event]:
    """With the first card that anybody places it is settled which cards are played."""
    return [m.CardsDealt(cards=list(state.dealt(room.mode)))] if state.cards is None else []


def _in_order(answer: Answer, state: SortState, deck: Deck) -> list[str]:
    of_deck = [card for card in answer.placed if state.deck_of(card).id == deck.id]
    return sorted(of_deck, key=lambda card: int(answer.placed[card]))


def _with_placed(answer: Answer, event: m.CardPlaced) -> Answer:
    if event.bin is None:
        return replace(answer, placed=_without(answer.placed, event.card), by=_without(answer.by, event.card))
    return replace(answer, placed=answer.placed.set(event.card, event.bin), by=answer.by.set(event.card, event.person))


def _with_order(state: SortState, event: m.OrderMade) -> Answer:
    answer = state.answer(event.unit)
    placed, thumbs = answer.placed, answer.by
    for card in answer.placed:
        if state.deck_of(card).id == event.deck:
            placed, thumbs = placed.delete(card), _without(thumbs, card)
    placed = placed.update({card: str(place + 1) for place, card in enumerate(event.cards)})
    return replace(answer, placed=placed, by=thumbs.update(dict.fromkeys(event.cards, event.person)))


def _without(things: Map[str, str], key: str) -> Map[str, str]:
    return things.delete(key) if key in things else things


def _here(room: RoomView) -> list[PersonId]:
    return [person.id for person in room.people.values() if not person.removed]


def _wants_pairs(state: SortState) -> bool:
    return state.config.play == "pair" and not state.pairs and not state.answers.of


def _make_pairs(state: SortState, by: By, room: RoomView) -> list[Event]:
    if state.config.play != "pair":
        raise Refused("sort/no_pairs")
    if state.answers.of:
        raise Refused("sort/pairs_play")
    here = _here(room)
    if len(here) < 2:
        raise Refused("sort/too_few")
    return [m.PairsMade(pairs={pair: list(members) for pair, members in seating.dealt(here, 2, by.seed).items()})]


# --- revealing ----------------------------------------------------------------------------------------------------


def _revealing(state: SortState) -> None:
    if state.phase not in ("reveal", "talk"):
        raise Refused("sort/not_revealing")


def _reveal(state: SortState, handle: str, room: RoomView) -> list[Event]:
    _revealing(state)
    card = _card(state, handle, room)
    if card in state.revealed:
        raise Refused("room/already")
    return [m.CardsRevealed(cards=[card], lit=card)]


def _spotlight(state: SortState, command: m.Spotlight) -> list[Event]:
    """A card that was revealed, or a reason that the room may read."""
    reason = state.reasons.get(command.reason or "")
    item = reason.id if reason else state.card(command.card or "")
    if item is None or not (talking.is_shown(state, reason) if reason else item in state.revealed):
        raise Refused("sort/not_on_wall")
    if not command.on:
        return [m.ItemSpotlit()] if state.lit == item else []
    return [m.ItemSpotlit(item=item)] if state.lit != item else []


def _edit_key(state: SortState, handle: str, bins: list[str]) -> list[Event]:
    card = state.card(handle)
    if card is None:
        raise Refused("sort/no_such_card")
    deck = state.deck_of(card)
    allowed = state.bins(deck)
    right = [one for one in allowed if one in bins]
    if not right or set(bins) - set(allowed) or (deck.mode == "order" and len(right) > 1):
        raise Refused("sort/no_such_bin")
    new = _moved(state, deck, card, int(right[0])) if deck.mode == "order" else {card: right}
    changed = {one: key for one, key in new.items() if tuple(key) != state.key(one)}
    if not changed:
        return []
    seen = {one for one in changed if one in state.revealed}
    return [m.KeyEdited(bins=changed, corrected=sorted(state.corrected | seen))]


def _with_keys(state: SortState, bins: Mapping[str, list[str]]) -> Map[str, tuple[str, ...]]:
    """The corrections; a key that is again as the course has it is none."""
    keys = state.keys.update({card: tuple(right) for card, right in bins.items()})
    for card in bins:
        if set(keys[card]) == set(key_in(*state.table.cards[card])):
            keys = keys.delete(card)
    return keys


def _moved(state: SortState, deck: Deck, card: str, place: int) -> dict[str, list[str]]:
    """The order with this card at its new place; the others close up."""
    order = [one for one in state.table.names if state.deck_of(one).id == deck.id and one != card]
    order.sort(key=lambda one: int(state.key(one)[0]))
    order.insert(place - 1, card)
    return {one: [str(n + 1)] for n, one in enumerate(order)}


# --- talking ------------------------------------------------------------------------------------------------------


def _with_reason(state: SortState, event: m.ReasonGiven) -> SortState:
    """The line as it reads now; written anew it keeps its place, and stays hidden if it was."""
    old = state.reasons.get(event.reason)
    reason = Reason(
        event.reason, event.text, event.person, event.team, event.card, event.side,
        arrival=old.arrival if old else len(state.reasons), at=event.at, hidden=old.hidden if old else False,
    )  # fmt: skip
    sides = state.sides
    if event.card and event.side:
        sides = sides.set((event.card, event.person), event.side)
    return replace(state, reasons=state.reasons.set(reason.id, reason), sides=sides)

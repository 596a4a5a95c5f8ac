"""Groups in a room where people come late, leave in the middle and sit out: who goes where, and with which cases."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping

from workshop.activities.rounds import messages as m
from workshop.activities.rounds.state import RoundsState, rank_of, seating
from workshop.core.activity import By, Event, PersonId, RoomView, Seat
from workshop.core.errors import Refused
from workshop.parts.seating import Group, Seating, dealt, joined, left, met_in, moved, swapped, times_in, turned

Decks = dict[str, list[str]]


def here(state: RoundsState, room: RoomView) -> list[PersonId]:
    """Everybody who can take part, in the order they came."""
    people = sorted(room.people.values(), key=lambda person: person.rank)
    return [person.id for person in people if not person.removed and person.id not in state.absent]


def waiting(state: RoundsState, room: RoomView) -> list[PersonId]:
    """Those who are here and sit nowhere."""
    return [person for person in here(state, room) if state.group_of(person) is None]


def rounds_in(room: RoomView) -> int:
    """How many rounds there are in this mode."""
    return max((step.rounds(room.mode) for step in room.block.steps if step.minutes.of(room.mode)), default=1)


# --- dealing ------------------------------------------------------------------------------------------------------


def deal(state: RoundsState, by: By, room: RoomView) -> list[Event]:
    """New groups for everybody who is here; nothing where nobody is."""
    people = here(state, room)
    if not people:
        return []
    earlier = _earlier(state, room)
    had = {person: n for person, n in _had_first(state, room).items() if person in people}
    groups = _kept(state, room, people) if state.config.rotate == "keep" else {}
    if not groups:
        counted = {person: had.get(person, 0) + n for person, n in _played(state).items()}
        groups = dealt(
            people,
            state.config.size,
            by.seed,
            met=met_in([*earlier, *_seats_before(state)]),
            had_first={**had, **counted},
            turns=max(1, rounds_in(room) - state.round),
        )
    forgotten = {person: 0 for person in state.had if person not in had}
    return _seated(state, groups, by, room, decks=decks(state, groups, by, room), had={**forgotten, **had})


def _earlier(state: RoundsState, room: RoomView) -> list[Seat]:
    return [seat for seat in room.seats if seat.block != state.block]


def _had_first(state: RoundsState, room: RoomView) -> Mapping[PersonId, int]:
    """First roles in the earlier blocks."""
    return times_in(_earlier(state, room), state.config.roles[0].id)


def _played(state: RoundsState) -> Mapping[PersonId, int]:
    """First roles in the earlier rounds of this block."""
    played: dict[PersonId, int] = {}
    for round_, groups in state.seats.items():
        for people in groups.values() if round_ < state.round else ():
            played[people[0]] = played.get(people[0], 0) + 1
    return played


def _seats_before(state: RoundsState) -> Iterator[Seat]:
    for round_, groups in state.seats.items():
        for group, people in groups.items() if round_ < state.round else ():
            yield from (Seat(state.block, round_, group, person, "") for person in people)


def _kept(state: RoundsState, room: RoomView, people: list[PersonId]) -> Seating:
    """The groups of an earlier block, one role further, without those who are gone and with those who are new."""
    seats = [seat for seat in room.seats if seat.block == state.config.start_offset_from]
    last = max((seat.round for seat in seats), default=0)
    roles = state.config.role_ids
    groups: dict[str, Group] = {}
    for seat in sorted((seat for seat in seats if seat.round == last), key=lambda seat: roles.index(seat.role)):
        groups[seat.group] = (*groups.get(seat.group, ()), seat.person)
    had = times_in(seats, roles[0])
    kept: Seating = {group: turned(members, had) for group, members in groups.items()}
    for person in {person for members in groups.values() for person in members} - set(people):
        kept = left(kept, person, state.config.size)
    seated = {person for members in kept.values() for person in members}
    for person in people if kept else ():
        if person not in seated:
            kept = joined(kept, person, state.config.size)
    return kept


def decks(state: RoundsState, groups: Iterable[str], by: By, room: RoomView) -> Decks:
    """For every group its cases (or secret cards), one a round, none twice as long as there are enough.

    Neighbours in a team begin with different ones. What the plan says of a round stands there.
    """
    every = _to_deal(state, room)
    if not every:
        return {}
    base = random.Random(f"{by.seed}/decks").sample(every, len(every)) if _draws(state) else every
    shift = 1 if _draws(state) else 0
    return {
        group: _planned(
            state, [base[(n * shift + at) % len(base)] for at in range(max(len(base), state.config.rounds))]
        )
        for n, group in enumerate(groups)
    }


def _draws(state: RoundsState) -> bool:
    return state.config.deals_cards or state.config.case_choice in ("draw", "own")


def _to_deal(state: RoundsState, room: RoomView) -> list[str]:
    if state.config.deals_cards:
        case = room.course.cases.get(state.config.cards or "")
        return [card.type for card in case.cards] if case else []
    cases = state.config.cases
    return cases[:1] if state.config.case_choice == "fixed" else list(cases)


def _planned(state: RoundsState, cards: list[str]) -> list[str]:
    for plan in state.config.rounds_plan:
        if plan.case:
            cards = put(cards, plan.round - 1, plan.case)
    return cards


def put(cards: Iterable[str], at: int, card: str) -> list[str]:
    """The deck with this card in a round; where it stood before stands what it replaces."""
    deck = list(cards)
    if at >= len(deck):
        return [*deck, card]
    if card in deck:
        other = deck.index(card)
        deck[other] = deck[at]
    deck[at] = card
    return deck


# --- coming, going, changing places -------------------------------------------------------------------------------


def seated_anew(state: RoundsState, by: By, room: RoomView) -> list[Event]:
    """Whoever came gets a place, whoever went leaves none empty; where there are no groups yet they are dealt."""
    if room.step is None or room.closed:
        return []
    if not state.groups:
        return deal(state, by, room)
    groups, present = seating(state.groups), here(state, room)
    for person in _seated_people(state):
        if person not in present:
            groups = left(groups, person, state.config.size)
    for person in present:
        if state.group_of(person) is None:
            groups = joined(groups, person, state.config.size)
    return changed(state, groups, by, room)


def swap(state: RoundsState, one: PersonId, other: PersonId, by: By, room: RoomView) -> list[Event]:
    if one == other or state.group_of(one) is None or state.group_of(other) is None:
        raise Refused("rounds/no_seat")
    return changed(state, swapped(seating(state.groups), one, other), by, room)


def move(state: RoundsState, person: PersonId, group: str, by: By, room: RoomView) -> list[Event]:
    if group not in state.groups:
        raise Refused("rounds/no_such_group")
    if person not in here(state, room):
        raise Refused("rounds/no_seat")
    if state.group_of(person) == group:
        return []
    return changed(state, moved(seating(state.groups), person, group, state.config.size), by, room)


def set_absent(state: RoundsState, person: PersonId, on: bool, by: By, room: RoomView) -> list[Event]:
    found = room.people.get(person)
    if found is None or found.removed:
        raise Refused("room/no_such_person")
    if (person in state.absent) == on:
        return []
    events: list[Event] = [m.AbsentSet(person=person, on=on)]
    if not state.groups:
        return events
    size, groups = state.config.size, seating(state.groups)
    return events + changed(state, left(groups, person, size) if on else joined(groups, person, size), by, room)


def changed(state: RoundsState, groups: Seating, by: By, room: RoomView) -> list[Event]:
    """What is different from the groups of this round; a new group gets cases that its people have not had.

    Whoever was not there when the groups were dealt brings along how often they had the first role before.
    """
    new = [group for group in groups if group not in state.groups]
    fresh = {group: _unseen(state, groups[group], cards) for group, cards in decks(state, new, by, room).items()}
    seated = {person for people in groups.values() for person in people}
    had = {person: n for person, n in _had_first(state, room).items() if person in seated}
    return _seated(state, groups, by, room, decks=fresh, had=had)


def _unseen(state: RoundsState, people: Group, cards: list[str]) -> list[str]:
    """Cases that any of these people has had come to the end, behind this round."""
    groups = {state.group_of(person) for person in people}
    had = {card for group in groups if group for card in state.decks.get(group, ())[: state.round + 1]}
    past, ahead = cards[: state.round], cards[state.round :]
    return [*past, *sorted(ahead, key=lambda card: card in had)] if not state.config.rounds_plan else cards


def _seated(
    state: RoundsState, groups: Seating, by: By, room: RoomView, *, decks: Decks, had: Mapping[PersonId, int]
) -> list[Event]:
    before = state.groups
    change = {group: list(people) for group, people in groups.items() if before.get(group) != people}
    gone = sorted((group for group in before if group not in groups), key=rank_of)
    if not change and not gone:
        return []
    touched = [*(people for group, people in before.items() if group in change or group in gone), *change.values()]
    known = {group: cards for group, cards in decks.items() if list(state.decks.get(group, ())) != cards}
    return [
        m.Seated(
            round=state.round,
            groups=change | {group: [] for group in gone},
            decks=known | {group: [] for group in gone if group in state.decks},
            had={person: n for person, n in had.items() if state.had.get(person, 0) != n},
            people=sorted({person for people in touched for person in people}),
        )
    ]


def _seated_people(state: RoundsState) -> list[PersonId]:
    return [person for people in seating(state.groups).values() for person in people]

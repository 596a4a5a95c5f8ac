"""What the facilitator may do with groups, cases and lines."""

from __future__ import annotations

from typing import Any

from workshop.activities.rounds import messages as m
from workshop.activities.rounds import seats
from workshop.activities.rounds.briefs import case_of
from workshop.activities.rounds.state import RoundsState, seating
from workshop.core.activity import By, Event, RoomView
from workshop.core.errors import Refused
from workshop.parts.seating import Group


def decide(state: RoundsState, command: Any, by: By, room: RoomView) -> list[Event]:
    """What follows from a facilitator's command; raises ``Refused``."""
    match command:
        case m.Deal():
            return _deal(state, by, room)
        case m.Swap(persons=[one, other]):
            return seats.swap(state, one, other, by, room)
        case m.Move(person=person, group=group):
            return seats.move(state, person, group, by, room)
        case m.SetAbsent(person=person, on=on):
            return seats.set_absent(state, person, on, by, room)
        case m.ReleaseTwist(group=group):
            return _release_twist(state, group, room)
        case m.Remind():
            if state.place is None:
                raise Refused("rounds/not_now")
            return [m.Reminded(place=state.place)] if state.reminded != state.place else []
        case m.ReleaseLine(line=line, on=on):
            return _release_line(state, line, on)
        case m.Spotlight(line=line, on=on):
            return _spotlight(state, line, on)
        case _:
            return _decide_in_group(state, command, room)


def _deal(state: RoundsState, by: By, room: RoomView) -> list[Event]:
    if not seats.here(state, room):
        raise Refused("rounds/nobody")
    return seats.deal(state, by, room)


def _decide_in_group(state: RoundsState, command: Any, room: RoomView) -> list[Event]:
    group: str = command.group
    people = _group(state, group)
    match command:
        case m.DealCase(case=case):
            return _deal_case(state, group, people, case, room)
        case m.ResendBrief():
            return [_resent(state, group, people)]
        case m.GoOn():
            going_on = m.Stopped(round=state.round, group=group, on=False, people=sorted(people))
            return [going_on] if state.talk(group).stopped else []
        case _:
            raise TypeError(f"not a command of rounds: {command!r}")


def _group(state: RoundsState, group: str) -> Group:
    people = state.cast(group)
    if not people:
        raise Refused("rounds/no_such_group")
    return people


def _resent(state: RoundsState, group: str, people: Group) -> Event:
    times = state.talk(group).resent + 1
    return m.BriefResent(round=state.round, group=group, times=times, people=sorted(people))


def _deal_case(state: RoundsState, group: str, people: Group, case: str | None, room: RoomView) -> list[Event]:
    """Another case for this round. The one it takes the place of comes later, if at all; everybody reads anew."""
    deck = list(state.decks.get(group, ()))
    if case is not None and case not in state.config.cases:
        raise Refused("rounds/no_such_case")
    if not deck:
        raise Refused("rounds/no_other_case")
    now = deck[state.round % len(deck)]
    ahead = [*deck[state.round + 1 :], *deck[: state.round]]
    wanted = case or next((card for card in ahead if card != now), None)
    if wanted is None:
        raise Refused("rounds/no_other_case")
    events: list[Event] = []
    if wanted != now:
        cards = seats.put(deck, state.round % len(deck), wanted)
        events.append(m.DeckSet(group=group, cards=cards, people=sorted(people)))
    if state.talk(group).own:
        events.append(m.CaseChosen(round=state.round, group=group, own=False, people=sorted(people)))
    return [*events, _resent(state, group, people)] if events else []


def _release_twist(state: RoundsState, group: str | None, room: RoomView) -> list[Event]:
    if state.phase != "play":
        raise Refused("rounds/not_now")
    groups = [group] if group is not None else list(seating(state.groups))
    for wanted in groups:
        _group(state, wanted)
    ready = [one for one in groups if _has_twist(state, one, room)]
    if not ready:
        raise Refused("rounds/no_twist")
    return [m.TwistReleased(round=state.round, group=one, people=sorted(state.cast(one))) for one in ready]


def _has_twist(state: RoundsState, group: str, room: RoomView) -> bool:
    """A twist that is not out yet; a case of somebody's own has none, and nothing happens to a group that stopped."""
    case, talk = case_of(state, group, room), state.talk(group)
    return case is not None and case.twist is not None and not (talk.twist or talk.own or talk.stopped)


def _release_line(state: RoundsState, line: str, on: bool) -> list[Event]:
    _allowed(state, line)
    if (line in state.released) == on:
        return []
    off: list[Event] = [m.LineSpotlit(line=None)] if not on and state.spotlit == line else []
    return [*off, m.LineReleased(line=line, on=on)]


def _spotlight(state: RoundsState, line: str, on: bool) -> list[Event]:
    if on:
        _allowed(state, line)
        up: list[Event] = [m.LineReleased(line=line)] if line not in state.released else []
        return [*up, m.LineSpotlit(line=line)] if up or state.spotlit != line else []
    return [m.LineSpotlit(line=None)] if state.spotlit == line else []


def _allowed(state: RoundsState, line: str) -> None:
    """Only lines whose writers let the room see them."""
    key = state.line_of.get(line)
    found = state.lines.get(key) if key else None
    if found is None or not found.permitted:
        raise Refused("rounds/not_allowed")

"""People rate themselves on what came out on top of the last vote. Only they ever see it."""

from __future__ import annotations

from typing import Any

from immutables import Map

from workshop.activities.board.checks import input_open
from workshop.activities.board.config import Discuss, Vote
from workshop.activities.board.messages import rating as m
from workshop.activities.board.state import BoardState
from workshop.activities.board.topic import Topic, only
from workshop.activities.board.voting import first_places
from workshop.core.activity import By, Event, RoomView
from workshop.core.course import Input
from workshop.core.errors import Refused
from workshop.core.frozen import replace

TOP = 3


def self_input(room: RoomView) -> Input | None:
    """The scale on which this step asks people to rate themselves, where it stays with them."""
    entries = room.step.inputs if room.step else ()
    return next((entry for entry in entries if entry.type == "scale" and entry.privacy == "self"), None)


def rated_on(state: BoardState) -> list[str]:
    """What came out on top of the last vote that was closed."""
    closed = [s for s in state.config.stages if isinstance(s, Vote) and state.ballot(s.id).state == "closed"]
    return first_places(state, closed[-1], TOP) if closed else []


def _rate(state: BoardState, command: m.RateSelf, by: By, room: RoomView) -> list[Event]:
    stage, entry = state.current(), self_input(room)
    if not isinstance(stage, Discuss) or entry is None:
        raise Refused("board/not_asked")
    input_open(room)
    if by.person is None:
        raise Refused("room/participants_only")
    if command.target not in rated_on(state):
        raise Refused("board/no_such_target")
    least, most = int(entry.min or 1), int(entry.max or 5)
    if not least <= command.value <= most:
        raise Refused("board/scale", least=least, most=most)
    if state.selves.get(by.person, Map()).get(command.target) == command.value:
        return []
    return [m.SelfRated(stage=stage.id, person=by.person, target=command.target, value=command.value)]


def _with_rated(state: BoardState, event: Any) -> BoardState:
    mine = state.selves.get(event.person, Map()).set(event.target, event.value)
    return replace(state, selves=state.selves.set(event.person, mine))


TOPIC = Topic(
    decides={m.RateSelf: _rate},
    applies={m.SelfRated: _with_rated},
    touches={m.SelfRated: lambda event: frozenset({f"self/{event.person}/{event.target}"})},
    concerns={m.SelfRated: lambda event: only(event.person)},
)

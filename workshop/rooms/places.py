"""Gives people a place in the activity that is on as soon as they come, and takes it when they go."""

from __future__ import annotations

from collections.abc import Iterable

from workshop.core.activity import By, Event, SeatsPeople, StepEntered
from workshop.rooms import messages as m
from workshop.rooms.kinds import kinds
from workshop.rooms.undo import Happened
from workshop.rooms.views import Picture

_SEATING = (m.PersonJoined, m.PersonAdmitted, m.PersonRemoved, m.PersonReturned, m.PersonForgotten, StepEntered)


def may_change_places(events: Iterable[Event]) -> bool:
    """Whether after these events of the room people may sit elsewhere."""
    return any(isinstance(event, _SEATING) for event in events)


def seated_anew(picture: Picture, by: By) -> list[Happened]:
    """What follows for the activity that is on; ``picture`` is the room after what happened to it."""
    state = picture.state
    run = state.runs.get(state.block or "")
    if state.block is None or run is None:
        return []
    activity = kinds()[state.course.blocks[state.block].kind].activity
    if not isinstance(activity, SeatsPeople):
        return []
    return [(state.block, event) for event in activity.seated_anew(run.state, by, picture.room_view(state.block))]

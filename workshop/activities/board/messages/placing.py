"""Moving notes to where they belong."""

from __future__ import annotations

from typing import Literal

from workshop.activities.board.messages.who import Facilitates, Participates
from workshop.core.activity import Command, Event, PersonId


class PlaceNote(Participates):
    """Put a note into another zone, in a stage that is for it."""

    type: Literal["board/place_note"]
    note: str
    zone: str


class MoveNote(Facilitates):
    """The same for the facilitator, at any time."""

    type: Literal["board/move_note"]
    note: str
    zone: str


class SwapZones(Facilitates):
    """What hangs in two zones changes places: on one board or, without it, on the room's."""

    type: Literal["board/swap_zones"]
    zones: list[str]
    board: str | None = None


class NoteMoved(Event):
    """``owner`` is the person on whose board it hangs, where it is a person's."""

    type: Literal["board/note_moved"] = "board/note_moved"
    note: str
    zone: str
    author: PersonId | None = None
    owner: PersonId | None = None


class ZonesSwapped(Event):
    """Two zones; ``authors`` wrote what was moved."""

    type: Literal["board/zones_swapped"] = "board/zones_swapped"
    zones: list[str]
    board: str | None = None
    authors: list[PersonId] = []


COMMANDS: tuple[type[Command], ...] = (PlaceNote, MoveNote, SwapZones)
EVENTS: tuple[type[Event], ...] = (NoteMoved, ZonesSwapped)

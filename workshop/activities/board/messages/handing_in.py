"""Choosing notes and sending them to the wall."""

from __future__ import annotations

from typing import Literal

from workshop.activities.board.config.levels import Level
from workshop.activities.board.messages.who import Facilitates, Participates
from workshop.core.activity import Command, Event


class TickNote(Participates):
    """The scribe chooses a note to hand in; everybody in the team sees the tick."""

    type: Literal["board/tick_note"]
    note: str
    on: bool


class HandIn(Participates):
    """The ticked notes go up on the wall: exactly as many as the course asks for, or up to as many as a call wants."""

    type: Literal["board/hand_in"]


class PutUp(Facilitates):
    """Hand a note in for a team (or somebody without one) whose phone is not there."""

    type: Literal["board/put_up"]
    note: str


class ReturnNote(Facilitates):
    """Send a note that was handed in back to its team."""

    type: Literal["board/return_note"]
    note: str


class NoteTicked(Event):
    type: Literal["board/note_ticked"] = "board/note_ticked"
    note: str
    on: bool


class NotesHandedIn(Event):
    """A team (or a person without one) gave its notes to the room. ``unit`` is the one that gave.

    ``call`` is what was called for, ``place`` where a card that came back stands in the order of arrival.
    """

    type: Literal["board/notes_handed_in"] = "board/notes_handed_in"
    stage: str
    unit: str
    notes: list[str]
    call: str | None = None
    place: int | None = None


class NoteReturned(Event):
    """``level`` None: to its team, as far as the board lets others read."""

    type: Literal["board/note_returned"] = "board/note_returned"
    note: str
    level: Level | None = None


COMMANDS: tuple[type[Command], ...] = (TickNote, HandIn, PutUp, ReturnNote)
EVENTS: tuple[type[Event], ...] = (NoteTicked, NotesHandedIn, NoteReturned)

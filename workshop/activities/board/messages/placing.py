"""Moving notes to where they belong."""

from __future__ import annotations

from typing import Literal

from workshop.activities.board.messages.who import Facilitates
from workshop.core.activity import Command, Event, PersonId


class MoveNote(Facilitates):
    type: Literal["board/move_note"]
    note: str
    zone: str


class NoteMoved(Event):
    type: Literal["board/note_moved"] = "board/note_moved"
    note: str
    zone: str
    author: PersonId | None = None


COMMANDS: tuple[type[Command], ...] = (MoveNote,)
EVENTS: tuple[type[Event], ...] = (NoteMoved,)

"""What the wall shows: examples, notes before their time, one note in the middle, and what is taken off."""

from __future__ import annotations

from typing import Literal

from workshop.activities.board.messages.who import Facilitates
from workshop.core.activity import Command, Event


class ShowExample(Facilitates):
    type: Literal["board/show_example"]
    on: bool


class ReleaseNotes(Facilitates):
    """Let the wall show the notes before the writing is over."""

    type: Literal["board/release_notes"]


class HideNote(Facilitates):
    type: Literal["board/hide_item"]
    note: str


class RestoreNote(Facilitates):
    type: Literal["board/restore_item"]
    note: str


class Spotlight(Facilitates):
    """Put one note in the middle of the wall; ``on`` False puts it back."""

    type: Literal["board/spotlight"]
    note: str
    on: bool


class ArchiveNote(Facilitates):
    """A note was talked about; ``on`` False opens it again."""

    type: Literal["board/archive"]
    note: str
    on: bool


class NotesReleased(Event):
    type: Literal["board/notes_released"] = "board/notes_released"


class NoteHidden(Event):
    type: Literal["board/note_hidden"] = "board/note_hidden"
    note: str
    on: bool


class NoteSpotlit(Event):
    type: Literal["board/note_spotlit"] = "board/note_spotlit"
    note: str
    on: bool


class NoteArchived(Event):
    type: Literal["board/note_archived"] = "board/note_archived"
    note: str
    on: bool


class ExampleShown(Event):
    type: Literal["board/example_shown"] = "board/example_shown"
    on: bool


COMMANDS: tuple[type[Command], ...] = (ShowExample, ReleaseNotes, HideNote, RestoreNote, Spotlight, ArchiveNote)
EVENTS: tuple[type[Event], ...] = (NotesReleased, NoteHidden, NoteSpotlit, NoteArchived, ExampleShown)

"""Writing, changing and taking back notes, on one's own phone or for somebody without one."""

from __future__ import annotations

from typing import Literal

from workshop.activities.board.config.levels import Level
from workshop.activities.board.messages.who import Facilitates, Participates
from workshop.core.activity import Command, Event, Ms, PersonId, TeamId
from workshop.core.said import Kept, Said


class AddNote(Participates):
    """Write a note. ``zone`` may be left out on a board that has only one.

    ``fields`` are what the course asks for beside the text, ``refs`` the notes it rests on; ``person`` is the colleague
    on whose board it goes.
    """

    type: Literal["board/add_note"]
    text: Said
    zone: str | None = None
    fields: dict[str, Said] = {}
    refs: list[str] = []
    person: PersonId | None = None


class EditNote(Participates):
    """Change one's own note while the stage is open; what is left out stays.

    ``person`` is the colleague on whose board it hangs: it says under which name the writer comes.
    """

    type: Literal["board/edit_note"]
    note: str
    text: Said
    zone: str | None = None
    fields: dict[str, Said] | None = None
    refs: list[str] | None = None
    person: PersonId | None = None


class DeleteNote(Participates):
    """Take one's own note back; ``person`` as above."""

    type: Literal["board/delete_note"]
    note: str
    person: PersonId | None = None


class EnterNote(Facilitates):
    """Write for a person or a team without a phone."""

    type: Literal["board/enter_note"]
    text: Said
    zone: str | None = None
    fields: dict[str, Said] = {}
    refs: list[str] = []
    team: TeamId | None = None
    person: PersonId | None = None


class NoteAdded(Event):
    """A note was written. In an anonymous block ``author`` is a pseudonym and ``at`` is left out; on the board of a
    colleague it is the writer's name towards that colleague.

    ``board`` is the team or person whose board it hangs on, None for the room's.
    """

    type: Literal["board/note_added"] = "board/note_added"
    note: str
    stage: str
    zone: str
    text: Kept
    author: PersonId | None = None
    team: TeamId | None = None
    entered: Literal["phone", "facilitator"] = "phone"
    at: Ms | None = None
    board: str | None = None
    fields: dict[str, Kept] = {}
    refs: list[str] = []


class NoteEdited(Event):
    """A note as it is from now on. ``editor`` is the one who changed it where that is not its writer."""

    type: Literal["board/note_edited"] = "board/note_edited"
    note: str
    text: Kept
    zone: str
    author: PersonId | None = None
    fields: dict[str, Kept] = {}
    refs: list[str] = []
    editor: PersonId | None = None


class NoteDeleted(Event):
    type: Literal["board/note_deleted"] = "board/note_deleted"
    note: str
    author: PersonId | None = None


class NoteUnwritten(Event):
    """A note that the facilitator had entered is as if it had never been written."""

    type: Literal["board/note_unwritten"] = "board/note_unwritten"
    note: str
    author: PersonId | None = None


class NotePutBack(Event):
    """And here it is again, as it was."""

    type: Literal["board/note_put_back"] = "board/note_put_back"
    note: str
    stage: str
    zone: str
    rank: int
    arrival: int
    text: Kept
    author: PersonId | None = None
    team: TeamId | None = None
    level: Level
    hidden: bool = False
    entered: Literal["phone", "facilitator", "course"]
    at: Ms | None = None
    board: str | None = None
    fields: dict[str, Kept] = {}
    refs: list[str] = []


COMMANDS: tuple[type[Command], ...] = (AddNote, EditNote, DeleteNote, EnterNote)
EVENTS: tuple[type[Event], ...] = (NoteAdded, NoteEdited, NoteDeleted, NoteUnwritten, NotePutBack)

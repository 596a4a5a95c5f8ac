"""What may be wished for on a board, and what may have happened there."""

from __future__ import annotations

from typing import ClassVar, Literal

from workshop.activities.board.config import Level
from workshop.core.activity import Command, Event, Ms, PersonId, TeamId
from workshop.core.said import Kept, Said


class Participates(Command):
    who: ClassVar[Literal["participant"]] = "participant"


class Facilitates(Command):
    who: ClassVar[Literal["facilitator"]] = "facilitator"


# --- wishes of the people at their phones -------------------------------------------------------------------------


class AddNote(Participates):
    """Write a note. ``zone`` may be left out on a board that has only one."""

    type: Literal["board/add_note"]
    text: Said
    zone: str | None = None


class EditNote(Participates):
    """Change one's own note while the stage is open."""

    type: Literal["board/edit_note"]
    note: str
    text: Said
    zone: str | None = None


class DeleteNote(Participates):
    type: Literal["board/delete_note"]
    note: str


class TickNote(Participates):
    """The scribe chooses a note to hand in; everybody in the team sees the tick."""

    type: Literal["board/tick_note"]
    note: str
    on: bool


class HandIn(Participates):
    """The ticked notes go up on the wall."""

    type: Literal["board/hand_in"]


class PlaceDots(Participates):
    """How many of my dots lie on this note from now on; 0 takes them back."""

    type: Literal["board/place_dots"]
    stage: str
    note: str
    dots: int


class Comment(Participates):
    """One line of my own while the room talks."""

    type: Literal["board/comment"]
    text: Said


# --- wishes of the facilitator ------------------------------------------------------------------------------------


class EnterNote(Facilitates):
    """Write for a person or a team without a phone."""

    type: Literal["board/enter_note"]
    text: Said
    zone: str | None = None
    team: TeamId | None = None
    person: PersonId | None = None


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


class MoveNote(Facilitates):
    type: Literal["board/move_note"]
    note: str
    zone: str


class ReturnNote(Facilitates):
    """Send a note that was handed in back to its team."""

    type: Literal["board/return_note"]
    note: str


class CloseVote(Facilitates):
    type: Literal["board/close_vote"]
    stage: str


class ReopenVote(Facilitates):
    """Let people vote again; every dot stays where it is."""

    type: Literal["board/reopen_vote"]
    stage: str


class BreakTie(Facilitates):
    """Put one note before the others that have as many dots."""

    type: Literal["board/break_tie"]
    stage: str
    note: str


# --- facts --------------------------------------------------------------------------------------------------------


class NoteAdded(Event):
    """A note was written. In an anonymous block ``author`` is a pseudonym and ``at`` is left out."""

    type: Literal["board/note_added"] = "board/note_added"
    note: str
    stage: str
    zone: str
    text: Kept
    author: PersonId | None = None
    team: TeamId | None = None
    entered: Literal["phone", "facilitator"] = "phone"
    at: Ms | None = None


class NoteEdited(Event):
    type: Literal["board/note_edited"] = "board/note_edited"
    note: str
    text: Kept
    zone: str
    author: PersonId | None = None


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


class StageRestored(Event):
    """The board is again in the stage it was in: what had opened is closed again, and the other way round."""

    type: Literal["board/stage_restored"] = "board/stage_restored"
    stage: str | None = None
    levels: dict[str, Level]
    ballots: dict[str, Literal["waiting", "open", "closed"]]
    reopened: bool


class NoteTicked(Event):
    type: Literal["board/note_ticked"] = "board/note_ticked"
    note: str
    on: bool


class NotesHandedIn(Event):
    """A team (or a person without one) gave its notes to the room. ``unit`` is the one that gave."""

    type: Literal["board/notes_handed_in"] = "board/notes_handed_in"
    stage: str
    unit: str
    notes: list[str]


class NoteReturned(Event):
    type: Literal["board/note_returned"] = "board/note_returned"
    note: str


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


class NoteMoved(Event):
    type: Literal["board/note_moved"] = "board/note_moved"
    note: str
    zone: str
    author: PersonId | None = None


class ExampleShown(Event):
    type: Literal["board/example_shown"] = "board/example_shown"
    on: bool


class DotsPlaced(Event):
    type: Literal["board/dots_placed"] = "board/dots_placed"
    stage: str
    person: PersonId
    team: TeamId | None = None
    note: str
    dots: int


class VoteMoved(Event):
    type: Literal["board/vote_moved"] = "board/vote_moved"
    stage: str
    to: Literal["waiting", "open", "closed"]


class TieBroken(Event):
    type: Literal["board/tie_broken"] = "board/tie_broken"
    stage: str
    note: str
    on: bool = True


class CommentAdded(Event):
    type: Literal["board/comment_added"] = "board/comment_added"
    comment: str
    stage: str
    text: Kept
    author: PersonId
    team: TeamId | None = None
    at: Ms | None = None


COMMANDS: tuple[type[Command], ...] = (
    AddNote, EditNote, DeleteNote, TickNote, HandIn, PlaceDots, Comment,
    EnterNote, ShowExample, ReleaseNotes, HideNote, RestoreNote, Spotlight, MoveNote, ReturnNote,
    CloseVote, ReopenVote, BreakTie,
)  # fmt: skip
EVENTS: tuple[type[Event], ...] = (
    NoteAdded, NoteEdited, NoteDeleted, NoteTicked, NotesHandedIn, NoteReturned, NotesReleased, NoteHidden,
    NoteSpotlit, NoteMoved, ExampleShown, DotsPlaced, VoteMoved, TieBroken, CommentAdded,
    NoteUnwritten, NotePutBack, StageRestored,
)  # fmt: skip

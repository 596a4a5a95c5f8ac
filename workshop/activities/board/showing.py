"""What the facilitator puts on the wall and takes off it."""

from __future__ import annotations

from workshop.activities.board.checks import note_of, shared_note
from workshop.activities.board.config import Discuss, Vote, Write
from workshop.activities.board.messages import showing as m
from workshop.activities.board.staging import stage_again
from workshop.activities.board.state import BoardState, opened, put_down, with_note
from workshop.activities.board.topic import Topic
from workshop.activities.board.writing import pointers_again
from workshop.core.activity import By, Event, RoomView
from workshop.core.errors import Refused
from workshop.core.frozen import replace


def _show_example(state: BoardState, command: m.ShowExample, by: By, room: RoomView) -> list[Event]:
    return [m.ExampleShown(on=command.on)] if command.on != state.example_shown else []


def _release(state: BoardState, command: m.ReleaseNotes, by: By, room: RoomView) -> list[Event]:
    if state.ceiling != "room":
        raise Refused("board/private")
    if not isinstance(state.current(), Write):
        raise Refused("board/not_writing")
    return [m.NotesReleased()]


def _spotlight(state: BoardState, command: m.Spotlight, by: By, room: RoomView) -> list[Event]:
    note = note_of(state, command.note)
    if command.on and not state.is_on_wall(note):
        raise Refused("board/not_on_wall")
    if not command.on and state.spotlit != note.id:
        return []
    return [m.NoteSpotlit(note=note.id, on=command.on)]


def _archive(state: BoardState, command: m.ArchiveNote, by: By, room: RoomView) -> list[Event]:
    """A note that is checked off leaves the middle of the wall."""
    note = note_of(state, command.note)
    if not isinstance(state.current(), Discuss):
        raise Refused("board/not_talking")
    if command.on and not state.is_on_wall(note):
        raise Refused("board/not_on_wall")
    if command.on == (note.id in state.archived):
        return []
    back = [m.NoteSpotlit(note=note.id, on=False)] if command.on and state.spotlit == note.id else []
    return [*back, m.NoteArchived(note=note.id, on=command.on)]


def _hide(state: BoardState, command: m.HideNote | m.RestoreNote, by: By, room: RoomView) -> list[Event]:
    note, on = shared_note(state, command.note), isinstance(command, m.HideNote)
    stage = state.current()
    if not on and isinstance(stage, Vote) and stage.target == "note" and state.ballot(stage.id).state == "open":
        raise Refused("board/vote_is_on")  # nothing is added to choose from while people vote
    return [m.NoteHidden(note=note.id, on=on)] if on != note.hidden else []


def _with_hidden(state: BoardState, event: m.NoteHidden) -> BoardState:
    state = with_note(state, replace(state.notes[event.note], hidden=event.on))
    return put_down(state, event.note) if event.on else state


def _with_spotlit(state: BoardState, event: m.NoteSpotlit) -> BoardState:
    return replace(state, spotlit=event.note if event.on and event.note in state.notes else None)


def _with_archived(state: BoardState, event: m.NoteArchived) -> BoardState:
    note = frozenset({event.note}) if event.note in state.notes else frozenset()
    return replace(state, archived=state.archived | note if event.on else state.archived - note)


def _shown_again(before: BoardState, event: m.NoteHidden) -> list[Event]:
    again = m.NoteHidden(note=event.note, on=before.notes[event.note].hidden)
    return [again, *pointers_again(before, event.note)]


def _lit_again(before: BoardState, event: m.NoteSpotlit) -> list[Event]:
    lit = before.spotlit
    return [m.NoteSpotlit(note=lit, on=True) if lit else m.NoteSpotlit(note=event.note, on=False)]


def _released(state: BoardState, event: m.NotesReleased) -> BoardState:
    return opened(state, "room")


TOPIC = Topic(
    decides={
        m.ShowExample: _show_example,
        m.ReleaseNotes: _release,
        m.HideNote: _hide,
        m.RestoreNote: _hide,
        m.Spotlight: _spotlight,
        m.ArchiveNote: _archive,
    },
    applies={
        m.NotesReleased: _released,
        m.NoteHidden: _with_hidden,
        m.NoteSpotlit: _with_spotlit,
        m.NoteArchived: _with_archived,
        m.ExampleShown: lambda state, event: replace(state, example_shown=event.on),
    },
    reverses={
        m.NotesReleased: lambda before, event: stage_again(before, _released(before, event)),
        m.NoteHidden: _shown_again,
        m.NoteSpotlit: _lit_again,
        m.NoteArchived: lambda before, event: [
            m.NoteArchived(note=event.note, on=event.note in before.archived),
        ],
        m.ExampleShown: lambda before, _event: [m.ExampleShown(on=before.example_shown)],
    },
    touches={
        m.NotesReleased: lambda _event: frozenset({"stage"}),
        m.NoteHidden: lambda event: frozenset({f"note/{event.note}/hidden", "spotlit"}),
        m.NoteSpotlit: lambda _event: frozenset({"spotlit"}),
        m.NoteArchived: lambda event: frozenset({f"note/{event.note}/archived"}),
        m.ExampleShown: lambda _event: frozenset({"example"}),
    },
)

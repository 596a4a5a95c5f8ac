"""Putting notes where they belong."""

from __future__ import annotations

from workshop.activities.board.checks import shared_note, zone_of
from workshop.activities.board.messages import placing as m
from workshop.activities.board.state import BoardState, with_note
from workshop.activities.board.topic import Topic, only
from workshop.core.activity import By, Event, RoomView
from workshop.core.frozen import replace


def _move(state: BoardState, command: m.MoveNote, by: By, room: RoomView) -> list[Event]:
    note = shared_note(state, command.note)
    return [m.NoteMoved(note=note.id, zone=zone_of(state, command.zone, moving=note), author=note.author)]


def _with_moved(state: BoardState, event: m.NoteMoved) -> BoardState:
    return with_note(state, replace(state.notes[event.note], zone=event.zone))


TOPIC = Topic(
    decides={m.MoveNote: _move},
    applies={m.NoteMoved: _with_moved},
    reverses={
        m.NoteMoved: lambda before, event: [
            m.NoteMoved(note=event.note, zone=before.notes[event.note].zone, author=event.author)
        ],
    },
    touches={m.NoteMoved: lambda event: frozenset({f"note/{event.note}/zone"})},
    concerns={m.NoteMoved: lambda event: only(event.author)},
)

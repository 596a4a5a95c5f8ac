"""What others wrote on my board: I open it, place it, put it away or send it back. Nobody else ever sees it."""

from __future__ import annotations

from workshop.activities.board.checks import input_open, note_of
from workshop.activities.board.config import Write
from workshop.activities.board.messages import inbox as m
from workshop.activities.board.state import BoardState, Note, with_note
from workshop.activities.board.topic import Topic, only
from workshop.core.activity import By, Event, RoomView
from workshop.core.errors import Refused
from workshop.core.frozen import replace


def _open(state: BoardState, command: m.OpenInbox, by: By, room: RoomView) -> list[Event]:
    stage = state.current()
    if not any(isinstance(one, Write) and one.into != "own" for one in state.config.stages):
        raise Refused("board/no_inbox")
    if stage is None or (isinstance(stage, Write) and stage.into != "own"):
        raise Refused("board/still_writing")
    if by.person is None:
        raise Refused("room/participants_only")
    arrived = sorted(note.id for note in state.notes.values() if _waits(note, by.person))
    if not arrived and by.person in state.looked:
        return []
    return [m.InboxOpened(person=by.person, notes=arrived)]


def _waits(note: Note, owner: str) -> bool:
    return note.board == owner and note.author != owner and not note.delivered and not note.hidden


def _received(state: BoardState, note_id: str, by: By) -> Note:
    note = note_of(state, note_id)
    if by.person is None or note.board != by.person or note.author == by.person or not note.delivered:
        raise Refused("board/no_such_note")
    return note


def _put_away(state: BoardState, command: m.PutAway, by: By, room: RoomView) -> list[Event]:
    note = _received(state, command.received, by)
    if note.away == command.on:
        return []
    return [m.NotePutAway(note=note.id, on=command.on, person=note.board or "", author=note.author)]


def _send_back(state: BoardState, command: m.SendBack, by: By, room: RoomView) -> list[Event]:
    note = _received(state, command.received, by)
    input_open(room)
    return [m.NoteSentBack(note=note.id, person=note.board or "", author=note.author)]


def _with_opened(state: BoardState, event: m.InboxOpened) -> BoardState:
    delivered = {note: replace(state.notes[note], delivered=True) for note in event.notes if note in state.notes}
    return replace(state, notes=state.notes.update(delivered), looked=state.looked | {event.person})


def _with_put_away(state: BoardState, event: m.NotePutAway) -> BoardState:
    return with_note(state, replace(state.notes[event.note], away=event.on))


def _with_sent_back(state: BoardState, event: m.NoteSentBack) -> BoardState:
    """It is gone; its place in the writer's count is not given back, so that nobody writes it again at once."""
    note = state.notes[event.note]
    returned = state.returned
    if note.author:
        returned = returned.set(note.author, returned.get(note.author, 0) + 1)
    return replace(state, notes=state.notes.delete(note.id), returned=returned, deleted=state.deleted + 1)


TOPIC = Topic(
    decides={m.OpenInbox: _open, m.PutAway: _put_away, m.SendBack: _send_back},
    applies={m.InboxOpened: _with_opened, m.NotePutAway: _with_put_away, m.NoteSentBack: _with_sent_back},
    touches={
        m.InboxOpened: lambda event: frozenset({f"inbox/{event.person}"}),
        m.NotePutAway: lambda event: frozenset({f"note/{event.note}/away"}),
        m.NoteSentBack: lambda event: frozenset({f"note/{event.note}"}),
    },
    concerns={
        m.InboxOpened: lambda event: only(event.person),
        m.NotePutAway: lambda event: only(event.person, event.author),
        m.NoteSentBack: lambda event: only(event.person, event.author),
    },
)

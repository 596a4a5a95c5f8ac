"""Handing in: the scribe ticks as many notes as the course asks for, and they go up on the wall."""

from __future__ import annotations

from typing import Any

from workshop.activities.board.calling import given, open_call
from workshop.activities.board.checks import input_open, note_of, speaks_for_team
from workshop.activities.board.config import Gather, Level, narrower
from workshop.activities.board.messages import handing_in as m
from workshop.activities.board.state import BoardState, Note, opened, put_down, with_note
from workshop.activities.board.topic import Topic
from workshop.activities.board.writing import pointers_again
from workshop.core.activity import By, Event, Progress, RoomView
from workshop.core.errors import Refused
from workshop.core.frozen import replace


def _gathering(state: BoardState) -> Gather:
    stage = state.current()
    if not isinstance(stage, Gather) or stage.how == "all":
        raise Refused("board/not_picking")
    if stage.how == "calls" and open_call(state, stage) is None:
        raise Refused("board/no_call_open")
    return stage


def _picking(state: BoardState, by: By, room: RoomView) -> tuple[Gather, str]:
    stage = _gathering(state)
    input_open(room)
    if by.person is None:
        raise Refused("room/participants_only")
    if state.config.instances == "person" or by.team is None:
        return stage, by.person
    return stage, speaks_for_team(by, room)


def _tick(state: BoardState, command: m.TickNote, by: By, room: RoomView) -> list[Event]:
    stage, unit = _picking(state, by, room)
    note = note_of(state, command.note)
    if unit_of(state, note) != unit or note.hidden:
        raise Refused("board/no_such_note")
    if note.handed_in:
        raise Refused("board/handed_in")
    ticked = len(_ticked(state, unit))
    pick, given = _quota(state, stage, unit)
    if command.on and note.id not in state.ticked and ticked + given >= pick:
        raise Refused("board/enough_picked", pick=pick)
    return [m.NoteTicked(note=note.id, on=command.on)]


def _hand_in(state: BoardState, command: m.HandIn, by: By, room: RoomView) -> list[Event]:
    stage, unit = _picking(state, by, room)
    ticked = _ticked(state, unit)
    pick, given = _quota(state, stage, unit)
    if stage.how == "pick" and given + len(ticked) != pick:
        raise Refused("board/pick_exactly", pick=pick, picked=given + len(ticked))
    if given + len(ticked) > pick:
        raise Refused("board/enough_picked", pick=pick)
    return [_handed_in(state, stage, unit, ticked)] if ticked else []


def _put_up(state: BoardState, command: m.PutUp, by: By, room: RoomView) -> list[Event]:
    """What only its writer may read stays where it is, and the facilitator does not learn that it is there."""
    stage = _gathering(state)
    note = note_of(state, command.note)
    unit = unit_of(state, note)
    if unit is None or note.hidden or note.level == "self" or state.config.instances == "person":
        raise Refused("board/no_such_note")
    if note.handed_in:
        raise Refused("board/handed_in")
    pick, given = _quota(state, stage, unit)
    if given >= pick:
        raise Refused("board/enough_picked", pick=pick)
    return [_handed_in(state, stage, unit, [note.id])]


def _handed_in(state: BoardState, stage: Gather, unit: str, new: list[str]) -> m.NotesHandedIn:
    call = open_call(state, stage) if stage.how == "calls" else None
    notes = [*state.handed_in.get(unit, ()), *new]
    return m.NotesHandedIn(stage=stage.id, unit=unit, notes=notes, call=call.id if call else None)


def _ticked(state: BoardState, unit: str) -> list[str]:
    """What the unit has ticked and not handed in, in the order of writing."""
    notes = (state.notes[t] for t in state.ticked)
    ticked = [note for note in notes if unit_of(state, note) == unit and not note.handed_in]
    return [note.id for note in sorted(ticked, key=lambda note: (note.rank, note.id))]


def _quota(state: BoardState, stage: Gather, unit: str) -> tuple[int, int]:
    """How many notes a unit puts up now, and how many it has."""
    call = open_call(state, stage) if stage.how == "calls" else None
    if call:
        return call.per_team, given(state, call.id).get(unit, 0)
    return stage.pick, len(state.handed_in.get(unit, ()))


def _return(state: BoardState, command: m.ReturnNote, by: By, room: RoomView) -> list[Event]:
    if not note_of(state, command.note).handed_in:
        raise Refused("board/not_handed_in")
    return [m.NoteReturned(note=command.note)]


def _with_ticked(state: BoardState, event: m.NoteTicked) -> BoardState:
    return replace(state, ticked=state.ticked | {event.note} if event.on else state.ticked - {event.note})


def unit_of(state: BoardState, note: Note) -> str | None:
    """Who hands this note in: on a person's own board its owner, else the team, or its author without one."""
    if state.config.instances == "person":
        return note.author if note.author == note.board else None
    return note.unit


def _with_handed_in(state: BoardState, event: m.NotesHandedIn) -> BoardState:
    """On the wall; what a person picks from their own board goes to their team."""
    level: Level = "team" if state.config.instances == "person" else narrower("room", state.ceiling)
    up = {note: replace(state.notes[note], level=level, handed_in=True) for note in event.notes}
    handed_in = state.handed_in.set(event.unit, tuple(event.notes))
    before = state.handed_in.get(event.unit, ())
    new = [note for note in event.notes if note not in before]
    calls = state.calls.with_cards(new, event.call, event.place) if event.call else state.calls
    return replace(state, notes=state.notes.update(up), handed_in=handed_in, calls=calls)


def _with_returned(state: BoardState, event: m.NoteReturned) -> BoardState:
    note = state.notes[event.note]
    unit = unit_of(state, note) or ""
    kept = tuple(n for n in state.handed_in.get(unit, ()) if n != note.id)
    level = event.level or narrower("team", state.ceiling)
    state = with_note(state, replace(note, level=level, handed_in=False))
    handed_in, calls = state.handed_in, state.calls.without(note.id)
    if kept:
        handed_in = handed_in.set(unit, kept)
    elif unit in handed_in:
        handed_in = handed_in.delete(unit)
    return put_down(replace(state, handed_in=handed_in, calls=calls), note.id)


def _entered(state: BoardState, stage: Gather) -> BoardState:
    return opened(state, "room") if stage.how == "all" else state


def _progress(state: BoardState, stage: Gather, room: RoomView) -> Progress:
    call = open_call(state, stage) if stage.how == "calls" else None
    if stage.how == "all" or (stage.how == "calls" and call is None):
        return Progress()
    counts = given(state, call.id) if call else {unit: len(notes) for unit, notes in state.handed_in.items()}
    pick = call.per_team if call else stage.pick
    done = frozenset(unit for unit, n in counts.items() if n >= pick)
    per_person = state.config.instances == "person" or not room.teams
    return Progress("person" if per_person else "team", done, counts)


def _hand_in_again(before: BoardState, event: m.NoteReturned) -> list[Event]:
    unit = unit_of(before, before.notes[event.note]) or ""
    place = before.calls.place_of(event.note)
    call = before.calls.arrived[place][1] if place is not None else None
    again = m.NotesHandedIn(
        stage=before.stage or "", unit=unit, notes=list(before.handed_in.get(unit, ())), call=call, place=place
    )
    return [again, *pointers_again(before, event.note)]


def _return_all(before: BoardState, event: m.NotesHandedIn) -> list[Event]:
    """Each note goes back to where it was: one that the room could read stays there, under the same light."""
    kept = before.handed_in.get(event.unit, ())
    back: list[Event] = []
    for note in event.notes:
        if note not in kept:
            back += [m.NoteReturned(note=note, level=before.notes[note].level), *pointers_again(before, note)]
    return back


def _touched(event: Any) -> frozenset[str]:
    return frozenset({f"unit/{event.unit}"} | {f"note/{note}/handed_in" for note in event.notes})


TOPIC = Topic(
    decides={m.TickNote: _tick, m.HandIn: _hand_in, m.PutUp: _put_up, m.ReturnNote: _return},
    applies={m.NoteTicked: _with_ticked, m.NotesHandedIn: _with_handed_in, m.NoteReturned: _with_returned},
    reverses={
        m.NoteTicked: lambda before, event: [m.NoteTicked(note=event.note, on=event.note in before.ticked)],
        m.NotesHandedIn: _return_all,
        m.NoteReturned: _hand_in_again,
    },
    touches={
        m.NoteTicked: lambda event: frozenset({f"note/{event.note}/tick"}),
        m.NotesHandedIn: _touched,
        m.NoteReturned: lambda event: frozenset({f"note/{event.note}/handed_in"}),
    },
    enters={Gather: _entered},
    progress={Gather: _progress},
)

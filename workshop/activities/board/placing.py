"""Putting notes where they belong: the owner of the board, its team, everybody, or the facilitator for them."""

from __future__ import annotations

from typing import Any

from workshop.activities.board.checks import input_open, note_of, shared_note, zone_of
from workshop.activities.board.config import Place, Write
from workshop.activities.board.messages import placing as m
from workshop.activities.board.state import BoardState, Note, with_note
from workshop.activities.board.topic import Topic, only
from workshop.core.activity import By, Event, PersonId, Progress, RoomView
from workshop.core.errors import Refused
from workshop.core.frozen import replace


def _place(state: BoardState, command: m.PlaceNote, by: By, room: RoomView) -> list[Event]:
    stage = state.current()
    if not isinstance(stage, Place):
        raise Refused("board/not_placing")
    if stage.by == "facilitator":
        raise Refused("board/facilitator_places")
    input_open(room)
    note = note_of(state, command.note)
    if not may_place(state, stage, note, by):
        raise Refused("board/no_such_note")
    return _moved(state, note, command.zone)


def may_place(state: BoardState, stage: Place, note: Note, by: By) -> bool:
    """Whether this person may move this note in this stage."""
    mine = note.author is not None and note.author == by.person
    own_board = note.board is not None and note.board == by.person
    if note.hidden or note.away or (own_board and not mine and not note.delivered):
        return False
    match stage.by:
        case "owner":
            return own_board if state.config.instances == "person" else mine
        case "author":
            return mine
        case "team":
            return note.level != "self" and by.team is not None and by.team in (note.board, note.team)
        case _:
            return note.level == "room" or (note.level == "team" and by.team is not None and by.team == note.team)


def _move(state: BoardState, command: m.MoveNote, by: By, room: RoomView) -> list[Event]:
    return _moved(state, shared_note(state, command.note), command.zone)


def _moved(state: BoardState, note: Note, zone: str) -> list[Event]:
    zone = zone_of(state, zone, moving=note)
    if zone in arrivals(state) and zone != note.zone:
        raise Refused("board/no_such_zone")
    owner = note.board if state.config.instances == "person" else None
    return [m.NoteMoved(note=note.id, zone=zone, author=note.author, owner=owner)] if zone != note.zone else []


def arrivals(state: BoardState) -> frozenset[str]:
    """The zones in which what others wrote arrives; nothing is put back there."""
    stages = (stage for stage in state.config.stages if isinstance(stage, Write) and stage.into == "others")
    return frozenset(zone for stage in stages for zone in stage.zones)


def _swap(state: BoardState, command: m.SwapZones, by: By, room: RoomView) -> list[Event]:
    zones = set(command.zones)
    if len(zones) != 2 or len(command.zones) != 2 or any(state.config.zone(zone) is None for zone in zones):
        raise Refused("board/no_such_zone")
    if state.ceiling == "self":
        raise Refused("board/private")
    moving = [n for n in state.notes.values() if n.zone in zones and n.board == command.board and n.level != "self"]
    if not moving:
        return []
    authors = sorted({note.author for note in moving if note.author})
    return [m.ZonesSwapped(zones=command.zones, board=command.board, authors=authors)]


def _with_moved(state: BoardState, event: m.NoteMoved) -> BoardState:
    return with_note(state, replace(state.notes[event.note], zone=event.zone))


def _with_swapped(state: BoardState, event: m.ZonesSwapped) -> BoardState:
    one, two = event.zones
    other = {one: two, two: one}
    swapped = {
        note.id: replace(note, zone=other[note.zone])
        for note in state.notes.values()
        if note.zone in other and note.board == event.board and note.level != "self"
    }
    return replace(state, notes=state.notes.update(swapped))


def _progress(state: BoardState, stage: Place, room: RoomView) -> Progress:
    """Where everybody sorts what they received: done is who has opened it and left nothing where it arrived."""
    arrive = arrivals(state)
    if stage.by != "owner" or not arrive or (room.step and any(entry.type == "check" for entry in room.step.inputs)):
        return Progress()
    waiting = {note.board for note in state.notes.values() if note.zone in arrive and not note.away}
    return Progress("person", frozenset(person for person in state.looked if person not in waiting))


def _concerned(event: m.NoteMoved) -> frozenset[PersonId]:
    return only(event.author, event.owner)


def _moved_back(before: BoardState, event: m.NoteMoved) -> list[Event]:
    zone = before.notes[event.note].zone
    return [m.NoteMoved(note=event.note, zone=zone, author=event.author, owner=event.owner)]


def _touched(event: Any) -> frozenset[str]:
    return frozenset({f"note/{event.note}/zone"})


TOPIC = Topic(
    decides={m.PlaceNote: _place, m.MoveNote: _move, m.SwapZones: _swap},
    applies={m.NoteMoved: _with_moved, m.ZonesSwapped: _with_swapped},
    reverses={m.NoteMoved: _moved_back, m.ZonesSwapped: lambda _before, event: [event]},
    touches={m.NoteMoved: _touched, m.ZonesSwapped: lambda _event: frozenset({"note"})},
    concerns={m.NoteMoved: _concerned, m.ZonesSwapped: lambda event: only(*event.authors)},
    progress={Place: _progress},
)

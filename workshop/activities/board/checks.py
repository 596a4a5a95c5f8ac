"""What is asked before anything may happen on a board; each raises ``Refused`` where the answer is no."""

from __future__ import annotations

from workshop.activities.board.config import Write
from workshop.activities.board.state import BoardState, Note
from workshop.core.activity import By, RoomView
from workshop.core.errors import Refused


def input_open(room: RoomView) -> None:
    if room.locked:
        raise Refused("room/locked")


def note_of(state: BoardState, note_id: str) -> Note:
    note = state.notes.get(note_id)
    if note is None:
        raise Refused("board/no_such_note")
    return note


def shared_note(state: BoardState, note_id: str) -> Note:
    """A note the facilitator may touch: one that others than its writer may read."""
    note = note_of(state, note_id)
    if note.level == "self":
        raise Refused("board/private")
    return note


def own_note(state: BoardState, note_id: str, by: By, room: RoomView) -> Note:
    """A note of mine, while the stage is on in which I wrote it."""
    note = state.notes.get(note_id)
    if note is None or note.author is None or note.author != by.person:
        raise Refused("board/no_such_note")
    if state.stage != note.stage:
        raise Refused("board/not_writing")
    input_open(room)
    return note


def zone_of(state: BoardState, zone_id: str | None, stage: Write | None = None, moving: Note | None = None) -> str:
    """The zone that is meant, if the stage writes there and it has room; left out where there is only one."""
    allowed = [zone.id for zone in state.config.layout.zones]
    if stage and stage.zones:
        allowed = [zone for zone in allowed if zone in stage.zones]
    if zone_id is None and len(allowed) == 1:
        zone_id = allowed[0]
    if zone_id is None:
        raise Refused("board/choose_zone")
    zone = state.config.zone(zone_id)
    if zone is None or zone_id not in allowed:
        raise Refused("board/no_such_zone")
    if zone.limit and (moving is None or moving.zone != zone_id):
        taken = sum(note.zone == zone_id and not note.hidden for note in state.notes.values())
        if taken >= zone.limit:
            raise Refused("board/zone_full", zone={"zh": zone.zh, "en": zone.en}, most=zone.limit)
    return zone_id


def room_on_board(state: BoardState) -> None:
    if len(state.notes) >= state.config.max_notes:
        raise Refused("board/full", most=state.config.max_notes)

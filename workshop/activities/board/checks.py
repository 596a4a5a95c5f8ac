"""What is asked before anything may happen on a board; each raises ``Refused`` where the answer is no."""

from __future__ import annotations

from workshop.activities.board.config import Write
from workshop.activities.board.signing import is_author, veils
from workshop.activities.board.state import BoardState, Note
from workshop.core.activity import By, PersonId, RoomView
from workshop.core.errors import Quoting, Refused


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


def own_note(state: BoardState, note_id: str, by: By, room: RoomView, on: PersonId | None = None) -> Note:
    """A note of mine, while the stage is on in which I wrote it; what a team writes belongs to all of it.

    ``on`` is the colleague on whose board it hangs, where it hangs there without my name.
    """
    note = state.notes.get(note_id)
    if note is None or note.away or not _is_mine(state, note, by, room):
        raise Refused("board/no_such_note")
    if veils(state.config) and on != (note.board if note.author != by.person else None):
        raise Refused("board/no_such_note")
    if state.stage != note.stage:
        raise Refused("board/not_writing")
    input_open(room)
    return note


def _is_mine(state: BoardState, note: Note, by: By, room: RoomView) -> bool:
    if is_author(state, note, by.person, room):
        return True
    stage = state.config.stage(note.stage)
    shared = isinstance(stage, Write) and stage.scope == "team" and note.level != "self"
    return shared and note.team is not None and note.team == by.team and not note.hidden


def zone_of(
    state: BoardState,
    zone_id: str | None,
    stage: Write | None = None,
    moving: Note | None = None,
    board: str | None = None,
) -> str:
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
        board = moving.board if moving else board
        there = (note for note in state.notes.values() if note.zone == zone_id and note.board == board)
        if sum(not note.hidden for note in there) >= zone.limit:
            raise Refused("board/zone_full", zone={"zh": zone.zh, "en": zone.en}, most=zone.limit)
    return zone_id


def speaks_for_team(by: By, room: RoomView) -> str:
    """The team for which this person may speak: the scribe does, where there is one."""
    team = room.teams.get(by.team) if by.team else None
    if team is None:
        raise Refused("board/no_team")
    if team.scribe and not by.scribe:
        raise Quoting("board/scribe_only", scribe=room.name(team.scribe) or "")
    return team.id


def room_on_board(state: BoardState) -> None:
    if len(state.notes) >= state.config.max_notes:
        raise Refused("board/full", most=state.config.max_notes)

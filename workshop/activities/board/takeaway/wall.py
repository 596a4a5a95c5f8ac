"""Every note its reader may have, under its zone."""

from __future__ import annotations

from workshop.activities.board.config import Vote
from workshop.activities.board.state import BoardState, Note
from workshop.activities.board.takeaway.labels import name_of, team_label
from workshop.activities.board.takeaway.outputs import served
from workshop.activities.board.voting import counted
from workshop.core.activity import RoomView
from workshop.core.report import Entry, Reader, Section, label, still_said


def readable(note: Note, reader: Reader) -> bool:
    if reader.kind == "person" and note.author == reader.id:
        return True
    if note.hidden:
        return False
    return note.level == "room" or (reader.kind == "team" and note.level == "team" and note.team == reader.id)


def wall_section(state: BoardState, reader: Reader, room: RoomView) -> Section:
    notes = [note for note in state.ordered() if readable(note, reader)]
    zones = [zone.id for zone in state.config.layout.zones]
    notes.sort(key=lambda note: (zones.index(note.zone), -_dots(state, note), note.rank, note.id))
    return Section(
        title=label("Notes"),
        question=state.config.focus,
        entries=tuple(_entry(state, note, room) for note in notes),
        kept_back=sum(note.level != "room" and not note.hidden for note in state.notes.values()),
        hidden=sum(note.hidden for note in state.notes.values()),
        outputs=served(state, room, "wall"),
    )


def _dots(state: BoardState, note: Note) -> int:
    return sum(counted(state, stage).get(note.id, 0) for stage in _closed_votes(state))


def _closed_votes(state: BoardState) -> list[Vote]:
    """The votes on notes that were closed."""
    votes = (stage for stage in state.config.stages if isinstance(stage, Vote) and stage.target == "note")
    return [stage for stage in votes if state.ballot(stage.id).state == "closed"]


def _entry(state: BoardState, note: Note, room: RoomView) -> Entry:
    zone = state.config.zone(note.zone)
    votes = tuple(
        (name_of(stage, room), counted(state, stage).get(note.id, 0))
        for stage in _closed_votes(state)
        if note.level == "room"
    )
    return Entry(
        text=note.words or still_said(note.text),
        what="seed" if note.words else "note",
        group=zone.words if zone and len(state.config.layout.zones) > 1 else None,
        team=team_label(note.team, room) if state.config.identity != "anonymous" else None,
        author=room.name(note.author) if state.config.identity == "named" else None,
        anonymous=state.anonymous and note.words is None,
        votes=votes or None,
        minute=note.at,
        entered_by=note.entered,
    )

"""Every note its reader may have, under its zone."""

from __future__ import annotations

from workshop.activities.board.config import Vote
from workshop.activities.board.state import BoardState, Note
from workshop.activities.board.takeaway.beside import beside
from workshop.activities.board.takeaway.labels import focus_of, name_of, team_label
from workshop.activities.board.takeaway.outputs import served
from workshop.activities.board.voting import counted
from workshop.core.activity import RoomView
from workshop.core.report import Entry, Reader, Section, label, still_said


def readable(state: BoardState, note: Note, reader: Reader) -> bool:
    """Whether this reader may take the note home: nobody gets more than their circle ever saw."""
    if reader.kind == "person" and _is_theirs(state, note, reader.id):
        return True
    if note.hidden or note.away:
        return False
    if note.level == "room":
        return True
    if state.config.instances == "team" and note.level == "team" and note.board:
        return state.may_be_shown(note.board) if reader.kind == "client" else note.board == reader.id
    return reader.kind == "team" and note.level == "team" and note.team == reader.id


def _is_theirs(state: BoardState, note: Note, person: str | None) -> bool:
    """What they wrote for themselves, and what they opened and kept of what others wrote to them."""
    if state.config.instances != "person":
        return note.author == person
    if note.board != person:
        return False
    return note.author == person or (note.delivered and not note.away and not note.hidden)


def wall_section(state: BoardState, reader: Reader, room: RoomView) -> Section:
    notes = [note for note in state.ordered() if readable(state, note, reader)]
    zones = [zone.id for zone in state.config.layout.zones]
    notes.sort(key=lambda note: (zones.index(note.zone), -dots_on(state, note), note.rank, note.id))
    return Section(
        title=label("Notes"),
        question=focus_of(room),
        entries=tuple(_entry(state, note, reader, room) for note in notes),
        kept_back=sum(note.level != "room" and not note.hidden and note not in notes for note in state.notes.values()),
        hidden=sum(note.hidden for note in state.notes.values()),
        outputs=served(state, room, "wall"),
    )


def dots_on(state: BoardState, note: Note) -> int:
    return sum(counted(state, stage).get(note.id, 0) for stage in _closed_votes(state))


def _closed_votes(state: BoardState) -> list[Vote]:
    """The votes on notes that were closed."""
    votes = (stage for stage in state.config.stages if isinstance(stage, Vote) and stage.target == "note")
    return [stage for stage in votes if state.ballot(stage.id).state == "closed"]


def _entry(state: BoardState, note: Note, reader: Reader, room: RoomView) -> Entry:
    zone = state.config.zone(note.zone)
    votes = tuple(
        (name_of(stage, room), counted(state, stage).get(note.id, 0))
        for stage in _closed_votes(state)
        if state.can_be_seen(note)
    )
    own = reader.kind == "person" and note.author == reader.id and state.config.instances == "person"
    return Entry(
        text=note.words or still_said(note.text),
        what="seed" if note.words else "note",
        group=zone.words if zone and len(state.config.layout.zones) > 1 else None,
        team=team_label(note.team, room) if state.config.identity != "anonymous" else None,
        author=room.name(note.author) if state.config.identity == "named" else None,
        anonymous=state.anonymous and note.words is None and not own,
        votes=votes or None,
        minute=note.at,
        entered_by=note.entered,
        remark=beside(state, note, room),
        own=reader.kind == "person" and _is_theirs(state, note, reader.id),
    )

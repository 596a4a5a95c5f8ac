"""Each vote with its places, board by board, and what several votes or zones say beside each other."""

from __future__ import annotations

from collections.abc import Iterable

from workshop.activities.board.config import Vote
from workshop.activities.board.state import BoardState, Note
from workshop.activities.board.takeaway.labels import cluster_label, name_of, step_of, team_words
from workshop.activities.board.takeaway.outputs import served
from workshop.activities.board.takeaway.wall import dots_on, readable
from workshop.activities.board.voting import counted, places
from workshop.core.activity import RoomView
from workshop.core.report import Count, Reader, Section, Table, Tally, Text, label, still_said


def vote_section(state: BoardState, stage: Vote, reader: Reader, room: RoomView) -> Section:
    ballot, step = state.ballot(stage.id), step_of(stage, room)
    last = [one.id for one in state.config.stages if isinstance(one, Vote)][-1] == stage.id
    outputs = served(state, room, "votes") if last else frozenset()
    if ballot.state != "closed":
        return Section(name_of(stage, room), outputs=outputs)
    question = step.projector if step else None
    tallies = tuple(_tally(state, stage, board, room) for board in _boards(state, reader))
    tables = tuple(_beside_each_other(state, reader, room)) if last else ()
    return Section(name_of(stage, room), question, tallies=tallies, tables=tables, outputs=outputs)


def _boards(state: BoardState, reader: Reader) -> list[str | None]:
    """The room's, or those of the teams whose board the reader may have."""
    if state.config.instances != "team":
        return [None]
    boards = sorted({note.board for note in state.notes.values() if note.board and readable(state, note, reader)})
    return list(boards)


def _tally(state: BoardState, stage: Vote, board: str | None, room: RoomView) -> Tally:
    ballot = state.ballot(stage.id)
    rows = tuple(Count(_called(state, stage, one), dots) for one, (dots, _) in places(state, stage, board).items())
    ours = [person for person, dots in ballot.dots.items() if dots and board in (None, ballot.team_of.get(person))]
    present = [p for p in room.people.values() if not p.removed and board in (None, p.team)]
    title: Text = (team_words(board, room) if board else None) or name_of(stage, room)
    return Tally(title, rows, len(ours), max(len(present), len(ours)))


def _called(state: BoardState, stage: Vote, target: str) -> Text:
    """What stands on the thing that was voted on."""
    if stage.target == "cluster":
        return cluster_label(state, target)
    if stage.target == "zone":
        zone = state.config.zone(target)
        return zone.words if zone else target
    return _text(state.notes[target])


def _beside_each_other(state: BoardState, reader: Reader, room: RoomView) -> Iterable[Table]:
    """Two votes on the same notes in two columns; and the first of every zone, where there are boards of teams."""
    votes = [s for s in state.config.stages if isinstance(s, Vote) and s.target == "note"]
    votes = [stage for stage in votes if state.ballot(stage.id).state == "closed"]
    if len(votes) > 1 and state.config.instances == "room":
        head: tuple[Text, ...] = (label("Note"), *(name_of(stage, room) for stage in votes))
        notes = sorted(state.targets(), key=lambda note: (-dots_on(state, note), note.rank, note.id))
        rows = tuple((_text(note), *(str(counted(state, s).get(note.id, 0)) for s in votes)) for note in notes)
        yield Table(label("Votes beside each other"), head, rows)
    if state.config.instances == "team" and len(state.config.layout.zones) > 1:
        head = (label("Team"), label("Zone"), label("Note"), label("Votes"))
        firsts = tuple(row for board in _boards(state, reader) for row in _firsts(state, board, room))
        yield Table(label("The first of every zone"), head, firsts)


def _firsts(state: BoardState, board: str | None, room: RoomView) -> Iterable[tuple[Text, ...]]:
    on_it = list(state.targets(board))
    for zone in state.config.layout.zones:
        here = sorted((n for n in on_it if n.zone == zone.id), key=lambda note: (-dots_on(state, note), note.rank))
        if here and dots_on(state, here[0]):
            yield team_words(board, room) or "", zone.words, _text(here[0]), str(dots_on(state, here[0]))


def _text(note: Note) -> Text:
    return note.words or still_said(note.text)

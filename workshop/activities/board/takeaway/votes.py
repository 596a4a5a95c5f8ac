"""Each vote with its places."""

from __future__ import annotations

from workshop.activities.board.config import Vote
from workshop.activities.board.state import BoardState
from workshop.activities.board.takeaway.labels import name_of, step_of
from workshop.core.activity import RoomView
from workshop.core.report import Count, Section, Tally, still_said


def vote_section(state: BoardState, stage: Vote, room: RoomView) -> Section:
    ballot, step = state.ballot(stage.id), step_of(stage, room)
    if ballot.state != "closed":
        return Section(name_of(stage, room))
    ranked = sorted(
        state.targets(),
        key=lambda note: (-ballot.totals.get(note.id, 0), note.id not in ballot.first_of_tie, note.rank, note.id),
    )
    rows = tuple(Count(note.words or still_said(note.text), ballot.totals.get(note.id, 0)) for note in ranked)
    voters = sum(1 for dots in ballot.dots.values() if dots)
    present = sum(not person.removed for person in room.people.values())
    question = step.projector if step else None
    return Section(name_of(stage, room), question, tallies=(Tally(name_of(stage, room), rows, voters, present),))

"""Each vote with its places."""

from __future__ import annotations

from workshop.activities.board.config import Vote
from workshop.activities.board.state import BoardState
from workshop.activities.board.takeaway.labels import cluster_label, name_of, step_of
from workshop.activities.board.takeaway.outputs import served
from workshop.activities.board.voting import places
from workshop.core.activity import RoomView
from workshop.core.report import Count, Section, Tally, Text, still_said


def vote_section(state: BoardState, stage: Vote, room: RoomView) -> Section:
    ballot, step = state.ballot(stage.id), step_of(stage, room)
    if ballot.state != "closed":
        return Section(name_of(stage, room))
    rows = tuple(Count(_called(state, stage, one), dots) for one, (dots, _) in places(state, stage).items())
    voters = sum(1 for dots in ballot.dots.values() if dots)
    present = sum(not person.removed for person in room.people.values())
    question = step.projector if step else None
    tally = Tally(name_of(stage, room), rows, voters, present)
    return Section(name_of(stage, room), question, tallies=(tally,), outputs=served(state, room, "votes"))


def _called(state: BoardState, stage: Vote, target: str) -> Text:
    """What stands on the thing that was voted on."""
    if stage.target == "cluster":
        return cluster_label(state, target)
    if stage.target == "zone":
        zone = state.config.zone(target)
        return zone.words if zone else target
    note = state.notes[target]
    return note.words or still_said(note.text)

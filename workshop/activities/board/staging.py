"""From stage to stage, and back to how the board was in another one."""

from __future__ import annotations

from workshop.activities.board.messages import staging as m
from workshop.activities.board.state import Ballot, BoardState, with_ballot
from workshop.activities.board.topic import Topic
from workshop.core.activity import Event
from workshop.core.frozen import replace


def stage_again(before: BoardState, after: BoardState) -> list[Event]:
    """What brings the board from ``after`` back to the stage it was in ``before``."""
    levels = {note.id: note.level for note in before.notes.values() if after.notes[note.id].level != note.level}
    stages = {stage for state in (before, after) for stage in state.ballots}
    ballots = {stage: before.ballot(stage).state for stage in sorted(stages)}
    ballots = {stage: was for stage, was in ballots.items() if after.ballot(stage).state != was}
    restored = m.StageRestored(stage=before.stage, levels=levels, ballots=ballots, reopened=before.reopened)
    return [restored] if after is not before else []


def _with_stage_again(state: BoardState, event: m.StageRestored) -> BoardState:
    """What was handed in meanwhile stays on the wall."""
    again = {
        note: replace(state.notes[note], level=level)
        for note, level in event.levels.items()
        if note in state.notes and not state.notes[note].handed_in
    }
    for stage, was in event.ballots.items():
        ballot = replace(state.ballot(stage), state=was)
        state = with_ballot(state, stage, ballot) if ballot != Ballot() else _without_ballot(state, stage)
    return replace(state, stage=event.stage, notes=state.notes.update(again), reopened=event.reopened)


def _without_ballot(state: BoardState, stage: str) -> BoardState:
    return replace(state, ballots=state.ballots.delete(stage)) if stage in state.ballots else state


TOPIC = Topic(
    applies={m.StageRestored: _with_stage_again},
    reverses={m.StageRestored: lambda before, event: stage_again(before, _with_stage_again(before, event))},
    touches={m.StageRestored: lambda _event: frozenset({"stage"})},
)

"""Dots: everybody has a budget, and the counts may stay secret until the vote is closed."""

from __future__ import annotations

from typing import Literal

from immutables import Map

from workshop.activities.board.checks import input_open, note_of
from workshop.activities.board.config import Vote
from workshop.activities.board.messages import voting as m
from workshop.activities.board.state import BoardState, with_ballot
from workshop.activities.board.topic import Topic, only
from workshop.core.activity import By, Command, Event, Progress, RoomView
from workshop.core.errors import Refused
from workshop.core.frozen import replace


def _place_dots(state: BoardState, command: m.PlaceDots, by: By, room: RoomView) -> list[Event]:
    stage = state.config.stage(command.stage)
    if not isinstance(stage, Vote) or state.ballot(command.stage).state != "open" or state.stage != command.stage:
        raise Refused("board/vote_closed")
    input_open(room)
    if by.person is None:
        raise Refused("room/participants_only")
    note = note_of(state, command.note)
    if note.level != "room" or note.hidden:
        raise Refused("board/no_such_note")
    if not 0 <= command.dots <= stage.max_per_target:
        raise Refused("board/dots_a_note", most=stage.max_per_target)
    ballot = state.ballot(stage.id)
    mine = ballot.dots.get(by.person, Map()).get(note.id, 0)
    if ballot.placed(by.person) - mine + command.dots > stage.votes:
        raise Refused("board/no_dots_left", votes=stage.votes)
    if mine == command.dots:
        return []
    return [m.DotsPlaced(stage=stage.id, person=by.person, team=by.team, note=note.id, dots=command.dots)]


def _close(state: BoardState, command: m.CloseVote, by: By, room: RoomView) -> list[Event]:
    return _move(state, command.stage, "closed")


def _reopen(state: BoardState, command: m.ReopenVote, by: By, room: RoomView) -> list[Event]:
    return _move(state, command.stage, "open")


def _move(state: BoardState, stage_id: str, to: Literal["open", "closed"]) -> list[Event]:
    if not isinstance(state.config.stage(stage_id), Vote):
        raise Refused("board/no_such_vote")
    if state.stage != stage_id if to == "open" else state.ballot(stage_id).state == "waiting":
        raise Refused("board/vote_not_now")
    if to == "open" and state.anonymous and state.reopened:
        raise Refused("board/names_forgotten")  # a new pseudonym would vote a second time
    return [m.VoteMoved(stage=stage_id, to=to)] if state.ballot(stage_id).state != to else []


def _break_tie(state: BoardState, command: m.BreakTie, by: By, room: RoomView) -> list[Event]:
    if state.ballot(command.stage).state != "closed":
        raise Refused("board/vote_open")
    return [m.TieBroken(stage=command.stage, note=note_of(state, command.note).id)]


def _with_dots(state: BoardState, event: m.DotsPlaced) -> BoardState:
    ballot = state.ballot(event.stage).with_dots(event.person, event.team, event.note, event.dots)
    return with_ballot(state, event.stage, ballot)


def _with_moved(state: BoardState, event: m.VoteMoved) -> BoardState:
    return with_ballot(state, event.stage, replace(state.ballot(event.stage), state=event.to))


def _with_tie_broken(state: BoardState, event: m.TieBroken) -> BoardState:
    ballot = state.ballot(event.stage)
    first = ballot.first_of_tie | {event.note} if event.on else ballot.first_of_tie - {event.note}
    return with_ballot(state, event.stage, replace(ballot, first_of_tie=first))


def _entered(state: BoardState, stage: Vote) -> BoardState:
    ballot = state.ballot(stage.id)
    return with_ballot(state, stage.id, replace(ballot, state="open")) if ballot.state == "waiting" else state


def _left(state: BoardState, stage: Vote) -> BoardState:
    """A vote that was left is closed."""
    ballot = state.ballot(stage.id)
    return with_ballot(state, stage.id, replace(ballot, state="closed")) if ballot.state == "open" else state


def _progress(state: BoardState, stage: Vote, room: RoomView) -> Progress:
    ballot = state.ballot(stage.id)
    if ballot.state != "open":
        return Progress()
    placed = {person: ballot.placed(person) for person in ballot.dots}
    done = frozenset(person for person, n in placed.items() if n >= stage.votes)
    return Progress("person", done, placed, ballot.team_of)


def _ahead(state: BoardState, stage: Vote, room: RoomView) -> Command | None:
    is_open = state.ballot(stage.id).state == "open"
    return m.CloseVote(type="board/close_vote", stage=stage.id) if is_open else None


TOPIC = Topic(
    decides={m.PlaceDots: _place_dots, m.CloseVote: _close, m.ReopenVote: _reopen, m.BreakTie: _break_tie},
    applies={m.DotsPlaced: _with_dots, m.VoteMoved: _with_moved, m.TieBroken: _with_tie_broken},
    reverses={
        m.VoteMoved: lambda before, event: [
            m.VoteMoved(stage=event.stage, to=before.ballot(event.stage).state),
        ],
        m.TieBroken: lambda before, event: [
            m.TieBroken(stage=event.stage, note=event.note, on=event.note in before.ballot(event.stage).first_of_tie),
        ],
    },
    touches={
        m.DotsPlaced: lambda event: frozenset({f"dots/{event.stage}/{event.person}", f"note/{event.note}/dots"}),
        m.VoteMoved: lambda event: frozenset({f"stage/vote/{event.stage}"}),
        m.TieBroken: lambda event: frozenset({f"tie/{event.stage}/{event.note}"}),
    },
    concerns={m.DotsPlaced: lambda event: only(event.person)},
    enters={Vote: _entered},
    leaves={Vote: _left},
    progress={Vote: _progress},
    ahead={Vote: _ahead},
)

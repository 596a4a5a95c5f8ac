"""A board for every team: it stays with the team and the facilitator until the team lets the room see it."""

from __future__ import annotations

from workshop.activities.board.checks import input_open, speaks_for_team
from workshop.activities.board.messages import instances as m
from workshop.activities.board.messages.showing import NoteSpotlit
from workshop.activities.board.state import BoardState
from workshop.activities.board.topic import Topic
from workshop.core.activity import By, Event, RoomView
from workshop.core.errors import Refused
from workshop.core.frozen import replace


def _agree(state: BoardState, command: m.AgreeToShow, by: By, room: RoomView) -> list[Event]:
    if state.config.instances != "team":
        raise Refused("board/no_boards")
    if state.privacy == "self":
        raise Refused("board/private")
    input_open(room)
    team = speaks_for_team(by, room)
    return [m.BoardAgreed(team=team, on=command.on)] if command.on != (team in state.agreed) else []


def _show(state: BoardState, command: m.ShowBoard, by: By, room: RoomView) -> list[Event]:
    if state.config.instances != "team" or command.board not in room.teams:
        raise Refused("board/no_boards")
    if not command.on:
        return [m.BoardShown()] if state.shown == command.board else []
    if not state.may_be_shown(command.board):
        raise Refused("board/not_agreed")
    return [m.BoardShown(board=command.board)] if state.shown != command.board else []


def _with_agreed(state: BoardState, event: m.BoardAgreed) -> BoardState:
    agreed = state.agreed | {event.team} if event.on else state.agreed - {event.team}
    return _without_stray_light(replace(state, agreed=agreed))


def _with_shown(state: BoardState, event: m.BoardShown) -> BoardState:
    return _without_stray_light(replace(state, shown=event.board))


def _without_stray_light(state: BoardState) -> BoardState:
    """A note that is no longer on the wall is not in its middle either."""
    lit = state.notes.get(state.spotlit or "")
    stray = lit is not None and lit.board is not None and lit.board != state.shown_board()
    return replace(state, spotlit=None) if stray else state


def _shown_again(before: BoardState, event: m.BoardShown) -> list[Event]:
    back: list[Event] = [m.BoardShown(board=before.shown)]
    lit = before.spotlit
    return [*back, NoteSpotlit(note=lit, on=True)] if lit and lit != _with_shown(before, event).spotlit else back


TOPIC = Topic(
    decides={m.AgreeToShow: _agree, m.ShowBoard: _show},
    applies={m.BoardAgreed: _with_agreed, m.BoardShown: _with_shown},
    reverses={m.BoardShown: _shown_again},
    touches={
        m.BoardAgreed: lambda event: frozenset({f"board/{event.team}"}),
        m.BoardShown: lambda _event: frozenset({"shown", "spotlit"}),
    },
)

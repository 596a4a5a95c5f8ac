"""Cards are called for in rounds: the clearest, the most different from the wall, what fills a gap, the rest.

Each call has a quota of its own for every team and ends before the next begins. The wall fills card by card.
"""

from __future__ import annotations

from typing import Any

from workshop.activities.board.config import Call, Gather
from workshop.activities.board.messages import calling as m
from workshop.activities.board.state import BoardState
from workshop.activities.board.topic import Topic
from workshop.core.activity import By, Command, Event, RoomView
from workshop.core.errors import Refused
from workshop.core.frozen import replace


def calls_in(state: BoardState) -> Gather | None:
    """The stage that is on, if cards are called for in it."""
    stage = state.current()
    return stage if isinstance(stage, Gather) and stage.how == "calls" else None


def open_call(state: BoardState, stage: Gather) -> Call | None:
    first = stage.calls[0].id if stage.calls else ""
    wanted = state.calls.open.get(stage.id, first)
    return next((call for call in stage.calls if call.id == wanted), None)


def next_call(state: BoardState, stage: Gather) -> Call | None:
    """The call after the one that is on; None at the last and when none is on."""
    now = open_call(state, stage)
    at = stage.calls.index(now) + 1 if now else len(stage.calls)
    return stage.calls[at] if at < len(stage.calls) else None


def given(state: BoardState, call: str) -> dict[str, int]:
    """How many cards each unit has put up for this call."""
    counts: dict[str, int] = {}
    for card in state.calls.answered_by(call):
        note = state.notes.get(card)
        if note and note.unit:
            counts[note.unit] = counts.get(note.unit, 0) + 1
    return counts


def _stage(state: BoardState) -> Gather:
    stage = calls_in(state)
    if stage is None:
        raise Refused("board/not_calling")
    return stage


def _open(state: BoardState, command: m.OpenCall, by: By, room: RoomView) -> list[Event]:
    stage = _stage(state)
    if all(one.id != command.call for one in stage.calls):
        raise Refused("board/no_such_call")
    now = open_call(state, stage)
    return [m.CallMoved(stage=stage.id, call=command.call)] if now is None or now.id != command.call else []


def _close(state: BoardState, command: m.CloseCall, by: By, room: RoomView) -> list[Event]:
    stage = _stage(state)
    return [m.CallMoved(stage=stage.id, call="")] if open_call(state, stage) else []


def _with_moved(state: BoardState, event: m.CallMoved) -> BoardState:
    calls = state.calls
    if event.call is not None:
        return replace(state, calls=replace(calls, open=calls.open.set(event.stage, event.call)))
    return (
        replace(state, calls=replace(calls, open=calls.open.delete(event.stage)))
        if event.stage in calls.open
        else state
    )


def ahead(state: BoardState, stage: Gather, room: RoomView) -> Command | None:
    """Next goes from call to call before it leaves the stage."""
    to = next_call(state, stage) if stage.how == "calls" else None
    return m.OpenCall(type="board/open_call", call=to.id) if to else None


def _again(before: BoardState, event: Any) -> list[Event]:
    return [m.CallMoved(stage=event.stage, call=before.calls.open.get(event.stage))]


TOPIC = Topic(
    decides={m.OpenCall: _open, m.CloseCall: _close},
    applies={m.CallMoved: _with_moved},
    reverses={m.CallMoved: _again},
    touches={m.CallMoved: lambda event: frozenset({f"call/{event.stage}"})},
    ahead={Gather: ahead},
)

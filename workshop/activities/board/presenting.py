"""Teams come forward one after the other; the rules are those of ``workshop.parts.present``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from workshop.activities.board.config import BoardConfig, Present
from workshop.activities.board.messages import presenting as m
from workshop.activities.board.state import BoardState
from workshop.activities.board.topic import Topic
from workshop.core.activity import By, Command, Event, Progress, RoomView
from workshop.core.course import Block
from workshop.core.errors import Refused
from workshop.parts import present
from workshop.parts.present import Show


def misfits(block: Block, config: BoardConfig) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for n, stage in enumerate(config.stages):
        if isinstance(stage, Present):
            if stage.present.by != "team":
                yield ("stages", n, "present", "by"), "a board is presented by a team"
            steps = [step for step in block.steps if (step.stage or step.id) == stage.id]
            for place, message in stage.present.misfits(steps):
                yield ("stages", n, "present", *place), message


def show(state: BoardState, stage: str) -> Show:
    return state.shows.get(stage, Show())


def _decide(state: BoardState, command: Any, by: By, room: RoomView) -> list[Event]:
    stage = state.current()
    if not isinstance(stage, Present):
        raise Refused("board/not_presenting")
    events = present.decide(show(state, stage.id), stage.present, stage.id, command, by, room)
    return present.own(events, m.EVENTS)


def _apply(state: BoardState, event: Any) -> BoardState:
    return state.with_show(event.stage, present.apply(show(state, event.stage), event))


def _reverse(before: BoardState, event: Any) -> list[Event]:
    return present.own(present.reverse(show(before, event.stage), event), m.EVENTS)


def _progress(state: BoardState, stage: Present, room: RoomView) -> Progress:
    now = show(state, stage.id)
    if now.on() is None or not stage.present.asks:
        return Progress()
    done = present.done(now, stage.present, room)
    return Progress("person", done, dict.fromkeys(done, 1), present.teams_of(now, done))


def _ahead(state: BoardState, stage: Present, room: RoomView) -> Command | None:
    wish = present.ahead(show(state, stage.id), stage.present, room)
    own = next((one for one in m.COMMANDS if wish and issubclass(one, wish)), None)
    return own.model_validate({"type": get_args(own.model_fields["type"].annotation)[0]}) if own else None


TOPIC = Topic(
    decides=dict.fromkeys(m.COMMANDS, _decide),
    applies=dict.fromkeys(m.EVENTS, _apply),
    reverses={m.TurnMoved: _reverse, m.QueueSet: _reverse},
    touches=dict.fromkeys(m.EVENTS, present.touches),
    concerns={m.TeamRated: present.concerns, m.TeamTold: present.concerns},
    wrote={m.TeamTold: present.wording},
    progress={Present: _progress},
    ahead={Present: _ahead},
)

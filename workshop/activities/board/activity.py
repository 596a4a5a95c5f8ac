"""Sticky notes on a board: written in silence, picked by teams, voted on, talked about.

Read in this order: ``config`` (what a course says), ``messages`` (wishes and facts), ``state`` (what is known),
``topic`` and the topics listed here (what may happen), ``views`` (who sees what), ``takeaway`` (what the report holds).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workshop.activities.board import (
    calling,
    clustering,
    handing_in,
    importing,
    inbox,
    instances,
    naming,
    placing,
    presenting,
    publishing,
    rating,
    resolving,
    showing,
    signing,
    staging,
    talking,
    voting,
    writing,
)
from workshop.activities.board.config import BoardConfig
from workshop.activities.board.messages import COMMANDS, EVENTS
from workshop.activities.board.staging import stage_again
from workshop.activities.board.state import BoardState, fresh_board
from workshop.activities.board.takeaway import report
from workshop.activities.board.topic import Apply, Topic
from workshop.activities.board.views import view
from workshop.core.activity import (
    Audience,
    BlockOpened,
    By,
    Command,
    Event,
    Given,
    PersonId,
    Progress,
    RoomView,
    Seat,
    Source,
    StepEntered,
    Wording,
)
from workshop.core.course import Block, Course
from workshop.core.errors import Refused
from workshop.core.frozen import replace
from workshop.core.patch import View
from workshop.core.report import Reader, Report

TOPICS: tuple[Topic, ...] = tuple(
    module.TOPIC
    for module in (
        writing,
        handing_in,
        calling,
        placing,
        instances,
        publishing,
        inbox,
        importing,
        showing,
        clustering,
        naming,
        voting,
        resolving,
        presenting,
        talking,
        rating,
        staging,
    )
)


def _all(name: str) -> dict[type, Any]:
    """What the topics say of this, in one table."""
    return {of: does for topic in TOPICS for of, does in getattr(topic, name).items()}


class Board:
    """The kind ``board``."""

    kind = "board"
    config = BoardConfig
    commands = COMMANDS
    events = EVENTS

    _decides, _applies, _reverses = _all("decides"), _all("applies"), _all("reverses")
    _touches, _concerns, _wrote = _all("touches"), _all("concerns"), _all("wrote")
    _progress, _ahead = _all("progress"), _all("ahead")

    def start(self, config: BoardConfig, block: Block, course: Course) -> BoardState:
        return fresh_board(config, block, course)

    def decide(self, state: BoardState, command: Any, by: By, room: RoomView) -> list[Event]:
        if room.closed and not by.facilitates:
            raise Refused("room/block_closed")
        decided: list[Event] = self._decides[type(command)](state, command, by, room)
        return decided

    def apply(self, state: BoardState, event: Any) -> BoardState:
        applies: Apply | None = self._applies.get(type(event))
        if applies:
            return applies(state, event)
        match event:
            case StepEntered(step=step):
                return _entered(state, step)
            case BlockOpened():
                return replace(state, reopened=True)
            case _:
                return state

    def view(self, state: BoardState, audience: Audience, room: RoomView) -> View:
        return view(state, audience, room)

    def report(self, state: BoardState, reader: Reader, room: RoomView) -> Report:
        return report(state, reader, room)

    def progress(self, state: BoardState, room: RoomView) -> Progress:
        stage = state.config.stage(state.stage_of.get(room.step.id)) if room.step else None
        counts = self._progress.get(type(stage))
        progress: Progress = counts(state, stage, room) if counts else Progress()
        return progress

    def gives(self, state: BoardState, select: str) -> Given:
        return importing.gives(state, select)

    def sources(self, config: BoardConfig) -> tuple[Source, ...]:
        return importing.sources(config)

    def groups(self, state: BoardState) -> Mapping[str, frozenset[PersonId]]:
        return {}

    def seats(self, state: BoardState) -> tuple[Seat, ...]:
        return ()

    def concerns(self, event: Any) -> frozenset[PersonId]:
        names = self._concerns.get(type(event))
        concerned: frozenset[PersonId] = names(event) if names else frozenset()
        return concerned

    def reverse(self, before: BoardState, event: Any) -> list[Event]:
        if isinstance(event, StepEntered | BlockOpened):
            return stage_again(before, self.apply(before, event))
        reversed_: list[Event] = self._reverses[type(event)](before, event)
        return reversed_

    def touches(self, event: Any) -> frozenset[str]:
        touched: frozenset[str] = self._touches[type(event)](event)
        return touched

    def wrote(self, event: Any) -> Wording | None:
        words = self._wrote.get(type(event))
        wording: Wording | None = words(event) if words else None
        return wording

    def ahead(self, state: BoardState, room: RoomView) -> Command | None:
        stage = state.current()
        does = self._ahead.get(type(stage))
        command: Command | None = does(state, stage, room) if does else None
        return command

    def anonymous(self, config: BoardConfig) -> bool:
        return config.identity == "anonymous" and config.instances != "person"

    def veils(self, config: BoardConfig) -> bool:
        return signing.veils(config)

    def veiled(self, config: BoardConfig, command: Any) -> PersonId | None:
        return signing.veiled(command)

    def not_yet(self, config: BoardConfig) -> tuple[str, ...]:
        return config.not_yet()


_ENTERS, _LEAVES = _all("enters"), _all("leaves")


def _entered(state: BoardState, step: str) -> BoardState:
    """The board after the room moved to ``step``: what was written opens, a vote that was left closes."""
    target = state.stage_of.get(step)
    if target == state.stage:
        return state
    left, now = state.current(), state.config.stage(target)
    for does, stage in ((_LEAVES.get(type(left)), left), (_ENTERS.get(type(now)), now)):
        if does:
            state = does(state, stage)
    return replace(state, stage=target)

"""A room as pure functions: what may happen in it, and what is known after it happened.

The room owns its people and teams, the agenda, the block and step that are on, and the clock. It is the same shape as
a kind, one level up, and holds the state of every block that was opened.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from immutables import Map

from workshop.core.activity import BlockOpened, By, Event, Ms, PersonId, StepEntered, Team, TeamId, Timer
from workshop.core.course import Agenda, Block, Course, Mode, Slot, Step
from workshop.core.errors import Refused
from workshop.parts.length import check_length
from workshop.rooms import messages as m
from workshop.rooms.kinds import config_of, kinds, missing, steps_in

LONGEST_TEAM_NAME = 12
BEFORE, AFTER = "before.", "after."
"""Steps that the room shows by itself: pages of the course around a block, numbered from 0."""


@dataclass(frozen=True)
class Member:
    """Somebody in the room. The name is not here: the log holds ids only."""

    id: PersonId
    rank: int
    joined: Ms
    team: TeamId | None = None
    removed: bool = False


@dataclass(frozen=True)
class Run:
    """A block that was opened, with the state its kind keeps. ``open`` ends when the block closes."""

    state: Any
    began: Ms
    open: bool = True
    ended: Ms | None = None


@dataclass(frozen=True)
class RoomState:
    course: Course
    agenda: Agenda
    mode: Mode
    members: Map[PersonId, Member] = field(default_factory=Map)
    teams: Map[TeamId, Team] = field(default_factory=Map)
    runs: Map[str, Run] = field(default_factory=Map)
    skipped: frozenset[str] = frozenset()
    block: str | None = None
    step: str | None = None
    last: str | None = None
    timer: Timer | None = None
    paused: bool = False
    locked: bool = False
    blank: bool = False
    show_teams: bool = False
    ended: bool = False

    @property
    def present(self) -> Iterator[Member]:
        """Everybody who was not sent out."""
        return (member for member in self.members.values() if not member.removed)

    def member(self, person: PersonId | None) -> Member:
        """Raises ``Refused`` for somebody who is not in the room."""
        found = self.members.get(person or "")
        if found is None or found.removed:
            raise Refused("room/no_such_person")
        return found

    def slot(self, block: str) -> Slot | None:
        return next((slot for slot in self.agenda.slots if slot.block == block), None)


def fresh_room(course: Course, agenda: str) -> RoomState:
    """The room before anything happened. A block that stands in the agenda again, such as a break, is a block again."""
    plan = course.agenda(agenda)
    blocks = dict(course.blocks)
    slots: list[Slot] = []
    for slot in plan.slots:
        times = 1 + sum(earlier.block == slot.block for earlier in plan.slots[: len(slots)])
        block = blocks[slot.block]
        if times > 1:
            block = block.model_copy(update={"id": f"{block.id}.{times}"})
        blocks[block.id] = _lasting(block, slot.minutes, plan.mode)
        slots.append(slot.model_copy(update={"block": block.id}))
    plan = plan.model_copy(update={"slots": tuple(slots)})
    return RoomState(course.model_copy(update={"blocks": blocks}), plan, plan.mode)


def _lasting(block: Block, minutes: float, mode: Mode) -> Block:
    """A block of a single step lasts as long as the agenda says: a lunch is the same block as a break."""
    if len(block.steps) != 1 or block.steps[0].minutes.of(mode) in (0, minutes):
        return block
    step = block.steps[0].model_copy(update={"minutes": block.steps[0].minutes.model_copy(update={mode: minutes})})
    return block.model_copy(update={"steps": (step,)})


# --- where the day stands -----------------------------------------------------------------------------------------


def path(state: RoomState, block: Block) -> tuple[str, ...]:
    """The steps of a block from its first to its last, with the pages before and after it."""
    before = [f"{BEFORE}{n}" for n in range(len(block.config.get("slides_before", ())))]
    after = [f"{AFTER}{n}" for n in range(len(block.config.get("slides_after", ())))]
    return (*before, *(step.id for step in steps_in(block, state.mode)), *after)


def runs_here(state: RoomState, block_id: str) -> bool:
    """Whether the block can be run in this room now."""
    block = state.course.blocks[block_id]
    return block_id not in state.skipped and not missing(block) and bool(steps_in(block, state.mode))


def following(state: RoomState, block_id: str | None) -> str | None:
    """The next block of the agenda that can be run, after ``block_id`` (None: from the beginning)."""
    order = [slot.block for slot in state.agenda.slots]
    start = order.index(block_id) + 1 if block_id in order else 0
    return next((block for block in order[start:] if runs_here(state, block)), None)


def preceding(state: RoomState, block_id: str) -> str | None:
    """The block before ``block_id`` that was opened in this room."""
    order = [slot.block for slot in state.agenda.slots]
    before = order[: order.index(block_id)] if block_id in order else []
    return next((block for block in reversed(before) if block in state.runs), None)


def current_step(state: RoomState) -> Step | None:
    """The step of the activity that is on; None in the lobby and on the room's own pages."""
    return state.course.blocks[state.block].step(state.step) if state.block else None


def step_after(state: RoomState, way: Literal[1, -1]) -> str | None:
    """The step next to the current one inside the block."""
    if state.block is None or state.step is None:
        return None
    steps = path(state, state.course.blocks[state.block])
    if state.step not in steps:
        return steps[0] if steps else None
    at = steps.index(state.step) + way
    return steps[at] if 0 <= at < len(steps) else None


# --- decide -------------------------------------------------------------------------------------------------------


def decide(state: RoomState, command: Any, by: By, waiting: int = 0, expected: int = 0) -> list[Event]:
    """What follows from a command to the room. ``waiting`` of ``expected`` people have not done this step yet."""
    if state.ended and not isinstance(command, m.Reopen):
        raise Refused("room/ended")
    match command:
        case m.Next():
            return _next(state, command, by, waiting, expected)
        case m.Back():
            return _back(state, command, by)
        case m.OpenBlock(block=block) | m.GoTo(block=block, step=None) | m.ReopenBlock(block=block):
            return _jump(state, block, None, by)
        case m.GoTo(block=block, step=step):
            return _jump(state, block, step, by)
        case m.CloseBlock():
            return [m.BlockClosed(block=state.block, at=by.now), m.TimerCleared()] if state.block else []
        case m.Skip(block=block):
            return _skip(state, block, by)
        case m.Unskip(block=block):
            return [m.BlockSkipped(block=block, on=False)] if block in state.skipped else []
        case m.SwitchMode(mode=mode):
            return _switch_mode(state, mode, by)
        case m.Pause():
            return _switch(state, "paused", True, by) + _held(state, by)
        case m.Resume():
            return _switch(state, "paused", False, by) + _continued(state, by)
        case m.End():
            return [*_closed(state, len(state.agenda.slots), by), m.TimerCleared(), *_switch(state, "ended", True, by)]
        case m.Reopen():
            return _switch(state, "ended", False, by)
        case m.Lock(on=on):
            return _switch(state, "locked", on, by)
        case m.Blank(on=on):
            return _switch(state, "blank", on, by)
        case m.ShowTeams(on=on):
            return _switch(state, "show_teams", on, by)
        case m.StartTimer(minutes=minutes):
            return [_timer(minutes, by)]
        case m.AddTime(minutes=minutes):
            return _add_time(state, minutes, by)
        case m.HoldTimer():
            return _held(state, by)
        case m.ContinueTimer():
            return _continued(state, by)
        case m.ClearTimer():
            return [m.TimerCleared()] if state.timer else []
        case _:
            return _decide_people(state, command, by)


def _decide_people(state: RoomState, command: Any, by: By) -> list[Event]:
    match command:
        case m.TakeSeat(person=person):
            return [m.PersonJoined(person=person, team=_smallest_team(state), at=by.now)]
        case m.DrawTeams(count=count):
            return [_drawn(state, count, by)]
        case m.MovePerson(person=person, team=team):
            _team(state, team)
            return [m.PersonMoved(person=person, team=team)] if state.member(person).team != team else []
        case m.RemovePerson(person=person):
            return [m.PersonRemoved(person=state.member(person).id)]
        case m.NameTeam(team=team, name=name):
            _team(state, team)
            if not by.facilitates and by.team != team:
                raise Refused("room/not_your_team")
            check_length(name.replace("\n", " "), LONGEST_TEAM_NAME, code="room")
            return [m.TeamNamed(team=team, name=name.replace("\n", " "))]
        case m.TakeScribe():
            if by.team is None or by.person is None:
                raise Refused("room/no_team")
            return [m.ScribeSet(team=by.team, person=by.person)]
        case m.SetScribe(team=team, person=person):
            if state.member(person).team != _team(state, team).id:
                raise Refused("room/not_in_team")
            return [m.ScribeSet(team=team, person=person)]
        case _:
            raise TypeError(f"not a command of the room: {command!r}")


def _here(state: RoomState, block: str | None, step: str | None) -> None:
    if (block, step) != (state.block, state.step):
        raise Refused("room/already", block=state.block or "", step=state.step or "")


def _next(state: RoomState, command: m.Next, by: By, waiting: int, expected: int) -> list[Event]:
    _here(state, command.block, command.step)
    if waiting and not command.anyway:
        raise Refused("room/gate", missing=waiting, of=expected)
    step = step_after(state, 1)
    if state.block and step:
        return _enter(state, state.block, step, by)
    events: list[Event] = [m.BlockClosed(block=state.block, at=by.now)] if state.block else []
    block = following(state, state.block or state.last)
    if block is None:
        if not events:
            raise Refused("room/last_block")
        return [*events, m.TimerCleared()]
    return events + _open(state, block, None, by)


def _back(state: RoomState, command: m.Back, by: By) -> list[Event]:
    _here(state, command.block, command.step)
    step = step_after(state, -1)
    if state.block and step:
        return _enter(state, state.block, step, by)
    block = preceding(state, state.block) if state.block else state.last
    if block is None:
        raise Refused("room/first_step")
    return _open(state, block, path(state, state.course.blocks[block])[-1], by)


def _jump(state: RoomState, block: str, step: str | None, by: By) -> list[Event]:
    if block not in state.course.blocks or state.slot(block) is None:
        raise Refused("room/no_such_block")
    if missing(state.course.blocks[block]):
        raise Refused("room/not_yet")
    steps = path(state, state.course.blocks[block])
    if not steps or (step is not None and step not in steps):
        raise Refused("room/no_such_step")
    events: list[Event] = [m.BlockSkipped(block=block, on=False)] if block in state.skipped else []
    events += _closed(state, [slot.block for slot in state.agenda.slots].index(block), by)
    return events + _open(state, block, step, by)


def _closed(state: RoomState, before: int, by: By) -> list[Event]:
    """Whatever is still open before this place of the agenda closes, also what was left open by going back."""
    slots = state.agenda.slots[:before]
    return [m.BlockClosed(block=slot.block, at=by.now) for slot in slots if _is_open(state.runs.get(slot.block))]


def _is_open(run: Run | None) -> bool:
    return run is not None and run.open


def _open(state: RoomState, block: str, step: str | None, by: By) -> list[Event]:
    run = state.runs.get(block)
    events: list[Event] = [] if run and run.open else [BlockOpened(block=block, at=by.now)]
    return events + _enter(state, block, step or path(state, state.course.blocks[block])[0], by)


def _enter(state: RoomState, block: str, step: str, by: By) -> list[Event]:
    """The step begins, and with it the clock for its planned minutes."""
    planned = state.course.blocks[block].step(step)
    clock: list[Event] = [m.TimerCleared()] if state.timer else []
    if planned:
        clock = [_timer(planned.minutes.of(state.mode), by)]
    return [StepEntered(block=block, step=step, at=by.now), *clock]


def _skip(state: RoomState, block: str, by: By) -> list[Event]:
    if state.slot(block) is None:
        raise Refused("room/no_such_block")
    events: list[Event] = [m.BlockSkipped(block=block, on=True)]
    if state.block != block:
        return events
    events.append(m.BlockClosed(block=block, at=by.now))
    onward = following(state, block)
    return events + (_open(state, onward, None, by) if onward else [m.TimerCleared()])


def _switch_mode(state: RoomState, mode: Mode, by: By) -> list[Event]:
    if mode == state.mode:
        return []
    step = current_step(state)
    if state.block and step and not step.minutes.of(mode):
        raise Refused("room/step_not_in_mode")
    return [m.ModeSwitched(mode=mode)]


Switch = Literal["paused", "locked", "blank", "show_teams", "ended"]


def _switch(state: RoomState, what: Switch, on: bool, by: By) -> list[Event]:
    return [m.Switched(what=what, on=on, at=by.now)] if getattr(state, what) != on else []


def _timer(minutes: float, by: By) -> Event:
    length = round(minutes * 60_000)
    return m.TimerSet(length_ms=length, ends_at=by.now + length)


def _add_time(state: RoomState, minutes: float, by: By) -> list[Event]:
    more, timer = round(minutes * 60_000), state.timer
    if timer is None:
        return [_timer(minutes, by)] if minutes > 0 else []
    if timer.left_ms is not None:
        length, left = max(0, timer.length_ms + more), timer.left_ms + more
        return [m.TimerSet(length_ms=length, ends_at=timer.ends_at, left_ms=left)]
    ends_at = max(timer.ends_at, by.now) + more if more > 0 else timer.ends_at + more
    return [m.TimerSet(length_ms=max(0, timer.length_ms + more), ends_at=ends_at)]


def _held(state: RoomState, by: By) -> list[Event]:
    timer = state.timer
    if timer is None or timer.left_ms is not None:
        return []
    return [m.TimerSet(length_ms=timer.length_ms, ends_at=timer.ends_at, left_ms=timer.ends_at - by.now)]


def _continued(state: RoomState, by: By) -> list[Event]:
    timer = state.timer
    if timer is None or timer.left_ms is None:
        return []
    return [m.TimerSet(length_ms=timer.length_ms, ends_at=by.now + timer.left_ms)]


def _team(state: RoomState, team: TeamId) -> Team:
    found = state.teams.get(team)
    if found is None:
        raise Refused("room/no_such_team")
    return found


def _smallest_team(state: RoomState) -> TeamId | None:
    sizes = dict.fromkeys(state.teams, 0)
    for member in state.present:
        if member.team in sizes:
            sizes[member.team] += 1
    return min(sizes, key=lambda team: (sizes[team], state.teams[team].number), default=None)


def _drawn(state: RoomState, count: int, by: By) -> Event:
    """Everybody shuffled, then dealt like cards: sizes differ by at most one."""
    people = sorted(member.id for member in state.present)
    random.Random(by.seed).shuffle(people)
    teams = [f"t{number}" for number in range(1, count + 1)]
    return m.TeamsDrawn(teams=teams, team_of={person: teams[n % count] for n, person in enumerate(people)})


# --- apply --------------------------------------------------------------------------------------------------------


def apply(state: RoomState, block: str | None, event: Any) -> RoomState:
    """The room after an event of its own (``block`` None) or of one of its blocks."""
    if block is not None:
        return _apply_to_block(state, block, event)
    match event:
        case StepEntered(block=entered, step=step):
            state = _apply_to_block(state, entered, event)
            return replace(state, block=entered, step=step, locked=False, show_teams=False)
        case BlockOpened(block=opened, at=at):
            return _with_opened(state, opened, at)
        case m.BlockClosed(block=closed, at=at):
            run = state.runs[closed]
            state = replace(state, runs=state.runs.set(closed, replace(run, open=False, ended=at)), last=closed)
            return replace(state, block=None, step=None, locked=False) if state.block == closed else state
        case m.BlockSkipped(block=skipped, on=on):
            return replace(state, skipped=state.skipped | {skipped} if on else state.skipped - {skipped})
        case m.ModeSwitched(mode=mode):
            return replace(state, mode=mode)
        case m.TimerSet(length_ms=length_ms, ends_at=ends_at, left_ms=left_ms):
            return replace(state, timer=Timer(length_ms, ends_at, left_ms))
        case m.TimerCleared():
            return replace(state, timer=None)
        case m.Switched(what=what, on=on):
            turned: dict[str, Any] = {what: on}
            return replace(state, **turned)
        case _:
            return _apply_to_people(state, event)


def _apply_to_block(state: RoomState, block: str, event: Any) -> RoomState:
    run = state.runs[block]
    after = kinds()[state.course.blocks[block].kind].activity.apply(run.state, event)
    return state if after is run.state else replace(state, runs=state.runs.set(block, replace(run, state=after)))


def _with_opened(state: RoomState, block: str, at: Ms) -> RoomState:
    run = state.runs.get(block)
    if run is None:
        fresh = state.course.blocks[block]
        run = Run(kinds()[fresh.kind].activity.start(config_of(fresh), fresh, state.course), began=at)
    elif not run.open:
        again = kinds()[state.course.blocks[block].kind].activity.apply(run.state, BlockOpened(block=block, at=at))
        run = replace(run, state=again)
    return replace(state, runs=state.runs.set(block, replace(run, open=True, ended=None)))


def _apply_to_people(state: RoomState, event: Any) -> RoomState:
    match event:
        case m.PersonJoined(person=person, team=team, at=at):
            return _with_member(state, Member(person, len(state.members), at, team))
        case m.PersonMoved(person=person, team=team):
            return _without_scribe(_with_member(state, replace(state.members[person], team=team)), person)
        case m.PersonRemoved(person=person):
            return _without_scribe(_with_member(state, replace(state.members[person], removed=True)), person)
        case m.TeamsDrawn(teams=teams, team_of=team_of):
            named = {team: Team(team, n + 1) for n, team in enumerate(teams)}
            dealt = {member.id: replace(member, team=team_of.get(member.id)) for member in state.members.values()}
            return replace(state, teams=Map(named), members=Map(dealt))
        case m.TeamNamed(team=team, name=name):
            return replace(state, teams=state.teams.set(team, replace(state.teams[team], name=name)))
        case m.ScribeSet(team=team, person=person):
            return replace(state, teams=state.teams.set(team, replace(state.teams[team], scribe=person)))
        case _:
            raise TypeError(f"not an event of the room: {event!r}")


def _with_member(state: RoomState, member: Member) -> RoomState:
    return replace(state, members=state.members.set(member.id, member))


def _without_scribe(state: RoomState, person: PersonId) -> RoomState:
    """Whoever leaves a team no longer writes for it."""
    member = state.members[person]
    left = {
        team.id: replace(team, scribe=None)
        for team in state.teams.values()
        if team.scribe == person and (member.removed or member.team != team.id)
    }
    return replace(state, teams=state.teams.update(left)) if left else state

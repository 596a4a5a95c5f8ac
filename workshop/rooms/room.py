"""A room as pure functions: what may happen in it, and what is known after it happened.

The room owns its people and teams, the agenda, the block and step that are on, and the clock. It is the same shape as
a kind, one level up, and holds the state of every block that was opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Literal

from workshop.core.activity import BlockOpened, By, Event, Imported, ImportedItem, Ms, StepEntered, Timer
from workshop.core.course import Block, Mode, Step, place
from workshop.core.errors import Refused
from workshop.core.frozen import replace
from workshop.rooms import dayplan, members
from workshop.rooms import messages as m
from workshop.rooms.kinds import config_of, kinds, missing, steps_in
from workshop.rooms.state import RoomState, Run

BEFORE, AFTER = "before.", "after."
"""Steps that the room shows by itself: pages of the course around a block, numbered from 0."""


# --- where the day stands -----------------------------------------------------------------------------------------


def path(state: RoomState, block: Block) -> tuple[str, ...]:
    """The places in a block from its first step to its last, with the pages before and after it."""
    mode = state.mode_of(block.id)
    before = [f"{BEFORE}{n}" for n in range(len(block.config.get("slides_before", ())))]
    after = [f"{AFTER}{n}" for n in range(len(block.config.get("slides_after", ())))]
    return (*before, *_in_order(steps_in(block, mode), mode), *after)


def _in_order(steps: tuple[Step, ...], mode: Mode) -> Iterator[str]:
    """The places of the steps: neighbours that come round again do so together, one round after the other."""
    for comes_again, some in groupby(steps, lambda step: step.rounds(mode) > 1):
        together = list(some)
        rounds = max(step.rounds(mode) for step in together) if comes_again else 1
        yield from (place(step.id, n) for n in range(rounds) for step in together if n < step.rounds(mode))


def runs_here(state: RoomState, block_id: str) -> bool:
    """Whether the block can be run in this room now."""
    block = state.course.blocks[block_id]
    return block_id not in state.skipped and not missing(block) and bool(steps_in(block, state.mode_of(block_id)))


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
    if state.ended and not isinstance(command, m.Reopen | m.TakeBack):
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
        case m.SwitchBlockMode(block=block, mode=mode) if block == state.block:
            return _still_here(replace(state, modes=state.modes.set(block, mode)), dayplan.decide(state, command, by))
        case m.SwitchBlockMode() | m.MoveBlock() | m.AddBlock() | m.SetMinutes() | m.Replan() | m.EditText():
            return dayplan.decide(state, command, by)
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
            return members.decide(state, command, by)


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
    block = state.last
    if state.block or (block and not path(state, state.course.blocks[block])):  # in another mode it may have no step
        block = preceding(state, state.block or block or "")
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
    if run is None:
        events += _handed_over(state, state.course.blocks[block])
    return events + _enter(state, block, step or path(state, state.course.blocks[block])[0], by)


def _handed_over(state: RoomState, block: Block) -> list[Event]:
    """What the earlier blocks that were opened give to this one; it keeps that copy, whatever becomes of them."""
    events: list[Event] = []
    for source in kinds()[block.kind].activity.sources(config_of(block)):
        run = state.runs.get(source.block)
        if source.copied and run:
            given = kinds()[state.course.blocks[source.block].kind].activity.gives(run.state, source.select)
            items = {
                name: ImportedItem(
                    text=item.text, zone=item.zone, person=item.person, team=item.team, fields=dict(item.fields)
                )
                for name, item in given.items.items()
            }
            events.append(Imported(block=block.id, source=source.block, select=source.select, items=items))
    return events


def _enter(state: RoomState, block: str, step: str, by: By) -> list[Event]:
    """The step begins, and with it the clock for its planned minutes."""
    planned = state.course.blocks[block].step(step)
    clock: list[Event] = [m.TimerCleared()] if state.timer else []
    if planned:
        clock = [_timer(state.step_minutes(state.course.blocks[block], planned), by)]
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
    return _still_here(replace(state, mode=mode), [m.ModeSwitched(mode=mode)])


def _still_here(after: RoomState, events: list[Event]) -> list[Event]:
    """Unless the step that is on would be none of the block any more."""
    block = after.course.blocks.get(after.block or "")
    if block and after.step not in path(after, block):
        raise Refused("room/step_not_in_mode")
    return events


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


# --- apply --------------------------------------------------------------------------------------------------------


def apply(state: RoomState, block: str | None, event: Any) -> RoomState:
    """The room after an event of its own (``block`` None) or of one of its blocks."""
    if block is not None:
        return _apply_to_block(state, block, (event,))
    match event:
        case StepEntered(block=entered, step=step):
            state = _apply_to_block(state, entered, (event,))
            return replace(state, block=entered, step=step, locked=False, show_teams=False)
        case BlockOpened(block=opened, at=at):
            return _with_opened(state, opened, at)
        case Imported(block=importing):
            state = _apply_to_block(state, importing, (event,))
            run = state.runs[importing]
            return replace(state, runs=state.runs.set(importing, replace(run, imported=(*run.imported, event))))
        case m.BlockClosed(block=closed, at=at):
            run = state.runs[closed]
            state = replace(state, runs=state.runs.set(closed, replace(run, open=False, ended=at)), last=closed)
            return replace(state, block=None, step=None, locked=False) if state.block == closed else state
        case m.BlockResumed(block=resumed):
            run = replace(state.runs[resumed], open=True, ended=None)
            return replace(state, runs=state.runs.set(resumed, run))
        case m.BlockWithdrawn(block=withdrawn):
            return replace(state, runs=state.runs.delete(withdrawn))
        case m.PositionRestored():
            return replace(state, **event.model_dump(exclude={"type"}))
        case m.BlockSkipped(block=skipped, on=on):
            return replace(state, skipped=state.skipped | {skipped} if on else state.skipped - {skipped})
        case m.ModeSwitched(mode=mode):
            return replace(state, mode=mode)
        case m.AgendaArranged() | m.MinutesSet() | m.BlockModeSwitched() | m.TextEdited():
            return dayplan.apply(state, event)
        case m.TimerSet(length_ms=length_ms, ends_at=ends_at, left_ms=left_ms):
            return replace(state, timer=Timer(length_ms, ends_at, left_ms))
        case m.TimerCleared():
            return replace(state, timer=None)
        case m.Switched(what=what, on=on):
            turned: dict[str, Any] = {what: on}
            return replace(state, **turned)
        case _:
            return members.apply(state, event)


def apply_all(state: RoomState, block: str | None, events: Iterable[Any]) -> RoomState:
    """The room after many events, all of its own or all of one block: how a log is folded."""
    if block is not None:
        return _apply_to_block(state, block, events)
    for event in events:
        state = apply(state, None, event)
    return state


def _apply_to_block(state: RoomState, block: str, events: Iterable[Any]) -> RoomState:
    run = state.runs[block]
    apply_one, after = kinds()[state.course.blocks[block].kind].activity.apply, run.state
    for event in events:
        after = apply_one(after, event)
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

"""The plan of the day, as facilitators change it while it runs: order, length, what is added, how things are worded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from workshop.core.activity import By, Event
from workshop.core.course import Block, Slot, Words
from workshop.core.errors import Refused
from workshop.core.frozen import replace
from workshop.courses.written import clock, minute_of
from workshop.parts.length import check_length
from workshop.rooms import messages as m
from workshop.rooms.kinds import missing
from workshop.rooms.state import RoomState, base_of, lasting

LONGEST = {"title": 40, "name": 20, "projector": 80, "phone": 80, "focus": 80}
"""What can be worded anew, and how long it may be; a step's texts are named with it, as in ``phone/write``."""
MOST_SLOTS = 200


def decide(state: RoomState, command: Any, by: By) -> list[Event]:
    """What follows from a command about the plan; raises ``Refused``."""
    match command:
        case m.MoveBlock(block=block, before=before):
            return _move(state, block, before)
        case m.AddBlock(block=block, before=before):
            return _add(state, block, before)
        case m.SetMinutes(block=block, minutes=minutes):
            _planned(state, block)
            return _with_times(state, [m.MinutesSet(block=block, minutes=minutes)])
        case m.SwitchBlockMode(block=block, mode=mode):
            _planned(state, block)
            return (
                _with_times(state, [m.BlockModeSwitched(block=block, mode=mode)])
                if state.mode_of(block) != mode
                else []
            )
        case m.Replan():
            return _replan(state, command)
        case m.EditText(block=block, target=target, zh=zh, en=en):
            return _edit(state, block, target, Words(zh=zh, en=en))
        case _:
            raise TypeError(f"not a command of the plan: {command!r}")


def _planned(state: RoomState, block: str) -> Slot:
    slot = state.slot(block)
    if slot is None:
        raise Refused("room/no_such_block")
    return slot


def _move(state: RoomState, block: str, before: str | None) -> list[Event]:
    moved = _planned(state, block)
    if before == block:
        return []
    others = [slot for slot in state.agenda.slots if slot.block != block]
    order = _put(moved, before, others)
    return [_arranged(state, order, moved=block)] if order != list(state.agenda.slots) else []


def _add(state: RoomState, block: str, before: str | None) -> list[Event]:
    """A block that is in the plan already, such as a break, is added once more under a name of its own."""
    found = state.course.blocks.get(block)
    if found is None:
        raise Refused("room/no_such_block")
    if missing(found):
        raise Refused("room/not_yet")
    if len(state.agenda.slots) >= MOST_SLOTS:
        raise Refused("room/plan_full", most=MOST_SLOTS)
    name, times = block, 1
    while state.slot(name) or name in state.runs:
        times += 1
        name = f"{base_of(block)}.{times}"
    minutes = found.minutes.of(state.mode) or found.minutes.full or found.minutes.short
    added = Slot(block=name, minutes=minutes, day=state.agenda.slots[-1].day if state.agenda.slots else 1)
    return [_arranged(state, _put(added, before, list(state.agenda.slots)))]


def _put(slot: Slot, before: str | None, others: list[Slot]) -> list[Slot]:
    """Before the block named, on its day; at the end without one."""
    if before is None:
        at, day = len(others), others[-1].day if others else slot.day
    else:
        at = next((n for n, other in enumerate(others) if other.block == before), -1)
        if at < 0:
            raise Refused("room/no_such_block")
        day = others[at].day
    return [*others[:at], slot.model_copy(update={"day": day}), *others[at:]]


def _replan(state: RoomState, command: m.Replan) -> list[Event]:
    """Shorter, skipped, and the activity that is on as long as it will have taken: one deed."""
    events: list[Event] = []
    for block in dict.fromkeys(command.shorten):
        _planned(state, block)
        if not state.course.blocks[block].minutes.short:
            raise Refused("room/no_such_step")
        if state.mode_of(block) != "short":
            events.append(m.BlockModeSwitched(block=block, mode="short"))
    for block in dict.fromkeys(command.skip):
        _planned(state, block)
        if block == state.block:
            raise Refused("room/not_now")
        if block not in state.skipped:
            events.append(m.BlockSkipped(block=block, on=True))
    slot = state.slot(state.block or "")
    if slot and command.late > 0:
        events.append(m.MinutesSet(block=slot.block, minutes=state.minutes_of(slot) + command.late))
    return _with_times(state, events) if events else []


def _with_times(state: RoomState, events: list[Event]) -> list[Event]:
    """And the clock times that follow from it."""
    was = state
    for event in events:
        skipped = state.skipped | {event.block} if isinstance(event, m.BlockSkipped) else None
        state = apply(state, event) if skipped is None else replace(state, skipped=skipped)
    arranged = _arranged(state, list(state.agenda.slots), was=was)
    same = [line.at for line in arranged.slots] == [slot.at for slot in state.agenda.slots]
    return events if same else [*events, arranged]


def _edit(state: RoomState, block: str, target: str, words: Words) -> list[Event]:
    _planned(state, block)
    was = text_of(state.course.blocks[block], target)
    if was is None:
        raise Refused("room/no_such_text")
    for text in (words.zh, words.en):
        check_length(text, LONGEST[target.partition("/")[0]], code="room")
    return [m.TextEdited(block=block, target=target, zh=words.zh, en=words.en)] if words != was else []


# --- clock times --------------------------------------------------------------------------------------------------


def _arranged(
    state: RoomState, order: list[Slot], moved: str | None = None, was: RoomState | None = None
) -> m.AgendaArranged:
    """The slots with their clock times: each after the one before; what ``was`` after a gap waits for its time."""
    starts, gaps = _anchors(was or state, moved)
    lines: list[m.SlotLine] = []
    now, day = 0.0, 0
    for slot in order:
        if slot.day != day:
            now, day = starts.get(slot.day, -1.0), slot.day
        if now >= 0:
            now = max(now, gaps.get(slot.block, 0.0))
        at = clock(now) if now >= 0 else slot.at
        lines.append(m.SlotLine(block=slot.block, at=at, minutes=slot.minutes, day=slot.day))
        if now >= 0 and slot.block not in state.skipped:
            now += state.minutes_of(slot)
    return m.AgendaArranged(slots=lines)


def _anchors(state: RoomState, moved: str | None) -> tuple[dict[int, float], dict[str, float]]:
    """When each day starts, and what begins after a gap such as lunch; another takes the place of one that moves."""
    starts: dict[int, float] = {}
    gaps: dict[str, float] = {}
    over, passed_on = 0.0, None
    for slot in state.agenda.slots:
        if slot.at is None:
            continue
        begins = minute_of(slot.at)
        if slot.day not in starts:
            starts[slot.day], passed_on = begins, None
        elif begins > over + 1:
            gaps[slot.block] = begins
        if passed_on is not None and slot.block not in gaps:
            gaps[slot.block] = passed_on
        passed_on = gaps.pop(slot.block, None) if slot.block == moved else None
        over = begins + max(slot.minutes, state.minutes_of(slot))  # what is skipped leaves no gap
    return starts, gaps


# --- apply --------------------------------------------------------------------------------------------------------


def apply(state: RoomState, event: Any) -> RoomState:
    """The room after its plan was changed."""
    match event:
        case m.AgendaArranged(slots=lines):
            slots = tuple(Slot(block=one.block, at=one.at, minutes=one.minutes, day=one.day) for one in lines)
            blocks = _with_copies(state.course.blocks, slots, state)
            course = (
                state.course.model_copy(update={"blocks": blocks})
                if blocks is not state.course.blocks
                else state.course
            )
            return replace(state, agenda=state.agenda.model_copy(update={"slots": slots}), course=course)
        case m.MinutesSet(block=block, minutes=minutes):
            slot = state.slot(block)
            known = state.minutes.delete(block) if minutes is None and block in state.minutes else state.minutes
            state = replace(state, minutes=known if minutes is None else known.set(block, minutes))
            planned = minutes if minutes is not None else slot.minutes if slot else 0
            length = event.step if event.step is not None else planned
            return _with_block(state, lasting(state.course.blocks[block], length, state.mode_of(block)))
        case m.BlockModeSwitched(block=block, mode=mode):
            modes = state.modes.delete(block) if mode is None and block in state.modes else state.modes
            return replace(state, modes=modes if mode is None else modes.set(block, mode))
        case m.TextEdited(block=block, target=target, zh=zh, en=en):
            if not (zh and en):  # erased: what the course says holds again
                return state
            return _with_block(state, _worded(state.course.blocks[block], target, Words(zh=zh, en=en)))
        case _:
            raise TypeError(f"not an event of the plan: {event!r}")


def _with_copies(blocks: dict[str, Block], slots: Iterable[Slot], state: RoomState) -> dict[str, Block]:
    new = [slot for slot in slots if slot.block not in blocks]
    if not new:
        return blocks
    copies = {slot.block: blocks[base_of(slot.block)].model_copy(update={"id": slot.block}) for slot in new}
    return blocks | {slot.block: lasting(copies[slot.block], slot.minutes, state.mode) for slot in new}


def _with_block(state: RoomState, block: Block) -> RoomState:
    if state.course.blocks[block.id] is block:
        return state
    blocks = state.course.blocks | {block.id: block}
    return replace(state, course=state.course.model_copy(update={"blocks": blocks}))


# --- words --------------------------------------------------------------------------------------------------------


def text_of(block: Block, target: str) -> Words | None:
    """The words that a target names now; None for a target that is not there."""
    what, _, step_id = target.partition("/")
    if target == "title":
        return block.title
    if target == "focus":
        focus = block.config.get("focus")
        return Words.model_validate(focus) if focus else None
    step = block.step(step_id) if step_id and what in ("name", "projector", "phone") else None
    if step is None:
        return None
    words: Words = getattr(step, what)
    return words


def texts_of(block: Block) -> dict[str, Words]:
    """Everything of a block that can be worded anew, by its target, in reading order."""
    targets = [
        "title",
        "focus",
        *(f"{what}/{step.id}" for step in block.steps for what in ("name", "projector", "phone")),
    ]
    found = {target: text_of(block, target) for target in targets}
    return {target: words for target, words in found.items() if words is not None}


def _worded(block: Block, target: str, words: Words) -> Block:
    what, _, step_id = target.partition("/")
    if target == "title":
        return block.model_copy(update={"title": words})
    if target == "focus":
        return block.model_copy(update={"config": block.config | {"focus": words.model_dump()}})
    steps = (step.model_copy(update={what: words}) if step.id == step_id else step for step in block.steps)
    return block.model_copy(update={"steps": tuple(steps)})

"""What was decided: a conclusion field by field, hands up for it, and who sees to it by when.

A conclusion belongs to a team, a person or the room, as the inputs of its step say. Hands stay hidden until they are
counted; then the room sees how many showed what, and the console asks to hear those who do not go along.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final, Literal

from workshop.activities.board.checks import input_open
from workshop.activities.board.config import NoteField, Resolve
from workshop.activities.board.known import Answer, Conclusions, Pin
from workshop.activities.board.messages import resolving as m
from workshop.activities.board.state import BoardState
from workshop.activities.board.topic import Topic, only
from workshop.core.activity import By, Command, Event, Progress, RoomView, Wording
from workshop.core.errors import Quoting, Refused
from workshop.core.frozen import replace
from workshop.parts.length import check_length

ROOM: Final = "room"
MOST_FINGERS: Final = {"fist5": 5, "thumb": 3}
LOW: Final = {"fist5": 2, "thumb": 1}
"""Whoever shows this or less is asked what is missing."""
LONGEST_OWNER: Final = 12

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def resolves(state: BoardState) -> Iterator[Resolve]:
    return (stage for stage in state.config.stages if isinstance(stage, Resolve))


def asked_now(state: BoardState, room: RoomView) -> tuple[Resolve, list[NoteField]] | None:
    """The conclusion whose fields this step asks for: that of the stage, or a later one of which the step asks some."""
    stage = state.current()
    if isinstance(stage, Resolve):
        return stage, stage.fields
    wanted = {entry.id for entry in room.step.inputs} - {"text"} if room.step else set()
    for later in resolves(state):
        fields = [one for one in later.fields if one.id in wanted]
        if fields:
            return later, fields
    return None


def missing(state: BoardState, stage: Resolve, unit: str) -> list[NoteField]:
    """The required fields in which nothing stands."""
    filled = state.conclusions.of(stage.id, unit)
    return [one for one in stage.fields if one.required and one.id not in filled]


# --- fields -------------------------------------------------------------------------------------------------------


def _fill(state: BoardState, command: m.FillField, by: By, room: RoomView) -> list[Event]:
    stage, one = _asked(state, command.field, room)
    input_open(room)
    if by.person is None:
        raise Refused("room/participants_only")
    unit = _my_unit(state, stage, by, room)
    check_value(one, command.text)
    now = state.conclusions.of(stage.id, unit).get(one.id)
    if now and now.text == command.text:
        return []
    if now and command.seen is not None and command.seen < now.revision:
        raise Quoting("board/field_changed", text=now.text)
    at = None if state.anonymous else by.now
    return [m.FieldFilled(stage=stage.id, unit=unit, field=one.id, text=command.text, person=by.person, at=at)]


def _asked(state: BoardState, field_id: str, room: RoomView) -> tuple[Resolve, NoteField]:
    asked = asked_now(state, room)
    if asked is None:
        raise Refused("board/not_resolving")
    stage, fields = asked
    found = next((one for one in fields if one.id == field_id), None)
    if found is None:
        raise Refused("board/no_such_field")
    return stage, found


def _my_unit(state: BoardState, stage: Resolve, by: By, room: RoomView) -> str:
    match state.concluded_by(stage):
        case "person":
            return by.person or ""
        case "room":
            raise Refused("board/facilitator_writes")
        case "team":
            team = room.teams.get(by.team or "")
            if team is None:
                raise Refused("board/no_team")
            if team.scribe and not by.scribe:
                raise Quoting("board/scribe_only", scribe=room.name(team.scribe) or "")
            return team.id


def check_value(one: NoteField, text: str) -> None:
    """Raises ``Refused`` for what does not belong into this field."""
    if one.type == "choice":
        if all(option.id != text for option in one.options):
            raise Refused("board/no_such_option")
    elif one.type == "date":
        _day(text)
    else:
        check_length(text, one.max, one.min, code="board")


def _day(text: str) -> str:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise Refused("board/no_such_day")


def _enter(state: BoardState, command: m.EnterField, by: By, room: RoomView) -> list[Event]:
    stage, one = _asked(state, command.field, room)
    _not_private(state, stage.id)
    unit = _entered_for(state, stage, command, room)
    check_value(one, command.text)
    now = state.conclusions.of(stage.id, unit).get(one.id)
    if now and now.text == command.text:
        return []
    at = None if state.anonymous else by.now
    person = command.person if unit == command.person else None
    return [m.FieldFilled(stage=stage.id, unit=unit, field=one.id, text=command.text, person=person, at=at)]


def _entered_for(state: BoardState, stage: Resolve, command: m.EnterField, room: RoomView) -> str:
    match state.concluded_by(stage):
        case "room":
            return ROOM
        case "team":
            if command.team not in room.teams:
                raise Refused("room/no_such_team")
            return command.team or ""
        case "person":
            if state.anonymous or command.person not in room.people:
                raise Refused("room/no_such_person")
            return command.person or ""


def _not_private(state: BoardState, stage: str) -> None:
    concluding = state.concluding.get(stage)
    if concluding and concluding.level in ("self", "pair"):
        raise Refused("board/private")


# --- hands --------------------------------------------------------------------------------------------------------


def _agree(state: BoardState, command: m.Agree, by: By, room: RoomView) -> list[Event]:
    stage = state.current()
    if not isinstance(stage, Resolve) or stage.agree == "none":
        raise Refused("board/not_agreeing")
    input_open(room)
    if by.person is None:
        raise Refused("room/participants_only")
    hands = state.conclusions.hand(stage.id)
    if hands.closed:
        raise Refused("board/hands_counted")
    if not 1 <= command.value <= MOST_FINGERS[stage.agree]:
        raise Refused("board/fingers", most=MOST_FINGERS[stage.agree])
    if hands.values.get(by.person) == command.value:
        return []
    return [m.Agreed(stage=stage.id, person=by.person, team=by.team, value=command.value)]


def _close_agree(state: BoardState, command: m.CloseAgree, by: By, room: RoomView) -> list[Event]:
    return _hands_moved(state, command.stage, "closed")


def _reopen_agree(state: BoardState, command: m.ReopenAgree, by: By, room: RoomView) -> list[Event]:
    if state.stage != command.stage:
        raise Refused("board/not_agreeing")
    if state.anonymous and state.reopened:
        raise Refused("board/names_forgotten")  # a new pseudonym would show a second hand
    return _hands_moved(state, command.stage, "open")


def _hands_moved(state: BoardState, stage_id: str, to: Literal["open", "closed"]) -> list[Event]:
    stage = state.config.stage(stage_id)
    if not isinstance(stage, Resolve) or stage.agree == "none":
        raise Refused("board/not_agreeing")
    closed = state.conclusions.hand(stage_id).closed
    return [m.AgreementMoved(stage=stage_id, to=to)] if closed != (to == "closed") else []


# --- what the room goes by ----------------------------------------------------------------------------------------


def _pin(state: BoardState, command: m.PinResult, by: By, room: RoomView) -> list[Event]:
    stage, unit = command.stage, command.unit
    _concluded(state, stage, unit)
    pinned = (stage, unit) in state.conclusions.pins
    return [m.ResultPinned(stage=stage, unit=unit, on=command.on)] if command.on != pinned else []


def _set_owner(state: BoardState, command: m.SetOwner, by: By, room: RoomView) -> list[Event]:
    _concluded(state, command.stage, command.unit)
    check_length(command.owner, LONGEST_OWNER, code="board")
    due = _day(command.due) if command.due else None
    return [m.ResultPinned(stage=command.stage, unit=command.unit, on=True, owner=command.owner, due=due)]


def _concluded(state: BoardState, stage: str, unit: str) -> None:
    _not_private(state, stage)
    if not state.conclusions.of(stage, unit):
        raise Refused("board/nothing_concluded")


# --- what happened ------------------------------------------------------------------------------------------------


def _with(state: BoardState, conclusions: Conclusions) -> BoardState:
    return replace(state, conclusions=conclusions)


def _with_filled(state: BoardState, event: m.FieldFilled) -> BoardState:
    was = state.conclusions.of(event.stage, event.unit).get(event.field)
    answer = Answer(event.text, event.person, was.revision + 1 if was else 1, event.at)
    return _with(state, state.conclusions.with_answer((event.stage, event.unit), event.field, answer))


def _with_restored(state: BoardState, event: m.FieldRestored) -> BoardState:
    answer = Answer(event.text, event.person, event.revision, event.at) if event.revision else None
    return _with(state, state.conclusions.with_answer((event.stage, event.unit), event.field, answer))


def _with_agreed(state: BoardState, event: m.Agreed) -> BoardState:
    hands = state.conclusions.hand(event.stage)
    values, team_of = hands.values.set(event.person, event.value), hands.team_of.set(event.person, event.team)
    return _with(state, state.conclusions.with_hands(event.stage, replace(hands, values=values, team_of=team_of)))


def _with_hands_moved(state: BoardState, event: m.AgreementMoved) -> BoardState:
    hands = replace(state.conclusions.hand(event.stage), closed=event.to == "closed")
    return _with(state, state.conclusions.with_hands(event.stage, hands))


def _with_pinned(state: BoardState, event: m.ResultPinned) -> BoardState:
    key, pins = (event.stage, event.unit), state.conclusions.pins
    if event.on:
        return _with(state, replace(state.conclusions, pins=pins.set(key, Pin(event.owner, event.due))))
    return _with(state, replace(state.conclusions, pins=pins.delete(key))) if key in pins else state


def _progress(state: BoardState, stage: Resolve, room: RoomView) -> Progress:
    """While hands are asked for, who has shown one; else whose conclusion is whole."""
    hands = state.conclusions.hand(stage.id)
    by = state.concluded_by(stage)
    if stage.agree != "none" and not hands.closed:
        return Progress("person", frozenset(hands.values), dict.fromkeys(hands.values, 1), hands.team_of)
    if by == "room" or not stage.fields:
        return Progress()
    units = state.conclusions.units(stage.id)
    whole = frozenset(unit for unit in units if not missing(state, stage, unit))
    counts = {unit: len(state.conclusions.of(stage.id, unit)) for unit in units}
    teams = dict.fromkeys(units) if by == "person" and state.anonymous else {}
    return Progress(by, whole, counts, teams)


def _ahead(state: BoardState, stage: Resolve, room: RoomView) -> Command | None:
    hands = state.conclusions.hand(stage.id)
    if stage.agree == "none" or hands.closed or not hands.values:
        return None
    return m.CloseAgree(type="board/close_agree", stage=stage.id)


# --- taken back ---------------------------------------------------------------------------------------------------


def _field_again(before: BoardState, event: Any) -> list[Event]:
    was = before.conclusions.of(event.stage, event.unit).get(event.field)
    again = m.FieldRestored(stage=event.stage, unit=event.unit, field=event.field, person=event.person)
    if was:
        again = again.model_copy(
            update={"text": was.text, "person": was.person, "revision": was.revision, "at": was.at}
        )
    return [again]


def _pin_again(before: BoardState, event: m.ResultPinned) -> list[Event]:
    pin = before.conclusions.pins.get((event.stage, event.unit))
    again = m.ResultPinned(stage=event.stage, unit=event.unit, on=pin is not None)
    return [again.model_copy(update={"owner": pin.owner, "due": pin.due})] if pin else [again]


def item(stage: str, unit: str, field_id: str) -> str:
    """The name of a field as a thing that can be erased."""
    return f"{stage}.{unit}.{field_id}"


def _touched_field(event: Any) -> frozenset[str]:
    return frozenset({f"conclusion/{event.stage}/{event.unit}/{event.field}"})


TOPIC = Topic(
    decides={
        m.FillField: _fill,
        m.EnterField: _enter,
        m.Agree: _agree,
        m.CloseAgree: _close_agree,
        m.ReopenAgree: _reopen_agree,
        m.PinResult: _pin,
        m.SetOwner: _set_owner,
    },
    applies={
        m.FieldFilled: _with_filled,
        m.FieldRestored: _with_restored,
        m.Agreed: _with_agreed,
        m.AgreementMoved: _with_hands_moved,
        m.ResultPinned: _with_pinned,
    },
    reverses={
        m.FieldFilled: _field_again,
        m.FieldRestored: _field_again,
        m.AgreementMoved: lambda before, event: [
            m.AgreementMoved(stage=event.stage, to="closed" if before.conclusions.hand(event.stage).closed else "open"),
        ],
        m.ResultPinned: _pin_again,
    },
    touches={
        m.FieldFilled: _touched_field,
        m.FieldRestored: _touched_field,
        m.Agreed: lambda event: frozenset({f"hands/{event.stage}/{event.person}"}),
        m.AgreementMoved: lambda event: frozenset({f"counted/{event.stage}"}),
        m.ResultPinned: lambda event: frozenset({f"pin/{event.stage}/{event.unit}"}),
    },
    concerns={
        m.FieldFilled: lambda event: only(event.person),
        m.FieldRestored: lambda event: only(event.person),
        m.Agreed: lambda event: only(event.person),
    },
    wrote={
        m.FieldFilled: lambda event: Wording(item(event.stage, event.unit, event.field), event.person),
        m.FieldRestored: lambda event: Wording(item(event.stage, event.unit, event.field), event.person),
        m.ResultPinned: lambda event: Wording(item(event.stage, event.unit, "owner"), None),
    },
    progress={Resolve: _progress},
    ahead={Resolve: _ahead},
)

"""Conclusions field by field, hands, and what was said to those who presented."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from workshop.activities.board.config import Present, Resolve
from workshop.activities.board.presenting import show
from workshop.activities.board.resolving import MOST_FINGERS, missing
from workshop.activities.board.state import BoardState
from workshop.activities.board.takeaway.labels import name_of, step_of, team_label
from workshop.activities.board.takeaway.outputs import served
from workshop.core.activity import RoomView
from workshop.core.report import Count, Fact, Reader, Record, Section, Tally, Text, label, still_said
from workshop.parts import present


def conclusion_section(state: BoardState, stage: Resolve, reader: Reader, room: RoomView) -> Section | None:
    units = [unit for unit in state.conclusions.units(stage.id) if _readable(state, stage, unit, reader)]
    records = tuple(_record(state, stage, unit, room) for unit in units)
    tallies = _hands(state, stage, room)
    tallies += _written(state, stage, reader, room)
    if not records and not tallies:
        return None
    step = step_of(stage, room)
    question = step.projector if step else None
    outputs = served(state, room, "conclusions")
    return Section(name_of(stage, room), question, records=records, tallies=tallies, outputs=outputs)


def _written(state: BoardState, stage: Resolve, reader: Reader, room: RoomView) -> tuple[Tally, ...]:
    """Of what everybody concludes for themselves the client reads how many did."""
    concluding = state.concluding[stage.id]
    if reader.kind != "client" or concluding.by != "person" or concluding.level == "room":
        return ()
    units = state.conclusions.units(stage.id)
    whole = sum(not missing(state, stage, unit) for unit in units)
    rows = (Count(label("Written down"), whole), Count(label("Shown to the room"), len(state.conclusions.published)))
    present_now = sum(not person.removed for person in room.people.values())
    return (Tally(name_of(stage, room), rows, whole, max(present_now, whole)),)


def _readable(state: BoardState, stage: Resolve, unit: str, reader: Reader) -> bool:
    """A conclusion of a team is for the client, too: it is what the team came to. A person's stays theirs, or is for
    all if they let the room read it."""
    concluding = state.concluding[stage.id]
    if concluding.level == "room" or reader.id == unit or (stage.id, unit) in state.conclusions.published:
        return True
    return concluding.level == "team" and concluding.by == "team" and reader.kind == "client"


def _record(state: BoardState, stage: Resolve, unit: str, room: RoomView) -> Record:
    filled = state.conclusions.of(stage.id, unit)
    facts = [
        Fact(one.label, _value(stage, one.id, filled[one.id].text), _role(one.id, one.type))
        for one in stage.fields
        if one.id in filled
    ]
    pin = state.conclusions.pins.get((stage.id, unit))
    if pin and pin.owner:
        facts.append(Fact(label("Owner"), still_said(pin.owner), "owner"))
    if pin and pin.due:
        facts.append(Fact(label("Due"), pin.due, "due"))
    minutes = [answer.at for answer in filled.values() if answer.at]
    return Record(
        title=label("What the room goes by") if pin else None,
        team=team_label(unit, room),
        author=room.name(unit) if state.config.identity == "named" else None,
        facts=tuple(facts),
        minute=max(minutes) if minutes else None,
    )


def _value(stage: Resolve, field_id: str, text: str) -> Text:
    field = next(one for one in stage.fields if one.id == field_id)
    chosen = next((option for option in field.options if option.id == text), None)
    return chosen.words if chosen else still_said(text)


def _role(field_id: str, field_type: str) -> Literal["text", "owner", "due"]:
    """A field that asks who or by when is told apart, so that a file can list what is to be done."""
    if field_type == "date":
        return "due"
    return "owner" if field_id == "owner" else "text"


def _hands(state: BoardState, stage: Resolve, room: RoomView) -> tuple[Tally, ...]:
    hands = state.conclusions.hand(stage.id)
    if stage.agree == "none" or not hands.closed or not hands.values:
        return ()
    counts = Counter(hands.values.values())
    rows = tuple(Count(_shown(stage, value), counts[value]) for value in range(MOST_FINGERS[stage.agree], 0, -1))
    present_now = sum(not person.removed for person in room.people.values())
    return (Tally(label("Agreement"), rows, len(hands.values), max(present_now, len(hands.values))),)


def _shown(stage: Resolve, value: int) -> Text:
    if stage.agree == "thumb":
        return (label("Thumb down"), label("Thumb to the side"), label("Thumb up"))[value - 1]
    return str(value)


def show_section(state: BoardState, stage: Present, reader: Reader, room: RoomView) -> Section | None:
    """Averages of those rated by three or more; a team reads the lines that were written to it, the client all."""
    now = show(state, stage.id)
    charts = present.charts(now, stage.present, room, name_of(stage, room))
    entries = present.entries(now, room, reader.id if reader.kind == "team" else None)
    if not charts and not entries:
        return None
    return Section(name_of(stage, room), entries=entries, charts=charts)

"""One line of a private sheet that its owner shows, and the sheet that the wall shows."""

from __future__ import annotations

from dataclasses import replace

from workshop.activities.form.messages import publishing as m
from workshop.activities.form.state import FormState
from workshop.activities.form.topic import Topic, open_for, unit_of, with_sheet
from workshop.core.activity import By, Event, PersonId, RoomView, Wording
from workshop.core.course import Input
from workshop.core.errors import Refused
from workshop.parts.length import check_length

WITNESS = "witness"
"""The field of a sheet that names somebody who will ask about it."""


def line_input(state: FormState, room: RoomView) -> Input | None:
    """The line that this step lets people show, where the course asks for one; only of sheets of one person."""
    if room.step is None or room.step.phase != "revise" or state.of_teams:
        return None
    return room.step.input("publish", "pattern")


def _publish(state: FormState, command: m.Publish, by: By, room: RoomView) -> list[Event]:
    unit, entry = unit_of(state, by), line_input(state, room)
    if entry is None:
        raise Refused("form/not_published")
    open_for(room, "revise")
    check_length(command.text, entry.max_chars or 40, entry.min_chars or 0)
    sheet = state.sheet(unit)
    if sheet.published == command.text:
        return []
    return [m.Published(line=sheet.line or by.fresh_id(), unit=unit, text=command.text)]


def _withdraw(state: FormState, _command: m.Withdraw, by: By, room: RoomView) -> list[Event]:
    sheet = state.sheet(unit_of(state, by))
    if room.locked:
        raise Refused("room/locked")
    return [m.Published(line=sheet.line, unit=sheet.unit, text="")] if sheet.line and sheet.published else []


def _ask_witness(state: FormState, command: m.AskWitness, by: By, room: RoomView) -> list[Event]:
    sheet = state.sheet(unit_of(state, by))
    open_for(room, "revise")
    if state.of_teams or state.entry(WITNESS) is None:
        raise Refused("form/no_such_field")
    witness = room.people.get(command.person)
    if command.person == by.person or witness is None or witness.removed:
        raise Refused("form/no_witness")
    check_length(command.text, 60)
    return [
        m.WitnessAsked(unit=sheet.unit, witness=command.person, text=command.text, former=sheet.witness),
    ]  # fmt: skip


def _witness(state: FormState, command: m.Witness, by: By, _room: RoomView) -> list[Event]:
    sheet = state.sheets.get(command.unit)
    if sheet is None or by.person is None or sheet.witness != by.person:
        raise Refused("form/not_your_check")
    return [m.Witnessed(unit=sheet.unit, witness=by.person)] if not sheet.witnessed else []


def _show(state: FormState, command: m.ShowSheet, _by: By, room: RoomView) -> list[Event]:
    if command.unit is not None:
        if state.level != "room":
            raise Refused("form/private")
        if command.unit not in state.sheets:
            raise Refused("form/no_such_sheet")
    return [m.SheetShown(unit=command.unit)] if state.shown != command.unit else []


def _hide(state: FormState, command: m.HideLine, _by: By, _room: RoomView) -> list[Event]:
    sheet = state.sheets.get(command.unit)
    if sheet is None or not sheet.published:
        raise Refused("form/no_such_sheet")
    return [m.LineHidden(unit=sheet.unit, on=command.on)] if sheet.hidden != command.on else []


# --- apply --------------------------------------------------------------------------------------------------------


def _published(state: FormState, event: m.Published) -> FormState:
    sheet = replace(state.sheet(event.unit), line=event.line, published=event.text)
    return with_sheet(state, replace(sheet, hidden=sheet.hidden and bool(event.text)))


def _asked(state: FormState, event: m.WitnessAsked) -> FormState:
    sheet = state.sheet(event.unit)
    return with_sheet(state, replace(sheet, witness=event.witness, told_witness=event.text, witnessed=False))


def _both(event: m.WitnessAsked | m.Witnessed) -> frozenset[PersonId]:
    former = event.former if isinstance(event, m.WitnessAsked) else None
    return frozenset({event.unit, event.witness, former or event.witness})


TOPIC = Topic(
    decides={
        m.Publish: _publish, m.Withdraw: _withdraw, m.AskWitness: _ask_witness, m.Witness: _witness,
        m.ShowSheet: _show, m.HideLine: _hide,
    },
    applies={
        m.Published: _published,
        m.WitnessAsked: _asked,
        m.Witnessed: lambda state, event: with_sheet(state, replace(state.sheet(event.unit), witnessed=True)),
        m.SheetShown: lambda state, event: replace(state, shown=event.unit),
        m.LineHidden: lambda state, event: with_sheet(state, replace(state.sheet(event.unit), hidden=event.on)),
    },
    reverses={
        m.SheetShown: lambda before, _event: [m.SheetShown(unit=before.shown)],
        m.LineHidden: lambda before, event: [m.LineHidden(unit=event.unit, on=before.sheet(event.unit).hidden)],
    },
    touches={
        m.Published: lambda event: frozenset({f"line/{event.unit}"}),
        m.WitnessAsked: lambda event: frozenset({f"witness/{event.unit}"}),
        m.Witnessed: lambda event: frozenset({f"witness/{event.unit}/done"}),
        m.SheetShown: lambda _event: frozenset({"shown"}),
        m.LineHidden: lambda event: frozenset({f"line/{event.unit}/hidden"}),
    },
    concerns={
        m.Published: lambda event: frozenset({event.unit}),
        m.LineHidden: lambda event: frozenset({event.unit}),
        m.WitnessAsked: _both, m.Witnessed: _both,
    },
    wrote={
        m.Published: lambda event: Wording(event.line, event.unit),
        m.WitnessAsked: lambda event: Wording(f"{event.unit}/witness", event.unit),
    },
)  # fmt: skip

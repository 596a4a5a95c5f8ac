"""A sheet is filled in, field by field, and handed in when it is ready."""

from __future__ import annotations

from dataclasses import replace

from workshop.activities.form.messages import filling as m
from workshop.activities.form.rules import faults
from workshop.activities.form.state import HOLD_MS, Cell, FormState, Hold, Place, Sheet
from workshop.activities.form.topic import Topic, of_unit, open_for, unit_of, with_sheet
from workshop.core.activity import By, Event, RoomView, Wording
from workshop.core.errors import Quoting, Refused
from workshop.core.library import SheetField
from workshop.parts.length import check_length

LONGEST = {"text": 60, "longtext": 120, "number": 12, "date": 10, "list": 40}
"""Weighted lengths where the course says none."""

FILLING = ("brief", "fill", "revise")


# --- decide -------------------------------------------------------------------------------------------------------


def _sheet_of(state: FormState, by: By, room: RoomView) -> Sheet:
    """The sheet that this person may write into now."""
    unit = unit_of(state, by)
    open_for(room, *FILLING)
    scribe = room.teams[unit].scribe if state.of_teams and unit in room.teams else None
    if state.config.editing == "scribe" and scribe is not None and scribe != by.person:
        raise Refused("form/scribe_writes")
    return state.sheet(unit)


def _place(state: FormState, sheet: Sheet, key: str) -> Place:
    found = state.place(sheet, key)
    if found is None:
        raise Refused("form/no_such_field")
    return found


def _fresh(sheet: Sheet, key: str, revision: int, by: By, same: bool) -> int:
    """The next revision; raises ``Refused`` with what stands there when somebody else was faster."""
    cell = sheet.cell(key)
    if cell.revision and cell.revision != revision and cell.person != by.person and not same:
        raise Quoting("form/changed", theirs=cell.text)
    return cell.revision + 1


def _write(state: FormState, command: m.WriteField, by: By, room: RoomView) -> list[Event]:
    sheet = _sheet_of(state, by, room)
    key, text = command.field, command.text
    _fits(_place(state, sheet, key), text)
    _free(state, sheet, key, by, room)
    cell = sheet.cell(key)
    revision = _fresh(sheet, key, command.revision, by, same=cell.text == text)
    if cell.text == text:
        return []
    return [m.FieldWritten(unit=sheet.unit, field=key, text=text, revision=revision, person=by.person)]


def _free(state: FormState, sheet: Sheet, key: str, by: By, room: RoomView) -> None:
    """Raises ``Refused`` while somebody else writes there."""
    hold = state.holds.get((sheet.unit, key))
    if hold and hold.person != by.person and by.now - hold.at < HOLD_MS:
        raise Quoting("form/held", who=room.name(hold.person) or "")


def _hold(state: FormState, command: m.HoldField, by: By, room: RoomView) -> list[Event]:
    sheet = _sheet_of(state, by, room)
    key = _place(state, sheet, command.field).key
    hold = state.holds.get((sheet.unit, key))
    if not state.edited_together:
        return []
    if not command.on:
        mine = hold is not None and hold.person == by.person
        return [m.FieldHeld(unit=sheet.unit, field=key, at=by.now)] if mine else []
    _free(state, sheet, key, by, room)
    if hold and hold.person == by.person and by.now - hold.at < HOLD_MS / 4:
        return []
    return [m.FieldHeld(unit=sheet.unit, field=key, person=by.person, at=by.now)]


def _fits(place: Place, text: str) -> None:
    if place.type not in LONGEST:
        raise Refused("form/no_such_field")
    longest = place.column.max if place.column else place.field.max if place.type in ("text", "longtext") else None
    check_length(text, int(longest or LONGEST[place.type]))


def _choose(state: FormState, command: m.Choose, by: By, room: RoomView) -> list[Event]:
    sheet = _sheet_of(state, by, room)
    place = _place(state, sheet, command.field)
    chosen = tuple(dict.fromkeys(command.options))
    known = _options(place, by, room)
    most = (place.field.max_items or len(known)) if place.type == "multi" else 1
    if any(option not in known for option in chosen):
        raise Refused("form/no_such_option")
    if len(chosen) > most:
        raise Refused("form/too_many", most=most)
    cell = sheet.cell(place.key)
    revision = _fresh(sheet, place.key, command.revision, by, same=cell.options == chosen)
    if cell.options == chosen:
        return []
    return [m.Chosen(unit=sheet.unit, field=place.key, options=list(chosen), revision=revision, person=by.person)]


def _options(place: Place, by: By, room: RoomView) -> list[str]:
    if place.type == "person":
        team = room.team_of(by.person) if by.person and place.field.scope != "room" else None
        return [one.id for one in room.people.values() if not one.removed and team in (None, one.team)]
    return [option.id for option in (place.column.options if place.column else place.field.options)]


def _table(state: FormState, name: str) -> SheetField:
    entry = state.entry(name)
    if entry is None or entry.type not in ("table", "list"):
        raise Refused("form/no_such_field")
    return entry


def _add_row(state: FormState, command: m.AddRow, by: By, room: RoomView) -> list[Event]:
    sheet, entry = _sheet_of(state, by, room), _table(state, command.table)
    most = entry.rows.max if entry.rows else 10
    if len(state.rows(sheet, entry)) >= most:
        raise Refused("form/enough_rows", most=most)
    return [m.RowAdded(unit=sheet.unit, table=entry.id, row=by.fresh_id(), person=by.person)]


def _remove_row(state: FormState, command: m.RemoveRow, by: By, room: RoomView) -> list[Event]:
    sheet, entry = _sheet_of(state, by, room), _table(state, command.table)
    if command.row not in state.rows(sheet, entry):
        return []
    least = max(1, entry.rows.min if entry.rows else 1)
    if len(state.rows(sheet, entry)) <= least:
        raise Refused("form/rows_needed", least=least)
    return [m.RowRemoved(unit=sheet.unit, table=entry.id, row=command.row, person=by.person)]


def _hand_in(state: FormState, _command: m.HandIn, by: By, room: RoomView) -> list[Event]:
    sheet = _sheet_of(state, by, room)
    stopping = [fault for fault in faults(state, sheet, room, by.now) if fault.level == "block"]
    missing = sum(fault.message is None for fault in stopping)
    if missing:
        raise Refused("form/not_ready", missing=missing)
    for fault in stopping:
        if fault.message:
            raise Refused("form/rule", field=fault.key, rule={"zh": fault.message.zh, "en": fault.message.en})
    return [m.HandedIn(unit=sheet.unit, at=by.now, person=by.person)] if not sheet.ready else []


def _choose_case(state: FormState, command: m.ChooseCase, by: By, room: RoomView) -> list[Event]:
    sheet = _sheet_of(state, by, room)
    if command.case not in state.config.case_options:
        raise Refused("form/no_such_option")
    return [m.CaseChosen(unit=sheet.unit, case=command.case, person=by.person)] if sheet.case != command.case else []


def _enter(state: FormState, command: m.EnterField, by: By, room: RoomView) -> list[Event]:
    if state.level not in ("team", "room"):
        raise Refused("form/private")
    known = room.teams if state.of_teams else room.people
    if command.unit not in known:
        raise Refused("room/no_such_team" if state.of_teams else "room/no_such_person")
    sheet = state.sheet(command.unit)
    _fits(_place(state, sheet, command.field), command.text)
    cell = sheet.cell(command.field)
    if cell.text == command.text:
        return []
    return [m.FieldWritten(unit=sheet.unit, field=command.field, text=command.text, revision=cell.revision + 1)]


# --- apply --------------------------------------------------------------------------------------------------------


def _with_cell(state: FormState, unit: str, key: str, cell: Cell) -> FormState:
    sheet, hold = state.sheet(unit), state.holds.get((unit, key))
    if hold and hold.person == cell.person:
        state = replace(state, holds=state.holds.delete((unit, key)))
    return with_sheet(state, replace(sheet, cells=sheet.cells.set(key, cell), ready=False))


def _held(state: FormState, event: m.FieldHeld) -> FormState:
    where, holds = (event.unit, event.field), state.holds
    if event.person is not None:
        return replace(state, holds=holds.set(where, Hold(event.person, event.at)))
    return replace(state, holds=holds.delete(where)) if where in holds else state


def _written(state: FormState, event: m.FieldWritten) -> FormState:
    return _with_cell(state, event.unit, event.field, Cell(event.text, (), event.revision, event.person))


def _chosen(state: FormState, event: m.Chosen) -> FormState:
    return _with_cell(state, event.unit, event.field, Cell("", tuple(event.options), event.revision, event.person))


def _row_added(state: FormState, event: m.RowAdded) -> FormState:
    sheet, entry = state.sheet(event.unit), state.entry(event.table)
    assert entry is not None
    rows = (*state.rows(sheet, entry), event.row)
    return with_sheet(state, replace(sheet, rows=sheet.rows.set(event.table, rows), ready=False))


def _row_removed(state: FormState, event: m.RowRemoved) -> FormState:
    sheet, entry = state.sheet(event.unit), state.entry(event.table)
    assert entry is not None
    rows = tuple(row for row in state.rows(sheet, entry) if row != event.row)
    start = f"{event.table}.{event.row}"
    cells = sheet.cells
    for key in [key for key in cells if key == start or key.startswith(f"{start}.")]:
        cells = cells.delete(key)
    return with_sheet(state, replace(sheet, rows=sheet.rows.set(event.table, rows), cells=cells, ready=False))


def _handed_in(state: FormState, event: m.HandedIn) -> FormState:
    sheet = state.sheet(event.unit)
    first = sheet.first if sheet.first is not None else sheet.cells
    return with_sheet(state, replace(sheet, ready=True, first=first, at=event.at))


def _case_chosen(state: FormState, event: m.CaseChosen) -> FormState:
    return with_sheet(state, replace(state.sheet(event.unit), case=event.case))


def _restored(state: FormState, event: m.FieldRestored) -> FormState:
    if event.fresh:
        return replace(state, sheets=state.sheets.delete(event.unit))
    sheet, key = state.sheet(event.unit), event.field
    if event.revision:
        cells = sheet.cells.set(key, Cell(event.text, tuple(event.options), event.revision, event.person))
    else:
        cells = sheet.cells.delete(key) if key in sheet.cells else sheet.cells
    return with_sheet(state, replace(sheet, cells=cells, ready=event.ready))


def _unwritten(before: FormState, event: m.FieldWritten | m.FieldRestored) -> list[Event]:
    sheet = before.sheet(event.unit)
    cell = sheet.cell(event.field)
    return [
        m.FieldRestored(
            unit=event.unit,
            field=event.field,
            text=cell.text,
            options=list(cell.options),
            revision=cell.revision,
            person=cell.person,
            ready=sheet.ready,
            fresh=event.unit not in before.sheets,
        )
    ]


def _cell(event: m.FieldWritten | m.FieldRestored | m.Chosen) -> frozenset[str]:
    return frozenset({f"sheet/{event.unit}/{event.field}"})


TOPIC = Topic(
    decides={
        m.WriteField: _write, m.HoldField: _hold, m.Choose: _choose, m.AddRow: _add_row, m.RemoveRow: _remove_row,
        m.HandIn: _hand_in, m.ChooseCase: _choose_case, m.EnterField: _enter,
        m.Remind: lambda _state, _command, by, _room: [m.Reminded(at=by.now)],
    },
    applies={
        m.FieldWritten: _written, m.FieldHeld: _held, m.FieldRestored: _restored, m.Chosen: _chosen,
        m.RowAdded: _row_added, m.RowRemoved: _row_removed, m.HandedIn: _handed_in, m.CaseChosen: _case_chosen,
        m.Reminded: lambda state, event: replace(state, reminded=event.at),
    },
    reverses={
        m.FieldWritten: _unwritten, m.FieldRestored: _unwritten,
        m.Reminded: lambda before, _event: [m.Reminded(at=before.reminded)],
    },
    touches={
        m.FieldWritten: _cell, m.FieldRestored: _cell, m.Chosen: _cell,
        m.FieldHeld: lambda _event: frozenset(),
        m.RowAdded: lambda event: frozenset({f"sheet/{event.unit}/{event.table}"}),
        m.RowRemoved: lambda event: frozenset({f"sheet/{event.unit}/{event.table}"}),
        m.HandedIn: lambda event: frozenset({f"sheet/{event.unit}/ready"}),
        m.CaseChosen: lambda event: frozenset({f"sheet/{event.unit}/case"}),
        m.Reminded: lambda _event: frozenset({"reminded"}),
    },
    concerns=dict.fromkeys(
        (
            m.FieldWritten, m.FieldHeld, m.FieldRestored, m.Chosen, m.RowAdded, m.RowRemoved, m.HandedIn, m.CaseChosen,
        ),
        of_unit,
    ),
    wrote=dict.fromkeys(
        (m.FieldWritten, m.FieldRestored), lambda event: Wording(f"{event.unit}/{event.field}", event.person)
    ),
)  # fmt: skip

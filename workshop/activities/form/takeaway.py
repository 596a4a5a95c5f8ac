"""What sheets leave: those that the room or the teams may read, numbers of the checks, and to each their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from workshop.activities.form.checking import card_of
from workshop.activities.form.presenting import config_of, show_of
from workshop.activities.form.state import FEWEST, FormState, Look, Sheet
from workshop.core.activity import RoomView
from workshop.core.library import Column, Named, SheetField
from workshop.core.report import (
    Chart,
    Entry,
    Fact,
    Reader,
    Record,
    Report,
    Section,
    Series,
    Table,
    Text,
    label,
    still_said,
)
from workshop.parts import present

OWNERS = ("who", "owner", "witness")
"""Fields and columns that say who does it."""


def report(state: FormState, reader: Reader, room: RoomView) -> Report:
    sections = [*_sheets(state, reader, room), *_numbers(state, room), *_lines(state), *_shown(state, reader, room)]
    if reader.kind == "person" and reader.id:
        sections += _own(state, reader.id, room)
    return Report(tuple(sections))


# --- sheets -------------------------------------------------------------------------------------------------------


def _sheets(state: FormState, reader: Reader, room: RoomView) -> Iterator[Section]:
    """The sheets of teams and of the room; a team gets its own, the client those of all."""
    if state.level not in ("team", "room"):
        return
    filled = [s for s in state.sheets.values() if any(not cell.empty for cell in s.cells.values())]
    if reader.kind == "team" and state.of_teams:
        filled = [sheet for sheet in filled if sheet.unit == reader.id]
    if reader.kind == "person" and state.of_teams:
        filled = [sheet for sheet in filled if sheet.unit == room.team_of(reader.id)]
    records = tuple(
        _record(state, sheet, room) for sheet in sorted(filled, key=lambda sheet: _order(state, sheet, room))
    )
    if records:
        outputs = frozenset({"sheet", "record", "rules", "goals"})
        yield Section(state.form.title, records=records, outputs=outputs)


def _order(state: FormState, sheet: Sheet, room: RoomView) -> int:
    if state.of_teams:
        return room.teams[sheet.unit].number if sheet.unit in room.teams else 0
    return room.people[sheet.unit].rank if sheet.unit in room.people else 0


def _record(state: FormState, sheet: Sheet, room: RoomView, *, own: bool = False) -> Record:
    facts: list[Fact] = []
    tables: list[Table] = []
    case = room.course.cases.get(sheet.case or state.config.case or "")
    if case and sheet.case != "own":
        facts.append(Fact(label("Case"), case.title))
    for entry in state.fields():
        if state.level_of(entry.id) == "self" and not own:
            continue
        if entry.type == "table":
            rows = _rows(state, sheet, entry)
            if rows:
                tables.append(Table(entry.label, tuple(column.label for column in entry.columns), rows))
        elif entry.type == "list":
            texts = [sheet.cell(f"{entry.id}.{row}").text for row in state.rows(sheet, entry)]
            facts += [Fact(entry.label, still_said(text)) for text in texts if text]
        else:
            facts += [Fact(entry.label, text, _role(entry.id, entry.type)) for text in _texts(sheet, entry, room)]
    team = room.teams.get(sheet.unit) if state.of_teams else None
    name = None if state.of_teams else room.name(sheet.unit)
    return Record(state.form.title, team.label if team else None, name, tuple(facts), tuple(tables), sheet.at)


def _role(name: str, kind: str) -> Literal["text", "owner", "due"]:
    return "due" if kind == "date" else "owner" if name in OWNERS else "text"


def _texts(sheet: Sheet, entry: SheetField, room: RoomView) -> list[Text]:
    cell = sheet.cell(entry.id)
    if entry.type == "person":
        return [room.name(person) or "" for person in cell.options]
    if cell.options:
        return [option.words for option in entry.options if option.id in cell.options]
    return [cell.text] if cell.text else []


def _rows(state: FormState, sheet: Sheet, entry: SheetField) -> tuple[tuple[Text, ...], ...]:
    found = []
    for row in state.rows(sheet, entry):
        cells = tuple(_cell(sheet, f"{entry.id}.{row}.{column.id}", column) for column in entry.columns)
        if any(cells):
            found.append(cells)
    return tuple(found)


def _cell(sheet: Sheet, key: str, column: Column) -> Text:
    cell = sheet.cell(key)
    chosen = _chosen(column.options, cell.options)
    return chosen if chosen is not None else cell.text


def _chosen(options: tuple[Named, ...], chosen: tuple[str, ...]) -> Text | None:
    return next((option.words for option in options if option.id in chosen), None)


# --- numbers ------------------------------------------------------------------------------------------------------


def _numbers(state: FormState, room: RoomView) -> Iterator[Section]:
    """How often each point was found, or the means of the card; nothing while few checks were made."""
    done = [look for look in state.looks.values() if look.done]
    if state.config.peer_check is None:
        return
    charts: list[Chart] = []
    card = card_of(state, room)
    if len(done) >= FEWEST and card:
        means = tuple(_mean(done, item.id) for item in card.items)
        names = tuple(item.words for item in card.items)
        series = (Series(label("Mean"), means),)
        charts.append(Chart("bars", card.title, names, series, float(card.scale.max), len(done)))
    elif len(done) >= FEWEST and state.form.peer_checklist:
        shares = tuple(100 * sum(p.id in look.ticks for look in done) / len(done) for p in state.form.peer_checklist)
        names = tuple(point.words for point in state.form.peer_checklist)
        series = (Series(label("Found, in per cent of the sheets"), shares),)
        charts.append(Chart("bars", label("Checklist"), names, series, 100.0, len(done)))
    counts = Record(facts=(Fact(label("Sheets that were checked"), str(len(done))),))
    yield Section(
        label("Checked by colleagues"), records=(counts,), charts=tuple(charts), outputs=frozenset({"ticks", "means"})
    )


def _mean(looks: list[Look], item: str) -> float:
    values = [look.marks[item] for look in looks if item in look.marks]
    return round(sum(values) / len(values), 2) if values else 0.0


# --- lines, ratings -----------------------------------------------------------------------------------------------


def _lines(state: FormState) -> Iterator[Section]:
    """The lines that people chose to show, without names and in an order that tells nobody anything."""
    shown = [sheet for sheet in state.sheets.values() if sheet.line and sheet.published]
    if not shown:
        return
    lines = sorted((sheet for sheet in shown if not sheet.hidden), key=lambda sheet: sheet.line or "")
    entries = tuple(Entry(still_said(sheet.published), "comment", anonymous=True) for sheet in lines)
    hidden = len(shown) - len(lines)
    yield Section(
        label("Shown by their owners"), entries=entries, hidden=hidden, outputs=frozenset({"patterns", "published"})
    )


def _shown(state: FormState, reader: Reader, room: RoomView) -> Iterator[Section]:
    config, show = config_of(state), show_of(state)
    if config is None:
        return
    only = reader.id if reader.kind == "team" else room.team_of(reader.id) if reader.kind == "person" else None
    charts = present.charts(show, config, room, label("Ratings")) if reader.kind == "client" else ()
    entries = present.entries(show, room, only)
    if charts or entries:
        yield Section(label("Presentation"), entries=entries, charts=charts, outputs=frozenset({"ratings"}))


# --- the owner's own ----------------------------------------------------------------------------------------------


def _own(state: FormState, person: str, room: RoomView) -> Iterator[Section]:
    """My sheet with everything in it, and what colleagues found."""
    if state.of_teams:
        return
    sheet = state.sheets.get(person)
    if sheet and state.level not in ("team", "room") and any(not cell.empty for cell in sheet.cells.values()):
        records = (_record(state, sheet, room, own=True),)
        yield Section(label("My sheet"), records=records, outputs=frozenset({"sheet", "draft", "plan"}))
    heard = state.looks_at(person)
    if heard:
        yield Section(label("What colleagues found"), records=tuple(_found(state, look, room) for look in heard))
    told = present.told_me(show_of(state), person)
    if told:
        yield Section(label("Said to me when I came forward"), entries=told)


def _found(state: FormState, look: Look, room: RoomView) -> Record:
    card = card_of(state, room)
    facts: list[Fact] = []
    if card:
        facts += [
            Fact(item.words, _anchor(card.scale, look.marks[item.id])) for item in card.items if item.id in look.marks
        ]
        facts += [Fact(e.label, still_said(look.lines[e.id])) for e in card.fields if e.id in look.lines]
    else:
        facts += [Fact(label("Found"), point.words) for point in state.form.peer_checklist if point.id in look.ticks]
        facts += [Fact(label("Advice"), still_said(text)) for text in look.lines.values()]
    return Record(None, author=room.name(look.checker), facts=tuple(facts))


def _anchor(scale: object, value: int) -> Text:
    labels = getattr(scale, "labels", ())
    place = value - getattr(scale, "min", 0)
    return labels[place] if 0 <= place < len(labels) else str(value)

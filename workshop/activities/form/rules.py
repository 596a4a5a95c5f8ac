"""Whether a sheet is ready: what must be there, and what the course's own rules say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from workshop.activities.form.state import FormState, Place, Sheet
from workshop.core.activity import Ms, RoomView
from workshop.core.course import Words
from workshop.parts import checks
from workshop.parts.length import weighted_length

HOURS_AHEAD = 8
"""Dates are those of the course's home; a day more or less would only ever matter around midnight."""


@dataclass(frozen=True)
class Fault:
    """A rule that does not hold. ``key`` is the field or cell; without a ``message`` something is only missing."""

    key: str
    level: Literal["block", "warn"]
    code: str
    message: Words | None = None


def faults(state: FormState, sheet: Sheet, room: RoomView, now: Ms | None = None) -> list[Fault]:
    """Everything that does not hold. Dates and names are looked at only where the time is known, at handing in."""
    return [*_missing(state, sheet), *_short(state, sheet), *_broken(state, sheet, room, now)]


# --- what every sheet needs ---------------------------------------------------------------------------------------


def required(state: FormState, sheet: Sheet) -> list[Place]:
    """What has to be filled in. Lines of a table beyond those it needs count once something stands in them."""
    return [place for place in state.places(sheet) if _is_required(state, sheet, place)]


def _is_required(state: FormState, sheet: Sheet, place: Place) -> bool:
    entry = place.field
    if entry.type not in ("table", "list"):
        return entry.required
    row = place.key.split(".")[1]
    rows = state.rows(sheet, entry)
    needed = row in rows[: entry.rows.min if entry.rows else 1] and entry.required
    if entry.type == "list":
        return needed
    return bool(place.column and place.column.required) and (needed or _begun(state, sheet, place))


def _begun(state: FormState, sheet: Sheet, place: Place) -> bool:
    start = place.key.rsplit(".", 1)[0]
    return any(not sheet.cell(f"{start}.{column.id}").empty for column in place.field.columns)


def _missing(state: FormState, sheet: Sheet) -> Iterator[Fault]:
    for place in required(state, sheet):
        if sheet.cell(place.key).empty:
            yield Fault(place.key, "block", "required")


def _short(state: FormState, sheet: Sheet) -> Iterator[Fault]:
    """Texts that are too short, choices that are too few, numbers and dates that cannot be read."""
    for place in state.places(sheet):
        cell, least = sheet.cell(place.key), place.field.min
        if cell.empty:
            continue
        if place.type == "number" and checks.number_of(cell.text) is None:
            yield Fault(place.key, "block", "number")
        elif place.type == "date" and checks.date_of(cell.text) is None:
            yield Fault(place.key, "block", "date")
        elif place.column is None and least and _size(place, cell.text, cell.options) < least:
            yield Fault(place.key, "block", "too_few" if place.type == "multi" else "too_short")


def _size(place: Place, text: str, options: tuple[str, ...]) -> int:
    return len(options) if place.type == "multi" else weighted_length(text)


# --- the rules of the course --------------------------------------------------------------------------------------


def _broken(state: FormState, sheet: Sheet, room: RoomView, now: Ms | None) -> Iterator[Fault]:
    """The rules of the sheet, then those of the block that the sheet does not have."""
    rules: list[Any] = list(state.form.checks)
    known = {(rule.code, rule.params.get("field")) for rule in rules}
    rules += [rule for rule in room.block.validation if (rule.code, rule.params.get("field")) not in known]
    for rule in rules:
        for key in _breaking(rule.code, rule.params, state, sheet, room, now):
            yield Fault(key, rule.level, rule.code, rule.message)


def _breaking(
    code: str, given: dict[str, Any], state: FormState, sheet: Sheet, room: RoomView, now: Ms | None
) -> Iterator[str]:
    """The fields and cells in which this rule does not hold."""
    written = dict(_written(state, sheet, given))
    match code:
        case "contains_number":
            yield from (key for key, text in written.items() if not checks.has_number(text))
        case "contains_date_or_period":
            yield from (key for key, text in written.items() if not checks.has_period(text))
        case "question_mark":
            yield from (key for key, text in written.items() if not checks.is_question(text))
        case "judgement_words" | "label_words" | "vague_words" | "no_but":
            yield from (key for key, text in written.items() if checks.words_in(text, given.get("words", ())))
        case "min_chars":
            yield from (key for key, text in written.items() if weighted_length(text) < given.get("min", 0))
        case "names":
            yield from _naming(written, room, now)
        case "required_if":
            yield from _required_if(given, sheet)
        case "direction":
            yield from _direction(given, sheet)
        case "date_future" | "dates_before":
            yield from _dates(code, given, state, sheet, now)
        case "any_row" | "min_kinds" | "rows":
            yield from _of_rows(code, given, state, sheet)
        case "must_tick":
            ticked = sheet.cell(str(given.get("field", ""))).options
            yield from [str(given["field"])] if ticked and not set(given.get("options", ())) <= set(ticked) else []
        case "not_self":
            yield from (key for key in [given.get("field", "")] if sheet.cell(key).options == (sheet.unit,))
        case _:
            return


def _written(state: FormState, sheet: Sheet, given: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What stands in the field or column that a rule names, or in all texts where it names none."""
    wanted, table, column = given.get("field"), given.get("table"), given.get("column")
    for place in state.places(sheet):
        text = sheet.cell(place.key).text
        of_column = place.field.id == table and place.column is not None and place.column.id == column
        if text and (place.key == wanted or of_column or (wanted is None and table is None)):
            yield place.key, text


def _naming(written: dict[str, str], room: RoomView, now: Ms | None) -> Iterator[str]:
    """Who is in the room is looked at only at handing in: a sheet does not change when somebody comes."""
    names = [person.name for person in room.people.values()] if now is not None else []
    for key, text in written.items():
        if checks.names_in(text, names):
            yield key


def _required_if(given: dict[str, Any], sheet: Sheet) -> Iterator[str]:
    key = str(given.get("field", ""))
    if sheet.cell(key).empty and all(
        value in sheet.cell(name).options for name, value in given.get("when", {}).items()
    ):
        yield key


def _direction(given: dict[str, Any], sheet: Sheet) -> Iterator[str]:
    """Whether from start to end goes the way that the verb says."""
    verb = "".join(sheet.cell(str(given.get("verb", ""))).options)
    start, end = (checks.number_of(sheet.cell(str(given.get(side, ""))).text) for side in ("baseline", "target"))
    if start is None or end is None:
        return
    holds = {"target>baseline": end > start, "target<baseline": end < start, "target==baseline": end == start}
    if not holds.get(str(given.get("rule", {}).get(verb, "")), True):
        yield str(given["target"])


def _dates(code: str, given: dict[str, Any], state: FormState, sheet: Sheet, now: Ms | None) -> Iterator[str]:
    if code == "dates_before":
        limit = checks.date_of(sheet.cell(str(given.get("limit", ""))).text)
        for key, text in _written(state, sheet, given):
            day = checks.date_of(text)
            if limit and day and day > limit:
                yield key
    elif now is not None:
        today = (dt.datetime.fromtimestamp(now / 1000, dt.UTC) + dt.timedelta(hours=HOURS_AHEAD)).date()
        least, most = int(given.get("min_days", 1)), int(given.get("max_days", 3_660))
        for key, text in _written(state, sheet, {"field": given.get("field")}):
            day = checks.date_of(text)
            if day and not least <= (day - today).days <= most:
                yield key


def _of_rows(code: str, given: dict[str, Any], state: FormState, sheet: Sheet) -> Iterator[str]:
    entry = state.entry(str(given.get("table", "")))
    if entry is None:
        return
    rows = state.rows(sheet, entry)
    column = str(given.get("column", ""))
    if code == "rows":
        full = sum(any(not sheet.cell(f"{entry.id}.{row}.{c.id}").empty for c in entry.columns) for row in rows)
        if full < int(given.get("min", 0)):
            yield entry.id
        return
    chosen = [option for row in rows for option in sheet.cell(f"{entry.id}.{row}.{column}").options]
    if not chosen:
        return
    if code == "any_row" and str(given.get("value")) not in chosen:
        yield entry.id
    if code == "min_kinds" and len(set(chosen)) < int(given.get("n", 1)):
        yield entry.id

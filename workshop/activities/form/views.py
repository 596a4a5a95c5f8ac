"""Who sees what of a sheet: its owners all of it, whoever checks it what they may read, the wall what was shown."""

from __future__ import annotations

from typing import Any, assert_never

from workshop.activities.form.checking import ADVICE, card_of
from workshop.activities.form.presenting import config_of, show_of
from workshop.activities.form.publishing import line_input
from workshop.activities.form.rules import faults, required
from workshop.activities.form.state import FEWEST, HOLD_MS, FormState, Look, Sheet
from workshop.core.activity import Audience, GivenItem, PersonId, RoomView, remembered, shown_text, words
from workshop.core.library import Case, Column, Named, SheetField, Words
from workshop.core.patch import View
from workshop.parts import present

READING = ("check", "revise", "present")
"""The phases in which colleagues may read the sheets they were given."""


def view(state: FormState, audience: Audience, room: RoomView) -> View:
    match audience.kind:
        case "projector":
            return {**_frame(state, room), **_wall(state, room)}
        case "phones":
            return {**_frame(state, room), **_wall(state, room), **_paper(state, room)}
        case "console":
            return {**_frame(state, room), **_console(state, room)}
        case "group":
            return _team(state, audience.id or "", room)
        case "circle":
            return _circle(state, audience.id or "", room)
        case "person":
            return _person(state, audience.id or "", room)
        case _:
            assert_never(audience.kind)


def _phase(room: RoomView) -> str:
    return room.step.phase if room.step else ""


# --- what everybody sees ------------------------------------------------------------------------------------------


def _frame(state: FormState, room: RoomView) -> View:
    """What the sheet is, and how far everybody is; no content."""
    view: View = {
        "title": words(state.form.title),
        "scope": state.config.scope,
        "level": state.level,
        "ready": sum(sheet.ready for sheet in state.sheets.values()),
        "checked": sum(look.done for look in state.looks.values()),
        "to_check": sum(len(wanted) for wanted in state.checks.values()),
    }
    if state.config.peer_check:
        view["checks"] = True
    shows = config_of(state)
    if shows and _phase(room) == "present":
        view["show"] = present.view(show_of(state), shows, room)
    return view


def _wall(state: FormState, room: RoomView) -> View:
    view: View = {"outline": remembered(state.form, "outline", lambda: _outline(state))}
    looked_for = _looked_for(state, room)
    if looked_for:
        view["items"] = _named(looked_for)
    if state.of_teams:
        view["far"] = {team: _far(state, state.sheet(team)) for team in room.teams}
    on = show_of(state).on() if _phase(room) == "present" and state.level in ("team", "room") else None
    unit = on or (state.shown if state.level == "room" else None)
    if unit and unit in state.sheets:
        view["sheet"] = {"unit": unit, "owner": _owner(state, unit, room), **_content(state, state.sheets[unit])}
        view["paper"] = _empty_sheet(state)
    lines = {s.line: _line(s) for s in state.sheets.values() if s.line and s.published and not s.hidden}
    if lines:
        view["lines"] = lines
    rates = _pass_rates(state, room)
    if rates and _phase(room) in ("revise", "present"):
        view["rates"] = rates
    return view


def _line(sheet: Sheet) -> View:
    return remembered(sheet, "line", lambda: shown_text(sheet.published))


def _owner(state: FormState, unit: str, room: RoomView) -> str:
    """The team's id, or the person's name: what stands above a sheet that the room may read."""
    return unit if state.of_teams else room.name(unit) or ""


def _outline(state: FormState) -> View:
    """The headings of the sheet with the number of fields in each; where it has only one, the fields themselves."""
    sections = state.form.sections
    if len(sections) == 1:
        return {one.id: {"rank": n, "title": words(one.label), "fields": 1} for n, one in enumerate(sections[0].fields)}
    return {
        section.id: {"rank": n, "title": words(section.title), "fields": len(section.fields)}
        for n, section in enumerate(sections)
    }


def _far(state: FormState, sheet: Sheet) -> View:
    """How much of a sheet is filled in."""

    def make() -> View:
        wanted = required(state, sheet)
        filled = sum(not sheet.cell(place.key).empty for place in wanted)
        return {"filled": filled, "of": len(wanted)} | ({"ready": True} if sheet.ready else {})

    return remembered(sheet, "far", make)


def _looked_for(state: FormState, room: RoomView) -> tuple[Named, ...]:
    """What whoever checks a sheet looks for: the items of a card, or the points of the checklist."""
    card = card_of(state, room)
    return tuple(card.items if card else state.form.peer_checklist)


def _pass_rates(state: FormState, room: RoomView) -> View:
    """How many of the checks found each point, on a card with its best mark; nothing while few were made."""
    done = [look for look in state.looks.values() if look.done]
    looked_for, card = _looked_for(state, room), card_of(state, room)
    if len(done) < FEWEST or not looked_for or state.config.peer_check is None:
        return {}
    if card is None:
        return {"of": len(done), "found": {one.id: sum(one.id in look.ticks for look in done) for one in looked_for}}
    found = {one.id: sum(look.marks.get(one.id) == card.scale.max for look in done) for one in looked_for}
    return {"of": len(done), "found": found, "mark": words(card.scale.labels[-1])}


# --- the empty sheet ----------------------------------------------------------------------------------------------


def _paper(state: FormState, room: RoomView) -> View:
    """Everything a phone needs to draw the sheet and the card, before anybody has written anything."""
    view: View = {"paper": _empty_sheet(state), "editing": state.config.editing}
    if state.edited_together:
        view["hold_ms"] = HOLD_MS
    check, card = state.config.peer_check, card_of(state, room)
    if card:
        view["card"] = {
            "title": words(card.title),
            "scale": {
                str(card.scale.min + n): {"rank": n, "text": words(one)} for n, one in enumerate(card.scale.labels)
            },
            "items": _named(card.items),
        }
    asked = _asked(state, room)
    if asked:
        view["asked"] = {"fields": asked}
    if check and check.min_ticks:
        view["least_ticks"] = check.min_ticks
    line = line_input(state, room)
    if line:
        view["line"] = {"longest": line.max_chars or 40, "shortest": line.min_chars or 1}
    if state.config.case_options:
        known = room.course.cases
        view["cases"] = {
            name: {"rank": n, **(_case(known[name]) if name in known else {})}
            for n, name in enumerate(state.config.case_options)
        }
    if state.config.case:
        view["case"] = state.config.case
    if state.reminded:
        view["reminded"] = state.reminded
    if any(entry.type == "person" and entry.scope == "room" for entry in state.fields()):
        view["people"] = {
            person.id: {"name": person.name, "rank": person.rank}
            for person in room.people.values()
            if not person.removed
        }
    return view


def _asked(state: FormState, room: RoomView) -> View:
    """The lines that a checker writes: the fields of the card, or one suggestion."""
    check, card = state.config.peer_check, card_of(state, room)
    if card:
        return {
            entry.id: {"rank": n, "label": words(entry.label), "longest": entry.max, "required": entry.required}
            for n, entry in enumerate(card.fields)
        }
    return {ADVICE: {"rank": 0, "longest": check.comment_max}} if check and check.comment_max else {}


def _case(case: Case) -> View:
    shown: View = {"title": words(case.title)}
    for name in ("story", "hints"):
        text = getattr(case, name)
        if text:
            shown[name] = words(text)
    return shown


def _empty_sheet(state: FormState) -> View:
    """What is to be filled in; two blocks with one form may differ in what stays with who wrote it."""
    return remembered(state.form, "paper", lambda: _sections(state), state.narrow)


def _sections(state: FormState) -> View:
    return {
        section.id: {
            "rank": n,
            "title": words(section.title),
            "fields": {entry.id: {"rank": at, **_field(state, entry)} for at, entry in enumerate(section.fields)},
        }
        for n, section in enumerate(state.form.sections)
    }


def _field(state: FormState, entry: SheetField) -> View:
    shown: View = {"type": entry.type, "label": words(entry.label), "required": entry.required}
    for name in ("min", "max", "max_items"):
        value = getattr(entry, name)
        if value is not None:
            shown[name] = int(value)
    if entry.options:
        shown["options"] = _named(entry.options)
    if entry.columns:
        shown["columns"] = {column.id: {"rank": n, **_column(column)} for n, column in enumerate(entry.columns)}
    if entry.rows:
        shown["rows"] = {"min": entry.rows.min, "max": entry.rows.max}
    if entry.scope:
        shown["scope"] = entry.scope
    if state.level_of(entry.id) == "self" and state.level != "self":
        shown["private"] = True
    return shown


def _column(column: Column) -> View:
    shown: View = {"type": column.type, "label": words(column.label), "required": column.required}
    if column.max is not None:
        shown["max"] = column.max
    if column.options:
        shown["options"] = _named(column.options)
    return shown


def _named(options: tuple[Named, ...]) -> View:
    return {one.id: {"rank": n, "text": _both(one)} for n, one in enumerate(options)}


def _both(text: Words) -> View:
    return {"zh": text.zh, "en": text.en}


# --- a sheet with what was written --------------------------------------------------------------------------------


def _content(state: FormState, sheet: Sheet, *, owned: bool = False) -> View:
    """The fields and lines of a sheet; those that only its owner may read for its owner alone."""
    return remembered(sheet, ("content", owned), lambda: _filled(state, sheet, owned), state.form)


def _filled(state: FormState, sheet: Sheet, owned: bool) -> View:
    hidden = set() if owned else {name for name, level in state.narrow.items() if level == "self"}
    cells: View = {}
    for key, cell in sheet.cells.items():
        if key.split(".")[0] in hidden or (cell.empty and not cell.revision):
            continue
        shown: View = {"revision": cell.revision} if owned else {}
        if cell.options:
            shown["options"] = dict.fromkeys(cell.options, True)
        elif cell.text:
            shown["text"] = cell.text
        cells[key] = shown
    view: View = {"cells": cells}
    tables = {
        entry.id: {"rows": {row: {"rank": n} for n, row in enumerate(state.rows(sheet, entry))}}
        for entry in state.fields()
        if entry.type in ("table", "list")
    }
    if tables:
        view["tables"] = tables
    if sheet.case:
        view["case"] = sheet.case
    return view


def _owned(state: FormState, sheet: Sheet, room: RoomView) -> View:
    """A sheet as its owners see it: with what is missing, and what changed since it was handed in."""
    view = dict(_content(state, sheet, owned=True)) | {"far": _far(state, sheet)}
    found = {fault.key: _fault(fault) for fault in faults(state, sheet, room) if fault.code != "required"}
    if found:
        view["hints"] = found
    if sheet.ready:
        view["ready"] = True
    held = {
        key: {"person": hold.person, "name": room.name(hold.person) or "", "at": hold.at}
        for (unit, key), hold in state.holds.items()
        if unit == sheet.unit
    }
    if held:
        view["held"] = held
    if sheet.first is not None:
        changed = {key: True for key in {*sheet.first, *sheet.cells} if sheet.first.get(key) != sheet.cells.get(key)}
        if changed:
            view["changed"] = changed
    return view


def _fault(fault: Any) -> View:
    shown: View = {"level": fault.level, "code": fault.code}
    if fault.message:
        shown["message"] = words(fault.message)
    return shown


def _look(look: Look) -> View:
    view: View = {}
    if look.ticks:
        view["ticks"] = dict.fromkeys(sorted(look.ticks), True)
    if look.marks:
        view["marks"] = dict(look.marks)
    lines = {name: shown_text(text) for name, text in look.lines.items() if text or name == ADVICE}
    if lines:
        view["lines"] = lines
    if look.done:
        view["done"] = True
    return view


def _to_check(state: FormState, checker: str, room: RoomView) -> View:
    """The sheets this one looks at."""
    return {
        unit: {"rank": n, "owner": _owner(state, unit, room), **_content(state, state.sheet(unit))}
        for n, unit in enumerate(state.checks.get(checker, ()))
    }


def _looks(state: FormState, who: str) -> View:
    """What this one gave to others so far, and what others, once they were done, gave to this one."""
    view: View = {}
    given = {look.unit: _look(look) for look in state.looks.values() if look.checker == who}
    if given:
        view["looks"] = given
    heard = {look.checker: _look(look) for look in state.looks_at(who)}
    if heard:
        view["heard"] = heard
    return view


# --- a team, a pair, a person, the facilitator --------------------------------------------------------------------


def _team(state: FormState, team: str, room: RoomView) -> View:
    if not state.of_teams:
        return {}
    view: View = {"sheet": _owned(state, state.sheet(team), room)}
    if _phase(room) in READING:
        to_check = _to_check(state, team, room)
        if to_check:
            view["to_check"] = to_check
        view |= _looks(state, team)
    return view


def _circle(state: FormState, group: str, room: RoomView) -> View:
    """A pair reads each other's sheets. What one finds goes from person to person: a circle can be three people."""
    people = state.groups.get(group, frozenset())
    view: View = {"members": {person: {"name": room.name(person) or ""} for person in sorted(people)}}
    if _phase(room) not in READING or state.level == "self":
        return view
    checking = {person: _to_check(state, person, room) for person in sorted(people) if person in state.checks}
    if checking:
        view["checking"] = checking
    return view


def _person(state: FormState, person: PersonId, room: RoomView) -> View:
    view: View = {}
    if not state.of_teams:
        sheet = state.sheet(person)
        view["sheet"] = _owned(state, sheet, room)
        view |= _looks(state, person)
        offers = _offers(state, person, room)
        if offers:
            view["offers"] = offers
        if sheet.line and sheet.published:
            view["line"] = shown_text(sheet.published) | ({"hidden": True} if sheet.hidden else {})
        if sheet.told_witness:
            view["told_witness"] = shown_text(sheet.told_witness) | ({"agreed": True} if sheet.witnessed else {})
        asked = {
            other.unit: shown_text(other.told_witness) | ({"agreed": True} if other.witnessed else {})
            for other in state.sheets.values()
            if other.witness == person and other.told_witness
        }
        if asked:
            view["witness_of"] = asked
    given = present.mine(show_of(state), person)
    if given:
        view["given"] = given
    return view


def _offers(state: FormState, person: PersonId, room: RoomView) -> View:
    """What I said earlier on this course, by the field it fits to."""
    offers: View = {}
    for wanted in state.config.prefill:
        given = room.given.get(wanted.block)
        for item in given.items.values() if given else ():
            text = _part(item, wanted.take) if item.person == person else None
            if text:
                offers[wanted.field] = {"text": text} | ({"hint": True} if wanted.way == "hint" else {})
    return offers


def _part(item: GivenItem, take: str | None) -> View | None:
    """In both languages: what a person wrote is the same in both, the course's own words are not."""
    if take is None:
        return {"zh": item.text, "en": item.text} if item.text else None
    zh, en = (item.fields.get(f"{take}_{lang}") or item.fields.get(take) for lang in ("zh", "en"))
    return {"zh": zh, "en": en} if zh and en else None


def _console(state: FormState, room: RoomView) -> View:
    """Counts for every sheet; what stands in it only where more than its owners may read it."""
    readable = state.level in ("team", "room")
    view: View = {"outline": remembered(state.form, "outline", lambda: _outline(state)), "units": {}}
    units = room.teams if state.of_teams else room.people
    for unit in units:
        sheet = state.sheet(unit)
        shown: View = {"far": _far(state, sheet)}
        if readable:
            shown |= _content(state, sheet)
        looks = {look.checker: _look(look) if readable else {"done": True} for look in state.looks_at(unit)}
        if looks:
            shown["looks"] = looks
        if sheet.line and sheet.published:
            shown["line"] = _line(sheet) | {"hidden": sheet.hidden}
        view["units"][unit] = shown
    if readable:
        view["paper"] = _empty_sheet(state)
    if state.form.peer_checklist:
        view["items"] = _named(state.form.peer_checklist)
    if state.checks:
        view["checkers"] = {unit: dict.fromkeys(wanted, True) for unit, wanted in state.checks.items()}
    if state.shown:
        view["shown"] = state.shown
    if state.reminded:
        view["reminded"] = state.reminded
    rates = _pass_rates(state, room)
    if rates:
        view["rates"] = rates
    return view

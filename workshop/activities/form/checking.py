"""Colleagues look at a sheet and tell its owners what they found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from immutables import Map

from workshop.activities.form.messages import checking as m
from workshop.activities.form.state import FormState, Look
from workshop.activities.form.topic import Topic, open_for, unit_of
from workshop.core.activity import By, Event, RoomView, Wording
from workshop.core.errors import Refused
from workshop.core.library import Scorecard
from workshop.parts import seating
from workshop.parts.length import check_length

ADVICE = "advice"
"""The field of the one suggestion, where no card has fields of its own."""


def card_of(state: FormState, room: RoomView) -> Scorecard | None:
    check = state.config.peer_check
    return room.course.scorecards.get(check.scorecard or "") if check else None


# --- who looks at what --------------------------------------------------------------------------------------------


def missing_checks(state: FormState, room: RoomView) -> bool:
    """Whether somebody who should look at a sheet has none to look at."""
    if state.config.peer_check is None:
        return False
    everybody = _units(state, room)
    return len(everybody) > 1 and any(unit not in state.checks for unit in everybody)


def _units(state: FormState, room: RoomView) -> list[str]:
    if state.of_teams:
        return sorted((team for team in room.teams), key=lambda team: room.teams[team].number)
    return sorted(person.id for person in room.people.values() if not person.removed)


def _assign(state: FormState, _command: m.AssignChecks, by: By, room: RoomView) -> list[Event]:
    check = state.config.peer_check
    if check is None:
        raise Refused("form/no_check")
    units = [unit for unit in _units(state, room) if unit not in state.checks]
    if len(units) + len(state.checks) < 2:
        raise Refused("form/too_few_sheets")
    if state.of_teams:
        return [m.ChecksAssigned(checks=_in_a_ring(_units(state, room), 2 if check.by == "two_teams" else 1))]
    return _paired(state, units, by, room)


def _in_a_ring(units: list[str], each: int) -> dict[str, list[str]]:
    """Every team looks at the sheets of the teams behind it."""
    each = min(each, len(units) - 1)
    return {unit: [units[(at + n) % len(units)] for n in range(1, each + 1)] for at, unit in enumerate(units)}


def _paired(state: FormState, new: list[str], by: By, room: RoomView) -> list[Event]:
    """Those without a partner in pairs; one who is left over joins a pair that is there."""
    groups = {group: sorted(people) for group, people in state.groups.items()}
    if len(new) == 1:
        smallest = min(groups, key=lambda group: (len(groups[group]), group))
        groups[smallest] = [*groups[smallest], new[0]]
    else:
        met = seating.met_in(room.seats)
        for n, people in enumerate(seating.dealt(new, 2, by.seed, met=met).values()):
            groups[by.fresh_id(n)] = list(people)
    checks = {person: [_next(people, person)] for people in groups.values() for person in people}
    return [m.ChecksAssigned(checks=checks, groups=groups)]


def _next(people: list[str], person: str) -> str:
    return people[(people.index(person) + 1) % len(people)]


def _assign_one(state: FormState, command: m.AssignCheck, _by: By, room: RoomView) -> list[Event]:
    known = _units(state, room)
    if state.config.peer_check is None or not {command.checker, command.unit} <= set(known):
        raise Refused("form/no_check")
    if command.checker == command.unit:
        raise Refused("form/own_sheet")
    had = state.checks.get(command.checker, ())
    if command.unit in had:
        return []
    checks = {unit: list(wanted) for unit, wanted in state.checks.items()} | {command.checker: [*had, command.unit]}
    groups = {group: sorted(people) for group, people in state.groups.items()}
    if not state.of_teams:
        groups = _together(groups, command.checker, command.unit)
    return [m.ChecksAssigned(checks=checks, groups=groups)]


def _together(groups: dict[str, list[str]], one: str, other: str) -> dict[str, list[str]]:
    """The pairs of both become one circle, since what is said about a sheet stays in its circle."""
    mine = [group for group, people in groups.items() if one in people or other in people]
    if not mine:
        return groups | {f"g{len(groups) + 1}": sorted({one, other})}
    joined = sorted({one, other, *(person for group in mine for person in groups[group])})
    return {group: people for group, people in groups.items() if group not in mine} | {mine[0]: joined}


# --- looking ------------------------------------------------------------------------------------------------------


def _looking(state: FormState, unit: str, by: By, room: RoomView) -> Look:
    """What this person gives to this sheet; raises ``Refused`` when it is not theirs to look at."""
    checker = unit_of(state, by)
    open_for(room, "check")
    if unit not in state.checks.get(checker, ()):
        raise Refused("form/not_your_check")
    look = state.look(checker, unit)
    if look.done:
        raise Refused("form/check_done")
    return look


def _tick(state: FormState, command: m.Tick, by: By, room: RoomView) -> list[Event]:
    look = _looking(state, command.unit, by, room)
    if command.item not in {one.id for one in state.form.peer_checklist}:
        raise Refused("form/no_such_option")
    if (command.item in look.ticks) == command.on:
        return []
    return [m.Ticked(checker=look.checker, unit=look.unit, item=command.item, on=command.on)]


def _rate(state: FormState, command: m.Rate, by: By, room: RoomView) -> list[Event]:
    look, card = _looking(state, command.unit, by, room), card_of(state, room)
    if card is None or command.item not in {one.id for one in card.items}:
        raise Refused("form/no_such_option")
    if not card.scale.min <= command.value <= card.scale.max:
        raise Refused("form/no_such_option")
    return [m.Rated(checker=look.checker, unit=look.unit, item=command.item, value=command.value)]


def _advise(state: FormState, command: m.Advise, by: By, room: RoomView) -> list[Event]:
    look = _looking(state, command.unit, by, room)
    longest = _lines(state, room).get(command.field)
    if longest is None:
        raise Refused("form/no_such_field")
    check_length(command.text, longest)
    return [
        m.Advised(checker=look.checker, unit=look.unit, field=command.field, text=command.text, person=by.person),
    ]  # fmt: skip


def _lines(state: FormState, room: RoomView) -> dict[str, int]:
    """The lines a checker may write, with their longest."""
    card, check = card_of(state, room), state.config.peer_check
    if card:
        return {entry.id: entry.max for entry in card.fields}
    return {ADVICE: check.comment_max} if check and check.comment_max else {}


def _finish(state: FormState, command: m.FinishCheck, by: By, room: RoomView) -> list[Event]:
    look = _looking(state, command.unit, by, room)
    missing = len(missing_in(state, look, room))
    if missing:
        raise Refused("form/check_missing", missing=missing)
    return [m.CheckFinished(checker=look.checker, unit=look.unit)]


def missing_in(state: FormState, look: Look, room: RoomView) -> list[str]:
    """What the card asks for and is not there yet."""
    card = card_of(state, room)
    if card:
        items = [item.id for item in card.items if item.id not in look.marks]
        return items + [entry.id for entry in card.fields if entry.required and not look.lines.get(entry.id)]
    step = next((one for one in room.block.steps if one.phase == "check"), None)
    wanted = step.input(ADVICE) if step else None
    return [ADVICE] if wanted and wanted.required and not look.lines.get(ADVICE) else []


# --- apply --------------------------------------------------------------------------------------------------------


def _assigned(state: FormState, event: m.ChecksAssigned) -> FormState:
    checks = Map({unit: tuple(wanted) for unit, wanted in event.checks.items()})
    return replace(state, checks=checks, groups=Map({g: frozenset(people) for g, people in event.groups.items()}))


def _with_look(state: FormState, event: Any, **change: Any) -> FormState:
    look = replace(state.look(event.checker, event.unit), **change)
    return replace(state, looks=state.looks.set(f"{look.checker}>{look.unit}", look))


def _ticked(state: FormState, event: m.Ticked) -> FormState:
    ticks = state.look(event.checker, event.unit).ticks
    return _with_look(state, event, ticks=ticks | {event.item} if event.on else ticks - {event.item})


def _rated(state: FormState, event: m.Rated) -> FormState:
    return _with_look(state, event, marks=state.look(event.checker, event.unit).marks.set(event.item, event.value))


def _advised(state: FormState, event: m.Advised) -> FormState:
    return _with_look(state, event, lines=state.look(event.checker, event.unit).lines.set(event.field, event.text))


def _assigned_before(before: FormState, _event: m.ChecksAssigned) -> list[Event]:
    checks = {unit: list(wanted) for unit, wanted in before.checks.items()}
    return [m.ChecksAssigned(checks=checks, groups={g: sorted(people) for g, people in before.groups.items()})]


def _of_look(event: Any) -> frozenset[str]:
    return frozenset({f"look/{event.checker}/{event.unit}"})


TOPIC = Topic(
    decides={
        m.AssignChecks: _assign, m.AssignCheck: _assign_one, m.Tick: _tick, m.Rate: _rate, m.Advise: _advise,
        m.FinishCheck: _finish,
    },
    applies={
        m.ChecksAssigned: _assigned, m.Ticked: _ticked, m.Rated: _rated, m.Advised: _advised,
        m.CheckFinished: lambda state, event: _with_look(state, event, done=True),
    },
    reverses={m.ChecksAssigned: _assigned_before},
    concerns={
        m.Ticked: lambda event: frozenset({event.checker}),
        m.Rated: lambda event: frozenset({event.checker}),
        m.Advised: lambda event: frozenset({event.checker}),
        m.CheckFinished: lambda event: frozenset({event.checker, event.unit}),
    },
    touches={
        m.ChecksAssigned: lambda _event: frozenset({"checks"}),
        m.Ticked: _of_look, m.Rated: _of_look, m.Advised: _of_look, m.CheckFinished: _of_look,
    },
    wrote={m.Advised: lambda event: Wording(f"{event.checker}/{event.unit}/{event.field}", event.person)},
)  # fmt: skip
